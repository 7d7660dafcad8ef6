"""The register's database: cases, their history, half-typed text, the waste bin, facts of the office."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from gia_desktop.core.errors import GiaError
from gia_desktop.register.case import Case, case_name, next_number
from gia_desktop.register.packing import (
    Header,
    case_of,
    dump,
    parts_of,
    step_to_plain,
    value_from_plain,
)
from gia_desktop.register.steps import SCHEMA, CaseStep, step_between
from gia_desktop.vault.connection import seal, storable, to_stamp
from gia_desktop.vault.database import DocumentStore
from gia_desktop.vault.faults import DamagedFault
from gia_desktop.vault.store import Content, Replica, Row, StoreKind

_MOST_ASKED: Final = 500
"""Cases whose parts are fetched by one statement."""


class UnknownCaseError(GiaError):
    """A case is asked for that the store doesn't hold."""

    code = "GIA-E-751"

    def __init__(self, case: int) -> None:
        """Name the number of the row."""
        super().__init__(f"登记库里没有第 {case} 条登记。", "请从列表中重新打开。")


class NumberTakenError(GiaError):
    """A number is to be given twice."""

    code = "GIA-E-752"

    def __init__(self, number: str) -> None:
        """Name the number."""
        super().__init__(f"编号 {number} 已经用过（可能在回收站里）。", "请换一个编号。")


class ListedCase(NamedTuple):
    """One line of the list; dates as they stand in the row, so that ten thousands are read quickly."""

    id: int
    number: str
    arrived: str | None
    received: str | None
    kind: str
    name: str
    content: str
    outcome: str
    answered: str | None
    remedies: int


_LISTED: Final = partial(tuple.__new__, ListedCase)
"""Makes a line of a row as it comes: it has just these columns, and ten thousands are read at once."""


@dataclass(frozen=True)
class CaseChange:
    """One step in the life of a case, for the history."""

    step: int
    at: datetime
    label: str
    origin: str
    values: Mapping[str, tuple[Any, Any]]


