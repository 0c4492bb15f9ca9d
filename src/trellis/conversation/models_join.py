"""Who comes into a room by its code, and which words does the district hint at?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.district.api import Person


class JoinCode(models.Model):
    """The short code of a conversation, made when its facilitator opens the door."""

    conversation = models.OneToOneField(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="join_code"
    )
    code = models.CharField(max_length=8, unique=True)
    guests_welcome = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """The code as it is read aloud: "K7QM-2XRD"."""
        return f"{self.code[:4]}-{self.code[4:]}"


class AskedIn(models.Model):
    """Somebody of the school or the central office, not invited, asks to be let in."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="asked_in"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="asked_in_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.conversation_id}"


class Guest(models.Model):
    """Somebody from outside the district who reads along in one meeting, while it runs."""

    conversation = models.ForeignKey(
        "conversation.Conversation", on_delete=models.CASCADE, related_name="guests"
    )
    name = models.CharField(max_length=60)
    came_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class HintWord(models.Model):
    """A word that the district added to the hints, or took from the list that Trellis brings."""

    words = models.CharField(max_length=40, unique=True)
    is_hinted_at = models.BooleanField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words
