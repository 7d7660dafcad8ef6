"""审核说明: explaining and ignoring findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status, make_reason, settle
from gia_desktop.core.change import Change
from gia_desktop.core.report import Reason
from gia_desktop.formats.sheet import Sheet

IGNORED: Final = "忽略"
"""Text of the note that keeps a hint from being shown again, until a value it saw changes."""


def settled_with_ignored(sheet: Sheet, findings: Sequence[Finding]) -> list[Settled]:
    """Return findings with what became of them; hints that the clerk ignored count as explained."""
    settled = settle(findings, sheet.report.reasons, sheet)
    ignored = {
        (reason.code, reason.cells): reason for reason in sheet.report.reasons if reason.text == IGNORED
    }
    if not ignored:
        return settled
    return [_ignored(item, ignored.get((item.finding.code, item.finding.cells)), sheet) for item in settled]


def _ignored(item: Settled, note: Reason | None, sheet: Sheet) -> Settled:
    if note is None or item.finding.severity is not Severity.HINT:
        return item
    now = make_reason(item.finding, IGNORED, sheet)
    return replace(item, status=Status.EXPLAINED, reason=note) if dict(now.seen) == dict(note.seen) else item


def explanation(sheet: Sheet, settled: Settled, text: str) -> Change:
    """Return the step that explains a finding, or takes its explanation back when the text is empty."""
    old = sheet.report.reasons
    new = tuple(reason for reason in old if reason is not settled.reason)
    if text.strip():
        new = (*new, make_reason(settled.finding, text, sheet))
    word = "写审核说明" if text.strip() else "撤回审核说明"
    return Change(word, reasons=(old, new) if new != old else None)


def ignoring(sheet: Sheet, settled: Settled) -> Change:
    """Return the step that ignores a hint."""
    return replace(explanation(sheet, settled, IGNORED), label="忽略提示")
