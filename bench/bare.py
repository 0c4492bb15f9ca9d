"""The plain baseline of starting: a Django site with one page and nothing of Trellis."""

from __future__ import annotations

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="bare", ALLOWED_HOSTS=["*"])  # noqa: S106


def page(_request: HttpRequest) -> HttpResponse:
    """Answer."""
    return HttpResponse("here")


urlpatterns = [path("", page), path("accounts/login/", page)]
application = get_asgi_application()
