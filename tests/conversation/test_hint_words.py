"""Does the district keep its own list of words that hint, and does a hint stay a hint?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import OBSERVE, client_of, running, said
from trellis.conversation.acts.hinting import hint_at
from trellis.conversation.models import HintWord
from trellis.conversation.queries import notes_of, words_hinted_at
from trellis.conversation.rules import SAYS_WHY
from trellis.lib.api import BadInput, NotAllowed

pytestmark = pytest.mark.django_db


def hinted(cast: Cast, words: str) -> bool:
    talk = running(cast, OBSERVE)
    said(talk, cast.principal_of_oak, words)
    return bool(notes_of(talk, seen_by=cast.principal_of_oak)["observation"][0].hint)


def test_a_word_that_was_added_is_hinted_at_whole_and_in_any_case(cast: Cast) -> None:
    assert not hinted(cast, "They are Low  Effort.")
    hint_at("low effort", by=cast.principal_of_oak)
    assert hinted(cast, "They are Low  Effort.")
    assert not hinted(cast, "A low efforts.")


def test_a_word_that_was_taken_away_is_hinted_at_no_more_and_comes_back(cast: Cast) -> None:
    hint_at("lazy", by=cast.specialist, on=False)
    assert not hinted(cast, "They are lazy.")
    assert "lazy" not in words_hinted_at()
    hint_at("Lazy ", by=cast.specialist)
    assert hinted(cast, "They are lazy.")
    assert HintWord.objects.count() == 1


def test_a_list_without_words_hints_at_nothing(cast: Cast) -> None:
    for word in SAYS_WHY:
        hint_at(word, by=cast.specialist, on=False)
    assert not hinted(cast, "Because of the buses.")


@pytest.mark.parametrize("words", ["don't care", "don’t care"])
def test_either_apostrophe_is_the_same_word(cast: Cast, words: str) -> None:
    assert hinted(cast, f"They {words}.")
    hint_at(words, by=cast.specialist, on=False)
    assert not hinted(cast, f"They {words}.")


@pytest.mark.parametrize("words", ["", "   ", "x" * 41, "(", ".*", "why?"])
def test_what_could_not_be_found_as_a_word_is_refused(cast: Cast, words: str) -> None:
    with pytest.raises(BadInput):
        hint_at(words, by=cast.specialist)
    assert (
        client_of(cast.specialist).post("/conversations/hint-words/", {"words": words}).status_code
        == 422
    )


def test_the_page_says_who_changed_what_and_the_board_changes_nothing(cast: Cast) -> None:
    client = client_of(cast.specialist)
    client.post("/conversations/hint-words/", {"words": "poverty"})
    page = client.get("/conversations/hint-words/").content.decode()
    assert "“poverty” added by Elena Castillo" in page
    with pytest.raises(NotAllowed):
        hint_at("poverty", by=cast.board_observer, on=False)
