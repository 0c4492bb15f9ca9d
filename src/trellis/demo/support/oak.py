"""What happened at Oak Hollow in the last weeks? Told by hand, so that it reads as one story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.commitments.api import Commitment, Side
from trellis.conversation.api import Conversation
from trellis.demo.support.days import Days, at
from trellis.district.api import Org, Person
from trellis.support.api import (
    Hat,
    Kind,
    Log,
    Next,
    PastAsk,
    PastEnd,
    PastStep,
    PastVisit,
    Plan,
    Started,
    VisitState,
    take_over_past_answers,
    take_over_past_visits,
)

People = dict[str, Person]


@dataclass(frozen=True)
class Done:
    """One visit as it was written down: when, by whom, in which words, and what followed.

    `fair` is how many school days later the school answered; None while it has not.
    """

    day: date
    who: str
    kind: str
    purpose: str
    did: str
    minutes: int = 50
    begins: int = 9 * 60 + 30
    started: str = Started.AGREED_PLAN
    hat: str = Hat.SUPPORT
    team: str = ""
    teachers: int = 4
    along: tuple[str, ...] = ()
    for_promise: str = ""
    after: str = ""
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    fair: int | None = 1
    note: str = ""


def recent_visits(people: People, days: Days) -> list[Done]:
    """The visits of the last weeks, oldest first; the last one waits for the school's word."""
    first = Conversation.objects.filter(school__isnull=False).order_by("planned_for").first()
    talked = timezone.localtime(first.planned_for).date() if first else days.ago(30)
    return [
        Done(
            days.on_or_before(talked), "Elena Castillo", Kind.DATA_CONVERSATION,
            "Who is missing school in grade 7, and since when?",
            "Conversation about attendance in grade 7; promises on both sides",
            64, 15 * 60 + 30, along=("Marcus Bell",), for_promise="Reach every family",
        ),
        Done(
            days.ago(19), "Elena Castillo", Kind.PROBLEM_SOLVING,
            "Sort reasons of absence with the front office",
            "Sorted the absence list by reason with the front office; nine ill, eleven rides",
            teachers=1, for_promise="Reach every family",
            after="An absence list by Monday noon", owner="Elena Castillo", due=days.ago(16),
            done_on=days.ago(16), note="The list came, and the front office adds what it hears.",
        ),
        Done(
            days.ago(17), "Aaron Feld", Kind.MODEL_LESSON,
            "Teach one lesson that the grade 8 team watches",
            "Taught one lesson with the grade 8 team watching; talked about who spoke",
            75, 10 * 60 + 15, team="grade 8 team",
        ),
        Done(
            days.ago(15), "Denise Okafor", Kind.PLC_FACILITATION,
            "Plan accommodations for the next unit",
            "Went through the unit with the grade 8 team; marked where seven students need more",
            60, team="grade 8 team", after="Send the marked unit", owner="Denise Okafor",
            due=days.ago(1),
        ),
        Done(
            days.ago(13), "Sam Whitehorse", Kind.DATA_CONVERSATION,
            "Read the fall benchmark with the leadership team",
            "Read the fall benchmark with the leadership team; they predicted before they looked",
            started=Started.SCHOOL_REQUEST, teachers=2,
        ),
        Done(
            days.ago(11), "Marcus Bell", Kind.JOINT_WALK,
            "Our monthly walk. You choose the rooms.",
            "Walked six rooms with Renata, who chose them; most students explained their work",
            60, 8 * 60, hat=Hat.SUPERVISE, teachers=0,
        ),
        Done(
            days.ago(10), "Nadia Haddad", Kind.STAKEHOLDER_SESSION,
            "Prepare the evening for families of grade 7",
            "Planned the evening with six families and three teachers; tables, no speeches",
            90, 15 * 60, teachers=3,
        ),
        Done(
            days.ago(9), "Derrick Vaughn", Kind.PROTOCOL_RUN,
            "Lead one meeting of the grade 6 team, and hand over the next",
            "Led a meeting of the grade 6 team; one decision, and the next one leads itself",
            team="grade 6 team", started=Started.DISTRICT_OFFER,
            after="Choose which class to watch", owner="Imani Foster", due=days.ahead(3),
        ),
        Done(
            days.ago(7), "Tomasz Wieczorek", Kind.PLC_FACILITATION,
            "Look at entry tasks with the grade 7 math team",
            "Looked at four entry tasks with the grade 7 math team; two start within two minutes",
            team="grade 7 math team", for_promise="A common entry task",
            after="Send the two tasks with notes", owner="Tomasz Wieczorek", due=days.ago(4),
            done_on=days.ago(4),
        ),
        Done(
            days.ago(5), "Elena Castillo", Kind.PROBLEM_SOLVING,
            "Go through the families that nobody reached",
            "Went through the list name by name; eleven of eighteen families are reached",
            45, teachers=2, for_promise="Reach every family",
        ),
        Done(
            days.ago(2), "Joy Nakamura", Kind.PLC_FACILITATION,
            "Entry tasks with the grade 7 team",
            "Met the grade 7 team about entry tasks. They try two common ones until the break.",
            50, 13 * 60, team="grade 7 team", for_promise="A common entry task",
            after="Bring three examples", owner="Joy Nakamura", due=days.ahead(2), fair=None,
        ),
    ]  # fmt: skip


