"""Serves the wishes of the menus 编辑 and 检查 that the open page does itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QApplication

from gia_desktop.ui.report.page import ReportPage


class EditFlow:
    """Passes wishes on to the open page, its tables and its fields."""

    def __init__(self, page: Callable[[], ReportPage | None]) -> None:
        """``page`` returns the open report's page, None when there is none."""
        self._page = page
        self.wishes: Mapping[str, Callable[[], None]] = {
            "cut": partial(self._edit, "cut", changes=True),
            "copy": partial(self._edit, "copy", changes=False),
            "paste": partial(self._edit, "paste", changes=True),
            "fill_all": partial(self._pass_on, ReportPage.fill_all_blanks),
            "next_finding": partial(self._pass_on, lambda page: page.step_finding(1)),
            "previous_finding": partial(self._pass_on, lambda page: page.step_finding(-1)),
            "all_findings": partial(self._pass_on, ReportPage.show_all_findings),
        }

    def _pass_on(self, doing: Callable[[ReportPage], None]) -> None:
        page = self._page()
        if page is not None:
            doing(page)

    def _edit(self, name: str, *, changes: bool) -> None:
        """Texts serve their clipboard themselves, tables through theirs."""
        page, focus = self._page(), QApplication.focusWidget()
        if page is not None and changes and page.refuses():
            return
        if focus is not None and hasattr(focus, name):
            getattr(focus, name)()
        elif page is not None and page.table_tab is not None:
            getattr(page.table_tab.clipboard, name)()
