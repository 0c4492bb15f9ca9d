"""What does a promise's page show of support, and how is help asked for there?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trellis.commitments.api import SEE_COMMITMENT
from trellis.lib.api import NotThere
from trellis.support.acts.help_wanted import want_help
from trellis.support.permissions.requests import ASK_FOR
from trellis.support.queries.help_wanted import help_for
from trellis.web.api import PageRequest


def for_promise(request: PageRequest, pk: int) -> HttpResponse:
    """Show, as a part of a promise's page, what was asked for it; a POST asks for help."""
    found = SEE_COMMITMENT.find(request.user, pk)
    if request.method != "POST":
        told = {"commitment": found, "help": help_for(found, seen_by=request.user)}
        return render(request, "support/for_promise.html", told)
    if found.school is not None and not ASK_FOR.allows(request.user, found.school):
        raise NotThere
    made = want_help(pk, by=request.user)
    messages.success(request, f"Sent to {made.department.name}.")
    return redirect("support-request", made.pk)
