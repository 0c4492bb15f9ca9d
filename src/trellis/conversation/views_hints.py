"""On which page does a district change the words that are hinted at?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from trellis.access.api import scope_of
from trellis.conversation.acts.hinting import hint_at
from trellis.conversation.permissions import may_plan
from trellis.conversation.queries import hint_changes, words_hinted_at
from trellis.lib.api import BadInput, NotThere
from trellis.web.api import PageRequest


def hint_words(request: PageRequest) -> HttpResponse:
    """Show the list; a POST adds a word or takes one away."""
    if not may_plan(scope_of(request.user)):
        raise NotThere
    trouble = ""
    if request.method == "POST":
        try:
            hint_at(
                request.POST.get("words", ""), by=request.user, on="take_away" not in request.POST
            )
            return redirect("hint-words")
        except BadInput as error:
            trouble = error.sentence
    told = {
        "words": words_hinted_at(),
        "changes": hint_changes(),
        "trouble": trouble,
        "why": "you work with schools",
    }
    return render(request, "conversation/hint_words.html", told, status=422 if trouble else 200)
