"""The values of cells and texts over time, read from the steps of their report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.states import ReportState
from gia_desktop.drafts.packing import splice_back, undump, value_from_plain
from gia_desktop.drafts.records import HistoryEntry, StateMove
from gia_desktop.vault.connection import from_stamp

StepRow = tuple[int, str, str, str, str]
"""Step, moment, label, origin and body of one row of table ``changes``."""


def entries(
    rows: Iterable[StepRow], keys: AbstractSet[CellKey | TextKey], texts_now: Mapping[str, str]
) -> Sequence[HistoryEntry]:
    """Return the entries of cells and texts, oldest first.

    Args:
        rows: steps of one report, oldest first.
        keys: the cells and texts that are asked for.
        texts_now: today's texts; the older ones follow from them backwards.
    """
    found: list[HistoryEntry] = []
    texts: dict[str, str | None] = {key: texts_now.get(key, "") for key in keys}
    for step, at, label, origin, body in reversed(list(rows)):
        plain: dict[str, Any] = undump(body)
        moment = from_stamp(at)
        for key, (old, new) in {**plain.get("stated", {}), **plain.get("cells", {})}.items():
            if key in keys:
                pair = value_from_plain(old), value_from_plain(new)
                found.append(HistoryEntry(CellKey(key), step, moment, label, origin, *pair))
        for key, spliced in plain.get("texts", {}).items():
            text = texts.get(key)
            if text is not None:
                before = splice_back(text, spliced)
                if before is not None:
                    found.append(HistoryEntry(TextKey(key), step, moment, label, origin, before, text))
                texts[key] = before
    return found[::-1]


def state_move(at: str, body: str) -> StateMove:
    """Read a move to another state."""
    plain = undump(body)
    old, new = plain["state"]
    return StateMove(from_stamp(at), ReportState(old), ReportState(new), plain["reason"])
