"""Do a roster's people come in together as they would come in one by one?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import Cast
from trellis.district.api import (
    Arrival,
    Person,
    Position,
    Role,
    end_position,
    keep_people,
    keep_person,
    propose_position,
    propose_positions,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 20)


def test_new_people_cannot_sign_in_and_known_ones_keep_their_password(cast: Cast) -> None:
    known = keep_person(email="ann@oak.example", name="Ann", password="kept as it is")
    people = keep_people(
        [Arrival("Ann@Oak.example", "Ann Miller", "s1"), Arrival("ben@oak.example", "Ben", "s2")]
    )
    assert set(people) == {"ann@oak.example", "ben@oak.example"}
    known.refresh_from_db()
    assert (known.name, known.sourced_id) == ("Ann Miller", "s1")
    assert known.check_password("kept as it is")
    assert not Person.objects.get(email="ben@oak.example").has_usable_password()


def test_a_roster_without_an_id_does_not_take_an_id_away(cast: Cast) -> None:
    keep_person(email="ann@oak.example", name="Ann", sourced_id="s1")
    assert keep_people([Arrival("ann@oak.example", "Ann")])["ann@oak.example"].sourced_id == "s1"


def test_coming_in_again_changes_nothing(cast: Cast) -> None:
    arrivals = [
        Arrival(f"p{number}@oak.example", f"P {number}", str(number)) for number in range(9)
    ]
    keep_people(arrivals)
    before = list(Person.objects.order_by("pk").values())
    keep_people(arrivals)
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_position_that_is_held_is_not_proposed_again(cast: Cast) -> None:
    told = [(cast.teacher_at_oak, Role.TEACHER, cast.oak), (cast.coach_at_oak, "teacher", cast.oak)]
    held = Position.objects.filter(person=cast.teacher_at_oak).count()
    assert propose_positions(told, starts_on=TODAY) == 1
    assert propose_positions(told, starts_on=TODAY) == 0
    assert Position.objects.filter(person=cast.teacher_at_oak).count() == held
    new = Position.objects.get(person=cast.coach_at_oak, role=Role.TEACHER)
    assert (new.confirmed_at, new.starts_on, new.ends_on) == (None, TODAY, None)


def test_a_position_that_ended_today_is_opened_anew_and_needs_to_be_confirmed(cast: Cast) -> None:
    one = propose_position(
        person=cast.coach_at_oak, role=Role.TEACHER, org=cast.oak, starts_on=TODAY
    )
    end_position(one, on=TODAY + timedelta(days=1))
    assert propose_positions([(cast.coach_at_oak, Role.TEACHER, cast.oak)], starts_on=TODAY) == 1
    one.refresh_from_db()
    assert (one.ends_on, one.confirmed_at) == (None, None)


def test_many_people_come_in_by_few_statements(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    arrivals = [Arrival(f"p{number}@oak.example", "P", str(number)) for number in range(600)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        people = keep_people(arrivals)
        told = [(person, "teacher", cast.oak) for person in people.values()]
        assert propose_positions(told, starts_on=TODAY) == 600
