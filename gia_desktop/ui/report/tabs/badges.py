"""What the tabs of a report tell of it: badges, and what could not be compared with last year."""

from __future__ import annotations

from gia_desktop.app.report.last_year.beside import lacks
from gia_desktop.app.report.session import Session
from gia_desktop.checks.finding import Severity
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.tabs.bar import ReportTabs


def show_badges(tabs: ReportTabs, session: Session) -> None:
    """Show on every tab what the checks say of it, or how much is blank."""
    for section in (INFO_SECTION, *(item.id for item in session.sheet.format.sections)):
        found = session.open_findings(section)
        tabs.set_badge(
            section,
            {severity: sum(item.severity is severity for item in found) for severity in Severity},
            empty=session.is_empty(section),
            blanks=session.blanks(section),
            compared=not session.lacks_last_year(section),
        )


def uncompared(session: Session, section: str, theme: Theme, *, locked: bool) -> str:
    """Say of a tab that it can't be compared with last year, with the way to change that, as rich text."""
    words = lacks(session.committed) if session.lacks_last_year(section) else ""
    if not words or locked:
        return words
    return f"{words}<a style='color:{theme.tokens.accent}' href='beside'>选去年的年报…</a>"
