"""What does the support map count, for whom, and what must nobody read off it?"""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.support.asking import asked, set_back
from tests.support.past import days_in_session, moment, past_visit
from trellis.commitments.api import SEE_COMMITMENT, Owner, Side, promise
from trellis.district.api import OrgKind, keep_org
from trellis.support.lattice import drawn, said
from trellis.support.models import FeedbackAsk, Kind, VisitState
from trellis.support.permissions.requests import SEE_REQUEST
from trellis.support.queries.clocks import standings
from trellis.support.queries.map import is_late, support_map
from trellis.support.queries.map_lines import Cell, by_network
from trellis.support.rules.feedback import week_of_day
from trellis.support.saying_map import said as aloud

REQUIRED = {"hat": "supervise", "initiated_by": "required"}


def line_of(found, school):
    return next(line for line in found.lines if line.place == school)


def page(person, **asked):
    client = Client()
    client.force_login(person)
    return client.get(reverse("support-map"), asked)


def test_a_visit_of_two_departments_counts_for_both_and_once_for_the_school(cast: Cast) -> None:
    days = days_in_session()
    past_visit(
        cast.oak,
        days[-5],
        by=cast.specialist,
        departments=[cast.student_services],
        others=[(cast.coach_at_oak, cast.academics), (cast.cabinet, cast.academics)],
    )
    line = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak)
    assert {pk: cell.visits for pk, cell in line.cells.items()} == {
        cast.student_services.pk: 1,
        cast.academics.pk: 1,
    }
    assert (line.whole.visits, line.departments) == (1, 2)


def test_the_window_is_counted_in_school_days(cast: Cast) -> None:
    days = days_in_session()
    for day in (days[-20], days[-21]):
        past_visit(cast.oak, day, by=cast.specialist, departments=[cast.student_services])
    for span, visits in ((20, 1), (40, 2)):
        found = support_map(seen_by=cast.cabinet, days=span)
        assert line_of(found, cast.oak).whole.visits == visits
        assert found.window.first == days[-span]


def test_only_visits_that_took_place_count_and_the_next_one_is_told(cast: Cast) -> None:
    days = days_in_session()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with_services = {"by": cast.specialist, "departments": [cast.student_services]}
    past_visit(cast.oak, days[-3], state=VisitState.CANCELLED, **with_services)
    past_visit(cast.oak, days[-7], **with_services)
    past_visit(cast.oak, tomorrow, state=VisitState.AGREED, **with_services)
    line = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak)
    assert (line.whole.visits, line.last, line.ago, line.next) == (1, days[-7], 6, tomorrow)


@pytest.mark.parametrize("kind", [Kind.PRINCIPAL_COACHING, Kind.CO_OBSERVATION])
def test_coaching_between_two_leaves_no_trace_in_any_figure(cast: Cast, kind: str) -> None:
    days = days_in_session()
    before = support_map(seen_by=cast.cabinet, days=40)
    for at, state in ((-4, VisitState.FAIR), (-2, VisitState.DONE)):
        past_visit(
            cast.oak,
            days[at],
            by=cast.supervisor_of_east,
            departments=[cast.academics],
            kind=kind,
            state=state,
            with_person=cast.principal_of_oak,
        )
    after = support_map(seen_by=cast.cabinet, days=40)
    assert after.lines == before.lines
    assert line_of(after, cast.oak).silent


def test_required_visits_are_not_support(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.oak, days[-4], by=cast.specialist, kind=Kind.REQUIRED_VISIT, **REQUIRED)
    line = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak)
    assert (line.whole.visits, line.last, line.silent) == (0, None, True)


def test_open_requests_ring_the_cell_and_a_broken_promise_flags_it(cast: Cast) -> None:
    days = days_in_session()
    set_back(asked(cast), days[-3])
    asked(cast, title="Another interpreter")
    cell = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak).cells[
        cast.student_services.pk
    ]
    assert (cell.requests, cell.late) == (2, 1)
    assert said(cell, "visits") == "no visit, 2 requests open, answer late"


