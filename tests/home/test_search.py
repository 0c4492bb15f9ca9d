"""Does a search find what somebody may see, in every room, and nothing else, not even a number?"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from tests.access.matrix import EVERYBODY
from tests.cast import Cast
from tests.figures import publish_figures
from tests.home.pages import opened, part_of, words_in
from tests.support.asking import INTERPRETING, asked, publish
from tests.support.visits import a_log, a_visit, an_agreement, at
from trellis.access.api import scope_of
from trellis.commitments.api import Owner, Side, promise, set_goal
from trellis.conversation.api import close, move_step, plan, start, write_note
from trellis.district.api import Person, Role
from trellis.evidence.api import Ask, pin
from trellis.home.excerpts import ROOM, around
from trellis.home.search import MOST, search, words_of
from trellis.support.acts.agreements import keep_note, write_entry
from trellis.support.acts.records import log_visit, put_right
from trellis.support.models import Kind

AT_OAK = {"coach_at_oak", "principal_of_oak", "team_lead_at_oak", "teacher_at_oak"}
CENTRAL = {
    "cabinet",
    "supervisor_of_east",
    "specialist",
    "assessment_coordinator",
    "pl_director",
    "sis_admin",
}
READERS = (AT_OAK | CENTRAL) - {"cabinet"}
"""Who reads the shared words of a record: the school and every department."""


def found(person: Person, said: str) -> dict[str, list[str]]:
    """What a search finds for somebody: the titles, by group."""
    groups = search(words_of(said), seen_by=person, scope=scope_of(person))
    return {group.key: [hit.title for hit in group.hits] for group in groups}


def finders(cast: Cast, said: str, group: str) -> set[str]:
    """Which personas find something in a group."""
    return {name for name, person in cast.everybody.items() if group in found(person, said)}


@pytest.fixture
def oak(cast: Cast) -> SimpleNamespace:
    """One thing of each kind at Oak, each with a word that stands nowhere else."""
    publish_figures(cast)
    finding = pin(Ask("enrolment", "schools", year=2026), by=cast.principal_of_oak, title="Ibex")
    asked(cast, title="Somebody who knows about axolotls")
    due = timezone.localdate() + timedelta(days=9)
    promise(
        by=cast.principal_of_oak,
        words="Fewer capybaras",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "A gecko", due),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "A heron", due)],
        school=cast.oak,
    )
    visit = a_visit(
        cast.oak, by=cast.specialist, purpose="Look at dugongs", start=at(timezone.localdate(), 23)
    )
    with time_machine.travel(at(timezone.localdate(), 23, 50), tick=False):
        log_visit(
            visit.pk,
            a_log(happened_at=visit.planned_start, what_we_did="Saw an echidna"),
            by=cast.specialist,
        )
    for place, words in ((cast.oak, "No lemming is lost"), (cast.district, "Every narwhal swims")):
        set_goal(
            by=cast.principal_of_oak if place == cast.oak else cast.cabinet,
            org=place,
            words=words,
            owner_role=Role.PRINCIPAL if place == cast.oak else Role.CABINET,
        )
    return SimpleNamespace(cast=cast, finding=finding, visit=visit)


TABLE: dict[str, tuple[str, str, set[str]]] = {
    "a school by its name": ("schools", "oak hollow", AT_OAK | CENTRAL),
    "a person by her name": ("people", "imani", set(EVERYBODY) - {"board_observer"}),
    "a service of a card": ("services", "interpreter", set(EVERYBODY) - {"board_observer"}),
    "a request": ("requests", "axolotls", AT_OAK | CENTRAL),
    "a visit's purpose": ("visits", "dugongs", AT_OAK | CENTRAL),
    "what was done in a visit": ("visits", "echidna", READERS),
    "a promise": ("promises", "capybaras", AT_OAK | CENTRAL),
    "what one owner of a promise gives": ("promises", "heron", AT_OAK | CENTRAL),
    "a goal of the school": ("goals", "lemming", AT_OAK | CENTRAL),
    "a goal of the district": ("goals", "narwhal", set(EVERYBODY)),
    "a finding": ("findings", "ibex", set(EVERYBODY)),
}


@pytest.mark.parametrize("what", TABLE)
def test_who_finds(what: str, oak: SimpleNamespace) -> None:
    group, said, who = TABLE[what]
    assert finders(oak.cast, said, group) == who - {"former_principal"}


@pytest.mark.parametrize("said", [row[1] for row in TABLE.values()])
def test_whoever_has_left_finds_nothing(said: str, oak: SimpleNamespace) -> None:
    assert found(oak.cast.former_principal, said) == {}


def test_a_principal_elsewhere_finds_nothing_of_oak_and_no_number(oak: SimpleNamespace) -> None:
    for said in ("axolotls", "dugongs", "echidna", "capybaras", "heron"):
        page = words_in(opened(oak.cast.principal_of_elm, f"/search/?q={said}"))
        assert f"Nothing that you may see speaks of “{said}”." in page


@pytest.fixture
def talk(cast: Cast) -> Any:
    """A conversation at Oak that runs, with a note of its facilitator."""
    publish_figures(cast)
    finding = pin(Ask("enrolment", "schools", year=2026), by=cast.principal_of_oak)
    made = plan(
        by=cast.coach_at_oak,
        question="Where do the okapis go?",
        protocol_key="data_driven_dialogue",
        planned_for=timezone.now(),
        school=cast.oak,
        people=[cast.principal_of_oak],
        findings=[finding],
    )
    started = start(made, by=cast.coach_at_oak)
    words = {"kind": "prediction", "words": "Perhaps to the pangolin.", "key": uuid.uuid4()}
    write_note(started, by=cast.principal_of_oak, **words)
    return started


def test_a_running_conversation_is_found_by_its_question_by_who_is_invited(
    cast: Cast, talk: Any
) -> None:
    assert finders(cast, "okapis", "conversations") == {"coach_at_oak", "principal_of_oak"}


def test_a_note_is_found_by_nobody_before_the_minutes_are_closed(cast: Cast, talk: Any) -> None:
    assert finders(cast, "pangolin", "conversations") == set()


def test_a_note_is_found_in_closed_minutes_by_who_may_read_them(cast: Cast, talk: Any) -> None:
    due = timezone.localdate() + timedelta(days=9)
    moved = move_step(talk, by=cast.coach_at_oak, to=4)
    promise(
        by=cast.principal_of_oak,
        words="Talk again",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", due),
        co_owners=[Owner(cast.coach_at_oak, Side.DISTRICT, "a list", due)],
        school=cast.oak,
        conversation=moved,
    )
    close(moved, by=cast.coach_at_oak)
    assert finders(cast, "pangolin", "conversations") == AT_OAK | CENTRAL


def coached_in_an_agreement(cast: Cast) -> None:
    agreement = an_agreement(
        coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak, focus="Quokkas"
    )
    day = timezone.localdate()
    write_entry(
        agreement.key, by=cast.coach_at_oak, met_on=day, minutes=5, words="quokkas", next_step="q"
    )


def coached_in_a_visit(cast: Cast) -> None:
    visit = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        purpose="Quokkas ahead",
    )
    log_visit(visit.pk, a_log(what_we_did="quokkas"), by=cast.supervisor_of_east)


def noted(cast: Cast) -> None:
    keep_note("Quokkas", by=cast.coach_at_oak)


@pytest.mark.parametrize("kept", [coached_in_an_agreement, coached_in_a_visit, noted])
def test_no_search_finds_coaching_or_a_private_note_not_even_for_whose_they_are(
    kept: Callable[[Cast], None], cast: Cast
) -> None:
    kept(cast)
    assert {name: found(one, "quokkas") for name, one in cast.everybody.items()} == {
        name: {} for name in cast.everybody
    }


def test_a_person_is_a_name_and_what_she_does_and_leads_nowhere(cast: Cast) -> None:
    groups = search(["imani"], seen_by=cast.teacher_at_oak, scope=scope_of(cast.teacher_at_oak))
    (hit,) = next(group for group in groups if group.key == "people").hits
    assert (hit.title, hit.about) == ("Imani Foster", ("Team lead, Oak Hollow Middle",))
    assert (hit.href, hit.words) == ("", "")


def test_only_the_version_of_a_record_that_holds_is_found(oak: SimpleNamespace) -> None:
    cast = oak.cast
    with time_machine.travel(at(timezone.localdate(), 23, 55), tick=False):
        log = a_log(happened_at=oak.visit.planned_start, what_we_did="Saw a fossa")
        put_right(oak.visit.pk, log, by=cast.specialist, was="1.0")
    assert "visits" in found(cast.specialist, "fossa")
    assert "visits" not in found(cast.specialist, "echidna")


def test_every_word_has_to_be_spoken_of(oak: SimpleNamespace) -> None:
    principal = oak.cast.principal_of_oak
    assert "requests" in found(principal, "knows axolotls")
    assert "requests" not in found(principal, "knows dugongs")


def test_signs_that_a_database_reads_as_any_letter_are_letters_here(oak: SimpleNamespace) -> None:
    for said in ("ax_lotls", "axo%tls", "%%", "__"):
        assert found(oak.cast.cabinet, said) == {}


def test_what_no_database_stores_is_left_out(oak: SimpleNamespace) -> None:
    assert "requests" in found(oak.cast.cabinet, "axo\x00lotls")


def test_a_group_shows_the_first_few_and_says_only_that_there_is_more(cast: Cast) -> None:
    # On a day without the digit that must not be told.
    with time_machine.travel(datetime(2026, 11, 17, 12, 30, tzinfo=ZoneInfo("America/New_York"))):
        for number in range(MOST + 3):
            asked(cast, title=f"Narwhal {number}")
        page = opened(cast.principal_of_oak, "/search/?q=narwhal")
    part = part_of(page, "Requests")
    assert part.count("Narwhal") == MOST
    assert "one more word finds fewer" in part
    assert str(MOST + 3) not in part


def test_services_are_found_by_their_other_words(cast: Cast) -> None:
    publish(cast)
    assert found(cast.teacher_at_oak, "translation") == {"services": [INTERPRETING.title]}


def test_one_letter_is_not_looked_for(cast: Cast) -> None:
    page = words_in(opened(cast.cabinet, "/search/?q=a"))
    assert "Write at least one word of two letters." in page


def test_what_was_typed_stands_on_the_page_as_text(cast: Cast) -> None:
    page = opened(cast.cabinet, "/search/?q=<script>alert(1)</script>")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Short words.", "Short words."),
        ("a " * 200 + "needle" + " b" * 200, "needle"),
        ("needle" + " b" * 200, "needle"),
        ("x" * 400, "x"),
    ],
)
def test_an_excerpt_is_short_and_holds_the_word(text: str, said: str) -> None:
    cut = around(text, ["needle"])
    assert said in cut
    assert len(cut) <= ROOM + len("…  …")
