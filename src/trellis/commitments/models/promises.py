"""What is a commitment, and what does each of its owners owe?"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone

from trellis.conversation.api import Conversation
from trellis.district.api import Org, Person
from trellis.evidence.api import Finding


class Side(models.TextChoices):
    SCHOOL = "school", "school"
    DISTRICT = "district", "district"


class State(models.TextChoices):
    OPEN = "open", "under way"
    REPORTED = "reported", "said to be done"
    DONE = "done", "done"
    DROPPED = "dropped", "dropped"


class Commitment(models.Model):
    """One promise between a school and the central office.

    Its state is that of its parts: it is done when every part that stands was confirmed by the
    other side, and dropped when every part was dropped.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(max_length=300)
    sign_to_see = models.CharField(max_length=300, blank=True)
    school = models.ForeignKey(
        Org, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    evidence = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    look_again_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"/commitments/{self.pk}/"

    @property
    def lead(self) -> Part | None:
        """The part of the person who leads it."""
        return next((part for part in self.parts.all() if part.is_lead), None)

    @property
    def state(self) -> str:
        """Open, done or dropped, read from the parts."""
        states = {part.state for part in self.parts.all()}
        if states <= {State.DROPPED}:
            return State.DROPPED
        return State.DONE if states <= {State.DONE, State.DROPPED} else State.OPEN

    @property
    def is_kept(self) -> bool:
        """Whether every part arrived; one of which a part was dropped has ended, not been kept."""
        return {part.state for part in self.parts.all()} == {State.DONE}

    @property
    def due_on(self) -> date | None:
        """The day on which the last part that stands is due."""
        due = [part.due_on for part in self.parts.all() if part.state != State.DROPPED]
        return max(due, default=None)


class Part(models.Model):
    """What one owner gives, and by when."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="parts")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    side = models.CharField(max_length=10, choices=Side)
    is_lead = models.BooleanField(default=False)
    deliverable = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    said = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-is_lead", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "owner"], name="one_part_an_owner")
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.deliverable}"

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is neither done nor dropped."""
        return self.state in (State.OPEN, State.REPORTED) and self.due_on < timezone.localdate()

    @property
    def was_adapted(self) -> bool:
        """Whether its words or its day changed since it was promised."""
        return any(change.kind == "adapted" for change in self.changes.all())

    @property
    def shown_state(self) -> str:
        """The word by which CSS chooses the mark: late before anything else that is open."""
        if self.is_late and self.state == State.OPEN:
            return "late"
        if self.state == State.OPEN and self.was_adapted:
            return "adapted"
        return {"open": "under-way", "reported": "answered"}.get(self.state, self.state)

    @property
    def shown_words(self) -> str:
        """The state in words."""
        if self.shown_state == "late":
            return "Late"
        return {
            "open": "Adapted" if self.was_adapted else "Under way",
            "reported": "Done, says the owner",
            "done": "Done",
            "dropped": "Dropped",
        }[self.state]


class Change(models.Model):
    """An adaptation, an end or a "not yet" of a part: what it was, why, by whom, when."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(
        max_length=10,
        choices=[("adapted", "adapted"), ("dropped", "dropped"), ("not yet", "not yet")],
    )
    was = models.CharField(max_length=300)
    was_due_on = models.DateField()
    why = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.why}"


class NoAction(models.Model):
    """A conversation that ends, on purpose, without a promise; and why."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.PROTECT, related_name="no_action"
    )
    because = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"no action, because {self.because}"
