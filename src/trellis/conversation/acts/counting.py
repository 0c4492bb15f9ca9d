"""How are dots added up, so that nobody can tell afterwards whose they were?"""

from __future__ import annotations

from collections import Counter

from trellis.conversation.models import Conversation, Dots, VoteClosed


def count_dots(conversation: Conversation, step: int) -> bool:
    """Close the vote of a step: totals stay, persons go. The conversation is locked by the caller.

    Whether it was open until now.
    """
    if conversation.votes_closed.filter(step=step).exists():
        return False
    rows = list(conversation.dots.filter(step=step))
    totals: Counter[tuple[int | None, int | None]] = Counter()
    for row in rows:
        totals[row.heading_id, row.note_id] += row.number
    people = len({row.person_id for row in rows})
    conversation.dots.filter(step=step).delete()
    Dots.objects.bulk_create(
        Dots(conversation=conversation, step=step, heading_id=heading, note_id=note, number=number)
        # By their number, not in the order in which people came.
        for (heading, note), number in sorted(totals.items(), key=lambda one: (-one[1], str(one)))
    )
    VoteClosed.objects.create(conversation=conversation, step=step, people=people)
    return True
