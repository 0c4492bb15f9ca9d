"""Is a conversation held on paper entered by the rules of the room, once, or not at all?"""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    INFER,
    OBSERVE,
    PREDICT,
    SHOWN_AS,
    a_plan,
    client_of,
    running,
)
from tests.figures import YEAR, publish_figures
from tests.home.pages import opened, words_in
from trellis.commitments.api import Side
from trellis.conversation.api import Conversation, State, on_paper, pads_of
from trellis.conversation.models import Part
from trellis.district.api import Person
from trellis.evidence.api import Ask, pin
from trellis.home.paper.packet import prepared
from trellis.lib.api import school_year
from trellis.trail.models import Entry


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    return a_plan(cast, days=-2)


def sheets(cast: Cast, talk: Conversation, **more: str) -> dict[str, Any]:
    """What somebody types from the sheets of a whole conversation."""
    principal, specialist = str(cast.principal_of_oak.pk), str(cast.specialist.pk)
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    typed = {
        "key": str(uuid.uuid4()),
        "held_on": (timezone.localdate() - timedelta(days=2)).isoformat(),
        "came": [principal, str(cast.coach_at_oak.pk)],
        f"s{PREDICT}-1-author": principal,
        f"s{PREDICT}-1-words": "Four hundred at Oak",
        f"s{PREDICT}-1-number": "400",
        f"s{PREDICT}-1-compared": "higher",
        f"s{OBSERVE}-1-author": specialist,
        f"s{OBSERVE}-1-words": "Oak has most",
        f"s{OBSERVE}-1-mark": mark_of(talk),
        f"s{OBSERVE}-2-author": principal,
        f"s{OBSERVE}-2-words": "The district has more",
        f"s{INFER}-1-author": principal,
        f"s{INFER}-1-kind": "inference",
        f"s{INFER}-1-words": "New homes",
        f"s{INFER}-1-answers": "1",
        f"s{INFER}-2-author": specialist,
        f"s{INFER}-2-kind": "question",
        f"s{INFER}-2-words": "Who moves in?",
        "p1-words": "Welcome them",
        "p1-o1-who": principal,
        "p1-o1-gives": "a host for each",
        "p1-o1-by": due,
        "p1-o2-who": specialist,
        "p1-o2-gives": "a list",
        "p1-o2-by": due,
    }
    return typed | more


def mark_of(talk: Conversation) -> str:
    finding = talk.findings.get()
    return f"{finding.pk}|oak-hollow.all-all.2026"


def entered(person: Person, talk: Conversation, typed: dict[str, Any]) -> Any:
    return client_of(person).post(f"/conversations/{talk.pk}/from-paper/", typed)


def test_everything_is_entered_in_its_writer_s_name(cast: Cast, talk: Conversation) -> None:
    answer = entered(cast.coach_at_oak, talk, sheets(cast, talk))
    assert (answer.status_code, answer["Location"]) == (302, f"/conversations/{talk.pk}/minutes/")
    talk.refresh_from_db()
    assert talk.state == State.CLOSED
    kept = [(n.kind, n.step, n.words, n.author) for n in talk.notes.order_by("pk")]
    assert kept == [
        ("prediction", "predict", "Four hundred at Oak", cast.principal_of_oak),
        ("observation", "observe", "Oak has most", cast.specialist),
        ("observation", "observe", "The district has more", cast.principal_of_oak),
        ("inference", "infer", "New homes", cast.principal_of_oak),
        ("question", "infer", "Who moves in?", cast.specialist),
    ]
    expected, first, _, explains, _ = talk.notes.order_by("pk")
    assert (expected.number, expected.compared) == (400, "higher")
    assert first.mark_says.startswith("Oak Hollow Middle")
    assert explains.answers == first
    made = talk.commitments.get()
    assert {part.side for part in made.parts.all()} == set(Side.values)
    assert timezone.localtime(made.made_at).date() == timezone.localdate() - timedelta(days=2)
    came = talk.invitations.exclude(came_at=None).values_list("person", flat=True)
    assert set(came) == {cast.principal_of_oak.pk, cast.coach_at_oak.pk}


def test_the_minutes_and_the_trail_say_who_entered_it(cast: Cast, talk: Conversation) -> None:
    entered(cast.coach_at_oak, talk, sheets(cast, talk))
    page = words_in(opened(cast.cabinet, f"/conversations/{talk.pk}/minutes/"))
    assert "Held on paper on" in page
    assert f"by {cast.coach_at_oak.name}" in page
    found = on_paper(Conversation.objects.get(pk=talk.pk))
    assert found is not None and found.by == cast.coach_at_oak
    wrote = Entry.objects.filter(actor_ref=str(cast.principal_of_oak.pk), act="wrote a note")
    assert not wrote.exists()
    lines = Entry.objects.filter(act="entered a note from paper")
    assert {(one.actor_ref, one.about_ref) for one in lines} == {
        (str(cast.coach_at_oak.pk), str(person.pk))
        for person in (cast.principal_of_oak, cast.specialist)
    }


