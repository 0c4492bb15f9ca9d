"""What has happened in the demo district so far, and what is about to happen?

Everything is done by the acts of the product; only the dates of the past are set back afterwards.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.commitments.api import (
    Commitment,
    Owner,
    Side,
    confirm,
    drop,
    end_without_action,
    promise,
    report_done,
)
from trellis.conversation.api import (
    Conversation,
    Note,
    close,
    compare,
    move_step,
    plan,
    start,
    write_note,
)
from trellis.demo.cast import BITTERROOT, OAK
from trellis.demo.goals import tell_goals, want_some_help
from trellis.demo.predictions import ask_by_sex, predict
from trellis.demo.support.story import tell_support
from trellis.district.api import Org, Person
from trellis.evidence.api import Ask, Finding, choices, complete, pin

People = dict[str, Person]


def tell_story(people: People) -> None:
    """Put the story into the record; told twice, it stands once."""
    if not Conversation.objects.exists():
        _tell_conversations(people)
    tell_goals(people)
    tell_support(people)
    want_some_help(people)


def _tell_conversations(people: People) -> None:
    oak = Org.objects.get(key=OAK)
    absence, gaps, growth = _findings(people, oak)
    first = _october(people, oak, absence)
    _promises(people, oak, first)
    _september(people, gaps)
    _ahead(people, oak, absence, growth)


def _findings(people: People, oak: Org) -> tuple[Finding, Finding, Finding]:
    chosen = choices()
    absence = Ask("chronic_absence", "time", place=oak.key, dim="grade")
    gaps = Ask("proficiency", "groups", product="staar", subject="math", window="spring", dim="el")
    growth = Ask(
        "mean_scale_score",
        "time",
        product="map_growth",
        subject="math",
        window="fall",
        place=oak.key,
        dim="grade",
    )
    joy, priya = people["Joy Nakamura"], people["Priya Raman"]
    return (
        pin(complete(absence, chosen), by=joy, title="Chronic absence at Oak Hollow, by grade"),
        pin(complete(gaps, chosen), by=priya, title="STAAR math: English learners and others"),
        pin(
            complete(growth, chosen),
            by=joy,
            title="MAP Growth math in fall at Oak Hollow, by grade",
        ),
    )


def _october(people: People, oak: Org, absence: Finding) -> Conversation:
    """The conversation of early October: who is missing school in grade 7?"""
    names = ("Renata Alvarez", "Imani Foster", "Luis Ortega", "Elena Castillo", "Marcus Bell")
    joy = people["Joy Nakamura"]
    when = _at(-46, 15, 30)
    talk = plan(
        by=joy,
        question="Who is missing school in grade 7, and since when?",
        protocol_key="data_driven_dialogue",
        planned_for=when,
        school=oak,
        people=[people[name] for name in names],
        findings=[absence],
        place="Library",
    )
    start(talk, by=joy)
    predictions = predict(talk, people)
    move_step(talk, by=joy, to=1)
    for number, note in enumerate(predictions):
        compare(note, by=note.author, compared=("higher", "as_expected", "lower")[number % 3])
    move_step(talk, by=joy, to=2)
    rise = _note(
        talk,
        people["Imani Foster"],
        "observation",
        "Grade 7 stands higher than it did three years ago.",
    )
    _note(
        talk,
        people["Elena Castillo"],
        "observation",
        "The interval of grade 8 overlaps with that of grade 6 in every year.",
    )
    ask_by_sex(talk, oak, joy)
    move_step(talk, by=joy, to=3)
    for who, words in (
        ("Renata Alvarez", "Two bus routes changed, and most riders are in grade 7."),
        ("Luis Ortega", "It could be this cohort: many of them missed much in grade 6 elsewhere."),
    ):
        _note(talk, people[who], "inference", words, answers=rise.pk)
    _note(talk, people["Marcus Bell"], "question", "How does absence compare by bus route?")
    move_step(talk, by=joy, to=4)
    return talk


def _promises(people: People, oak: Org, talk: Conversation) -> None:
    joy, renata, elena = people["Joy Nakamura"], people["Renata Alvarez"], people["Elena Castillo"]
    marcus, imani, tomasz = (
        people["Marcus Bell"],
        people["Imani Foster"],
        people["Tomasz Wieczorek"],
    )
    made = timezone.now() - timedelta(days=46)
    calls = promise(
        by=joy,
        words="Reach every family in grade 7 before absence becomes chronic",
        sign_to_see="Fewer than one in six students of grade 7 chronically absent by June",
        lead=Owner(
            renata, Side.SCHOOL, "Call the families of students who missed five days", _day(3)
        ),
        co_owners=[Owner(elena, Side.DISTRICT, "A weekly absence list by Monday noon", _day(-6))],
        school=oak,
        conversation=talk,
        look_again_on=_day(0),
        made_at=made,
    )
    entry = promise(
        by=joy,
        words="A common entry task in every grade 7 math room",
        sign_to_see="Students start within two minutes",
        lead=Owner(imani, Side.SCHOOL, "The task in every room", _day(8)),
        co_owners=[Owner(tomasz, Side.DISTRICT, "Three examples of entry tasks", _day(-3))],
        school=oak,
        conversation=talk,
        made_at=made,
    )
    stop = promise(
        by=joy,
        words="A bus stop at Alder and 9th",
        lead=Owner(marcus, Side.DISTRICT, "The stop moved by the end of October", _day(-24)),
        co_owners=[Owner(renata, Side.SCHOOL, "The list of riders by street", _day(-40))],
        school=oak,
        conversation=talk,
        made_at=made,
    )
    close(talk, by=joy)
    _set_back(talk, days=46)
    listed = calls.parts.get(side=Side.DISTRICT)
    confirm(report_done(listed.pk, by=elena, said="It goes out every Monday.").pk, by=renata)
    riders = stop.parts.get(side=Side.SCHOOL)
    confirm(report_done(riders.pk, by=renata).pk, by=marcus)
    why = "The city allows no stop before the crossing is built in spring. Asked again for April."
    drop(stop.parts.get(side=Side.DISTRICT).pk, by=marcus, why=why)
    Commitment.objects.filter(pk__in=[calls.pk, entry.pk, stop.pk]).update(made_at=made)


def _september(people: People, gaps: Finding) -> None:
    """A conversation of the central office that ended, on purpose, without a promise."""
    lorna = people["Lorna Whitfield"]
    names = ("Priya Raman", "Tomasz Wieczorek", "Denise Okafor", "Marcus Bell")
    talk = plan(
        by=lorna,
        question="How far apart are English learners and others in math?",
        protocol_key="atlas",
        planned_for=_at(-70, 9, 0),
        school=None,
        people=[people[name] for name in names],
        findings=[gaps],
        place="Central office",
    )
    start(talk, by=lorna)
    move_step(talk, by=lorna, to=1)
    seen = _note(
        talk, people["Priya Raman"], "observation", "In most schools the two marks stand far apart."
    )
    move_step(talk, by=lorna, to=2)
    words = "Where few students are English learners, the intervals are too wide to tell."
    _note(talk, people["Tomasz Wieczorek"], "inference", words, answers=seen.pk)
    move_step(talk, by=lorna, to=4)
    because = "we first read the new ACCESS levels together, and come back to this in December."
    end_without_action(talk, by=lorna, because=because)
    move_step(talk, by=lorna, to=5)
    close(talk, by=lorna)
    _set_back(talk, days=70)


def _ahead(people: People, oak: Org, absence: Finding, growth: Finding) -> None:
    joy = people["Joy Nakamura"]
    names = ("Renata Alvarez", "Imani Foster", "Luis Ortega", "Elena Castillo", "Tomasz Wieczorek",
             "Marcus Bell")  # fmt: skip
    plan(
        by=joy,
        question="What changed for grade 7 between September and now?",
        protocol_key="data_driven_dialogue",
        planned_for=_at(0, 15, 30),
        school=oak,
        people=[people[name] for name in names],
        findings=[growth, absence],
        place="Library",
    )
    bitterroot = Org.objects.get(key=BITTERROOT)
    marcus = people["Marcus Bell"]
    plan(
        by=marcus,
        question="Where do our new students begin in math?",
        protocol_key="atlas",
        planned_for=_at(6, 14, 0),
        school=bitterroot,
        people=[people[name] for name in ("Theo Lindqvist", "Denise Okafor", "Tomasz Wieczorek")],
        findings=[growth],
        place="Room 12",
    )


def _note(
    talk: Conversation,
    who: Person,
    kind: str,
    words: str,
    *,
    answers: int | None = None,
) -> Note:
    return write_note(talk, by=who, kind=kind, words=words, key=uuid.uuid4(), answers=answers)


def _set_back(talk: Conversation, *, days: int) -> None:
    began = talk.planned_for
    Conversation.objects.filter(pk=talk.pk).update(
        began_at=began, step_began_at=began, closed_at=began + timedelta(minutes=64)
    )
    Note.objects.filter(conversation=talk).update(written_at=began + timedelta(minutes=30))


def _at(days: int, hour: int, minute: int) -> datetime:
    day = _day(days)
    naive = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - made aware next
    return timezone.make_aware(naive)


def _day(days: int) -> date:
    """Return a weekday so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))
