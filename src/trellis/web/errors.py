"""How does a page say that something went wrong?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from trellis.lib.api import TrellisError

_HEADINGS = {
    400: "That could not be read",
    403: "This takes somebody else",
    404: "Not here",
    409: "Not just now",
    422: "Please look again",
    500: "Something broke on our side",
}
_BROKEN = "Nothing that you saved before is lost. Try again; if it stays, tell your SIS admin."


def said(request: HttpRequest, error: TrellisError) -> HttpResponse:
    """Answer with the error's sentence, in the form that was asked for."""
    return _answer(request, error.status, error.sentence)


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere just like one that is not yours."""
    return _answer(request, 404, "This page isn’t there, or isn’t yours to see.")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form whose token is gone or a place that Django itself closes."""
    return _answer(
        request, 403, "You were away for a while. Load the page again; your words are still here."
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that is no request."""
    return _answer(request, 400, "Go back and try it once more.")


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed; says nothing of what or where.

    The page is drawn without the record: it may be the record that failed.
    """
    return _answer(request, 500, _BROKEN, bare=True)


def _answer(
    request: HttpRequest, status: int, sentence: str, *, bare: bool = False
) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": sentence}, status=status)
    told = {"heading": _HEADINGS[status], "sentence": sentence, "status": status}
    if getattr(request, "htmx", False):
        response = _drawn(None if bare else request, "web/error.html#notice", told, status)
        response["HX-Reswap"] = "innerHTML"
        response["HX-Retarget"] = "#said"
        return response
    return _drawn(None if bare else request, "web/error.html", told, status)


def _drawn(
    request: HttpRequest | None, template: str, told: dict[str, object], status: int
) -> HttpResponse:
    return HttpResponse(render_to_string(template, told, request), status=status)
