"""The values of one cell or text over time, read from the steps of its report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.storage.packing import splice_back, undump, value_from_plain
from gia_desktop.storage.records import HistoryEntry, from_stamp

StepRow = tuple[int, str, str, str, str]
"""Step, moment, label, origin and body of one row of table ``changes``."""


def entries(rows: Iterable[StepRow], key: CellKey | TextKey, text_now: str) -> Sequence[HistoryEntry]:
    """Return the entries of a cell or text, oldest first.

    Args:
        rows: steps of one report, oldest first.
        key: the cell or text that is asked for.
        text_now: today's text; the older ones follow from it backwards.
    """
    found: list[HistoryEntry] = []
    text: str | None = text_now
    for step, at, label, origin, body in reversed(list(rows)):
        plain = undump(body)
        pair: Any = plain.get("cells", {}).get(key) or plain.get("stated", {}).get(key)
        if pair is not None:
            old, new = value_from_plain(pair[0]), value_from_plain(pair[1])
            found.append(HistoryEntry(step, from_stamp(at), label, origin, old, new))
        elif text is not None and key in plain.get("texts", {}):
            before = splice_back(text, plain["texts"][key])
            if before is not None:
                found.append(HistoryEntry(step, from_stamp(at), label, origin, before, text))
            text = before
    return found[::-1]
