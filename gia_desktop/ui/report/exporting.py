"""From the wish to export to the proof on the screen: where to, overwrite or not, result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gia_desktop.app.program.settings import Settings
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import Report
from gia_desktop.formats.registry import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report.page import EXPORT_SECTION, ReportPage

if TYPE_CHECKING:
    from gia_desktop.documents.bundle import BundleResult
    from gia_desktop.documents.export import ExportResult

SAVE_KINDS: Final = {
    ".docx": "Word 文档（*.docx）",
    ".pdf": "PDF 文件（*.pdf）",
    ".html": "网页（*.html）",
    ".xlsx": "Excel 表格（*.xlsx）",
    ".gia": "年报数据文件（*.gia）",
}
_REVIEW_KINDS: Final = (".docx", ".html")
_PROVED: Final = "写完后重新打开核对："
_NO_FILE_NAME: Final = {ord(sign): None for sign in '\\/:*?"<>|\n\r\t'}


class ExportFlow(QObject):
    """Serves the export wishes of the page that is open."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        messages: Messages,
        page: Callable[[], ReportPage | None],
        window: QWidget,
    ) -> None:
        """``page`` returns the open report's page, None when there is none."""
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._messages = messages
        self._page = page
        self._window = window
        workspace.exported.connect(self._on_exported)
        workspace.bundled.connect(self._on_bundled)
        workspace.reviewed.connect(self._on_reviewed)
        workspace.export_failed.connect(self._on_failed)

    @property
    def wishes(self) -> Mapping[str, Callable[..., None]]:
        """The wishes served, by name."""
        return {
            "export": self.export,
            "bundle": self.bundle,
            "bundle_names": self.choose_bundle_names,
            "page_style": self.take_page_style,
            "copy_page": self.copy_page,
            "review": self.review,
        }

    @property
    def folder(self) -> str:
        """The folder of the last file, the home folder at first."""
        return str(self._settings["last_folder"] or Path.home())

    def export(self, suffix: str) -> None:
        """Ask where to, and write one file there."""
        page = self._page()
        if page is None:
            return
        page.commit_typing()
        target = self._ask_target(page, "导出", page.session.report.title, [suffix])
        if target is not None:
            self._begin(page, target.parent)
            self._workspace.export(page.session, target, page.export.options())

    def review(self) -> None:
        """Ask where to, and write the 审核情况表 there."""
        page = self._page()
        if page is None:
            return
        page.commit_typing()
        name = f"{page.session.report.title}审核情况表"
        target = self._ask_target(page, "导出审核情况表", name, _REVIEW_KINDS)
        if target is not None:
            self._begin(page, target.parent)
            self._workspace.write_review(page.session, target, page.export.options().style)

    def bundle(self) -> None:
        """Ask where to, and write the 报送包 there."""
        page = self._page()
        if page is None:
            return
        page.commit_typing()
        chosen = self._messages.ask_folder(self._window, "报送包放到哪个文件夹", self.folder)
        if not chosen:
            return
        # Imported late: the window opens sooner without the writers.
        from gia_desktop.documents.bundle import bundle_paths
        from gia_desktop.ui.paper.pdf import EVERY_KIND

        folder, names = Path(chosen), str(self._settings["bundle_names"])
        paths = bundle_paths(page.session.committed, folder, names, EVERY_KIND)
        there = [path for path in paths if path.exists()]
        if there and not self._messages.may_overwrite(self._window, there):
            return
        self._begin(page, folder)
        self._workspace.write_bundle(page.session, folder, page.export.options(), names)

    def choose_bundle_names(self) -> None:
        """Ask how files of the 报送包 are named, as the county wants it.

        Raises:
            NamePatternError: the pattern can't be used; the old one stays.
        """
        from gia_desktop.documents.bundle import file_stem

        question = "可以用 {单位}、{年份}、{名称} 三处，其中 {名称} 必须有："
        wanted = self._messages.ask_text(
            self._window, "报送包文件名", question, str(self._settings["bundle_names"])
        )
        if wanted:
            file_stem(make_sheet(Report("2021", 2025), bundled_formats()), wanted, "年报")
            self._settings["bundle_names"] = wanted

    def _ask_target(self, page: ReportPage, title: str, name: str, kinds: Sequence[str]) -> Path | None:
        """Ask where a file goes; None when given up, or when what others changed there is to stay."""
        suggestion = str(Path(self.folder) / f"{name}{kinds[0]}".translate(_NO_FILE_NAME))
        words = ";;".join(SAVE_KINDS[kind] for kind in kinds)
        target = self._messages.ask_target(self._window, title, suggestion, words, kinds)
        if target is None:
            return None
        changed = self._workspace.changed_outside(page.session.report_id, target)
        return None if changed and not self._may_overwrite_changed(target) else target

    def take_page_style(self) -> None:
        """Ask for the county's page style file and take it.

        Raises:
            StyleFileError: the file says something impossible.
        """
        page = self._page()
        if page is None:
            return
        path = self._messages.ask_open_path(self._window, "选版式文件", self.folder, "版式文件（*.toml）")
        if path:
            from gia_desktop.documents.style import load_style

            page.export.choices.add_style(load_style(Path(path)))

    def copy_page(self) -> None:
        """Put the web page on the clipboard, for the editor of a government site."""
        page = self._page()
        if page is None:
            return
        from gia_desktop.documents.writers.html import html_fragment

        page.commit_typing()
        html = html_fragment(page.session.committed, page.export.options())
        data = QMimeData()
        data.setHtml(html)
        data.setText(html)
        QGuiApplication.clipboard().setMimeData(data)
        page.said.emit("已复制整篇网页内容（含三张表），到网站后台的编辑框里粘贴即可。")

    def _may_overwrite_changed(self, target: Path) -> bool:
        question = (
            f"《{target.name}》在上次导出后被改过（比如在 Word 里改的）。\n覆盖会丢掉那些修改，要覆盖吗？"
        )
        return self._messages.ask(self._window, "文件被改过", question, "覆盖", "不覆盖")

    def _begin(self, page: ReportPage, folder: Path) -> None:
        self._settings["last_folder"] = str(folder)
        page.show_section(EXPORT_SECTION)
        page.export.show_busy(busy=True)

    def _on_exported(self, result: ExportResult) -> None:
        self._show(result.path, _PROVED + result.proof.sentence, agrees=result.proof.holds)

    def _on_bundled(self, result: BundleResult) -> None:
        self._show(result.folder, _PROVED + result.sentence, agrees=result.agrees)

    def _on_reviewed(self, path: Path, sentence: str) -> None:
        self._show(path, f"审核情况表：{sentence}", agrees=True)

    def _show(self, path: Path, sentence: str, *, agrees: bool) -> None:
        page = self._page()
        if page is not None:
            page.export.show_busy(busy=False)
            page.export.show_result(path, sentence, agrees=agrees)

    def _on_failed(self, error: object) -> None:
        page = self._page()
        if page is not None and isinstance(error, GiaError):
            page.export.show_busy(busy=False)
            page.export.show_failure(error.sentence)
