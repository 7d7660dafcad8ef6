"""From the wish to export to the proof on the screen: where to, overwrite or not, result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from gia_desktop.app.report.library import Library
from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report
from gia_desktop.drafts.records import ExportStamp
from gia_desktop.files.reading import is_there
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.app.report.session import Session
    from gia_desktop.documents.bundle import BundleResult
    from gia_desktop.documents.export import ExportResult
    from gia_desktop.files.atomic import FileStamp
    from gia_desktop.ui.report.page import ReportPage

# Writers are imported when they are used: the window opens sooner without them.

T = TypeVar("T")

SAVE_KINDS: Final = {
    ".docx": "Word 文档 (*.docx)",
    ".pdf": "PDF 文件 (*.pdf)",
    ".html": "网页 (*.html)",
    ".xlsx": "Excel 表格 (*.xlsx)",
    ".gia": "年报数据文件 (*.gia)",
}
_REVIEW_KINDS: Final = (".docx", ".html")
_PROVED: Final = "写完后重新打开核对："
_NO_FILE_NAME: Final = {ord(sign): None for sign in '\\/:*?"<>|\n\r\t'}


@dataclass(frozen=True)
class Written:
    """What a work in the background has to say at its end.

    Attributes:
        path: the file or folder that was written.
        sentence: what was proved.
        agrees: whether it holds what the report holds.
        warning: what has to be mended before it goes out, empty when nothing has.
    """

    path: Path
    sentence: str
    agrees: bool = True
    warning: str = ""


class Exporting(QObject):
    """Writes files of reports in the background. Each result goes back to the report that it was made of.

    Signals:
        written: a file was written, and its result is shown.
        failed: nothing was written, and it is told why.
    """

    written = Signal(Written)
    failed = Signal(GiaError)

    def __init__(self, frame: Frame, library: Library, parent: QObject) -> None:
        """Serve the wishes; nothing runs yet."""
        super().__init__(parent)
        self._frame = frame
        self._library = library
        self._running: dict[Session, int] = {}
        self._written: dict[Path, str] = {}
        self._due: dict[int, ExportStamp] = {}
        frame.workspace.saved.connect(self._note_due)
        table = frame.wishes
        for suffix, wish in wishes.EXPORTS.items():
            table.serve_page(wish, wishes.report_page, partial(self.export, suffix=suffix))
        table.serve_page(wishes.BUNDLE, wishes.report_page, self.bundle)
        table.serve_page(wishes.REVIEW, wishes.report_page, self.review)
        table.serve_page(wishes.PAGE_STYLE, wishes.report_page, self.take_page_style)
        table.serve_page(wishes.COPY_PAGE, wishes.report_page, self.copy_page)
        table.serve(wishes.BUNDLE_NAMES, self.choose_bundle_names)

    @property
    def folder(self) -> str:
        """The folder of the last file, the home folder at first."""
        return self._frame.settings.last_folder or str(Path.home())

    # -- wishes

    def export(self, page: ReportPage, suffix: str) -> None:
        """Ask where to, and write one file there."""
        if self._is_refused(page):
            return
        target = self._ask_target(page, "导出", page.session.report.title, [suffix])
        if target is None or self._is_hopeless(page, target):
            return
        from gia_desktop.documents.export import export_file
        from gia_desktop.ui.paper.pdf import EVERY_KIND

        sheet, options, number = page.session.committed, page.export.options(), page.number
        warning = _left_words(page)

        def done(result: ExportResult) -> Written:
            self._written[result.path] = result.stamp.digest
            self._note(
                number, ExportStamp(datetime.now().astimezone(), str(result.path), result.stamp.digest)
            )
            proved = f"{_PROVED}{result.proof.sentence}。"
            return Written(result.path, proved, result.proof.holds, warning)

        self._begin(page, target.parent, lambda: export_file(sheet, target, options, EVERY_KIND), done)

    def review(self, page: ReportPage) -> None:
        """Ask where to, and write the 审核情况表 there."""
        name = f"{page.session.report.title}审核情况表"
        target = self._ask_target(page, "导出审核情况表", name, _REVIEW_KINDS)
        if target is None or self._is_hopeless(page, target):
            return
        from gia_desktop.app.report.review_words import review_form
        from gia_desktop.documents.forms.review_form import save_review

        style = page.export.options().style
        form = review_form(page.session.committed, page.session.settled)

        def done(stamp: FileStamp) -> Written:
            self._written[target] = stamp.digest
            return Written(target, f"审核情况表：{form.problems}；{form.agreement}。")

        self._begin(page, target.parent, lambda: save_review(form, target, style), done)

    def bundle(self, page: ReportPage) -> None:
        """Ask where to, and write the 报送包 there."""
        if self._is_refused(page):
            return
        chosen = self._frame.messages.ask_folder(self._frame.window, "报送包放到哪个文件夹", self.folder)
        if not chosen:
            return
        from gia_desktop.app.report.review_words import review_form
        from gia_desktop.documents.bundle import archive_path, bundle_folder, bundle_paths, write_bundle
        from gia_desktop.ui.paper.pdf import EVERY_KIND

        names, sheet = self._frame.settings.bundle_names, page.session.committed
        folder, packed = bundle_folder(sheet, Path(chosen), names), page.export.choices.packs_bundle
        paths = bundle_paths(sheet, folder, names, EVERY_KIND)
        there = [path for path in (*paths, *([archive_path(folder)] if packed else ())) if is_there(path)]
        if there and not self._frame.messages.may_overwrite(self._frame.window, there):
            return
        form, options = review_form(sheet, page.session.settled), page.export.options()
        warning = _left_words(page)

        def write() -> BundleResult:
            return write_bundle(sheet, folder, options, form, pattern=names, kinds=EVERY_KIND, packed=packed)

        def done(result: BundleResult) -> Written:
            return Written(result.folder, _PROVED + result.sentence, result.agrees, warning)

        self._begin(page, Path(chosen), write, done)

    def choose_bundle_names(self) -> None:
        """Ask how files of the 报送包 are named, as the county wants it.

        Raises:
            NamePatternError: the pattern can't be used; the old one stays.
        """
        from gia_desktop.documents.bundle import file_stem
        from gia_desktop.formats.sheet import make_sheet

        question = "可以用 {单位}、{年份}、{名称} 三处，其中 {名称} 必须有："
        settings = self._frame.settings
        wanted = self._frame.messages.ask_text(
            self._frame.window, "报送包文件名", question, settings.bundle_names
        )
        if wanted:
            file_stem(make_sheet(Report("2021", 2025), bundled_formats()), wanted, "年报")
            settings["bundle_names"] = wanted

    def take_page_style(self, page: ReportPage) -> None:
        """Ask for the county's page style file and take it.

        Raises:
            StyleFileError: the file says something impossible.
        """
        path = self._frame.messages.ask_open_path(
            self._frame.window, "选版式文件", self.folder, "版式文件 (*.toml)"
        )
        if path:
            from gia_desktop.documents.style import load_style

            style = self._patiently(partial(load_style, Path(path)), Path(path))
            if style is not None:
                page.export.choices.add_style(style)

    def copy_page(self, page: ReportPage) -> None:
        """Put the web page on the clipboard, for the editor of a government site."""
        from gia_desktop.documents.writers.html_fragment import html_fragment

        html = html_fragment(page.session.committed, page.export.options())
        data = QMimeData()
        data.setHtml(html)
        data.setText(html)
        QGuiApplication.clipboard().setMimeData(data)
        page.say("已复制整篇网页内容（含三张表），到网站后台的编辑框里粘贴即可。")

    # -- where to

    def _is_refused(self, page: ReportPage) -> bool:
        """Tell whether what is chosen for the export can't be printed; then its page says why."""
        if not page.export.choices.refusal():
            return False
        page.going.show_section(wishes.EXPORT_SECTION)
        return page.export.refuses()

    def _ask_target(self, page: ReportPage, title: str, name: str, kinds: Sequence[str]) -> Path | None:
        """Ask where a file goes; None when given up, or when what others changed there is to stay."""
        suggestion = str(Path(self.folder) / f"{name}{kinds[0]}".translate(_NO_FILE_NAME))
        words = ";;".join(SAVE_KINDS[kind] for kind in kinds)
        target = self._frame.messages.ask_target(self._frame.window, title, suggestion, words, kinds)
        if target is None:
            return None
        changed = self._changed_outside(page.number, target)
        if changed is None or (changed and not self._may_overwrite_changed(target)):
            return None
        return target

    def _changed_outside(self, number: int, path: Path) -> bool | None:
        """Tell whether others changed a report's last export, or a file written since the start.

        Returns:
            None when the clerk didn't want to wait for the answer.
        """
        from gia_desktop.files.atomic import FileStamp

        summary = self._library.summary(number)
        exported = summary.exported if summary is not None else None
        left = {Path(exported.path): exported.hash} if exported is not None else {}
        known = {**left, **self._written}.get(path)
        if known is None:
            return False

        def is_changed() -> bool:
            stamp = FileStamp.read(path)
            return stamp is not None and stamp.digest != known

        return self._patiently(is_changed, path)

    def _patiently(self, read: Callable[[], T], path: Path) -> T | None:
        from gia_desktop.ui.intake.reading_dialog import read_for

        return read_for(self._frame, path, read)

    def _may_overwrite_changed(self, target: Path) -> bool:
        question = (
            f"《{target.name}》在上次导出后被改过（比如在 Word 里改的）。\n覆盖会丢掉那些修改，要覆盖吗？"
        )
        return self._frame.messages.ask(self._frame.window, "文件被改过", question, "覆盖", "不覆盖")

    def _is_hopeless(self, page: ReportPage, target: Path) -> bool:
        """Tell whether a file can't be written there, and why: nobody waits for what is bound to fail."""
        from gia_desktop.files.atomic import check_target

        try:
            check_target(target)
        except GiaError as error:
            page.going.show_section(wishes.EXPORT_SECTION)
            page.export.show_failure(error.sentence)
            self.failed.emit(error)
            return True
        return False

    # -- in the background

    def _begin(
        self, page: ReportPage, folder: Path, write: Callable[[], T], done: Callable[[T], Written]
    ) -> None:
        """Write off the window's thread; what is shown at the end is bound to the report of this page."""
        session = page.session
        self._frame.settings["last_folder"] = str(folder)
        page.going.show_section(wishes.EXPORT_SECTION)
        self._running[session] = self._running.get(session, 0) + 1
        self.show_running(page)

        def finish(result: T) -> None:
            self._end(session, done(result))

        self._frame.workspace.tasks.run(write, finish, partial(self._fail, session))

    def show_running(self, page: ReportPage) -> None:
        """Keep the buttons of a report still while one of its files is being written."""
        if page.session in self._running:
            page.export.show_busy(busy=True)

    def _end(self, session: Session, written: Written) -> None:
        page = self._page_of(session)
        if page is not None:
            page.export.show_result(
                written.path, written.sentence, agrees=written.agrees, warning=written.warning
            )
        else:
            self._frame.stage.said.emit(f"《{written.path.name}》已写入。{written.sentence}{written.warning}")
        self.written.emit(written)

    def _fail(self, session: Session, error: GiaError) -> None:
        page = self._page_of(session)
        if page is not None:
            page.export.show_failure(error.sentence)
        else:
            self._frame.messages.mention(self._frame.window, "没有导出", error)
        self.failed.emit(error)

    def _page_of(self, session: Session) -> ReportPage | None:
        """Return the page that asked, as it is now; None when its report isn't in front any more."""
        left = self._running.pop(session) - 1
        if left:
            self._running[session] = left
        page = wishes.as_report_page(self._frame.stage.page)
        if page is None or page.session is not session:
            return None
        page.export.show_busy(busy=bool(left))
        return page

    # -- which file was made last

    def _note(self, number: int, stamp: ExportStamp) -> None:
        """Keep the stamp of an export, off the window's thread; again later when it can't be kept now."""
        self._due[number] = stamp
        self._note_due()

    def _note_due(self) -> None:
        due = dict(self._due)
        if due:
            self._frame.workspace.tasks.run(partial(self._note_all, due), self._forget, self._tell_not_noted)

    def _note_all(self, due: dict[int, ExportStamp]) -> dict[int, ExportStamp]:
        for number, stamp in due.items():
            self._library.note_export(number, stamp)
        return due

    def _forget(self, noted: dict[int, ExportStamp]) -> None:
        for number, stamp in noted.items():
            if self._due.get(number) is stamp:
                del self._due[number]

    def _tell_not_noted(self, _error: GiaError) -> None:
        self._frame.stage.said.emit("文件已写好。草稿现在连不上，这次导出的时间等连上以后再记下来。")


def _left_words(page: ReportPage) -> str:
    """Say how much has to be mended before the file goes out, empty when nothing has."""
    left = page.session.progress.must_fix
    return f"报告里还有 {left} 处“必须改”的问题。" if left else ""
