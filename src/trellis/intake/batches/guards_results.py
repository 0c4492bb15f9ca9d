"""What about a file of results must be confirmed: is it like the last one of its kind?"""

from __future__ import annotations

from typing import Any

from trellis.intake.mappings.days import year_in
from trellis.intake.models import File, State
from trellis.lib.api import school_year

FEWEST, MOST = 0.80, 1.20
MOST_SHIFT = 0.5
MOST_LEVEL_SHIFT = 0.15
ENOUGH = 30
"""Below so many results nothing is compared: a small group may differ by chance."""

MANY_ON_ONE_DAY = 100


def about_results(file: dict[str, Any]) -> list[dict[str, str]]:
    """Return the guards that a file of results makes spring."""
    counts = file.get("counts") or {}
    found: list[dict[str, str]] = []
    for now in counts.get("summaries", []):
        what = " ".join(filter(None, [now["subject"] or "", now["window"] or ""]))
        named = f"{file['name']} ({what})" if what else file["name"]
        if now["n"] >= MANY_ON_ONE_DAY and now["days"] == 1:
            found.append(_guard("one_day", f"{named}: all {now['n']:,} results are of one day."))
        said = str(counts.get("year_said", ""))
        year = year_in(said, "span") or year_in(said, "ends")
        if year and year != now["school_year"]:
            there = school_year(now["school_year"])
            found.append(_guard("year", f"{named} says {there}; you said {school_year(year)}."))
        last = _last(file["kind"], now)
        if last is not None and min(last["n"], now["n"]) >= ENOUGH:
            found += [_guard(*one) for one in _differs(named, now, last)]
    return found


def _differs(named: str, now: dict[str, Any], last: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if not FEWEST <= now["n"] / last["n"] <= MOST:
        said = f"{named} holds {now['n']:,} results; the last file of its kind held {last['n']:,}."
        found.append(("rows", said))
    sd = last["sd"] or 0
    if sd and abs(now["mean"] - last["mean"]) > MOST_SHIFT * sd:
        said = (
            f"{named}: the mean score is {now['mean']:.1f}; in the last file of its kind it was "
            f"{last['mean']:.1f}."
        )
        found.append(("mean", said))
    for level in sorted({*now["levels"], *last["levels"]}):
        share, before = now["levels"].get(level, 0), last["levels"].get(level, 0)
        if abs(share - before) > MOST_LEVEL_SHIFT:
            label = level.split(": ")[-1]
            said = f"{named}: {share:.0%} are “{label}”; in the last file of its kind {before:.0%}."
            found.append(("levels", said))
    return found


def _last(kind: str, now: dict[str, Any]) -> dict[str, Any] | None:
    """Find the same subject and window in the newest published file of a kind."""
    files = File.objects.filter(kind=kind, batch__state=State.PUBLISHED)
    for file in files.order_by("-batch__publication__number", "-pk")[:20]:
        summaries: list[dict[str, Any]] = file.counts.get("summaries", [])
        for one in summaries:
            if (one["subject"], one["window"]) == (now["subject"], now["window"]):
                return one
    return None


def _guard(rule: str, sentence: str) -> dict[str, str]:
    return {"rule": rule, "sentence": sentence, "refuses": ""}
