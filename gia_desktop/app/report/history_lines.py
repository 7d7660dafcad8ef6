"""The history of a report in plain words: when, where, what it was, what it became, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gia_desktop.app.report.differences import TextFate, pieces
from gia_desktop.app.report.places import named_numbers, place_words
from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import Value, format_value
from gia_desktop.drafts.records import HistoryEntry, StateMove
from gia_desktop.formats.schema import Format

ORIGIN_WORDS: Final = {
    "created": "新建",
    "typed": "输入",
    "pasted": "粘贴",
    "filled": "补零或填充",
    "cleared": "清除",
    "offered": "按单位类型或问答填写",
    "imported": "从文件读入",
    "carried": "承接上年",
    "last_year": "照去年填",
    "settled": "改用自动计算的合计",
    "undo": "撤销",
    "recovered": "恢复没有写完的内容",
    "history": "退回旧值",
    "version": "退回留存的版本",
}
"""How a value came, by ``Change.origin``."""

ONE_STRETCH: Final = timedelta(minutes=5)
"""Stretches of typing in one text with shorter pauses are one line of the history."""

_LONGEST: Final = 24


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history.

    Attributes:
        entry: the values or texts that can be gone back to; None for a move to another state.
        texts: the whole text before and after, live numbers by their labels; None for anything else.
    """

    at: datetime
    place: str
    old: str
    new: str
    how: str
    entry: HistoryEntry | None
    texts: tuple[str, str] | None = None


@dataclass(frozen=True)
class Scope:
    """What a history is shown of: its words and the keys of cells and texts."""

    words: str
    keys: Sequence[str]


def history_lines(
    fmt: Format, entries: Iterable[HistoryEntry], moves: Iterable[StateMove]
) -> Sequence[HistoryLine]:
    """Return the lines of a history, newest first."""
    lines = [_value_line(fmt, entry) for entry in _stretches(entries)]
    lines += [_move_line(move) for move in moves]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def how_words(entry: HistoryEntry) -> str:
    """Say how a value came; the name of the step tells more than its kind alone."""
    kind = ORIGIN_WORDS.get(entry.origin, entry.label)
    return f"{kind}：{entry.label}" if entry.origin in {"imported", "carried", "undo", "version"} else kind


def going_back(report: Report, entry: HistoryEntry, *, before: bool = False) -> Change:
    """Return the step that gives a cell or text what it held after a change, or ``before`` it.

    It is empty when that stands there now.
    """
    value = entry.old if before else entry.new
    if isinstance(value, str):
        change = text_change(report, TextKey(entry.key), value, "退回旧的文字")
        return Change(change.label, texts=change.texts, origin="history")
    return cell_change(report, {CellKey(entry.key): value}, "退回旧值", "history")


def shown(value: Value | str) -> str:
    """Return a figure or text for one line; blank ones are named."""
    if isinstance(value, str):
        line = value.replace("\n", " ⏎ ")
        return f"{line[:_LONGEST]}…（共 {len(value)} 字）" if len(line) > _LONGEST else line or "（空）"
    return format_value(value) or "（空）"


def _stretches(entries: Iterable[HistoryEntry]) -> Sequence[HistoryEntry]:
    """Join what was typed into one text without a long pause."""
    joined: list[HistoryEntry] = []
    latest: dict[str, int] = {}
    for entry in entries:
        place = latest.get(entry.key)
        last = joined[place] if place is not None else None
        if place is not None and last is not None and _goes_on(last, entry):
            joined[place] = HistoryEntry(
                entry.key, entry.step, entry.at, entry.label, entry.origin, last.old, entry.new
            )
        else:
            latest[entry.key] = len(joined)
            joined.append(entry)
    return joined


def _goes_on(last: HistoryEntry, entry: HistoryEntry) -> bool:
    return (
        isinstance(entry.new, str)
        and entry.origin == last.origin == "typed"
        and entry.at - last.at < ONE_STRETCH
    )


def _value_line(fmt: Format, entry: HistoryEntry) -> HistoryLine:
    where, how = place_words(fmt, entry.key), how_words(entry)
    if not isinstance(entry.old, str) or not isinstance(entry.new, str):
        return HistoryLine(entry.at, where, shown(entry.old), shown(entry.new), how, entry)
    texts = (named_numbers(fmt, entry.old), named_numbers(fmt, entry.new))
    old, new = _what_differs(*texts) if all(texts) else map(shown, texts)
    return HistoryLine(entry.at, where, old, new, how, entry, texts)


def _what_differs(old: str, new: str) -> tuple[str, str]:
    """Return only what was removed and what was added."""
    found = pieces(old, new)
    removed = "……".join(piece.text for piece in found if piece.mark is TextFate.REMOVED)
    added = "……".join(piece.text for piece in found if piece.mark is TextFate.ADDED)
    return (f"删去 {shown(removed)}" if removed else "", f"写入 {shown(added)}" if added else "")


def _move_line(move: StateMove) -> HistoryLine:
    reason = f"原因：{move.reason}" if move.reason else "改变状态"
    return HistoryLine(move.at, "报告状态", move.old.word, move.new.word, reason, None)
