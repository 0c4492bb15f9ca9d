"""How are errors said once, pages kept out of caches, and idle sessions ended?"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from trellis.lib.api import TrellisError
from trellis.web.errors import said
from trellis.web.sessions import is_over, keep_awake

Handler = Callable[[HttpRequest], HttpResponseBase]


class SayErrors:
    """Turn a TrellisError into a page, a part of a page or JSON, in one place."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say the sentence of an error that a person can be told about."""
        return said(request, error) if isinstance(error, TrellisError) else None


class NotStored:
    """Signed-in pages stay in no cache; at sign-out the browser forgets drafts and pages too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_in = request.user.is_authenticated
        response = self.get_response(request)
        if (was_in or request.user.is_authenticated) and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        if was_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SessionAge:
    """End a session that is too old, or too long without a request; see `web.sessions`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            if is_over(request.session):
                request.session.flush()
                request.user = AnonymousUser()
            else:
                keep_awake(request.session)
        return self.get_response(request)
