"""Which goals hang together in the demo district, which promises serve them, what came of one?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.commitments.api import (
    Commitment,
    Goal,
    Look,
    Number,
    Owner,
    Part,
    Side,
    agree_to_look,
    aim,
    confirm,
    look,
    promise,
    report_done,
    say_what_changed,
    set_goal,
)
from trellis.demo.cast import BITTERROOT, DISTRICT, OAK
from trellis.district.api import Department, Org, Person, Role
from trellis.evidence.api import Ask, Finding, choices, complete, frozen, marks_of, pin
from trellis.support.api import want_help

People = dict[str, Person]


def tell_goals(people: People) -> None:
    """Set the goals, tie promises to them, and close one loop; told twice, it stands once."""
    if Goal.objects.exists():
        return
    places = {key: Org.objects.get(key=key) for key in (DISTRICT, OAK, BITTERROOT)}
    days, math = _of_the_district(people, places[DISTRICT])
    here, start = _of_oak(people, places[OAK], days, math)
    theo = people["Theo Lindqvist"]
    set_goal(
        by=theo,
        org=places[BITTERROOT],
        words="Every new student knows an adult by name in the first week",
        owner_role=Role.PRINCIPAL,
        parent=days,
    )
    joy = people["Joy Nakamura"]
    aim(_promised("Reach every family").pk, by=joy, goal=here)
    aim(_promised("A common entry task").pk, by=joy, goal=start)
    _a_closed_loop(people, places[OAK], here)


def want_some_help(people: People) -> None:
    """Let the team lead ask for help with a promise; asked twice, it is one request."""
    want_help(_promised("A common entry task").pk, by=people["Imani Foster"])


def _of_the_district(people: People, district: Org) -> tuple[Goal, Goal]:
    lorna = people["Lorna Whitfield"]
    absence = pin(
        complete(Ask("chronic_absence", "schools"), choices()),
        by=lorna,
        title="Chronic absence in the district’s schools",
    )
    every_day = set_goal(
        by=lorna,
        org=district,
        words="Every student at school, every day",
        owner_role=Role.CABINET,
        number=_number(absence, begins=district.name, target=12),
        by_when=_june(),
    )
    math = set_goal(
        by=lorna,
        org=district,
        words="English learners do as well in math as everybody else",
        owner_role=Role.SPECIALIST,
        department=Department.objects.get(key="multilingual"),
    )
    set_goal(
        by=people["Hana Sorensen"],
        org=district,
        words="In every school there is a team that learns together",
        owner_role=Role.PL_DIRECTOR,
    )
    return every_day, math


def _of_oak(people: People, oak: Org, days: Goal, math: Goal) -> tuple[Goal, Goal]:
    renata, imani = people["Renata Alvarez"], people["Imani Foster"]
    absence = Finding.objects.get(title="Chronic absence at Oak Hollow, by grade")
    here = set_goal(
        by=renata,
        org=oak,
        words="Nobody in grade 7 slips away unnoticed",
        owner_role=Role.PRINCIPAL,
        parent=days,
        number=_number(absence, begins=f"{oak.name}, grade 7", target=16),
        by_when=_june(),
    )
    set_goal(
        by=renata,
        org=oak,
        words="Families hear good news from us first",
        owner_role=Role.PRINCIPAL,
    )
    set_goal(
        by=imani,
        org=oak,
        team="Grade 7 team",
        words="We call home after the second missed day",
        owner_role=Role.TEAM_LEAD,
        parent=here,
    )
    start = set_goal(
        by=imani,
        org=oak,
        team="Grade 7 math team",
        words="Every lesson begins with students thinking",
        owner_role=Role.TEAM_LEAD,
        parent=math,
    )
    return here, start


def _a_closed_loop(people: People, oak: Org, goal: Goal) -> None:
    """A promise of August: kept on both sides, looked at again, and told of honestly."""
    renata, elena = people["Renata Alvarez"], people["Elena Castillo"]
    absence = Finding.objects.get(title="Chronic absence at Oak Hollow, by grade")
    made = promise(
        by=renata,
        words="One list of absences that both sides read",
        sign_to_see="Nobody keeps a list of her own",
        lead=Owner(renata, Side.SCHOOL, "One person who reads it each Monday", _day(-40)),
        co_owners=[Owner(elena, Side.DISTRICT, "The list, with the last two weeks", _day(-40))],
        school=oak,
        evidence=absence,
        goals=[goal],
        made_at=_ago(80),
    )
    mine, theirs = made.parts.get(side=Side.SCHOOL), made.parts.get(side=Side.DISTRICT)
    confirm(report_done(mine.pk, by=renata).pk, by=elena)
    confirm(report_done(theirs.pk, by=elena).pk, by=renata)
    Part.objects.filter(commitment=made).update(reported_at=_ago(46), confirmed_at=_ago(45))
    again = agree_to_look(made.pk, by=renata, finding=absence, on=_day(-7), old=True)
    look(again.pk, by=renata)
    say_what_changed(
        again.pk,
        by=renata,
        verdict=Look.Verdict.UNKNOWN,
        practice="The team opens its Monday meeting with the list, and divides the calls.",
        said="No new figures were published since. We look again after the winter break.",
    )
    ahead = Finding.objects.get(title="MAP Growth math in fall at Oak Hollow, by grade")
    entry = _promised("A common entry task")
    agree_to_look(entry.pk, by=people["Imani Foster"], finding=ahead, on=_day(60))
    gaps = Finding.objects.get(title="STAAR math: English learners and others")
    agree_to_look(entry.pk, by=people["Imani Foster"], finding=gaps, on=_day(-2), old=True)


def _number(finding: Finding, *, begins: str, target: float) -> Number | None:
    """The newest figure whose name begins so; none when the gate holds it back."""
    marks = [mark for mark in marks_of(frozen(finding)) if mark.name.startswith(begins)]
    return Number(finding, marks[0].key, Goal.Way.DOWN, target) if marks else None


def _promised(begins: str) -> Commitment:
    return Commitment.objects.get(words__startswith=begins)


def _june() -> date:
    today = timezone.localdate()
    return date(today.year + (today.month >= 6), 6, 12)


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _day(days: int) -> date:
    """Return a weekday so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))
