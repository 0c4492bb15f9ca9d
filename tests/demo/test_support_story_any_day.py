"""Can the story of support be told on whatever day somebody first tries the demo?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.story_world import a_district
from trellis.demo.cast import OAK
from trellis.demo.support.story import tell_support
from trellis.district.api import Org
from trellis.support.api import standings, to_acknowledge, to_answer, week_of
from trellis.support.models import Engagement, SupportRequest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEW_YORK = ZoneInfo("America/New_York")
DAYS = {
    "in the summer": datetime(2026, 7, 10, 10, 0, tzinfo=NEW_YORK),
    "in the second week of school": datetime(2026, 8, 20, 8, 0, tzinfo=NEW_YORK),
    "on a holiday, in the evening": datetime(2026, 11, 25, 22, 0, tzinfo=NEW_YORK),
    "after the last day that the calendar knows": datetime(2028, 6, 14, 9, 0, tzinfo=NEW_YORK),
}


@pytest.mark.parametrize("when", DAYS.values(), ids=DAYS)
def test_this_week_stands_on_any_day(
    when: datetime, django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with a_district(django_db_blocker, tmp_path, schools=6, now=when) as world:
        assert tell_support(world.people) is not None
        assert tell_support(world.people) is None
        renata, oak = world.people["Renata Alvarez"], Org.objects.get(key=OAK)
        assert len(to_acknowledge(renata)) == 1
        assert len(to_answer(renata)) == 4
        requests = SupportRequest.objects.filter(school=oak, state__in=["asked", "taken_up"])
        late = [one for one in standings(requests.select_related("school")) if one.is_late]
        assert [(one.request.title, one.visit.day) for one in late] == [
            ("Interpreter for family night", 5)
        ]
        coming = Engagement.objects.filter(school=oak, planned_start__gt=timezone.now())
        first = coming.earliest("planned_start").planned_start
        weeks = [
            week_of(oak, timezone.localtime(first).date() + timedelta(days=days), seen_by=renata)
            for days in (0, 7)
        ]
        assert [
            sorted(one.names for one in day.collide) for week in weeks for day in week.crowded
        ] == [["Denise Okafor", "Marcus Bell"]]
