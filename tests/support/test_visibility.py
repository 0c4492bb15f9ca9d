"""For each class of record: what does each persona see of it? One truth table a class.

"words" is what was done or said; "line" is when, who and what for; "time" is when and who only;
"known" is whom a coach works with and on what; "" is nothing, also not that it exists.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.access.matrix import EVERYBODY
from tests.cast import Cast
from tests.support.visits import (
    REQUIRED,
    a_log,
    a_visit,
    an_agreement,
    at,
    school_day,
)
from trellis.lib.api import NotThere
from trellis.support.acts.agreements import keep_note, write_entry
from trellis.support.acts.records import log_visit
from trellis.support.models import Engagement, Kind
from trellis.support.permissions import agreements as coaching
from trellis.support.queries.agreements import (
    agreement_for,
    entries_of,
    known_to,
    notes_of,
)
from trellis.support.queries.calendar import visits_between, week_of
from trellis.support.queries.engagements import for_measures, ledger_of, visit_seen, visits_of

EVERY = sorted(EVERYBODY)


def table(rows: str) -> dict[str, str]:
    """Read a truth table: one persona a line, with what she sees; who is not named sees ""."""
    named = dict(line.split() for line in rows.strip().splitlines())
    return {persona: named.get(persona, "") for persona in EVERY}


def sees(visit: Engagement, person: Any) -> str:
    """What somebody sees of a visit."""
    try:
        seen = visit_seen(visit.pk, seen_by=person)
    except NotThere:
        return ""
    if seen.record is not None and seen.record.what_we_did:
        return "words"
    return "line" if seen.has_words else "time"


def of_everybody(cast: Cast, look: Any) -> dict[str, str]:
    return {persona: look(person) for persona, person in cast.everybody.items()}


@pytest.fixture
def between_two(cast: Cast) -> Engagement:
    """Coaching of a principal by her supervisor, in some days."""
    return a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        purpose="Your first meeting with the new team",
    )


def test_an_announced_visit(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    assert of_everybody(cast, lambda who: sees(visit, who)) == table("""
        cabinet line
        supervisor_of_east line
        specialist line
        coach_at_oak line
        principal_of_oak line
        team_lead_at_oak line
        teacher_at_oak line
        assessment_coordinator line
        pl_director line
        sis_admin line
    """)


def test_a_record_is_read_by_the_school_and_every_department_not_by_the_cabinet(
    cast: Cast,
) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    log_visit(visit.pk, a_log(), by=cast.specialist)
    assert of_everybody(cast, lambda who: sees(visit, who)) == table("""
        cabinet line
        supervisor_of_east words
        specialist words
        coach_at_oak words
        principal_of_oak words
        team_lead_at_oak words
        teacher_at_oak words
        assessment_coordinator words
        pl_director words
        sis_admin words
    """)


def test_a_required_visit_is_a_time_for_everybody(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.supervisor_of_east, **REQUIRED)
    log_visit(visit.pk, a_log(what_we_did="Found faults"), by=cast.supervisor_of_east)
    assert of_everybody(cast, lambda who: sees(visit, who)) == table("""
        cabinet time
        supervisor_of_east time
        specialist time
        coach_at_oak time
        principal_of_oak time
        team_lead_at_oak time
        teacher_at_oak time
        assessment_coordinator time
        pl_director time
        sis_admin time
    """)


def test_coaching_of_a_principal_ahead_is_a_time_so_that_collisions_work(
    cast: Cast, between_two: Engagement
) -> None:
    assert of_everybody(cast, lambda who: sees(between_two, who)) == table("""
        cabinet time
        supervisor_of_east line
        specialist time
        coach_at_oak time
        principal_of_oak line
        team_lead_at_oak time
        teacher_at_oak time
        assessment_coordinator time
        pl_director time
        sis_admin time
    """)


def test_coaching_of_a_principal_is_nothing_to_others_once_its_day_is_over(
    cast: Cast, between_two: Engagement
) -> None:
    log_visit(between_two.pk, a_log(), by=cast.supervisor_of_east)
    with time_machine.travel(at(school_day(3), 23) + timedelta(days=1)):
        assert of_everybody(cast, lambda who: sees(between_two, who)) == table("""
            supervisor_of_east words
            principal_of_oak words
        """)


def test_nobody_counts_coaching_of_a_principal(cast: Cast, between_two: Engagement) -> None:
    log_visit(between_two.pk, a_log(), by=cast.supervisor_of_east)
    assert between_two not in for_measures()
    for persona in ("cabinet", "sis_admin", "specialist", "team_lead_at_oak", "pl_director"):
        person = getattr(cast, persona)
        assert ledger_of(cast.oak, seen_by=person) == []
        assert visits_of(person) == []
    with time_machine.travel(at(school_day(3), 23) + timedelta(days=1)):
        week = week_of(cast.oak, school_day(1), seen_by=cast.cabinet)
        assert between_two.pk not in [one.visit.pk for one in week.visits]
        span = (timezone.localdate() - timedelta(days=40), timezone.localdate())
        assert visits_between(*span, seen_by=cast.cabinet, school=cast.oak) == []


def test_the_kind_of_what_is_between_two_is_not_named_to_others(
    cast: Cast, between_two: Engagement
) -> None:
    seen = visit_seen(between_two.pk, seen_by=cast.team_lead_at_oak)
    assert (seen.kind_words, seen.record) == ("", None)
    assert "first meeting" not in seen.purpose


def test_what_a_coach_and_a_teacher_wrote(cast: Cast) -> None:
    agreement = an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak)
    write_entry(
        agreement.key,
        by=cast.coach_at_oak,
        met_on=timezone.localdate(),
        minutes=30,
        words="We looked at one lesson.",
    )

    def look(who: Any) -> str:
        if entries_of(agreement, seen_by=who):
            return "words"
        return "known" if known_to(who) else ""

    assert of_everybody(cast, look) == table("""
        coach_at_oak words
        teacher_at_oak words
        principal_of_oak known
    """)
    for persona in set(EVERY) - {"coach_at_oak", "teacher_at_oak"}:
        with pytest.raises(NotThere):
            agreement_for(agreement.key, seen_by=getattr(cast, persona))


def test_a_coach_who_has_left_reads_nothing_any_more(cast: Cast) -> None:
    agreement = an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak)
    cast.coach_at_oak.positions.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotThere):
        agreement_for(agreement.key, seen_by=cast.coach_at_oak)


def test_a_private_note(cast: Cast) -> None:
    keep_note("Ask about the room", by=cast.supervisor_of_east)
    assert of_everybody(cast, lambda who: "words" if notes_of(who) else "") == table(
        "supervisor_of_east words"
    )


def test_no_reason_to_read_coaching_asks_for_a_role() -> None:
    """Being one of the two is the only reason there is; a role never is one."""
    for permission in (coaching.IS_OF_THE_TWO, coaching.READ_ENTRY, coaching.DECIDE_TERMS):
        sentences = {reason.sentence for reason in permission.reasons}
        assert sentences == {"you coach", "you are the one who is coached"}
    assert [reason.sentence for reason in coaching.OWN_NOTE.reasons] == ["you wrote it"]
