"""审核说明: explanations of findings, kept with what the rule saw when they were given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import CellKey
from gia_desktop.core.narrative import LAST_YEAR
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Reason
from gia_desktop.core.values import format_value
from gia_desktop.formats.in_words import without_spaces
from gia_desktop.formats.sheet import Sheet

_SAYS_NOTHING: Final = frozenset({
    "属实", "情况属实", "数据属实", "确认属实", "无", "无误", "已核实", "经核实", "正确", "正常", "没问题",
    "没有问题", "是", "对", "同上", "如实填报", "无异常", "确认", "已确认", "核对无误", "经核对无误",
    "经核实情况属实", "经核对数据属实", "实际如此", "客观原因", "工作需要",
})  # fmt: skip
_FEWEST: Final = 6
_LEFT_OPEN: Final = re.compile(r"[\[\]［］【】]|〔(?!\d)")
"""What ready sentences leave to be filled in; 〔2021〕 belongs to the number of a document."""


class Status(StrEnum):
    """What has become of a finding."""

    OPEN = "open"
    EXPLAINED = "explained"
    RECONFIRM = "reconfirm"

    @property
    def word(self) -> str:
        """The word shown to the clerk."""
        return {"open": "未处理", "explained": "已说明", "reconfirm": "待确认"}[self.value]


@dataclass(frozen=True)
class Settled:
    """A finding with what has become of it.

    Attributes:
        note: what the clerk should know: that an explanation is too thin, or what has changed since.
        reason: the explanation that belongs to it, also when it no longer holds.
    """

    finding: Finding
    status: Status
    note: str = ""
    reason: Reason | None = None

    def to_object(self) -> dict[str, Any]:
        """Return the JSON object of the command line, with status and explanation added."""
        made = self.finding.to_object()
        if self.finding.severity is Severity.EXPLAIN:
            made["status"] = self.status.value
        if self.reason is not None:
            made["reason"] = self.reason.text
        if self.note:
            made["note"] = self.note
        return made


def settle(findings: Sequence[Finding], reasons: Sequence[Reason], sheet: Sheet) -> list[Settled]:
    """Return findings with their explanations: explained, to be confirmed again, or open.

    Every explanation goes to the finding it fits best.
    """
    fits = [
        (closeness, at, number)
        for at, finding in enumerate(findings)
        for number, reason in enumerate(reasons)
        if (closeness := _closeness(finding, reason, sheet))
    ]
    given: dict[int, int] = {}
    for _, at, number in sorted(fits, key=lambda fit: -fit[0]):
        if at not in given and number not in given.values():
            given[at] = number
    return [
        _settle(finding, reasons[given[at]] if at in given else None, sheet)
        for at, finding in enumerate(findings)
    ]


def _closeness(finding: Finding, reason: Reason, sheet: Sheet) -> int:
    """Tell how well an explanation fits: 3 as given, 2 values changed, 1 other cells as well, 0 not at all.

    It belongs to the same rule on the same cells or, without cells, on the same text.
    """
    if finding.severity is not Severity.EXPLAIN or reason.code != finding.code:
        return 0
    seen, cells = seen_by(finding, sheet), set(finding.cells)
    if set(reason.cells) == cells and (cells or _same_texts(reason.seen, seen)):
        return 3 if dict(reason.seen) == seen else 2
    return 1 if cells & set(reason.cells) else 0


def _same_texts(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Tell whether two findings stand in the same text, so that one may follow from the other."""
    return not old or {key.partition("#")[0] for key in old} == {key.partition("#")[0] for key in new}


def _settle(finding: Finding, reason: Reason | None, sheet: Sheet) -> Settled:
    if reason is None:
        return Settled(finding, Status.OPEN)
    doubt = too_thin(reason.text)
    if doubt:
        return Settled(finding, Status.OPEN, doubt, reason)
    changed = _changes(finding, reason, sheet)
    if changed:
        return Settled(finding, Status.RECONFIRM, f"{changed}，请确认说明还适用。", reason)
    return Settled(finding, Status.EXPLAINED, reason=reason)


def too_thin(text: str) -> str:
    """Return what is wrong with an explanation that says nothing, or an empty text."""
    plain = without_spaces(text).strip("。．.，,！!")
    if plain in _SAYS_NOTHING or len(plain) < _FEWEST:
        return "说明太简单，审核时会被退回。请写清原因，例如涉及哪个科室、哪些件、依据什么。"
    if _LEFT_OPEN.search(text):
        return "说明里还有〔 〕里的提示，请换成实际内容。"
    return ""


def make_reason(finding: Finding, text: str, sheet: Sheet) -> Reason:
    """Return the explanation of a finding with the values that its rule sees now."""
    return Reason(finding.code, finding.cells, text.strip(), seen_by(finding, sheet))


def phrases_for(code: str) -> tuple[str, ...]:
    """Return ready phrases for explaining a rule's findings."""
    from gia_desktop.checks.phrases import general_phrases, reason_phrases

    return reason_phrases().get(code, general_phrases())


def seen_by(finding: Finding, sheet: Sheet) -> dict[str, str]:
    """Return what a finding was found in: cells of this and last year, or the words of a text.

    A word's name is its text and its number among the finding's places, ``section.5#1``.
    """
    seen = {str(key): format_value(sheet.now.get(key)) for key in finding.cells}
    for last in _last_cells(finding, sheet).values():
        seen[f"{LAST_YEAR}{last}"] = format_value(sheet.last.get(last))
    for number, span in enumerate(finding.spans, 1):
        seen[f"{span.text}#{number}"] = sheet.report.text(span.text)[span.start : span.end]
    return seen


def _last_cells(finding: Finding, sheet: Sheet) -> dict[CellKey, CellKey]:
    """Return last year's cell for every cell that a rule on two years compares with it."""
    if not finding.compares_last_year:
        return {}
    linked = {link.target: link.plus_last[0] for link in sheet.format.links if link.target in finding.cells}
    return linked or {key: key for key in finding.cells}


def _changes(finding: Finding, reason: Reason, sheet: Sheet) -> str:
    """Say what has changed since an explanation was given: 当时 3→41，现在 3→44."""
    from gia_desktop.checks.text_places import excerpt

    old, new = reason.seen, seen_by(finding, sheet)
    if not old or dict(old) == new:
        return ""
    last = _last_cells(finding, sheet)
    for key in finding.cells:
        before, now = _figure(old, key, last.get(key)), _figure(new, key, last.get(key))
        if before != now:
            return f"{sheet.format.cells[key].label}：当时 {before}，现在 {now}"
    for name, words in new.items():
        if "#" in name and old.get(name, "") != words:
            return f"当时写的是“{excerpt(old.get(name, ''))}”，现在是“{excerpt(words)}”"
    return "涉及的格子有变化"


def _figure(seen: Mapping[str, str], key: CellKey, last: CellKey | None) -> str:
    """Write a figure with last year's before it: 3→41."""
    now = seen.get(key, "") or "空"
    before = seen.get(f"{LAST_YEAR}{last}", "")
    return f"{before}→{now}" if before else now
