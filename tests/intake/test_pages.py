"""Do the pages about files do what the acts do, say it, and keep it from everybody else?"""

from __future__ import annotations

import csv
import io
import time

import pytest
from django.test import Client

from tests.cast import Cast
from tests.intake.deliveries import Deliveries
from tests.intake.packages import map_growth, programs, tables
from tests.intake.pages import signed_in, uploaded, work
from trellis.evidence.api import current
from trellis.intake.models import Batch, Fault, Habit, State
from trellis.intake.wording import taken_for
from trellis.trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
KEEPERS = ("sis_admin", "assessment_coordinator")


@pytest.fixture
def dev(cast: Cast) -> Client:
    return signed_in(cast.sis_admin)


@pytest.fixture
def sam(cast: Cast) -> Client:
    return signed_in(cast.assessment_coordinator)


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_from_upload_to_publication(dev: Client, sam: Client, cast: Cast) -> None:
    batch = uploaded(dev, tables())
    page = text_of(sam, batch.get_absolute_url())
    assert "254 of 254 rows are ready. Nothing has changed yet for anyone." in page
    assert '<th scope="row">Oak Hollow Middle School</th><td class="n">0</td>' in page
    assert current() is None
    assert sam.post(f"/files/{batch.pk}/approved/").status_code == 302
    assert "Being published. It becomes visible all at once." in text_of(sam, f"/files/{batch.pk}/")
    work()
    page = text_of(dev, f"/files/{batch.pk}/")
    assert "Published Fri Nov 20 by Sam Whitehorse as publication 1." in page
    assert "publication 1" in text_of(dev, "/files/")
    seen = Entry.objects.filter(act="opened a delivery", actor_ref=str(cast.sis_admin.pk))
    assert seen.count() == 1


def test_progress_is_asked_for_until_the_work_is_over(dev: Client, deliveries: Deliveries) -> None:
    batch = deliveries.received(tables())
    address = f"/files/{batch.pk}/state/"
    page = text_of(dev, batch.get_absolute_url())
    assert f'hx-get="{address}" hx-trigger="every 1s" hx-swap="outerHTML"' in page
    told = {"at": time.time(), "what": "reading users.csv", "done": 3, "of": 9}
    Batch.objects.filter(pk=batch.pk).update(state=State.CHECKING, progress=told)
    part = dev.get(address)
    assert (
        '<progress max="9" value="3">3 of 9</progress> Reading users.csv' in part.content.decode()
    )
    assert "HX-Refresh" not in part
    Batch.objects.filter(pk=batch.pk).update(state=State.CHECKED, progress={})
    assert dev.get(address)["HX-Refresh"] == "true"


@pytest.mark.parametrize("state", [State.RECEIVED, State.CHECKING, State.PUBLISHING])
def test_work_without_a_sign_of_life_is_offered_to_be_tried_again(
    dev: Client, deliveries: Deliveries, state: State
) -> None:
    batch = deliveries.received(tables())
    for at, offered in ((time.time() - 60, False), (time.time() - 200, True)):
        Batch.objects.filter(pk=batch.pk).update(state=state, progress={"at": at})
        assert ("Try again" in text_of(dev, f"/files/{batch.pk}/")) == offered


def test_work_that_never_began_is_offered_too(dev: Client, deliveries: Deliveries) -> None:
    batch = deliveries.received(tables())
    earlier = batch.received_at - (batch.received_at - batch.received_at.replace(hour=0))
    assert "Try again" not in text_of(dev, f"/files/{batch.pk}/")
    Batch.objects.filter(pk=batch.pk).update(received_at=earlier)
    assert "Try again" in text_of(dev, f"/files/{batch.pk}/")
    dev.post(f"/files/{batch.pk}/again/")
    work()
    batch.refresh_from_db()
    assert batch.state == State.CHECKED


def test_the_second_person_is_told_who_delivered_and_who_approved(dev: Client, sam: Client) -> None:
    batch = uploaded(dev, tables())
    again = uploaded(sam, tables())
    assert again.pk == batch.pk
    page = text_of(sam, batch.get_absolute_url())
    assert "Dev Patel delivered these files on Fri Nov 20. This is that delivery." in page
    assert dev.post(f"/files/{batch.pk}/approved/").status_code == 302
    late = sam.post(f"/files/{batch.pk}/approved/")
    assert late.status_code == 409
    assert "is being published, approved by Dev Patel." in late.content.decode()
    work()
    refused = sam.post("/files/", {"files": []})
    assert refused.status_code == 422
    assert "Choose at least one file" in refused.content.decode()


