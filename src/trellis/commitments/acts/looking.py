"""How is it agreed to look at evidence again, how is it done, and how is said what it changed?"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from trellis.commitments.models import Look
from trellis.commitments.permissions import CARRY_ON
from trellis.commitments.permissions_goals import SAY_WHAT_CHANGED, SEE_LOOK
from trellis.commitments.rules import check_day_comes, kept_words
from trellis.commitments.rules_goals import check_can_look, check_has_looked
from trellis.district.api import Person
from trellis.evidence.api import SEE_FINDING, Ask, Finding, current, newest, pin
from trellis.lib.api import BadInput, NotThere
from trellis.trail.api import wrote


@transaction.atomic
def agree_to_look(
    commitment_id: int,
    *,
    by: Person,
    finding: Finding,
    on: date,
    old: bool = False,
    key: uuid.UUID | None = None,
) -> Look:
    """Choose the day on which a promise's evidence is looked at again.

    The same key again changes nothing; the same evidence again, before anybody looked, is another
    day for it.
    """
    commitment = CARRY_ON.find(by, commitment_id, to_change=True)
    seen = SEE_FINDING.find(by, finding.pk)
    if key and (before := Look.objects.filter(key=key).first()):
        if before.commitment_id != commitment.pk:
            raise NotThere
        return before
    if not old:
        check_day_comes(on, of="looking again")
    made = Look.objects.filter(commitment=commitment, then=seen, now=None).first()
    if made is not None and made.on == on:
        return made
    made = made or Look(key=key or uuid.uuid4(), commitment=commitment, then=seen)
    made.on, made.set_by = on, by
    made.save()
    wrote("chose a day to look at evidence again", by=by, on=made)
    return made


@transaction.atomic
def look(look_id: int, *, by: Person) -> Look:
    """Pin a fresh answer to the same question beside the old one; pressed twice, it is one.

    After a newer publication, and before somebody said what changed, it may be pressed anew.
    """
    found = SEE_LOOK.find(by, look_id, to_change=True)
    newest_one = current()
    if newest_one is None:
        raise NotThere("There is no evidence for this question yet.")
    if found.now is not None and found.now.publication_id == newest_one.pk:
        return found
    check_can_look(found)
    found.now = _fresh(found.then, newest_one.pk, by)
    found.looked_by, found.looked_at = by, timezone.now()
    found.save(update_fields=["now", "looked_by", "looked_at"])
    wrote("looked at evidence again", by=by, on=found)
    return found


@transaction.atomic
def say_what_changed(
    look_id: int, *, by: Person, verdict: str, said: str, practice: str = ""
) -> Look:
    """Say what was done differently, and what students show; said twice, the first words stay."""
    found = SAY_WHAT_CHANGED.find(by, look_id, to_change=True)
    if found.verdict:
        return found
    check_has_looked(found)
    if verdict not in Look.Verdict.values:
        raise BadInput("Say whether it moved as you hoped, did not, or whether you can’t tell.")
    found.said = kept_words(said, most=500, empty="Say in a line what the evidence shows.")
    found.practice = kept_words(practice, most=500, empty="")
    found.verdict, found.said_by, found.said_at = verdict, by, timezone.now()
    found.save(update_fields=["verdict", "said", "practice", "said_by", "said_at"])
    wrote("said what looking again showed", by=by, on=found)
    return found


def _fresh(then: Finding, publication_id: int, by: Person) -> Finding:
    """Pin the question anew; on the same publication the old finding is the fresh one."""
    asked = Ask.from_json(then.asked)
    ask = newest(asked)
    if then.publication_id == publication_id and ask == asked:
        return then
    return pin(ask, by=by, title=then.title)
