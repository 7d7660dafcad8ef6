"""What the tabs of a report tell of it: badges, and what could not be compared with last year."""

from __future__ import annotations

from collections.abc import Sequence

from gia_desktop.app.report.last_year.beside import lacks
from gia_desktop.app.report.session import Session
from gia_desktop.checks.finding import Severity
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.ui.frame.page import link_words
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.tabs.bar import ReportTabs


def show_badges(tabs: ReportTabs, session: Session) -> None:
    """Show on every tab what the checks say of it, or how much is blank."""
    for section in (INFO_SECTION, *(item.id for item in session.sheet.format.sections)):
        found = session.open_findings(section)
        tabs.set_badge(
            section,
            {severity: sum(item.severity is severity for item in found) for severity in Severity}
            if session.is_checked
            else None,
            empty=session.is_empty(section),
            blanks=session.blanks(section),
            compared=not session.lacks_last_year(section),
        )


def unjudged(session: Session, section: str) -> str:
    """Say why a tab without findings isn't good yet, empty when it is; an empty section stands for all."""
    if not session.is_checked:
        return "正在检查……"
    sections = session.sheet.format.sections
    empty = [item for item in sections if section in {"", item.id} and session.is_empty(item.id)]
    if not empty:
        return ""
    if not section:
        return f"还有 {len(empty)} 个部分没有填。"
    return "这张表还没有填。" if empty[0].table else "这一部分还没有写。"


def count_words(session: Session, places: int, theme: Theme) -> Sequence[str]:
    """Say for the status line how much is filled and written, and how many findings and places there are."""
    found, tokens = session.progress, theme.tokens
    written = [item for item in session.sheet.format.sections if not item.table]
    done = sum(not session.is_empty(item.id) for item in written)
    must_fix, explain = (
        ink if count else tokens.ink
        for ink, count in ((tokens.must_fix, found.must_fix), (tokens.explain, found.explain))
    )
    return (
        f"已填 {found.filled} / {found.total}",
        f"文字 {done} / {len(written)}",
        link_words(f"✗ 必须改 {found.must_fix}", Severity.MUST_FIX, must_fix),
        link_words(f"! 可说明 {found.explain}", Severity.EXPLAIN, explain),
        link_words(f"共 {places} 处要看", "", tokens.ink),
    )


def uncompared(session: Session, section: str, theme: Theme, *, locked: bool) -> str:
    """Say of a tab that it can't be compared with last year, with the way to change that, as rich text."""
    words = lacks(session.committed) if session.lacks_last_year(section) else ""
    if not words or locked:
        return words
    return f"{words}<a style='color:{theme.tokens.accent}' href='beside'>选去年的年报…</a>"
