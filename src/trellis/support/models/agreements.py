"""What did a coach and her partner agree to share with whom, and what is theirs alone?

Nothing here points to a visit, and no visit points here: whoever counts visits cannot count
coaching. Words are sealed (`sealing`); rows are addressed by random keys, which count nothing.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.support.models.kinds import Kind


class Agreement(models.Model):
    """A coaching relationship. `standing` is the version that both signed; None until they did."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(Org, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="coaches_in")
    coachee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="coached_in")
    standing = models.ForeignKey(
        "Terms", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(coach=F("coachee")), name="nobody_coaches_herself"),
            models.UniqueConstraint(
                fields=["coach", "coachee"],
                condition=Q(ended_at=None),
                name="one_agreement_between_two",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.key}"

    def get_absolute_url(self) -> str:
        return f"/support/coaching/{self.key}/"

    def other(self, person: Person) -> Person:
        """The other one of the two."""
        return self.coachee if person.pk == self.coach_id else self.coach


class Terms(models.Model):
    """One version of an agreement: the focus, what is shared (`shares`), who signed when.

    It holds from `holds_from` on, the moment of the second signature, and only for what is
    written from then on. `also` is what the two want to keep in mind, sealed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    focus = models.CharField(max_length=120)
    also = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    coach_signed_at = models.DateTimeField(null=True, blank=True)
    coachee_signed_at = models.DateTimeField(null=True, blank=True)
    holds_from = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="terms_once_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def waits(self) -> bool:
        """Whether somebody has still to say yes or no."""
        return self.holds_from is None and self.declined_at is None


class Share(models.Model):
    """One thing that is shared with one other person's role. What has no row is shared with nobody.

    What was said in coaching is not in the list: it cannot be shared by a setting.
    """

    class What(models.TextChoices):
        WHO_AND_FOCUS = "who_and_focus", "who works with the coach, and on what"
        DATES = "dates", "the days on which you met"
        STEPS = "steps", "the next steps you agreed on"

    class Whom(models.TextChoices):
        PRINCIPAL = "principal", "the school’s principal"
        LEAD_COACH = "lead_coach", "the director of professional learning, who leads the coaches"

    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="shares")
    what = models.CharField(max_length=20, choices=What)
    whom = models.CharField(max_length=20, choices=Whom)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "what", "whom"], name="a_share_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.get_whom_display()}"


KNIGHTS_LINE = ((Share.What.WHO_AND_FOCUS, Share.Whom.PRINCIPAL),)
"""Jim Knight's line: a principal knows whom a coach works with and on what, and nothing more."""


class CoachingEntry(models.Model):
    """What two people wrote about one meeting. `terms` are those that held when it was written."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="entries")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=40, choices=Kind, default=Kind.TEACHER_COACHING)
    met_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    sealed_words = models.TextField()
    sealed_step = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-met_on", "-written_at"]
        verbose_name_plural = "coaching entries"

    def __str__(self) -> str:
        return f"entry {self.key}"


class PrivateNote(models.Model):
    """A working note of one person, for her alone, for a year at most."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sealed_words = models.TextField()
    written_on = models.DateField(default=timezone.localdate)
    gone_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["-written_on", "-pk"]

    def __str__(self) -> str:
        return f"note {self.key}"

    @property
    def days_left(self) -> int:
        """Days until it is gone."""
        return (self.gone_on - timezone.localdate()).days


def a_year_from(day: date) -> date:
    """The day on which a note of this day is gone."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
