"""Open a database whatever state its file is in: keep a damaged one aside, rescue what is in it, tell it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Generic

from gia_desktop.vault.backups import Backup, list_backups, look_into, verify
from gia_desktop.vault.carving import carve
from gia_desktop.vault.connection import BUSY_SECONDS, connect, put, transaction
from gia_desktop.vault.copies import companion, finish_install, install, keep_aside, unfinished
from gia_desktop.vault.faults import DamagedFault, EnvironmentFault, ForeignFault, place, told_as_faults
from gia_desktop.vault.rescue import Outcome, Rescued, rescue, shared_rows
from gia_desktop.vault.schema import Schema, take_steps
from gia_desktop.vault.store import Row, Rows, S, StoreKind

_log = logging.getLogger(__name__)

_OUTCOMES: Final = (
    (Outcome.WHOLE, "{count} {counted}已完整恢复：{names}。"),
    (Outcome.BACKUP, "{count} {counted}恢复到 {made}：{names}。此后改动的内容请重新填写。"),
    (Outcome.PARTS, "{count} {counted}只救回一部分，请逐格核对：{names}。"),
)


@dataclass(frozen=True)
class OpenReport:
    """What happened when a database was opened.

    Attributes:
        created: there was no database yet.
        upgraded_from: version it had before it was brought to today's, 0 when it wasn't.
        aside: where the damaged file is kept, if there was one.
        rescued: the documents that were put together again, when the file was damaged or missing.
        notice: what the clerk must be told, Chinese sentences; empty when all is as usual.
    """

    created: bool = False
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
        held = _size(path)
        if not held and (_size(companion(path, "-wal")) or _newest_good(path, kind, backups)):
            return _recover(path, kind, backups, DamagedFault(path, "missing"))
        try:
            store = kind.make(path, busy_seconds=busy_seconds)
        except (DamagedFault, ForeignFault) as fault:
            return _recover(path, kind, backups, fault)
        return Opened(store, OpenReport(created=not held, upgraded_from=store.upgraded_from))


def _recover(path: Path, kind: StoreKind[S], backups: Path | None, fault: EnvironmentFault) -> Opened[S]:
    """Build a new database from what is left; the old file stays beside it under another name."""
    _log.warning("%s is rescued: %s (%s)", path.name, type(fault).__name__, fault.detail)
    newest = kind.schema.newest
    found, version = _rows_in(path, kind.schema)
    backup = _newest_good(path, kind, backups)
    copies, copied_version = _rows_in(backup.path, kind.schema) if backup else ({}, version)
    if backup and copied_version < version == newest:
        # Made before the last upgrade; its rows are wanted as they are after it.
        copies, copied_version = look_into(backup, kind, lambda store: store.all_rows()), version
    if not any(found.values()):
        version = copied_version
    if copied_version != version:
        copies = {}
    rescued = tuple(rescue(kind, version, found, copies))
    rows = [*shared_rows(kind.schema, found, copies), *(row for each in rescued for row in each.rows)]
    aside = keep_aside(path, "damaged", datetime.now(UTC)) if _size(path) else None
    _build(unfinished(path), kind.schema, version, rows)
    install(path)
    notice = _notice(path, kind, fault, aside, rescued, backup)
    store = kind.make(path)
    return Opened(
        store, OpenReport(upgraded_from=store.upgraded_from, aside=aside, rescued=rescued, notice=notice)
    )


def _rows_in(path: Path, schema: Schema) -> tuple[Rows, int]:
    """Return the rows that are found in a file, and its version."""
    data, wal = (file.read_bytes() if file.exists() else b"" for file in (path, companion(path, "-wal")))
    noted = carve(data, wal, schema, 1)["meta"].get(("version",), ("version", ""))[1]
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
    fault: EnvironmentFault,
    aside: Path | None,
    rescued: Sequence[Rescued],
    backup: Backup | None,
) -> str:
    """Tell what happened, what was done with the file, and how every document came out."""
    if aside is None:
        sentences = [f"没有找到{kind.word}{place(path)}。"]
    else:
        what = f"不是本程序的{kind.word}" if isinstance(fault, ForeignFault) else "已损坏"
        sentences = [f"{kind.word}{place(path)}{what}，原文件没有删除，改名为《{aside.name}》留在原处。"]
    made = f"{backup.at.astimezone():%Y-%m-%d %H:%M} 的备份" if backup else ""
    for outcome, words in _OUTCOMES:
        names = [document.name for document in rescued if document.outcome is outcome]
        if names:
            sentences.append(
                words.format(count=len(names), counted=kind.counted, names="、".join(names), made=made)
            )
    if not rescued:
        sentences.append(f"其中没有可以恢复的内容，已新建空的{kind.word}。")
    return "".join(sentences)
