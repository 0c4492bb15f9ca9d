"""Could the three years of support have happened, and does this week stand as the pages need it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, F
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.story_world import StoryWorld, a_district
from trellis.demo.cast import OAK
from trellis.demo.support.story import tell_support
from trellis.district.api import Org, Person, school_days_by_school
from trellis.support.api import (
    Promise,
    asks_of,
    cycles_of,
    follow_ups_of,
    standings,
    to_acknowledge,
    to_answer,
    waiting_for,
    week_of,
)
from trellis.support.models import (
    AHEAD,
    TOOK_PLACE,
    Blackout,
    CoachingEntry,
    Engagement,
    EngagementStep,
    FeedbackAsk,
    FeedbackBox,
    FollowUp,
    Openness,
    PrivateNote,
    Record,
    SupportRequest,
    Transition,
    Visitor,
    VisitState,
)
from trellis.support.rules.calendar import local_day
from trellis.support.rules.engagements import NEXT as NEXT_OF_VISIT
from trellis.support.rules.requests import NEXT as NEXT_OF_REQUEST

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StoryWorld]:
    """The story, told once for all tests of this file."""
    with a_district(django_db_blocker, tmp_path_factory.mktemp("story")) as world:
        assert tell_support(world.people) is not None
        yield world


def test_no_step_of_a_visit_stands_out_of_order(told: StoryWorld) -> None:
    steps = defaultdict(list)
    for step in EngagementStep.objects.order_by("at", "pk"):
        steps[step.engagement_id].append(step)
    states = dict(Engagement.objects.values_list("pk", "state"))
    assert len(states) > 5_000
    for pk, state in states.items():
        own = steps[pk]
        assert [one.was for one in own[1:]] == [one.became for one in own[:-1]]
        assert all(one.became in NEXT_OF_VISIT[one.was] for one in own[1:]), pk
        assert (own[0].was, own[-1].became) == ("", state)


def test_no_transition_of_a_request_stands_out_of_order(told: StoryWorld) -> None:
    moved = defaultdict(list)
    for one in Transition.objects.order_by("at", "pk"):
        moved[one.request_id].append(one)
    requests = list(SupportRequest.objects.all())
    assert len(requests) > 550
    for request in requests:
        own = moved[request.pk]
        assert [one.was for one in own[1:]] == [one.became for one in own[:-1]]
        assert all(one.became in NEXT_OF_REQUEST[one.was] for one in own[1:])
        assert (own[0].at, own[-1].became) == (request.asked_at, request.state)
        taken_up = [one.by for one in own if (one.was, one.became) == ("asked", "taken_up")]
        assert request.lead == (taken_up[-1] if taken_up else None)


def test_nothing_has_happened_that_is_still_to_come(told: StoryWorld) -> None:
    now = timezone.now()
    for rows, when in (
        (EngagementStep, "at"),
        (Record, "written_at"),
        (Record, "happened_at"),
        (Transition, "at"),
        (Engagement, "entered_at"),
        (FollowUp, "ended_at"),
    ):
        assert not rows.objects.filter(**{f"{when}__gt": now}).exists(), (rows, when)
    assert not Engagement.objects.filter(state__in=TOOK_PLACE, planned_start__gt=now).exists()
    assert Engagement.objects.filter(state__in=AHEAD, planned_start__gt=now).count() > 20


def test_visits_are_announced_before_they_take_place(told: StoryWorld) -> None:
    late = Engagement.objects.filter(announced_at__gt=F("planned_start"))
    assert not late.exists()
    unannounced = Engagement.objects.filter(announced_at=None)
    assert 0.05 < unannounced.count() / Engagement.objects.count() < 0.3
    assert not unannounced.exclude(state__in=TOOK_PLACE).exists()


def test_no_visit_falls_on_a_day_without_school_or_on_one_kept_free(told: StoryWorld) -> None:
    visits = Engagement.objects.values_list("school", "planned_start", "mode")
    days = [local_day(start) for _school, start, _mode in visits]
    session = school_days_by_school(min(days), max(days), schools=told.schools)
    in_session = {school: set(known) for school, known in session.items()}
    free = set(Blackout.objects.filter(lifted_at=None).values_list("school", "day"))
    for (school, _start, mode), day in zip(visits, days, strict=True):
        assert day in in_session[school]
        assert (school, day) not in free or mode != "in_person"


def test_nobody_is_at_two_places_at_once(told: StoryWorld) -> None:
    off = [VisitState.DECLINED, VisitState.CANCELLED]
    rows = Visitor.objects.exclude(engagement__state__in=off).values_list(
        "person", "engagement__planned_start", "engagement__planned_end"
    )
    own = defaultdict(list)
    for person, start, end in rows:
        own[person].append((start, end))
    for spans in own.values():
        spans.sort()
        assert all(one[1] <= after[0] for one, after in pairwise(spans))


def test_every_visit_has_one_lead_and_words_only_where_they_may_stand(told: StoryWorld) -> None:
    leads = Engagement.objects.annotate(n=Count("visitors", filter=F("visitors__is_lead"))).exclude(
        n=1
    )
    assert not leads.exists()
    hidden = Record.objects.exclude(engagement__openness=Openness.OPEN)
    assert hidden.exists()
    assert not hidden.exclude(what_we_did="", what_next="").exists()
    open_ones = Record.objects.filter(engagement__openness=Openness.OPEN)
    assert not open_ones.filter(what_we_did="").exists()
    assert not open_ones.filter(what_we_did__contains="{").exists()
    assert not Engagement.objects.filter(purpose__contains="{").exists()


def test_requests_keep_the_promise_of_the_card_as_it_stood_that_day(told: StoryWorld) -> None:
    promised = set()
    for one in SupportRequest.objects.select_related("service__version"):
        service = one.service
        assert service is not None
        assert (one.reply_in_days, one.visit_in_days) == (
            service.reply_in_days,
            service.visit_in_days,
        )
        version = service.version
        assert version.published_at <= one.asked_at
        assert version.replaced_at is None or one.asked_at < version.replaced_at
        promised.add((service.title, service.reply_in_days))
    assert {("Is this number right?", 2), ("Is this number right?", 1)} <= promised


def test_answers_are_counted_once_for_each_who_answered_and_tied_to_nobody(
    told: StoryWorld,
) -> None:
    answered = FeedbackAsk.objects.filter(state=FeedbackAsk.State.ANSWERED).count()
    boxes = FeedbackBox.objects.exclude(school=None).prefetch_related("releases")
    counted = sum(
        sum(box.waiting["helped"]) + sum(sum(one.counts["helped"]) for one in box.releases.all())
        for box in boxes
    )
    assert answered == counted > 500
    for box in boxes:
        assert sum(box.waiting["helped"]) < 5
        assert all(sum(one.counts["helped"]) == 5 for one in box.releases.all())
    asked = Counter(FeedbackAsk.objects.values_list("person", "week"))
    assert set(asked.values()) == {1}


def test_told_twice_it_stands_once(told: StoryWorld) -> None:
    before = Engagement.objects.count(), SupportRequest.objects.count()
    assert tell_support(told.people) is None
    assert (Engagement.objects.count(), SupportRequest.objects.count()) == before


def test_the_principal_finds_what_waits_for_her(told: StoryWorld) -> None:
    renata = told.people["Renata Alvarez"]
    late = [one for one in standings(_open_at_oak()) if one.is_late]
    assert [one.request.title for one in late] == ["Interpreter for family night"]
    assert (late[0].visit.state, late[0].visit.day, late[0].visit.promised) == (Promise.LATE, 5, 3)
    assert late[0].reply.state == Promise.KEPT
    assert [one.visit.entered_by.name for one in to_acknowledge(renata)] == ["Joy Nakamura"]
    assert {one.names for one in to_answer(renata)} == {
        "Denise Okafor",
        "Elena Castillo",
        "Sam Whitehorse",
        "Marcus Bell",
    }
    assert [one.request.title for one in waiting_for(renata)] == [
        "Two classes are missing in the testing list"
    ]
    assert asks_of(renata).count() == 1


def test_the_calendar_warns_of_the_two_who_come_on_one_morning(told: StoryWorld) -> None:
    renata, oak = told.people["Renata Alvarez"], Org.objects.get(key=OAK)
    weeks = [week_of(oak, day, seen_by=renata) for day in _three_weeks()]
    crowded = [day for week in weeks for day in week.crowded]
    assert [{one.names for one in day.collide} for day in crowded] == [
        {"Marcus Bell", "Denise Okafor"}
    ]
    assert any(day.blackout for week in weeks for day in week.days)
    assert len({one.units for week in weeks for one in week.visits}) >= 4


def test_the_specialists_find_their_desk_and_what_they_owe(told: StoryWorld) -> None:
    people = told.people
    elena = [one.request.title for one in waiting_for(people["Elena Castillo"])]
    assert "Sort out how the student support team works" in elena
    owed = follow_ups_of(people["Denise Okafor"]).filter(engagement__school__key=OAK).get()
    assert owed.shown_state == "late"
    assert follow_ups_of(people["Joy Nakamura"]).get().words == "Bring three examples"
    led = SupportRequest.objects.filter(lead=people["Tomasz Wieczorek"], state="taken_up")
    assert led.get(school__key=OAK).engagements.get().state == VisitState.AGREED


def test_visits_hang_on_the_promises_of_the_conversation(told: StoryWorld) -> None:
    tied = Engagement.objects.filter(commitments__isnull=False).distinct()
    assert set(tied.values_list("school__key", flat=True)) == {OAK}
    assert tied.filter(state__in=AHEAD).count() == 2
    assert tied.filter(state__in=TOOK_PLACE).count() >= 4


def test_coaching_stands_between_two_people_and_a_note_with_one(told: StoryWorld) -> None:
    joy, luis = told.people["Joy Nakamura"], told.people["Luis Ortega"]
    assert len(cycles_of(joy)) == len(cycles_of(luis)) == 1
    assert CoachingEntry.objects.count() == 2
    assert PrivateNote.objects.get().author == joy
    assert not Engagement.objects.filter(visitors__person=joy, with_person=luis).exists()


def test_the_office_has_about_twenty_five_people_who_hold_their_positions(told: StoryWorld) -> None:
    held = Person.objects.filter(
        positions__confirmed_at__isnull=False,
        positions__role__in=["specialist", "supervisor", "cabinet", "pl_director",
                             "assessment_coordinator", "sis_admin"],
    ).distinct()  # fmt: skip
    assert 24 <= held.count() <= 28
    leads = Visitor.objects.filter(is_lead=True).values("person").distinct().count()
    assert leads >= 20


def _open_at_oak() -> list[SupportRequest]:
    rows = SupportRequest.objects.filter(school__key=OAK, state__in=["asked", "taken_up"])
    return list(rows.select_related("school"))


def _three_weeks() -> list[date]:
    return [timezone.localdate() + timedelta(days=days) for days in (0, 7, 14)]
