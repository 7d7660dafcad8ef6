"""Open the drafts whatever state the file is in: keep a damaged one aside, rescue what is in it, tell it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from gia_desktop.drafts.rescue import Outcome, Rescued, rescue
from gia_desktop.drafts.steps import newest_version, take_steps
from gia_desktop.drafts.store import DraftStore
from gia_desktop.vault.backups import Backup, list_backups, look_into
from gia_desktop.vault.carving import Rows, carve
from gia_desktop.vault.connection import BUSY_SECONDS, connect, put, transaction
from gia_desktop.vault.faults import DamagedFault, EnvironmentFault, ForeignFault, place, told_as_faults
from gia_desktop.vault.swap import companion, finish_install, install, keep_aside, unfinished

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenReport:
    """What happened when the drafts were opened.

    Attributes:
        created: there was no database yet.
        upgraded_from: version it had before it was brought to today's, 0 when it wasn't.
        aside: where the damaged file is kept, if there was one.
        rescued: the reports that were put together again, when the file was damaged or missing.
        notice: what the clerk must be told, Chinese sentences; empty when all is as usual.
    """

    created: bool = False
    upgraded_from: int = 0
    aside: Path | None = None
    rescued: tuple[Rescued, ...] = ()
    notice: str = ""


class Opened(NamedTuple):
    """An open store and what happened on the way."""

    store: DraftStore
    report: OpenReport


def open_drafts(path: Path, backups: Path | None = None, *, busy_seconds: float = BUSY_SECONDS) -> Opened:
    """Open the drafts of a file; a damaged or missing one is put together from its remains and a backup.

    Args:
        path: file of the database, made when missing.
        backups: folder of backups.
        busy_seconds: how long to wait for another process that holds the file.

    Raises:
        NewerDraftsFault: a newer program wrote it; it is left alone.
        EnvironmentFault: the file can't be reached.
    """
    with told_as_faults(path):
        finish_install(path)
        held = _size(path)
        if not held and (_size(companion(path, "-wal")) or _newest_good(backups)):
            return _recover(path, backups, DamagedFault(path, "missing"))
        try:
            store = DraftStore(path, busy_seconds=busy_seconds)
        except (DamagedFault, ForeignFault) as fault:
            return _recover(path, backups, fault)
        return Opened(store, OpenReport(created=not held, upgraded_from=store.upgraded_from))


def _recover(path: Path, backups: Path | None, fault: EnvironmentFault) -> Opened:
    """Build a new database from what is left; the old file stays beside it under another name."""
    _log.warning("drafts are rescued: %s (%s)", type(fault).__name__, fault.detail)
    found, version = _rows_in(path)
    backup = _newest_good(backups)
    copies, copied_version = _rows_in(backup.path) if backup else ({}, version)
    if backup and copied_version < version == newest_version():
        # Made before the last upgrade; its rows are wanted as they are after it.
        with closing(DraftStore(backup.path, look_only=True)) as store:
            copies, copied_version = store.all_rows(), version
    if not any(found.values()):
        version = copied_version
    rescued = tuple(rescue(found, copies if copied_version == version else {}))
    aside = keep_aside(path, "damaged", datetime.now(UTC)) if _size(path) else None
    _build(unfinished(path), version, rescued)
    install(path)
    notice = _notice(path, fault, aside, rescued, backup)
    store = DraftStore(path)
    return Opened(
        store, OpenReport(upgraded_from=store.upgraded_from, aside=aside, rescued=rescued, notice=notice)
    )


def _rows_in(path: Path) -> tuple[Rows, int]:
    """Return the rows that are found in a file, and its version."""
    data, wal = (file.read_bytes() if file.exists() else b"" for file in (path, companion(path, "-wal")))
    noted = carve(data, wal, 1)["meta"].get(("version",), ("version", ""))[1]
    version = int(noted) if noted else newest_version()
    return carve(data, wal, version), version


def _newest_good(folder: Path | None) -> Backup | None:
    for backup in list_backups(folder) if folder else ():
        try:
            look_into(backup)
        except EnvironmentFault as fault:
            _log.warning("backup passed over: %s (%s)", backup.path.name, fault.detail)
        else:
            return backup
    return None


def _build(path: Path, version: int, rescued: Iterable[Rescued]) -> None:
    connection = connect(path)
    try:
        take_steps(connection, 0, version)
        with transaction(connection):
            for report in rescued:
                for table, row in report.rows:
                    put(connection, table, row)
    finally:
        connection.close()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _notice(
    path: Path, fault: EnvironmentFault, aside: Path | None, rescued: Sequence[Rescued], backup: Backup | None
) -> str:
    """Tell what happened, what was done with the file, and how every report came out."""
    if aside is None:
        sentences = [f"没有找到草稿库{place(path)}。"]
    else:
        what = "不是本程序的草稿库" if isinstance(fault, ForeignFault) else "已损坏"
        sentences = [f"草稿库{place(path)}{what}，原文件没有删除，改名为《{aside.name}》留在原处。"]
    made = f"{backup.at.astimezone():%Y-%m-%d %H:%M} 的备份" if backup else ""
    for outcome, words in (
        (Outcome.WHOLE, "{count} 份报告已完整恢复：{names}。"),
        (Outcome.BACKUP, "{count} 份报告恢复到 {made}：{names}。此后改动的内容请重新填写。"),
        (Outcome.PARTS, "{count} 份报告只救回一部分，请逐格核对：{names}。"),
    ):
        names = [f"{report.unit}{report.header.year}年度" for report in rescued if report.outcome is outcome]
        if names:
            sentences.append(words.format(count=len(names), names="、".join(names), made=made))
    if not rescued:
        sentences.append("其中没有可以恢复的报告，已新建空的草稿库。")
    return "".join(sentences)
