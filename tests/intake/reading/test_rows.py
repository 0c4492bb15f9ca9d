"""Is every odd row told apart with its line, and is nothing good lost?"""

from __future__ import annotations

from pathlib import Path

import pytest

from trellis.intake.reading import passing
from trellis.intake.reading.rows import Reading, delimiter_of, read_sheet
from trellis.intake.reading.text import MOST_IN_A_ROW, NotUtf8, words_as
from trellis.lib.api import BadInput


def read(tmp_path: Path, content: bytes | str, **layout: object) -> Reading:
    path = tmp_path / "000.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sheet(path, "a.csv", **layout)  # type: ignore[arg-type]


def rows_of(reading: Reading) -> list[tuple[str, ...]]:
    return reading.sheet.cells.rows()


def told(reading: Reading) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.found) for problem in reading.problems]


@pytest.mark.parametrize("quote", ["", '"'])
def test_short_and_long_rows_are_set_aside_with_their_line(tmp_path: Path, quote: str) -> None:
    q = quote
    found = read(tmp_path, f"a,b\n{q}1{q},2\n3\n4,5,6\n\n{q}007{q},8\n")
    assert rows_of(found) == [("1", "2"), ("007", "8")]
    assert found.sheet.lines.to_list() == [2, 6]
    assert told(found) == [(3, "1 cell"), (4, "3 cells")]
    assert found.problems[0].sentence == (
        "a.csv, line 3: found 1 cell, expected 2 cells, as in the header. The row was set aside."
    )


@pytest.mark.parametrize("quote", ["", '"'])
def test_empty_cells_too_many_are_left_out_and_told_once(tmp_path: Path, quote: str) -> None:
    q = quote
    found = read(tmp_path, f"a,b\n{q}1{q},2,,\n3,4\n5,6, \n7,8,9\n")
    assert rows_of(found) == [("1", "2"), ("3", "4"), ("5", "6")]
    assert told(found) == [(None, ""), (5, "3 cells")]
    assert "empty cells too many at the end of two rows" in found.problems[0].sentence


@pytest.mark.parametrize("quote", ["", '"'])
def test_the_header_again_is_no_row(tmp_path: Path, quote: str) -> None:
    found = read(tmp_path, f"a,b\n{quote}1{quote},2\na,b\n3,4\n")
    assert rows_of(found) == [("1", "2"), ("3", "4")]
    assert told(found) == [(3, "the header again")]


@pytest.mark.parametrize(
    ("text", "rows", "said"),
    [
        ('a,b\n1,"x\ny"\n2,"z, w"\n', [("2", "z, w")], [(2, "a line break inside quotes")]),
        (
            'a,b\n1,"x\n2,3\n4,"5"\n6,7\n',
            [("2", "3"), ("4", "5"), ("6", "7")],
            [(2, "a quote that is not closed on its line")],
        ),
        ('a,b\n1,"x\n2,3\n', [("2", "3")], [(2, "a quote that is not closed on its line")]),
        ('a,b\n1,5" pipe\n"2",3\n', [("2", "3")], [(2, "a quote inside a cell")]),
        ('a,b\n"1" x,2\n"3",4\n', [("3", "4")], [(2, "text behind a closing quote")]),
        ('a,b\n1,"5"" pipe"\n', [("1", '5" pipe')], []),
        ('a,b\n1,""\n', [("1", "")], []),
    ],
    ids=["break", "unclosed", "unclosed at the end", "stray", "behind", "doubled", "empty"],
)
def test_an_odd_quote_costs_its_own_row_alone(
    tmp_path: Path, text: str, rows: list[tuple[str, str]], said: list[tuple[int, str]]
) -> None:
    found = read(tmp_path, text)
    assert rows_of(found) == rows
    assert told(found) == said