def test_files_that_were_published_before_have_nothing_to_do(dev: Client, sam: Client) -> None:
    batch = uploaded(dev, {"programs.csv": programs(1)} | tables())
    dev.post(f"/files/{batch.pk}/approved/", {"why": "it is right"})
    work()
    with pytest.raises(AssertionError, match="There is nothing to do"):
        uploaded(sam, {"programs.csv": programs(1)} | tables())
    assert Batch.objects.count() == 1


def test_a_guard_wants_a_reason_and_a_refusal_has_no_button(
    dev: Client, deliveries: Deliveries
) -> None:
    deliveries.roster()
    batch = uploaded(dev, tables(students=30))
    page = text_of(dev, batch.get_absolute_url())
    assert "30 of 60 students would leave the district." in page
    assert dev.post(f"/files/{batch.pk}/approved/").status_code == 422
    bad = uploaded(dev, {"programs.csv": programs(1, 2, *range(900, 990))})
    page = text_of(dev, bad.get_absolute_url())
    assert "98% of the rows of programs.csv were set aside. Mend the files" in page
    assert f"/files/{bad.pk}/approved/" not in page
    assert f"/files/{bad.pk}/discarded/" in page


def test_a_stale_review_offers_to_check_again_only(dev: Client, deliveries: Deliveries) -> None:
    batch = uploaded(dev, tables(students=59))
    deliveries.roster()
    page = text_of(dev, batch.get_absolute_url())
    assert "Something was published since this was checked." in page
    assert f"/files/{batch.pk}/approved/" not in page
    dev.post(f"/files/{batch.pk}/again/")
    work()
    page = text_of(dev, batch.get_absolute_url())
    assert f"/files/{batch.pk}/approved/" in page


def test_letters_are_shown_before_they_are_read_as_windows_1252(dev: Client) -> None:
    files: dict[str, str | bytes] = dict(tables())
    files["users.csv"] = tables()["users.csv"].replace("Imani", "Imaní").encode("cp1252")
    batch = uploaded(dev, files)
    page = text_of(dev, batch.get_absolute_url())
    assert "Letters of users.csv" in page
    assert 'Imaní <span class="soft">line 62</span>' in page
    dev.post(f"/files/{batch.pk}/again/", {"encoding:users.csv": "windows-1252"})
    work()
    batch.refresh_from_db()
    assert batch.state == State.CHECKED
    assert "Letters of" not in text_of(dev, batch.get_absolute_url())


def test_lost_zeros_are_filled_up_by_a_button(dev: Client, deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = uploaded(dev, {"map.csv": map_growth(*range(1, 31), cut=True)})
    page = text_of(dev, batch.get_absolute_url())
    assert "Filled up, 30 more students would be found." in page
    fields = {"source": "map_growth", "digits": "local=7"}
    assert 'name="digits" value="local=7"' in page
    dev.post(f"/files/{batch.pk}/habits/", fields)
    work()
    assert batch.files.get().counts["unmatched"] == 0
    assert "Filled up" not in text_of(dev, batch.get_absolute_url())


def test_how_a_roster_writes_is_said_on_the_page_and_remembered(dev: Client, cast: Cast) -> None:
    american = tables()
    american["academicSessions.csv"] = american["academicSessions.csv"].replace(
        "2026-08-17,2027-06-04", "8/17/2026,6/4/2027"
    )
    batch = uploaded(dev, american)
    assert batch.state == State.FAILED
    page = text_of(dev, batch.get_absolute_url())
    assert "How this source writes" in page
    fields = {"source": "roster", "end_dates": "day_after", "dates": "us", "leaves_out": "s2"}
    dev.post(f"/files/{batch.pk}/habits/", fields)
    work()
    batch.refresh_from_db()
    assert batch.state == State.CHECKED
    assert batch.review["roster"]["students"] == 40
    page = text_of(dev, batch.get_absolute_url())
    assert "End dates were read as the first day after." in page
    assert "Left out, as the district has said: s2." in page
    assert Habit.objects.count() == 3
    dev.post(f"/files/{batch.pk}/habits/", fields)
    assert Habit.objects.count() == 3


def test_problems_are_downloaded_and_no_cell_is_a_formula(
    dev: Client, deliveries: Deliveries
) -> None:
    deliveries.roster()
    text = programs(1) + '"=HYPERLINK(""x"")",el,2026-08-17\n-5,el,2026-08-17\n'
    batch = uploaded(dev, {"programs.csv": text})
    answer = dev.get(f"/files/{batch.pk}/problems.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="batch-{batch.pk}-problems.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["file"], row["line"], row["position"]) for row in rows] == [
        ("programs.csv", "3", "1"),
        ("programs.csv", "4", "1"),
    ]
    assert [row["found"] for row in rows] == ['\'=HYPERLINK("x")', "-5"]
    assert rows[0]["sentence"].startswith("programs.csv, line 3, column 1 “student_id”: found")
    assert Entry.objects.filter(act="downloaded the problems of a delivery").count() == 1


