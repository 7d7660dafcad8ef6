"""What was being typed when the program ended: which of it is worth offering back, and in what words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gia_desktop.app.report.places import place_words
from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import read_value
from gia_desktop.formats.schema import Format
from gia_desktop.vault.store import Pending

_SHOWN: Final = 5
_LONGEST: Final = 40


def recovering(report: Report, fmt: Format, pending: Pending) -> Change:
    """Return the step that puts half-typed text in its place; empty when it is there already."""
    cell = fmt.cells.get(CellKey(pending.key))
    if cell is not None:
        value = read_value(pending.text, cell.kind)
        return cell_change(report, {cell.key: value}, "恢复没有写完的一格", "recovered")
    change = text_change(report, TextKey(pending.key), pending.text, "恢复没有写完的文字")
    return Change(change.label, texts=change.texts, origin="recovered")


def worth_offering(report: Report, fmt: Format, pending: Sequence[Pending]) -> list[Pending]:
    """Return what differs from what the report holds."""
    return [item for item in pending if not recovering(report, fmt, item).is_empty]


def offer_words(report: Report, fmt: Format, pending: Sequence[Pending]) -> str:
    """Say of which report, when, where and what was half typed."""
    unit = report.unit_name or "（未填单位）"
    head = f"{unit} {report.year} 年年报：上次关闭前，有 {len(pending)} 处正在输入、还没有确认。"
    lines = [
        f"{item.at.astimezone():%Y-%m-%d %H:%M:%S}　{place_words(fmt, item.key)}：“{_end_of(item.text)}”"
        for item in pending[:_SHOWN]
    ]
    more = [f"……还有 {len(pending) - _SHOWN} 处"] if len(pending) > _SHOWN else []
    return "\n".join([head, "", *lines, *more])


def _end_of(text: str) -> str:
    """Return the last signs of a text, where the typing went on."""
    return f"…{text[-_LONGEST:]}" if len(text) > _LONGEST else text
