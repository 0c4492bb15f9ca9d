"""Which meetings belong to one run of a protocol that takes more than one?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.district.api import Person


class Series(models.Model):
    """One run of a protocol over several meetings; each meeting is a conversation of its own."""

    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"series {self.pk}"
