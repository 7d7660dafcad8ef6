"""Whether figures agree with the history: a page that was not written is sound by itself, but older."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from gia_desktop.drafts.packing import undump, value_columns, value_from_plain
from gia_desktop.drafts.rescue import replay_report
from gia_desktop.vault.connection import seal

_REPORTS: Final = 3
"""Those that were changed last: what was lost before is noticed at the start after it."""
_STEPS: Final = 500

_Place = tuple[str, str]
_Columns = tuple[str, str] | None


def has_older_figures(connection: sqlite3.Connection) -> bool:
    """Tell whether one of the reports changed last holds a figure that a later step has replaced.

    A report whose history has gaps tells nothing, and one that can't be made anew from it is left as it is.
    """
    query = "SELECT id, steps FROM reports ORDER BY modified DESC LIMIT ?"
    return any(_is_older(connection, *row) for row in connection.execute(query, (_REPORTS,)).fetchall())


def _is_older(connection: sqlite3.Connection, number: int, steps: int) -> bool:
    rows = connection.execute(
        "SELECT * FROM changes WHERE report = ? ORDER BY step DESC LIMIT ?", (number, _STEPS)
    ).fetchall()
    if len(rows) != min(steps, _STEPS) or any(seal("changes", row[:-1]) != row[-1] for row in rows):
        return False
    latest, earlier = _values_of([row[5] for row in rows])
    found: dict[_Place, _Columns] = {
        (table, key): (kind, text)
        for table in ("cells", "stated")
        for key, kind, text in connection.execute(
            f"SELECT key, kind, value FROM {table} WHERE report = ?",  # noqa: S608 (names of our own tables)
            (number,),
        )
    }
    if not any(found.get(at) != value and found.get(at) in earlier[at] for at, value in latest.items()):
        return False
    whole = connection.execute("SELECT * FROM changes WHERE report = ? ORDER BY step", (number,)).fetchall()
    return len(whole) == steps and replay_report(number, [row[:-1] for row in whole]) is not None


def _values_of(bodies: list[str]) -> tuple[dict[_Place, _Columns], dict[_Place, set[_Columns]]]:
    """Return the last value of every cell that the steps have set, and all it had before.

    Args:
        bodies: the steps, the newest first.
    """
    latest: dict[_Place, _Columns] = {}
    earlier: dict[_Place, set[_Columns]] = {}
    for body in bodies:
        plain: dict[str, Any] = undump(body)
        for table in ("cells", "stated"):
            for key, (old, new) in plain.get(table, {}).items():
                place = (table, key)
                latest.setdefault(place, _columns(new))
                earlier.setdefault(place, set()).update((_columns(old), _columns(new)))
    return latest, earlier


def _columns(plain: Any) -> _Columns:
    value = value_from_plain(plain)
    return None if value is None else value_columns(value)
