"""The smallest kind of store: notes of named fields, with a history, half-typed text and a list."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.connection import BUSY_SECONDS
from gia_desktop.vault.database import Database
from gia_desktop.vault.schema import Schema
from gia_desktop.vault.store import Content, Replica, Row, Rows, StoreKind


class UnknownNoteError(GiaError):
    """A note is asked for that the store doesn't hold."""

    code = "GIA-E-900"


@dataclass(frozen=True)
class NoteStep:
    """A step of one note: fields with old and new text, empty for none."""

    label: str
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    origin: str = "typed"

    @property
    def is_empty(self) -> bool:
        return all(old == new for old, new in self.fields.values())

    @property
    def keys(self) -> Collection[str]:
        return self.fields.keys()

    def inverse(self) -> NoteStep:
        return replace(self, fields={key: (new, old) for key, (old, new) in self.fields.items()})

    def then(self, later: NoteStep) -> NoteStep:
        first = {key: self.fields.get(key, pair)[0] for key, pair in later.fields.items()}
        joined = {key: (first[key], new) for key, (_, new) in later.fields.items()}
        return replace(self, fields={**self.fields, **joined})


def to_0001(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA application_id = 77")
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE notes (
            id INTEGER PRIMARY KEY, pinned INTEGER NOT NULL, modified TEXT NOT NULL,
            steps INTEGER NOT NULL, rows INTEGER NOT NULL, seal INTEGER NOT NULL)""",
        """CREATE TABLE fields (
            note INTEGER NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (note, key)) WITHOUT ROWID""",
        """CREATE TABLE changes (
            note INTEGER NOT NULL, step INTEGER NOT NULL, at TEXT NOT NULL, label TEXT NOT NULL,
            origin TEXT NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (note, step)) WITHOUT ROWID""",
        """CREATE TABLE pending (
            note INTEGER NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
            seal INTEGER NOT NULL, PRIMARY KEY (note, key)) WITHOUT ROWID""",
        "CREATE TABLE tags (name TEXT PRIMARY KEY, seal INTEGER NOT NULL) WITHOUT ROWID",
    ):
        connection.execute(statement)


SCHEMA: Final = Schema(77, (to_0001,), "notes", ("fields",), shared=frozenset({"tags"}))


class NoteStore:
    """One open database of notes."""

    schema = SCHEMA

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS, look_only: bool = False) -> None:
        self._database = Database(path, self.schema, busy_seconds=busy_seconds, look_only=look_only)
        self._connection = self._database.connection
        self.all_rows = self._database.all_rows
        self.copy_to = self._database.copy_to
        self.steps = self._database.steps
        self.close = self._database.close

    @property
    def upgraded_from(self) -> int:
        return self._database.upgraded_from

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._database.together():
            yield

    def create(self, fields: Mapping[str, str]) -> int:
        with self.together():
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM notes").fetchone()
            number = int(last) + 1
            self._database.put("notes", (number, 0, _stamp(None), 0, 0))
            self.write(number, NoteStep("新建", {key: ("", text) for key, text in fields.items()}, "created"))
        return number

    def write(
        self, note: int, step: NoteStep, pinned: bool | None = None, at: datetime | None = None, /
    ) -> None:
        stamp = _stamp(at)
        with self.together():
            _, was_pinned, _, steps, _ = self._header(note)
            for key, (_, text) in step.fields.items():
                self._connection.execute("DELETE FROM fields WHERE note = ? AND key = ?", (note, key))
                if text:
                    self._database.put("fields", (note, key, text))
                self.clear_pending(note, key)
            body = json.dumps(dict(step.fields), ensure_ascii=False)
            self._database.put("changes", (note, steps + 1, stamp, step.label, step.origin, body))
            pin = was_pinned if pinned is None else int(pinned)
            self._database.put("notes", (note, pin, stamp, steps + 1, self._database.count(note)))

    def set_pending(self, note: int, key: str, text: str, at: datetime | None = None, /) -> None:
        with self.together():
            self._header(note)
            self._database.put("pending", (note, key, text, _stamp(at)))

    def clear_pending(self, note: int, key: str | None = None, /) -> None:
        with self.together():
            self._connection.execute(
                "DELETE FROM pending WHERE note = ?1 AND (?2 IS NULL OR key = ?2)", (note, key)
            )

    def pending(self) -> Sequence[tuple[int, str, str]]:
        with self._database.told():
            return self._connection.execute("SELECT note, key, text FROM pending ORDER BY at").fetchall()

    def tag(self, name: str) -> None:
        with self.together():
            self._database.put("tags", (name,))

    def list(self) -> Mapping[int, bool]:
        with self._database.told():
            return {
                note: bool(pinned)
                for note, pinned in self._connection.execute("SELECT id, pinned FROM notes ORDER BY id")
            }

    def load(self, note: int) -> Mapping[str, str]:
        with self._database.told():
            self._header(note)
            return dict(self._database.rows("fields", note))

    def history(self, note: int, key: str) -> Sequence[str]:
        """Return every text that a field has had, oldest first."""
        with self._database.told():
            bodies = [json.loads(row[-1]) for row in self._database.rows("changes", note)]
        return [body[key][1] for body in bodies if key in body]

    def _header(self, note: int) -> Row:
        row = self._connection.execute("SELECT * FROM notes WHERE id = ?", (note,)).fetchone()
        if row is None:
            raise UnknownNoteError(f"没有第 {note} 号便条。")
        return tuple(row[:-1])


def replay_note(number: int, changes: Sequence[Row]) -> Replica:
    fields: dict[str, str] = {}
    for row in changes:
        fields.update({key: new for key, (_, new) in json.loads(row[-1]).items()})
    content = [("fields", (number, key, text)) for key, text in fields.items() if text]
    return Replica((number, 0, changes[-1][2], len(changes), len(content)), content)


def name_of(header: Row, content: Content) -> str:
    return str(content.get(("fields", ("title",)), (0, "", f"第{header[0]}号"))[2])


NOTES: Final = StoreKind("便条库", "张便条", SCHEMA, NoteStore, replay_note, name_of)


def rows_of(store: NoteStore) -> Rows:
    return store.all_rows()


def _stamp(at: datetime | None) -> str:
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
