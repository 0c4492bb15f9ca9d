"""How is a measure of support drawn? Charts here never rank: departments stand by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.cache import cache

from trellis.charts.api import (
    Chart,
    Place,
    Row,
    Value,
    concentration_chart,
    need_and_support_chart,
    waiting_chart,
)
from trellis.evidence.api import Figure as Drawn
from trellis.lib.api import sentence
from trellis.statistics.api import waiting_times
from trellis.support.metrics.counted import AN_HOUR, Counted, in_window
from trellis.support.metrics.definition import ALL, Definition
from trellis.support.metrics.measures import DEFINITIONS
from trellis.support.metrics.promises import ENDS, SCHOOLS
from trellis.support.metrics.telling import SHAPES, Figure, figures
from trellis.support.models import Class
from trellis.support.queries.equity import Equity
from trellis.support.queries.windows import this_year

_BY_DEPARTMENT = "Department"


def charts_of(key: str, counted: Counted, told: Sequence[Figure]) -> list[Drawn]:
    """Draw what a measure comes to now, in the form that its definition asks for."""
    definition = DEFINITIONS[key]
    if key == "closure":
        return [Drawn.of(_ends(definition, counted), "ends")]
    if definition.form == "waiting":
        chart = _curve(definition, counted, ALL)
        return [Drawn.of(chart, "curve")] if chart else []
    if definition.form == "parts":
        return [Drawn.of(_shape(definition, counted), "shape")]
    if definition.form in ("share", "median") and sum(one.value is not None for one in told) > 1:
        return [Drawn.of(_dots(definition, told), "dots")]
    if definition.form == "difference":
        return [Drawn.of(_dots(definition, told[1:]), "dots")]
    return []


def waiting_curve(key: str) -> tuple[Drawn | None, Figure]:
    """Draw how long schools wait for useful help over the school year so far, once an hour."""
    window = this_year()
    name = f"support/waiting/{key}/{window.last}"
    kept: tuple[Drawn | None, Figure] | None = cache.get(name)
    if kept is None:
        counted = in_window("useful-help", window)
        told = figures("useful-help", counted)[0]
        told_any = told.value is not None
        chart = _curve(DEFINITIONS["useful-help"], counted, ALL) if told_any else None
        kept = (Drawn.of(chart, key) if chart else None), told
        cache.set(name, kept, AN_HOUR)
    return kept


def equity_charts(found: Equity) -> list[Drawn]:
    """Draw the concentration curve, and every school's support over its need."""
    if found.spread is None:
        return []
    spread = concentration_chart(
        "How support hours spread over need",
        [("Hours of support", found.spread)],
        note="Share of all hours, with a 95% band for each point. On the dashed line hours would "
        "be spread evenly.",
    )
    made = [Drawn.of(spread, "spread")]
    if found.line is not None:
        offered = {offer.school.pk for offer in found.offers}
        places = [
            Place(
                one.school.key,
                one.school.short_name,
                one.need,
                one.per_100,
                one.school.pk in offered,
            )
            for one in found.given
        ]
        scatter = need_and_support_chart(
            "Support hours and need, school by school",
            places,
            found.line.gaps,
            words="{:.1f}".format,
            note="The line runs through the middle of the schools; the band says how sure it is.",
        )
        made.append(Drawn.of(scatter, "scatter"))
    return made


def _curve(definition: Definition, counted: Counted, place: int) -> Chart | None:
    waits = counted.counts.get(place, [])
    if not waits:
        return None
    curve = waiting_times([days for days, _done in waits], [done for _days, done in waits])
    unit = ("school day", "school days")
    along = "School days since asked"
    if definition.unit.startswith("school hours"):
        unit, along = ("school hour", "school hours"), "School hours since asked"
    return waiting_chart(
        sentence(definition.title),
        [("All requests", curve)],
        along=along,
        unit=unit,
        note="Requests still waiting. Those that are open now are counted in; the band is a 95% "
        "interval.",
    )


def _dots(definition: Definition, told: Sequence[Figure]) -> Chart:
    share = definition.form != "median"
    scale = 100 if share else 1
    rows = [Row(one.about, (_value(one, scale),)) for one in told if one.value is not None or share]
    note = "Percent, with 95% intervals" if share else "The line is the middle half of schools"
    return Chart(
        "dots",
        definition.title,
        "percent" if share else "number",
        (sentence(definition.unit),),
        tuple(rows),
        _BY_DEPARTMENT,
        note,
    )


def _value(one: Figure, scale: float) -> Value:
    if one.value is None or one.low is None or one.high is None:
        return Value(None, hidden=True)
    return Value(scale * one.value, scale * one.low, scale * one.high, words=one.sentence)


def _ends(definition: Definition, counted: Counted) -> Chart:
    sides = [counted.counts.get(side, {}) for side in (ALL, SCHOOLS)]
    totals = [sum(side.values()) for side in sides]
    rows = []
    for end, name in ENDS.items():
        values = []
        for side, total in zip(sides, totals, strict=True):
            if total < definition.least:
                values.append(Value(None, hidden=True))
                continue
            part = 100 * side[end] / total
            values.append(Value(part, words=f"{part:.0f}% ({side[end]:.0f})"))
        rows.append(Row(name, tuple(values)))
    return Chart(
        "bars",
        definition.title,
        "percent",
        ("The district’s parts", "The schools’ parts"),
        tuple(rows),
        "Ten school days after its day",
        "Percent of each side’s parts",
    )


def _shape(definition: Definition, counted: Counted) -> Chart:
    rows = []
    for place, name in ({ALL: "All departments"} | counted.departments).items():
        parts = counted.counts.get(place, dict.fromkeys(Class.values, 0.0))
        total = sum(parts.values())
        enough = total / 60 >= definition.least
        values = []
        for shape in Class.values:
            part = 100 * parts[shape] / total if enough else None
            values.append(Value(part, words=f"{part:.0f}%" if part is not None else ""))
        rows.append(Row(name, tuple(values)))
    columns = tuple(sentence(SHAPES[shape]) for shape in Class.values)
    chart = Chart("levels", definition.title, "percent", columns, tuple(rows), _BY_DEPARTMENT)
    return replace(chart, note="Percent of minutes. No kind of work is better than another.")
