"""How do very many rows come into a table of the record at once?

A million objects of Django take minutes; handed to the database as they are, they take seconds.
"""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Model


def fill(model: type[Model], rows: pl.DataFrame) -> None:
    """Add rows to a model's table; the frame's columns are named as the fields.

    Inside the caller's transaction; the table's own constraints hold.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(_column(model, name)) for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            fresh = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(fresh) as copy:
                for row in rows.iter_rows():
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * rows.width)
        insert = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - our own names
        for part in rows.iter_slices(50_000):
            cursor.executemany(insert, part.rows())


def _column(model: type[Model], name: str) -> Any:
    return getattr(model._meta.get_field(name), "column", name)
