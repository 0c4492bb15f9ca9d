"""Is a publication visible whole or not at all, and does what was hidden stay hidden?"""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.evidence.lakes import YEAR, enrolment, publish
from trellis.evidence.api import Ask, Publication, answer, current, publishing, reader
from trellis.evidence.models import Lease
from trellis.lib.api import BadInput, NotNow, NotThere

pytestmark = pytest.mark.django_db

BY_GRADE = Ask("enrolment", "schools", year=YEAR, dim="grade")


def counts(cast: Cast, *n: int) -> dict[tuple[str, str], int]:
    places = [(s.key, g) for s in (cast.oak, cast.elm) for g in ("06", "07")]
    return dict(zip(places, n, strict=True))


def hidden(ask: Ask) -> set[tuple[str, str]]:
    return {(row["place_id"], row["value"]) for row in answer(ask).rows if row["hidden"]}


def test_a_block_left_without_naming_leaves_nothing(cast: Cast) -> None:
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40, 40, 40, 40))
    with (
        pytest.raises(RuntimeError, match="the machine stops"),
        publishing(by=cast.sis_admin, what="unlucky") as started,
    ):
        started.replace("enrolment", enrolment(counts(cast, 99, 40, 40, 40)))
        raise RuntimeError("the machine stops")
    assert current() == Publication.objects.get(number=1)
    rows = {(r["place_id"], r["value"]): r["n_shown"] for r in answer(BY_GRADE).rows}
    assert rows[cast.oak.key, "06"] == 40
    # The next one starts from what was named, not from the stray rows.
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 41, 40, 40, 40))
    rows = {(r["place_id"], r["value"]): r["n_shown"] for r in answer(BY_GRADE).rows}
    assert rows[cast.oak.key, "06"] == 41
    assert Publication.objects.get(number=2).state == "left"


def test_two_publish_one_after_the_other(cast: Cast) -> None:
    with (
        publishing(by=cast.sis_admin, what="the first"),
        pytest.raises(NotNow, match="the first, begun by Dev Patel"),
        publishing(by=cast.cabinet, what="the second"),
    ):
        pass
    with publishing(by=cast.cabinet, what="the second"):
        pass


def test_a_lease_that_ran_out_stops_its_publisher(cast: Cast) -> None:
    with publishing(by=cast.sis_admin, what="slow") as slow:
        Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
        with (
            publishing(by=cast.cabinet, what="quick"),
            pytest.raises(NotNow, match="somebody else began"),
        ):
            slow.replace("enrolment", enrolment(counts(cast, 40, 40, 40, 40)))


def test_a_small_grade_is_hidden_and_stays_so_within_the_year(cast: Cast) -> None:
    schools = [cast.oak, cast.elm]
    publish(cast.sis_admin, schools, counts(cast, 40, 9, 40, 40))
    small = hidden(BY_GRADE)
    assert (cast.oak.key, "07") in small
    assert (cast.oak.key, "06") in small, "the total less the other grade would tell"
    publish(cast.sis_admin, schools, counts(cast, 40, 12, 40, 40))
    assert hidden(BY_GRADE) >= small


def test_what_enrolment_hides_every_measure_hides(cast: Cast) -> None:
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40, 9, 40, 40))
    absence = Ask("chronic_absence", "schools", year=YEAR, dim="grade")
    assert hidden(absence) >= hidden(BY_GRADE)


def test_two_rows_of_one_key_are_refused(cast: Cast) -> None:
    twice = pl.concat([enrolment(counts(cast, 1, 1, 1, 1))] * 2)
    with (
        publishing(by=cast.sis_admin, what="twice") as started,
        pytest.raises(BadInput, match="same key"),
    ):
        started.replace("enrolment", twice)


def test_before_anything_is_published_nothing_can_be_asked(cast: Cast) -> None:
    assert reader() is None
    with pytest.raises(NotThere):
        answer(BY_GRADE)
