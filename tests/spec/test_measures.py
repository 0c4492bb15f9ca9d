"""Does every measure count as its specification says? The tables are printed into the docs."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.spec.reading import Spec, lake_of, specs
from trellis.measures.api import MEASURES, count_cells, questions


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.title)
def test_a_measure_counts_as_specified(spec: Spec, tmp_path: Path) -> None:
    cells = count_cells(lake_of(spec, tmp_path), spec.question)
    for wanted in spec.gives:
        where = {k: v for k, v in wanted.items() if k not in ("n", "k", "mean", "sd")}
        found = cells.filter(**where) if where else cells
        assert found.height == 1, f"{where} stands {found.height} times in\n{cells}"
        for figure in ("n", "k", "mean", "sd"):
            if figure in wanted:
                assert found[figure][0] == pytest.approx(float(wanted[figure]), abs=1e-4), where


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.title)
def test_schools_and_groups_add_up_to_the_district(spec: Spec, tmp_path: Path) -> None:
    cells = count_cells(lake_of(spec, tmp_path), spec.question)
    counted = "k" if "part" in cells.columns else "n"
    of_all = cells.filter(level="district", dim="all")[counted].sum()
    for level in ("school", "district"):
        sums = cells.filter(level=level).group_by("dim").agg(pl.col(counted).sum())
        assert set(sums[counted]) == {of_all}, level


def test_every_measure_has_a_specification() -> None:
    assert {spec.question.measure for spec in specs()} == set(MEASURES)


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.title)
def test_the_question_is_offered(spec: Spec, tmp_path: Path) -> None:
    assert spec.question in questions(lake_of(spec, tmp_path))
