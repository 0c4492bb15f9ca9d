"""Who works here, and what for?"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trellis.district.models.places import Department, Org


class Role(models.TextChoices):
    CABINET = "cabinet", "cabinet member"
    SUPERVISOR = "supervisor", "principal supervisor"
    SPECIALIST = "specialist", "department specialist"
    COACH = "coach", "instructional coach"
    PRINCIPAL = "principal", "principal"
    TEAM_LEAD = "team_lead", "team lead"
    TEACHER = "teacher", "teacher"
    ASSESSMENT_COORDINATOR = "assessment_coordinator", "assessment coordinator"
    PL_DIRECTOR = "pl_director", "professional-learning director"
    SIS_ADMIN = "sis_admin", "SIS admin"
    BOARD_OBSERVER = "board_observer", "board observer"


SCHOOL_ROLES = frozenset({Role.COACH, Role.PRINCIPAL, Role.TEAM_LEAD, Role.TEACHER})
"""Roles that a person holds at a school; the others belong to the central office."""


class People(BaseUserManager["Person"]):
    """Where people come from: an import or a person of the district, never a sign-up page."""

    def create_user(self, email: str, name: str, password: str | None = None) -> Person:
        """Make a person; without a password she cannot sign in until she sets one."""
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An adult of the district: staff, or a guest of one conversation."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    sourced_id = models.CharField(max_length=255, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    # Django's own apps ask for these two; nothing in Trellis gives rights by them.
    is_staff = False
    is_superuser = False

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name by which colleagues call her."""
        return self.name.split(" ")[0]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.first_name


class Position(models.Model):
    """What a person does, where, from when to when. A person may hold several.

    A position that only a file proposed gives no right until a person confirmed it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="positions")
    role = models.CharField(max_length=30, choices=Role)
    org = models.ForeignKey(Org, null=True, blank=True, on_delete=models.PROTECT)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "org", "department", "starts_on"],
                name="a_position_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        where = self.org or self.department or "the district"
        return f"{self.get_role_display()}, {where}"


def holding_today(on: date | None = None, *, prefix: str = "") -> Q:
    """Select positions that are confirmed and held on a day (today when none is given)."""
    today = on or timezone.localdate()
    held: dict[str, Any] = {
        f"{prefix}starts_on__lte": today,
        f"{prefix}confirmed_at__isnull": False,
    }
    open_end = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today})
    return Q(**held) & open_end
