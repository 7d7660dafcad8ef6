"""审核说明: explaining and ignoring findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.reasons import Settled, Status, make_reason, settle
from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Reason
from gia_desktop.formats.sheet import Sheet

IGNORED: Final = "忽略"
"""Text of the note that keeps a hint from being shown again, until a value it saw changes."""


CHECKED: Final = "已核对"
"""Text of the note that a place of a hint is right as it stands; it holds while its clause does."""

HIDDEN: Final = frozenset({IGNORED, CHECKED})
"""Texts of notes whose hints are not listed any more."""

_GROWS: Final = ("增加", "增长")
_SHRINKS: Final = ("减少", "下降")

_CLAUSE: Final = re.compile(r"[^，。；！？：,;!?\n]+")

Notes = Mapping[tuple[str, tuple[CellKey, ...]], Sequence[Reason]]


def fitting_phrases(phrases: Sequence[str], finding: Finding) -> Sequence[str]:
    """Return the ready phrases that can be true of a finding: less than last year is not 业务量增加."""
    if not finding.compares_last_year or not finding.difference:
        return phrases
    fits, contradicts = (_GROWS, _SHRINKS) if finding.difference > 0 else (_SHRINKS, _GROWS)

    def can_be(phrase: str) -> bool:
        return any(word in phrase for word in fits) or not any(word in phrase for word in contradicts)

    return [phrase for phrase in phrases if can_be(phrase)]


def settled_with_ignored(sheet: Sheet, findings: Sequence[Finding]) -> list[Settled]:
    """Return findings with what became of them.

    Hints that the clerk ignored count as explained; those whose places she looked at one by one keep the
    others.
    """
    settled = settle(findings, sheet.report.reasons, sheet)
    notes: dict[tuple[str, tuple[CellKey, ...]], list[Reason]] = {}
    for reason in sheet.report.reasons:
        if reason.text in HIDDEN:
            notes.setdefault((reason.code, reason.cells), []).append(reason)
    return [_with_notes(item, notes, sheet) for item in settled] if notes else settled


def _with_notes(item: Settled, notes: Notes, sheet: Sheet) -> Settled:
    finding = item.finding
    found = notes.get((finding.code, finding.cells), ())
    if not found or finding.severity is not Severity.HINT:
        return item
    item = _without_checked(item, [note for note in found if note.text == CHECKED], sheet)
    now = dict(make_reason(item.finding, IGNORED, sheet).seen)
    ignored = next((note for note in found if note.text == IGNORED and dict(note.seen) == now), None)
    return item if ignored is None else replace(item, status=Status.EXPLAINED, reason=ignored)


def _without_checked(item: Settled, notes: Sequence[Reason], sheet: Sheet) -> Settled:
    """Take the places out of a hint that the clerk has looked at."""
    known = [dict(note.seen) for note in notes]
    left = tuple(span for span in item.finding.spans if _seen_at(span, sheet) not in known)
    done = len(item.finding.spans) - len(left)
    if not done:
        return item
    if not left:
        return replace(item, status=Status.EXPLAINED, reason=notes[-1])
    return replace(item, finding=replace(item.finding, spans=left), note=f"其中 {done} 处已核对。")


def _seen_at(span: Span, sheet: Sheet) -> dict[str, str]:
    """Return what stands at a place: its clause, and where in the clause it begins."""
    text = sheet.report.text(span.text)
    clause = next((match for match in _CLAUSE.finditer(text) if match.end() > span.start), None)
    if clause is None:
        return {}
    return {f"{span.text}@{span.start - clause.start()}": clause.group()}


def checking(sheet: Sheet, finding: Finding, span: Span) -> Change:
    """Return the step that says of one place of a hint: looked at, it is right."""
    old = sheet.report.reasons
    note = Reason(finding.code, finding.cells, CHECKED, _seen_at(span, sheet))
    return Change("核对过一处", reasons=(old, (*old, note)))


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
