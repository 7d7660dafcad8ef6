"""The collections of a county on disk: parts, history of every step, half-typed text, the waste bin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.drafts.packing import dump, undump
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.kept.packing import Header, from_plain, tally_from_text, tally_to_text, to_plain
from gia_desktop.rollup.kept.steps import (
    HEAD,
    SCHEMA,
    Basics,
    CollectionStep,
    collection_of,
    parts_of,
)
from gia_desktop.vault.connection import from_stamp, storable, to_stamp
from gia_desktop.vault.database import DocumentStore
from gia_desktop.vault.store import Content, Replica, Row, StoreKind

_STEP_BITS: Final = 32
"""A part's place holds the step by which it came, then its place within that step."""


class UnknownCollectionError(GiaError):
    """A collection is asked for that the store doesn't hold."""

    code = "GIA-E-851"

    def __init__(self, collection: int) -> None:
        """Name the number of the row."""
        super().__init__(f"汇总库里没有第 {collection} 次收集。", "请从列表中重新打开。")


@dataclass(frozen=True)
class ListedCollection:
    """One line of the list.

    Attributes:
        folder: where its files were collected last, on this computer; empty before.
        tally: how many units stand where, as of the last step.
    """

    id: int
    area: str
    year: int
    due: date | None
    folder: str
    tally: Tally
    created: datetime
    modified: datetime


@dataclass(frozen=True)
class CollectionChange:
    """One step in the life of a collection, for the history."""

    step: int
    at: datetime
    label: str
    origin: str


