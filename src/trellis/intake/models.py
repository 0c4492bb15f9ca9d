"""What was delivered, what was wrong with it, and which ids belong to which student?"""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.evidence.api import Publication


class State(models.TextChoices):
    RECEIVED = "received", "received"
    CHECKING = "checking", "being checked"
    CHECKED = "checked", "waits for review"
    PUBLISHING = "publishing", "being published"
    PUBLISHED = "published", "published"
    DISCARDED = "discarded", "thrown away"
    FAILED = "failed", "cannot be used"


class Batch(models.Model):
    """One delivery: received, checked, reviewed, then published whole or thrown away.

    `answers` is what was asked at upload; `notes` what was noticed on opening it; `review` what a
    person looks at before she approves; `progress` how far the work of the moment is, and which run
    of it holds the batch. `once` is filled as long as the same delivery again is this batch.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, db_index=True)
    once = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    progress = models.JSONField(default=dict, blank=True)
    review = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.PositiveIntegerField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    failed_with = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"batch {self.pk}: {self.what}"

    def get_absolute_url(self) -> str:
        return f"/files/{self.pk}/"

    @property
    def folder(self) -> Path:
        """Where its files and what was read of them lie."""
        return Path(settings.UPLOADS) / str(self.key)

    @property
    def is_working(self) -> bool:
        """Whether a worker has it in hand, or will soon."""
        return self.state in (State.RECEIVED, State.CHECKING, State.PUBLISHING)


class File(models.Model):
    """One file of a delivery: what it was taken for and what was found in it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Fault(models.Model):
    """One problem of a file: where it stands, what was found and expected, what became of it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="faults")
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=255, blank=True)
    position = models.PositiveIntegerField(null=True)
    found = models.CharField(max_length=200, blank=True)
    expected = models.CharField(max_length=300, blank=True)
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=12)
    sentence = models.TextField()
    more_like_it = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sentence


class StudentIdentity(models.Model):
    """An id by which files know a student, and her random key in the lake. No name stands here."""

    id_type = models.CharField(max_length=10)
    id_text = models.CharField(max_length=255)
    student_key = models.CharField(max_length=16, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_type", "id_text"], name="an_id_leads_to_one_student"
            )
        ]
        verbose_name_plural = "student identities"

    def __str__(self) -> str:
        return f"an id of type {self.id_type}"


class SourceOrg(models.Model):
    """By which id the student information system knows a place."""

    source = models.CharField(max_length=255, unique=True)
    org = models.ForeignKey(Org, on_delete=models.CASCADE, related_name="sources")

    def __str__(self) -> str:
        return self.source


class Habit(models.Model):
    """One way in which a source writes its files, as somebody said; the newest word holds.

    `source` is "roster", "own" (layouts of our own) or the key of a mapping.
    """

    class Name(models.TextChoices):
        END_DATES = "end_dates", "what an end date means"
        DATES = "dates", "how dates are written"
        LEAVES_OUT = "leaves_out", "what is no part of the district"
        DIGITS = "digits", "to how many digits ids are filled up"

    source = models.CharField(max_length=60)
    name = models.CharField(max_length=20, choices=Name)
    text = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_name_display()}"


class SavedMapping(models.Model):
    """A mapping that the district made in the browser. A change is a new version."""

    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="a_mapping_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Waiting(models.Model):
    """Results whose students the roster did not know; tried again with each new roster."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="waiting")
    file = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    scores = models.PositiveIntegerField()
    students = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.scores} scores of {self.file}"
