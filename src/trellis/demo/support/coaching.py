"""What have Joy and Luis agreed on, and what is theirs alone?"""

from __future__ import annotations

from trellis.demo.support.days import Days, at
from trellis.demo.support.oak import People
from trellis.district.api import Org
from trellis.support.api import Agreement, keep_note, propose_agreement, sign, write_entry


def coach(people: People, oak: Org, days: Days) -> None:
    """Sign an agreement with Knight's line, write two entries under it, and one note."""
    joy, luis = people["Joy Nakamura"], people["Luis Ortega"]
    made = propose_agreement(
        by=joy,
        coachee=luis,
        school=oak,
        focus="Entry tasks in grade 7 math",
        also="We meet in his room, and he chooses what we look at.",
    )
    sign(made.key, 1, by=luis)
    write_entry(
        made.key,
        by=joy,
        met_on=days.ago(12),
        minutes=40,
        words="Watched the first ten minutes. Eleven students began at once; the others waited "
        "for the second voice. Luis wants to try the task on paper instead of on the board.",
        next_step="Try the task on paper twice",
    )
    write_entry(
        made.key,
        by=luis,
        met_on=days.ago(3),
        minutes=30,
        words="Tried it twice. Quieter, and most had written something when I came round.",
        next_step="Show two of the papers at the team meeting, without names",
    )
    keep_note("Ask him next time how second period is different.", by=joy)
    _set_back(made, days)


def _set_back(made: Agreement, days: Days) -> None:
    """Date the agreement before the first meeting, and what was written to its evening."""
    proposed, signed = at(days.ago(15), 15 * 60), at(days.ago(14), 8 * 60)
    Agreement.objects.filter(pk=made.pk).update(made_at=proposed)
    made.versions.update(
        proposed_at=proposed,
        coach_signed_at=proposed,
        coachee_signed_at=signed,
        holds_from=signed,
    )
    for entry in made.entries.all():
        written = at(entry.met_on, 16 * 60 + 10)
        made.entries.filter(pk=entry.pk).update(written_at=written)
