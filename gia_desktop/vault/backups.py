"""Backups of a whole database: made by SQLite, verified by opening, thinned out with age, put back."""

from __future__ import annotations

import glob
import re
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from gia_desktop.core.records import dataclass
from gia_desktop.vault.copies import HALF_ENDING, copy_durably, copy_file, install, keep_aside, unfinished
from gia_desktop.vault.faults import EnvironmentFault, told_as_faults
from gia_desktop.vault.schema import Schema
from gia_desktop.vault.store import S, StoreKind

T = TypeVar("T")

DEFAULT_CAP: Final = 200 * 1024 * 1024
"""Bytes that all backups of one database together may take."""

BETWEEN_BACKUPS: Final = timedelta(hours=1)

_NAME: Final = re.compile(r"(.+)-(\d{8}-\d{6})\.db", re.ASCII)
"""The stem of the database’s own name, and the moment in UTC."""
_NAME_TIME: Final = "%Y%m%d-%H%M%S"

_MAKING: Final = threading.Lock()
"""Held from choosing a name until the file bears it: two threads may want one in the same second."""


@dataclass(frozen=True)
class Backup:
    """One backup of a whole database."""

    path: Path
    at: datetime
    size: int


class _Rung(NamedTuple):
    """One rung of the ladder: the newest backup of each of the last periods that have one.

    Periods are counted, not measured against the clock: one that is years ahead for a day makes nothing old.
    """

    periods: int
    period: Callable[[datetime], Hashable]


_LADDER: Final = (
    _Rung(24, lambda at: (at.date(), at.hour)),
    _Rung(30, lambda at: at.date()),
    _Rung(52, lambda at: at.isocalendar()[:2]),
    _Rung(sys.maxsize, lambda at: at.year),
)

_HALF_SECONDS: Final = 60 * 60.0
"""So old, half a backup is no longer being written, not even by another PC that shares the folder."""

_AHEAD: Final = timedelta(days=1)
"""A backup that lies further ahead than this was made by a clock that was wrong, or is wrong now."""


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
    is_due = is_wanted(store.steps(), kind.schema, folder, stem, now)
    made = make_backup(store, kind, folder, stem, now) if is_due else None
    thin_out(folder, stem, now, cap)
    return made


def make_backup(store: S, kind: StoreKind[S], folder: Path, stem: str, now: datetime | None = None) -> Backup:
    """Write a backup and verify it by opening.

    Raises:
        EnvironmentFault: it can't be written, or what was written can't be read.
    """
    return _make(store.copy_to, kind, folder, stem, now or datetime.now(UTC))


def take_as_backup(copy: Path, kind: StoreKind[Any], folder: Path, stem: str, now: datetime) -> Backup:
    """Make a backup of a whole copy that nobody changes, verify it, and thin out the old ones.

    Raises:
        EnvironmentFault: it can't be written, or what was written can't be read.
    """
    made = _make(lambda target: copy_file(copy, target), kind, folder, stem, now)
    thin_out(folder, stem, now)
    return made


def _make(
    copy_to: Callable[[Path], object], kind: StoreKind[Any], folder: Path, stem: str, now: datetime
) -> Backup:
    now = now.astimezone(UTC).replace(microsecond=0)
    with told_as_faults(folder), _MAKING:
        folder.mkdir(exist_ok=True)  # but not the one above it, which may have been pulled out
        while (path := folder / f"{stem}-{now.strftime(_NAME_TIME)}.db").exists():
            now += timedelta(seconds=1)  # a backup is never overwritten by another one
        copy_to(path)
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
        _clear_away_halves(folder, stem)


def _clear_away_halves(folder: Path, stem: str) -> None:
    """Remove what was written of backups when their program was killed; nothing else would ever."""
    for half in folder.glob(f"{glob.escape(stem)}-*{HALF_ENDING}*"):
        is_ours = _moment(half.name.partition(HALF_ENDING)[0], stem) is not None
        if is_ours and time.time() - half.stat().st_mtime > _HALF_SECONDS:
            half.unlink()


def _kept(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return the backups that a rung holds, newest first; of those ahead of the clock one for each day."""
    ahead = [backup for backup in backups if backup.at > now + _AHEAD]
    kept = {*_newest_of_each(ahead, _Rung(sys.maxsize, lambda at: at.date()))}
    for rung in _LADDER:
        kept |= {*_newest_of_each(backups[len(ahead) :], rung)}
    return [backup for backup in backups if backup in kept]


def _newest_of_each(backups: Sequence[Backup], rung: _Rung) -> list[Backup]:
    newest: dict[Hashable, Backup] = {}
    for backup in backups:
        newest.setdefault(rung.period(backup.at), backup)
    return list(newest.values())[: rung.periods]


def _least_useful_first(kept: Sequence[Backup], now: datetime) -> list[Backup]:
    """Order backups by the highest rung that holds them, and by age; the newest is never given up."""
    usual = [backup for backup in kept if backup.at <= now + _AHEAD] or list(kept)
    rungs = {backup: number for number, rung in enumerate(_LADDER) for backup in _newest_of_each(usual, rung)}
    others = [backup for backup in kept if backup is not usual[0]]
    return sorted(others, key=lambda backup: (rungs.get(backup, 0), backup.at))


def is_wanted(steps: Mapping[int, int], schema: Schema, folder: Path, stem: str, now: datetime) -> bool:
    """Tell whether there are steps that no backup has, and the last one was not made within the hour."""
    backups = list_backups(folder, stem)
    if not steps or any(abs(now - backup.at) < BETWEEN_BACKUPS for backup in backups):
        return False
    # Whatever clock it was made by: the last one is the newest, or the newest that is not ahead of now.
    usual = [backup for backup in backups if backup.at <= now]
    return all(_steps_in(backup, schema) != steps for backup in (*backups[:1], *usual[:1]))


def _steps_in(backup: Backup, schema: Schema) -> Mapping[int, int] | None:
    """Return the last step of every document in a backup, None when it can't be told."""
    address = backup.path.absolute().as_uri() + "?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            query = f"SELECT id, steps FROM {schema.documents}"  # noqa: S608 (a table of ours)
            return dict(connection.execute(query).fetchall())
    except sqlite3.Error:
        return None


def _moment(name: str, stem: str) -> datetime | None:
    match = _NAME.fullmatch(name)
    if match is None or match.group(1) != stem:
        return None
    try:
        return datetime.strptime(match.group(2), _NAME_TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
