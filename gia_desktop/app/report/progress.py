"""How far a report is: filled cells and findings, for lists and status lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.states import Progress
from gia_desktop.formats.sheet import Sheet


def progress(sheet: Sheet, findings: Iterable[Finding]) -> Progress:
    """Count the filled cells of a report (0 and ``/`` count as filled) and its findings by weight."""
    entered = sheet.format.entered
    found = Counter(finding.severity for finding in findings)
    return Progress(
        filled=sum(sheet.now[key] is not None for key in entered),
        total=len(entered),
        must_fix=found[Severity.MUST_FIX],
        explain=found[Severity.EXPLAIN],
        hints=found[Severity.HINT],
    )
