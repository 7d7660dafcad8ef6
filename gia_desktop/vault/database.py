"""One open database file, and what every store of documents does alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.checkup import check_identity, check_rows, check_version, unknown_errors_as_damage
from gia_desktop.vault.connection import (
    BUSY_SECONDS,
    connect,
    from_stamp,
    make_durable,
    put,
    seal,
    storable,
    to_stamp,
    transaction,
)
from gia_desktop.vault.copies import copy_database, copy_in_memory, keep_copy
from gia_desktop.vault.faults import DamagedFault, told_as_faults
from gia_desktop.vault.schema import Schema, columns_of_version, migrate
from gia_desktop.vault.store import Pending, Row, Rows
from gia_desktop.vault.witness import is_as_closed, write_closed, write_confirmed


class Database:
    """A checked database of a schema, brought to today's version. Used by one thread.

    Every method may raise EnvironmentFault.

    Attributes:
        path: its file.
        connection: for the statements of the store itself; within ``told``, or ``together`` when they write.
        upgraded_from: the version it had before it was brought to today's, 0 when it wasn't.
    """

    def __init__(
        self, path: Path, schema: Schema, *, busy_seconds: float = BUSY_SECONDS, look_only: bool = False
    ) -> None:
        """Open a file; see ``store.MakeStore``.

        Raises:
            DamagedFault, ForeignFault, NewerFault: the file can't be used as it is.
            EnvironmentFault: it can't be reached.
        """
        self.path: Final = path
        self._schema = schema
        self._is_copy = look_only
        self._written: dict[int, int] = {}
        self._confirmed: dict[int, int] = {}
        self._found_damage = False
        # Asked before SQLite holds the file: to close it once more lets go of every lock of this program.
        self._was_as_closed = not look_only and is_as_closed(path)
        with told_as_faults(path):
            self.connection: Final = copy_in_memory(path) if look_only else connect(path, busy_seconds)
            try:
                with unknown_errors_as_damage(path):
                    check_identity(self.connection, path, schema)
                    found = check_version(self.connection, path, schema)
                    if not self._was_as_closed:
                        check_rows(self.connection, path, schema, found)
                make_durable(self.connection)
                self.upgraded_from = migrate(
                    self.connection,
                    schema,
                    lambda version: None if look_only else keep_copy(self.connection, path, version),
                )
            except BaseException:
                self.connection.close()
                raise

    def close(self) -> None:
        """Close the database; the journal is folded into the file, and noted how it is then."""
        with self.told():
            is_noted = self._was_as_closed and not self.connection.total_changes
            self.connection.close()
        if not (is_noted or self._is_copy or self._found_damage):
            write_closed(self.path)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn errors of the database and the disk into the situation behind them."""
        try:
            with told_as_faults(self.path):
                yield
        except DamagedFault:
            self._found_damage = True
            raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of several calls: either all of them are on disk, or none."""
        is_part = self.connection.in_transaction
        try:
            with self.told(), transaction(self.connection):
                yield
        except BaseException:
            self._written.clear()
            raise
        if not is_part and self._written:
            self._confirmed.update(self._written)
            self._written.clear()
            if not self._is_copy:
                write_confirmed(self.path, self._confirmed)

    def put(self, table: str, row: Sequence[object]) -> None:
        """Write one row with its seal; a row of the same primary key is replaced."""
        put(self.connection, table, row)
        if table == self._schema.documents:
            self._written[int(str(row[0]))] = int(str(row[self._place_of("steps")]))

    def steps(self) -> Mapping[int, int]:
        """Return the number of the last step of every document."""
        with self.told():
            query = f"SELECT id, steps FROM {self._schema.documents}"  # noqa: S608 (our own)
            return dict(self.connection.execute(query).fetchall())

    def rows(self, table: str, document: int) -> Sequence[Row]:
        """Return the columns between number and seal of all rows of a document, in order of their key.

        Raises:
            DamagedFault: one of them is not as it was written.
        """
        key = columns_of_version(self._schema, self._schema.newest)[table][0][0]
        query = f"SELECT * FROM {table} WHERE {key} = ?"  # noqa: S608 (names of our own tables)
        rows = self.connection.execute(query, (document,)).fetchall()
        if any(seal(table, row[:-1]) != row[-1] for row in rows):
            raise DamagedFault(self.path, f"seal broken in {table} of document {document}")
        return [row[1:-1] for row in rows]

    def count(self, document: int) -> int:
        """Return the number of rows that hold what a document is now."""
        columns = columns_of_version(self._schema, self._schema.newest)
        query = " UNION ALL ".join(
            f"SELECT count(*) AS n FROM {table} WHERE {columns[table][0][0]} = ?1"  # noqa: S608 (our own)
            for table in self._schema.content_tables
        )
        (rows,) = self.connection.execute(f"SELECT sum(n) FROM ({query})", (document,)).fetchone()  # noqa: S608
        return int(rows)

    def all_rows(self) -> Rows:
        """Return every row without its seal, by table and primary key."""
        with self.told():
            return {
                table: {
                    row[:keys]: row
                    for *values, _ in self.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 (our own)
                    for row in [tuple(values)]
                }
                for table, (_, keys) in columns_of_version(self._schema, self._schema.newest).items()
            }

    def _place_of(self, column: str) -> int:
        columns = columns_of_version(self._schema, self._schema.newest)
        return columns[self._schema.documents][0].index(column)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the database, as it is now, to another file."""
        copy_database(self.connection, target)


