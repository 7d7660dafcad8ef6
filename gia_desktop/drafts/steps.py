"""The steps that lead from an empty file to today's drafts; a step that was released never changes."""

from __future__ import annotations

import sqlite3
from typing import Final

from gia_desktop.vault.schema import Schema

APPLICATION_ID: Final = 0x47494144
"""“GIAD” in the file's header (https://sqlite.org/fileformat2.html 1.3.14)."""


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

SCHEMA: Final = Schema(APPLICATION_ID, (to_0001, to_0002), "reports", CONTENT_TABLES)
