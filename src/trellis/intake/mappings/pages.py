"""What does the reference page of a mapping say? It is written from the mapping itself."""

from __future__ import annotations

from collections.abc import Sequence

from trellis.intake.mappings.columns import said
from trellis.intake.mappings.found import Found, Tested, Year
from trellis.intake.mappings.language import Level, Mapping, Result, Scheme, Score
from trellis.intake.mappings.saved import results

_READS = {
    "number": "",
    "lexile": "Lexile, below zero for BR",
    "quantile": "Quantile, below zero for EM",
    "order": "place in an order",
    "text": "text",
}


def page(mapping: Mapping) -> str:
    """Return the reference page of a mapping in Markdown."""
    parts = [f"# {mapping.title}", mapping.says]
    if mapping.off_by_default:
        parts.append("This mapping is off until a named person of the district turns it on.")
    parts.append(_facts(mapping))
    parts.append("## Scores\n\n" + _scores(mapping))
    if mapping.schemes:
        schemes = [_scheme(key, scheme) for key, scheme in mapping.schemes.items()]
        parts.append("## Levels\n\n" + "\n".join(schemes))
    if mapping.notes:
        parts.append("## Worth knowing\n\n" + "\n".join(f"- {note}" for note in mapping.notes))
    parts.append(
        "Columns that are not named on this page are dropped unread. What cannot be understood is "
        "set aside with its line and column, never guessed."
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def index(mappings: Sequence[Mapping]) -> str:
    """Return the page that lists all mappings."""
    rows = [
        f"| [{one.title}]({one.key}.md) | `{one.product}` | {_subjects(one)} |" for one in mappings
    ]
    return "\n".join(
        [
            "# Score files that Trellis reads",
            "",
            "Each page is written from the mapping itself, so it says what is read and no more.",
            "A file of another product is read by choosing its columns once; the choice is saved",
            "as a mapping of the same kind.",
            "",
            "| File | Product in the lake | Subjects |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _facts(mapping: Mapping) -> str:
    file = mapping.file
    layout = f"header on line {file.header_line}"
    if file.group_line:
        layout += f", groups of columns on line {file.group_line}"
    rows = [
        ("Product in the lake", f"`{mapping.product}`, mapping version {mapping.version}"),
        ("File", f"text with `{file.delimiter}` between cells, {file.encoding}, {layout}"),
        ("Known by", ", ".join(f"“{name}”" for name in mapping.known_by.has)),
        ("Student", "; ".join(f"{one.type} id from {said(one.column)}" for one in mapping.student)),
        ("School, as delivered", _found(mapping.school)),
        ("Grade", _found(mapping.grade)),
        ("Subject", _found(mapping.subject) or "told by the column, see below"),
        ("School year", _found(mapping.year)),
        ("Window", _found(mapping.window) or "none: the test has no windows"),
        ("Day of the test", _found(mapping.tested) or "told by the column, see below"),
        ("Test event", _found(mapping.event)),
        ("Lines read", _kept(mapping)),
        ("Attempt that counts", _attempts(mapping)),
    ]
    told = [f"| {name} | {_cell(text)} |" for name, text in rows if text]
    return "\n".join(["| | |", "|---|---|", *told])


def _found(ways: Sequence[Found]) -> str:
    return "; else ".join(_way(way) for way in ways)


def _way(way: Found) -> str:
    if isinstance(way, Year) and way.from_date:
        return "the school year in which the day of the test falls"
    if way.asks:
        return "asked at upload"
    if way.value is not None:
        return f"always {way.value}"
    text = "the name of the file" if way.file_name else said(way.column)
    if isinstance(way, Tested):
        return f"{text} ({' or '.join(_date(form) for form in way.formats)})"
    if isinstance(way, Year):
        words = {"span": "2025-2026", "ends": "2026, the year it ends"}
        words |= {"begins": "2025, the year it begins", "term": "FA25, SP26"}
        return f"{text} (as {words[way.reads]})"
    if way.values:
        pairs = [f"{word} = {meant}" for word, meant in list(way.values.items())[:8]]
        return f"{text} ({', '.join(pairs)})"
    return text


def _date(form: str) -> str:
    words = {"%Y": "YYYY", "%y": "YY", "%m": "MM", "%d": "DD", "%b": "Mon"}
    for sign, word in words.items():
        form = form.replace(sign, word)
    return form


def _kept(mapping: Mapping) -> str:
    told = []
    for one in mapping.keep:
        words = ", ".join(word or "blank" for word in one.one_of or one.none_of)
        told.append(f"{said(one.column)} is {'' if one.one_of else 'not '}{words}")
    return "those where " + " and ".join(told) if told else ""


def _attempts(mapping: Mapping) -> str:
    text = f"the {mapping.attempts.choose} in a window"
    for one in mapping.attempts.among:
        words = ", ".join(one.one_of or one.none_of)
        text += f", where {said(one.column)} is {'' if one.one_of else 'not '}{words}"
    return text


def _scores(mapping: Mapping) -> str:
    rows = ["| Subject | Strand | Score | Column | Range | Level |", "|---|---|---|---|---|---|"]
    for result in results(mapping):
        for score in result.scores:
            cells = [
                _found(result.subject) or "of the line",
                _found(result.domain) or "overall",
                " ".join(filter(None, [score.type, score.unit, _in_brackets(_READS[score.reads])])),
                said(score.column),
                _range(score),
                _level(score.level),
            ]
            rows.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(rows) + _states(mapping)


def _states(mapping: Mapping) -> str:
    """Tell which words and codes become a row that says why there is no score."""
    words: dict[str, str] = {}
    for result in results(mapping):
        words |= _codes(result)
        for score in result.scores:
            words |= {word: state for word, state in score.missing.items() if state}
    if not words:
        return ""
    told = ", ".join(f"“{word}” = {state.replace('_', ' ')}" for word, state in words.items())
    return f"\n\nA test without a score is kept as a row that says why: {told}."


def _codes(result: Result) -> dict[str, str]:
    return {word: state for way in result.state for word, state in way.values.items()}


def _range(score: Score) -> str:
    if score.low is None or score.high is None:
        return ""
    return f"{score.low:g} to {score.high:g}"


def _level(level: Level | None) -> str:
    if level is None:
        return ""
    if level.flags:
        return f"`{level.scheme}` from {', '.join(said(flag.column) for flag in level.flags)}"
    found = level.number or level.label
    return f"`{level.scheme}` from {said(found.column)}" if found else f"`{level.scheme}`"


def _scheme(key: str, scheme: Scheme) -> str:
    if not scheme.levels:
        turned = ", whose first level is the highest" if scheme.best == "first" else ""
        return f"- `{key}`: {scheme.title}; the names of its levels come with the file{turned}."
    names = " < ".join(scheme.levels)
    meets = f"Met from “{scheme.meets_from}”." if scheme.meets_from else "It has no benchmark."
    return f"- `{key}`: {scheme.title}: {names}. {meets}"


def _subjects(mapping: Mapping) -> str:
    words: set[str] = set()
    for ways in (mapping.subject, *(result.subject for result in results(mapping))):
        for way in ways:
            words |= {way.value} if way.value else set(way.values.values())
    return ", ".join(sorted(word.replace("_", " ") for word in words)) or "asked at upload"


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
