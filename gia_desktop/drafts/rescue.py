"""What the vault needs to rescue reports: made anew from their history, and named in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from gia_desktop.core.keys import UNIT_NAME
from gia_desktop.drafts.packing import rows_of
from gia_desktop.drafts.records import Header
from gia_desktop.drafts.replay import replay
from gia_desktop.vault.store import Content, Replica, Row


def replay_report(number: int, changes: Sequence[Row]) -> Replica | None:
    """Make a report anew from the first rows of its history, None when one doesn't fit."""
    replayed = replay([row[-1] for row in changes])
    if replayed is None:
        return None
    first, last = changes[0], changes[-1]
    header = Header.fresh(number, replayed.report, first[2], 0)._replace(
        state=replayed.state, modified=last[2], deleted_at=replayed.deleted_at
    )
    return Replica(tuple(header), list(rows_of(number, replayed.report)))


def name_of(header: Row, content: Content) -> str:
    """Return how sentences call a report: its unit and year."""
    unit = content.get(("texts", (UNIT_NAME,)), (0, "", "（单位名称不详）"))[2]
    return f"{unit}{Header(*header).year}年度"
