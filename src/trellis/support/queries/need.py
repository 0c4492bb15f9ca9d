"""What is each school's published need, and by which edition?"""

from __future__ import annotations

from django.db.models import Max

from trellis.support.models import NeedEdition, NeedIndex


def newest_need() -> NeedEdition | None:
    """Return the edition that holds now; None before the first."""
    return NeedEdition.objects.order_by("-version").first()


def need_by_school() -> dict[int, float]:
    """Each school's need of the newest edition, by its pk; schools without a figure are left out.

    The same for everybody: it is made of nothing but published figures.
    """
    newest = NeedEdition.objects.aggregate(top=Max("version"))["top"]
    rows = NeedIndex.objects.filter(edition__version=newest, value__isnull=False)
    return {
        school: value for school, value in rows.values_list("school", "value") if value is not None
    }
