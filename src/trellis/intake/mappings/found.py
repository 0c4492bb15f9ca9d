"""How does a mapping say where a value is found?"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

IdType = Literal["state", "local", "sis", "vendor"]


class Part(BaseModel):
    """A piece of a mapping: unknown words are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Where(Part):
    """The address of one column, where its name alone does not find it.

    `name` is compared without byte order mark, hard spaces and doubled blanks. `like` is a regular
    expression for the whole name. `nth` chooses among equal names (1 = first); `after` takes the
    first such name to the right of another column; `group` is the name in the line above the
    header; `position` counts columns from 1 and is the last resort.
    """

    name: str = ""
    like: str = ""
    position: int = Field(default=0, ge=0)
    group: str = ""
    nth: int = Field(default=1, ge=1)
    after: str = ""

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not (self.name or self.like or self.position):
            raise ValueError("A column needs a name, a pattern (like) or a position.")
        return self


def _addresses(given: object) -> object:
    """Let "A", ["A", "B"] and {like = "A.*"} all mean a list of addresses to try in turn."""
    each = given if isinstance(given, list | tuple) else [given]
    named = [{"name": one} if isinstance(one, str) else one for one in each]
    return tuple(one for one in named if one != {"name": ""})


Columns = Annotated[tuple[Where, ...], BeforeValidator(_addresses)]


class Found(Part):
    """How one value is found: in a column, in the file's name, as a constant, or by asking.

    `column`: the first address that exists is read. `take`: a regular expression whose first group
    is kept. `values`: what the found text means (compared without regard to case); text outside the
    map is treated as `otherwise` says: "quarantine" the line, "keep" the text, or "nothing".
    `missing`: words that mean "nothing is here". `asks`: the name of an answer given at upload.
    """

    column: Columns = ()
    file_name: str = ""
    value: str | None = None
    asks: Literal["", "school_year", "window", "subject"] = ""
    take: str = ""
    values: dict[str, str] = {}
    otherwise: Literal["quarantine", "keep", "nothing"] = "quarantine"
    missing: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        _check_one_source(self)
        return self


def _ways(given: object) -> object:
    """Let one way stand without a list, and a bare text mean a constant."""
    each = given if isinstance(given, list | tuple) else [given]
    return tuple({"value": one} if isinstance(one, str) else one for one in each)


def _several(given: object) -> object:
    """Let one table stand without a list."""
    return (given,) if isinstance(given, dict) else given


Ways = Annotated[tuple[Found, ...], BeforeValidator(_ways)]
"""Several ways to the same value; the first that yields something wins, line by line."""


class StudentId(Found):
    """A candidate id of the student; the text is kept exactly as delivered."""

    type: IdType


class Year(Found):
    """The school year, named by the year in which it ends.

    `reads`: "span" for 2023-2024, 2023-24 or 23-24; "ends" and "begins" for one year; "term" for
    FA23, WI24, SP24, SU24. Without a source, `from_date` takes the year in which the test date
    falls, by the district's own first and last days when they are given.
    """

    reads: Literal["span", "ends", "begins", "term"] = "span"
    from_date: bool = False

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if not self.from_date or self.column or self.file_name or self.value or self.asks:
            _check_one_source(self)
        return self


class Tested(Found):
    """The day of the test. `formats` are tried in order; a text that fits none is quarantined.

    A format with only month and year gives a span of days and no day: nothing is invented.
    """

    formats: tuple[str, ...] = ("%Y-%m-%d",)


Years = Annotated[tuple[Year, ...], BeforeValidator(_several)]
Days = Annotated[tuple[Tested, ...], BeforeValidator(_several)]


class Condition(Part):
    """A test on one column: the line passes when its text is (or is not) one of these words."""

    column: Columns
    one_of: tuple[str, ...] = Field(default=(), alias="is")
    none_of: tuple[str, ...] = Field(default=(), alias="is_not")
    says: str = ""


def _check_one_source(found: Found) -> None:
    sources = (bool(found.column), bool(found.file_name), found.value is not None, bool(found.asks))
    if sum(sources) != 1:
        raise ValueError(
            "A value is found in exactly one way: a column, the file's name, a constant "
            "(value) or an answer (asks)."
        )
