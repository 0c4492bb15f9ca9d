"""The door of `lib`."""

from trellis.lib.dates import FAR, YEAR_TURNS_IN, school_year_of
from trellis.lib.errors import BadInput, NotAllowed, NotNow, NotThere, TrellisError
from trellis.lib.faults import crash_point
from trellis.lib.numbers import figure, whole
from trellis.lib.spreadsheets import safe_cell
from trellis.lib.words import clock, count, day, listed, plain, school_year, sentence

__all__ = [
    "FAR",
    "YEAR_TURNS_IN",
    "BadInput",
    "NotAllowed",
    "NotNow",
    "NotThere",
    "TrellisError",
    "clock",
    "count",
    "crash_point",
    "day",
    "figure",
    "listed",
    "safe_cell",
    "plain",
    "school_year",
    "school_year_of",
    "sentence",
    "whole",
]
