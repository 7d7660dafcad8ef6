"""Where report and register meet: figures taken in, numbers kept current, the cases behind a cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import format_value
from gia_desktop.formats.in_words import table_name
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.register.desk import RegisterDesk
from gia_desktop.ui.register.wishes import TAKE_INTO_REPORT
from gia_desktop.ui.report.desk import ReportDesk
from gia_desktop.ui.report.wishes import CASES, SHOW_REGISTER, as_report_page, report_page

if TYPE_CHECKING:
    from gia_desktop.app.register.library import Carried
    from gia_desktop.formats.schema import Format
    from gia_desktop.register.figures import Figures
    from gia_desktop.ui.report.page import ReportPage


_NAMED: Final = 8
"""Cells that are named when their figures would be overwritten; of more it is said how many."""


def _overwritten(change: Change, fmt: Format) -> str:
    """Say which figures would be overwritten, and by what: only then can the question be answered."""
    filled = [
        f"{table_name(fmt, cell.table)} {cell.label}：{format_value(old)} → {format_value(new)}"
        for cell, (old, new) in ((fmt.cells[key], values) for key, values in change.cells.items())
        if old is not None
    ]
    if not filled:
        return ""
    more = f"\n……共 {len(filled)} 格" if len(filled) > _NAMED else ""
    return f"\n{len(filled)} 格已填了别的数，会被改掉：\n" + "\n".join(filled[:_NAMED]) + more


class FiguresFlow:
    """Puts the register beside the report of its year and unit, and leads from one to the other."""

    def __init__(self, frame: Frame, reports: ReportDesk, register: RegisterDesk) -> None:
        """Follow the page in front; open both kinds on their desks."""
        self._frame = frame
        self._reports = reports
        self._register = register
        table = frame.wishes
        table.serve(TAKE_INTO_REPORT, self.take)
        table.serve_page(CASES, report_page, self.show_cases)
        table.serve_page(SHOW_REGISTER, report_page, self.show_tables)
        register.carried = self._carried
        frame.stage.changed.connect(self._on_page_changed)

    # -- into the report

    def take(self, figures: Figures, unit: str) -> None:
        """Put figures into their year's report of a unit, else the newest of that year, as the question says.

        Nothing is overwritten without a question.
        """
        from gia_desktop.app.register.figures import taken

        messages, window = self._frame.messages, self._frame.window
        lines = self._reports.library.summaries()
        found = [line for line in lines if line.year == figures.year and not line.exercise]
        if not found:
            words = f"还没有 {figures.year} 年度的年报。请先在首页承接上年或新建一份，再带入。"
            messages.tell(window, "带入年报", words)
            return
        newest = max(found, key=lambda line: (line.unit == unit, line.modified))
        report = self._reports.library.load(newest.id)
        numbers = self._register.library.numbers(self._register.session(), figures)
        change = taken(figures, numbers, report, self._reports.library.formats)
        if change.is_empty:
            messages.tell(window, "带入年报", f"《{report.title}》的表三、表四与登记一致，没有要改的。")
            return
        words = f"把 {len(change.cells)} 格填进《{report.title}》的表三、表四？这是一步，可以撤销。"
        words += _overwritten(change, self._reports.library.formats.get(report.format))
        if not messages.ask(window, "带入年报", words, "带入", "不带入"):
            return
        self._reports.open(newest.id, "3")
        page = self._reports.page
        if page is not None and not page.refuses():
            page.edits.push(taken(figures, numbers, page.session.report, self._reports.library.formats))

    # -- beside the register

    def _carried(self) -> Carried | None:
        """Return what the newest report of the unit with a filled-in 结转下年度 carried over."""
        from gia_desktop.app.register.figures import carried_of

        reports, register = self._reports.library, self._register.library
        unit, year = register.office_facts().get("unit", ""), register.today().year
        mine = [line for line in reports.summaries() if unit and line.unit == unit and line.year < year]
        for line in sorted(mine, key=lambda line: (line.year, line.modified), reverse=True):
            found = carried_of(reports.load(line.id), reports.formats)
            if found[1]:
                return found
        return None

    # -- beside the report

    def _on_page_changed(self) -> None:
        page = as_report_page(self._frame.stage.page)
        if page is None:
            return
        if self._frame.window.isVisible():
            page.painted.connect(partial(self._bring_current, page))
        else:
            self._bring_current(page)

    def _bring_current(self, page: ReportPage) -> None:
        """Let a report that is being written know what the register says now; a finished one stays as it is.

        It is no step of the clerk's: nothing she entered changes, so there is nothing to undo.
        """
        if self._frame.stage.page is not page or page.locked:
            return
        if self._frame.workspace.vaults.register.holds_nothing:
            return  # no register was ever begun here
        with self._frame.wishes.telling():
            report, library = page.session.report, self._register.library
            unit = library.office_facts().get("unit", "")
            if not unit or report.unit_name != unit:
                return  # numbers that came with another unit's file are that unit's
            session = self._register.session()
            if not report.register and not session.rows_of_year(report.year):
                return
            numbers = library.numbers(session, library.figures(session, report.year))
            if numbers != report.register:
                change = Change("登记的数更新", register=(report.register, numbers), origin="register")
                page.session.apply(change)

    # -- from the report to the cases

    def show_cases(self, page: ReportPage) -> None:
        """Open the register with the cases behind the current cell."""
        key, report = page.current_key, page.session.report
        cell = page.session.sheet.format.cells.get(key or CellKey(""))
        if key is None or cell is None or cell.table not in {"t3", "t4"}:
            page.say("先点表三、表四里的一格，再按 F7 看是哪几件申请。")
            return
        session = self._register.session()
        figures = self._register.library.figures(session, report.year)
        numbers = figures.cases.get(key, ())
        if not numbers:
            page.say(f"登记里 {report.year} 年没有计入“{cell.label}”的申请。")
            return
        back = partial(self._reports.open, page.number, page.place())
        self._register.open(1)
        if self._register.page is not None:
            self._register.page.show_cases(list(numbers), f"{report.year} 年　{cell.label}")
            self._register.page.offer_way_back("回到年报", back)

    def show_tables(self, page: ReportPage) -> None:
        """Open the register's tables of the report's year."""
        year, back = page.session.report.year, partial(self._reports.open, page.number, page.place())
        self._register.open(1, "figures/")
        if self._register.page is not None:
            self._register.page.figures.choose_year(year)
            self._register.page.offer_way_back("回到年报", back)
