"""What must a named person confirm, with a reason, before a delivery is published?

A guard that was confirmed holds for its batch alone; none relaxes by itself.
"""

from __future__ import annotations

from typing import Any

from trellis.intake.batches import known
from trellis.intake.batches.guards_results import about_results
from trellis.intake.models import Batch, State

MOST_LEAVING = 0.10
MOST_LEAVING_ONE_SCHOOL = 0.25
FEWEST_LEAVING = 20
MOST_CHANGED = 0.75
MOST_RENAMED = 0.05
MOST_SWAPPED = 0.30
SET_ASIDE_CONFIRM, SET_ASIDE_REFUSE = 0.05, 0.20
UNMATCHED_CONFIRM, UNMATCHED_DOUBT = 0.10, 0.50

Guard = dict[str, str]
"""`rule`, `sentence`, and `refuses`: "yes" where nobody may confirm it."""


def guards_of(review: dict[str, Any], files: list[dict[str, Any]], asks: list[str]) -> list[Guard]:
    """Return the guards that spring."""
    found = [guard("asked", sentence) for sentence in asks]
    roster = review.get("roster")
    if roster:
        found += _about_leaving(roster)
        found += _about_counts(roster)
        found += _about_identity(roster)
    found += _about_changes(review.get("changes", {}))
    found += [guard("flips", _said_flip(one, review)) for one in review.get("flips", [])]
    for file in files:
        found += _about_rows(file)
        found += about_results(file)
    return found


def guard(rule: str, sentence: str, *, refuses: bool = False) -> Guard:
    """Make a guard."""
    return {"rule": rule, "sentence": sentence, "refuses": "yes" if refuses else ""}


def _about_rows(file: dict[str, Any]) -> list[Guard]:
    found = []
    share = file["set_aside"] / file["rows"] if file.get("rows") else 0
    if share > SET_ASIDE_CONFIRM:
        said = f"{share:.0%} of the rows of {file['name']} were set aside."
        found.append(guard("set_aside", said, refuses=share > SET_ASIDE_REFUSE))
    counts = file.get("counts") or {}
    students, unmatched = counts.get("students", 0), counts.get("unmatched", 0)
    if students and unmatched / students > UNMATCHED_CONFIRM:
        said = f"{unmatched:,} of {students:,} students in {file['name']} are not in the roster."
        if unmatched / students > UNMATCHED_DOUBT:
            said += " Is it the right id, and the right district?"
        found.append(guard("unmatched", said))
    return found


def _about_leaving(roster: dict[str, Any]) -> list[Guard]:
    found = []
    before, leaving = roster["students_before"], roster["students_leaving"]
    if leaving > FEWEST_LEAVING and leaving > MOST_LEAVING * before:
        said = f"{leaving:,} of {before:,} students would leave the district."
        found.append(guard("leaving", said))
    for school in roster["schools"]:
        gone, had = school["leaving"], school["before"]
        if had and not school["after"]:
            said = f"{school['name']} would have no students; today it has {had:,}."
            found.append(guard("empty_school", said))
        elif gone > FEWEST_LEAVING and gone > MOST_LEAVING_ONE_SCHOOL * had:
            said = f"{gone:,} of {had:,} students would leave {school['name']}."
            found.append(guard("leaving_school", said))
    return found


def _about_counts(roster: dict[str, Any]) -> list[Guard]:
    """Compare with the last roster of the same school year."""
    last = _last_roster()
    if last is None or last.get("school_year") != roster["school_year"]:
        return []
    found = []
    for kind in ("staff", "classes", "enrolments"):
        had, has = last.get("counts", {}).get(kind, 0), roster["counts"][kind]
        if had - has > FEWEST_LEAVING and had - has > MOST_LEAVING * had:
            said = f"There are {has:,} {kind} in this roster; in the last one there were {had:,}."
            found.append(guard(f"fewer_{kind}", said))
    return found


def _last_roster() -> dict[str, Any] | None:
    published = Batch.objects.filter(state=State.PUBLISHED, review__has_key="roster")
    newest = published.order_by("-publication__number").first()
    return newest.review["roster"] if newest else None


def _about_identity(roster: dict[str, Any]) -> list[Guard]:
    found = []
    known, renamed = roster["renamed"]["known"], roster["renamed"]["renamed"]
    if renamed > MOST_RENAMED * known:
        said = (
            f"{renamed:,} of {known:,} students whom we know come with a new sourcedId. They were "
            "found by their other ids; has the export been set up anew?"
        )
        found.append(guard("renamed", said))
    for swap in roster["swaps"]:
        if all(n > MOST_SWAPPED * had for n, had in zip(swap["given"], swap["had"], strict=True)):
            first, second = swap["schools"]
            given, got = swap["given"]
            said = f"{given:,} students would go from {first} to {second}, and {got:,} back."
            found.append(guard("swap", said))
    return found


def _about_changes(changes: dict[str, dict[str, int]]) -> list[Guard]:
    found = []
    for table in ("enrolment", "student", "programme"):
        change = changes.get(table, {})
        stood = sum(change.get(word, 0) for word in ("changed", "gone", "unchanged"))
        changed = change.get("changed", 0)
        if changed > FEWEST_LEAVING and changed > MOST_CHANGED * stood:
            said = f"{changed:,} of {stood:,} rows about {table}s would change."
            found.append(guard("changed", said))
    return found


def _said_flip(flip: dict[str, Any], review: dict[str, Any]) -> str:
    names = known.school_names() | {one["key"]: one["name"] for one in review.get("orgs", [])}
    school = names.get(flip["school_id"], flip["school_id"])
    flag = flip["flag"].replace("_", " ")
    return (
        f"{flip['changed']:,} of {flip['students']:,} students of {school} would {flip['what']} "
        f"“{flag}”."
    )
