"""Last year's report for one that was already begun: offered from a draft, or chosen as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gia_desktop.app.report.library import Library
from gia_desktop.core.report import Report
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.ui.report.beginning import Beginnings
    from gia_desktop.ui.report.page import ReportPage


class Beside:
    """Puts last year's report beside the one in front, as a step that can be undone."""

    def __init__(self, frame: Frame, library: Library, beginnings: Beginnings) -> None:
        """Serve the wish; files are read as for beginning."""
        self._frame = frame
        self._library = library
        self._beginnings = beginnings
        frame.wishes.serve_page(wishes.BESIDE, wishes.report_page, self.choose)

    def offer(self, page: ReportPage) -> None:
        """Offer the draft of the year before, when there is one and nothing stands beside the report yet."""
        from gia_desktop.formats.links import knows_last_year

        report = page.session.report
        if page.locked or knows_last_year(page.session.committed):
            return
        draft = self._library.last_year_of(report)
        if draft is None:
            return
        words = (
            f"本机有这个单位 {draft.year} 年的年报。放在旁边，就能对照去年的数和文字，也能查上下年的衔接。"
        )
        take = partial(self._put, page, partial(self._library.load, draft.id))
        page.offer_bar.show_words(
            words, {"放在旁边": take, "选别的文件…": partial(self.choose, page), "不用": page.offer_bar.hide}
        )

    def choose(self, page: ReportPage) -> None:
        """Ask for a file and put it beside the report; a draft of the year before is asked about first."""
        from gia_desktop.formats.links import knows_last_year

        if page.refuses():
            return
        draft = self._library.last_year_of(page.session.report)
        if draft is not None and not knows_last_year(page.session.committed):
            text = f"本机有“{draft.unit}”{draft.year} 年的年报，就用它？"
            ask = self._frame.messages.ask_either
            wanted = ask(self._frame.window, "去年的年报", text, "用它", "选文件…")
            if wanted:
                self._put(page, partial(self._library.load, draft.id))
            if wanted is not False:
                return
        path = self._beginnings.ask_path("选去年的年报")
        if path is not None:
            self._put(page, partial(self._read, path))

    def put(self, page: ReportPage, last: Report) -> None:
        """Put a report beside the one in front; what speaks against it is asked about."""
        from gia_desktop.app.report.last_year.beside import beside_words, doubts_of, put_beside

        doubts = doubts_of(page.session.report, last)
        text = f"这份文件{doubts}。仍当作去年的放在旁边吗？"
        if doubts and not self._frame.messages.ask(
            self._frame.window, "去年的年报", text, "放在旁边", "不放"
        ):
            return
        change = put_beside(page.session.report, last, self._library.formats)
        page.offer_bar.hide()
        if change.is_empty:
            page.say("旁边放的就是它，没有改动。")
            return
        page.edits.push(change)
        page.say(beside_words(change))

    def _put(self, page: ReportPage, reading: Callable[[], Report | None]) -> None:
        with self._frame.wishes.telling():
            last = reading()
            if last is not None:
                self.put(page, last)

    def _read(self, path: Path) -> Report | None:
        return self._beginnings.read(path)
