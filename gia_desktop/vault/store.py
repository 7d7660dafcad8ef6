"""What the vault asks of a kind of document: its steps, its store, and how its history is replayed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

from gia_desktop.core.records import dataclass
from gia_desktop.vault.schema import Schema

Row = tuple[Any, ...]
"""The columns of one row, without its seal."""

Rows = Mapping[str, Mapping[Row, Row]]
"""Rows by table and primary key."""


class Pending(NamedTuple):
    """Text of one field of a document that was being typed and not yet committed."""

    document: int
    key: str
    text: str
    at: datetime


class Step(Protocol):
    """One reversible step of editing one document; immutable.

    ``core.change.Change`` is one; so are the steps of the register and of the collections.
    """

    @property
    def label(self) -> str:
        """What the menu and the history call it, Chinese."""

    @property
    def origin(self) -> str:
        """How its values came: ``typed``, ``pasted``, ``imported``, ``undo`` and the like."""

    @property
    def is_empty(self) -> bool:
        """Tell whether it changes nothing."""

    @property
    def keys(self) -> Collection[str]:
        """Names of the fields it sets; what was half typed into them is settled by it."""

    def inverse(self) -> Self:
        """Return the step that takes this one back."""

    def then(self, later: Self) -> Self:
        """Return one step that does this one and then a later one."""


class Store(Protocol):
    """One open database of documents, used by one thread; what it wrote is on disk when it returns.

    Every method may raise EnvironmentFault, and GiaError for a document it doesn't know.
    """

    def write(self, document: int, step: Any, note: Any = None, at: datetime | None = None, /) -> None:
        """Write one step of a document and forget half-typed text of the step's keys.

        Args:
            document: number of the document.
            step: a ``Step`` of the kind that this store writes.
            note: what a list tells of the document after it, e.g. ``core.states.Progress``; None for as
                before.
            at: the moment, now when left out.
        """

    def together(self) -> AbstractContextManager[None]:
        """Make one transaction of several calls: either all of them are on disk, or none."""

    def set_pending(self, document: int, key: str, text: str, at: datetime | None = None, /) -> None:
        """Keep what is being typed into a field, for recovery after a crash."""

    def clear_pending(self, document: int, key: str | None = None, /) -> None:
        """Forget half-typed text of one field, or of the whole document."""

    def steps(self) -> Mapping[int, int]:
        """Return the number of the last step of every document."""

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the database, as it is now, to another file."""

    def all_rows(self) -> Rows:
        """Return every row."""

    @property
    def upgraded_from(self) -> int:
        """The version the file had before it was brought to today's, 0 when it wasn't."""

    def close(self) -> None:
        """Close the database; its journal is folded into the file."""


S = TypeVar("S", bound=Store)
S_co = TypeVar("S_co", bound=Store, covariant=True)


class MakeStore(Protocol[S_co]):
    """Opens a database file, checked and brought to today's version; made when missing."""

    def __call__(self, path: Path, *, busy_seconds: float = ..., look_only: bool = ...) -> S_co:
        """Open a file.

        Args:
            path: the file.
            busy_seconds: how long to wait for another process that holds it.
            look_only: work on a copy in memory; the file must exist and is not touched.

        Raises:
            DamagedFault, ForeignFault, NewerFault: the file can't be used as it is.
            EnvironmentFault: it can't be reached.
        """


Content = Mapping[tuple[str, Row], Row]
"""Rows of what a document is, by table and primary key without the document's number."""


@dataclass(frozen=True)
class Replica:
    """What the history says a document is.

    Attributes:
        header: its row in the table of documents; the vault sets the counts of steps and rows.
        content: its rows of the content tables, each with its table.
    """

    header: Row
    content: Sequence[tuple[str, Row]]


Replay = Callable[[int, Sequence[Row]], Replica | None]
"""Makes a document, named by its number, anew from the first rows of its history, in order and without gap.

Returns None when one of them doesn't fit the ones before it.
"""


@dataclass(frozen=True)
class StoreKind(Generic[S]):
    """One kind of database: everything the vault must know to keep it.

    Attributes:
        word: what sentences call the database, e.g. ``草稿库``.
        counted: a document with its counting word, e.g. ``份报告``.
        schema: its shape.
        make: opens one.
        replay: makes a document anew from its history, when its rows are damaged.
        name: how sentences call a document, from its row in the table of documents and its content; parts of
            the content may be missing.
        is_outdated: tells of an open one whether it holds what its own history has replaced; None when that
            is not looked for.
    """

    word: str
    counted: str
    schema: Schema
    make: MakeStore[S]
    replay: Replay
    name: Callable[[Row, Content], str]
    is_outdated: Callable[[S], bool] | None = None
