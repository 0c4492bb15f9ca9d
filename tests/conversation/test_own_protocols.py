"""Does the district make ways to talk of its own, without touching what runs already?"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.http import QueryDict

from tests.cast import Cast
from tests.conversation.meeting import a_plan, client_of
from trellis.conversation.acts.own import make_our_own, publish_version, write_draft
from trellis.conversation.forms_own import read_way, rows_of
from trellis.conversation.models import DistrictProtocol
from trellis.conversation.protocols.reading import protocols
from trellis.lib.api import BadInput, NotAllowed, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def ours(cast: Cast, key: str = "consultancy") -> DistrictProtocol:
    return make_our_own(key, by=cast.coach_at_oak, form_key=uuid.uuid4())


def published(cast: Cast) -> DistrictProtocol:
    made = ours(cast)
    publish_version(made, by=cast.pl_director, number=1)
    return made


def told(made: DistrictProtocol) -> dict[str, Any]:
    newest = made.versions.last()
    assert newest is not None
    return dict(newest.told)


def form_of(given: dict[str, Any]) -> dict[str, Any]:
    """Fill the form as the page does."""
    rows = rows_of(given["step"])
    form: dict[str, Any] = {name: given[name] for name in ("title", "for", "credit")}
    form |= {"rows": len(rows), "changed": 0}
    for row in rows:
        n = row["n"]
        for name in ("key", "title", "minutes", "place", "votes", "says", "who", "speaks"):
            form[f"{name}-{n}"] = row.get(name, "")
        for name in ("exit_check", "forbids", "instead"):
            form[f"{name}-{n}"] = row.get(name, "")
        form[f"writes-{n}"] = [kind for kind, _, checked in row["kinds"] if checked]
        form |= {f"{name}-{n}": "on" for name, _, checked in row["yes_or_no"] if checked}
    return form


def querydict(form: dict[str, Any]) -> QueryDict:
    given = QueryDict(mutable=True)
    for name, value in form.items():
        given.setlist(name, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return given


@pytest.mark.parametrize("key", list(protocols()))
def test_the_form_unchanged_says_what_the_protocol_said(cast: Cast, key: str) -> None:
    made = ours(cast, key)
    version = made.versions.get()
    assert read_way(querydict(form_of(told(made))), version.way) == version.told


def test_a_copy_is_a_draft_that_nobody_plans_with_until_it_is_published(cast: Cast) -> None:
    made = ours(cast)
    with pytest.raises(BadInput, match="No protocol"):
        a_plan(cast, protocol_key=made.key)
    for _ in range(2):
        publish_version(made, by=cast.pl_director, number=1)
    talk = a_plan(cast, protocol_key=made.key)
    assert (talk.way_to_talk, talk.edition) == ("Consultancy, our way", "version 1")
    acts = [entry.act for entry in history_of(made)]
    assert acts.count("published a way to talk") == 1


def test_a_run_keeps_the_version_with_which_it_was_planned(cast: Cast) -> None:
    made = published(cast)
    talk = a_plan(cast, protocol_key=made.key)
    changed = told(made)
    changed["title"] = "Our consultancy"
    changed["step"] = [{**one, "minutes": 3} for one in changed["step"]]
    draft = write_draft(made, by=cast.cabinet, told=changed, changed=0)
    assert draft.number == 2
    assert a_plan(cast, protocol_key=made.key).edition == "version 1"
    publish_version(made, by=cast.cabinet, number=2)
    talk.refresh_from_db()
    assert (talk.edition, talk.way_to_talk) == ("version 1", "Consultancy, our way")
    assert {step.minutes for step in talk.all_steps} != {3}
    after = a_plan(cast, protocol_key=made.key)
    assert (after.edition, after.way_to_talk) == ("version 2", "Our consultancy")
    assert {step.minutes for step in after.all_steps} == {3}
    assert made.versions.get(number=1).told["title"] == "Consultancy, our way"


def test_of_two_who_change_a_draft_the_second_is_told_and_overwrites_nothing(cast: Cast) -> None:
    made = ours(cast)
    first, second = told(made) | {"title": "First"}, told(made) | {"title": "Second"}
    write_draft(made, by=cast.coach_at_oak, told=first, changed=0)
    with pytest.raises(NotNow, match="Joy Nakamura changed this draft meanwhile"):
        write_draft(made, by=cast.cabinet, told=second, changed=0)
    assert told(made)["title"] == "First"
    # The same words again are the same draft.
    assert write_draft(made, by=cast.coach_at_oak, told=first, changed=0).changed == 1


def test_the_same_form_makes_one_copy(cast: Cast) -> None:
    key = uuid.uuid4()
    made = [make_our_own("atlas", by=cast.coach_at_oak, form_key=key) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(NotThere):
        make_our_own("atlas", by=cast.cabinet, form_key=key)


@pytest.mark.parametrize("who", ["principal_of_oak", "specialist", "teacher_at_oak", "sis_admin"])
def test_others_read_but_do_not_change_them(cast: Cast, who: str) -> None:
    person, made = getattr(cast, who), published(cast)
    with pytest.raises(NotAllowed):
        make_our_own("atlas", by=person, form_key=uuid.uuid4())
    with pytest.raises(NotThere):
        write_draft(made, by=person, told=told(made), changed=0)
    with pytest.raises(NotThere):
        publish_version(made, by=person, number=1)
    client = client_of(person)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Consultancy, our way" in page
    assert "Change it" not in page
    assert client.get(ours(cast).get_absolute_url()).status_code == 404


def test_in_the_browser_steps_are_changed_left_out_added_and_moved(cast: Cast) -> None:
    client = client_of(cast.coach_at_oak)
    answer = client.post("/conversations/protocols/consultancy/ours/", {"key": str(uuid.uuid4())})
    made = DistrictProtocol.objects.get()
    assert answer["Location"].endswith(f"/{made.key}/edit/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    form = form_of(told(made))
    form |= {"title": "Ours", "minutes-0": "11", "gone-1": "on", "place-6": "1"}
    form |= {"title-7": "Silence", "minutes-7": "2", "says-7": "Think.", "place-7": "2"}
    assert client.post(answer["Location"], form).status_code == 302
    steps = told(made)["step"]
    assert [one["key"] for one in steps] == [
        "dilemma",
        "debrief",
        "silence",
        "probe",
        "discuss",
        "respond",
        "promise",
    ]
    assert steps[0]["minutes"] == 11
    assert steps[3]["forbids"] == list(protocols()["consultancy"].steps[2].forbids)
    client.post(f"{made.get_absolute_url()}published/", {"version": "1"})
    assert "Ours" in client.get("/conversations/plan/").content.decode()
    assert "version 1" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("minutes-1", "many", "step 2, “Clarifying questions”: minutes"),
        ("minutes-1", "0", "step 2, “Clarifying questions”: minutes"),
        ("says-1", "", "step 2, “Clarifying questions”: says"),
        ("title", "", "title"),
        ("evidence-0", "on", "step 1, “Dilemma”: the first step"),
        ("speaks-2", "cats", "step 3, “Probing questions”: speaks"),
        ("exit_check-2", "magic", "step 3, “Probing questions”: exit_check"),
    ],
)
def test_a_draft_that_cannot_be_held_comes_back_with_its_words(
    cast: Cast, field: str, wrong: str, said: str
) -> None:
    made = ours(cast)
    before = told(made)
    form = form_of(before) | {"says-3": "My own words.", field: wrong}
    answer = client_of(cast.coach_at_oak).post(f"{made.get_absolute_url()}edit/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "My own words." in page
    assert told(made) == before
