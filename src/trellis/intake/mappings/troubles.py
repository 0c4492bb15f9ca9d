"""What was wrong with a file, said once for each kind and counted?"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from trellis.intake.mappings.columns import Header

SHOWN = 20
"""How many cases of one kind are told in full; the others are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing that could not be read, where it stands and what became of it."""

    file: str
    line: int | None
    column: str
    position: int | None
    found: str
    expected: str
    rule: str
    severity: str
    sentence: str
    more_like_it: int = 0


@dataclass
class Troubles:
    """Gathers problems while a file is read."""

    file: str
    header: Header
    scores_set_aside: int = 0
    _found: list[Problem] = field(default_factory=list)

    def all(self) -> list[Problem]:
        """Return the problems in the order of the file's lines."""
        return sorted(self._found, key=lambda one: (one.line or 0, one.position or 0, one.rule))

    def lines_set_aside(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int | None,
        text: pl.Series | None,
        expected: str,
    ) -> None:
        """Tell that whole lines were set aside."""
        self._tell(rule, mask, lines, column, text, expected, "The line was set aside.")

    def scores_set_aside_here(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int | None,
        text: pl.Series | None,
        expected: str,
    ) -> None:
        """Tell that single scores were set aside; the rest of their lines was kept."""
        self.scores_set_aside += self._tell(
            rule, mask, lines, column, text, expected, "This score was set aside."
        )

    def warned(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int | None,
        text: pl.Series | None,
        expected: str,
    ) -> None:
        """Tell that a text was kept as it is although it is not known."""
        happened = "It was kept as delivered."
        self._tell(rule, mask, lines, column, text, expected, happened, severity="warn")

    def emptied(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int,
        text: pl.Series,
        expected: str,
    ) -> None:
        """Tell that a cell was left out and its row kept."""
        happened = "The row was kept without it."
        self._tell(rule, mask, lines, column, text, expected, happened, severity="warn")

    def noticed(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int,
        text: pl.Series,
        expected: str,
        happened: str,
        *,
        by_word: bool = True,
    ) -> None:
        """Tell a harmless oddity once a word (or once for the column), and count the rest."""
        mask = mask.fill_null(False)
        if not mask.any():
            return
        odd = pl.DataFrame({"word": text.filter(mask), "line": lines.filter(mask)})
        keys = ["word"] if by_word else [pl.lit(1)]
        words = odd.group_by(keys, maintain_order=True).agg(
            pl.col("line").first(), pl.col("word").first().alias("found"), pl.len().alias("many")
        )
        for row in words.head(SHOWN).iter_rows(named=True):
            found, line = _visible(row["found"]), row["line"]
            place = f"{self.file}, line {line:,}, {self.header.said(column)}"
            self._found.append(
                Problem(
                    file=self.file,
                    line=line,
                    column=self.header.names[column],
                    position=column + 1,
                    found=found,
                    expected=expected,
                    rule=f"mapping.{rule}",
                    severity="warn",
                    sentence=f"{place}: found “{found}”, expected {expected}. {happened}",
                    more_like_it=row["many"] - 1,
                )
            )

    def about_the_file(self, rule: str, sentence: str) -> None:
        """Tell something about the whole file."""
        self._found.append(
            Problem(self.file, None, "", None, "", "", f"mapping.{rule}", "warn", sentence)
        )

    def column_refused(
        self, column: int, mask: pl.Series, lines: pl.Series, text: pl.Series
    ) -> None:
        """Tell that a column of ids cannot be used at all."""
        expected = "an id with all its digits"
        happened = (
            "A spreadsheet has rewritten this id and its digits are gone. "
            "The whole column was not used. Export the file again without opening it there."
        )
        self._tell("id_rewritten", mask, lines, column, text, expected, happened, severity="warn")

    def conflicts(self, rows: pl.DataFrame) -> None:
        """Tell that scores with the same key and different values were all set aside."""
        self.scores_set_aside += rows.height
        for name in rows["source_column"].unique(maintain_order=True):
            here = rows.filter(pl.col("source_column") == name)
            column = self.header.names.index(name)
            self._told(
                "same_key",
                here["source_line"],
                column,
                here["value_text"],
                "one score for each student, test and day",
                "Other lines say something else about the same test. None of them was taken.",
                "quarantine",
            )

    def _tell(
        self,
        rule: str,
        mask: pl.Series,
        lines: pl.Series,
        column: int | None,
        text: pl.Series | None,
        expected: str,
        happened: str,
        *,
        severity: str = "quarantine",
    ) -> int:
        mask = mask.fill_null(False)
        if not mask.any():
            return 0
        texts = None if text is None else text.filter(mask)
        return self._told(rule, lines.filter(mask), column, texts, expected, happened, severity)

    def _told(
        self,
        rule: str,
        lines: pl.Series,
        column: int | None,
        text: pl.Series | None,
        expected: str,
        happened: str,
        severity: str,
    ) -> int:
        many = lines.len()
        for index in range(min(many, SHOWN)):
            line = int(lines[index])
            found = "" if text is None else _visible(text[index])
            place = f", {self.header.said(column)}" if column is not None else ""
            said = f"found “{found}”, expected {expected}" if found else f"expected {expected}"
            sentence = f"{self.file}, line {line:,}{place}: {said}. {happened}"
            self._found.append(
                Problem(
                    file=self.file,
                    line=line,
                    column="" if column is None else self.header.names[column],
                    position=None if column is None else column + 1,
                    found=found,
                    expected=expected,
                    rule=f"mapping.{rule}",
                    severity=severity,
                    sentence=sentence,
                    more_like_it=many - SHOWN if index == SHOWN - 1 and many > SHOWN else 0,
                )
            )
        return many


def _visible(text: str | None) -> str:
    """Return at most 80 signs of a cell, with control signs made visible."""
    if text is None:
        return ""
    seen = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
    return seen if len(seen) <= 80 else f"{seen[:79]}…"
