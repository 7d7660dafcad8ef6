"""The shape of a kind of database, and the steps that lead to it from an empty file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Final

from gia_desktop.core.records import dataclass
from gia_desktop.vault.connection import pragma, put, transaction

HISTORY: Final = "changes"
"""Table of the history: number of the document, of the step from 1, moment, label, origin, body, seal."""

Migration = Callable[[sqlite3.Connection], None]
"""One step from a version to the next; one that was released never changes, not a letter of it."""


@dataclass(frozen=True)
class Schema:
    """The shape of one kind of database.

    Every table ends in a column ``seal`` (see ``connection.seal``) and begins with the number of the document
    its rows belong to, but for shared ones and ``meta (name PRIMARY KEY, value, seal)``, where the vault
    notes the version.
    The first step makes ``meta`` and sets the application id. Table ``changes`` is the history of every step,
    from which a document can be made anew (``store.Replay``); ``pending (document, key, text, at, seal)``
    holds what is half typed. A document is one row of the table of documents, its rows of the content
    tables, and what lies beside it (half-typed text, named versions).

    Attributes:
        application_id: tells databases of this kind from others (https://sqlite.org/fileformat2.html 1.3.14).
        migrations: the steps from an empty file to today's version, in order.
        documents: the table of documents: one row for each, with columns ``id``, ``steps`` (number of its
            last step) and ``rows`` (how many rows of the content tables it has).
        content_tables: the tables that hold what a document is now.
        shared: tables whose rows belong to no document; after damage they are rescued row by row.
        checked_on_use: tables whose rows are too many to be read at every opening; who reads them there
            checks their seals (``Database.rows`` does).
    """

    application_id: int
    migrations: tuple[Migration, ...]
    documents: str
    content_tables: tuple[str, ...]
    shared: frozenset[str] = frozenset()
    checked_on_use: frozenset[str] = frozenset()

    @property
    def newest(self) -> int:
        """The version of the databases that this program writes."""
        return len(self.migrations)


def migrate(connection: sqlite3.Connection, schema: Schema, before_first: Callable[[int], object]) -> int:
    """Bring a database to today's version and return the version that was upgraded, 0 when none was.

    Args:
        connection: an open database.
        schema: what it becomes.
        before_first: called with that version when an existing database is about to be changed.
    """
    found = int(pragma(connection, "user_version"))
    old = found if found < schema.newest else 0
    if old:
        before_first(old)
    take_steps(connection, schema, found, schema.newest)
    return old


def take_steps(connection: sqlite3.Connection, schema: Schema, found: int, wanted: int) -> None:
    """Bring a database from one version to another, each step and its number in one transaction."""
    for number in range(found + 1, wanted + 1):
        with transaction(connection):
            schema.migrations[number - 1](connection)
            connection.execute(f"PRAGMA user_version = {number}")
            # The second place tells a newer database from one whose header is damaged.
            put(connection, "meta", ("version", str(number)))


@cache
def definitions_of_version(schema: Schema, version: int) -> frozenset[tuple[str, str]]:
    """Return names and definitions of all tables of a version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        take_steps(connection, schema, 0, version)
        return definitions_in(connection)
    finally:
        connection.close()


@cache
def columns_of_version(schema: Schema, version: int) -> dict[str, tuple[tuple[str, ...], int]]:
    """Return, by table of a version, the names of its columns and how many of them are the primary key."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        take_steps(connection, schema, 0, version)
        infos = {
            name: connection.execute(f"PRAGMA table_info({name})").fetchall()
            for name, _ in sorted(definitions_in(connection))
        }
    finally:
        connection.close()
    return {
        table: (tuple(column[1] for column in columns), sum(column[5] > 0 for column in columns))
        for table, columns in infos.items()
    }


def definitions_in(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return names and definitions of all tables, indexes and triggers of a database."""
    return frozenset(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
