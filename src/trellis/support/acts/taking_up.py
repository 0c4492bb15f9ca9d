"""How does somebody take up a request, help with it, or hand it over?"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.district.api import Department, Person, central_staff, positions_of
from trellis.lib.api import BadInput, NotNow
from trellis.support.acts import telling_requests as telling
from trellis.support.acts.moving import become
from trellis.support.models import Helper, Sending, State, SupportRequest
from trellis.support.permissions.requests import ANSWER, HAND_OVER, OFFER_HELP, TAKE_UP
from trellis.support.rules.requests import check_is, check_nobody_was_first, check_says_why
from trellis.trail.api import wrote

_LED = (State.TAKEN_UP, State.ANSWERED, State.VISITED)


@transaction.atomic
def take_up(request_id: int, *, by: Person) -> SupportRequest:
    """Say that you will lead it. Of two pressing at once, the second is told who was first."""
    request = TAKE_UP.find(by, request_id, to_change=True)
    if request.state in _LED:
        if request.lead_id == by.pk:
            return request
        check_nobody_was_first(request, minutes=_minutes_led(request))
    # Opening a closed request again leads to the same state, and is the school's to say.
    check_is(request, State.ASKED)
    request.lead = by
    moved = become(request, State.TAKEN_UP, by=by)
    request.helpers.filter(person=by).delete()
    wrote("took up a request", by=by, on=request, about=request.asked_by)
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request


@transaction.atomic
def add_helper(request_id: int, *, by: Person, person: Person | None = None) -> Helper:
    """Help the lead, or (as the lead) bring in a colleague of whichever department.

    Twice, she helps once. Raises BadInput for the lead herself and for people of schools.
    """
    helper = person or by
    allowed = OFFER_HELP if helper == by else ANSWER
    request = allowed.find(by, request_id, to_change=True)
    if not request.is_open:
        raise NotNow(f"This request is {request.get_state_display()}.")
    if request.lead_id == helper.pk:
        raise BadInput(f"{helper.name} leads this already.")
    if helper != by and not central_staff().filter(pk=helper.pk).exists():
        raise BadInput("Choose somebody of the central office, or a coach.")
    held = positions_of(helper).exclude(department=None).first()
    made, new = Helper.objects.get_or_create(
        request=request,
        person=helper,
        defaults={"department": held.department if held else None},
    )
    if new:
        wrote("joined a request as a helper", by=by, on=request, about=helper)
        transaction.on_commit(partial(telling.helper_came, made.pk, by.pk))
    return made


@transaction.atomic
def hand_over(request_id: int, *, by: Person, department: Department, why: str) -> SupportRequest:
    """Hand a request to another department, or back to one's own desk, and say why.

    The promise to the school stays as it was given, and its clock runs on.
    """
    request = HAND_OVER.find(by, request_id, to_change=True)
    reason = check_says_why(why)
    check_is(request, State.ASKED, State.TAKEN_UP)
    if request.lead is None and department.pk == request.department_id:
        raise BadInput(f"It stands on the desk of {department.name} already.")
    request.lead, request.department = None, department
    if request.state == State.ASKED:
        request.save(update_fields=["lead", "department"])
    else:
        become(request, State.ASKED, by=by, why=reason)
    made = Sending.objects.create(
        request=request, department=department, how=Sending.How.HANDED_OVER, by=by, why=reason
    )
    wrote("handed over a request", by=by, on=request)
    transaction.on_commit(partial(telling.sent, made.pk))
    return request


def _minutes_led(request: SupportRequest) -> int:
    taken = request.transitions.filter(became=State.TAKEN_UP, by=request.lead).last()
    return int((timezone.now() - taken.at).total_seconds() // 60) if taken else 0
