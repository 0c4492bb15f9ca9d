"""Which request asks for help with which promise?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.commitments.api import Commitment
from trellis.district.api import Person
from trellis.support.models.requests import SupportRequest


class HelpWanted(models.Model):
    """That a request was made from a promise, so that both pages lead to each other."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="help_wanted")
    request = models.OneToOneField(
        SupportRequest, on_delete=models.CASCADE, related_name="help_wanted"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request}, for {self.commitment}"
