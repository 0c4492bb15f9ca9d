"""Is a visit forgotten when its time in the ledger is over, and not before?"""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast
from tests.support.visits import a_logged_visit, a_visit
from trellis.support.acts.forgetting import forget_old_visits
from trellis.support.acts.record_answers import end_follow_up, say_if_fair
from trellis.support.models import Engagement, EngagementStep, Record


def test_after_five_years_a_visit_is_gone_with_what_was_written_about_it(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    say_if_fair(visit.pk, by=cast.principal_of_oak, state="noted", words="It was shorter")
    later = a_visit(cast.elm, by=cast.specialist)
    later.kept_until += timedelta(days=9)
    later.save()
    assert visit.kept_until.year == visit.planned_start.year + 5
    assert forget_old_visits(on=visit.kept_until) == 0
    assert forget_old_visits(on=visit.kept_until + timedelta(days=1)) == 1
    assert list(Engagement.objects.all()) == [later]
    assert not Record.objects.exists()
    assert not EngagementStep.objects.filter(engagement=visit.pk).exists()


def test_what_still_follows_from_it_keeps_it(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist, what_next="Three examples")
    over = visit.kept_until + timedelta(days=1)
    assert forget_old_visits(on=over) == 0
    end_follow_up(visit.follow_ups.get().pk, by=cast.specialist)
    assert forget_old_visits(on=over) == 1
