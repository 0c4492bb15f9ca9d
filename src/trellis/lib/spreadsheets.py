"""How is a cell written into a CSV that somebody opens in a spreadsheet?"""

import re

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def safe_cell(cell: object) -> object:
    """Keep a spreadsheet from reading a text as a formula; plain numbers stay numbers."""
    risky = isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA)
    return f"'{cell}" if risky and not _NUMBER.fullmatch(str(cell)) else cell
