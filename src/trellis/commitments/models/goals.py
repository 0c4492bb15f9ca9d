"""What do the district, a school, a team want to reach, and which promises serve it?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.commitments.models.promises import Commitment, Side
from trellis.district.api import SCHOOL_ROLES, Department, Org, OrgKind, Person, Role
from trellis.evidence.api import Finding


class Goal(models.Model):
    """A goal of the district, of a school, or of a team of a school, owned by a position.

    `baseline` with `mark` is one figure of a pinned finding (`mark_says` in words): measure,
    students and place are its own, and nothing that the gate held back can stand here. `target`
    is in the unit of that measure, to be reached upward or downward by `by_when`. Without a
    number it is words alone.
    """

    class Way(models.TextChoices):
        UP = "up", "at least"
        DOWN = "down", "at most"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(max_length=300)
    org = models.ForeignKey(Org, on_delete=models.PROTECT, related_name="goals")
    team = models.CharField(max_length=120, blank=True)
    owner_role = models.CharField(max_length=30, choices=Role)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    baseline = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )
    mark = models.CharField(max_length=200, blank=True)
    mark_says = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    way = models.CharField(max_length=4, choices=Way, blank=True)
    target = models.FloatField(null=True, blank=True)
    by_when = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["set_at", "pk"]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"/goals/{self.pk}/"

    @property
    def level(self) -> str:
        """Whose it is: "district", "school" or "team"."""
        if self.org.kind == OrgKind.DISTRICT:
            return "district"
        return "team" if self.team else "school"

    @property
    def whose(self) -> str:
        """Whose it is, as a name: "Oak Hollow Middle, grade 7 team"."""
        return f"{self.org.name}, {self.team}" if self.team else self.org.name

    @property
    def side(self) -> str:
        """The side that owns it."""
        return Side.SCHOOL if self.owner_role in SCHOOL_ROLES else Side.DISTRICT

    @property
    def owner(self) -> str:
        """The position that owns it, in words: never a person's name."""
        role = self.get_owner_role_display()
        return f"{role}, {self.department.name}" if self.department else role

    @property
    def stands(self) -> bool:
        """Whether it has not ended."""
        return not hasattr(self, "end")


class GoalEnd(models.Model):
    """How a goal ended, who said so, when and why."""

    class How(models.TextChoices):
        REACHED = "reached", "reached"
        MISSED = "missed", "not reached"
        UNKNOWN = "unknown", "we can’t tell"
        DROPPED = "dropped", "dropped"

    goal = models.OneToOneField(Goal, on_delete=models.CASCADE, related_name="end")
    how = models.CharField(max_length=10, choices=How)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.why}"


class Aim(models.Model):
    """That a promise serves a goal: who said so, and when."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="aims")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="aims")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "goal"], name="a_goal_served_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment} serves {self.goal}"
