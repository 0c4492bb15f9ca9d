"""What is a conversation: who was asked, what they looked at, what they wrote, in which order?"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from trellis.conversation.models_join import AskedIn, Guest, HintWord, JoinCode
from trellis.conversation.models_room import Dots, Heading, StepTime, TurnEnded, VoteClosed
from trellis.conversation.own import DistrictProtocol, ProtocolVersion
from trellis.conversation.protocols.reading import Step, protocols
from trellis.conversation.series import Series
from trellis.district.api import Department, Org, Person
from trellis.evidence.api import Finding

__all__ = [
    "AskedIn",
    "Conversation",
    "DistrictProtocol",
    "Dots",
    "Event",
    "Guest",
    "Heading",
    "HintWord",
    "Invitation",
    "JoinCode",
    "Note",
    "Part",
    "ProtocolVersion",
    "Series",
    "Shown",
    "Side",
    "State",
    "StepTime",
    "TurnEnded",
    "VoteClosed",
]


class State(models.TextChoices):
    PLANNED = "planned", "planned"
    RUNNING = "running", "under way"
    CLOSED = "closed", "closed"
    CALLED_OFF = "called_off", "called off"


class Conversation(models.Model):
    """A conversation about evidence. Its steps are frozen when it is planned.

    `last_seq` counts its events without a gap; it is raised in the transaction of each act. `key`
    is that of the form which planned it: sent twice, it is planned once.
    """

    key = models.UUIDField(null=True, unique=True, editable=False)
    question = models.CharField(max_length=300)
    school = models.ForeignKey(
        Org, null=True, blank=True, on_delete=models.PROTECT, related_name="conversations"
    )
    protocol = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    steps = models.JSONField()
    planned_for = models.DateTimeField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    step = models.PositiveSmallIntegerField(default=0)
    step_began_at = models.DateTimeField(null=True, blank=True)
    step_extra = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    evidence_shown_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    findings = models.ManyToManyField(Finding, through="Shown", related_name="conversations")
    protocol_title = models.CharField(max_length=120, blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    meeting = models.PositiveSmallIntegerField(default=1)
    first_step = models.PositiveSmallIntegerField(default=0)
    in_front = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-planned_for", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "meeting"], name="a_meeting_of_a_run_once")
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"/conversations/{self.pk}/"

    @property
    def way_to_talk(self) -> str:
        """The title of its protocol."""
        if self.protocol_title:
            return self.protocol_title
        known = protocols().get(self.protocol)
        return known.title if known else self.protocol.replace("_", " ")

    @property
    def all_steps(self) -> list[Step]:
        """The steps of its protocol, as they were when it was planned."""
        return [Step.model_validate(one) for one in self.steps]

    @property
    def current(self) -> Step:
        """The step of the moment."""
        return self.all_steps[min(self.step, len(self.steps) - 1)]

    @property
    def step_ends_at(self) -> datetime | None:
        """When the time of this step is over."""
        if self.step_began_at is None:
            return None
        return self.step_began_at + timedelta(minutes=self.current.minutes + self.step_extra)

    @property
    def shows_evidence(self) -> bool:
        """Whether the server may send the evidence: from the first step on that shows it.

        Going back a step takes nobody's knowledge away, so it stays shown.
        """
        if self.state == State.CLOSED:
            # A run that goes on keeps its evidence back until a meeting comes to its step.
            later = Conversation.objects.filter(series=self.series_id, meeting__gte=self.meeting)
            return self.series_id is None or later.exclude(evidence_shown_at=None).exists()
        return self.is_running and (self.evidence_shown_at is not None or self.reaches_evidence)

    @property
    def reaches_evidence(self) -> bool:
        """Whether this step, or one before it, shows the evidence."""
        return any(step.evidence for step in self.all_steps[: self.step + 1])

    @property
    def shown(self) -> list[Shown]:
        """What it looks at: what the room was asked to look at now first, then in its order."""
        return sorted(self._shown(), key=lambda row: row.finding_id != self.in_front_id)

    @property
    def evidence(self) -> list[Finding]:
        """The findings that it looks at, in the order in which they were chosen."""
        return [row.finding for row in self._shown()]

    def _shown(self) -> models.QuerySet[Shown]:
        return Shown.objects.filter(conversation=self).select_related("finding__publication")

    @property
    def is_running(self) -> bool:
        """Whether people talk now."""
        return self.state == State.RUNNING


class Shown(models.Model):
    """A finding that a conversation looks at; `asked_at` when it was asked for in the meeting."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="showings")
    order = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "finding"], name="a_finding_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding} in {self.conversation}"


class Side(models.TextChoices):
    SCHOOL = "school", "school"
    DISTRICT = "district", "central office"


class Part(models.TextChoices):
    FACILITATOR = "facilitator", "facilitator"
    PARTICIPANT = "participant", "takes part"
    RECORDER = "recorder", "recorder"
    TIMEKEEPER = "timekeeper", "timekeeper"
    DATA_OWNER = "data_owner", "data owner"


class Invitation(models.Model):
    """Who is asked to a conversation, for which side, from which department."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="invitations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    side = models.CharField(max_length=10, choices=Side)
    part = models.CharField(max_length=12, choices=Part, default=Part.PARTICIPANT)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT)
    came_at = models.DateTimeField(null=True, blank=True)
    presents = models.BooleanField(default=False)

    class Meta:
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="a_person_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.conversation}"


class Note(models.Model):
    """Something that somebody wrote. `mark` is the place on the chart that it speaks of.

    `sketch` is a line that somebody drew before she saw the evidence: year, mark and value of each
    point. `compared` says, for a prediction, how it met what was shown; `answers` links an
    inference to the observation that it explains. An edit raises `version`. Without `shared_at` it
    was written in silence, and is its author's alone.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12)
    step = models.CharField(max_length=30)
    words = models.TextField(max_length=2000)
    number = models.FloatField(null=True, blank=True)
    sketch = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT)
    mark = models.CharField(max_length=200, blank=True)
    mark_says = models.CharField(max_length=300, blank=True)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    compared = models.CharField(max_length=20, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    heading = models.ForeignKey(
        Heading, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes"
    )

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]


class Event(models.Model):
    """Something that happened in a conversation, in its order; streams are made of these."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    key = models.UUIDField()
    kind = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["conversation", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="an_event_in_its_place"),
            models.UniqueConstraint(fields=["conversation", "key"], name="an_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}.{self.seq} {self.kind}"
