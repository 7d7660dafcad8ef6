"""Where the clerk was: kept while a report is open, forgotten when it is closed in the ordinary way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LastPlace:
    """A report, a tab, and a cell or nothing."""

    report: int
    section: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.report}/{self.section}/{self.cell}"

    @classmethod
    def parse(cls, text: str) -> LastPlace | None:
        """Read what ``str`` wrote; None when nothing was kept, or it makes no sense."""
        report, _, rest = text.partition("/")
        section, _, cell = rest.partition("/")
        return cls(int(report), section, cell) if report.isdecimal() and section else None
