"""What does the room show beside its notes: time given, turns, parts, headings, dots?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum

from trellis.conversation.models import Conversation, Heading, Note, Part, State
from trellis.conversation.queries import Said, invitations_of, notes_of
from trellis.district.api import Person
from trellis.lib.api import count

APART = ("prediction", "parked")
"""Kinds that are neither put under headings nor voted on: they have places of their own."""


def time_record(conversation: Conversation) -> list[str]:
    """What happened with the time of each step, in plain words and without a name."""
    rows = list(conversation.step_times.values_list("step", "minutes_more"))
    begun = {step for step, more in rows if not more}
    lines = []
    for number, step in enumerate(conversation.all_steps):
        more = sum(minutes for at, minutes in rows if at == number)
        if more:
            lines.append(f"{step.title} was given {more} more minutes.")
        if begun and number not in begun:
            if number < max(begun):
                lines.append(f"{step.title} was passed over.")
            elif conversation.state == State.CLOSED:
                lines.append(f"{step.title} was not reached.")
    return lines


@dataclass(frozen=True)
class Turn:
    """Somebody's turn in a step. `state`: spoke, passed, now or waits."""

    person: Person
    state: str

    @property
    def is_now(self) -> bool:
        """Whether it is hers."""
        return self.state == "now"


def turns_of(conversation: Conversation) -> list[Turn]:
    """Whose turn it is, in the order in which people came; a latecomer is last."""
    if not conversation.current.turns:
        return []
    ended = dict(
        conversation.turns_ended.filter(step=conversation.step).values_list("person", "passed")
    )
    here = conversation.invitations.filter(came_at__isnull=False).select_related("person")
    turns, now = [], True
    for one in here.order_by("came_at", "pk"):
        if one.person_id in ended:
            state = "passed" if ended[one.person_id] else "spoke"
        else:
            state, now = ("now" if now else "waits"), False
        turns.append(Turn(one.person, state))
    return turns


def parts_last_time(conversation: Conversation) -> list[str]:
    """Who held which part the last time at this place: so that parts go round."""
    if conversation.school_id is None:
        return []
    before = (
        Conversation.objects.filter(school=conversation.school_id, state=State.CLOSED)
        .exclude(pk=conversation.pk)
        .filter(planned_for__lt=conversation.planned_for)
        .order_by("-planned_for", "-pk")
        .first()
    )
    if before is None:
        return []
    did = {
        Part.FACILITATOR: "led",
        Part.TIMEKEEPER: "kept the time",
        Part.RECORDER: "kept the record",
    }
    held = before.invitations.filter(part__in=did).select_related("person")
    return [f"{one.person.first_name} {did[Part(one.part)]}" for one in held.order_by("part", "pk")]


def groupable(conversation: Conversation) -> QuerySet[Note, Any]:
    """Notes that may be put under a heading: shared by their writers, and no guess."""
    notes = conversation.notes.filter(withdrawn_at=None, shared_at__isnull=False)
    return notes.exclude(kind__in=APART)


@dataclass(frozen=True)
class Group:
    """A heading, or None for what stands under none, with its notes."""

    heading: Heading | None
    notes: list[Said]


def groups_of(conversation: Conversation, notes: dict[str, list[Said]]) -> list[Group]:
    """Return the headings with their notes, then the notes under none."""
    kinds: Iterable[str] = conversation.current.writes if conversation.is_running else ()
    chosen = [one for one in kinds if one not in APART] or [k for k in notes if k not in APART]
    found: dict[int | None, list[Said]] = {}
    for said in (one for kind in notes for one in notes[kind]):
        standing = said.note.heading_id
        if said.note.shared_at and (standing or said.note.kind in chosen):
            found.setdefault(standing, []).append(said)
    headings = conversation.headings.filter(taken_away_at=None)
    groups = [Group(one, found.get(one.pk, [])) for one in headings]
    return [*groups, Group(None, found.get(None, []))]


@dataclass(frozen=True)
class Choice:
    """Something that dots may stand on: a heading ("h3"), or a note ("n17")."""

    key: str
    words: str
    mine: int = 0
    total: int = 0

    @property
    def drawn(self) -> str:
        """Its dots as dots."""
        return "●" * self.total