def test_what_departments_owe_is_told_by_the_department_of_its_owner(cast: Cast) -> None:
    days_in_session()
    due = timezone.localdate() + timedelta(days=9)
    made = promise(
        by=cast.principal_of_oak,
        words="Talk again",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", due),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "a list", due)],
        school=cast.oak,
    )
    found = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak)
    cell = found.cells[cast.student_services.pk]
    assert (cell.promises, cell.promises_late, found.whole.promises) == (1, 0, 1)
    made.parts.update(due_on=timezone.localdate() - timedelta(days=1))
    found = line_of(support_map(seen_by=cast.cabinet, days=40), cast.oak)
    assert said(found.cells[cast.student_services.pk], "promises") == "1 promise, 1 late"


@pytest.mark.parametrize("what", ["visit", "request", "feedback"])
def test_a_school_is_silent_only_without_visit_request_and_feedback(cast: Cast, what: str) -> None:
    days = days_in_session()
    old = past_visit(cast.oak, days[-60], by=cast.specialist, departments=[cast.student_services])
    assert line_of(support_map(seen_by=cast.cabinet, days=20), cast.oak).silent
    if what == "visit":
        past_visit(cast.oak, days[-40], by=cast.specialist)
    elif what == "request":
        set_back(asked(cast), days[-40])
    else:
        FeedbackAsk.objects.create(
            engagement=old,
            person=cast.principal_of_oak,
            week=week_of_day(days[-30]),
            state=FeedbackAsk.State.ANSWERED,
        )
    assert not line_of(support_map(seen_by=cast.cabinet, days=20), cast.oak).silent


def test_a_principal_sees_the_line_of_her_school_and_no_other(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.elm, days[-4], by=cast.specialist, departments=[cast.student_services])
    found = support_map(seen_by=cast.principal_of_oak, days=40)
    assert [line.place for line in found.lines] == [cast.oak]
    answer = page(cast.principal_of_oak).content.decode()
    assert "Elm Street" not in answer
    assert "next free day" not in answer


def test_one_department_alone_has_its_own_last_and_next_visit(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.oak, days[-9], by=cast.coach_at_oak, departments=[cast.academics])
    past_visit(cast.oak, days[-2], by=cast.specialist, departments=[cast.student_services])
    found = support_map(seen_by=cast.cabinet, days=40, department=cast.academics)
    line = line_of(found, cast.oak)
    assert (line.last, line.whole.visits) == (days[-9], 1)


def test_networks_add_up_their_schools(cast: Cast) -> None:
    days = days_in_session()
    ash = keep_org(key="ash", name="Ash Elementary", kind=OrgKind.SCHOOL, parent=cast.east)
    for school in (cast.oak, ash, cast.elm):
        past_visit(school, days[-4], by=cast.specialist, departments=[cast.student_services])
    found = by_network(support_map(seen_by=cast.cabinet, days=40))
    assert [(line.place, line.whole.visits) for line in found.lines] == [
        (cast.east, 2),
        (cast.west, 1),
    ]


def test_schools_stand_by_name_whatever_their_figures_are(cast: Cast) -> None:
    days = days_in_session()
    for day in days[-3:]:
        past_visit(cast.oak, day, by=cast.specialist)
    found = support_map(seen_by=cast.cabinet, days=40)
    assert [line.place for line in found.lines] == [cast.elm, cast.oak]


def test_the_page_begins_with_visits_silent_schools_and_late_promises(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.oak, days[-4], by=cast.specialist, departments=[cast.student_services])
    set_back(asked(cast), days[-3])
    found = aloud(support_map(seen_by=cast.cabinet, days=40))
    assert found.visits == (
        "In the last 40 school days, one department made one visit to 1 of 2 schools."
    )
    assert "Elm Street</a> has heard from nobody in 40 school days." in found.silent
    assert found.late == "One promised answer is late."


def test_every_knot_is_a_link_with_a_name(cast: Cast) -> None:
    days = days_in_session()
    for day in days[-5:]:
        past_visit(cast.oak, day, by=cast.specialist, departments=[cast.student_services])
    answer = page(cast.cabinet).content.decode()
    assert 'aria-label="Oak Hollow Middle, Student Services: 5 visits"' in answer
    assert 'href="/schools/oak-hollow/"' in answer