def test_sent_twice_it_is_entered_once(cast: Cast, talk: Conversation) -> None:
    typed = sheets(cast, talk)
    for _ in range(2):
        assert entered(cast.coach_at_oak, talk, typed).status_code == 302
    assert talk.notes.count() == 5
    assert talk.commitments.count() == 1
    other = entered(cast.coach_at_oak, talk, typed | {"key": str(uuid.uuid4())})
    assert other.status_code == 409
    assert talk.notes.count() == 5


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({f"s{INFER}-1-answers": "7"}, "Infer, line 1: there is no observation 7"),
        ({f"s{INFER}-1-answers": ""}, "Infer, line 1: say the number of the observation"),
        ({f"s{OBSERVE}-2-author": ""}, "Observe, line 2: say who wrote it."),
        ({f"s{OBSERVE}-2-author": "999999"}, "Observe, line 2: say who wrote it."),
        ({f"s{INFER}-2-kind": "prediction"}, "Infer, line 2: The step “Infer” takes"),
        ({f"s{PREDICT}-1-number": "many"}, "Predict, line 1: write the number as digits"),
        ({"p1-o2-who": "", "p1-o2-gives": ""}, "Promise 1: Nobody on the district’s side"),
        ({"p1-o2-by": "2001-01-01"}, "Promise 1: The day for"),
        ({"p1-o2-by": "soon"}, "Promise 1: the day for"),
        ({"held_on": "2999-01-01"}, "that day is still to come"),
        ({"held_on": ""}, "The day on which it was held is missing"),
    ],
)
def test_one_line_refused_and_nothing_is_kept(
    cast: Cast, talk: Conversation, more: dict[str, str], says: str
) -> None:
    answer = entered(cast.coach_at_oak, talk, sheets(cast, talk, **more))
    assert answer.status_code == 422
    page = words_in(answer.content.decode())
    assert says in page
    assert "Four hundred at Oak" in answer.content.decode()
    talk.refresh_from_db()
    assert (talk.state, talk.notes.count(), talk.commitments.count()) == (State.PLANNED, 0, 0)
    assert not Entry.objects.filter(act__contains="from paper").exists()


def test_without_a_promise_it_takes_a_reason(cast: Cast, talk: Conversation) -> None:
    typed = {k: v for k, v in sheets(cast, talk).items() if not k.startswith("p1")}
    refused = entered(cast.coach_at_oak, talk, typed)
    assert "write down one promise with a date" in refused.content.decode()
    entered(cast.coach_at_oak, talk, typed | {"because": "we looked first"})
    talk.refresh_from_db()
    assert (talk.state, talk.no_action.because) == (State.CLOSED, "we looked first")


