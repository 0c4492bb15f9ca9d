"""How much support does each school need, by which published definition?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.evidence.api import Publication


class NeedEdition(models.Model):
    """One published version of the need index: its definition, and from which evidence."""

    version = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    definition = models.TextField()

    class Meta:
        ordering = ["-version"]
        get_latest_by = "version"

    def __str__(self) -> str:
        return f"need index, version {self.version}"


class NeedIndex(models.Model):
    """A school's need in one edition. `basis` holds the shares (0-1) that went into it.

    `value` is a mean of standard scores: 0 is the mean of the district's schools, 1 is one
    standard deviation more need. Empty when no share of the school may be shown.
    """

    edition = models.ForeignKey(NeedEdition, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(Org, on_delete=models.PROTECT, related_name="need")
    value = models.FloatField(null=True)
    basis = models.JSONField(default=dict)

    class Meta:
        ordering = ["school__name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "school"], name="one_need_a_school")
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.value}"
