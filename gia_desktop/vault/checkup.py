"""Is this file a database of our schema, of a version we read, and whole?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gia_desktop.vault.connection import pragma, seal
from gia_desktop.vault.faults import DamagedFault, ForeignFault, NewerFault, fault_of
from gia_desktop.vault.schema import (
    HISTORY,
    Schema,
    columns_of_version,
    definitions_in,
    definitions_of_version,
)

_FORMAT_BYTES: Final = slice(18, 20)
_KNOWN_FORMATS: Final = (b"\x01\x01", b"\x02\x02")
"""Write and read version; SQLite calls others read-only (https://sqlite.org/fileformat2.html 1.3.3)."""


@contextmanager
def unknown_errors_as_damage(path: Path) -> Iterator[None]:
    """Take an error that no situation of the machine explains for damage: a sound file answers our questions.

    One byte of the header is enough for “unsupported file format”, which SQLite counts as a plain error.

    Raises:
        DamagedFault: SQLite can't make sense of the file.
    """
    try:
        yield
    except sqlite3.Error as error:
        if fault_of(error, path) is not None:
            raise
        raise DamagedFault(path, f"{type(error).__name__}: {error}") from error


def check_identity(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Tell our database, or an empty file, from everything else; the file is not touched.

    Raises:
        ForeignFault: it is a database of another program, or of another kind.
        DamagedFault: it is no database at all, or its header is damaged.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if header and header[_FORMAT_BYTES] not in _KNOWN_FORMATS:
        raise DamagedFault(path, "file format bytes")
    if pragma(connection, "application_id") != schema.application_id and definitions_in(connection):
        raise ForeignFault(path, f"application_id {pragma(connection, 'application_id'):#x}")


def check_version(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """Return the version of a database, 0 for an empty file.

    Raises:
        NewerFault: a newer program wrote it.
        DamagedFault: its two notes of the version disagree.
    """
    version = int(pragma(connection, "user_version"))
    noted = 0
    if definitions_in(connection):
        row = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        noted = int(row[0]) if row and str(row[0]).isdecimal() else -1
    if version != noted:
        raise DamagedFault(path, f"version {version} in the header, {noted} inside")
    if version > schema.newest:
        raise NewerFault(path, version, schema.newest)
    return version


def check_rows(connection: sqlite3.Connection, path: Path, schema: Schema, version: int) -> None:
    """Read the whole database: pages by SQLite, definitions and every row by ourselves.

    Raises:
        DamagedFault: something in it is not as it was written.
    """
    answer = pragma(connection, "quick_check")
    if answer != "ok":
        raise DamagedFault(path, str(answer))
    if definitions_in(connection) != definitions_of_version(schema, version):
        raise DamagedFault(path, "definitions of tables")
    counted: Counter[int] = Counter()
    tables = {name for name, _ in definitions_of_version(schema, version)}
    for table in sorted(tables - schema.checked_on_use):
        for *row, sealed in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 (names of our own tables)
            if seal(table, row) != sealed:
                raise DamagedFault(path, f"seal broken in {table}")
            if table in schema.content_tables:
                counted[row[0]] += 1
    noted = dict(connection.execute(f"SELECT id, rows FROM {schema.documents}")) if version else {}  # noqa: S608
    if {document: rows for document, rows in noted.items() if rows} != counted:
        raise DamagedFault(path, "rows are missing")
    if version:
        # A page that was not written, or not where it belongs, is sound by itself, but older than the others.
        key = columns_of_version(schema, version)[HISTORY][0][0]
        last = dict(connection.execute(f"SELECT {key}, max(step) FROM {HISTORY} GROUP BY {key}"))  # noqa: S608
        steps = dict(connection.execute(f"SELECT id, steps FROM {schema.documents} WHERE steps > 0"))  # noqa: S608
        if last != steps:
            raise DamagedFault(path, "steps are missing")
