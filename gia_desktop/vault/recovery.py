"""Open a database whatever state its file is in: keep a damaged one aside, rescue what is in it, tell it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Generic

from gia_desktop.core.records import dataclass
from gia_desktop.files.reading import is_there
from gia_desktop.vault.backups import Backup, list_backups, look_into, verify
from gia_desktop.vault.carving import Carved, carve
from gia_desktop.vault.connection import BUSY_SECONDS, connect, put, transaction
from gia_desktop.vault.copies import (
    bytes_at_rest,
    companion,
    finish_install,
    install,
    keep_aside,
    put_back,
    unfinished,
)
from gia_desktop.vault.faults import DamagedFault, EnvironmentFault, ForeignFault, place, told_as_faults
from gia_desktop.vault.journal import read_journal
from gia_desktop.vault.rescue import HowRescued, Rescued, content_of, rescue, shared_rows
from gia_desktop.vault.schema import Schema, take_steps
from gia_desktop.vault.store import Row, S, Store, StoreKind
from gia_desktop.vault.witness import FileFate, OpenFile, read_confirmed, write_confirmed

_log = logging.getLogger(__name__)

_NO_ROWS: Final = Carved({}, is_doubtful=False)

_OUTCOMES: Final = (
    (HowRescued.WHOLE, "{count} {counted}已完整恢复：{names}。"),
    (HowRescued.BACKUP, "{count} {counted}恢复到 {made}：{names}。此后改动的内容请重新填写。"),
    (HowRescued.OLDER, "{count} {counted}少了最后几步已经存好的改动，请核对最近填的内容：{names}。"),
    (HowRescued.PARTS, "{count} {counted}只救回一部分，请逐格核对：{names}。"),
)


@dataclass(frozen=True)
class OpenReport:
    """What happened when a database was opened.

    Attributes:
        upgraded_from: version it had before it was brought to today's, 0 when it wasn't.
        aside: where the damaged file is kept, if there was one.
        rescued: the documents that were put together again, when the file was damaged or missing.
        notice: what the clerk must be told, Chinese sentences; empty when all is as usual.
    """

    upgraded_from: int = 0
    aside: Path | None = None
    rescued: tuple[Rescued, ...] = ()
    notice: str = ""


@dataclass(frozen=True)
class Opened(Generic[S]):
    """An open store and what happened on the way."""

    store: S
    report: OpenReport


def open_store(
    path: Path, kind: StoreKind[S], backups: Path | None = None, *, busy_seconds: float = BUSY_SECONDS
) -> Opened[S]:
    """Open a database; a damaged or missing one is put together from its remains and a backup.

    Args:
        path: file of the database, made when missing.
        kind: what kind of database it is.
        backups: folder of backups.
        busy_seconds: how long to wait for another process that holds the file.

    Raises:
        NewerFault: a newer program wrote it; it is left alone.
        EnvironmentFault: the file can't be reached.
    """
    with told_as_faults(path):
        finish_install(path)
        confirmed = read_confirmed(path)
        ruin = _Ruin(path, kind, backups, confirmed)
        held = _size(path)
        if not held:
            if path.exists():
                return ruin.recover("是空的（0 字节），多半是断电或磁盘故障造成的")
            if confirmed or _size(companion(path, "-wal")) or ruin.backup is not None:
                return ruin.recover("不见了")
            # Made beside its place: a file of no bytes under its own name is always damage.
            _build(unfinished(path), kind.schema, kind.schema.newest, ())
            install(path)
        if _journal_is_damaged(path):
            return ruin.recover("的日志已损坏")
        try:
            store = kind.make(path, busy_seconds=busy_seconds)
        except DamagedFault as fault:
            return ruin.recover("已损坏", fault.detail)
        except ForeignFault as fault:
            return ruin.recover(f"不是本程序的{kind.word}", fault.detail)
        with _closed_on_failure(store):
            is_old = kind.is_outdated is not None and kind.is_outdated(store)
            reached = store.steps()
        if is_old:
            store.close()
            return ruin.recover("里有旧的数（磁盘没有把最近的改动全部写进去）")
        missing = {number: step for number, step in confirmed.items() if step > reached.get(number, 0)}
        if missing:
            return ruin.bring_forward(store, missing, reached)
        return Opened(store, OpenReport(upgraded_from=store.upgraded_from))


@contextmanager
def _closed_on_failure(store: Store) -> Iterator[None]:
    """Close a store that was opened in vain: left open, it would keep the next attempt out."""
    try:
        yield
    except BaseException:
        store.close()
        raise


def bring_back(place: OpenFile, fate: FileFate, copy_to: Callable[[Path], object]) -> Path | None:
    """Put a database back that was deleted or exchanged while it was open.

    Args:
        place: its file.
        fate: what has become of it.
        copy_to: writes a copy of what is open.

    Returns:
        where the file that lay in its place is kept; None when there was none.
    """
    path, aside = place.path, None
    _log.warning("%s is %s while open; it is written anew", path.name, fate.value)
    if fate is FileFate.OTHER:
        theirs = not place.journal_is_ours()
        aside = keep_aside(path, "replaced", datetime.now(UTC), with_journal=theirs)
    put_back(copy_to, path)
    return aside


def left_traces(path: Path, backups: Path | None = None) -> bool:
    """Tell whether a database is there, or was and can be put together by ``open_store``."""
    return (
        is_there(path)
        or bool(_size(companion(path, "-wal")) or read_confirmed(path))
        or bool(backups and list_backups(backups, path.stem))
    )


class _Ruin(Generic[S]):
    """A database that can't be opened as it is, and what may be left of it."""

    def __init__(
        self, path: Path, kind: StoreKind[S], backups: Path | None, confirmed: Mapping[int, int]
    ) -> None:
        self._path = path
        self._kind = kind
        self._backups = backups
        self._confirmed = confirmed

    @cached_property
    def backup(self) -> Backup | None:
        """The newest backup that is whole."""
        return _newest_good(self._path, self._kind, self._backups)

    def bring_forward(self, store: S, missing: Mapping[int, int], reached: Mapping[int, int]) -> Opened[S]:
        """Look in the backup for steps that a sound database has not, although they were on the disk."""
        with _closed_on_failure(store):
            kept = look_into(self.backup, self._kind, lambda copy: copy.steps()) if self.backup else {}
            is_in_backup = any(kept.get(number, 0) > reached.get(number, 0) for number in missing)
            rows = {} if is_in_backup else store.all_rows()
        if is_in_backup:
            store.close()
            return self.recover("里没有最近存好的改动（日志丢了，或文件被换成了旧的）", only=missing)
        told = []
        for number, step in missing.items():
            content = content_of(self._kind.schema, rows, number)
            header = rows[self._kind.schema.documents].get((number,))
            name = self._kind.name(header, content) if header is not None else f"第 {number} 号"
            told.append(f"{name}（{step - reached.get(number, 0)} 步）")
        notice = (
            f"{self._kind.word}{place(self._path)}里少了已经存好的改动：{'、'.join(told)}。"
            "可能是断电、磁盘故障丢了日志，或文件被换成了旧的；备份里也没有，请核对最近填的内容。"
        )
        write_confirmed(self._path, {})
        return Opened(store, OpenReport(upgraded_from=store.upgraded_from, notice=notice))

    def recover(self, what: str, detail: str = "", only: Mapping[int, int] | None = None) -> Opened[S]:
        """Build a new database from what is left; the old file stays beside it under another name.

        Args:
            what: what is the matter with the file, for the clerk.
            detail: the same for the log.
            only: documents to be told of; all when left out.
        """
        path, kind, backup = self._path, self._kind, self.backup
        _log.warning("%s is rescued: %s", path.name, detail or what)
        newest = kind.schema.newest
        found, version = _rows_in(path, kind.schema)
        copies, copied_version = _rows_in(backup.path, kind.schema) if backup else (_NO_ROWS, version)
        if backup and copied_version < version == newest:
            # Made before the last upgrade; its rows are wanted as they are after it.
            copies = Carved(look_into(backup, kind, lambda store: store.all_rows()), is_doubtful=False)
            copied_version = version
        if not any(found.rows.values()):
            version = copied_version
        old_rows = copies.rows if copied_version == version else {}
        rescued = tuple(rescue(kind, version, found, old_rows, self._confirmed))
        rows = [
            *shared_rows(kind.schema, found.rows, old_rows),
            *(row for each in rescued for row in each.rows),
        ]
        aside = keep_aside(path, "damaged", datetime.now(UTC)) if _size(path) else None
        _build(unfinished(path), kind.schema, version, rows)
        install(path)
        told = rescued if only is None else [each for each in rescued if each.number in only]
        notice = _notice(path, kind, what, aside, told, backup)
        store = kind.make(path)
        return Opened(
            store, OpenReport(upgraded_from=store.upgraded_from, aside=aside, rescued=rescued, notice=notice)
        )


