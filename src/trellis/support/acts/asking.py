"""How does a school ask for help, ask one department more, or take its request back?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.district.api import Department, Org, Person
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts import telling_requests as telling
from trellis.support.acts.moving import become
from trellis.support.models import (
    FrontDesk,
    Sending,
    Service,
    State,
    SupportRequest,
    Transition,
)
from trellis.support.permissions.requests import ASK_ALSO, ASK_FOR, SPEAK_FOR_ASKER
from trellis.support.rules.requests import (
    LONGEST,
    check_says_why,
    check_wanted_by,
    check_words,
)
from trellis.trail.api import wrote

ORDINARY = (2, 10)
"""School days until a reply and a visit, where neither a service nor the front desk says."""


@dataclass(frozen=True)
class Way:
    """Where a request goes and what is promised: by a service, or in free words."""

    service: Service | None = None
    department: Department | None = None


@transaction.atomic
def ask(
    *,
    by: Person,
    school: Org,
    title: str,
    words: str = "",
    way: Way | None = None,
    wanted_by: date | None = None,
    key: uuid.UUID | None = None,
) -> SupportRequest:
    """Ask for help. It goes to the department that offers the service, or else to the front desk.

    The promise of that moment is kept with it. The same key again changes nothing.
    """
    place = ASK_FOR.find(by, school.pk)
    said = check_words(title, of="title")
    if len(words.strip()) > LONGEST["words"]:
        check_words(words)
    check_wanted_by(wanted_by, today=timezone.localdate())
    sent_to = _sent_to(way or Way())
    request, new = SupportRequest.objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults={
            "school": place,
            "title": said,
            "words": words.strip(),
            "wanted_by": wanted_by,
            "asked_by": by,
            **sent_to,
        },
    )
    if not new:
        return _hers(request, by)
    Transition.objects.create(request=request, became=State.ASKED, by=by, at=request.asked_at)
    Sending.objects.create(
        request=request,
        department=request.department,
        how=Sending.How.FIRST,
        by=by,
        at=request.asked_at,
    )
    wrote("asked for help", by=by, on=request)
    transaction.on_commit(partial(telling.asked, request.pk))
    return request


@transaction.atomic
def ask_also(request_id: int, *, by: Person, department: Department, why: str = "") -> Sending:
    """Ask one more department to help with a request; the one that has it still answers for it."""
    request = ASK_ALSO.find(by, request_id, to_change=True)
    if not request.is_open:
        raise NotNow(f"This request is {request.get_state_display()}.")
    if department.pk == request.department_id:
        raise BadInput(f"{department.name} has this request already.")
    before = request.sendings.filter(department=department, how=Sending.How.ALSO).first()
    if before is not None:
        return before
    made = Sending.objects.create(
        request=request,
        department=department,
        how=Sending.How.ALSO,
        by=by,
        why=why.strip()[: LONGEST["why"]],
    )
    wrote("asked one more department", by=by, on=request)
    transaction.on_commit(partial(telling.sent, made.pk))
    return made


@transaction.atomic
def withdraw(request_id: int, *, by: Person, why: str = "") -> SupportRequest:
    """Take a request back; whoever took it up is told."""
    request = SPEAK_FOR_ASKER.find(by, request_id, to_change=True)
    if request.state == State.WITHDRAWN:
        return request
    why = check_says_why(why) if request.lead is not None else why.strip()[: LONGEST["why"]]
    moved = become(request, State.WITHDRAWN, by=by, why=why)
    wrote("took back a request", by=by, on=request)
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request


def front_desk() -> FrontDesk | None:
    """Return the department that reads what no card offers, as it holds now."""
    return FrontDesk.objects.select_related("department").order_by("-chosen_at", "-pk").first()


def _sent_to(way: Way) -> dict[str, object]:
    """Say where it goes and pin the promise."""
    if way.service is not None:
        service = Service.objects.select_related("version__card__department").get(pk=way.service.pk)
        if service.version.replaced_at is not None:
            raise NotNow(
                f"{service.department.name} has just published its card anew. Look at what it "
                "promises now, then send this again."
            )
        return {
            "service": service,
            "department": service.department,
            "reply_in_days": service.reply_in_days,
            "visit_in_days": service.visit_in_days,
        }
    desk = front_desk()
    department = way.department or (desk.department if desk else None)
    if department is None:
        raise BadInput("Choose the department that this goes to.")
    reply, visit = (desk.reply_in_days, desk.visit_in_days) if desk else ORDINARY
    return {
        "front_desk": desk,
        "department": department,
        "reply_in_days": reply,
        "visit_in_days": visit,
    }


def _hers(request: SupportRequest, by: Person) -> SupportRequest:
    if request.asked_by_id != by.pk:
        raise NotThere
    return request
