"""Does every measure of support count as its specification says? It is printed into the docs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.support_reading import DEPARTMENTS, SupportSpec, support_specs
from trellis.support.metrics.measures import MEASURES
from trellis.support.metrics.promises import ENDS


@pytest.mark.parametrize("spec", support_specs(), ids=lambda spec: spec.title)
def test_a_measure_of_support_counts_as_specified(spec: SupportSpec) -> None:
    measure = MEASURES[spec.measure]
    count = measure.beside if spec.beside else measure.count
    assert count is not None
    found = count(spec.ledger())
    if isinstance(found, list):
        keys = {pk: key for key, pk in spec.schools.items()}
        assert [keys[pk] for pk in found] == spec.gives[0]["schools"].split()
        return
    for wanted in spec.gives:
        told = found[DEPARTMENTS[wanted.pop("for")]]
        assert _as_words(told, wanted) == wanted


def test_every_measure_has_a_specification() -> None:
    assert {spec.measure for spec in support_specs()} == set(MEASURES)


@pytest.mark.parametrize("key", MEASURES)
def test_an_empty_ledger_counts_to_nothing_and_breaks_nothing(key: str) -> None:
    spec = support_specs()[0]
    spec.tables.clear()
    ledger, measure = spec.ledger(), MEASURES[key]
    found: Any = measure.count(ledger)
    if measure.beside:
        assert measure.beside(ledger) == {}
    if measure.more:
        assert not measure.more(ledger)
    assert len(found) in (0, 1, 2)


def _as_words(told: Any, wanted: dict[str, str]) -> dict[str, str]:
    """Write what was counted as the specification writes it."""
    if "hits" in wanted:
        return {"hits": str(told[0]), "n": str(told[1])}
    if "waits" in wanted:
        return {"waits": " ".join(f"{waited:g}{'' if done else '+'}" for waited, done in told)}
    if "values" in wanted:
        return {"values": " ".join(f"{value:g}" for value in told)}
    names = ENDS if "silent" in wanted else wanted
    return {name: f"{told[name]:g}" for name in names}