class DocumentStore:
    """What every store of documents does alike; a kind of store adds what its documents are.

    Used by one thread; every method is one transaction that is on disk on return, and may raise
    EnvironmentFault.
    """

    schema: ClassVar[Schema]

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS, look_only: bool = False) -> None:
        """Open the database of a file; see ``vault.store.MakeStore``."""
        self._database = Database(path, self.schema, busy_seconds=busy_seconds, look_only=look_only)
        self._connection = self._database.connection

    @property
    def path(self) -> Path:
        """Its file."""
        return self._database.path

    @property
    def upgraded_from(self) -> int:
        """The version the file had before it was brought to today's, 0 when it wasn't."""
        return self._database.upgraded_from

    def close(self) -> None:
        """Close the database; the journal is folded into the file."""
        self._database.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of several calls: either all of them are on disk, or none."""
        with self._database.together():
            yield

    def steps(self) -> Mapping[int, int]:
        """Return the number of the last step of every document."""
        return self._database.steps()

    def all_rows(self) -> Rows:
        """Return every row without its seal, by table and primary key."""
        return self._database.all_rows()

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the database, as it is now, to another file."""
        self._database.copy_to(target)

    # -- half-typed text

    def set_pending(self, document: int, key: str, text: str, at: datetime | None = None, /) -> None:
        """Keep what is being typed into a field, for recovery after a crash."""
        with self.together():
            self._row(document)
            self._database.put("pending", (document, key, storable(text), to_stamp(at)))

    def clear_pending(self, document: int, key: str | None = None, /) -> None:
        """Forget half-typed text of one field, or of the whole document."""
        query = f"DELETE FROM pending WHERE {self._of()} = ?1 AND (?2 IS NULL OR key = ?2)"  # noqa: S608 (our own)
        with self.together():
            self._connection.execute(query, (document, key))

    def pending(self, document: int | None = None, /) -> Sequence[Pending]:
        """Return half-typed text of one document, or of all, oldest first."""
        column = self._of()
        query = (
            f"SELECT {column}, key, text, at FROM pending WHERE ?1 IS NULL OR {column} = ?1 ORDER BY at, key"  # noqa: S608
        )
        with self._database.told():
            rows = self._connection.execute(query, (document,)).fetchall()
            return [Pending(number, key, text, from_stamp(at)) for number, key, text, at in rows]

    # -- for the kinds

    def _unknown(self, document: int) -> GiaError:
        """Return the error that says that a document isn't there."""
        raise NotImplementedError

    def _row(self, document: int) -> Row:
        """Return the row of a document in the table of documents, without its seal.

        Raises:
            GiaError: there is no such document.
        """
        query = f"SELECT * FROM {self.schema.documents} WHERE id = ?"  # noqa: S608 (our own)
        row = self._connection.execute(query, (document,)).fetchone()
        if row is None:
            raise self._unknown(document)
        return tuple(row[:-1])

    def _of(self) -> str:
        """Return the column of the tables that names the document."""
        return columns_of_version(self.schema, self.schema.newest)["pending"][0][0]
