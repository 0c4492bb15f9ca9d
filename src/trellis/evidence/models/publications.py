"""Which state of the lake do people read, and who is publishing now?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.district.api import Person


class State(models.TextChoices):
    WRITING = "writing", "being written"
    PUBLISHED = "published", "published"
    LEFT = "left", "left unfinished"


class Publication(models.Model):
    """One state of the whole lake. Readers open only what is published, never "the latest files".

    `manifest` is the JSON that names every table's version and files.
    """

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    what = models.CharField(max_length=200)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    manifest = models.TextField(blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"

    def __str__(self) -> str:
        return f"publication {self.number}: {self.what}"


class Lease(models.Model):
    """Who may publish now: one row, renewed while she writes, void when it expires or she died."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(null=True, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    machine = models.CharField(max_length=200, blank=True)
    process = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"lease of {self.holder or 'nobody'}"


class Lattice(models.Model):
    """What one question's cells looked like when they were last protected.

    Equal counts need no new protection; cells hidden within a year stay hidden.
    """

    question = models.CharField(max_length=200, unique=True)
    cells_sha256 = models.CharField(max_length=64)
    publication = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.question
