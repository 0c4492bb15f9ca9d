"""Does the page of questions show what may leave the gate, and nothing else, in every form?"""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from tests.cast import Cast
from tests.evidence.lakes import YEAR, publish

pytestmark = pytest.mark.django_db

QUESTION = f"measure=enrolment&comparison=schools&year={YEAR}&students=grade:07"


@pytest.fixture
def page(cast: Cast, client: Client) -> Client:
    """Sign the coach in; grade 7 of Oak Hollow has seven students, that of Elm 33."""
    counts = {
        (cast.oak.key, "06"): 44,
        (cast.oak.key, "07"): 7,
        (cast.elm.key, "06"): 41,
        (cast.elm.key, "07"): 33,
    }
    publish(cast.sis_admin, [cast.oak, cast.elm], counts)
    client.force_login(cast.coach_at_oak)
    return client


def test_a_figure_carries_its_n_its_interval_its_day_and_its_meaning(page: Client) -> None:
    text = page.get(f"/evidence/?measure=chronic_absence&comparison=schools&year={YEAR}")
    told = text.content.decode()
    for words in (
        "95% intervals",
        "as of ",
        "publication 1",
        "missed a tenth or more",
        "students,",
    ):
        assert words in told


@pytest.mark.parametrize(
    "address", ["/evidence/", "/evidence/table.csv", "/evidence/chart.vl.json"]
)
def test_a_hidden_figure_stands_in_no_form(page: Client, cast: Cast, address: str) -> None:
    told = page.get(f"{address}?{QUESTION}").content.decode()
    assert "7 students" not in told
    if address.endswith("csv"):
        rows = list(csv.reader(io.StringIO(told.lstrip("\ufeff"))))
        oak = next(row for row in rows if row[0] == cast.oak.name)
        assert oak[4] == "not shown"
        assert oak[5:] == [""] * 5
        withheld = sum(row[4:5] == ["not shown"] for row in rows)
        assert [f"{withheld} cells not shown"] in rows
    elif address.endswith("json"):
        assert cast.oak.name not in str(json.loads(told)["data"]["values"])


def test_a_group_that_was_never_declared_is_refused_by_name(page: Client) -> None:
    answer = page.get("/evidence/?measure=enrolment&comparison=schools&dim=grade_and_race")
    assert answer.status_code == 422
    assert "There are: all, grade, race" in answer.content.decode()


def test_a_pin_from_the_page_leads_to_its_finding(page: Client, cast: Cast) -> None:
    made = page.post(f"/evidence/pinned/?{QUESTION}", {"measure": "enrolment", "title": "Seventh"})
    assert made.status_code == 302
    told = page.get(made["Location"]).content.decode()
    assert "Seventh" in told
    assert "unchanged since" in told


def test_a_board_observer_asks_and_does_not_pin(page: Client, cast: Cast) -> None:
    page.force_login(cast.board_observer)
    assert page.get(f"/evidence/?{QUESTION}").status_code == 200
    assert page.post("/evidence/pinned/", {"measure": "enrolment"}).status_code == 404


def test_somebody_without_a_position_finds_nothing(page: Client, cast: Cast) -> None:
    page.force_login(cast.former_principal)
    for address in ("/evidence/", "/evidence/table.csv", "/evidence/chart.vl.json"):
        assert page.get(address).status_code == 404


def test_the_page_of_questions_asks_the_record_little(
    page: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        page.get(f"/evidence/?{QUESTION}")
