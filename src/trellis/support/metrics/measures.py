"""Which measures are there, which rows does each read, and what counts it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trellis.support.metrics import asking, equity, promises, time, visits, worth
from trellis.support.metrics.definition import Definition
from trellis.support.metrics.ledger import Ledger
from trellis.support.metrics.tally import Shares

Reading = Callable[[Ledger], Any]


@dataclass(frozen=True)
class Measure:
    """A definition with what counts it.

    `needs` names the rows it reads. `beside` is a second share that is told next to it, in the
    words of `beside_says`; `more` is anything else that is told once, under the table.
    """

    definition: Definition
    needs: frozenset[str]
    count: Reading
    beside: Callable[[Ledger], Shares] | None = None
    beside_says: str = ""
    more: Reading | None = None


_EVERY = (
    Measure(
        visits.REQUESTED,
        frozenset({"visits"}),
        visits.requested,
        visits.requested_as_the_school_says,
        "as schools remember it, where they say so",
    ),
    Measure(asking.FIRST_REPLY, frozenset({"requests"}), asking.first_replies),
    Measure(asking.USEFUL_HELP, frozenset({"requests"}), asking.useful_help),
    Measure(
        asking.PROMISE_KEPT,
        frozenset({"requests"}),
        asking.replies_kept,
        more=asking.promises_of,
    ),
    Measure(promises.CLOSURE, frozenset({"promised"}), promises.ends),
    Measure(promises.ON_TIME, frozenset({"promised"}), promises.on_time),
    Measure(promises.SHARED, frozenset({"promised"}), promises.shared),
    Measure(visits.REACH, frozenset({"visits", "plans"}), visits.reach),
    Measure(time.COLLISIONS, frozenset({"visits"}), time.collisions),
    Measure(
        time.LOAD,
        frozenset({"visits"}),
        time.load,
        time.says_how_many,
        "of records say how many people came",
    ),
    Measure(
        worth.WORTH,
        frozenset({"told", "asks"}),
        worth.worth,
        worth.feedback,
        "of those who were asked answered",
    ),
    Measure(worth.ANSWERED, frozenset({"asks"}), worth.feedback),
    Measure(visits.ANNOUNCED, frozenset({"visits"}), visits.announced),
    Measure(
        visits.BOTH_SIDES,
        frozenset({"visits"}),
        visits.both_sides,
        visits.added_by_schools,
        "of records were added by schools",
    ),
    Measure(time.SHAPE, frozenset({"visits"}), time.shape, more=time.agreement_on_shape),
    Measure(worth.PREDICTIONS, frozenset({"predictions"}), worth.predictions),
    Measure(worth.SILENT, frozenset({"visits", "requests", "asks"}), worth.silent),
)
MEASURES: dict[str, Measure] = {one.definition.key: one for one in _EVERY}
"""Every measure that counts rows of a ledger, in the order of their numbers."""

EQUITY = {one.key: one for one in (equity.SPREAD, equity.GAPS)}
"""The two that set support against need; they count schools, not rows (`queries.equity`)."""

DEFINITIONS: dict[str, Definition] = dict(
    sorted(
        ({key: one.definition for key, one in MEASURES.items()} | EQUITY).items(),
        key=lambda pair: pair[1].number,
    )
)
"""Every definition by its key, in the order of their numbers."""
