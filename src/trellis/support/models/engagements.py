"""What is a visit: announced why and by whom, to which school, and who comes?

The ledger's word for it is engagement: a visit, a call, an hour of work for a school. What two
people say to each other in coaching does not stand here (`agreements`).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trellis.commitments.api import Commitment, Side
from trellis.district.api import Department, Org, Person
from trellis.support.models.kinds import Class, Kind
from trellis.support.models.requests import SupportRequest
from trellis.support.models.visit_words import (
    AHEAD,
    TOOK_PLACE,
    Hat,
    Mode,
    Openness,
    Started,
    VisitState,
)


class Engagement(models.Model):
    """One visit (or call, or piece of work) for one school, from announcement to answer.

    `announced_at` is the server's own time; it is empty when somebody came without a word and
    wrote it down afterwards. `side` is the side that entered it: a school may add what the
    district forgot. `kind` and `shape` are as first entered; a school's different view is a
    `Reclassification`. `sequence` counts changes of the time, as calendars want it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(Org, on_delete=models.PROTECT, related_name="engagements")
    team = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40, choices=Kind)
    shape = models.CharField(max_length=12, choices=Class)
    hat = models.CharField(max_length=12, choices=Hat, default=Hat.SUPPORT)
    openness = models.CharField(max_length=8, choices=Openness, default=Openness.OPEN)
    coach_roles = models.JSONField(default=list, blank=True)
    initiated_by = models.CharField(max_length=20, choices=Started)
    request = models.ForeignKey(
        SupportRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="engagements"
    )
    commitments = models.ManyToManyField(Commitment, blank=True, related_name="engagements")
    with_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.IN_PERSON)
    planned_start = models.DateTimeField()
    planned_end = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=10, choices=Side, default=Side.DISTRICT)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    announced_at = models.DateTimeField(null=True, blank=True)
    why_that_day = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=VisitState, default=VisitState.ANNOUNCED)
    sequence = models.PositiveSmallIntegerField(default=0)
    kept_until = models.DateField()

    class Meta:
        ordering = ["planned_start", "pk"]
        indexes = [
            models.Index(fields=["school", "planned_start"], name="visit_school_start"),
            models.Index(fields=["state", "planned_start"], name="visit_state_start"),
            # The support map counts a stretch of days from this index alone.
            models.Index(
                fields=["openness", "planned_start", "state", "school"], name="visit_for_map"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_end__gt=F("planned_start")), name="a_visit_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(openness=Openness.CLOSED) | Q(purpose="", team="", request=None),
                name="a_required_visit_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/support/visits/{self.pk}/"

    @property
    def minutes_planned(self) -> int:
        """How long it is meant to take."""
        return round((self.planned_end - self.planned_start).total_seconds() / 60)

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come, and nobody said no."""
        return self.state in AHEAD

    @property
    def took_place(self) -> bool:
        """Whether it was written down as done."""
        return self.state in TOOK_PLACE


class Visitor(models.Model):
    """Somebody who comes: from which department, and whether she joined somebody else's visit.

    `unit` is where she came from in words, frozen: a department, or a supervisor's network.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="visitors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.CharField(max_length=120, blank=True)
    is_lead = models.BooleanField(default=False)
    brings = models.CharField(max_length=200, blank=True)
    joined = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-is_lead", "added_at", "pk"]
        indexes = [models.Index(fields=["engagement", "department"], name="visitor_for_map")]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "person"], name="a_visitor_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.unit}" if self.unit else str(self.person)
