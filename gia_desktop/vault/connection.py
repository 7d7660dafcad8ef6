"""One SQLite connection as every part of the vault wants it."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

BUSY_SECONDS: Final = 3.0

PAGE_SIZE: Final = 4096


class Connection(sqlite3.Connection):
    """A connection that is closed when it is told to, whoever still holds one of its cursors.

    SQLite keeps file and lock until the last statement is gone. The traceback of a fault can hold a cursor
    until the next collection of garbage; meanwhile nobody, not even we, could open the database again.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Open it; see ``sqlite3.connect``."""
        super().__init__(*args, **settings)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *args: Any, **settings: Any) -> Any:
        """Return a cursor."""
        cursor = super().cursor(*args, **settings)
        self._cursors.add(cursor)
        return cursor

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        """Run a statement; that of SQLite makes a cursor past ``cursor``, as the next one does."""
        found: sqlite3.Cursor = self.cursor().execute(*statement)
        return found

    def executemany(self, *statement: Any) -> sqlite3.Cursor:
        """Run a statement with many rows."""
        found: sqlite3.Cursor = self.cursor().executemany(*statement)
        return found

    def close(self) -> None:
        """Close it with all its cursors."""
        for cursor in tuple(self._cursors):
            cursor.close()
        super().close()


def connect(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a database without touching it; transactions are begun and ended by hand."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=busy_seconds, factory=Connection)
    try:
        # One process per data folder; without shared memory WAL is also safe on a network drive
        # (https://sqlite.org/wal.html 8), and a second PC is told that the file is in use.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        # Left to the garbage collector, it would keep a damaged file from being put aside on Windows.
        connection.close()
        raise
    return connection


def leave_open(store: object) -> None:
    """Keep a database from ever being closed, even by the end of the program, which then lets go of the file.

    To close it is to fold the journal into it, by what this connection knows of both; and both may be those
    of somebody else by now. SQLite can be told not to, but Python before 3.12 has no way to say so.
    """
    # What a thread holds that does not end is not cleared away at the end of the program.
    threading.Thread(target=_hold, args=(store,), name="gia-left-open", daemon=True).start()


def _hold(_store: object) -> None:
    threading.Event().wait()


def make_durable(connection: sqlite3.Connection) -> None:
    """Let every commit reach the disk before it is confirmed; WAL keeps a commit to one write.

    What is deleted is overwritten: for privacy, and so that the file holds no outdated rows.
    """
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction, or as part of the one that is already open."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Unlike the statement, this is silent when a full disk has made SQLite roll back by itself.
        connection.rollback()
        raise


def pragma(connection: sqlite3.Connection, name: str) -> Any:
    """Return the single value of a pragma."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


# One for all rows, as each is looked at when a file opens: ``json.dumps`` would make one for each row.
_as_json: Final = json.JSONEncoder(default=repr, separators=(",", ":")).encode


def seal(table: str, row: Sequence[object]) -> int:
    """Return the checksum of a row of a table.

    SQLite notices broken pages, but not a flipped digit; and a row that is found in the ruins of a
    file is known by it (see carving).
    """
    return zlib.crc32(_as_json([table, *row]).encode())


def storable(text: str) -> str:
    """Return a text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def to_stamp(at: datetime | None = None) -> str:
    """Return a moment, now when left out, as stored: UTC, so that texts sort like moments."""
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def from_stamp(text: str) -> datetime:
    """Read a stored moment."""
    return datetime.fromisoformat(text)


def put(connection: sqlite3.Connection, table: str, row: Sequence[object]) -> None:
    """Write one row with its seal as the last column; a row of the same primary key is replaced."""
    marks = ",".join("?" * (len(row) + 1))
    connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (*row, seal(table, row)))  # noqa: S608
