"""Which schools, networks and departments are there?"""

from __future__ import annotations

from django.db import models


class OrgKind(models.TextChoices):
    DISTRICT = "district", "district"
    NETWORK = "network", "network"
    SCHOOL = "school", "school"


class Org(models.Model):
    """A district, a network of schools, or a school.

    `key` is the stable text by which the lake knows the place; it never changes.
    """

    key = models.SlugField(max_length=255, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=OrgKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    identifier = models.CharField(max_length=60, blank=True)
    grades = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.kind == OrgKind.SCHOOL:
            return f"/schools/{self.key}/"
        return "/district/"

    @property
    def short_name(self) -> str:
        """The name without its kind of school: "Oak Hollow"."""
        name = self.name.removesuffix(" School")
        for ending in (" Elementary", " Middle", " High"):
            name = name.removesuffix(ending)
        return name


class Department(models.Model):
    """A department of the central office."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
