"""Is the evidence of a page that of the newest publication, and drawn once for each?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.figures import publish_figures
from trellis.evidence.api import Ask
from trellis.home import evidence


@pytest.fixture
def asks_for_enrolment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages ask for the one measure that these tests publish."""
    asked = {"school": ({"measure": "enrolment", "comparison": "time"},), "district": ()}
    monkeypatch.setattr(evidence, "_ASKED", asked)


def test_before_the_first_publication_there_is_none(cast: Cast) -> None:
    assert evidence.of_school(cast.oak.key) == []


@pytest.mark.usefixtures("asks_for_enrolment")
def test_a_publication_is_drawn_once(cast: Cast, django_assert_num_queries: object) -> None:
    publish_figures(cast)
    first = evidence.of_school(cast.oak.key)
    assert [one["query"] for one in first] == [
        Ask("enrolment", "time", place=cast.oak.key, year=2026).query()
    ]
    with django_assert_num_queries(1):  # type: ignore[operator]
        again = evidence.of_school(cast.oak.key)
    assert again[0] is first[0]


@pytest.mark.usefixtures("asks_for_enrolment")
def test_a_new_publication_is_drawn_anew(cast: Cast) -> None:
    publish_figures(cast, at_oak=300)
    before = evidence.of_school(cast.oak.key)[0]["about"]
    later = publish_figures(cast, at_oak=400, number=2)
    assert later.number == 2
    after = evidence.of_school(cast.oak.key)[0]["about"]
    assert ("publication 1" in before, "publication 2" in after) == (True, True)
    assert before != after
