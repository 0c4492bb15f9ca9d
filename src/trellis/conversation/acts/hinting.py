"""How does a district change the words that it hints at?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from trellis.access.api import scope_of
from trellis.conversation.models import HintWord
from trellis.conversation.permissions import may_plan
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotAllowed, plain
from trellis.trail.api import wrote

_MOST = 40


@transaction.atomic
def hint_at(words: str, *, by: Person, on: bool = True) -> HintWord:
    """Hint at these words from now on, or no longer; said twice, it is said once."""
    if not may_plan(scope_of(by)):
        raise NotAllowed("The list of words is kept by people who plan conversations.")
    kept = " ".join(plain(words).replace("’", "'").lower().split())
    if not kept:
        raise BadInput("Write the words that should be hinted at.")
    if len(kept) > _MOST:
        raise BadInput(f"At most {_MOST} letters; these are {len(kept)}.")
    if not (kept[0].isalnum() and kept[-1].isalnum()):
        raise BadInput("Begin and end with a letter or a digit: only whole words are found.")
    found = HintWord.objects.select_for_update().filter(words=kept).first()
    if found is not None and found.is_hinted_at == on:
        return found
    found = found or HintWord(words=kept)
    found.is_hinted_at, found.changed_by, found.changed_at = on, by, timezone.now()
    found.save()
    wrote("added a hint word" if on else "took a hint word away", by=by, on=found)
    return found
