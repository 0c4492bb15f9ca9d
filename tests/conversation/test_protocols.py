"""Is every protocol whole, and does the server take in each step only what belongs there?"""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import get_args

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.conversation.meeting import a_plan, client_of, said
from trellis.conversation.acts.meetings import name_presenter
from trellis.conversation.forms_own import CHECKS, SPEAKS, YES_OR_NO
from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.models import Conversation, Note
from trellis.conversation.protocols import reading
from trellis.conversation.protocols.reading import (
    ExitCheck,
    Kind,
    Speaks,
    Step,
    checked,
    protocols,
    read,
)
from trellis.conversation.rules import KINDS
from trellis.conversation.step_rules import _CHECKS
from trellis.lib.api import BadInput

FILES = sorted(Path(reading.__file__).parent.glob("*.toml"))
TEN = {
    "data_driven_dialogue",
    "atlas",
    "data_wise",
    "what_so_what",
    "consultancy",
    "tuning",
    "rounds",
    "pdsa",
    "root_cause",
    "success_analysis",
}
STEPS = [
    pytest.param(way.key, at, id=f"{way.key}-{step.key}")
    for way in protocols().values()
    for at, step in enumerate(way.steps)
]
GOOD = """
key = "ours"
title = "Ours"
edition = "1"
credit = "By us."
for = "Trying."
[[step]]
key = "begin"
title = "Begin"
minutes = 5
says = "Begin."
opening = true
[[step]]
key = "promise"
title = "Promise"
minutes = 5
says = "Promise."
commitments = true
"""


