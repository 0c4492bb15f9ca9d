"""What is a person told, and does she want a mail about it?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from trellis.district.api import Person


class Notice(models.Model):
    """One thing a person is told. `link` is an address of this site; `key` tells it apart.

    Only she reads it. It leaves Trellis as a count, never as words.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    words = models.CharField(max_length=300)
    link = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="a_notice_once_a_person")
        ]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_person_read")]

    def __str__(self) -> str:
        return self.words


class Wish(models.Model):
    """Whether a person wants the daily mail; without a row she gets it."""

    class Mail(models.TextChoices):
        DAILY = "daily", "at most one mail a day"
        NONE = "none", "no mail"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_wish")
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.DAILY)
    said_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_mail_display()}"


class Digest(models.Model):
    """The mail of one person and day. The row is written before the mail leaves: one at most."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    notices = models.PositiveIntegerField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_mail_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.day}"
