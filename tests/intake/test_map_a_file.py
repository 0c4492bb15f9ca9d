"""Can somebody map a file in the browser, look at its scores, save it and use it again?"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.cast import Cast
from tests.intake.deliveries import Deliveries
from tests.intake.pages import signed_in, uploaded, work
from trellis.evidence.api import reader
from trellis.intake.models import Batch, SavedMapping

pytestmark = pytest.mark.django_db

HEADER = ["Pupil", "Taken on", "Season", "Topic", "Points", "Band", "Teacher"]
ROWS = [
    [f"{n:07d}", date(2026, 9, 14 + n % 5), "BOY", "Mathematics", 200 + n, band, "T. Secret"]
    for n, band in zip(range(1, 31), ["Low", "Middle", "High"] * 10, strict=True)
]
CHOSEN = {
    "column-0": "local",
    "column-1": "date",
    "column-2": "window",
    "column-3": "subject",
    "column-4": "scale",
    "column-5": "level",
    "title": "Cedar quiz",
    "levels": "Low, Middle, High",
    "meets_from": "Middle",
}


def as_csv(*, delimiter: str = ",", above: str = "", day: str = "%m/%d/%Y") -> str:
    lines = [HEADER, *([n, f"{d:{day}}", *map(str, rest)] for n, d, *rest in ROWS)]
    return above + "\n".join(delimiter.join(line) for line in lines) + "\n"


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def dev(cast: Cast, deliveries: Deliveries) -> Client:
    deliveries.roster()
    return signed_in(cast.sis_admin)


def page_of(batch: Batch, name: str) -> str:
    return f"/files/{batch.pk}/map/{batch.files.get(name=name).pk}/"


def pressed(dev: Client, address: str, **fields: Any) -> tuple[int, str]:
    answer = dev.post(address, CHOSEN | fields)
    return answer.status_code, answer.content.decode()


def test_a_file_that_nobody_understands_yet_is_not_offered_for_publishing(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.xlsx": as_xlsx()})
    page = dev.get(batch.get_absolute_url()).content.decode()
    assert "nothing in it is understood yet" in page
    assert f"/files/{batch.pk}/approved/" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("quiz.csv", as_csv()), ("quiz.xlsx", as_xlsx()), ("quiz.txt", as_csv(day="%Y-%m-%d"))],
    ids=["csv", "xlsx", "txt"],
)
def test_choose_look_save_publish_and_use_again(
    dev: Client, name: str, content: str | bytes
) -> None:
    batch = uploaded(dev, {name: content})
    assert batch.files.get().kind == "unmapped"
    assert "Map its columns" in dev.get(batch.get_absolute_url()).content.decode()
    address = page_of(batch, name)
    assert "What do the columns of quiz" in dev.get(address).content.decode()

    status, page = pressed(dev, address, look="1")
    assert status == 200
    assert "The first scores" in page
    assert "20 scores of 20 students in the first lines" in page
    for cell in ("math", "fall", "2026-09-15", "201.0", "Middle"):
        assert f"<td>{cell}</td>" in page
    assert not SavedMapping.objects.exists()

    status, _ = pressed(dev, address, save="1")
    assert status == 302
    work()
    batch.refresh_from_db()
    counts = batch.files.get().counts
    assert (counts["students"], counts["scores"], counts["matched"]) == (30, 30, 30)
    dev.post(f"/files/{batch.pk}/approved/")
    work()
    read = reader()
    rows = read.run(read.table("score")).to_pylist()
    assert {(row["product"], row["subject"], row["window"]) for row in rows} == {
        ("cedar_quiz", "math", "fall")
    }
    assert sorted(row["value"] for row in rows) == [float(200 + n) for n in range(1, 31)]
    assert sum(row["meets"] for row in rows) == 20

    day = "%m/%d/%Y" if name == "quiz.csv" else "%Y-%m-%d"
    later = uploaded(dev, {"next.csv": as_csv(day=day).replace(",201,", ",251,")})
    assert later.files.get().kind == "results:cedar_quiz"
    assert later.review["changes"]["score"]["changed"] == 1


def test_another_separator_and_lines_above_the_names(dev: Client) -> None:
    text = as_csv(delimiter=";", above="Report of the quiz\n\n")
    batch = uploaded(dev, {"quiz.csv": text})
    address = page_of(batch, "quiz.csv")
    status, page = pressed(dev, address, columns="1", delimiter=";", header_line="3")
    assert (status, "Pupil" in page) == (200, True)
    fields = {"delimiter": ";", "header_line": "3"}
    status, page = pressed(dev, address, look="1", **fields)
    assert "20 scores of 20 students" in page
    assert pressed(dev, address, save="1", **fields)[0] == 302
    work()
    assert batch.files.get().counts["scores"] == 30


def test_what_separates_the_columns_is_proposed(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv(delimiter=";")})
    page = dev.get(page_of(batch, "quiz.csv")).content.decode()
    assert '<option value=";" selected>semicolon</option>' in page
    assert "Pupil" in page


def test_the_column_of_ids_is_found_by_what_the_roster_knows(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv().replace("Pupil", "Pupil ID")})
    page = dev.get(page_of(batch, "quiz.csv")).content.decode()
    assert "30 of 30 different ids in “Pupil ID” are local ids of the roster." in page
    assert '<option value="local" selected>' in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Give the mapping a name"),
        ({"column-0": ""}, "Say which column holds the students’ numbers."),
        ({"column-4": ""}, "Say which column holds a score."),
        ({"column-3": ""}, "Say which subject the test is about"),
        ({"levels": ""}, "Write the levels from the lowest to the highest. The file has: High,"),
        ({"levels": "Low, High"}, "The file has levels that you did not name: Middle."),
        ({"column-1": "", "column-6": "date"}, "The days in “Teacher” are not all written in one"),
        ({"title": "MAP Growth"}, "“map_growth” is a mapping that comes with Trellis."),
        ({"header_line": "900"}, "The names of the columns stand in a line from 1 to 50."),
    ],
)
def test_what_is_still_to_be_said_is_told(dev: Client, fields: dict[str, str], says: str) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv()})
    status, page = pressed(dev, page_of(batch, "quiz.csv"), save="1", **fields)
    assert status == 422
    assert says in page
    assert not SavedMapping.objects.exists()


def test_columns_that_were_not_chosen_are_dropped_unread(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv()})
    address = page_of(batch, "quiz.csv")
    _, page = pressed(dev, address, look="1")
    assert "<td>T. Secret</td>" not in page
    pressed(dev, address, save="1")
    work()
    assert batch.files.get().counts["columns_dropped"] == 1
    assert "Secret" not in SavedMapping.objects.get().text


def test_a_mapping_saved_again_is_a_new_version(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv()})
    address = page_of(batch, "quiz.csv")
    pressed(dev, address, save="1")
    pressed(dev, address, save="1")
    pressed(dev, address, save="1", meets_from="High")
    assert list(SavedMapping.objects.order_by("pk").values_list("key", "version")) == [
        ("cedar_quiz", 1),
        ("cedar_quiz", 2),
    ]


def test_a_file_of_another_delivery_is_not_there(dev: Client) -> None:
    batch = uploaded(dev, {"quiz.csv": as_csv()})
    other = uploaded(dev, {"other.csv": as_csv()})
    address = f"/files/{batch.pk}/map/{other.files.get().pk}/"
    assert dev.get(address).status_code == 404
