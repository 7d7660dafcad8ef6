"""One reversible step of editing one case, and the steps that lead from an empty file to today's register."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from gia_desktop.register.case import Case
from gia_desktop.vault.schema import Schema

GROUPS: Final = ("applicant", "request", "events", "reply", "remedies")
"""Parts of a case that a step sets as a whole; every other field is set by itself."""
FIELDS: Final = tuple(item.name for item in fields(Case) if item.name != "number")
"""What of a case a step can set; its number never changes."""


@dataclass(frozen=True)
class CaseStep:
    """A step from one state of a case to the next; holds old and new values only.

    Attributes:
        label: what the menu and the history call it, Chinese.
        values: by name of a field of ``Case``: old and new value.
        origin: ``typed``, ``imported``, ``undo`` …
    """

    label: str
    values: Mapping[str, tuple[Any, Any]]
    origin: str = "typed"

    def apply(self, case: Case) -> Case:
        """Return the case after this step."""
        return replace(case, **{name: new for name, (_, new) in self.values.items()})

    def inverse(self) -> CaseStep:
        """Return the step that takes this one back."""
        return replace(
            self, values={name: (new, old) for name, (old, new) in self.values.items()}, origin="undo"
        )

    def then(self, later: CaseStep) -> CaseStep:
        """Return one step that does this one and then a later one."""
        joined = dict(self.values)
        for name, (old, new) in later.values.items():
            joined[name] = (self.values[name][0] if name in self.values else old, new)
        return replace(self, values=joined)

    @property
    def keys(self) -> Collection[str]:
        """Names of the fields it sets; what was half typed into them is settled by it."""
        return tuple(self.values)

    @property
    def is_empty(self) -> bool:
        """Tell whether it changes nothing."""
        return all(old == new for old, new in self.values.values())


def step_between(before: Case, after: Case, label: str, origin: str = "typed") -> CaseStep:
    """Return the step from one state of a case to another; fields that stay are left out."""
    values = {
        name: (getattr(before, name), getattr(after, name))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    }
    return CaseStep(label, values, origin)


Edit = Callable[[Case], Case]
"""What a form does to a case."""


# -- the database

APPLICATION_ID: Final = 0x47494152
"""“GIAR” in the file's header."""


def to_0001(connection: sqlite3.Connection) -> None:
    """Hold cases with what lists ask for, their parts, the history of every step, and half-typed text.

    Due dates and states are worked out and never kept. A case in the waste bin keeps its number used.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID",
        """CREATE TABLE office (
            name TEXT PRIMARY KEY, value TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID""",
        """CREATE TABLE cases (
            id INTEGER PRIMARY KEY, number TEXT NOT NULL, arrived TEXT, received TEXT, kind TEXT NOT NULL,
            name TEXT NOT NULL, content TEXT NOT NULL, outcome TEXT NOT NULL, answered TEXT,
            remedies INTEGER NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, deleted_at TEXT,
            steps INTEGER NOT NULL, rows INTEGER NOT NULL, seal INTEGER NOT NULL)""",
        """CREATE TABLE parts (
            case_id INTEGER NOT NULL REFERENCES cases (id), key TEXT NOT NULL,
            body TEXT NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (case_id, key)) WITHOUT ROWID""",
        """CREATE TABLE changes (
            case_id INTEGER NOT NULL REFERENCES cases (id), step INTEGER NOT NULL,
            at TEXT NOT NULL, label TEXT NOT NULL, origin TEXT NOT NULL, body TEXT NOT NULL,
            seal INTEGER NOT NULL, PRIMARY KEY (case_id, step)) WITHOUT ROWID""",
        """CREATE TABLE pending (
            case_id INTEGER NOT NULL REFERENCES cases (id), key TEXT NOT NULL,
            text TEXT NOT NULL, at TEXT NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (case_id, key)) WITHOUT ROWID""",
    ):
        connection.execute(statement)


CONTENT_TABLES: Final = ("parts",)

SCHEMA: Final = Schema(APPLICATION_ID, (to_0001,), "cases", CONTENT_TABLES, shared=frozenset({"office"}))
