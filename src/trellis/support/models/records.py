"""What was done in a visit, what did the other side say to it, and what comes next?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Department, Person
from trellis.evidence.api import Finding
from trellis.support.models.engagements import Engagement
from trellis.support.models.kinds import Class, Kind
from trellis.support.models.visit_words import SAID, Started, VisitState


class Record(models.Model):
    """One version of what is written about a visit. What the school answered stays as it was.

    `happened_at` is the person's own clock, `written_at` the server's: a log that was kept on a
    phone arrives later. `revision` counts corrections made before anybody answered.
    `people_at_school` counts people by role; names are nobody's business.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="records")
    number = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    happened_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    what_we_did = models.CharField(max_length=500, blank=True)
    what_next = models.CharField(max_length=300, blank=True)
    evidence = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    people_at_school = models.JSONField(default=dict, blank=True)
    people_count = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "number"], name="a_version_once")
        ]

    def __str__(self) -> str:
        return f"record {self.number} of {self.engagement}"


class EngagementStep(models.Model):
    """One change of a visit's state: who, when, which side, in which words.

    A school that asks for another time proposes it here; a school that answers a record says here
    who started the visit, as it remembers.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="steps")
    was = models.CharField(max_length=12, choices=VisitState, blank=True)
    became = models.CharField(max_length=12, choices=VisitState)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=500, blank=True)
    start = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)
    record = models.ForeignKey(
        Record, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    started = models.CharField(max_length=20, choices=Started, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.was or 'new'} to {self.became}"

    @property
    def said(self) -> str:
        """What she did, in words."""
        if self.became == VisitState.ANNOUNCED and self.was:
            return "announced it anew"
        if self.became == VisitState.AGREED and self.side == Side.DISTRICT:
            return "takes the school’s time"
        return SAID[VisitState(self.became)]


class FollowUp(models.Model):
    """What comes next: who does it, on which side, by when."""

    class State(models.TextChoices):
        OPEN = "open", "under way"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="follow_ups")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follow_ups")
    side = models.CharField(max_length=10, choices=Side)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def shown_state(self) -> str:
        """The word by which CSS chooses the mark."""
        if self.state == self.State.OPEN:
            return "late" if self.due_on < timezone.localdate() else "under-way"
        return str(self.state)


class Travel(models.Model):
    """Minutes on the road: for the department that plans its people's days, for nobody else."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="travel")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "by"], name="travel_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes on the road"


class Reclassification(models.Model):
    """What a school says the work really was. The newest holds; the first kind stays readable."""

    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="reclassifications"
    )
    kind = models.CharField(max_length=40, choices=Kind)
    shape = models.CharField(max_length=12, choices=Class)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"rather {self.get_kind_display()}"
