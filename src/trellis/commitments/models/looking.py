"""When is the evidence of a promise looked at again, what was seen, and what did it change?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.commitments.models.promises import Commitment
from trellis.district.api import Person
from trellis.evidence.api import Finding


class Look(models.Model):
    """That a promise's evidence is looked at again on a day.

    `then` is the finding as it was pinned, `now` the fresh answer to the same question. What was
    done differently and what students show is said afterwards, in words and one of four verdicts.
    """

    class Verdict(models.TextChoices):
        HOPED = "hoped", "it moved as we hoped"
        SAME = "same", "it did not move"
        OTHER = "other", "it moved the other way"
        UNKNOWN = "unknown", "we can’t tell"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="looks")
    then = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    now = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    practice = models.CharField(max_length=500, blank=True)
    said = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"look again at {self.then} on {self.on}"

    def get_absolute_url(self) -> str:
        return f"/commitments/looks/{self.pk}/"

    @property
    def is_due(self) -> bool:
        """Whether its day has come and nobody has looked."""
        return self.now_id is None and self.on <= timezone.localdate()
