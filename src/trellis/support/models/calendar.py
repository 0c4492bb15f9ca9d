"""Which days does a school keep free of visits, and which secret addresses give out a calendar?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.district.api import Org, Person


class Blackout(models.Model):
    """A day on which a school wants no visits, and why. Lifting it leaves the row."""

    school = models.ForeignKey(Org, on_delete=models.CASCADE, related_name="blackouts")
    day = models.DateField()
    why = models.CharField(max_length=120)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "day"],
                condition=models.Q(lifted_at=None),
                name="a_blackout_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.why}"


class Feed(models.Model):
    """A secret address at which a calendar program reads one person's, or one school's, visits.

    Only a hash of the secret is kept; the address is shown once. It shows what its owner may see,
    and is dead when she revokes it, leaves, or may no longer see the school.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    school = models.ForeignKey(
        Org, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"feed {self.key}"
