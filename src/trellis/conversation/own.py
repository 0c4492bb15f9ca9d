"""How does the district keep ways to talk of its own, version by version?"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from trellis.conversation.protocols.reading import Protocol, checked
from trellis.district.api import Person


class DistrictProtocol(models.Model):
    """A way to talk that the district made out of another one, whose key is `begun_from`.

    `form_key` is that of the form which made it: sent twice, it is made once.
    """

    form_key = models.UUIDField(unique=True, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    begun_from = models.CharField(max_length=60)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        newest = self.versions.last()
        return newest.told["title"] if newest else self.key

    def get_absolute_url(self) -> str:
        return f"/conversations/protocols/{self.key}/"

    @property
    def draft(self) -> ProtocolVersion | None:
        """The version that is being written, when there is one."""
        return self.versions.filter(published_at=None).last()

    @property
    def published(self) -> ProtocolVersion | None:
        """The version that conversations are planned with, when there is one."""
        return self.versions.exclude(published_at=None).last()


class ProtocolVersion(models.Model):
    """One version of it. Once published it never changes; `changed` counts its drafts."""

    protocol = models.ForeignKey(
        DistrictProtocol, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    told = models.JSONField()
    changed = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["protocol", "number"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="a_protocol_version_once"),
            models.UniqueConstraint(
                fields=["protocol"],
                condition=models.Q(published_at=None),
                name="one_draft_of_a_protocol",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.told.get('title', '')}, version {self.number}"

    @cached_property
    def way(self) -> Protocol:
        """The version as a way to talk; a draft that is not whole raises BadInput."""
        return as_way(self.told, key=self.protocol.key, number=self.number)


def as_way(told: dict[str, Any], *, key: str, number: int) -> Protocol:
    """Return what was written as a way to talk, or raise BadInput naming the step."""
    given = told | {"key": key, "edition": f"version {number}"}
    return checked(given, where=f"“{told.get('title') or 'Your way to talk'}”")
