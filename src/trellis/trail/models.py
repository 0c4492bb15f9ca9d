"""What does one line of the trail hold?"""

import uuid

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One act or one look. No foreign keys: what it names may go, the line stays.

    Names and free text never stand here; `on_ref` is "room.model:pk", `actor_ref` a person's pk.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=10, choices=[("wrote", "wrote"), ("saw", "saw")])
    act = models.CharField(max_length=120)
    actor_ref = models.CharField(max_length=60, db_index=True)
    on_ref = models.CharField(max_length=120, blank=True, db_index=True)
    about_ref = models.CharField(max_length=60, blank=True, db_index=True)
    reason = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_ref} {self.act} {self.on_ref}"
