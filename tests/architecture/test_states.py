"""Is every table of states complete, named, and with no state that nothing leads to?"""

from __future__ import annotations

import pytest
from django.db.models import TextChoices

from tests.print_states import TITLES, tables

TABLES = dict(tables())


def test_every_table_is_named_in_the_documentation() -> None:
    assert set(TABLES) == set(TITLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_a_row_and_every_step_leads_to_a_state(name: str) -> None:
    table = TABLES[name]
    first = next(iter(table))
    assert isinstance(first, TextChoices)
    assert set(table) == set(type(first))
    assert set().union(*table.values()) <= set(table)


@pytest.mark.parametrize("name", TABLES)
def test_some_step_leads_to_each_state(name: str) -> None:
    table = TABLES[name]
    begins = {next(iter(type(next(iter(table)))))}
    reached, ahead = set(begins), list(begins)
    while ahead:
        new = table[ahead.pop()] - reached
        reached |= new
        ahead += list(new)
    assert reached == set(table), f"nothing leads to {set(table) - reached}"
