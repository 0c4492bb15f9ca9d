"""How does a publication's state come to be written, so that a dead writer leaves nothing behind?

Before a table is written it is brought back to the version that the last publication named. A
slice is compared with the rows that stand: what is gone or changed is closed, what is new is
added, what is unchanged is left. Then the slice is overwritten, sorted by school.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake

from trellis.lake.manifest import Files, Manifest
from trellis.lake.reading import LakeReader
from trellis.lake.tables import CLOCKS, TABLES, Table
from trellis.lib.api import BadInput

Slice = dict[str, list[Any]]
"""Which rows are replaced: columns and the values they may have."""

_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=131_072)
_KEEP_LOG = {"delta.logRetentionDuration": "interval 3650 days"}


@dataclass(frozen=True)
class Change:
    """What a delivery changed in a table, in rows."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(
            self.new + other.new,
            self.changed + other.changed,
            self.gone + other.gone,
            self.unchanged + other.unchanged,
        )

    @property
    def is_nothing(self) -> bool:
        """Whether the table stays as it was."""
        return not (self.new or self.changed or self.gone)


class Writing:
    """A publication being written. Nobody reads it before its manifest is named in the record."""

    def __init__(self, root: Path, number: int, previous: Manifest | None) -> None:
        self._root, self._number = root, number
        self._named = dict(previous.tables) if previous else {}
        self._tables = dict(self._named)
        self._cleared: set[str] = set()

    def compare(
        self,
        table: str,
        frame: pl.DataFrame | pl.LazyFrame,
        *,
        within: Slice | None,
        absent_means_gone: bool,
    ) -> Change:
        """Say what `replace` would change, and write nothing."""
        return self._merged(TABLES[table], frame, within, absent_means_gone)[0]

    def replace(
        self,
        table: str,
        frame: pl.DataFrame | pl.LazyFrame,
        *,
        within: Slice | None,
        absent_means_gone: bool,
    ) -> Change:
        """Bring the rows of a slice to those of a frame; without a slice, the whole table."""
        made = TABLES[table]
        if made.timed:
            change, rows = self._merged(made, frame, within, absent_means_gone)
            if change.is_nothing:
                return change
        else:
            rows = _shaped(made, frame)
            change = Change(new=rows.height)
        self._write(made, rows, within)
        return change

    def read(self) -> LakeReader:
        """Read what is written so far."""
        return LakeReader(self._root, Manifest(self._number, dict(self._tables)))

    def finish(self) -> Manifest:
        """Check that the files are plain, and write the manifest beside them."""
        for name in self._cleared:
            _assert_plain(DeltaTable(str(self._folder(name))))
        manifest = Manifest(self._number, dict(self._tables))
        manifest.keep(self._root)
        return manifest

    def _merged(
        self,
        table: Table,
        frame: pl.DataFrame | pl.LazyFrame,
        within: Slice | None,
        absent_means_gone: bool,
    ) -> tuple[Change, pl.DataFrame]:
        new = _shaped(table, frame)
        there = self._there(table, within)
        if there is None or there.is_empty():
            if new.select(table.key).is_duplicated().any():
                raise BadInput(f"Two rows of “{table.name}” have the same key.")
            stamped = new.with_columns(recorded_in=pl.lit(self._number, pl.Int32))
            return Change(new=new.height), stamped
        return _compared(table, new, there, self._number, absent_means_gone)

    def _there(self, table: Table, within: Slice | None) -> pl.DataFrame | None:
        files = self._tables.get(table.name)
        if files is None or not files.paths:
            return None
        paths = [self._folder(table.name) / path for path in files.paths]
        scan = pl.scan_parquet(paths, missing_columns="insert", schema=table.polars())
        for column, values in (within or {}).items():
            scan = scan.filter(pl.col(column).is_in(values))
        return scan.collect()

    def _write(self, table: Table, rows: pl.DataFrame, within: Slice | None) -> None:
        folder = self._folder(table.name)
        self._clear(table, folder)
        arrow = rows.sort(table.sort).to_arrow(compat_level=pl.CompatLevel.oldest())
        data: pa.Table = arrow.select([c.name for c in table.columns]).cast(table.arrow())
        del rows
        write_deltalake(
            str(folder),
            data,
            mode="overwrite",
            predicate=_predicate(within),
            writer_properties=_WRITER,
            commit_properties=CommitProperties(
                custom_metadata={"publication": str(self._number)}, max_commit_retries=0
            ),
        )
        made = DeltaTable(str(folder))
        actions = pa.table(made.get_add_actions(flatten=True))
        paths = [unquote(path) for path in actions["path"].to_pylist()]
        count = sum(actions["num_records"].to_pylist())
        self._tables[table.name] = Files(made.version(), tuple(sorted(paths)), count)

    def _clear(self, table: Table, folder: Path) -> None:
        """Bring a table back to what was named, whatever a dead writer left in it."""
        if table.name in self._cleared:
            return
        named = self._named.get(table.name)
        if named is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            DeltaTable.create(str(folder), schema=table.arrow(), configuration=_KEEP_LOG)
        else:
            there = DeltaTable(str(folder))
            if there.version() != named.version:
                there.restore(named.version)
        self._cleared.add(table.name)

    def _folder(self, name: str) -> Path:
        return self._root / "tables" / name