def test_names_are_escaped_in_the_lattice(cast: Cast) -> None:
    cast.oak.name = "Oak <b>& Sons"
    cast.oak.save()
    cast.student_services.name = '"Services"'
    cast.student_services.save()
    days = days_in_session()
    past_visit(cast.oak, days[-4], by=cast.specialist, departments=[cast.student_services])
    found = support_map(seen_by=cast.cabinet, days=40)
    cells = "".join(drawn(found, show="visits", link="/{}/"))
    assert "Oak &lt;b&gt;&amp; Sons, &quot;Services&quot;: 1 visit" in cells


@pytest.mark.parametrize(
    ("visits", "knot"), [(1, "k1"), (2, "k2"), (3, "k2"), (4, "k3"), (9, "k3")]
)
def test_a_knot_grows_with_the_visits(cast: Cast, visits: int, knot: str) -> None:
    found = support_map(seen_by=cast.cabinet, days=40)
    found.lines[0].cells[cast.academics.pk] = Cell(visits=visits)
    [html, _] = drawn(found, show="visits", link="/{}/")
    assert html.count("<use") == 1
    assert f"#{knot}" in html


def test_the_table_can_be_taken_along(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.oak, days[-4], by=cast.specialist, departments=[cast.student_services])
    client = Client()
    client.force_login(cast.principal_of_oak)
    rows = client.get(reverse("support-map-csv")).content.decode().splitlines()
    assert rows[1:] == ["Oak Hollow Middle,Student Services,1,0,0,0,0"]


@pytest.mark.parametrize("asked", [{}, {"by": "network"}, {"show": "promises", "days": "80"}])
def test_the_number_of_questions_does_not_grow_with_schools(
    cast: Cast, asked: dict[str, str], django_assert_max_num_queries
) -> None:
    days = days_in_session()
    schools = [
        keep_org(key=f"s{n}", name=f"School {n}", kind=OrgKind.SCHOOL, parent=cast.east)
        for n in range(30)
    ]
    for school in schools:
        past_visit(school, days[-4], by=cast.specialist, departments=[cast.student_services])
    client = Client()
    client.force_login(cast.cabinet)
    client.get(reverse("support-map"), asked)
    with django_assert_max_num_queries(40):
        assert client.get(reverse("support-map"), asked).status_code == 200


def test_an_unknown_word_in_the_address_is_left_as_usual(cast: Cast) -> None:
    days_in_session()
    answer = page(cast.cabinet, show="x", by="y", days="9999", network="z", department="w")
    assert answer.status_code == 200


def test_late_is_late_as_the_desk_says(cast: Cast) -> None:
    days = days_in_session()
    rows = []
    for number, (behind, replied, helped, state) in enumerate(
        product((1, 2, 4, 9), (False, True), (False, True), ("asked", "taken_up", "answered"))
    ):
        made = set_back(asked(cast, title=f"Request {number}"), days[-behind])
        made.state = state
        made.first_reply_at = moment(days[-1]) if replied else None
        made.first_help_at = moment(days[-1]) if helped else None
        made.save()
        rows.append(made)
    lean = [is_late(row, days, days[-1]) for row in rows]
    assert lean == [stands.is_late for stands in standings(rows, today=days[-1])]
    assert 0 < sum(lean) < len(lean)


@pytest.mark.parametrize("who", ["cabinet", "supervisor_of_east", "teacher_at_oak", "specialist"])
def test_whoever_has_a_line_sees_its_requests_and_promises(cast: Cast, who: str) -> None:
    days_in_session()
    person, due = cast.everybody[who], timezone.localdate() + timedelta(days=9)
    asked(cast)
    promise(
        by=cast.principal_of_oak,
        words="Talk again",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", due),
        co_owners=[Owner(cast.cabinet, Side.DISTRICT, "a list", due)],
        school=cast.oak,
    )
    line = line_of(support_map(seen_by=person, days=40), cast.oak)
    assert line.whole.requests == SEE_REQUEST.among(person).filter(school=cast.oak).count()
    assert line.whole.promises == SEE_COMMITMENT.among(person).filter(school=cast.oak).count()