def test_more_lines_keep_what_was_typed_and_enter_nothing(cast: Cast, talk: Conversation) -> None:
    typed = sheets(cast, talk, more=f"s{OBSERVE}") | {f"s{OBSERVE}-count": "4"}
    answer = entered(cast.coach_at_oak, talk, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="s{OBSERVE}-8-words"' in page
    assert "The district has more" in page
    assert 'value="a host for each"' in page
    talk.refresh_from_db()
    assert talk.state == State.PLANNED


def test_only_who_leads_or_records_may_enter_it(cast: Cast, talk: Conversation) -> None:
    typed = sheets(cast, talk)
    for person, status in ((cast.principal_of_oak, 403), (cast.cabinet, 404)):
        assert entered(person, talk, typed).status_code == status
    talk.invitations.filter(person=cast.specialist).update(part=Part.RECORDER)
    assert entered(cast.specialist, talk, typed).status_code == 302
    talk.refresh_from_db()
    assert talk.state == State.CLOSED


def test_a_recorder_sees_no_figure_before_its_day(cast: Cast) -> None:
    ahead = a_plan(cast, days=3)
    ahead.invitations.filter(person=cast.specialist).update(part=Part.RECORDER)
    answer = client_of(cast.specialist).get(f"/conversations/{ahead.pk}/from-paper/")
    assert answer.status_code == 409
    assert not any(figure in answer.content.decode() for figure in SHOWN_AS)
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert client_of(cast.specialist).get(answer.request["PATH_INFO"]).status_code == 200


def test_what_has_begun_in_the_room_goes_on_there(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    assert entered(cast.coach_at_oak, talk, sheets(cast, talk)).status_code == 409
    assert talk.notes.count() == 0


def packet(person: Person, talk: Conversation) -> PdfReader:
    answer = client_of(person).get(f"/conversations/{talk.pk}/packet.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def test_the_packet_has_a_sheet_for_each_step_and_the_figures_last(
    cast: Cast, talk: Conversation
) -> None:
    read = packet(cast.coach_at_oak, talk)
    pages = [" ".join(page.extract_text().split()) for page in read.pages]
    for step in talk.all_steps:
        assert any(step.title in page for page in pages)
        said = f"{step.minutes} minutes. {step.who}."
        assert any(said in page for page in pages) == bool(step.writes or step.commitments)
    showing = [n for n, page in enumerate(pages) if any(one in page for one in SHOWN_AS)]
    assert showing == list(range(showing[0], len(pages)))
    assert pages[showing[0]].startswith("To be shown at step 2, Go visual")
    assert all("To be shown at" not in page for page in pages[: showing[0]])
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_who_takes_part_prints_a_packet_without_figures(cast: Cast, talk: Conversation) -> None:
    text = " ".join(page.extract_text() for page in packet(cast.principal_of_oak, talk).pages)
    assert not any(figure in text for figure in SHOWN_AS)
    assert "Observe" in text
    seen = Entry.objects.filter(actor_ref=str(cast.principal_of_oak.pk)).latest("pk")
    assert seen.act == "took the packet without figures"
    data, drawings = prepared(talk, list(talk.invitations.all()), with_evidence=False)
    assert drawings == {}
    assert not any(figure in data for figure in SHOWN_AS)


def test_the_page_offers_the_places_of_the_charts(cast: Cast, talk: Conversation) -> None:
    page = opened(cast.coach_at_oak, f"/conversations/{talk.pk}/from-paper/")
    assert f'<option value="{mark_of(talk)}">Oak Hollow Middle' in page
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert words_in(nav).split() == ["Today", "School", "Support", "Conversations", "Evidence"]


def test_the_planned_page_leads_to_both(cast: Cast, talk: Conversation) -> None:
    leads = opened(cast.coach_at_oak, f"/conversations/{talk.pk}/")
    takes_part = opened(cast.principal_of_oak, f"/conversations/{talk.pk}/")
    assert f"/conversations/{talk.pk}/from-paper/" in leads
    assert f"/conversations/{talk.pk}/from-paper/" not in takes_part
    for page in (leads, takes_part):
        assert f"/conversations/{talk.pk}/packet.pdf" in page
        assert not any(figure in page for figure in SHOWN_AS)


def over_time(cast: Cast, *, days: int = -2) -> Conversation:
    """Plan a conversation whose figures go over three years, so that lines can be drawn."""
    publish_figures(cast, at_oak=31_555, earlier={YEAR - 2: 31_317, YEAR - 1: 31_401})
    talk = a_plan(cast, days=days)
    talk.findings.set([pin(Ask("enrolment", "time", place=cast.oak.key), by=cast.coach_at_oak)])
    return talk


def drawn(talk: Conversation, **more: str) -> dict[str, str]:
    (pad,) = pads_of(talk)
    name = f"s{PREDICT}-1"
    years = {f"{name}-at-{YEAR - 2}": "31250", f"{name}-at-{YEAR}": "31900"}
    return {f"{name}-line": pad.lines[0].key, f"{name}-number": "", **years, **more}


def without_a_place(cast: Cast, talk: Conversation) -> dict[str, Any]:
    return sheets(cast, talk) | {f"s{OBSERVE}-1-mark": ""}


def test_a_line_drawn_on_a_sheet_is_entered_as_one_drawn_in_the_room(cast: Cast) -> None:
    talk = over_time(cast)
    answer = entered(cast.coach_at_oak, talk, without_a_place(cast, talk) | drawn(talk))
    assert answer.status_code == 302, words_in(answer.content.decode())
    note = talk.notes.get(kind="prediction")
    assert [(one["year"], one["value"]) for one in note.sketch] == [
        (YEAR - 2, 31_250),
        (YEAR, 31_900),
    ]
    minutes = words_in(opened(cast.coach_at_oak, f"/conversations/{talk.pk}/minutes/"))
    assert "31250 in" in minutes.replace(",", "")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"line": ""}, "Predict, line 1: Choose which line you draw."),
        ({f"at-{YEAR}": ""}, "Predict, line 1: A line needs at least two years"),
        ({f"at-{YEAR}": "up"}, "Predict, line 1, the line: write the number as digits"),
        (
            {f"at-{YEAR}": "99999999"},
            "Predict, line 1: The values of this line lie between 0 and 100000",
        ),
        ({"number": "400"}, "Predict, line 1: A prediction holds a number or a drawn line"),
    ],
)
def test_a_line_that_cannot_be_read_is_said_and_stays_typed(
    cast: Cast, more: dict[str, str], says: str
) -> None:
    talk = over_time(cast)
    wrong = {f"s{PREDICT}-1-{name}": value for name, value in more.items()}
    answer = entered(cast.coach_at_oak, talk, without_a_place(cast, talk) | drawn(talk, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in words_in(page)
    assert "<details open>" in page
    assert 'value="31250"' in page
    assert talk.notes.count() == 0


def test_the_packet_has_empty_axes_that_tell_names_and_years_and_no_figure(cast: Cast) -> None:
    talk = over_time(cast, days=2)
    text = " ".join(
        " ".join(page.extract_text() for page in packet(cast.principal_of_oak, talk).pages).split()
    )
    assert "Or draw the line you expect" in text
    assert "The line: Oak Hollow Middle, all students" in text
    assert text.count(school_year(YEAR - 1)) >= talk.invitations.count()
    shown = ("31,317", "31317", "31,401", "31401", "31,555", "31555")
    assert [figure for figure in shown if figure in text] == []
