"""What does the other side say to a record, and what does a correction do to it?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.support.visits import a_log, a_logged_visit, a_visit
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts.record_answers import end_follow_up, reclassify, say_if_fair
from trellis.support.acts.records import add_from_school, edition, log_visit, put_right
from trellis.support.models import Engagement, Kind, VisitState
from trellis.support.queries.engagements import to_acknowledge, visit_seen
from trellis.support.said import Unannounced


@pytest.fixture
def visit(cast: Cast) -> Engagement:
    return a_logged_visit(cast.oak, by=cast.specialist, what_next="Three examples")


@pytest.mark.parametrize("state", ["fair", "noted", "differs"])
def test_the_school_answers_in_three_ways(cast: Cast, visit: Engagement, state: str) -> None:
    answered = say_if_fair(visit.pk, by=cast.principal_of_oak, state=state, words="It was shorter")
    step = answered.steps.last()
    assert step is not None
    assert (answered.state, step.by, step.record) == (
        state,
        cast.principal_of_oak,
        visit.records.get(),
    )


@pytest.mark.parametrize("state", ["noted", "differs"])
def test_a_note_needs_words(cast: Cast, visit: Engagement, state: str) -> None:
    with pytest.raises(BadInput, match="in a line"):
        say_if_fair(visit.pk, by=cast.principal_of_oak, state=state)


@pytest.mark.parametrize("persona", ["specialist", "teacher_at_oak", "principal_of_elm", "cabinet"])
def test_nobody_acknowledges_for_the_school(cast: Cast, visit: Engagement, persona: str) -> None:
    with pytest.raises(NotThere):
        say_if_fair(visit.pk, by=getattr(cast, persona), state="fair")


def test_nothing_is_fair_by_itself(cast: Cast, visit: Engagement) -> None:
    with pytest.raises(BadInput):
        say_if_fair(visit.pk, by=cast.principal_of_oak, state="done")
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE


def test_what_was_not_written_down_is_not_fair(cast: Cast) -> None:
    announced = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(NotNow):
        say_if_fair(announced.pk, by=cast.principal_of_oak, state="fair")


def test_who_began_it_is_asked_of_both_sides(cast: Cast, visit: Engagement) -> None:
    say_if_fair(visit.pk, by=cast.principal_of_oak, state="fair", started="school_request")
    step = visit.steps.last()
    assert step is not None
    assert (visit.initiated_by, step.started) == ("district_offer", "school_request")


def test_before_an_answer_a_correction_takes_the_old_ones_place(
    cast: Cast, visit: Engagement
) -> None:
    record = visit.records.get()
    put_right(visit.pk, a_log(what_we_did="Met grade 8"), by=cast.specialist, was=edition(record))
    record = visit.records.get()
    assert (record.what_we_did, record.number, record.revision) == ("Met grade 8", 1, 1)


def test_after_an_answer_a_correction_is_a_new_version_and_both_stay_readable(
    cast: Cast, visit: Engagement
) -> None:
    say_if_fair(visit.pk, by=cast.principal_of_oak, state="fair")
    first = visit.records.get()
    put_right(visit.pk, a_log(what_we_did="Met grade 8"), by=cast.specialist, was=edition(first))
    said = list(visit.records.values_list("number", "what_we_did"))
    assert said == [(2, "Met grade 8"), (1, "Met the grade 7 team about entry tasks")]
    visit.refresh_from_db()
    assert visit.state == VisitState.DONE
    answer = visit.steps.get(became="fair")
    assert answer.record == first
    assert [seen.visit for seen in to_acknowledge(cast.principal_of_oak)] == [visit]


def test_of_two_corrections_the_second_is_told_what_the_first_wrote(
    cast: Cast, visit: Engagement
) -> None:
    was = edition(visit.records.get())
    put_right(visit.pk, a_log(what_we_did="Met grade 8"), by=cast.specialist, was=was)
    with pytest.raises(NotNow, match="Met grade 8"):
        put_right(visit.pk, a_log(what_we_did="Met grade 6"), by=cast.specialist, was=was)


def test_the_school_may_say_what_kind_of_work_it_was(cast: Cast, visit: Engagement) -> None:
    reclassify(visit.pk, by=cast.principal_of_oak, kind=Kind.MATERIALS, why="Only copies came")
    rather = visit.reclassifications.get()
    assert (visit.shape, rather.shape) == ("facilitate", "support")


def test_the_school_adds_what_the_district_forgot_and_the_visitor_answers(cast: Cast) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        visit = add_from_school(
            Unannounced(cast.oak, Kind.TECHNICAL_HELP),
            a_log(),
            visitor=cast.specialist,
            by=cast.principal_of_oak,
            key=key,
        )
    assert Engagement.objects.count() == 1
    assert (visit.side, visit.announced_at) == ("school", None)
    assert [seen.visit for seen in to_acknowledge(cast.specialist)] == [visit]
    with pytest.raises(NotThere):
        say_if_fair(visit.pk, by=cast.principal_of_oak, state="fair")
    assert say_if_fair(visit.pk, by=cast.specialist, state="fair").state == "fair"


def test_what_follows_is_done_or_dropped_with_a_reason(cast: Cast, visit: Engagement) -> None:
    follow_up = visit.follow_ups.get()
    with pytest.raises(NotThere):
        end_follow_up(follow_up.pk, by=cast.teacher_at_oak)
    done = end_follow_up(follow_up.pk, by=cast.specialist)
    assert (done.state, done.ended_by) == ("done", cast.specialist)
    again = end_follow_up(follow_up.pk, by=cast.specialist, why_dropped="No")
    assert again.state == "done"


def test_a_record_between_two_shows_its_words_to_the_two(cast: Cast) -> None:
    visit = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
    )
    log_visit(visit.pk, a_log(what_we_did="Her first year"), by=cast.supervisor_of_east)
    seen = visit_seen(visit.pk, seen_by=cast.principal_of_oak)
    assert seen.record is not None
    assert seen.record.what_we_did == "Her first year"
