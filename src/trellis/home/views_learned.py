"""How does a person look through what conversations found out and decided?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trellis.access.api import scope_of
from trellis.commitments.api import WENT
from trellis.home.learned import (
    KINDS,
    Looked,
    learned,
    schools_spoken_of,
    subjects_seen_by,
    years_seen_by,
)
from trellis.home.search import words_of
from trellis.lib.api import NotThere, plain, sentence, whole
from trellis.web.api import PageRequest

MOST_PAGES = 50


@require_GET
def what_we_learned(request: PageRequest) -> HttpResponse:
    """Show the lines that hold all the words, in the minutes that she may read."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    given = request.GET
    q = plain(given.get("q", ""))[:100]
    kind, went = given.get("kind", ""), given.get("went", "")
    year = whole(given.get("year", "")) or 0
    looked = Looked(
        words=tuple(words_of(q)),
        school=given.get("school", ""),
        subject=given.get("subject", ""),
        year=year if 2000 <= year <= 2100 else 0,
        kind=kind if kind in KINDS else "",
        went=went if went in WENT else "",
    )
    page = min(max(whole(given.get("page", "")) or 1, 1), MOST_PAGES)
    found = learned(looked, seen_by=request.user, page=page)
    onward = given.copy()
    onward["page"] = str(page + 1)
    told = {
        "q": q,
        "looked": looked,
        "found": found,
        "page": page,
        "onward": onward.urlencode() if found.more and page < MOST_PAGES else "",
        "schools": schools_spoken_of(request.user),
        "subjects": subjects_seen_by(request.user),
        "years": years_seen_by(request.user),
        "kinds": [(key, sentence(words)) for key, words in KINDS.items()],
        "ways": [(key, sentence(words)) for key, words in WENT.items()],
        "why": "each line stands in minutes that you may read",
        "why_more": "Not here, for anybody: who wrote a line, predictions, and feedback to "
        "somebody who presented.",
    }
    return render(request, "home/learned.html", told)
