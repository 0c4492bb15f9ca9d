"""How is the report read in a browser, and taken along?"""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from trellis.access.api import scope_of
from trellis.home.report.gathering import gathered, may_read_report
from trellis.home.report.writing import PAGE, files_of, style, zipped
from trellis.lib.api import NotThere
from trellis.trail.api import wrote
from trellis.web.api import PageRequest


@require_GET
def page(request: PageRequest) -> HttpResponse:
    """Show the report as it will be read, with nothing of the product around it."""
    _check(request)
    return HttpResponse(files_of(gathered())[PAGE])


@require_GET
def css(request: PageRequest) -> HttpResponse:
    """Give the report's style sheet, beside its page."""
    _check(request)
    return HttpResponse(style(), content_type="text/css; charset=utf-8")


@require_GET
def as_zip(request: PageRequest) -> HttpResponse:
    """Give the report as one folder in a zip."""
    _check(request)
    made = zipped(files_of(gathered()))
    wrote("made the report for the board and the public", by=request.user)
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="report.zip"'
    return response


def _check(request: PageRequest) -> None:
    if not may_read_report(scope_of(request.user)):
        raise NotThere
