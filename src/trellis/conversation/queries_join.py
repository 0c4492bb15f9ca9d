"""Which door does a code open, who may ask to be let in, and who is a guest here?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import segno
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from trellis.conversation.models import Conversation, Guest, JoinCode, State
from trellis.district.api import Person, central_staff, staff_of

GUEST = "guest"
"""Where a session keeps which guest it is."""


def door_of(code: str) -> JoinCode | None:
    """Find the conversation that a code opens: one that is to come, or runs."""
    kept = "".join(one for one in code.upper() if one.isalnum())
    doors = JoinCode.objects.filter(conversation__state__in=[State.PLANNED, State.RUNNING])
    return doors.select_related("conversation").filter(code=kept).first() if kept else None


def may_ask_in(person: Person, conversation: Conversation) -> bool:
    """Whether she works at the school, or in the central office."""
    here = central_staff().filter(pk=person.pk).exists()
    school = conversation.school
    return here or (school is not None and staff_of(school).filter(pk=person.pk).exists())


def guest_in(session: SessionBase | Mapping[str, Any], pk: int) -> Guest | None:
    """The guest of a session, in a conversation that runs; nobody once it is closed."""
    found = Guest.objects.filter(pk=session.get(GUEST, 0), conversation=pk, ended_at=None)
    guest = found.select_related("conversation").first()
    return guest if guest is not None and guest.conversation.is_running else None


def guests_in(conversation: Conversation) -> QuerySet[Guest, Any]:
    """Guests who are there now."""
    return conversation.guests.filter(ended_at=None)


def at_the_door(conversation: Conversation, *, join_at: str | None) -> dict[str, Any]:
    """Who is there as a guest; for whoever leads also the code, its drawing, and who asks.

    `join_at` is the address at which codes are said; None for those who do not lead.
    """
    if join_at is None:
        return {"guests": guests_in(conversation)}
    there = conversation.invitations.values("person")
    door = JoinCode.objects.filter(conversation=conversation).first()
    return {
        "guests": guests_in(conversation),
        "asking": conversation.asked_in.exclude(person__in=there).select_related("person"),
        "door": door,
        "join_at": join_at.partition("://")[2],
        "qr": _drawn(f"{join_at}{door.code}/") if door else "",
    }


def _drawn(address: str) -> str:
    """Draw an address as a QR code, always dark on light: many cameras read no other."""
    drawing: str = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=False
    )
    return drawing
