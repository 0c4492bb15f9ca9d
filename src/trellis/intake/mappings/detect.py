"""Which mapping fits a file, and which of its columns holds which id?

Both only propose, with their reasons; a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from trellis.intake.mappings.columns import Header
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.saved import results, shipped
from trellis.intake.mappings.sheet import Sheet, addresses
from trellis.lib.api import count, listed

WARN_BELOW = 0.9
"""Below this share of matched ids a pair is proposed with a warning."""

REFUSE_BELOW = 0.5
"""Below this share nothing goes on without a person who says why."""


_LOOKS_LIKE_AN_ID = re.compile(
    r"(?:^|[^A-Za-z])(?i:id|identifier|number|uid|stn)(?:[^A-Za-z]|$)|[a-z]I[Dd](?:$|[^a-z])|ID$"
)


@dataclass(frozen=True)
class Fit:
    """How well a mapping fits a file. `certain`: every column it is known by is there."""

    mapping: Mapping
    share: float
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class IdPair:
    """One column of ids against one type of id of the roster.

    `share` counts different ids. `rule` is empty for exact text, or says which change to the text
    is proposed; a rule holds only once a person has confirmed it.
    """

    column: str
    id_type: str
    matched: int
    of: int
    rule: str = ""
    example: str = ""

    @property
    def share(self) -> float:
        """Return the matched part of the different ids in the column, 0 to 1."""
        return self.matched / self.of if self.of else 0.0


@dataclass(frozen=True)
class IdProposal:
    """The best pair, the others in order, and what a person should know first."""

    best: IdPair | None
    others: tuple[IdPair, ...] = ()
    sentence: str = ""
    needs_reason: bool = True
    pairs: tuple[IdPair, ...] = field(default=(), repr=False)


def best_mappings(
    header: Header, *, file_name: str = "", among: Iterable[Mapping] | None = None
) -> list[Fit]:
    """Return the mappings that may fit a file with this header, best first, with reasons."""
    candidates = shipped().values() if among is None else among
    fits = [fit for one in candidates if (fit := _fit(one, header, file_name)) is not None]
    return sorted(fits, key=lambda fit: (-fit.certain, -fit.share, fit.mapping.title))


def match_ids(frame: pl.DataFrame, identities: pl.DataFrame) -> IdProposal:
    """Try every id column against every type of id of the roster, and propose the best pair.

    `frame`: one text column an id column of the file. `identities`: columns `id_type` and `id_text`
    (others are ignored). Exact text is tried first; a comparison without leading zeros is proposed
    as a rule only where it matches more than exact text does.
    """
    roster = {
        str(kind[0]): part["id_text"].drop_nulls().unique()
        for kind, part in identities.group_by("id_type", maintain_order=True)
    }
    pairs: list[IdPair] = []
    for column in frame.iter_columns():
        ids = column.cast(pl.String).str.strip_chars()
        ids = ids.filter(ids.is_not_null() & (ids != "")).unique()
        for kind, known in roster.items():
            pairs.extend(_pairs(column.name, kind, ids, known))
    pairs.sort(key=lambda pair: (-pair.share, bool(pair.rule), -pair.of))
    best = pairs[0] if pairs and pairs[0].matched else None
    others = tuple(pair for pair in pairs[1:] if pair.matched)
    reason = best is None or best.share < REFUSE_BELOW
    return IdProposal(best, others, _said(best, others), reason, tuple(pairs))


def id_columns(sheet: Sheet, mapping: Mapping | None = None) -> pl.DataFrame:
    """Return the columns of a file that may hold ids: those of the mapping, or those named so."""
    if mapping is not None:
        found = [sheet.header.find(one.column) for one in mapping.student]
        chosen = [index for index in found if index is not None]
    else:
        names = enumerate(sheet.header.names)
        chosen = [index for index, name in names if _LOOKS_LIKE_AN_ID.search(name)]
    texts = ((sheet.header.names[index], sheet.text(index)) for index in dict.fromkeys(chosen))
    columns = [text.alias(name) for name, text in texts]
    return pl.DataFrame({column.name: column for column in columns})


def _fit(mapping: Mapping, header: Header, file_name: str) -> Fit | None:
    known = mapping.known_by
    wanted = list(known.has)
    there = [name for name in wanted if header.has(name)]
    against = [name for name in known.has_not if header.has(name)]
    scores = [score.column for result in results(mapping) for score in result.scores]
    scored = [columns for columns in scores if header.find(columns) is not None]
    if not scored or against or not there:
        return None
    named = bool(known.file_name and re.search(known.file_name, file_name))
    read = addresses(mapping)
    share = sum(header.find(columns) is not None for columns in read) / len(read)
    certain = len(there) == len(wanted)
    if not certain and len(there) * 2 < len(wanted):
        return None
    reasons = [f"It has {listed([f'“{name}”' for name in there])}."]
    if not certain:
        lacking = [f"“{name}”" for name in wanted if name not in there]
        reasons.append(f"It lacks {listed(lacking)}.")
    reasons.append(f"It holds {count(len(scored), 'column')} of scores that the mapping reads.")
    if named:
        reasons.append("The name of the file says so.")
    weight = 0.6 * len(there) / len(wanted) + 0.3 * share + 0.1 * named
    return Fit(mapping, round(weight, 3), certain, tuple(reasons))


def _pairs(column: str, kind: str, ids: pl.Series, known: pl.Series) -> list[IdPair]:
    if not ids.len() or not known.len():
        return []
    exact = ids.is_in(known.implode())
    found = [IdPair(column, kind, int(exact.sum()), ids.len())]
    bare_ids, bare_known = _without_zeros(ids), _without_zeros(known)
    # Two ids of the roster that differ only in zeros: stripping would mix two students up.
    clear = bare_known.filter(~bare_known.is_duplicated())
    loose = bare_ids.is_in(clear.implode())
    more = int((loose | exact).sum())
    if more > found[0].matched:
        index = (loose & ~exact).arg_max() or 0
        example = f"{len(ids[index])} digits here, {known.str.len_chars().mode()[0]} in the roster"
        rule = "compare without leading zeros"
        found.append(IdPair(column, kind, more, ids.len(), rule, example))
    return found


def _without_zeros(ids: pl.Series) -> pl.Series:
    return ids.str.strip_chars_start("0")


def _said(best: IdPair | None, others: tuple[IdPair, ...]) -> str:
    if best is None:
        return "No column holds ids that the roster knows. Load the roster first, or name the id."
    share = f"{best.matched:,} of {best.of:,} different ids in “{best.column}”"
    said = f"{share} are {best.id_type} ids of the roster"
    if best.rule:
        said += f" if we {best.rule} ({best.example}): confirm this as a rule of the source"
    rival = next((one for one in others if one.share == best.share and one.rule == best.rule), None)
    tail = ""
    if best.share < REFUSE_BELOW:
        tail = " Fewer than half match: say why this file should be read all the same."
    elif best.share < WARN_BELOW:
        tail = " Fewer than nine in ten match: look at the others before you go on."
    elif rival and rival.id_type != best.id_type:
        tail = f" “{rival.column}” as {rival.id_type} id matches as many."
    return f"{said}.{tail}"
