"""Which days are school days?"""

from django.db import models

from trellis.district.models.places import Org


class SchoolYear(models.Model):
    """A school year of the district, named by its spring: 2026 is 2025-26."""

    year = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year - 1}–{self.year % 100:02d}"


class Term(models.Model):
    """A part of a school year: semester, trimester, quarter."""

    school_year = models.ForeignKey(SchoolYear, on_delete=models.CASCADE, related_name="terms")
    key = models.CharField(max_length=255, unique=True)
    title = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on", "title"]

    def __str__(self) -> str:
        return self.title


class SchoolDay(models.Model):
    """A day in session; without a school it holds for the whole district."""

    org = models.ForeignKey(Org, null=True, blank=True, on_delete=models.CASCADE)
    day = models.DateField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "day"], name="a_school_day_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
