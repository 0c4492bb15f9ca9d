"""Do the intervals agree with R's on the reference data?"""

from __future__ import annotations

import statistics as plain
from pathlib import Path

import pytest

from tests.statistics.reading import rows
from trellis.statistics.api import difference_of_means, difference_of_shares, mean, share


def scores(shared_data: Path) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = {}
    for row in rows(shared_data, "inputs/means.csv"):
        groups.setdefault(row["group"], []).append(float(row["value"]))
    return groups


def test_wilson(shared_data: Path) -> None:
    for row in rows(shared_data, "expected/proportions.csv"):
        found = share(int(row["x"]), int(row["n"]), level=float(row["level"]))
        wanted = [float(row[k]) for k in ("share", "wilson_low", "wilson_high")]
        assert [found.value, found.low, found.high] == pytest.approx(wanted, abs=1e-9), row


def test_newcombe(shared_data: Path) -> None:
    for row in rows(shared_data, "expected/two_proportions.csv"):
        found = difference_of_shares(*(int(row[k]) for k in ("x1", "n1", "x2", "n2")))
        wanted = [float(row[k]) for k in ("difference", "newcombe_low", "newcombe_high")]
        assert [found.value, found.low, found.high] == pytest.approx(wanted, abs=1e-9), row


def test_mean(shared_data: Path) -> None:
    groups = scores(shared_data)
    for row in rows(shared_data, "expected/means.csv"):
        values = groups[row["group"]]
        found = mean(plain.fmean(values), plain.stdev(values), len(values))
        wanted = [float(row[k]) for k in ("mean", "low", "high")]
        assert [found.value, found.low, found.high] == pytest.approx(wanted, abs=1e-9), row


def test_welch(shared_data: Path) -> None:
    groups = scores(shared_data)
    for row in rows(shared_data, "expected/means_welch.csv"):
        first, second = row["contrast"].split("-")
        found = difference_of_means(groups[first], groups[second])
        wanted = [float(row[k]) for k in ("difference", "low", "high")]
        assert [found.value, found.low, found.high] == pytest.approx(wanted, abs=1e-9), row


def test_nobody_has_no_interval() -> None:
    with pytest.raises(ValueError, match="nobody"):
        share(0, 0)
    with pytest.raises(ValueError, match="one"):
        mean(3, 0, 1)
