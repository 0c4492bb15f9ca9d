"""What do the pages of ways to talk show, and how does the district make one its own?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import scope_of
from trellis.conversation import forms
from trellis.conversation.acts.own import make_our_own, publish_version, write_draft
from trellis.conversation.forms_own import CHECKS, SPEAKS, read_way, rows_of
from trellis.conversation.kinds import takes
from trellis.conversation.models import DistrictProtocol
from trellis.conversation.own import as_way
from trellis.conversation.permissions import may_plan
from trellis.conversation.protocols.reading import Protocol, Step, protocols
from trellis.conversation.ways import KEEP_PROTOCOL, drafts_for, may_keep_protocols, ways_to_talk
from trellis.lib.api import BadInput, NotThere, whole
from trellis.web.api import PageRequest


@dataclass(frozen=True)
class Drawn:
    """A step with its place in the whole, in thousandths of the minutes, and its rules in words."""

    step: Step
    number: int
    left: float
    width: float
    speaks: str
    writes: str
    leaves: str


@require_GET
def listed(request: PageRequest) -> HttpResponse:
    """List the ways to talk: the district's own, and those that come with Trellis."""
    own = [one for key, one in ways_to_talk().items() if key not in protocols()]
    told = {
        "own": [(one, drawn(one)) for one in own],
        "common": [(one, drawn(one)) for one in protocols().values() if not one.variant_of],
        "drafts": drafts_for(request.user),
        "may_keep": may_keep_protocols(scope_of(request.user)),
        "why": "ways to talk hold nobody’s data; everybody who signs in reads them",
    }
    return render(request, "conversation/protocols.html", told)


@require_GET
def page(request: PageRequest, key: str) -> HttpResponse:
    """Show one: its steps to scale in minutes, who speaks, what is written, where it comes from."""
    scope = scope_of(request.user)
    own = DistrictProtocol.objects.filter(key=key).first()
    keeps = may_keep_protocols(scope)
    shown = _shown(own, keeps) if own else protocols().get(key)
    if shown is None:
        raise NotThere
    told = {
        "protocol": shown,
        "steps": drawn(shown),
        "variants": [one for one in protocols().values() if one.variant_of == key],
        "first": protocols().get(shown.variant_of or (own.begun_from if own else "")),
        "own": own,
        "versions": own.versions.select_related("published_by") if own and keeps else [],
        "may_keep": keeps,
        "may_plan": may_plan(scope) and not (own and own.published is None),
        "form_key": uuid.uuid4(),
    }
    return render(request, "conversation/protocol.html", told)


@require_POST
def forked(request: PageRequest, key: str) -> HttpResponse:
    """Make one the district's own; the draft opens."""
    if key not in ways_to_talk() or not may_keep_protocols(scope_of(request.user)):
        raise NotThere
    made = make_our_own(key, by=request.user, form_key=forms.read_key(request))
    return redirect("protocol-edit", made.key)


def edited(request: PageRequest, key: str) -> HttpResponse:
    """Show the form of a draft; a POST writes it."""
    found = _kept(request, key)
    version = found.draft or found.published
    if version is None:
        raise NotThere
    changed = version.changed if found.draft else 0
    shown = version.told
    trouble = ""
    if request.method == "POST":
        changed = whole(request.POST.get("changed", "")) or 0
        try:
            shown = read_way(request.POST, version.way)
            write_draft(found, by=request.user, told=shown, changed=changed)
            return redirect("protocol", found.key)
        except BadInput as error:
            trouble = error.sentence
    told = {
        "own": found,
        "way": shown,
        "good_for": shown["for"],
        "rows": rows_of(shown["step"]),
        "changed": changed,
        "speaks": SPEAKS.items(),
        "checks": CHECKS.items(),
        "trouble": trouble,
        "why": KEEP_PROTOCOL.why(request.user, found),
    }
    status = 422 if trouble else 200
    return render(request, "conversation/protocol_edit.html", told, status=status)


@require_POST
def published(request: PageRequest, key: str) -> HttpResponse:
    """Publish the draft that the page showed."""
    found = _kept(request, key)
    number = whole(request.POST.get("version", ""))
    publish_version(found, by=request.user, number=number or 0)
    return redirect("protocol", key)


def drawn(way: Protocol) -> list[Drawn]:
    """Place the steps of a way to talk on a line, to scale in minutes."""
    found: list[Drawn] = []
    begun = 0
    for number, step in enumerate(way.steps, 1):
        found.append(
            Drawn(
                step,
                number,
                round(1000 * begun / way.minutes, 1),
                round(max(1000 * step.minutes / way.minutes - 4, 2), 1),
                SPEAKS[step.speaks],
                takes(step.writes),
                CHECKS[step.exit_check] if step.exit_check else "",
            )
        )
        begun += step.minutes
    return found


def _kept(request: PageRequest, key: str) -> DistrictProtocol:
    found = DistrictProtocol.objects.filter(key=key).first()
    if found is None:
        raise NotThere
    return KEEP_PROTOCOL.find(request.user, found.pk)


def _shown(own: DistrictProtocol, keeps: bool) -> Protocol | None:
    version = own.published or (own.draft if keeps else None)
    return as_way(version.told, key=own.key, number=version.number) if version else None
