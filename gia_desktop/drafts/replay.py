"""Rebuild a report from the steps of its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report
from gia_desktop.core.states import ReportState
from gia_desktop.core.values import Value
from gia_desktop.drafts.packing import (
    previous_from_plain,
    reasons_from_plain,
    splice_on,
    undump,
    value_from_plain,
)


@dataclass(frozen=True)
class Replayed:
    """What the history says a report is."""

    report: Report
    state: str = ReportState.EDITING.value
    deleted_at: str | None = None


def replay(bodies: Sequence[str]) -> Replayed | None:
    """Return the report after the given steps, the first of which made it, or None when one doesn't fit."""
    format_id, year, extra = undump(bodies[0])["made"]
    now: Replayed | None = Replayed(Report(format_id, year, extra=extra))
    for body in bodies:
        now = _step(now, undump(body)) if now is not None else None
    return now


def _step(now: Replayed, body: dict[str, Any]) -> Replayed | None:
    texts = dict(now.report.texts)
    for key, spliced in body.get("texts", {}).items():
        text = splice_on(texts.get(key, ""), spliced)
        if text is None:
            return None
        texts[TextKey(key)] = text
    report = replace(
        now.report,
        year=body["year"][1] if "year" in body else now.report.year,
        values=_after(now.report.values, body.get("cells", {})),
        stated=_after(now.report.stated, body.get("stated", {})),
        texts={key: text for key, text in texts.items() if text},
        **{name: read(body[name][1]) for name, read in _WHOLE.items() if name in body},
    )
    state = body["state"][1] if "state" in body else now.state
    return Replayed(report, state, body.get("deleted", now.deleted_at))


_WHOLE: Final[dict[str, Callable[[Any], Any]]] = {
    "reasons": reasons_from_plain,
    "previous": previous_from_plain,
    "register": dict,
}


def _after(values: Any, pairs: dict[CellKey, list[Any]]) -> dict[CellKey, Value]:
    merged = {**values, **{key: value_from_plain(new) for key, (_, new) in pairs.items()}}
    return {key: value for key, value in merged.items() if value is not None}
