"""How are tables of one publication read?

Expressions are written in Ibis, which only compiles them; the text runs on our own DuckDB, which
sees nothing but the lake's folder.
"""

from __future__ import annotations

import threading
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from trellis.lake.manifest import Manifest
from trellis.lake.tables import IBIS, SQL, TABLES

KEPT_VIEWS = 3
"""Of how many publications the views stay open."""


class Engine:
    """One in-memory DuckDB for one lake, shared by the threads of a process."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        spill = root / ".spill"
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": "2",
            "memory_limit": "1GB",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._home = duckdb.connect(":memory:", config=settings)
        self._home.execute("SET TimeZone='UTC'")
        self._home.execute(f"SET allowed_directories=['{_quoted(str(root))}']")
        self._home.execute("SET enable_external_access=false")
        self._home.execute("SET lock_configuration=true")
        self._root = root
        self._lock = threading.Lock()
        self._open: OrderedDict[str, None] = OrderedDict()

    def views(self, manifest: Manifest) -> str:
        """Make the views of a manifest; return the ending of their names."""
        ending = manifest.sha256[:12]
        with self._lock:
            if ending in self._open:
                self._open.move_to_end(ending)
                return ending
            for name in TABLES:
                text = _select(self._root, name, manifest)
                self._home.execute(f"CREATE OR REPLACE VIEW {name}_{ending} AS {text}")
            self._open[ending] = None
            while len(self._open) > KEPT_VIEWS:
                old, _ = self._open.popitem(last=False)
                for name in TABLES:
                    self._home.execute(f"DROP VIEW IF EXISTS {name}_{old}")
        return ending

    def run(self, text: str) -> pa.Table:
        """Run one statement on a cursor of its own."""
        cursor = self._home.cursor()
        try:
            return cursor.sql(text).to_arrow_table()
        finally:
            cursor.close()

    def keep(self, table: str, text: str) -> None:
        """Keep the answer to a statement as a table in memory."""
        cursor = self._home.cursor()
        try:
            cursor.execute(f"CREATE TABLE {table} AS {text}")
        finally:
            cursor.close()

    def drop(self, table: str) -> None:
        """Forget a table that was kept."""
        cursor = self._home.cursor()
        try:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        finally:
            cursor.close()


_engines: dict[Path, Engine] = {}
_engines_lock = threading.Lock()


def engine_of(root: Path) -> Engine:
    """Return this process's engine for a lake; made on first use, after any fork."""
    root = root.resolve()
    with _engines_lock:
        if root not in _engines:
            while len(_engines) >= 4:
                _engines.pop(next(iter(_engines)))
            _engines[root] = Engine(root)
        return _engines[root]


class LakeReader:
    """Reads one publication: `table(name)` to write an expression on, `run(expr)` to have it."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self._engine = engine_of(root)
        self.manifest = manifest
        self._ending = self._engine.views(manifest)
        self._kept: dict[str, Any] = {}

    def table(self, name: str) -> Any:
        """Return a table as an Ibis expression; of timed tables the rows that stand."""
        made = TABLES[name]
        schema = {column.name: IBIS[column.type] for column in made.columns}
        whole = ibis.table(schema, name=f"{name}_{self._ending}")
        return whole.filter(whole.replaced_in.isnull()) if made.timed else whole

    def run(self, expression: Any) -> pa.Table:
        """Compile an expression and run it."""
        return self._engine.run(str(ibis.to_sql(expression, dialect="duckdb")))

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Compute an expression once and return it as a table; it lasts as long as this reader."""
        if name not in self._kept:
            expression = make()
            schema = expression.schema()
            table = f"kept_{uuid.uuid4().hex[:12]}"
            text = str(ibis.to_sql(expression, dialect="duckdb"))
            self._engine.keep(table, text)
            weakref.finalize(self, self._engine.drop, table)
            self._kept[name] = ibis.table(schema, name=table)
        return self._kept[name]

    def rows(self, name: str) -> int:
        """How many rows a table's files hold, history included."""
        files = self.manifest.tables.get(name)
        return files.rows if files else 0


def _select(root: Path, name: str, manifest: Manifest) -> str:
    table = TABLES[name]
    files = manifest.tables.get(name)
    columns = ", ".join(f'CAST("{c.name}" AS {SQL[c.type]}) AS "{c.name}"' for c in table.columns)
    if files is None or not files.paths:
        nothing = ", ".join(f'CAST(NULL AS {SQL[c.type]}) AS "{c.name}"' for c in table.columns)
        return f"SELECT {nothing} WHERE false"
    folder = root.resolve() / "tables" / name
    paths = ", ".join(f"'{_quoted(str(folder / path))}'" for path in files.paths)
    return f"SELECT {columns} FROM read_parquet([{paths}], union_by_name=true)"  # noqa: S608


def _quoted(text: str) -> str:
    return text.replace("'", "''")
