"""The steps that lead from an empty file to today's database; a step that was released never changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Final

from gia_desktop.vault.connection import APPLICATION_ID, pragma, put, transaction


def to_0001(connection: sqlite3.Connection) -> None:
    """Hold reports, their cells and texts, the history of every step, and half-typed text.

    Every row ends in its seal; a report knows the number of its steps and rows. The history is a log
    from which a report can be rebuilt, so that everything is in the file twice, in different pages.
    Tables without rowid are their own index, so that no index can disagree with its table.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE reports (
            id INTEGER PRIMARY KEY,
            format TEXT NOT NULL, year INTEGER NOT NULL, state TEXT NOT NULL,
            created TEXT NOT NULL, modified TEXT NOT NULL, deleted_at TEXT,
            filled INTEGER NOT NULL, total INTEGER NOT NULL,
            must_fix INTEGER NOT NULL, explain INTEGER NOT NULL, hints INTEGER NOT NULL,
            exported_at TEXT, exported_path TEXT, exported_hash TEXT,
            steps INTEGER NOT NULL, rows INTEGER NOT NULL, seal INTEGER NOT NULL)""",
        *(
            f"""CREATE TABLE {table} (
                report INTEGER NOT NULL REFERENCES reports (id), key TEXT NOT NULL,
                kind TEXT NOT NULL, value TEXT NOT NULL, seal INTEGER NOT NULL,
                PRIMARY KEY (report, key)) WITHOUT ROWID"""
            for table in ("cells", "stated")
        ),
        """CREATE TABLE texts (
            report INTEGER NOT NULL REFERENCES reports (id), key TEXT NOT NULL,
            text TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (report, key)) WITHOUT ROWID""",
        """CREATE TABLE parts (
            report INTEGER NOT NULL REFERENCES reports (id), key TEXT NOT NULL,
            body TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (report, key)) WITHOUT ROWID""",
        """CREATE TABLE changes (
            report INTEGER NOT NULL REFERENCES reports (id), step INTEGER NOT NULL,
            at TEXT NOT NULL, label TEXT NOT NULL, origin TEXT NOT NULL,
            body TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (report, step)) WITHOUT ROWID""",
        """CREATE TABLE pending (
            report INTEGER NOT NULL REFERENCES reports (id), key TEXT NOT NULL,
            text TEXT NOT NULL, at TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (report, key)) WITHOUT ROWID""",
    ):
        connection.execute(statement)


def to_0002(connection: sqlite3.Connection) -> None:
    """Hold versions of a report that were given a name, each whole: no gap in the history harms it."""
    connection.execute(
        """CREATE TABLE versions (
            report INTEGER NOT NULL REFERENCES reports (id), number INTEGER NOT NULL,
            name TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (report, number)) WITHOUT ROWID"""
    )


CONTENT_TABLES: Final = ("cells", "stated", "texts", "parts")
"""The tables that hold what a report is now."""

Step = Callable[[sqlite3.Connection], None]

STEPS: Final[tuple[Step, ...]] = (to_0001, to_0002)


def newest_version() -> int:
    """Return the version of the database that this program writes."""
    return len(STEPS)


def migrate(connection: sqlite3.Connection, before_first: Callable[[int], object]) -> int:
    """Bring a database to today's version and return the version that was upgraded, 0 when none was.

    Args:
        connection: an open database.
        before_first: called with that version when an existing database is about to be changed.
    """
    found = int(pragma(connection, "user_version"))
    old = found if found < newest_version() else 0
    if old:
        before_first(old)
    take_steps(connection, found, newest_version())
    return old


def take_steps(connection: sqlite3.Connection, found: int, wanted: int) -> None:
    """Bring a database from one version to another, each step and its number in one transaction."""
    for number in range(found + 1, wanted + 1):
        with transaction(connection):
            STEPS[number - 1](connection)
            connection.execute(f"PRAGMA user_version = {number}")
            # The second place tells a newer database from one whose header is damaged.
            put(connection, "meta", ("version", str(number)))


@cache
def schema_of_version(version: int) -> frozenset[tuple[str, str]]:
    """Return names and definitions of all tables of a version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        take_steps(connection, 0, version)
        return schema_of(connection)
    finally:
        connection.close()


@cache
def columns_of_version(version: int) -> dict[str, tuple[tuple[str, ...], int]]:
    """Return, by table of a version, the names of its columns and how many of them are the primary key."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        take_steps(connection, 0, version)
        infos = {
            name: connection.execute(f"PRAGMA table_info({name})").fetchall()
            for name, _ in sorted(schema_of(connection))
        }
    finally:
        connection.close()
    return {
        table: (tuple(column[1] for column in columns), sum(column[5] > 0 for column in columns))
        for table, columns in infos.items()
    }


def schema_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return names and definitions of all tables, indexes and triggers of a database."""
    return frozenset(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
