"""How long does the server take for the page on which people explore the evidence?

Runs in a process of its own: `python -m bench.pages`. Every request is another question, answered
for the first time in this process: nothing of a page is kept from one to the next.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
django.setup()

import duckdb  # noqa: E402 - Django must be ready first
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from bench.machine import tell  # noqa: E402
from trellis.demo.api import seat_everybody  # noqa: E402
from trellis.evidence.api import current  # noqa: E402
from trellis.evidence.asking import COMPARISONS, Ask  # noqa: E402
from trellis.evidence.choices import choices, complete, places  # noqa: E402
from trellis.lake.api import Manifest  # noqa: E402

MOST = 300
WARM = 5


def asks() -> list[Ask]:
    """Return questions of every measure and comparison, in an order that is no order."""
    chosen, there = choices(), [org.key for org in places()]
    draw = random.Random(2026)  # noqa: S311 - the same questions every time
    found: dict[str, Ask] = {}
    for measure, tests in chosen.tests.items():
        for product, subject, window in tests:
            for comparison in COMPARISONS:
                plain = Ask(measure, comparison, product, subject, window)
                students = [value for value, _ in chosen.groups_of(complete(plain, chosen))]
                for value in students:
                    dim, _, group = value.partition(":")
                    asked = plain.but(dim=dim, value=group, place=draw.choice(there))
                    asked = complete(asked, chosen)
                    found[asked.query()] = asked
    every = list(found.values())
    draw.shuffle(every)
    return every[: MOST + WARM]


def percentile(seconds: list[float], share: float) -> float:
    """Return the smallest of the values that so many do not exceed."""
    return sorted(seconds)[max(0, -(-int(share * 1000 * len(seconds)) // 1000) - 1)]


def measure() -> None:
    """Ask each question once as a page, and once of DuckDB alone."""
    person = seat_everybody()["Lorna Whitfield"]
    client = Client()
    client.force_login(person)
    asked = asks()
    for ask in asked[:WARM]:
        client.get("/evidence/", ask.to_json())
    taken: dict[str, list[float]] = {}
    sizes = []
    for ask in asked[WARM:]:
        began = time.perf_counter()
        answer = client.get(f"/evidence/?{ask.query()}")
        taken.setdefault(ask.comparison, []).append(time.perf_counter() - began)
        if answer.status_code != 200 or b"<svg" not in answer.content:
            raise SystemExit(f"No chart for {ask.query()}: {answer.status_code}")
        sizes.append(len(answer.content))
    every = [second for seconds in taken.values() for second in seconds]
    tell(
        pages=len(every),
        schools=sum(org.kind == "school" for org in places()),
        p50=percentile(every, 0.5),
        p95=percentile(every, 0.95),
        worst=max(every),
        by_comparison={
            name: [percentile(seconds, 0.5), percentile(seconds, 0.95), len(seconds)]
            for name, seconds in taken.items()
        },
        kib=[percentile(sizes, 0.5) / 1024, max(sizes) / 1024],
        plain_p50=percentile(plain(asked[WARM:]), 0.5),
    )


def plain(asked: list[Ask]) -> list[float]:
    """Return the seconds that DuckDB alone needs for the same cells, read from the same files."""
    named = current()
    assert named is not None  # noqa: S101 - the delivery before published it
    folder = Path(settings.LAKE) / "tables" / "gated"
    files = [str(folder / name) for name in Manifest.load(named.manifest).tables["gated"].paths]
    connection, seconds = duckdb.connect(), []
    for ask in asked:
        where = {name: getattr(ask, name) for name in ("measure", "product", "subject", "dim")}
        where |= {"place_id": ask.place} if ask.comparison == "time" else {"school_year": ask.year}
        conditions = " and ".join(f"{name} = ?" for name in where)
        began = time.perf_counter()
        connection.execute(
            f'select * from read_parquet(?) where {conditions} and "window" = ?',  # noqa: S608
            [files, *where.values(), ask.window],
        ).fetchall()
        seconds.append(time.perf_counter() - began)
    return seconds


if __name__ == "__main__":
    measure()
