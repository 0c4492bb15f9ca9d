"""Do goals hang together, begin at what the gate let out, and show what is loose?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.commitments.promises import (
    at_oak,
    counted,
    goal_of_district,
    goal_of_oak,
    in_days,
    promised,
)
from tests.conversation.meeting import COMMIT, client_of, running
from tests.figures import publish_figures
from trellis.commitments.api import Goal, Number, aim, end_goal, serve, set_goal
from trellis.commitments.models import Aim
from trellis.commitments.queries_goals import cascade, standing_of
from trellis.commitments.rules_goals import verdict
from trellis.evidence.api import Finding
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def words(nodes: list) -> list[str]:
    return [node.goal.words for node in nodes]


def test_a_team_serves_its_school_and_the_school_the_district(cast: Cast) -> None:
    top = goal_of_district(cast)
    school = goal_of_oak(cast, parent=top)
    team = goal_of_oak(cast, "Call home", team="Grade 7 team", parent=school)
    assert [goal.level for goal in (top, school, team)] == ["district", "school", "team"]
    assert team.whose == "Oak Hollow Middle, Grade 7 team"
    found = cascade(seen_by=cast.teacher_at_oak)
    assert words(found.tops) == ["Every day counts"]
    assert words(found.tops[0].below[0].below) == ["Call home"]
    assert [words(way) for way in found.ways_up] == [
        ["Call home", "All of us here", "Every day counts"]
    ]


def test_a_goal_serves_only_what_stands_above_it(cast: Cast) -> None:
    school = goal_of_oak(cast)
    with pytest.raises(BadInput, match="district"):
        goal_of_oak(cast, "Another", parent=school)
    elm = set_goal(by=cast.principal_of_elm, org=cast.elm, words="Elm’s", owner_role="principal")
    with pytest.raises(NotThere):
        goal_of_oak(cast, "Call home", team="Grade 7 team", parent=elm)
    team = goal_of_oak(cast, "Call home", team="Grade 7 team")
    assert serve(team.pk, by=cast.coach_at_oak, parent=school).parent == school
    assert serve(team.pk, by=cast.coach_at_oak, parent=None).parent is None


def test_the_same_key_sets_one_goal_and_nobody_takes_it_over(cast: Cast) -> None:
    key = uuid.uuid4()
    first = goal_of_oak(cast, key=key)
    assert goal_of_oak(cast, "Other words", key=key) == first
    assert Goal.objects.get().words == "All of us here"
    with pytest.raises(NotThere):
        set_goal(by=cast.coach_at_oak, org=cast.oak, words="Mine", owner_role="coach", key=key)
    assert [line.act for line in history_of(first)] == ["set a goal"]


def test_others_set_no_goal_there(cast: Cast) -> None:
    for who in (cast.teacher_at_oak, cast.principal_of_elm, cast.cabinet, cast.board_observer):
        with pytest.raises(NotThere):
            set_goal(by=who, org=cast.oak, words="Ours", owner_role="principal")


def test_a_number_begins_at_a_figure_that_is_shown(cast: Cast) -> None:
    finding = counted(cast)
    goal = goal_of_oak(cast, number=at_oak(finding, target=320, cast=cast), by_when=in_days(90))
    assert (goal.target, goal.way, goal.unit) == (320, "up", "students")
    assert goal.mark_says == "Oak Hollow Middle, all students, 2025–26: 300"
    shown = [{**row, "hidden": True} for row in finding.shown]
    Finding.objects.filter(pk=finding.pk).update(shown=shown)
    finding.refresh_from_db()
    with pytest.raises(BadInput, match="not shown"):
        goal_of_oak(cast, number=at_oak(finding, target=320, cast=cast), by_when=in_days(90))


@pytest.mark.parametrize("missing", ["target", "by_when"])
def test_a_number_half_said_is_refused(cast: Cast, missing: str) -> None:
    half = at_oak(counted(cast), target=320, cast=cast)
    by_when = in_days(90)
    if missing == "target":
        half = Number(half.baseline, half.mark, half.way, None)
    else:
        by_when = None
    with pytest.raises(BadInput, match="how far"):
        goal_of_oak(cast, number=half, by_when=by_when)


@pytest.mark.parametrize(
    ("way", "target", "says"),
    [
        ("up", 320, "reached"),
        ("up", 351, "not yet"),
        ("down", 350, "reached"),
        ("down", 349, "not yet"),
    ],
)
def test_the_newest_publication_says_how_it_stands(
    cast: Cast, way: str, target: float, says: str
) -> None:
    number = at_oak(counted(cast), target=target, way=way, cast=cast)
    goal = goal_of_oak(cast, number=number, by_when=in_days(90))
    publish_figures(cast, at_oak=350, number=2)
    found = standing_of(goal)
    assert found is not None and found.now is not None
    assert (found.now.figure, found.says) == ("350", says)


def test_where_the_interval_holds_the_target_nobody_can_tell(cast: Cast) -> None:
    number = at_oak(counted(cast), target=320, cast=cast)
    goal = goal_of_oak(cast, number=number, by_when=in_days(90))
    found = standing_of(goal)
    assert found is not None and found.now is not None
    wide = type(found.now)(**{**vars(found.now), "low": 310.0, "high": 330.0})
    assert verdict(goal, wide) == "we can’t tell"
    assert verdict(goal, None) == "we can’t tell"


def test_what_is_loose_is_told(cast: Cast) -> None:
    top, alone = goal_of_district(cast), goal_of_oak(cast, "Alone")
    below = goal_of_oak(cast, "Below", parent=top)
    tied, loose = promised(cast, words="Tied"), promised(cast, words="Loose")
    aim(tied.pk, by=cast.principal_of_oak, goal=below)
    found = cascade(seen_by=cast.cabinet)
    assert words(found.serve_none) == ["Alone"]
    assert words(found.without_promise) == ["Alone"], "the district’s has one below it"
    assert found.loose_promises == [loose]
    assert found.tops[0].says == "one promise, none kept"
    assert alone.stands


def test_a_promise_serves_a_goal_once_and_only_one_that_reaches_it(cast: Cast) -> None:
    made, goal = promised(cast), goal_of_oak(cast)
    for who in (cast.principal_of_oak, cast.specialist):
        aim(made.pk, by=who, goal=goal)
    assert Aim.objects.count() == 1
    elm = set_goal(by=cast.principal_of_elm, org=cast.elm, words="Elm’s", owner_role="principal")
    with pytest.raises(BadInput, match="Elm Street"):
        aim(made.pk, by=cast.specialist, goal=elm)
    with pytest.raises(NotThere):
        aim(made.pk, by=cast.teacher_at_oak, goal=goal)
    end_goal(goal.pk, by=cast.principal_of_oak, how="missed", why="the year was too short")
    with pytest.raises(NotNow, match="not reached"):
        aim(promised(cast, words="Late").pk, by=cast.specialist, goal=goal)


def test_a_goal_is_chosen_while_promising(cast: Cast) -> None:
    talk, goal = running(cast, COMMIT), goal_of_oak(cast)
    sent = {
        "key": str(uuid.uuid4()),
        "words": "Talk again",
        "goal": goal.pk,
        "owner-1": cast.principal_of_oak.pk,
        "deliverable-1": "a room",
        "due-1": in_days(9).isoformat(),
        "owner-2": cast.specialist.pk,
        "deliverable-2": "a list",
        "due-2": in_days(9).isoformat(),
        "look_again_on": in_days(30).isoformat(),
    }
    page = client_of(cast.coach_at_oak).post(f"/commitments/in-conversation/{talk.pk}/", sent)
    assert page.status_code == 200
    made = goal.aims.get().commitment
    assert [(one.then, one.on) for one in made.looks.all()] == [(talk.evidence[0], in_days(30))]


def test_the_pages_show_the_tree_both_ways_and_the_goal(cast: Cast) -> None:
    number = at_oak(counted(cast), target=320, cast=cast)
    goal = goal_of_oak(cast, parent=goal_of_district(cast), number=number, by_when=in_days(90))
    made = promised(cast)
    client = client_of(cast.principal_of_oak)
    client.post(f"/commitments/{made.pk}/goals/", {"goal": goal.pk})
    for address in ("/goals/", "/goals/?way=up", f"/goals/?school={cast.oak.key}"):
        text = client.get(address).content.decode()
        assert "Every day counts" in text and "All of us here" in text, address
    text = client.get(goal.get_absolute_url()).content.decode()
    assert "Oak Hollow Middle, all students, 2025–26: 300" in text and "Not yet" in text
    assert "a list" in text
    assert "All of us here" in client.get(made.get_absolute_url()).content.decode()
    client.post(f"/commitments/{made.pk}/goals/", {"not": goal.pk})
    assert not goal.aims.exists()


def test_a_goal_is_set_on_a_page_with_the_figure_it_begins_at(cast: Cast) -> None:
    finding = counted(cast)
    client = client_of(cast.principal_of_oak)
    page = client.get("/goals/new/", {"finding": finding.pk}).content.decode()
    mark = at_oak(finding, target=1, cast=cast).mark
    assert f'value="{mark}"' in page
    assert 'href="/conversations/"' in page, "the top bar stands there too"
    sent = {
        "place": cast.oak.key,
        "finding": finding.pk,
        "mark": mark,
        "way": "up",
        "target": "many",
        "words": "More of us",
        "owner_role": "principal",
        "by_when": in_days(60).isoformat(),
    }
    refused = client.post("/goals/new/", sent)
    assert refused.status_code == 422 and "many" in refused.content.decode()
    answer = client.post("/goals/new/", {**sent, "target": "310"})
    goal = Goal.objects.get()
    assert answer.headers["Location"] == goal.get_absolute_url()
    assert goal.target == 310
