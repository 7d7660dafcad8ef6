"""How far a report is: filled cells and findings, for lists and status lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.formats.sheet import Sheet


@dataclass(frozen=True)
class Progress:
    """Counts of one report.

    Attributes:
        filled: cells to be entered that are not blank; 0 and ``/`` count as filled.
        total: all cells to be entered.
        must_fix, explain, hints: findings by weight.
    """

    filled: int
    total: int
    must_fix: int
    explain: int
    hints: int


def progress(sheet: Sheet, findings: Iterable[Finding]) -> Progress:
    """Count the filled cells of a report and its findings."""
    entered = sheet.format.entered
    found = Counter(finding.severity for finding in findings)
    return Progress(
        filled=sum(sheet.now[key] is not None for key in entered),
        total=len(entered),
        must_fix=found[Severity.MUST_FIX],
        explain=found[Severity.EXPLAIN],
        hints=found[Severity.HINT],
    )
