"""What do coaching pages show: to the two, to whoever both let know, to a note's author?"""

from __future__ import annotations

import uuid

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import schools_of, scope_of
from trellis.district.api import Person, staff_of
from trellis.lib.api import BadInput, NotThere, TrellisError
from trellis.notices.api import read_about
from trellis.support.acts import agreements as acts
from trellis.support.forms import reading
from trellis.support.models import KNIGHTS_LINE, UNDER_AGREEMENT, Agreement, Kind, Share
from trellis.support.permissions.agreements import KNOW_OF, may_coach
from trellis.support.queries import agreements as queries
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_GET
def coaching(request: PageRequest) -> HttpResponse:
    """List one's own agreements, and those of which both let one know."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    known = queries.known_to(request.user)
    for one in known:
        why = KNOW_OF.why(request.user, one.agreement)
        saw(
            "read whom a coach works with", by=request.user, about=one.agreement.coachee, reason=why
        )
    told = {
        "mine": list(queries.agreements_of(request.user)),
        "waits": queries.waits_for(request.user),
        "known": known,
        "how_many": queries.how_many_standing(seen_by=request.user),
        "may_coach": may_coach(scope),
        "why": "it is about you, or both let you know",
    }
    return render(request, "support/coaching.html", told)


def proposing(request: PageRequest) -> HttpResponse:
    """Show the form of a new agreement; a POST proposes it."""
    scope = scope_of(request.user)
    if not may_coach(scope):
        raise NotThere
    given = request.POST if request.method == "POST" else request.GET
    schools = {one.key: one for one in schools_of(scope)}
    school = schools.get(given.get("school", "")) or next(iter(schools.values()), None)
    if school is None:
        raise NotThere
    staff = {one.pk: one for one in staff_of(school).order_by("name") if one != request.user}
    trouble: TrellisError | None = None
    if request.method == "POST":
        try:
            made = acts.propose_agreement(
                by=request.user,
                coachee=_chosen(given, staff),
                school=school,
                focus=given.get("focus", ""),
                shares=_shares(given),
                also=given.get("also", ""),
            )
            return redirect("agreement", made.key)
        except TrellisError as error:
            trouble = error
    told = {
        "schools": schools.values(),
        "school": school,
        "staff": staff.values(),
        "given": given,
        "shares": _offered(_shares(given) if trouble else set(KNIGHTS_LINE)),
        "trouble": trouble.sentence if trouble else "",
        "why": "you coach",
    }
    return render(request, "support/propose.html", told, status=trouble.status if trouble else 200)


@require_GET
def agreement(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    """Show an agreement and what stands under it, to one of its two."""
    found = queries.agreement_for(key, seen_by=request.user)
    saw("opened a coaching page", by=request.user, about=found.other(request.user))
    read_about(found.get_absolute_url(), by=request.user)
    return _page(request, found)


@require_POST
def terms(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    given = request.POST
    acts.propose_terms(
        key,
        by=request.user,
        focus=given.get("focus", ""),
        shares=_shares(given),
        also=given.get("also", ""),
    )
    return redirect("agreement", key)


@require_POST
def signed(request: PageRequest, key: uuid.UUID, number: int) -> HttpResponse:
    acts.sign(key, number, by=request.user)
    return redirect("agreement", key)


@require_POST
def refused(request: PageRequest, key: uuid.UUID, number: int) -> HttpResponse:
    acts.refuse_terms(key, number, by=request.user)
    return redirect("agreement", key)


@require_POST
def ended(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    acts.end_agreement(key, by=request.user)
    return redirect("agreement", key)


@require_POST
def entry(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    """Write about a meeting; when something is missing, the words stay in the form."""
    found = queries.agreement_for(key, seen_by=request.user)
    given = request.POST
    try:
        acts.write_entry(
            key,
            by=request.user,
            met_on=reading.read_day(given, "met_on", of="the day you met"),
            minutes=reading.read_number(given, "minutes", of="minutes you met"),
            words=given.get("words", ""),
            next_step=given.get("next_step", ""),
            kind=given.get("kind", Kind.TEACHER_COACHING),
            key=reading.read_key(given),
        )
    except TrellisError as error:
        return _page(request, found, given=given, trouble=error)
    return redirect("agreement", key)


@require_POST
def taken_back(request: PageRequest, key: uuid.UUID, entry_key: uuid.UUID) -> HttpResponse:
    queries.agreement_for(key, seen_by=request.user)
    acts.take_back_entry(entry_key, by=request.user)
    return redirect("agreement", key)


def notes(request: PageRequest) -> HttpResponse:
    """Show one's own private notes; a POST keeps one."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    if request.method == "POST":
        given = request.POST
        acts.keep_note(given.get("words", ""), by=request.user, key=reading.read_key(given))
        return redirect("notes")
    told = {
        "notes": queries.notes_of(request.user),
        "key": uuid.uuid4(),
        "why": "you wrote these; nobody else finds them",
    }
    return render(request, "support/notes.html", told)


@require_POST
def note_thrown_away(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    acts.throw_note_away(key, by=request.user)
    return redirect("notes")


def _page(
    request: PageRequest,
    found: Agreement,
    *,
    given: QueryDict | None = None,
    trouble: TrellisError | None = None,
) -> HttpResponse:
    versions = queries.versions_of(found, seen_by=request.user)
    standing = next((one for one in versions if one.holds), None)
    waiting = next((one for one in versions if one.terms.waits), None)
    base = waiting or standing
    told = {
        "agreement": found,
        "other": found.other(request.user),
        "standing": standing,
        "waiting": waiting,
        "versions": versions,
        "entries": queries.entries_of(found, seen_by=request.user),
        "kinds": [(k, Kind(k).label) for k in sorted(UNDER_AGREEMENT)],
        "shares": _offered({(s.what, s.whom) for s in base.shares} if base else set()),
        "focus": base.terms.focus if base else "",
        "also": base.also if base else "",
        "given": given or QueryDict(),
        "key": (given.get("key") if given else "") or uuid.uuid4(),
        "today": timezone.localdate().isoformat(),
        "trouble": trouble.sentence if trouble else "",
        "why": "it is between the two of you",
    }
    status = trouble.status if trouble else 200
    return render(request, "support/agreement.html", told, status=status)


def _shares(given: QueryDict) -> set[tuple[str, str]]:
    pairs = (one.partition(":") for one in given.getlist("shares"))
    return {(what, whom) for what, _colon, whom in pairs}


def _offered(chosen: set[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Every possible share, by person, with whether it is chosen."""
    return [
        (
            whom.label,
            [(f"{what}:{whom}", what.label, (what, whom) in chosen) for what in Share.What],
        )
        for whom in Share.Whom
    ]


def _chosen(given: QueryDict, staff: dict[int, Person]) -> Person:
    said = given.get("coachee", "")
    if not said.isdigit() or int(said) not in staff:
        raise BadInput("Say with whom this agreement is.")
    return staff[int(said)]