def choices_of(conversation: Conversation) -> list[Choice]:
    """What may be voted on: headings with notes; where there are none, the notes themselves."""
    notes = groupable(conversation)
    headings = conversation.headings.filter(taken_away_at=None, pk__in=notes.values("heading"))
    found = [Choice(f"h{one.pk}", one.words) for one in headings]
    if found:
        return found
    kinds = [one for one in conversation.current.writes if one not in APART]
    chosen = notes.filter(kind__in=kinds) if kinds else notes
    return [Choice(f"n{one.pk}", one.words) for one in chosen]


def votes_are_closed(conversation: Conversation) -> bool:
    """Whether the vote of this step was closed."""
    return conversation.votes_closed.filter(step=conversation.step).exists()


def vote_of(conversation: Conversation, *, seen_by: Person | None) -> dict[str, Any] | None:
    """The vote of this step: one's own dots while it is open, the totals once it is closed."""
    most = conversation.current.votes
    if not most:
        return None
    closed = conversation.votes_closed.filter(step=conversation.step).first()
    if closed is not None:
        people = count(closed.people, "person", "people")
        return {"closed": True, "people": people, "choices": totals_of(conversation, closed.step)}
    rows = conversation.dots.filter(step=conversation.step)
    mine = {
        f"h{heading}" if heading else f"n{note}": number
        for heading, note, number in rows.filter(
            person=seen_by.pk if seen_by else None
        ).values_list("heading", "note", "number")
    }
    choices = [Choice(c.key, c.words, mine=mine.get(c.key, 0)) for c in choices_of(conversation)]
    return {
        "closed": False,
        "most": most,
        "placed": sum(one.mine for one in choices),
        "people": rows.values("person").distinct().count(),
        "choices": choices,
    }


def totals_of(conversation: Conversation, step: int) -> list[Choice]:
    """The totals of a closed vote, most dots first; what was taken back is left out."""
    rows = conversation.dots.filter(step=step, person=None, note__withdrawn_at=None)
    found = rows.values("heading", "note", said=F("heading__words"), wrote=F("note__words"))
    return [
        Choice(
            f"h{row['heading']}" if row["heading"] else f"n{row['note']}",
            row["said"] or row["wrote"],
            total=row["total"],
        )
        for row in found.annotate(total=Sum("number")).order_by("-total", "heading", "note")
    ]


def votes_in(conversation: Conversation) -> list[tuple[str, str, list[Choice]]]:
    """Every closed vote for the minutes: its step, how many people, the totals."""
    steps = conversation.all_steps
    return [
        (
            steps[one.step].title,
            count(one.people, "person", "people"),
            totals_of(conversation, one.step),
        )
        for one in conversation.votes_closed.order_by("step")
    ]


def more_minutes_of(conversation: Conversation, notes: dict[str, list[Said]]) -> dict[str, Any]:
    """What the minutes hold beside the notes by kind."""
    groups = [one for one in groups_of(conversation, notes) if one.heading and one.notes]
    return {
        "time_record": time_record(conversation),
        "groups": groups,
        "votes": votes_in(conversation),
        "guests": list(conversation.guests.values_list("name", flat=True)),
        "parts": [
            (one.get_part_display(), one.person.name)
            for one in invitations_of(conversation)
            if one.part not in (Part.PARTICIPANT, Part.FACILITATOR)
        ],
    }


def quiet_kinds(conversation: Conversation) -> list[str]:
    """Kinds of this step of which others see that somebody wrote, and not what."""
    step = conversation.current
    kinds: Iterable[str] = step.writes if step.silent else ("prediction",)
    return [kind for kind in kinds if kind in step.writes]


def kept_back(conversation: Conversation) -> int:
    """How many notes were written in silence and are not shared yet."""
    return conversation.notes.filter(shared_at=None, withdrawn_at=None).count()


def room_notes(conversation: Conversation, *, seen_by: Person | None) -> dict[str, Any]:
    """Gather the parts of a room that hang on its notes, for a person or a guest."""
    notes = notes_of(conversation, seen_by=seen_by)
    step = conversation.current
    turns = turns_of(conversation)
    grouped = step.groups or conversation.headings.filter(taken_away_at=None).exists()
    return {
        "notes": notes,
        "parked": notes.get("parked", []),
        "groups": groups_of(conversation, notes) if grouped and (step.groups or step.votes) else [],
        "vote": vote_of(conversation, seen_by=seen_by),
        "time_record": time_record(conversation),
        "turns": turns,
        "turn_now": any(turn.is_now for turn in turns),
    }