def test_an_endless_quote_is_given_up_soon(tmp_path: Path) -> None:
    body = "".join(f"{n},x\n" for n in range(200))
    found = read(tmp_path, f'a,b\n1,"never closed\n{body}')
    assert len(rows_of(found)) == 200
    assert told(found) == [(2, "a quote that is not closed on its line")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_a_million_signs_is_set_aside(tmp_path: Path, quote: str) -> None:
    huge = "x" * (passing.MOST_IN_A_CELL + 1)
    found = read(tmp_path, f"a,b\n1,{quote}{huge}{quote}\n2,3\n")
    assert rows_of(found) == [("2", "3")]
    assert told(found) == [(2, "a cell of more than a million signs")]


def test_mixed_line_ends_are_read_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, b"a,b\r\n1,2\n3,4\r\n")
    assert rows_of(found) == [("1", "2"), ("3", "4")]
    assert "lines that end as on Windows and lines that end as on Unix" in (
        found.problems[0].sentence
    )


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa,b\r\n1,2\r\n", b"a,b\n1,2", b"a,b\r\n1,2"])
def test_a_byte_order_mark_and_a_missing_last_line_end_are_nothing_to_tell(
    tmp_path: Path, content: bytes
) -> None:
    found = read(tmp_path, content)
    assert rows_of(found) == [("1", "2")]
    assert found.sheet.header.names == ("a", "b")
    assert found.problems == []


def test_utf_16_is_read_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n1,é\n".encode("utf-16"))
    assert rows_of(found) == [("1", "é")]
    assert found.problems[0].sentence == "a.csv is in UTF-16, expected UTF-8; it was read as such."


def test_windows_1252_is_read_when_somebody_said_so_and_never_else(tmp_path: Path) -> None:
    content = "a,b\n1,Peña\n2,Zoë\n3,x\n".encode("cp1252")
    with pytest.raises(NotUtf8, match="line 2, byte 9: found 0xf1, expected UTF-8"):
        read(tmp_path, content)
    assert words_as(tmp_path / "000.csv", "windows-1252") == [(2, "Peña"), (3, "Zoë")]
    found = read(tmp_path, content, encoding="windows-1252")
    assert rows_of(found) == [("1", "Peña"), ("2", "Zoë"), ("3", "x")]
    assert "was read as Windows-1252, as was chosen" in found.problems[0].sentence


def test_reading_leaves_no_copy_behind(tmp_path: Path) -> None:
    read(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n3\n")
    with pytest.raises(BadInput):
        read(tmp_path, b"\xef\xbb\xbfa,b\n1,\xff\n")
    assert [path.name for path in tmp_path.iterdir()] == ["000.csv"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,caf\xe9\n", "a.csv, line 2, byte 10: found 0xe9, expected UTF-8."),
        (b"a,b\n1,\xc3", "a.csv, line 2, byte 7: found 0xc3, expected UTF-8."),
        (b"a,b\n1,2\n3,\x00\n", "a.csv, line 3: found a NUL byte, expected text."),
        (b"a,b\r1,2\r", "a.csv, line 1: found a carriage return alone"),
        (b"a,b\n1,2\n3,4\r", "a.csv, line 3: found a carriage return alone"),
        (b"a,b,a\n1,2,3\n", "a.csv, line 1: the column “a” stands twice, at 1 and 3"),
        (b"a, a\xc2\xa0\n1,2\n", "the column “a” stands twice, at 1 and 2"),
        (b"a;b\n1;2\n", "line 1: found one column, “a;b”, expected several."),
        (b"a\tb\n1\t2\n", "It looks as if a tab separates them"),
        (b"a,b\n1;2\n3;4\n", "more than half of its rows"),
        (b"", "a.csv, line 1: expected the names of the columns."),
        (b"\n1,2\n", "a.csv, line 1: expected the names of the columns."),
        (b'"a\nb",c\n1,2\n', "expected the names of the columns on one line"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, content)
    assert sentence in refused.value.sentence


def test_a_wide_line_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 2: found a line of more than 16 million bytes"):
        read(tmp_path, b"a,b\n" + b"1," * (MOST_IN_A_ROW // 2 + 1) + b"\n")


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(5_001))
    with pytest.raises(BadInput, match="has 5,001 columns; at most 5,000 are read"):
        read(tmp_path, f"{names}\n")


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(read(tmp_path, "a,b\n")) == []


@pytest.mark.parametrize(("sign", "text"), [(";", "a;b,c\n"), ("\t", "a\tb\n"), (",", "a,b\n")])
def test_what_separates_columns_is_proposed(tmp_path: Path, sign: str, text: str) -> None:
    path = tmp_path / "000.csv"
    path.write_text(text.replace(",c", ""))
    assert delimiter_of(path, "a.csv") == sign


def test_the_names_may_stand_further_down(tmp_path: Path) -> None:
    found = read(tmp_path, "Report,\n\nid,score\n1,2\n", header_line=3)
    assert found.sheet.header.names == ("id", "score")
    assert found.sheet.lines.to_list() == [4]
