"""Is a person told once, and is what she is told hers alone?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from trellis.lib.api import BadInput, NotThere
from trellis.notices.acts import open_notice, read_about, tell
from trellis.notices.models import Notice
from trellis.notices.queries import notices_of, unread

pytestmark = pytest.mark.django_db


def told(cast: Cast, key: str = "a", words: str = "Oak Hollow asks for help.") -> Notice:
    return tell(cast.specialist, words=words, link="/support/", kind="request", key=key)


def test_the_same_key_tells_once_and_the_first_words_stay(cast: Cast) -> None:
    first = told(cast)
    assert told(cast, words="Something else") == first
    assert notices_of(cast.specialist).get().words == "Oak Hollow asks for help."


def test_two_people_are_told_by_one_key(cast: Cast) -> None:
    told(cast)
    tell(cast.cabinet, words="The same", link="/support/", kind="request", key="a")
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example", "support/"])
def test_a_notice_leads_to_a_page_of_this_site(cast: Cast, link: str) -> None:
    with pytest.raises(BadInput):
        tell(cast.specialist, words="Look", link=link, kind="request", key="a")


def test_nobody_opens_anothers_notice(cast: Cast) -> None:
    notice = told(cast)
    for somebody in cast.everybody.values():
        if somebody != cast.specialist:
            with pytest.raises(NotThere):
                open_notice(notice.pk, by=somebody)
    assert unread(cast.specialist) == 1


def test_opening_it_leads_to_its_page_and_reads_it(cast: Cast, client: Client) -> None:
    notice = told(cast)
    client.force_login(cast.specialist)
    assert client.get(f"/notices/{notice.pk}/")["Location"] == "/support/"
    assert unread(cast.specialist) == 0


def test_being_on_the_page_reads_what_leads_there(cast: Cast) -> None:
    told(cast)
    read_about("/elsewhere/", by=cast.specialist)
    assert unread(cast.specialist) == 1
    read_about("/support/", by=cast.specialist)
    assert unread(cast.specialist) == 0


def test_the_top_bar_counts_what_waits(cast: Cast, client: Client) -> None:
    client.force_login(cast.specialist)
    assert "<b>" not in client.get("/notices/").content.decode().split("</header>")[0]
    told(cast, "a")
    told(cast, "b")
    assert "<b>2</b>" in client.get("/notices/").content.decode().split("</header>")[0]


def test_the_page_parts_new_from_read_and_reads_all_at_once(cast: Cast, client: Client) -> None:
    read, new = told(cast, "a", "Read before"), told(cast, "b", "Just now")
    open_notice(read.pk, by=cast.specialist)
    client.force_login(cast.specialist)
    page = client.get("/notices/").content.decode()
    assert page.index("Just now") < page.index("Read before")
    assert "One thing you have not read yet" in page
    client.post("/notices/read/")
    new.refresh_from_db()
    assert new.read_at is not None


def test_words_are_shown_as_words(cast: Cast, client: Client) -> None:
    told(cast, words="“<script>” is what they ask for")
    client.force_login(cast.specialist)
    assert "“&lt;script&gt;”" in client.get("/notices/").content.decode()
