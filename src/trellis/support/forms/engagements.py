"""How are an announcement and a log read from a form?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Org, Person
from trellis.lib.api import BadInput
from trellis.support.forms.reading import (
    moment,
    read_clock,
    read_day,
    read_number,
    read_numbers,
    read_small,
    read_span,
)
from trellis.support.models import (
    CLASS_OF,
    CoachRole,
    Engagement,
    Hat,
    Kind,
    Mode,
    Started,
    SupportRequest,
)
from trellis.support.said import Log, Next, Plan, Unannounced

PRESENT = ("leaders", "teachers", "others")
"""How people of a school are counted in a record: by what they do, never by name."""


def read_plan(
    given: QueryDict,
    *,
    school: Org,
    staff: Mapping[int, Person],
    central: Mapping[int, Person],
    requests: Mapping[int, SupportRequest],
) -> Plan:
    """Read what somebody announces; people and requests only from those that were offered."""
    start, end = read_span(given)
    request = requests.get(_number(given, "request"))
    kind = given.get("kind", "")
    return Plan(
        school=school,
        kind=kind,
        hat=_hat(given, kind),
        initiated_by=_started(given, kind, asked=request is not None),
        start=start,
        end=end,
        purpose=given.get("purpose", ""),
        place=given.get("place", ""),
        team=given.get("team", ""),
        mode=_one_of(given, "mode", Mode.values, Mode.IN_PERSON),
        with_person=staff.get(_number(given, "with")),
        request=request,
        helpers=[central[n] for n in read_numbers(given, "helpers") if n in central],
        coach_roles=[r for r in given.getlist("coach_roles") if r in CoachRole.values],
        why_that_day=given.get("why_that_day", ""),
    )


def read_unannounced(
    given: QueryDict, *, schools: Mapping[str, Org], staff: Mapping[int, Person]
) -> Unannounced:
    """Read of which school and kind a visit was that nobody announced."""
    school = schools.get(given.get("school", ""))
    if school is None:
        raise BadInput("Say which school this is for.")
    kind = given.get("kind", "")
    return Unannounced(
        school=school,
        kind=kind,
        hat=_hat(given, kind),
        initiated_by=_started(given, kind, asked=False),
        mode=_one_of(given, "mode", Mode.values, Mode.IN_PERSON),
        team=given.get("team", ""),
        with_person=staff.get(_number(given, "with")),
        coach_roles=tuple(given.getlist("coach_roles")),
    )


def read_log(
    given: QueryDict,
    *,
    visit: Engagement | None,
    by: Person,
    staff: Mapping[int, Person],
) -> Log:
    """Read a log. Without a time of its own it happened as planned, or has just ended."""
    minutes = read_number(given, "minutes", of="minutes it took")
    return Log(
        minutes=minutes,
        happened_at=_happened(given, visit, minutes),
        what_we_did=given.get("what_we_did", ""),
        what_next=given.get("what_next", ""),
        next=_next(given, by, staff),
        people_at_school={who: read_small(given, f"people_{who}") for who in PRESENT},
        travel_minutes=read_small(given, "travel"),
    )


def _happened(given: QueryDict, visit: Engagement | None, minutes: int) -> datetime:
    if given.get("day", "").strip() and given.get("clock", "").strip():
        return moment(read_day(given, "day", of="the day"), read_clock(given, "clock"))
    if visit is not None and not given.get("day", "").strip():
        return visit.planned_start
    wrote = _when_written(given.get("wrote_at", ""))
    if given.get("day", "").strip():
        clock = timezone.localtime(wrote).time().replace(second=0, microsecond=0)
        return moment(read_day(given, "day", of="the day"), clock) - timedelta(minutes=minutes)
    return wrote - timedelta(minutes=minutes)


def _when_written(said: str) -> datetime:
    """The person's own clock at the moment of writing, if her browser sent it."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return timezone.now()
    return at if timezone.is_aware(at) else timezone.now()


def _next(given: QueryDict, by: Person, staff: Mapping[int, Person]) -> Next | None:
    if not given.get("what_next", "").strip():
        return None
    due_on = (
        read_day(given, "due", of="the day by which it is done")
        if given.get("due", "").strip()
        else timezone.localdate() + timedelta(days=14)
    )
    chosen = given.get("next_by", "me")
    if chosen.isdigit():
        if int(chosen) not in staff:
            raise BadInput("Choose who does it from the people of that school.")
        return Next(staff[int(chosen)], Side.SCHOOL, due_on)
    return Next(by, Side.DISTRICT, due_on)


def _hat(given: QueryDict, kind: str) -> str:
    if CLASS_OF.get(kind) == "required":
        return str(Hat.SUPERVISE)
    return _one_of(given, "hat", Hat.values, Hat.SUPPORT)


def _started(given: QueryDict, kind: str, *, asked: bool) -> str:
    if CLASS_OF.get(kind) == "required":
        return str(Started.REQUIRED)
    usual = Started.SCHOOL_REQUEST if asked else Started.DISTRICT_OFFER
    if kind == Kind.CRISIS_SUPPORT:
        usual = Started.INCIDENT
    said = _one_of(given, "initiated_by", Started.values, usual)
    return str(usual) if said == Started.REQUIRED else said


def _one_of(given: QueryDict, name: str, values: list[str], usual: str) -> str:
    said = given.get(name, "")
    return said if said in values else str(usual)


def _number(given: QueryDict, name: str) -> int:
    said = given.get(name, "")
    return int(said) if said.isdigit() else 0
