"""Is a drawn line kept, seen by nobody too early, and set beside what was shown, for the group?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import pytest

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, VISUAL, client_of, running, said
from tests.conversation.room import HTMX, sent_to, streamed
from tests.figures import YEAR, publish_figures
from trellis.commitments.api import end_without_action
from trellis.conversation.api import Conversation, close, move_step
from trellis.conversation.calibration import calibration
from trellis.conversation.models import Note
from trellis.conversation.sketching import Sketch, met_in, pads_of, sketch_of
from trellis.district.api import Person
from trellis.evidence.api import Ask, pin

pytestmark = pytest.mark.django_db

SHOWN = {YEAR - 2: 31_317, YEAR - 1: 31_401, YEAR: 31_555}
FIGURES = [f"{n:,}" for n in SHOWN.values()] + [str(n) for n in SHOWN.values()]


def talk_over_time(cast: Cast, people: Sequence[Person] | None = None) -> Conversation:
    """Begin a conversation that will see how many students Oak Hollow had in three years."""
    earlier = {year: n for year, n in SHOWN.items() if year != YEAR}
    publish_figures(cast, at_oak=SHOWN[YEAR], earlier=earlier)
    talk = running(cast, people=people)
    finding = pin(Ask("enrolment", "time", place=cast.oak.key), by=cast.coach_at_oak)
    talk.findings.set([finding])
    return talk


def a_line(talk: Conversation, off: float = 0, *, years: Sequence[int] = tuple(SHOWN)) -> Sketch:
    (pad,) = pads_of(talk)
    drawn = sketch_of(talk, pad.lines[0].key, {year: SHOWN[year] + off for year in years})
    assert drawn is not None
    return drawn


def test_the_axes_tell_names_and_years_and_no_figure(cast: Cast) -> None:
    talk = talk_over_time(cast)
    (pad,) = pads_of(talk)
    assert [line.name for line in pad.lines] == ["Oak Hollow Middle, all students"]
    assert pad.years == tuple(SHOWN)
    assert (pad.low, pad.high) == (0, 100_000)
    page = client_of(cast.principal_of_oak).get(f"/conversations/{talk.pk}/").content.decode()
    assert "Or draw the line you expect" in page
    assert [one for one in FIGURES if one in page] == []


def test_a_line_posted_by_a_form_is_kept_and_stands_in_its_writers_note(cast: Cast) -> None:
    talk = talk_over_time(cast)
    (pad,) = pads_of(talk)
    form = {"kind": "prediction", "words": "It falls", "key": uuid.uuid4()}
    form |= {f"line-{pad.finding.pk}": pad.lines[0].key}
    form |= {f"at-{pad.finding.pk}-{year}": str(n - 40) for n, year in enumerate(SHOWN)}
    client = client_of(cast.principal_of_oak)
    refused = client.post(f"/conversations/{talk.pk}/notes/", form)
    assert refused.status_code == 422 and "lie between" in refused.content.decode()
    form |= {f"at-{pad.finding.pk}-{year}": str(31_300 + n) for n, year in enumerate(SHOWN)}
    answer = client.post(f"/conversations/{talk.pk}/notes/", form, headers=HTMX)
    assert "31300 in 2023–24, 31301 in 2024–25" in answer.content.decode()
    note = Note.objects.get(words="It falls")
    assert [one["value"] for one in note.sketch] == [31_300, 31_301, 31_302]
    assert note.mark_says == "Oak Hollow Middle, all students"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"at-{pk}-2026": "31400"}, "at least two years"),
        ({"at-{pk}-2026": "31400", "at-{pk}-2025": "many"}, "as digits"),
        ({"at-{pk}-2026": "1", "at-9-2025": "2"}, "one line in a prediction"),
        ({"at-{pk}-2026": "31400", "at-{pk}-2025": "31400", "number": "5"}, "one of them"),
        ({"at-{pk}-2026": "1", "at-{pk}-2025": "2", "line-{pk}": "7|x"}, "which line"),
    ],
)
def test_what_is_no_line_is_refused_with_a_sentence(
    cast: Cast, fields: dict[str, str], says: str
) -> None:
    talk = talk_over_time(cast)
    (pad,) = pads_of(talk)
    form = {f"line-{pad.finding.pk}": pad.lines[0].key, "kind": "prediction", "words": "So"}
    form |= {name.replace("{pk}", str(pad.finding.pk)): value for name, value in fields.items()}
    answer = client_of(cast.principal_of_oak).post(f"/conversations/{talk.pk}/notes/", form)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Note.objects.filter(conversation=talk).exists()


def test_nobody_else_is_sent_a_line_before_the_evidence(cast: Cast) -> None:
    talk = talk_over_time(cast)
    said(talk, cast.principal_of_oak, "My guess", "prediction", sketch=a_line(talk, off=7))
    assert "31324" not in sent_to(talk, cast.specialist)
    assert "31324" in sent_to(talk, cast.principal_of_oak)
    assert "31324" not in streamed(talk)
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    assert "31324" in sent_to(talk, cast.specialist)


def test_the_middle_of_what_was_drawn_stands_beside_what_was_shown(cast: Cast) -> None:
    talk = talk_over_time(cast)
    for person, off in ((cast.principal_of_oak, 10), (cast.specialist, 30)):
        said(talk, person, "A guess", "prediction", sketch=a_line(talk, off=off))
    assert met_in(talk) == []
    talk = move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    (met,) = met_in(talk)
    assert met.figure.says == "Expected: the middle of two lines drawn before"
    rows = {row[0]: row[1:] for row in met.figure.table.rows}
    assert list(rows["Shown"]) == ["31,317", "31,401", "31,555"]
    assert list(rows["Expected"]) == ["31337", "31421", "31575"]
    assert met.says == ""  # of two people nobody says how far off they were


def test_from_five_people_on_a_group_reads_how_far_off_its_lines_lay(cast: Cast) -> None:
    names = ("principal_of_oak", "team_lead_at_oak", "teacher_at_oak", "specialist", "cabinet")
    people = [cast.everybody[name] for name in names]
    talk = talk_over_time(cast, people=people)
    for off, person in zip((10, 20, 30, 40, 50), people, strict=True):
        said(talk, person, "A guess", "prediction", sketch=a_line(talk, off=off))
        said(talk, person, "A second guess", "prediction", sketch=a_line(talk, off=off))
    talk = move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    (met,) = met_in(talk)
    assert met.says == "Ten lines lay 30.0 students off on the mean."
    move_step(talk, by=cast.coach_at_oak, to=COMMIT)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    group = calibration(seen_by=cast.principal_of_oak, school=cast.oak).all
    assert group is not None
    ((unit, off_by),) = group.off
    assert (unit, off_by.value, off_by.n) == ("students", 30.0, 10)


def test_a_year_that_was_not_drawn_is_left_out(cast: Cast) -> None:
    talk = talk_over_time(cast)
    drawn = a_line(talk, years=(YEAR - 2, YEAR))
    assert [year for year, _, _ in drawn.points] == [YEAR - 2, YEAR]
