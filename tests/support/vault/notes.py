"""The smallest kind of store: notes of named fields, with a history, half-typed text and a list."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.connection import to_stamp
from gia_desktop.vault.database import DocumentStore
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


class NoteStore(DocumentStore):
    """One open database of notes."""

    schema = SCHEMA

    def create(self, fields: Mapping[str, str]) -> int:
        with self.together():
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM notes").fetchone()
            number = int(last) + 1
            self._database.put("notes", (number, 0, to_stamp(), 0, 0))
            self.write(number, NoteStep("新建", {key: ("", text) for key, text in fields.items()}, "created"))
        return number

    def write(
        self, note: int, step: NoteStep, pinned: bool | None = None, at: datetime | None = None, /
    ) -> None:
        stamp = to_stamp(at)
        with self.together():
            _, was_pinned, _, steps, _ = self._row(note)
            for key, (_, text) in step.fields.items():
                self._connection.execute("DELETE FROM fields WHERE note = ? AND key = ?", (note, key))
                if text:
                    self._database.put("fields", (note, key, text))
                self.clear_pending(note, key)
            body = json.dumps(dict(step.fields), ensure_ascii=False)
            self._database.put("changes", (note, steps + 1, stamp, step.label, step.origin, body))
            pin = was_pinned if pinned is None else int(pinned)
            self._database.put("notes", (note, pin, stamp, steps + 1, self._database.count(note)))

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
            self._row(note)
            return dict(self._database.rows("fields", note))

    def history(self, note: int, key: str) -> Sequence[str]:
        """Return every text that a field has had, oldest first."""
        with self._database.told():
            bodies = [json.loads(row[-1]) for row in self._database.rows("changes", note)]
        return [body[key][1] for body in bodies if key in body]

    def _unknown(self, document: int) -> UnknownNoteError:
        return UnknownNoteError(f"没有第 {document} 号便条。")


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
