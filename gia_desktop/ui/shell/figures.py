"""The register's figures taken into a report: where both kinds of work meet."""

from __future__ import annotations

from gia_desktop.app.register.figures import entered_values
from gia_desktop.core.change import cell_change
from gia_desktop.register.figures import Figures
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report.desk import ReportDesk


class FiguresFlow:
    """Finds the report of the year, asks, and fills tables three and four as one step of it."""

    def __init__(self, frame: Frame, reports: ReportDesk) -> None:
        """Open reports on their desk."""
        self._frame = frame
        self._reports = reports

    def take(self, figures: Figures, unit: str) -> None:
        """Put figures into their year's report of a unit, else the newest of that year, as the question says.

        Nothing is overwritten without a question.
        """
        messages, window = self._frame.messages, self._frame.window
        found = [line for line in self._reports.library.summaries() if line.year == figures.year]
        if not found:
            words = f"还没有 {figures.year} 年度的年报。请先在首页承接上年或新建一份，再带入。"
            messages.tell(window, "带入年报", words)
            return
        newest = max(found, key=lambda line: (line.unit == unit, line.modified))
        report = self._reports.library.load(newest.id)
        values = entered_values(figures, report, self._reports.library.registry)
        if not values:
            messages.tell(window, "带入年报", f"《{report.title}》的表三、表四与登记一致，没有要改的。")
            return
        filled = sum(report.values.get(key) is not None for key in values)
        other = f"其中 {filled} 格已填了别的数，会被改掉；" if filled else ""
        words = f"把 {len(values)} 格填进《{report.title}》的表三、表四？{other}这是一步，可以撤销。"
        if not messages.ask(window, "带入年报", words, "带入", "不带入"):
            return
        self._reports.open(newest.id, "3")
        page = self._reports.page
        if page is not None and not page.refuses():
            change = cell_change(page.session.report, values, "从登记带入表三、表四", "register")
            page.edits.push(change)
