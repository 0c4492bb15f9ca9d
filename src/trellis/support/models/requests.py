"""What did a school ask for, who took it up, and what has happened since?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.district.api import Department, Org, Person
from trellis.support.models.cards import FrontDesk, Service


class State(models.TextChoices):
    ASKED = "asked", "asked"
    TAKEN_UP = "taken_up", "taken up"
    ANSWERED = "answered", "answered"
    VISITED = "visited", "visited"
    CLOSED = "closed", "closed"
    WITHDRAWN = "withdrawn", "taken back"


OPEN = (State.ASKED, State.TAKEN_UP, State.ANSWERED, State.VISITED)
"""States in which something is still to come, from one side or the other."""

WAITING = (State.ASKED, State.TAKEN_UP)
"""States in which the district has the next word."""


class SupportRequest(models.Model):
    """What a school asks of the central office.

    The promise (`reply_in_days`, `visit_in_days`, in school days after the day of asking) is the
    one that stood when it was asked, of `service` or of the `front_desk`; handing over never buys
    time. `department` answers for it now, `lead` took it up. What changed when and by whom stands
    in `transitions`, `sendings`, `helpers`, `messages`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(Org, on_delete=models.PROTECT, related_name="support_requests")
    title = models.CharField(max_length=140)
    words = models.TextField(blank=True, max_length=4000)
    wanted_by = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="support_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    front_desk = models.ForeignKey(
        FrontDesk, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    reply_in_days = models.PositiveSmallIntegerField()
    visit_in_days = models.PositiveSmallIntegerField()
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="support_requests"
    )
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="leads_requests"
    )
    first_reply_at = models.DateTimeField(null=True, blank=True)
    first_help_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["school", "state"], name="request_school_state"),
            models.Index(fields=["department", "state"], name="request_department_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/support/requests/{self.pk}/"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.state in OPEN


class Transition(models.Model):
    """One change of a request's state: who, when, and (where it matters) why."""

    request = models.ForeignKey(
        SupportRequest, on_delete=models.CASCADE, related_name="transitions"
    )
    was = models.CharField(max_length=12, choices=State, blank=True)
    became = models.CharField(max_length=12, choices=State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.was or 'new'} to {self.became}"


class Sending(models.Model):
    """A department that a request was sent to: first, by handing over, or to help as well."""

    class How(models.TextChoices):
        FIRST = "first", "asked"
        HANDED_OVER = "handed_over", "handed over"
        ALSO = "also", "asked to help as well"

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="sendings")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, choices=How)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.department}"


class Helper(models.Model):
    """Somebody who helps the lead, from whichever department."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="helps_requests")
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="a_helper_once")]

    def __str__(self) -> str:
        return f"{self.person} helps"


class Message(models.Model):
    """What somebody wrote to both sides. It stays as it was sent."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=[("school", "school"), ("district", "district")])
    words = models.TextField(max_length=4000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.author}, {self.at:%Y-%m-%d}"
