"""Findings with their explanations in words, for the 审核情况表."""

from __future__ import annotations

from collections.abc import Iterable

from gia_desktop.checks.finding import Finding
from gia_desktop.core.report import Reason
from gia_desktop.documents.docx_forms import Reviewed
from gia_desktop.formats.sheet import Sheet


def reviewed(sheet: Sheet, findings: Iterable[Finding]) -> list[Reviewed]:
    """Put every finding into words, with the explanation the clerk gave for it."""
    return [
        Reviewed(
            finding.code,
            finding.severity.word,
            place_words(sheet, finding),
            finding.message,
            reason.text if (reason := reason_of(sheet.report.reasons, finding)) is not None else "",
        )
        for finding in findings
    ]


def place_words(sheet: Sheet, finding: Finding) -> str:
    """Say where a finding is: its first cell, or the heading of its section."""
    if finding.cells:
        return sheet.format.cells[finding.cells[0]].label
    headings = {section.id: section.heading for section in sheet.format.sections}
    return headings.get(finding.section, "基本信息")


def reason_of(reasons: Iterable[Reason], finding: Finding) -> Reason | None:
    """Return the explanation given for a finding: same rule, same cells."""
    return next(
        (reason for reason in reasons if reason.code == finding.code and reason.cells == finding.cells), None
    )