def test_every_oddity_of_a_page_is_escaped(dev: Client, deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = uploaded(dev, {"programs.csv": programs(1) + "<script>x</script>,el,2026-08-17\n"})
    page = text_of(dev, batch.get_absolute_url())
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_results_that_wait_stand_on_the_page(dev: Client, deliveries: Deliveries) -> None:
    deliveries.roster()
    deliveries.published({"map.csv": map_growth(*range(1, 41), unknown=3)})
    assert "map.csv: three students, six scores" in text_of(dev, "/files/")


def test_what_is_thrown_away_stays_in_the_list_alone(dev: Client) -> None:
    batch = uploaded(dev, tables())
    assert dev.post(f"/files/{batch.pk}/discarded/").status_code == 302
    assert "thrown away" in text_of(dev, "/files/")
    assert "Thrown away. Nothing was changed." in text_of(dev, batch.get_absolute_url())


def test_others_see_nothing_of_a_delivery(cast: Cast, deliveries: Deliveries) -> None:
    batch = deliveries.published(
        tables()
        | {
            "secret-quiz.csv": "Number,Score\n0000001,3\n",
            "programs.csv": programs(*range(1, 41), 999),
        }
    )
    file = batch.files.get(name="secret-quiz.csv")
    fault: Fault = batch.faults.filter(severity="quarantine").get()
    looks = ["", "state/", "problems.csv", f"map/{file.pk}/"]
    presses = ["approved/", "again/", "habits/", "discarded/"]
    for persona, person in cast.everybody.items():
        if persona in KEEPERS:
            continue
        client = signed_in(person)
        answers = [client.get(f"/files/{batch.pk}/{end}") for end in looks]
        answers += [client.post(f"/files/{batch.pk}/{end}") for end in presses]
        answers += [client.get("/files/"), client.post("/files/")]
        for answer in answers:
            assert answer.status_code == 404
            page = answer.content.decode()
            for inside in ("secret-quiz", fault.found, batch.what, "0000001"):
                assert inside not in page
    batch.refresh_from_db()
    assert batch.state == State.PUBLISHED


def test_files_and_tables_are_called_by_words_and_numbers_are_parted(
    dev: Client,
) -> None:
    batch = uploaded(dev, tables())
    files = batch.files.all()
    files.filter(kind="roster:enrollments").update(rows=12_772)
    batch.refresh_from_db()
    batch.review["roster"]["students_before"] = 4_148
    batch.save()
    page = text_of(dev, batch.get_absolute_url())
    assert "<td>Roster: school years and terms</td>" in page
    assert "<td>Roster: enrollments in classes</td>" in page
    assert '<td class="n">12,772</td>' in page
    assert '<td class="n">4,148</td>' in page
    assert '<th scope="row">Spans of enrolment</th>' in page
    for word in ("roster:", "results:", "own:", ">programme", "12772", "4148"):
        assert word not in page, word


@pytest.mark.parametrize(
    ("kind", "counts", "words"),
    [
        ("own:school_days", {}, "School days"),
        ("results:staar", {}, "STAAR (summative, grades 3–8)"),
        ("results:of_yesterday", {}, "Test results: of yesterday"),
        ("results:quiz", {"title": "Our quiz"}, "Our quiz"),
        ("", {}, "Not needed"),
        ("unmapped", {}, "Not understood yet"),
    ],
)
def test_what_a_file_was_taken_for(kind: str, counts: dict[str, str], words: str) -> None:
    assert taken_for(kind, counts) == words
