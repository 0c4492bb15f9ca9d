"""How is the story of support told: three years that are over, then this week?"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from trellis.demo.cast import OAK
from trellis.demo.support.catalogue import publish_catalogue
from trellis.demo.support.days import days_around
from trellis.demo.support.oak import days_by_hand
from trellis.demo.support.past import take_over_the_past
from trellis.demo.support.this_week import days_to_come, tell_this_week
from trellis.demo.support.truth import SupportTruth, make_truth
from trellis.demo.support.world import make_world
from trellis.district.api import Person, open_schools
from trellis.support.api import Engagement


@transaction.atomic
def tell_support(people: dict[str, Person]) -> SupportTruth | None:
    """Put the story of support into the record and return what is true in it.

    Told twice, it stands once: the second time nothing is returned.
    """
    if Engagement.objects.exists():
        return None
    days = days_around(timezone.now(), list(open_schools()))
    world = make_world(people, days)
    truth = make_truth(world.schools, world.need[days.years[-1]], days.years)
    catalogue = publish_catalogue(people, days)
    dev = people["Dev Patel"]
    oak = next(school for school in world.schools if school.key == OAK)
    taken = [*days_by_hand(people, days), *days_to_come(people, days)]
    with _nothing_collected():
        take_over_the_past(world, days, truth, catalogue, taken=taken, by=dev)
    tell_this_week(people, oak, days, by=dev)
    return truth


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the garbage collector from looking through fifty thousand new rows again and again.

    It was a quarter of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
