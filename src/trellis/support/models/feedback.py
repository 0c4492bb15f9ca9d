"""Did it help? Who was asked, and, apart from it, how many gave which answer.

An answer is no row: it is a one added to a count. So no order, time or key ties an answer to who
gave it. Counts wait in `waiting` until five are there and are then released together, so that
nobody can read one answer off by looking before and after.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trellis.district.api import Department, Org, Person
from trellis.support.models.engagements import Engagement

RELEASED_FROM = 5
"""How many answers are released at once, and the least that is ever shown."""

BROKEN_OUT_FROM = 10
"""How many answers a breakdown by time needs."""


def no_answers() -> dict[str, list[int]]:
    """Return a count of nothing: four steps for each of the two questions."""
    return {"helped": [0, 0, 0, 0], "well_used": [0, 0, 0, 0]}


class FeedbackAsk(models.Model):
    """That somebody was asked after a visit, and whether she answered. Never what.

    `week` is the Monday of the week; the day is not kept.
    """

    class State(models.TextChoices):
        OPEN = "open", "asked"
        ANSWERED = "answered", "answered"
        NOT_THERE = "not_there", "was not there"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["-week", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "person"], name="asked_once_a_visit"),
            models.UniqueConstraint(fields=["person", "week"], name="one_ask_a_person_a_week"),
        ]

    def __str__(self) -> str:
        return f"asked in the week of {self.week}"

    def get_absolute_url(self) -> str:
        return f"/support/feedback/{self.pk}/"


class FeedbackBox(models.Model):
    """Where the answers about one department's visits, or at one school, are counted."""

    department = models.OneToOneField(
        Department, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    school = models.OneToOneField(
        Org, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    waiting = models.JSONField(default=no_answers)

    class Meta:
        verbose_name_plural = "feedback boxes"
        constraints = [
            models.CheckConstraint(
                condition=Q(department=None, school__isnull=False)
                | Q(department__isnull=False, school=None),
                name="a_box_of_one_kind",
            )
        ]

    def __str__(self) -> str:
        return f"answers about {self.department or self.school}"


class FeedbackRelease(models.Model):
    """Five or more answers that became visible together, in one month."""

    box = models.ForeignKey(FeedbackBox, on_delete=models.CASCADE, related_name="releases")
    month = models.DateField()
    counts = models.JSONField(default=no_answers)
    made_at = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["month", "pk"]

    def __str__(self) -> str:
        return f"{self.box}, {self.month:%B %Y}"
