"""A conversation at Oak Hollow, at whichever step a test wants it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.figures import YEAR, publish_figures
from trellis.commitments.api import end_without_action
from trellis.conversation.api import Conversation, Note, close, move_step, plan, start, write_note
from trellis.district.api import Org, Person, end_position
from trellis.evidence.api import Ask, Finding, Publication, pin

AT_OAK = 31_317
"""A figure that stands nowhere else: wherever it is found, the evidence was sent."""
SHOWN_AS = ("31,317", "31317")
PREDICT, VISUAL, OBSERVE, INFER, COMMIT = range(5)


def pinned(cast: Cast) -> Finding:
    """Pin how many students each school has; at Oak Hollow it is AT_OAK."""
    if not Publication.objects.exists():
        publish_figures(cast, at_oak=AT_OAK)
    return pin(Ask("enrolment", "schools", year=YEAR), by=cast.coach_at_oak)


def a_plan(
    cast: Cast,
    *,
    days: int = 0,
    people: Iterable[Person] | None = None,
    protocol_key: str = "data_driven_dialogue",
    school: Org | None = None,
    question: str = "What do we see?",
    **more: Any,
) -> Conversation:
    """Plan one, led by the coach, with the principal and a specialist of the central office."""
    invited = [cast.principal_of_oak, cast.specialist] if people is None else people
    return plan(
        by=cast.coach_at_oak,
        question=question,
        protocol_key=protocol_key,
        planned_for=timezone.now() + timedelta(days=days),
        school=school or cast.oak,
        people=invited,
        findings=[pinned(cast)],
        **more,
    )


def running(cast: Cast, step: int = 0, **more: Any) -> Conversation:
    """Plan one and bring it to a step."""
    talk = start(a_plan(cast, **more), by=cast.coach_at_oak)
    return move_step(talk, by=cast.coach_at_oak, to=step) if step else talk


def held(cast: Cast, **more: Any) -> Conversation:
    """Plan one, hold it, and close it without a promise."""
    talk = running(cast, COMMIT, **more)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    return close(talk, by=cast.coach_at_oak)


def said(
    talk: Conversation,
    by: Person,
    words: str,
    kind: str = "observation",
    *,
    key: uuid.UUID | None = None,
    **more: Any,
) -> Note:
    """Write a note; without a key it gets one of its own."""
    return write_note(talk, by=by, kind=kind, words=words, key=key or uuid.uuid4(), **more)


def leave(person: Person) -> None:
    """End every position of a person as of yesterday."""
    for position in person.positions.all():
        end_position(position, on=timezone.localdate() - timedelta(days=1))


def client_of(person: Person) -> Client:
    """Sign a person in."""
    client = Client()
    client.force_login(person)
    return client
