"""What does a browser keep so that a log can be written without a connection?

One page without anybody's name, its scripts and style sheets, and the worker that hands them out.
"""

from __future__ import annotations

import hashlib
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.finders import get_finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from trellis.support.forms.engagements import PRESENT

_SCRIPTS = ("web/js/outbox.js", "support/log.js", "web/icon.svg")


@login_not_required
@cache_control(no_cache=True)
@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """Show the log's form with nobody's data: a browser fills it with what it keeps."""
    told = {"minutes": (15, 30, 45, 60, 90), "present": PRESENT}
    return render(request, "support/log_offline.html", told)


@login_not_required
@cache_control(no_cache=True)
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give out the worker, at the root, so that it may answer for the log's address."""
    kept = [reverse("log-offline"), *_files()]
    release = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    told = {"kept": kept, "release": release, "log": reverse("log")}
    return render(request, "support/sw.js", told, content_type="text/javascript; charset=utf-8")


@cache
def _files() -> tuple[str, ...]:
    every = (name for finder in get_finders() for name, _storage in finder.list([]))
    sheets = sorted(name for name in every if name.startswith("web/css/"))
    return tuple(static(name) for name in (*sheets, *_SCRIPTS))
