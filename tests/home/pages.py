"""How do tests read a page as a person reads it: its headings, its sentences, its parts?"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trellis.district.api import Person


def opened(person: Person, path: str) -> str:
    """Open a page as somebody, and return its HTML."""
    client = Client()
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def words_in(html: str) -> str:
    """Everything a page says, with single blanks; what only screen readers hear is in it."""
    bare = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def headings(html: str) -> list[str]:
    """The second headings of a page, in their order."""
    return [words_in(one) for one in re.findall(r"(?s)<h2[^>]*>(.*?)</h2>", html)]


def answer_of(html: str) -> str:
    """The first sentences of a page."""
    found: Any = re.search(r'(?s)<p class="answer">(.*?)</p>', html)
    return words_in(found.group(1)) if found else ""


def part_of(html: str, heading: str) -> str:
    """What one part of a page says, by the beginning of its heading."""
    for one in re.findall(r"(?s)<section.*?</section>", html):
        if heading in headings(one)[:1]:
            return words_in(one)
    return ""


def questions_of(act: Callable[[], object]) -> int:
    """How often the record is asked."""
    with CaptureQueriesContext(connection) as asked_for:
        act()
    return len(asked_for)
