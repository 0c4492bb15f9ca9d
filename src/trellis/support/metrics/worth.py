"""Was it worth people's time, who heard from nobody, do predictions meet the evidence?"""

from __future__ import annotations

from trellis.support.metrics.definition import Definition
from trellis.support.metrics.ledger import Ledger
from trellis.support.metrics.tally import Shares, Tally
from trellis.support.queries.windows import SILENT_AFTER

WORTH = Definition(
    number=13,
    key="worth",
    title="Worth our time",
    question="Do people say that a visit helped them move their goal?",
    says="{} of answers say that the visit helped",
    form="share",
    formula="Answers “somewhat” or “very much” to “Did this visit help us move our goal?”, of all "
    "answers that became visible in the window.",
    unit="percent of answers",
    counts="answers",
    trap="Only those answer who are happy.",
    guard="How many answered stands beside. Answers have no names, are released five at a time, "
    "and are never counted for a person.",
    days=80,
)
ANSWERED = Definition(
    number=14,
    key="feedback",
    title="How many answer",
    question="Of those who are asked whether a visit helped, how many answer?",
    says="{} of those who were asked answered",
    form="share",
    formula="People who answered, of all who were asked in the window and whose two weeks to "
    "answer are over. Who was not there is left out.",
    unit="percent of people asked",
    counts="people asked",
    trap="Asking until somebody answers.",
    guard="Nobody is asked more than once a week, and only after a part of the visits.",
    days=80,
)
PREDICTIONS = Definition(
    number=19,
    key="predictions",
    title="Predictions that met the evidence",
    question="When we say beforehand what we will see, how often is it so?",
    says="{} of predictions were as expected",
    form="share",
    formula="Predictions that their writers found to be as expected once the evidence was there, "
    "of all predictions with a number that were compared in the window.",
    unit="percent of predictions",
    counts="predictions",
    trap="Fear of being wrong, and predictions too wide to miss.",
    guard="Never for a person or a team. Being surprised is how a conversation starts.",
    levels=("district",),
    days=80,
    leaves_out="how far off a prediction was: people note “higher” or “lower”, not by how much",
)
SILENT = Definition(
    number=23,
    key="silent",
    title="Schools that heard from nobody",
    question="Which schools have heard from nobody for 40 school days?",
    says="{} heard from nobody",
    form="count",
    formula="Open schools that in 40 school days asked for nothing, had no visit, and gave no "
    "answer about one.",
    unit="schools",
    counts="schools",
    trap="A call just to be off the list.",
    guard="The list is an offer of contact. To be on it is neither good nor bad.",
    least=1,
    levels=("district",),
    days=SILENT_AFTER,
    leaves_out="coaching between two people and required visits",
)


def worth(ledger: Ledger) -> Shares:
    """Count released answers, and the upper two of four among them."""
    found: Shares = {}
    for told in ledger.told:
        upper, n = found.get(told.department, (0, 0))
        found[told.department] = (upper + told.upper, n + told.n)
    return found


def feedback(ledger: Ledger) -> Shares:
    """Count who answered, of those who were asked and there."""
    tally = Tally()
    for asked in ledger.asks:
        if asked.was_there and asked.is_over and ledger.window.holds(asked.week):
            tally.add(asked.answered, asked.departments)
    return tally.shares


def predictions(ledger: Ledger) -> Shares:
    """Count predictions that were as expected."""
    tally = Tally()
    for one in ledger.predictions:
        tally.add(one.met == "as_expected")
    return tally.shares


def silent(ledger: Ledger) -> list[int]:
    """Return the schools that heard from nobody, in the order of the ledger."""
    heard = {visit.school for visit in ledger.visits if not visit.required}
    heard |= {r.school for r in ledger.requests if ledger.window.holds(r.asked_on)}
    heard |= {a.school for a in ledger.asks if a.answered and ledger.window.holds(a.week)}
    return [school for school in ledger.schools if school not in heard]
