"""Findings with their explanations in words, for the 审核情况表."""

from __future__ import annotations

from collections.abc import Iterable

from gia_desktop.app.review import IGNORED
from gia_desktop.checks.finding import Finding
from gia_desktop.checks.reasons import Settled
from gia_desktop.documents.docx_forms import Reviewed
from gia_desktop.formats.sheet import Sheet


def reviewed(sheet: Sheet, settled: Iterable[Settled]) -> list[Reviewed]:
    """Put every finding into words, with the clerk's explanation; ignored hints are left out."""
    return [
        Reviewed(
            item.finding.code,
            item.finding.severity.word,
            place_words(sheet, item.finding),
            item.finding.message,
            item.reason.text if item.reason is not None else "",
        )
        for item in settled
        if item.reason is None or item.reason.text != IGNORED
    ]


def place_words(sheet: Sheet, finding: Finding) -> str:
    """Say where a finding is: its first cell, or the heading of its section."""
    if finding.cells:
        return sheet.format.cells[finding.cells[0]].label
    headings = {section.id: section.heading for section in sheet.format.sections}
    return headings.get(finding.section, "基本信息")
