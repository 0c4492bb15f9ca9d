"""What does the page of notices show, and how is the daily mail stopped?"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from trellis.notices import acts, queries
from trellis.notices.models import Wish
from trellis.web.api import PageRequest

MOST = 100


@require_GET
def notices(request: PageRequest) -> HttpResponse:
    """List what waits for a person, and what she has read."""
    found = list(queries.notices_of(request.user)[:MOST])
    told = {
        "waiting": [notice for notice in found if notice.read_at is None],
        "read": [notice for notice in found if notice.read_at is not None],
        "mail": queries.mail_of(request.user),
        "mails": Wish.Mail.choices,
        "why": "it is told to you; nobody else can open this page",
    }
    return render(request, "notices/notices.html", told)


@require_GET
def opened(request: PageRequest, pk: int) -> HttpResponse:
    """Follow a notice to its page; from then on it is read."""
    return redirect(acts.open_notice(pk, by=request.user).link)


@require_POST
def all_read(request: PageRequest) -> HttpResponse:
    acts.read_all(by=request.user)
    return redirect("notices")


@require_POST
def mail(request: PageRequest) -> HttpResponse:
    acts.choose_mail(by=request.user, mail=request.POST.get("mail", ""))
    messages.success(request, "Kept. You can change it again at any time.")
    return redirect("notices")


@csrf_exempt
@login_not_required
def stop(request: HttpRequest, ticket: str) -> HttpResponse:
    """Stop the mail of whoever holds the ticket; her mail program may do it with one POST.

    Nobody is signed in here: the ticket says whose mail it is and opens nothing else.
    """
    person = acts.person_of(ticket)
    stopped = request.method == "POST"
    if stopped:
        acts.choose_mail(by=person, mail=Wish.Mail.NONE)
    return render(request, "notices/stop.html", {"stopped": stopped})
