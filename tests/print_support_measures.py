"""Print the reference of the measures of support: definitions, and the ledgers they are held to."""

from __future__ import annotations

from tests.spec.support_reading import FILE
from trellis.support.metrics.definition import NOT_YET, Definition
from trellis.support.metrics.measures import DEFINITIONS

_HEAD = [
    "# Measures of support",
    "",
    "How well the central office supports schools, counted for the district and for departments, "
    "never for a person. Below each definition stand the small ledgers by which tests hold the "
    "code to it (`tests/spec/support.md`); this page is printed from both.",
    "",
    "A window is counted in school days. A figure carries its n; a share its Wilson interval, a "
    "waiting time the middle of its curve (Kaplan-Meier) with those that still wait, everything "
    "else a median with its middle half. Below the least n nothing is told. A department in which "
    "fewer than three people work has no line of its own: its figure would be about them. A "
    "measure is set against nothing but its own past.",
    "",
    "Coaching between two people is in no figure, so that nobody can count how often somebody was "
    "coached. A definition is frozen: whoever changes what is counted gives it the next version.",
    "",
]


def support_measures() -> str:
    """Print every measure of support, and those that are not counted yet with the reason."""
    lines = list(_HEAD)
    sections = FILE.read_text().removeprefix("## ").split("\n## ")
    for definition in DEFINITIONS.values():
        lines += _definition(definition)
        for section in sections:
            title, _, rest = section.partition("\n")
            if rest.strip().startswith(f"Measure: {definition.key},"):
                lines += [f"### {title}", "", rest.strip(), ""]
    lines += ["## Not counted yet", ""]
    lines += [f"- {one.number}. {one.title}: {one.because}" for one in NOT_YET]
    return "\n".join(lines) + "\n"


def _definition(one: Definition) -> list[str]:
    said = [
        f"## {one.number}. {one.title}",
        "",
        f"`{one.key}`, version {one.version}. {one.question}",
        "",
        one.formula,
        "",
    ]
    if one.leaves_out:
        said += [f"Left out: {one.leaves_out}.", ""]
    return [
        *said,
        f"- In {one.unit}, over {one.days} school days; told for {' and '.join(one.levels)}, from "
        f"{one.least} {one.counts} on.",
        f"- What could fool us: {one.trap}",
        f"- Against that: {one.guard}",
        "",
    ]
