"""How are groups, subjects, products and windows of tests called on a page?"""

from __future__ import annotations

_VALUES = {
    ("el", "yes"): "English learners",
    ("el", "no"): "students who are not English learners",
    ("swd", "yes"): "students with disabilities",
    ("swd", "no"): "students without disabilities",
    ("frl", "yes"): "students with free or reduced lunch",
    ("frl", "no"): "students who pay for lunch",
    ("sex", "female"): "girls",
    ("sex", "male"): "boys",
    ("sex", "other"): "students of another sex",
    ("race", "american_indian"): "American Indian or Alaska Native students",
    ("race", "asian"): "Asian students",
    ("race", "black"): "Black students",
    ("race", "hispanic"): "Hispanic students",
    ("race", "pacific_islander"): "Pacific Islander students",
    ("race", "two_or_more"): "students of two or more races",
    ("race", "white"): "white students",
}
_GRADES = {"PK": "pre-kindergarten", "KG": "kindergarten", "TK": "transitional kindergarten"}
_PRODUCTS = {
    "map_growth": "MAP Growth",
    "staar": "STAAR",
    "dibels8": "DIBELS 8",
    "iready": "i-Ready",
    "star": "STAR",
    "access": "ACCESS for ELLs",
    "sat": "SAT",
}
_SUBJECTS = {"ela": "English language arts", "rla": "reading language arts", "math": "math"}


def group(dim: str, value: str) -> str:
    """Name a group of students: ("grade", "07") is "grade 7"."""
    if dim == "all" or not value:
        return "all students"
    if dim == "grade":
        return _GRADES.get(value, f"grade {value.lstrip('0') or value}")
    return _VALUES.get((dim, value), f"{value.replace('_', ' ')} ({dim})")


def short_group(dim: str, value: str) -> str:
    """Name a group in a chart, with a capital and without "students"."""
    name = group(dim, value).removesuffix(" students").removeprefix("students ")
    name = name.removeprefix("who are ").removeprefix("of ").removeprefix("with ")
    return name[:1].upper() + name[1:]


def product(key: str) -> str:
    """Name a test: "map_growth" is "MAP Growth"."""
    return _PRODUCTS.get(
        key, key.replace("_", " ").upper() if len(key) < 5 else key.replace("_", " ")
    )


def subject(key: str) -> str:
    """Name a subject."""
    return _SUBJECTS.get(key, key.replace("_", " "))


def test(asked_product: str, asked_subject: str, window: str) -> str:
    """Name a test with its subject and window: "MAP Growth math, fall"; empty for no test."""
    if not asked_product:
        return ""
    words = f"{product(asked_product)} {subject(asked_subject)}".strip()
    return f"{words}, {window}" if window else words
