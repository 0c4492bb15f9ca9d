"""Is need counted by its definition, from nothing but what left the gate, version by version?"""

from __future__ import annotations

import math

import pytest
from django.test import Client

from tests.cast import Cast
from tests.evidence.lakes import publish as publish_lake
from trellis.district.api import OrgKind, keep_org
from trellis.lib.api import NotAllowed, NotNow
from trellis.support.acts.need import publish_need
from trellis.support.models import NeedEdition
from trellis.support.queries.need import need_by_school
from trellis.support.rules.need import DEFINITION, need_index

pytestmark = pytest.mark.django_db


def counts(cast: Cast, oak: int = 60, elm: int = 60) -> dict[tuple[str, str], int]:
    return {(cast.oak.key, "06"): oak, (cast.elm.key, "06"): elm}


def test_the_index_is_the_mean_of_standard_scores() -> None:
    found = need_index(
        {
            "a": {"frl": 0.2, "el": 0.1, "swd": 0.1},
            "b": {"frl": 0.4, "el": 0.1, "swd": 0.2},
            "c": {"frl": 0.6, "el": 0.1, "swd": None},
        }
    )
    score = math.sqrt(1.5)
    assert found == {
        "a": round((-score - 1) / 2, 4),
        "b": round((0 + 1) / 2, 4),
        "c": round(score, 4),
    }


def test_a_school_of_which_nothing_may_be_shown_has_no_index() -> None:
    nothing = {"frl": None, "el": None, "swd": None}
    found = need_index({"a": nothing, "b": {"frl": 0.4, "el": None, "swd": None}, "c": nothing})
    assert found == {"a": None, "b": None, "c": None}


def test_it_is_made_of_published_shares_and_keeps_them_as_its_basis(cast: Cast) -> None:
    publish_lake(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 60, 120), learners=30)
    edition = publish_need(by=cast.cabinet)
    told = {row.school.key: (row.value, row.basis) for row in edition.schools.all()}
    assert told == {
        cast.oak.key: (1.0, {"frl": None, "el": 0.5, "swd": None}),
        cast.elm.key: (-1.0, {"frl": None, "el": 0.25, "swd": None}),
    }
    assert (edition.version, edition.definition) == (1, DEFINITION)
    assert need_by_school() == {cast.oak.pk: 1.0, cast.elm.pk: -1.0}


def test_a_share_that_the_gate_hides_is_not_used(cast: Cast) -> None:
    ash = keep_org(key="ash", name="Ash Middle", kind=OrgKind.SCHOOL, parent=cast.east)
    schools = {**counts(cast), (ash.key, "06"): 40}
    publish_lake(cast.sis_admin, [cast.oak, cast.elm, ash], schools, learners=6)
    edition = publish_need(by=cast.cabinet)
    assert [row.basis["el"] for row in edition.schools.all()] == [None, None, None]
    assert [row.value for row in edition.schools.all()] == [None, None, None]
    assert need_by_school() == {}


def test_new_figures_bring_a_new_version_and_the_old_one_stays(cast: Cast) -> None:
    schools = [cast.oak, cast.elm]
    publish_lake(cast.sis_admin, schools, counts(cast, 60, 120), learners=30)
    first = publish_need(by=cast.cabinet)
    with pytest.raises(NotNow, match="stands already"):
        publish_need(by=cast.cabinet)
    publish_lake(cast.sis_admin, schools, counts(cast, 120, 60), learners=30)
    second = publish_need(by=cast.assessment_coordinator)
    assert second.version == 2
    assert first.schools.get(school=cast.oak).value == 1.0
    assert need_by_school()[cast.oak.pk] == -1.0


def test_before_there_is_evidence_there_is_no_index(cast: Cast) -> None:
    with pytest.raises(NotNow, match="no evidence yet"):
        publish_need(by=cast.cabinet)


def test_the_cabinet_and_the_assessment_coordinator_publish_it(cast: Cast) -> None:
    publish_lake(cast.sis_admin, [cast.oak, cast.elm], counts(cast))
    for somebody in cast.everybody.values():
        if somebody not in (cast.cabinet, cast.assessment_coordinator):
            with pytest.raises(NotAllowed):
                publish_need(by=somebody)
    assert not NeedEdition.objects.exists()


def test_the_page_prints_the_definition_beside_the_figures(cast: Cast, client: Client) -> None:
    publish_lake(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 60, 120), learners=30)
    publish_need(by=cast.cabinet)
    client.force_login(cast.principal_of_elm)
    page = client.get("/support/need/").content.decode()
    assert DEFINITION in page
    assert "−1.00" in page
    assert "25%" in page
    assert page.count("not shown") == 4
