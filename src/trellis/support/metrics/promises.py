"""Do promises end with a word, on both sides, and are they shared?"""

from __future__ import annotations

from datetime import date

from trellis.commitments.api import Side
from trellis.support.metrics.definition import ALL, Definition
from trellis.support.metrics.ledger import Ledger, Promised
from trellis.support.metrics.tally import Parts, Shares, Tally

SCHOOLS = -2
"""The key under which the schools' side stands."""

GRACE = 10
"""School days after its day in which a promise is to end with a word."""

ENDS = {"done": "Done", "adapted": "Adapted", "dropped": "Dropped", "silent": "Silence"}
"""How a promised part can stand ten school days after its day, in the order of the bars."""

CLOSURE = Definition(
    number=5,
    key="closure",
    title="Promises that end with a word",
    question="When its day has come, does anybody say what became of a promise?",
    says="{} of the district’s parts ended with a word",
    form="share",
    formula="Parts of promises that were said to be done, adapted with a reason, or dropped with a "
    "reason, by ten school days after the first day promised, of all parts for which those ten "
    "days ended in the window. For the district’s parts and the school’s apart.",
    unit="percent of promised parts",
    counts="promised parts",
    trap="Easy promises, or dropping many at once.",
    guard="Done, adapted, dropped and silence stand as four bars. Dropping with a reason is an "
    "honest end.",
)
ON_TIME = Definition(
    number=6,
    key="asymmetry",
    title="On time, on both sides",
    question="Do we keep our word as the schools keep theirs?",
    says="The district’s share on time less the schools’ share comes to {}",
    form="difference",
    formula="Parts that were said to be done by the first day promised, of all parts whose first "
    "day fell into the window: the district’s share less the schools’ share.",
    unit="percentage points",
    counts="promised parts",
    trap="Lateness of schools could be hidden to look even.",
    guard="Both shares stand beside the difference.",
    levels=("district",),
)
SHARED = Definition(
    number=7,
    key="shared",
    title="Promises shared between departments",
    question="Do departments stand in for a promise together?",
    says="{} of standing promises are shared by departments",
    form="share",
    formula="Promises that stand at the end of the window with parts of two departments or more, "
    "each with something of its own to deliver, of all promises that stand.",
    unit="percent of standing promises",
    counts="standing promises",
    trap="A second owner in name only.",
    guard="Every owner has a part with words and a day of its own. 100% is no aim: many things "
    "need one owner.",
)


def ends(ledger: Ledger) -> Parts:
    """Count, for each side, how the parts stood ten school days after their day.

    The district's stand under ALL and each department, the schools' under SCHOOLS.
    """
    found: Parts = {ALL: dict.fromkeys(ENDS, 0.0), SCHOOLS: dict.fromkeys(ENDS, 0.0)}
    for part, limit in _over(ledger):
        for place in _places(part):
            found.setdefault(place, dict.fromkeys(ENDS, 0.0))[_end(part, limit)] += 1
    return found


def closed(counted: Parts) -> Shares:
    """Turn the four ends into the share that ended with a word."""
    return {
        place: (int(sum(parts.values()) - parts["silent"]), int(sum(parts.values())))
        for place, parts in counted.items()
    }


def on_time(ledger: Ledger) -> Shares:
    """Count parts that were done by their first day; the schools' under SCHOOLS."""
    tallies = {ALL: Tally(), SCHOOLS: Tally()}
    for part in ledger.promised:
        if ledger.window.holds(part.due_on) and part.due_on < ledger.today:
            side = SCHOOLS if part.side == Side.SCHOOL else ALL
            done = part.reported_on is not None and part.reported_on <= part.due_on
            tallies[side].add(done)
    return {side: tally.shares.get(ALL, (0, 0)) for side, tally in tallies.items()}


def shared(ledger: Ledger) -> Shares:
    """Count standing promises in which two departments or more have a part."""
    standing: dict[int, set[int]] = {}
    for part in ledger.promised:
        begun = part.made_on <= ledger.window.last
        over = part.ended_on is not None and part.ended_on <= ledger.window.last
        if begun and not over:
            owners = standing.setdefault(part.commitment, set())
            if part.side == Side.DISTRICT and part.department is not None:
                owners.add(part.department)
    tally = Tally()
    for owners in standing.values():
        tally.add(len(owners) > 1, owners)
    return tally.shares


def _over(ledger: Ledger) -> list[tuple[Promised, date]]:
    """The parts whose ten school days after their day ended in the window, with that last day."""
    found = []
    for part in ledger.promised:
        limit = ledger.school_day_after(part.school, part.due_on, GRACE)
        if limit is not None and ledger.window.holds(limit) and limit <= ledger.today:
            found.append((part, limit))
    return found


def _end(part: Promised, limit: date) -> str:
    days = {"done": part.reported_on, "dropped": part.dropped_on, "adapted": part.adapted_on}
    return next((end for end, day in days.items() if day is not None and day <= limit), "silent")


def _places(part: Promised) -> list[int]:
    if part.side == Side.SCHOOL:
        return [SCHOOLS]
    return [ALL] if part.department is None else [ALL, part.department]
