"""What does a cell of a fixed column mean: an id, a date, a flag, one of a few words?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from trellis.intake.layouts.habits import Habits
from trellis.intake.mappings.grades import grade_in
from trellis.intake.mappings.people import EXPONENT
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.intake.mappings.values import by_distinct, nothing, nowhere
from trellis.lib.api import BadInput, listed

_DAY = r"^\d{4}-\d{2}-\d{2}(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$"
_US_DAY = r"^\d{1,2}/\d{1,2}/\d{4}$"
_ID = r"^[0-9A-Za-z./@_-]{1,255}$"
_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"
_YEAR = r"^(?:19|20)\d{2}$"
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_KEPT = "It was accepted."

Read = tuple[pl.Series, pl.Series, str]
"""Values, which cells could not be read, and what was expected there."""


@dataclass(frozen=True)
class Cells:
    """A column of a sheet as text, and where to tell what is odd."""

    sheet: Sheet
    index: int
    troubles: Troubles
    habits: Habits

    @cached_property
    def text(self) -> pl.Series:
        """The cells without blanks at the ends; blank ones and NULL are null."""
        text = self.sheet.text(self.index)
        return text.set(text.str.to_uppercase() == "NULL", None) if text.len() else text

    @property
    def height(self) -> int:
        """The number of cells."""
        return self.sheet.height

    def notice(self, rule: str, odd: pl.Series, expected: str, *, by_word: bool = True) -> None:
        """Tell a harmless oddity once."""
        self.troubles.noticed(
            rule,
            odd,
            self.sheet.lines,
            self.index,
            self.sheet.cells[f"c{self.index}"],
            expected,
            _KEPT,
            by_word=by_word,
        )

    def notice_odd_ids(self) -> None:
        """Tell once that ids have signs which the standard does not allow."""
        odd = ~self.text.str.contains(_ID).fill_null(True)
        self.notice("id_signs", odd, "letters, digits and . / @ _ -", by_word=False)

    def refuse(self, odd: pl.Series, why: str) -> None:
        """Refuse the whole file for what its exporter did to a column."""
        odd = odd.fill_null(False)
        if odd.any():
            line = int(self.sheet.lines.filter(odd)[0])
            place = f"{self.sheet.name}, line {line:,}, {self.sheet.header.said(self.index)}"
            raise BadInput(f"{place}: {why}")


def read_cells(cells: Cells, kind: str, choices: tuple[str, ...], *, extends: bool) -> Read:
    """Read a column. Raises BadInput when an exporter has spoiled the whole of it."""
    if kind == "choice":
        return _choice(cells, choices, extends)
    return _READ[kind](cells)


def _text(cells: Cells) -> Read:
    return cells.text, nowhere(cells.height), ""


def _id(cells: Cells) -> Read:
    cells.refuse(
        cells.text.str.contains(EXPONENT),
        "a spreadsheet has rewritten these ids as powers of ten and their digits are gone. Export "
        "the file again without opening it there.",
    )
    raw = cells.sheet.cells[f"c{cells.index}"]
    blanks = raw.str.contains(r"^\s+\S|\S\s+$")
    cells.notice("blanks", blanks, "an id without blanks around it", by_word=False)
    return cells.text, nowhere(cells.height), ""


def _date(cells: Cells) -> Read:
    text = cells.text
    iso = text.str.contains(_DAY).fill_null(False)
    value = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    value = value.zip_with(iso, nothing(cells.height, pl.Date))
    expected = "a date like 2026-08-17"
    if cells.habits.us_dates:
        shaped = text.str.contains(_US_DAY).fill_null(False)
        american = text.str.to_date("%m/%d/%Y", strict=False)
        value = american.zip_with(shaped, value)
        expected += " or 8/17/2026"
    return value, text.is_not_null() & value.is_null(), expected


def _flag(cells: Cells) -> Read:
    text = cells.text
    value = by_distinct(text, lambda one: _FLAGS.get(one.casefold()), pl.Boolean)
    expected = "true or false"
    cells.notice("flag_word", value.is_not_null() & ~text.is_in(["true", "false"]), expected)
    return value, text.is_not_null() & value.is_null(), expected


def _number(cells: Cells) -> Read:
    shaped = cells.text.str.contains(_NUMBER).fill_null(False)
    value = cells.text.cast(pl.Float64, strict=False)
    value = value.zip_with(shaped, nothing(cells.height, pl.Float64))
    return value, cells.text.is_not_null() & value.is_null(), "a number"


def _share(cells: Cells) -> Read:
    value, bad, _ = _number(cells)
    outside = ~value.is_between(0, 1).fill_null(True)
    return value, bad | outside, "a number from 0 to 1"


def _year(cells: Cells) -> Read:
    shaped = cells.text.str.contains(_YEAR).fill_null(False)
    value = cells.text.cast(pl.Int16, strict=False)
    value = value.zip_with(shaped, nothing(cells.height, pl.Int16))
    return value, cells.text.is_not_null() & value.is_null(), "a year like 2026"


def _choice(cells: Cells, choices: tuple[str, ...], extends: bool) -> Read:
    known = {choice.casefold(): choice for choice in choices}

    def meant(word: str) -> str | None:
        other = "other" if extends and word.casefold().startswith("ext:") else None
        return known.get(word.casefold(), other)

    text = cells.text
    value = by_distinct(text, meant)
    expected = listed(choices, "or")
    cells.notice("word", value.is_not_null() & (value != text).fill_null(False), expected)
    return value, text.is_not_null() & value.is_null(), expected


def _list(cells: Cells) -> Read:
    cells.refuse(
        cells.text.str.contains(r"[;|]"),
        'found “;” or “|” in a list, expected commas, with quotes around the cell: "a,b".',
    )
    items = cells.text.str.split(",").list.eval(pl.element().str.strip_chars())
    value = items.list.eval(pl.element().filter(pl.element() != ""))
    return value, nowhere(cells.height), ""


def _grades(cells: Cells) -> Read:
    value, bad, expected = _list(cells)
    flat = value.explode(empty_as_null=False, keep_nulls=False).drop_nulls().unique()
    code = {one: grade_in(one) for one in flat.to_list()}
    strange = [one for one, meant in code.items() if meant is None]
    if strange:
        odd = value.list.eval(pl.element().is_in(strange)).list.any()
        cells.notice("grade", odd, "a grade such as KG, 01 to 12")
    if code:
        value = value.list.eval(pl.element().replace({k: v or k for k, v in code.items()}))
    return value, bad, expected


_READ = {
    "text": _text,
    "id": _id,
    "date": _date,
    "flag": _flag,
    "number": _number,
    "share": _share,
    "year": _year,
    "list": _list,
    "grades": _grades,
}
