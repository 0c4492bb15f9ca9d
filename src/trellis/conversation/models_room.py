"""What does the room of a conversation keep beside its notes: time, turns, headings, dots?

Relations to `models.py` are named by words, because that file reads this one.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trellis.district.api import Person


class StepTime(models.Model):
    """A step began, or was given more minutes. Who pressed stands in the trail, not here."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="step_times"
    )
    step = models.PositiveSmallIntegerField()
    minutes_more = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.conversation_id}.{self.step} +{self.minutes_more}"


class TurnEnded(models.Model):
    """Somebody had her turn in a step, or passed it on."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="turns_ended"
    )
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    passed = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "step", "person"], name="a_turn_ends_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}.{self.step} {self.person_id}"


class Heading(models.Model):
    """Words under which notes are put together. An edit raises `version`."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="headings"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.words


class Dots(models.Model):
    """How many dots stand on a heading or a note.

    While a vote is open each row has its person, so that everybody has as many. Closing it adds the
    rows up and forgets whose they were.
    """

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="dots"
    )
    step = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heading = models.ForeignKey(
        Heading, null=True, blank=True, on_delete=models.CASCADE, related_name="dots"
    )
    note = models.ForeignKey(
        "conversation.Note", null=True, blank=True, on_delete=models.CASCADE, related_name="dots"
    )
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(heading=None, note__isnull=False) | Q(heading__isnull=False, note=None),
                name="dots_stand_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}.{self.step} {self.number}"


class VoteClosed(models.Model):
    """The vote of a step is over: from now on its totals are shown. `people` placed dots."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="votes_closed"
    )
    step = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "step"], name="a_vote_closes_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}.{self.step}"