def days_by_hand(people: People, days: Days) -> list[tuple[Person, date]]:
    """On which days is somebody at Oak Hollow in these weeks?"""
    return [
        (people.get(name) or _by_name(name), one.day)
        for one in recent_visits(people, days)
        for name in (one.who, *one.along)
    ]


def take_over_recent(people: People, oak: Org, days: Days, *, by: Person) -> None:
    """Put these visits into the record, and ask Renata whether one of them helped."""
    told = [_told(one, people, oak, days) for one in recent_visits(people, days)]
    rows = take_over_past_visits(told, by=by)
    helped = next(row for row, one in zip(rows, told, strict=True) if "name by name" in _did(one))
    monday = days.today - timedelta(days=days.today.weekday())
    take_over_past_answers([PastAsk(helped, people["Renata Alvarez"], monday, "open")], [], by=by)


def promise_at(oak: Org, begins: str) -> list[Commitment]:
    """The promise at Oak Hollow whose words begin so, if the story has made it."""
    return list(
        Commitment.objects.filter(school=oak, words__startswith=begins)[:1] if begins else ()
    )


def _told(one: Done, people: People, oak: Org, days: Days) -> PastVisit:
    lead, renata = people.get(one.who) or _by_name(one.who), people["Renata Alvarez"]
    start = at(one.day, one.begins)
    end = start + timedelta(minutes=one.minutes)
    plan = Plan(
        oak,
        one.kind,
        one.hat,
        one.started,
        start,
        end,
        one.purpose,
        team=one.team,
        commitments=promise_at(oak, one.for_promise),
        helpers=[people[name] for name in one.along],
    )
    announced = at(days.before(one.day, 5), 10 * 60 + 20)
    steps = [
        PastStep(VisitState.ANNOUNCED, lead, announced),
        PastStep(VisitState.AGREED, renata, announced + timedelta(hours=3), side=Side.SCHOOL),
        PastStep(VisitState.DONE, lead, end + timedelta(minutes=12)),
    ]
    if one.fair is not None:
        state = VisitState.NOTED if one.note else VisitState.FAIR
        said = at(days.after(one.day, one.fair), 7 * 60 + 15)
        steps.append(PastStep(state, renata, said, one.note, side=Side.SCHOOL, started=one.started))
    return PastVisit(
        plan, lead, tuple(steps), log=_log(one, people, start), ended=_ended(one, lead)
    )


def _log(one: Done, people: People, start: datetime) -> Log:
    people_there = {"leaders": 1, "teachers": one.teachers}
    following = None
    if one.due is not None:
        of_school = one.owner in ("Imani Foster", "Renata Alvarez")
        side = Side.SCHOOL if of_school else Side.DISTRICT
        following = Next(people[one.owner], side, one.due)
    return Log(
        one.minutes,
        start,
        one.did,
        one.after,
        following,
        {who: number for who, number in people_there.items() if number},
    )


def _ended(one: Done, lead: Person) -> PastEnd | None:
    return PastEnd(lead, at(one.done_on, 11 * 60 + 40)) if one.done_on else None


def _did(visit: PastVisit) -> str:
    return visit.log.what_we_did if visit.log else ""


def _by_name(name: str) -> Person:
    return Person.objects.get(name=name)