class CollectionStore(DocumentStore):
    """The open collections; see ``DocumentStore``."""

    schema = SCHEMA

    # -- collections

    def create(
        self,
        collection: Collection,
        at: datetime | None = None,
        *,
        label: str = "新建",
        origin: str = "created",
        tally: Tally | None = None,
    ) -> int:
        """Store a new collection and return its number; numbers are never used again."""
        stamp, parts = to_stamp(at), parts_of(collection)
        step = CollectionStep(label, {key: (None, value) for key, value in parts.items()}, origin)
        with self.together():
            (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM collections").fetchone()
            header = Header.fresh(int(last) + 1, collection.year, parts[HEAD], stamp)
            if tally is not None:
                header = header._replace(tally=tally_to_text(tally))
            self._database.put("collections", header)
            self._log(self._with_parts(header, step), stamp, step, made=collection.year)
        return header.id

    def list(self, *, deleted: bool = False) -> Sequence[ListedCollection]:
        """Return all collections, the newest year first, or those in the waste bin."""
        query = (
            "SELECT * FROM collections WHERE (deleted_at IS NOT NULL) = ? "
            "ORDER BY year DESC, modified DESC, id DESC"
        )
        with self._database.told():
            return [_listed(Header(*row[:-1])) for row in self._connection.execute(query, (deleted,))]

    def summary(self, collection: int) -> ListedCollection:
        """Return the line of the list for one collection.

        Raises:
            UnknownCollectionError: there is none.
        """
        with self._database.told():
            return _listed(self._header(collection))

    def load(self, collection: int) -> Collection:
        """Return a collection exactly as it was after the last step written.

        Raises:
            UnknownCollectionError: there is none.
        """
        with self._database.told():
            header = self._header(collection)
            rows = sorted(self._database.rows("parts", collection), key=lambda row: (row[1], row[0]))
            return collection_of(header.year, {key: from_plain(key, undump(body)) for key, _, body in rows})

    def write(
        self, collection: int, step: CollectionStep, tally: Tally | None = None, at: datetime | None = None, /
    ) -> None:
        """Store one step: only parts it sets are written, and its place in the history.

        Raises:
            UnknownCollectionError: there is no such collection.
        """
        stamp = to_stamp(at)
        with self.together():
            header = self._header(collection)
            if tally is not None:
                header = header._replace(tally=tally_to_text(tally))
            for key in step.keys:
                self.clear_pending(collection, key)
            self._log(self._with_parts(header, step), stamp, step)

    def set_folder(self, collection: int, folder: str) -> None:
        """Remember where the files of a collection lie on this computer."""
        with self.together():
            self._database.put("collections", self._header(collection)._replace(folder=storable(folder)))

    def delete(self, collection: int, at: datetime | None = None) -> None:
        """Put a collection into the waste bin; nothing is removed."""
        self._move(collection, to_stamp(at), "移到回收站", deleted=True)

    def restore(self, collection: int, at: datetime | None = None) -> None:
        """Take a collection out of the waste bin."""
        self._move(collection, to_stamp(at), "从回收站恢复", deleted=False)

    def history(self, collection: int, *keys: str) -> Sequence[CollectionChange]:
        """Return the steps of a collection, oldest first; only those that set one of the keys, if named."""
        query = "SELECT step, at, label, origin, body FROM changes WHERE collection = ? ORDER BY step"
        wanted = [json.dumps(storable(key), ensure_ascii=False) + ":" for key in keys]
        with self._database.told():
            self._header(collection)
            return [
                CollectionChange(step, from_stamp(at), label, origin)
                for step, at, label, origin, body in self._connection.execute(query, (collection,))
                if not wanted or any(key in body for key in wanted)
            ]

    # -- inside

    def _unknown(self, document: int) -> UnknownCollectionError:
        return UnknownCollectionError(document)

    def _header(self, collection: int) -> Header:
        return Header(*self._row(collection))

    def _with_parts(self, header: Header, step: CollectionStep) -> Header:
        """Write the parts that a step sets, and return the header that counts them."""
        rows = header.rows
        for place, (key, (_, new)) in enumerate(step.values.items()):
            key = storable(key)  # noqa: PLW2901 - as it is stored
            found = self._connection.execute(
                "SELECT place FROM parts WHERE collection = ? AND key = ?", (header.id, key)
            ).fetchone()
            if new is None:
                self._connection.execute(
                    "DELETE FROM parts WHERE collection = ? AND key = ?", (header.id, key)
                )
                rows -= found is not None
                continue
            where = _place(header.steps + 1, place) if found is None else found[0]
            self._database.put("parts", (header.id, key, where, dump(to_plain(key, new))))
            rows += found is None
        head = step.values.get(HEAD)
        shown = header.showing(head[1]) if head and isinstance(head[1], Basics) else header
        return shown._replace(rows=rows)

    def _move(self, collection: int, stamp: str, label: str, *, deleted: bool) -> None:
        with self.together():
            header = self._header(collection)._replace(deleted_at=stamp if deleted else None)
            self._log(header, stamp, CollectionStep(label, {}, "moved"), deleted=header.deleted_at)

    def _log(self, header: Header, stamp: str, step: CollectionStep, **more: object) -> None:
        """Write the next step of a collection into its history, and its header with it."""
        number = header.steps + 1
        values = {key: [to_plain(key, old), to_plain(key, new)] for key, (old, new) in step.values.items()}
        body = dump({**more, "values": values})
        self._database.put("changes", (header.id, number, stamp, storable(step.label), step.origin, body))
        self._database.put("collections", header._replace(steps=number, modified=stamp))


def _listed(header: Header) -> ListedCollection:
    return ListedCollection(
        header.id,
        header.area,
        header.year,
        date.fromisoformat(header.due) if header.due else None,
        header.folder,
        tally_from_text(header.tally),
        from_stamp(header.created),
        from_stamp(header.modified),
    )


def _place(step: int, place: int) -> int:
    return (step << _STEP_BITS) + place


def replay_collection(number: int, changes: Sequence[Row]) -> Replica | None:
    """Make a collection anew from the first rows of its history, None when one doesn't fit."""
    year = undump(changes[0][-1]).get("made")
    if year is None:
        return None
    parts: dict[str, tuple[int, Any]] = {}
    deleted = None
    for step, row in enumerate(changes, 1):
        body = undump(row[-1])
        if not _replayed(parts, step, body["values"]):
            return None
        deleted = body.get("deleted", deleted)
    head = parts.get(HEAD)
    if head is None:
        return None
    header = Header.fresh(number, year, from_plain(HEAD, head[1]), changes[0][2])._replace(
        modified=changes[-1][2], deleted_at=deleted, steps=len(changes), rows=len(parts)
    )
    rows = [("parts", (number, key, place, dump(plain))) for key, (place, plain) in parts.items()]
    return Replica(tuple(header), rows)


def _replayed(parts: dict[str, tuple[int, Any]], step: int, values: Mapping[str, Iterable[Any]]) -> bool:
    """Do a step to parts by key, each with its place; tell whether it fits."""
    for at, (key, (old, new)) in enumerate(values.items()):
        place, found = parts.get(key, (_place(step, at), None))
        if found != old:
            return False
        if new is None:
            parts.pop(key, None)
        else:
            parts[key] = (place, new)
    return True


def name_of(header: Row, _content: Content) -> str:
    """Return how sentences call a collection: its area and year."""
    found = Header(*header)
    return f"{found.area} {found.year} 年度"


COLLECTIONS: Final = StoreKind("汇总库", "次收集", SCHEMA, CollectionStore, replay_collection, name_of)
"""Databases of collections, ``collections.sqlite3``."""
