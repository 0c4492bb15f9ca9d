"""How does the database itself refuse to change or remove a line of the trail?

SQLite needs three triggers: without the third, REPLACE deletes a row without firing the second.
PostgreSQL needs one statement trigger, kept ALWAYS on so that a replica role cannot go round it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS trail_entry_no_update BEFORE UPDATE ON trail_entry "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS trail_entry_no_delete BEFORE DELETE ON trail_entry "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS trail_entry_no_replace BEFORE INSERT ON trail_entry "
    "WHEN EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.id OR key = NEW.key) "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the trail is append-only' USING ERRCODE='23000'; END $$",
    "DROP TRIGGER IF EXISTS trail_entry_append_only ON trail_entry",
    "CREATE TRIGGER trail_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
    "ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_entry_append_only",
)
EXPECTED = {
    "sqlite": {"trail_entry_no_update", "trail_entry_no_delete", "trail_entry_no_replace"},
    "postgresql": {"trail_entry_append_only"},
}


def put_guards_back(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers. Every later migration of the trail table must call this again.

    Django rebuilds a table on SQLite to alter a field, and its triggers vanish silently.
    """
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def guards(connection: BaseDatabaseWrapper) -> set[str]:
    """Name the triggers that stand on the trail table now."""
    if connection.vendor == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='trail_entry'"
    else:
        asked = (
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('trail_entry') "
            "AND NOT tgisinternal AND tgenabled = 'A'"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}
