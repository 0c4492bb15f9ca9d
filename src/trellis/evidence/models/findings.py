"""What exactly was shown, to whom it may be cited, and from which publication?"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.evidence.models.publications import Publication


class Finding(models.Model):
    """Evidence frozen as it was shown: it never shifts, and needs no lake to be read again.

    `asked` is the question (see `evidence.asking.Ask`), `shown` the gated rows behind the chart.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    asked = models.JSONField()
    measure = models.CharField(max_length=60)
    measure_version = models.PositiveSmallIntegerField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="findings")
    shown = models.JSONField()
    form = models.CharField(max_length=20)
    as_of = models.DateField()
    schools = models.ManyToManyField(Org, blank=True, related_name="findings")
    pinned_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pinned_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/evidence/findings/{self.key}/"
