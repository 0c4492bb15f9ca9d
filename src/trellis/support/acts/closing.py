"""How does the school close a request, say "not yet", or open it again? Nobody else does."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from trellis.district.api import Person
from trellis.lib.api import NotNow
from trellis.support.acts import telling_requests as telling
from trellis.support.acts.moving import back_to_whoever_leads, become
from trellis.support.models import State, SupportRequest
from trellis.support.permissions.requests import SPEAK_FOR_ASKER
from trellis.support.rules.requests import LONGEST, check_says_why
from trellis.trail.api import wrote


@transaction.atomic
def close(request_id: int, *, by: Person, said: str = "") -> SupportRequest:
    """Say "we have what we need"."""
    request = SPEAK_FOR_ASKER.find(by, request_id, to_change=True)
    if request.state == State.CLOSED:
        return request
    moved = become(request, State.CLOSED, by=by, why=said.strip()[: LONGEST["why"]])
    wrote("closed a request", by=by, on=request)
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request


@transaction.atomic
def not_yet(request_id: int, *, by: Person, why: str) -> SupportRequest:
    """Say that what was called answered is not: the promise's clock runs on as if nothing came."""
    request = SPEAK_FOR_ASKER.find(by, request_id, to_change=True)
    reason = check_says_why(why)
    if request.state not in (State.ANSWERED, State.VISITED):
        raise NotNow("Nobody has said that this is answered.")
    request.first_help_at = None
    moved = back_to_whoever_leads(request, by=by, why=reason)
    wrote("said that a request is not answered yet", by=by, on=request)
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request


@transaction.atomic
def reopen(request_id: int, *, by: Person, why: str) -> SupportRequest:
    """Open a closed request again, and say why."""
    request = SPEAK_FOR_ASKER.find(by, request_id, to_change=True)
    reason = check_says_why(why)
    if request.state != State.CLOSED:
        raise NotNow(f"This request is {request.get_state_display()}; it needs no opening.")
    moved = back_to_whoever_leads(request, by=by, why=reason)
    wrote("opened a request again", by=by, on=request)
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request
