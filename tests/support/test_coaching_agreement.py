"""What do two people agree on, and whom does it let know what, from when on?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.cast import Cast
from tests.support.visits import an_agreement
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts.agreements import (
    end_agreement,
    propose_agreement,
    propose_terms,
    refuse_terms,
    sign,
    take_back_entry,
    write_entry,
)
from trellis.support.models import Agreement, CoachingEntry, Share
from trellis.support.queries.agreements import (
    entries_of,
    how_many_standing,
    known_to,
    versions_of,
)

WHO = (Share.What.WHO_AND_FOCUS, Share.Whom.PRINCIPAL)
DATES = (Share.What.DATES, Share.Whom.PRINCIPAL)
STEPS = (Share.What.STEPS, Share.Whom.PRINCIPAL)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak)


def an_entry(agreement: Agreement, cast: Cast, step: str = "Try two") -> CoachingEntry:
    return write_entry(
        agreement.key,
        by=cast.coach_at_oak,
        met_on=timezone.localdate(),
        minutes=40,
        words="We looked at one lesson.",
        next_step=step,
    )


def test_it_holds_when_both_have_signed_and_not_before(cast: Cast) -> None:
    made = propose_agreement(
        by=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak, focus="Entry tasks"
    )
    assert made.standing is None
    assert known_to(cast.principal_of_oak) == []
    with pytest.raises(NotNow, match="both sign"):
        an_entry(made, cast)
    sign(made.key, 1, by=cast.teacher_at_oak)
    made.refresh_from_db()
    assert made.standing is not None
    assert made.standing.holds_from is not None


def test_the_coach_cannot_sign_for_the_other(cast: Cast) -> None:
    made = propose_agreement(
        by=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak, focus="Entry tasks"
    )
    sign(made.key, 1, by=cast.coach_at_oak)
    made.refresh_from_db()
    assert made.standing is None


def test_by_default_the_principal_knows_whom_and_on_what_and_no_more(
    cast: Cast, agreement: Agreement
) -> None:
    an_entry(agreement, cast)
    (known,) = known_to(cast.principal_of_oak)
    assert (known.agreement, known.focus) == (agreement, "Entry tasks")
    assert (known.met_on, known.steps) == ((), ())


def test_two_people_may_share_nothing_at_all(cast: Cast) -> None:
    an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak, shares=())
    assert known_to(cast.principal_of_oak) == []


def test_a_change_needs_the_other_ones_yes(cast: Cast, agreement: Agreement) -> None:
    propose_terms(agreement.key, by=cast.coach_at_oak, focus="Entry tasks", shares=(WHO, DATES))
    agreement.refresh_from_db()
    assert agreement.standing is not None
    assert agreement.standing.number == 1
    refuse_terms(agreement.key, 2, by=cast.teacher_at_oak)
    with pytest.raises(NotNow, match="decided already"):
        sign(agreement.key, 2, by=cast.teacher_at_oak)
    agreement.refresh_from_db()
    assert agreement.standing is not None
    assert agreement.standing.number == 1


def test_a_change_counts_only_for_what_is_written_from_then_on(
    cast: Cast, agreement: Agreement
) -> None:
    an_entry(agreement, cast, step="Before")
    propose_terms(
        agreement.key, by=cast.coach_at_oak, focus="Entry tasks", shares=(WHO, DATES, STEPS)
    )
    sign(agreement.key, 2, by=cast.teacher_at_oak)
    assert known_to(cast.principal_of_oak)[0].steps == ()
    an_entry(agreement, cast, step="After")
    (known,) = known_to(cast.principal_of_oak)
    assert known.met_on == (timezone.localdate(),)
    assert [step for _day, step in known.steps] == ["After"]


def test_what_was_said_is_shared_by_no_setting(cast: Cast, agreement: Agreement) -> None:
    with pytest.raises(BadInput, match="can’t be shared"):
        propose_terms(
            agreement.key, by=cast.coach_at_oak, focus="x y z", shares=(("words", "principal"),)
        )
    with pytest.raises(BadInput, match="can’t be shared"):
        propose_terms(
            agreement.key,
            by=cast.coach_at_oak,
            focus="x y z",
            shares=((Share.What.WHO_AND_FOCUS, "supervisor"),),
        )


def test_days_go_only_where_it_is_known_whose_they_are(cast: Cast, agreement: Agreement) -> None:
    with pytest.raises(BadInput, match="knows whom"):
        propose_terms(agreement.key, by=cast.coach_at_oak, focus="Entry tasks", shares=(DATES,))


def test_when_it_has_ended_nobody_else_knows_of_it(cast: Cast, agreement: Agreement) -> None:
    an_entry(agreement, cast)
    end_agreement(agreement.key, by=cast.teacher_at_oak)
    assert known_to(cast.principal_of_oak) == []
    assert len(entries_of(agreement, seen_by=cast.teacher_at_oak)) == 1
    with pytest.raises(NotNow, match="over"):
        an_entry(agreement, cast)


@pytest.mark.parametrize(
    "persona", ["supervisor_of_east", "cabinet", "sis_admin", "principal_of_oak", "pl_director"]
)
def test_for_everybody_else_it_does_not_exist(
    cast: Cast, agreement: Agreement, persona: str
) -> None:
    person, entry = getattr(cast, persona), an_entry(agreement, cast)
    for act in (
        lambda: sign(agreement.key, 1, by=person),
        lambda: end_agreement(agreement.key, by=person),
        lambda: propose_terms(agreement.key, by=person, focus="abc", shares=()),
        lambda: write_entry(
            agreement.key, by=person, met_on=timezone.localdate(), minutes=5, words="abc"
        ),
        lambda: take_back_entry(entry.key, by=person),
    ):
        with pytest.raises(NotThere):
            act()


def test_only_whoever_wrote_it_takes_it_back(cast: Cast, agreement: Agreement) -> None:
    entry = an_entry(agreement, cast)
    with pytest.raises(NotThere):
        take_back_entry(entry.key, by=cast.teacher_at_oak)
    take_back_entry(entry.key, by=cast.coach_at_oak)
    assert entries_of(agreement, seen_by=cast.teacher_at_oak) == []


def test_versions_stay_readable_for_the_two(cast: Cast, agreement: Agreement) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        propose_terms(agreement.key, by=cast.teacher_at_oak, focus="Exit tickets", shares=(WHO,))
        sign(agreement.key, 2, by=cast.coach_at_oak)
    agreement.refresh_from_db()
    versions = versions_of(agreement, seen_by=cast.coach_at_oak)
    assert [(v.terms.focus, v.holds) for v in versions] == [
        ("Exit tickets", True),
        ("Entry tasks", False),
    ]


def test_a_count_of_agreements_is_of_the_district_and_in_steps_of_five(cast: Cast) -> None:
    coachees = [cast.teacher_at_oak, cast.team_lead_at_oak, cast.principal_of_oak]
    for coach in (cast.coach_at_oak, cast.specialist):
        for coachee in coachees:
            if Agreement.objects.count() < 4:
                an_agreement(coach=coach, coachee=coachee, school=cast.oak)
    assert Agreement.objects.count() == 4
    assert how_many_standing(seen_by=cast.cabinet) is None
    an_agreement(coach=cast.specialist, coachee=cast.team_lead_at_oak, school=cast.oak)
    assert how_many_standing(seen_by=cast.cabinet) == 5
    an_agreement(coach=cast.specialist, coachee=cast.principal_of_oak, school=cast.oak)
    assert how_many_standing(seen_by=cast.cabinet) == 5
    assert how_many_standing(seen_by=cast.teacher_at_oak) is None