class RegisterStore(DocumentStore):
    """One open register; see ``DocumentStore``."""

    schema = SCHEMA

    # -- cases

    def create(
        self, case: Case, at: datetime | None = None, *, label: str = "登记", origin: str = "created"
    ) -> int:
        """Store a new case and return the number of its row; rows and case numbers are never used again.

        Raises:
            NumberTakenError: another case bears its number, or did.
        """
        (row,) = self.create_many([case], at, label=label, origin=origin)
        return row

    def create_many(
        self,
        cases: Iterable[Case],
        at: datetime | None = None,
        *,
        label: str = "读入",
        origin: str = "imported",
    ) -> list[int]:
        """Store many new cases, all or none; see ``create``."""
        stamp = to_stamp(at)
        rows = []
        with self.together():
            found = self._connection.execute("SELECT id, number FROM cases").fetchall()
            last, taken = max((row for row, _ in found), default=0), {number for _, number in found}
            for row, case in enumerate(cases, last + 1):
                if case.number in taken:
                    raise NumberTakenError(case.number)
                taken.add(case.number)
                header, parts = Header.fresh(row, case, stamp), parts_of(case)
                self._database.put("cases", header)
                for key, body in parts.items():
                    self._database.put("parts", (row, key, body))
                first = step_between(Case(case.number), case, label, origin)
                self._log(header._replace(rows=len(parts)), stamp, first, made=case.number)
                rows.append(row)
        return rows

    def next_number(self, year: int, prefix: str = "") -> str:
        """Return the next free number of a year."""
        with self._database.told():
            rows = self._connection.execute("SELECT number FROM cases").fetchall()
            return next_number(year, (number for (number,) in rows), prefix)

    def list(self, *, deleted: bool = False) -> Sequence[ListedCase]:
        """Return all cases by number, or those in the waste bin."""
        with self._database.told():
            rows = self._connection.execute(
                "SELECT id, number, arrived, received, kind, name, content, outcome, answered, remedies "
                "FROM cases WHERE (deleted_at IS NOT NULL) = ? ORDER BY number, id",
                (deleted,),
            )
            return [*map(_LISTED, rows)]

    def load(self, case: int) -> Case:
        """Return a case exactly as it was after the last step written.

        Raises:
            UnknownCaseError: there is none.
        """
        with self._database.told():
            header = self._header(case)
            return case_of(header.number, self._database.rows("parts", case))

    def load_many(self, cases: Collection[int] | None = None) -> dict[int, Case]:
        """Return cases by row, all of them (but those in the waste bin) when none are named.

        Raises:
            DamagedFault: a part is not as it was written.
        """
        with self._database.told():
            if cases is None:
                rows = self._connection.execute(
                    "SELECT id, number FROM cases WHERE deleted_at IS NULL"
                ).fetchall()
                parts = self._connection.execute("SELECT * FROM parts").fetchall()
            else:
                rows, parts = [], []
                wanted = list(cases)
                for start in range(0, len(wanted), _MOST_ASKED):
                    some = wanted[start : start + _MOST_ASKED]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT id, number FROM cases WHERE id IN ({marks})"  # noqa: S608 (marks only)
                    rows += self._connection.execute(query, some).fetchall()
                    query = f"SELECT * FROM parts WHERE case_id IN ({marks})"  # noqa: S608 (marks only)
                    parts += self._connection.execute(query, some).fetchall()
            return self._cases(rows, parts)

    def write(self, case: int, step: CaseStep, _note: object = None, at: datetime | None = None, /) -> None:
        """Store one step: only parts it touches are written, and its place in the history.

        Raises:
            UnknownCaseError: there is no such case.
        """
        stamp = to_stamp(at)
        with self.together():
            header = self._header(case)
            now = step.apply(case_of(header.number, self._database.rows("parts", case)))
            for key in step.keys:
                self.clear_pending(case, key)
            self._log(self._with_parts(header.showing(now), now), stamp, step)

    def delete(self, case: int, at: datetime | None = None) -> None:
        """Put a case into the waste bin; nothing is removed, and its number stays used."""
        self._move(case, to_stamp(at), "移到回收站", deleted=True)

    def restore(self, case: int, at: datetime | None = None) -> None:
        """Take a case out of the waste bin."""
        self._move(case, to_stamp(at), "从回收站恢复", deleted=False)

    def forget_person(self, case: int, cleared: CaseStep) -> None:
        """Write the step that clears personal data, and take what it cleared out of the history as well.

        Counts and dates stay; the case can be made anew from its history as before, only without the person.
        """
        with self.together():
            self.write(case, cleared)
            now = self.load(case)
            rows = self._connection.execute("SELECT * FROM changes WHERE case_id = ?", (case,)).fetchall()
            self._connection.execute("DELETE FROM changes WHERE case_id = ? AND step > 1", (case,))
            number, _, at, label, origin, _, _ = rows[0]
            first = step_between(Case(now.number), now, label, origin)
            body = dump({"made": now.number, **step_to_plain(first.values)})
            self._database.put("changes", (number, 1, at, label, origin, body))
            self._connection.execute("DELETE FROM pending WHERE case_id = ?", (case,))
            header = self._header(case)
            self._database.put("cases", header._replace(steps=1))

    # -- history and office

    def history(self, case: int) -> Sequence[CaseChange]:
        """Return the steps of a case, oldest first."""
        with self._database.told():
            self._header(case)
            return [_change(row) for row in self._database.rows("changes", case)]

    def office(self) -> dict[str, str]:
        """Return what is known of the office: ``unit``, ``kind``, ``review_body``, ``court`` and the like."""
        with self._database.told():
            rows = self._connection.execute("SELECT name, value FROM office").fetchall()
            return dict(rows)

    def set_office(self, facts: Mapping[str, str]) -> None:
        """Keep facts of the office."""
        with self.together():
            for name, value in facts.items():
                self._database.put("office", (name, storable(value)))

    # -- inside

    def _unknown(self, document: int) -> UnknownCaseError:
        return UnknownCaseError(document)

    def _header(self, case: int) -> Header:
        return Header(*self._row(case))

    def _with_parts(self, header: Header, case: Case) -> Header:
        """Write the parts of a case that differ from those stored, and return the header that counts them."""
        before: dict[str, str] = dict(self._database.rows("parts", header.id))
        parts = parts_of(case)
        for key, body in parts.items():
            if before.get(key) != body:
                self._database.put("parts", (header.id, key, body))
        for key in before.keys() - parts.keys():
            self._connection.execute("DELETE FROM parts WHERE case_id = ? AND key = ?", (header.id, key))
        return header._replace(rows=len(parts))

    def _move(self, case: int, stamp: str, label: str, *, deleted: bool) -> None:
        with self.together():
            header = self._header(case)._replace(deleted_at=stamp if deleted else None)
            self._log(header, stamp, CaseStep(label, {}, "moved"), deleted=header.deleted_at)

    def _log(self, header: Header, stamp: str, step: CaseStep, **more: object) -> None:
        """Write the next step of a case into its history, and its header with it."""
        number = header.steps + 1
        body = dump({**more, **step_to_plain(step.values)})
        self._database.put("changes", (header.id, number, stamp, step.label, step.origin, body))
        self._database.put("cases", header._replace(steps=number, modified=stamp))

    def _cases(self, rows: Iterable[tuple[int, str]], parts: Iterable[Row]) -> dict[int, Case]:
        by_case: dict[int, list[tuple[str, str]]] = {}
        for *row, sealed in parts:
            if seal("parts", row) != sealed:
                raise DamagedFault(self.path, f"seal broken in parts of case {row[0]}")
            by_case.setdefault(row[0], []).append((row[1], row[2]))
        return {case: case_of(number, by_case.get(case, ())) for case, number in rows}


def _change(row: Row) -> CaseChange:
    step, at, label, origin, body = row
    return CaseChange(step, datetime.fromisoformat(at), label, origin, _values(json.loads(body)))


def _values(body: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (value_from_plain(name, pair[0]), value_from_plain(name, pair[1]))
        for name, pair in body.items()
        if name not in {"made", "deleted"}
    }


def replay_case(number: int, changes: Sequence[Row]) -> Replica | None:
    """Make a case anew from the first rows of its history, None when one doesn't fit the ones before it."""
    made = json.loads(changes[0][-1]).get("made")
    if made is None:
        return None
    case, deleted = Case(made), None
    for row in changes:
        body = json.loads(row[-1])
        values = _values(body)
        if any(getattr(case, name) != old for name, (old, _) in values.items()):
            return None
        case = CaseStep("", values).apply(case)
        deleted = body.get("deleted", deleted)
    parts = parts_of(case)
    header = Header.fresh(number, case, changes[0][2])._replace(
        modified=changes[-1][2], deleted_at=deleted, steps=len(changes), rows=len(parts)
    )
    return Replica(tuple(header), [("parts", (number, key, body)) for key, body in parts.items()])


def name_of(header: Row, _content: Content) -> str:
    """Return how sentences call a case: its number, never the person."""
    return case_name(Header(*header).number)


REGISTERS: Final = StoreKind("登记库", "件登记", SCHEMA, RegisterStore, replay_case, name_of)
"""Databases of applications, ``register.sqlite3``."""