def _shaped(table: Table, frame: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    schema = table.polars()
    lazy = frame.lazy()
    there = lazy.collect_schema().names()
    wanted = [
        (pl.col(name) if name in there else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
        if name not in CLOCKS
    ]
    clocks = [pl.lit(None, pl.Int32).alias(name) for name in CLOCKS] if table.timed else []
    return lazy.select(*wanted, *clocks).collect()


def _compared(
    table: Table, new: pl.DataFrame, there: pl.DataFrame, number: int, absent_means_gone: bool
) -> tuple[Change, pl.DataFrame]:
    keys = list(table.key)
    if new.select(keys).is_duplicated().any():
        raise BadInput(f"Two rows of “{table.name}” have the same key.")
    content = [name for name in table.names if name not in keys]
    whole = pl.struct(content).hash().alias("content_hash") if content else pl.lit(0)
    standing = there.filter(pl.col("replaced_in").is_null())
    before = standing.select(*keys, whole.alias("content_before")).with_row_index("row")
    both = new.with_columns(whole.alias("content_now")).join(
        before, on=keys, how="left", nulls_equal=True
    )
    is_new = both["row"].is_null()
    is_same = (both["content_now"] == both["content_before"]).fill_null(False)
    is_changed = ~is_new & ~is_same
    met = both["row"].drop_nulls()
    gone = before.filter(~pl.col("row").is_in(met.implode()))["row"] if absent_means_gone else None
    ended = both.filter(is_changed)["row"]
    if gone is not None:
        ended = pl.concat([ended, gone])
    closed = standing.with_row_index("row").with_columns(
        pl.when(pl.col("row").is_in(ended.implode()))
        .then(pl.lit(number, pl.Int32))
        .otherwise(pl.col("replaced_in"))
        .alias("replaced_in")
    )
    fresh = both.filter(is_new | is_changed).select(there.columns)
    history = there.filter(pl.col("replaced_in").is_not_null())
    rows = pl.concat(
        [
            history,
            closed.select(there.columns),
            fresh.with_columns(recorded_in=pl.lit(number, pl.Int32)),
        ]
    )
    change = Change(
        int(is_new.sum()),
        int(is_changed.sum()),
        0 if gone is None else gone.len(),
        int(is_same.sum()),
    )
    return change, rows


def _predicate(within: Slice | None) -> str | None:
    if not within:
        return None
    parts = []
    for column, values in within.items():
        if len(values) > 500:
            raise ValueError(f"A slice of more than 500 values of {column} is not a slice.")
        listed = ", ".join(_literal(value) for value in values)
        parts.append(f"{column} IN ({listed})")
    return " AND ".join(parts)


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _assert_plain(table: DeltaTable) -> None:
    protocol = table.protocol()
    if protocol.min_reader_version != 1 or protocol.reader_features:
        raise ValueError("The lake holds a table that plain readers cannot read.")
    if table.metadata().partition_columns:
        raise ValueError("The lake holds a partitioned table; its files would lack a column.")
