"""The area's sums opened as a draft report: where collections and reports meet."""

from __future__ import annotations

from gia_desktop.core.report import Report
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report.desk import ReportDesk


class AreaReportFlow:
    """Stores a summed report as a draft of its own and opens it; no earlier one is touched."""

    def __init__(self, frame: Frame, reports: ReportDesk) -> None:
        """Open reports on their desk."""
        self._frame = frame
        self._reports = reports

    def take(self, report: Report, name: str) -> None:
        """Take a report in; ``name`` says in the history where its figures came from."""
        from gia_desktop.app.rollup.area_draft import with_texts

        workspace = self._frame.workspace
        drafted = with_texts(report, workspace.phrases.book(), workspace.formats)
        self._reports.open(self._reports.library.take_in(drafted, name))
        page = self._reports.page
        if page is not None:
            page.say(f"这是一份新的草稿，三张表填的是{name}；文字写了底稿，数字跟着表走，〔 〕里的按 F8 换。")