def test_there_are_ten_files_and_the_two_to_begin_with_stand_first() -> None:
    assert {file.stem for file in FILES} == TEN
    assert list(protocols())[:2] == ["data_driven_dialogue", "atlas"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_protocol_file_is_whole_and_credited(file: Path) -> None:
    found = read(file)
    assert "Words are our own." in found.credit
    assert all(step.says.endswith((".", "?", "!")) for step in found.steps)


def test_data_wise_stands_there_with_both_sets_of_names() -> None:
    now, book = protocols()["data_wise"], protocols()["data_wise_2013"]
    assert [step.key for step in now.steps] == [step.key for step in book.steps]
    assert now.steps[2].title == "Use Stories to Ignite Curiosity"
    assert book.steps[2].title == "Create Data Overview"
    assert now.edition != book.edition


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("minutes = 5", "minutes = 500", r"ours.toml: step 1, “Begin”: minutes: .*at most 120"),
        ("minutes = 5", 'minutes = "long"', r"step 1, “Begin”: minutes: .*whole number.*long"),
        ('says = "Promise."', "", r"step 2, “Promise”: says: it is missing"),
        ("opening = true", "", r"ours.toml: no step opens"),
        ("opening = true", "opening = true\nevidence = true", r"step 1, “Begin”: the first step"),
        ("commitments = true", "", r"no step makes promises"),
        ("commitments = true", 'writes = ["gossip"]', r"step 2, “Promise”: writes: .*'prediction'"),
        ("commitments = true", 'commitments = true\nwrites = ["observation"]', r"evidence must be"),
        ("commitments = true", 'commitments = true\nspeaks = "cats"', r"speaks: .*'presenter'"),
        ("commitments = true", "commitments = true\ncolour = 1", r"colour: there is no such field"),
        ('key = "promise"', 'key = "begin"', r"two steps have the key “begin”"),
        ('key = "ours"', 'key = "theirs"', r"its key is “theirs”"),
        ('title = "Ours"', "title = ", r"ours.toml: this is not TOML"),
    ],
)
def test_a_file_that_cannot_be_held_is_refused_with_its_step(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(GOOD)
    assert read(file).key == "ours"
    file.write_text(GOOD.replace(was, becomes, 1))
    with pytest.raises(BadInput, match=told):
        read(file)


def test_something_else_than_a_protocol_is_refused_with_a_sentence() -> None:
    for given in ({}, {"step": "no list"}, {"step": [3]}):
        with pytest.raises(BadInput, match=r"^here: "):
            checked(given, where="here")


def test_every_kind_check_and_speaker_has_its_words() -> None:
    assert set(get_args(Kind)) == set(KINDS_OF_NOTES) == set(KINDS)
    assert set(get_args(Speaks)) == set(SPEAKS)
    assert set(get_args(ExitCheck)) == set(CHECKS) == {"", *_CHECKS}
    flags = {name for name, field in Step.model_fields.items() if field.annotation is bool}
    assert flags == set(YES_OR_NO)
    assert max(map(len, KINDS_OF_NOTES)) <= Note._meta.get_field("kind").max_length


def at_step(cast: Cast, key: str, at: int) -> Conversation:
    """Put a conversation at a step as if all before it had been held."""
    talk = a_plan(cast, protocol_key=key)
    now = timezone.now()
    seen = now if any(step.evidence for step in talk.all_steps[: at + 1]) else None
    Conversation.objects.filter(pk=talk.pk).update(
        state="running", step=at, step_began_at=now, began_at=now, evidence_shown_at=seen
    )
    talk.refresh_from_db()
    return talk


def post(client: Client, talk: Conversation, kind: str, **more: object) -> int:
    form = {"kind": kind, "words": "A word.", "key": str(uuid.uuid4())} | more
    return client.post(f"/conversations/{talk.pk}/notes/", form).status_code


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "at"), STEPS)
def test_a_step_takes_its_own_kinds_and_refuses_every_other(cast: Cast, key: str, at: int) -> None:
    talk = at_step(cast, key, at)
    step = talk.current
    writer = {"facilitator": cast.coach_at_oak}.get(step.speaks, cast.principal_of_oak)
    if step.speaks in ("presenter", "group"):
        presents = cast.principal_of_oak if step.speaks == "presenter" else cast.specialist
        name_presenter(talk, by=cast.coach_at_oak, person=presents)
    client = client_of(writer)
    seen = 0
    if "inference" in step.writes:
        observed = Note.objects.create(
            conversation=talk, kind="observation", step="x", words="High.", author=writer
        )
        seen = observed.pk
    before = Note.objects.count()
    taken = {*step.writes, "parked"}  # an idea may be parked in every step
    for kind in get_args(Kind):
        status = post(client, talk, kind, answers=seen)
        assert status == (302 if kind in taken else 409), kind
    assert Note.objects.count() == before + len(taken)
    assert post(client, talk, "gossip") == 409
    page = client.get(talk.get_absolute_url()).content.decode()
    for kind in step.writes:
        assert f'name="kind" value="{kind}"' in page
        assert page.count(f'id="k-{kind}"') == (0 if kind == "inference" else 1)
    assert ("<figure" in page) is any(one.evidence for one in talk.all_steps[: at + 1])


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "at"), STEPS)
def test_who_does_not_write_in_a_step_is_refused_and_sees_no_form(
    cast: Cast, key: str, at: int
) -> None:
    talk = at_step(cast, key, at)
    step = talk.current
    if step.speaks in ("presenter", "group"):
        presents = cast.specialist if step.speaks == "presenter" else cast.principal_of_oak
        name_presenter(talk, by=cast.coach_at_oak, person=presents)
    held_back = step.speaks in ("presenter", "group", "facilitator")
    kinds = [kind for kind in step.writes if kind != "inference"]
    client = client_of(cast.principal_of_oak)
    for kind in kinds:
        assert post(client, talk, kind) == (409 if held_back else 302), kind
    page = client.get(talk.get_absolute_url()).content.decode()
    forms = set(re.findall(r'name="kind" value="(\w+)"', page)) - {"parked"}
    assert bool(forms) is (bool(step.writes) and not held_back)


@pytest.mark.django_db
def test_a_hint_comes_to_its_writer_and_the_note_stands(cast: Cast) -> None:
    talk = at_step(cast, "consultancy", 2)
    said(talk, cast.principal_of_oak, "Have you tried more meetings?", "question")
    said(talk, cast.principal_of_oak, "What do you hope for?", "question")
    pages = [
        client_of(who).get(talk.get_absolute_url()).content.decode()
        for who in (cast.principal_of_oak, cast.specialist)
    ]
    assert [page.count("advice inside this question") for page in pages] == [1, 0]
    assert Note.objects.filter(conversation=talk).count() == 2


@pytest.mark.parametrize(("key", "at"), STEPS)
def test_a_step_that_says_one_after_another_keeps_the_turns(key: str, at: int) -> None:
    step = protocols()[key].steps[at]
    says = step.who.startswith(("One after another", "In turns"))
    assert step.turns == says, f"{step.who!r} is read by people, turns = {step.turns} by the room"
