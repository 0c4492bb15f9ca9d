"""Who may sign in, and how does a sign-in of the district's provider find its person?"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from trellis.district.api import Person


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs herself up: people come from the district's own files."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class ClosedSocialAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Key on issuer and subject. A first sign-in is matched by the staff id, never by e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect a first sign-in to the person whose staff id the provider names."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo", claims)
        staff_id = str(claims.get("employee_id") or claims.get("sourced_id") or "")
        person = Person.objects.filter(sourced_id=staff_id, is_active=True).first()
        if not staff_id or person is None:
            told = {
                "heading": "We don’t know you yet",
                "sentence": "Your sign-in worked, but its staff id is not in the district’s "
                "roster. Ask the SIS admin to look.",
                "status": 403,
            }
            raise ImmediateHttpResponse(render(request, "web/error.html", told, status=403))
        sociallogin.connect(request, person)
