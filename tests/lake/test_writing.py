"""Does a slice become what was delivered, and does a dead writer leave nothing behind?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trellis.lake.api import Change, Lake, Manifest, Writing
from trellis.lib.api import BadInput


def programme(*students: str, ends: date = date(9999, 12, 31), kind: str = "el") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "student_key": list(students),
            "programme": [kind] * len(students),
            "begins_on": [date(2025, 8, 1)] * len(students),
            "ends_on": [ends] * len(students),
        },
        schema_overrides={"student_key": pl.String, "begins_on": pl.Date, "ends_on": pl.Date},
    )


def put(writing: Writing, frame: pl.DataFrame, **how: Any) -> Change:
    how = {"within": None, "absent_means_gone": True} | how
    return writing.replace("programme", frame, **how)


def shown(lake: Lake, manifest: Manifest) -> list[tuple[str, str, date]]:
    reader = lake.read(manifest)
    table = reader.table("programme")
    frame = pl.DataFrame(pl.from_arrow(reader.run(table)))
    return sorted(frame.select("student_key", "programme", "ends_on").rows())


def written(lake: Lake, number: int, before: Manifest | None, frame: pl.DataFrame) -> Manifest:
    writing = lake.write(number, before)
    put(writing, frame)
    return writing.finish()


def test_what_is_new_changed_gone_and_unchanged_is_counted(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = written(lake, 1, None, programme("a", "b", "c"))
    writing = lake.write(2, first)
    delivered = pl.concat([programme("a"), programme("b", ends=date(2026, 1, 1)), programme("d")])
    assert put(writing, delivered) == Change(new=1, changed=1, gone=1, unchanged=1)
    second = writing.finish()
    assert [row[0] for row in shown(lake, second)] == ["a", "b", "d"]
    assert [row[0] for row in shown(lake, first)] == ["a", "b", "c"]


def test_the_same_delivery_again_changes_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = written(lake, 1, None, programme("a", "b"))
    writing = lake.write(2, first)
    assert put(writing, programme("b", "a")) == Change(unchanged=2)
    assert writing.finish().tables == first.tables


def test_a_slice_leaves_the_rest_alone(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    both = pl.concat([programme("a", "b"), programme("a", kind="swd")])
    first = written(lake, 1, None, both)
    writing = lake.write(2, first)
    change = put(writing, programme("b"), within={"programme": ["el"]})
    assert change == Change(gone=1, unchanged=1)
    assert [row[:2] for row in shown(lake, writing.finish())] == [("a", "swd"), ("b", "el")]


def test_what_a_dead_writer_left_is_not_published_by_the_next(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = written(lake, 1, None, pl.concat([programme("a"), programme("z", kind="swd")]))
    dead = lake.write(2, first)
    put(dead, programme("stray"), within={"programme": ["el"]})
    writing = lake.write(3, first)
    put(writing, programme("y", kind="swd"), within={"programme": ["swd"]})
    assert [row[:2] for row in shown(lake, writing.finish())] == [("a", "el"), ("y", "swd")]


def test_what_a_dead_first_writer_left_is_gone(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake.write(1, None), programme("stray"))
    manifest = written(lake, 2, None, programme("a"))
    assert [row[0] for row in shown(lake, manifest)] == ["a"]


def test_two_rows_with_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="same key"):
        put(Lake(tmp_path).write(1, None), programme("a", "a"))


def test_a_manifest_reads_back_as_it_was(tmp_path: Path) -> None:
    manifest = written(Lake(tmp_path), 1, None, programme("a"))
    again = Manifest.load(manifest.to_json())
    assert (again, again.sha256) == (manifest, manifest.sha256)


def test_the_engine_sees_nothing_outside_the_lake(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    lake = Lake(tmp_path / "lake")
    reader = lake.read(written(lake, 1, None, programme("a")))
    with pytest.raises(Exception, match="(?i)permission|disabled"):
        reader._engine.run(f"select * from read_csv('{tmp_path / 'secret.csv'}')")