def _journal_is_damaged(path: Path) -> bool:
    """Tell whether steps would be lost if SQLite took the journal as it is.

    Raises:
        LockedFault: somebody else is writing it.
    """
    journal = companion(path, "-wal")
    if not _size(journal):
        return False
    if not read_journal(journal.read_bytes()).is_damaged:
        return False
    # What is being written can look torn for a moment.
    return read_journal(bytes_at_rest(path)[1]).is_damaged


def _rows_in(path: Path, schema: Schema) -> tuple[Carved, int]:
    """Return the rows that are found in a file, and its version."""
    data, wal = (file.read_bytes() if file.exists() else b"" for file in (path, companion(path, "-wal")))
    noted = carve(data, wal, schema, 1).rows["meta"].get(("version",), ("version", ""))[1]
    version = int(noted) if noted else schema.newest
    return carve(data, wal, schema, version), version


def _newest_good(path: Path, kind: StoreKind[S], folder: Path | None) -> Backup | None:
    for backup in list_backups(folder, path.stem) if folder else ():
        try:
            verify(backup, kind)
        except EnvironmentFault as fault:
            _log.warning("backup passed over: %s (%s)", backup.path.name, fault.detail)
        else:
            return backup
    return None


def _build(path: Path, schema: Schema, version: int, rows: Iterable[tuple[str, Row]]) -> None:
    connection = connect(path)
    try:
        take_steps(connection, schema, 0, version)
        with transaction(connection):
            for table, row in rows:
                put(connection, table, row)
    finally:
        connection.close()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _notice(
    path: Path,
    kind: StoreKind[Any],
    what: str,
    aside: Path | None,
    rescued: Sequence[Rescued],
    backup: Backup | None,
) -> str:
    """Tell what happened, what was done with the file, and how every document came out."""
    kept = f"，原文件没有删除，另存为《{aside.name}》留在原处" if aside is not None else ""
    sentences = [f"{kind.word}{place(path)}{what}{kept}。"]
    made = f"{backup.at.astimezone():%Y-%m-%d %H:%M} 的备份" if backup else ""
    for outcome, words in _OUTCOMES:
        documents = [document for document in rescued if document.outcome is outcome]
        names = "、".join(
            document.name + (f"（少 {document.missing} 步）" if document.missing else "")
            for document in documents
        )
        if documents:
            sentences.append(words.format(count=len(documents), counted=kind.counted, names=names, made=made))
    if not rescued:
        sentences.append(f"没有找到可以恢复的内容，已新建空的{kind.word}。")
    return "".join(sentences)
