"""Backups of a whole database: made by SQLite, verified by opening, thinned out with age, put back."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from gia_desktop.vault.copies import copy_durably, install, keep_aside, unfinished
from gia_desktop.vault.faults import EnvironmentFault, told_as_faults
from gia_desktop.vault.store import S, Store, StoreKind

T = TypeVar("T")

DEFAULT_CAP: Final = 200 * 1024 * 1024
"""Bytes that all backups of one database together may take."""

BETWEEN_BACKUPS: Final = timedelta(hours=1)

_NAME: Final = re.compile(r"(.+)-(\d{8}-\d{6})\.db", re.ASCII)
"""The stem of the database’s own name, and the moment in UTC."""
_NAME_TIME: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One backup of a whole database."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class _Rung:
    """One rung of the ladder: the newest backup of each period is kept up to an age."""

    up_to: timedelta
    period: Callable[[datetime], Hashable]


_LADDER: Final = (
    _Rung(timedelta(days=1), lambda at: (at.date(), at.hour)),
    _Rung(timedelta(days=30), lambda at: at.date()),
    _Rung(timedelta(days=366), lambda at: at.isocalendar()[:2]),
    _Rung(timedelta.max, lambda at: at.year),
)


def list_backups(folder: Path, stem: str) -> Sequence[Backup]:
    """Return the backups of one database in a folder, newest first; other files are passed over.

    Args:
        folder: several databases may have their backups in it.
        stem: name of the database without ending, e.g. ``drafts``.
    """
    with told_as_faults(folder):
        found = [
            Backup(path, moment, path.stat().st_size)
            for path in (folder.iterdir() if folder.is_dir() else ())
            if (moment := _moment(path.name, stem)) is not None
        ]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def keep_backups(
    store: S,
    kind: StoreKind[S],
    folder: Path,
    stem: str,
    now: datetime | None = None,
    cap: int = DEFAULT_CAP,
) -> Backup | None:
    """Make a backup when one is due and something changed since the last, and thin out the old ones.

    Args:
        store: the open database.
        kind: its kind.
        folder: where its backups lie.
        stem: name of the database without ending.
        now: the moment, when it is not this one.
        cap: bytes that its backups together may take.

    Returns:
        the new backup, or None when none was due.
    """
    now = now or datetime.now(UTC)
    backups = list_backups(folder, stem)
    made = make_backup(store, kind, folder, stem, now) if _is_due(store, backups, now) else None
    thin_out(folder, stem, now, cap)
    return made


def make_backup(store: S, kind: StoreKind[S], folder: Path, stem: str, now: datetime | None = None) -> Backup:
    """Write a backup and verify it by opening.

    Raises:
        EnvironmentFault: it can't be written, or what was written can't be read.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    with told_as_faults(folder):
        while (path := folder / f"{stem}-{now.strftime(_NAME_TIME)}.db").exists():
            now += timedelta(seconds=1)  # a backup is never overwritten by another one
    store.copy_to(path)
    with told_as_faults(path):
        made = Backup(path, now, path.stat().st_size)
        try:
            verify(made, kind)
        except EnvironmentFault:
            path.unlink()
            raise
    return made


def look_into(backup: Backup, kind: StoreKind[S], ask: Callable[[S], T]) -> T:
    """Ask the store that a backup holds, whatever its version; the backup itself is not touched.

    Raises:
        EnvironmentFault: it can't be read, or is damaged.
    """
    with closing(kind.make(backup.path, look_only=True)) as store:
        return ask(store)


def verify(backup: Backup, kind: StoreKind[Any]) -> None:
    """Open a backup and read all of it.

    Raises:
        EnvironmentFault: it can't be read, or is damaged.
    """
    kind.make(backup.path, look_only=True).close()


def restore(backup: Backup, kind: StoreKind[S], path: Path, now: datetime | None = None) -> Path:
    """Put a backup in the place of a database that nobody has open; return where the replaced one is kept.

    Raises:
        EnvironmentFault: the backup is damaged or can't be copied; the database is as before.
    """
    verify(backup, kind)
    with told_as_faults(path):
        aside = keep_aside(path, "replaced", now or datetime.now(UTC))
        copy_durably(backup.path, unfinished(path))
        install(path)
        return aside


def thin_out(folder: Path, stem: str, now: datetime, cap: int = DEFAULT_CAP) -> None:
    """Remove backups that no rung of the ladder holds, then the least useful ones until the cap is kept."""
    backups = list_backups(folder, stem)
    kept = _kept(backups, now)
    excess = sum(backup.size for backup in kept) - cap
    for backup in _least_useful_first(kept, now):
        if excess > 0:
            kept.remove(backup)
            excess -= backup.size
    with told_as_faults(folder):
        for backup in backups:
            if backup not in kept:
                backup.path.unlink()


def _kept(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return the newest backup of each period of its rung; one from the future counts as new."""
    kept: dict[Hashable, Backup] = {}
    for backup in backups:
        number, rung = _rung_of(backup, now)
        kept.setdefault((number, rung.period(backup.at)), backup)
    return list(kept.values())


def _rung_of(backup: Backup, now: datetime) -> tuple[int, _Rung]:
    age = now - backup.at
    return next((number, rung) for number, rung in enumerate(_LADDER) if age <= rung.up_to)


def _least_useful_first(kept: Sequence[Backup], now: datetime) -> list[Backup]:
    """Order backups by rung and age; the newest of all is never given up."""
    return sorted(kept[1:], key=lambda backup: (_rung_of(backup, now)[0], backup.at))


def _is_due(store: Store, backups: Sequence[Backup], now: datetime) -> bool:
    changed = store.last_change()
    if changed is None or not backups:
        return changed is not None
    newest = backups[0].at
    # abs: after a clock set back the newest backup lies in the future.
    return abs(now - newest) >= BETWEEN_BACKUPS and changed > newest


def _moment(name: str, stem: str) -> datetime | None:
    match = _NAME.fullmatch(name)
    if match is None or match.group(1) != stem:
        return None
    try:
        return datetime.strptime(match.group(2), _NAME_TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
