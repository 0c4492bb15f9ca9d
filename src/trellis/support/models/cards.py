"""What does each central role know, do and promise, and what may a school ask it for?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.district.api import Department, Person, Role
from trellis.support.models.kinds import OFFERED


class RoleCard(models.Model):
    """The card of one central role in one department. What it says stands in its versions."""

    key = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=120)
    role = models.CharField(max_length=30, choices=Role)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="role_cards")

    class Meta:
        ordering = ["department__name", "title"]
        constraints = [
            models.UniqueConstraint(fields=["department", "title"], name="a_role_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.department}"

    def get_absolute_url(self) -> str:
        return f"/support/catalogue/{self.key}/"


class CardVersion(models.Model):
    """What a card said from one day on: KASAB in five lines, and its services. Never changed.

    `replaced_at` is empty on the version that holds now.
    """

    card = models.ForeignKey(RoleCard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    knowledge = models.CharField(max_length=300)
    attitudes = models.CharField(max_length=300)
    skills = models.CharField(max_length=300)
    aspirations = models.CharField(max_length=300)
    behaviors = models.CharField(max_length=300)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="a_card_version_once"),
            models.UniqueConstraint(
                fields=["card"],
                condition=models.Q(replaced_at=None),
                name="one_version_of_a_card_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}, version {self.number}"


class Service(models.Model):
    """Something a school may ask a role for, with its promise in school days.

    `words` are other words by which people look for it. `key` is the same through all versions
    of its card; the row is not, so that a request keeps the promise it was made under.
    """

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="services")
    key = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, choices=OFFERED)
    words = models.CharField(max_length=300, blank=True)
    reply_in_days = models.PositiveSmallIntegerField()
    visit_in_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_service_once_a_version")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def department(self) -> Department:
        """The department that offers it."""
        return self.version.card.department


class FrontDesk(models.Model):
    """Which department reads what no card offers, and what is promised then. The newest holds."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    reply_in_days = models.PositiveSmallIntegerField()
    visit_in_days = models.PositiveSmallIntegerField()
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-chosen_at", "-pk"]
        get_latest_by = ["chosen_at", "pk"]

    def __str__(self) -> str:
        return f"front desk: {self.department}"
