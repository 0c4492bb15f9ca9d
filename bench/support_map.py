"""How long does the server take for the support map of a large district?

Runs in a process of its own, on a database of its own: `python -m bench.support_map`. Three school
years of 200 schools and 15 departments are written in bulk; then the page is asked for as people
ask for it, through the whole stack from session to HTML.
"""

from __future__ import annotations

import os
import random
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
django.setup()

from django.db import connection  # noqa: E402 - Django must be ready first
from django.test import Client  # noqa: E402

from bench.machine import tell  # noqa: E402
from bench.support_record import DEPARTMENTS, NETWORKS, SCHOOLS, VISITS, write_record  # noqa: E402
from trellis.cli.set_up_command import bring_up_to_date  # noqa: E402
from trellis.project.warming import warm_up  # noqa: E402

USUAL = 60
OTHERS = 120


def measure() -> None:
    """Write the record, then ask: the map as it opens, and the map asked otherwise."""
    bring_up_to_date()
    began = time.perf_counter()
    person = write_record()
    wrote = time.perf_counter() - began
    warm_up()  # as a server has done by the time that people come
    client = Client()
    client.force_login(person)
    first, kib = _ask(client, "")
    usual = [_ask(client, "")[0] for _ in range(USUAL)]
    others = [_ask(client, query)[0] for query in _others()]
    tell(
        visits=VISITS,
        schools=SCHOOLS,
        departments=DEPARTMENTS,
        wrote=wrote,
        first=first,
        usual=usual,
        others=others,
        kib=kib,
        vendor=connection.vendor,
        plain=_plain(),
    )


def _ask(client: Client, query: str) -> tuple[float, float]:
    began = time.perf_counter()
    answer = client.get(f"/support/map/?{query}")
    taken = time.perf_counter() - began
    if answer.status_code != 200 or b'class="lattice"' not in answer.content:
        raise SystemExit(f"No map for {query!r}: {answer.status_code}")
    return taken, len(answer.content) / 1024


def _others() -> list[str]:
    draw = random.Random(2026)  # noqa: S311 - the same questions every time
    found = []
    for _ in range(OTHERS):
        query = f"days={draw.choice((20, 40, 80))}&show={draw.choice(('visits', 'promises'))}"
        query += f"&by={draw.choice(('school', 'network'))}"
        if draw.random() < 0.4:
            query += f"&network=network-{draw.randrange(NETWORKS)}"
        if draw.random() < 0.3:
            query += f"&department=department-{draw.randrange(DEPARTMENTS)}"
        found.append(query)
    return found


def _plain() -> float:
    """Return the seconds of one bare count of visits by school and department in the window."""
    asked = (
        "SELECT e.school_id, v.department_id, COUNT(DISTINCT e.id) FROM support_visitor v "
        "JOIN support_engagement e ON e.id = v.engagement_id WHERE e.openness = 'open' AND "
        "e.state IN ('done', 'fair', 'noted', 'differs') AND e.planned_start >= %s GROUP BY 1, 2"
    )
    since = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 58 * 86_400))
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(asked, [since])
            cursor.fetchall()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[2]


if __name__ == "__main__":
    measure()
