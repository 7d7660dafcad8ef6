"""What comes out of a collection: papers, sums, the draft of the area's report, the collection as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.files.atomic import write_atomically
from gia_desktop.files.names import as_file_name
from gia_desktop.files.reading import is_there
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.rollup import wishes

if TYPE_CHECKING:
    from gia_desktop.app.rollup.looks import PaperLook
    from gia_desktop.app.rollup.session import CollectionSession
    from gia_desktop.rollup.papers.paper import Paper, SetPaper
    from gia_desktop.ui.rollup.desk import RollupDesk
    from gia_desktop.ui.rollup.page import RollupPage

# Papers and writers are imported when they are wanted: the window opens sooner without them.

GIAC_KINDS: Final = "收集文件 (*.giac)"
_DOCX: Final = "Word 文档 (*.docx)"
_SHOWN_NOTES: Final = 8


class CollectionFiles:
    """Serves the wishes by which something is written."""

    def __init__(self, frame: Frame, desk: RollupDesk) -> None:
        """Work with the page of a desk."""
        self._frame = frame
        self._desk = desk
        for wish, doing in (
            (wishes.RETURN_NOTE, self.write_return_note),
            (wishes.REMINDERS, self.write_reminders),
            (wishes.SUMMARY, self.write_summary),
            (wishes.WRITE_PAPER, self.write_paper),
            (wishes.ALL_PAPERS, self.write_all),
            (wishes.BOOK, self.write_book),
            (wishes.SUMS_PAPER, self.write_sums),
            (wishes.PAPER_LOOK, self.choose_look),
            (wishes.EXPORT_SUMS, self.export_sums),
            (wishes.AREA_REPORT, self.make_area_report),
            (wishes.SAVE_FILE, self.save_file),
            (wishes.SAVE_ROSTER, self.save_roster),
        ):
            desk.serve(wish, doing)

    # -- papers

    def write_return_note(self, page: RollupPage) -> None:
        """Write the note of return of the current unit: of its last round, else of what was found now."""
        from gia_desktop.app.rollup.papers import sender_of
        from gia_desktop.rollup.papers.returns import note_of_round, return_note

        session, name = page.session, page.unit
        if not name:
            page.say("先选一个单位。")
            return
        unit, collection = session.roster.get(name), session.collection
        rounds = len(collection.standing(name).rounds)
        points = session.to_ask(name)
        if rounds:
            paper = note_of_round(collection, unit, rounds, session.formats, sender_of(collection))
        elif points:
            sender = sender_of(collection)
            paper = return_note(collection, unit, points, session.formats, session.today, sender)
        else:
            page.say(f"“{name}”没有要改或要说明的问题，不用写通知。")
            return
        self._write(page, paper)

    def write_reminders(self, page: RollupPage) -> None:
        """Write who is still missing."""
        from gia_desktop.app.rollup.papers import sender_of
        from gia_desktop.rollup.papers.lists import reminders

        collection = page.session.collection
        paper = reminders(collection, page.session.today, sender_of(collection))
        if paper is None:
            page.say("应报的都已收到，不用催。")
        else:
            self._write(page, paper)

    def write_summary(self, page: RollupPage) -> None:
        """Write the material for a notice."""
        checked = page.session.checked
        if checked is None:
            page.say("正在检查，请稍等再写。")
            return
        from gia_desktop.app.rollup.papers import sender_of
        from gia_desktop.rollup.papers.lists import summary

        collection, today = page.session.collection, page.session.today
        self._write(page, summary(collection, checked.all(), checked.pairs, today, sender_of(collection)))

    def write_paper(self, page: RollupPage) -> None:
        """Write the paper that is chosen among those of the last tab."""
        paper = page.papers.current
        if paper is None or page.tab != "papers":
            page.show_tab("papers")
        else:
            self._write(page, paper)

    def _write(self, page: RollupPage, paper: Paper) -> None:
        self._write_as(page, paper.kind, paper.name, lambda look: look.set_paper(paper), paper.blank_words)

    def write_sums(self, page: RollupPage) -> None:
        """Write the 汇总表: the official tables of the area."""
        from gia_desktop.rollup.papers.paper import SUMS

        name = f"{page.session.collection.area}{page.session.collection.year}年度{SUMS}"
        self._write_as(page, SUMS, name, _sums_of(page.session))

    def _write_as(
        self,
        page: RollupPage,
        title: str,
        name: str,
        make: Callable[[PaperLook], SetPaper],
        told: str = "",
    ) -> None:
        """Ask where to, and write one paper in the county's look; style and template are read aside."""
        path = self._ask_target(f"写{title}", f"{name}.docx", _DOCX, ".docx")
        if path is None:
            return
        look = self._look_reader()
        done = self._desk.asking.read(self._read_first(path), lambda: make(look()))
        if done is None:
            return
        write_atomically(path, done.data)
        page.say("".join([f"已写《{path.name}》。", told, *done.notes]))

    def write_all(self, page: RollupPage) -> None:
        """Write all papers into a folder: notes of return, reminder, material, sums; letters as text, too."""
        from gia_desktop.app.rollup.papers import papers_of
        from gia_desktop.rollup.papers.paper import SUMS

        session = page.session
        papers = papers_of(session)
        if not papers:
            page.say("正在检查，请稍等再写。")
            return
        chosen = self._frame.messages.ask_folder(
            self._frame.window, "把通知和材料写到哪个文件夹", str(self._start_folder())
        )
        if not chosen:
            return
        folder = Path(chosen)
        targets = [folder / f"{as_file_name(name)}.docx" for name in (*(p.name for p in papers), SUMS)]
        texts = {path.with_suffix(".txt"): paper.text for path, paper in zip(targets, papers, strict=False)}
        there = [path for path in (*targets, *texts) if is_there(path)]
        if there and not self._frame.messages.may_overwrite(self._frame.window, there):
            return
        read, sums = self._look_reader(), _sums_of(session)

        def work() -> list[str]:
            look = read()
            notes: dict[str, None] = {}
            for path, paper in zip(targets, (*papers, None), strict=True):
                done = look.set_paper(paper) if paper is not None else sums(look)
                write_atomically(path, done.data)
                kind = paper.kind if paper is not None else SUMS
                notes.update(dict.fromkeys(f"{kind}：{note}" for note in done.notes))
            for path, text in texts.items():
                write_atomically(path, text.encode())
            return list(notes)

        blanks = [f"{paper.kind}：{paper.blank_words}" for paper in papers if paper.blanks]

        def done(notes: list[str]) -> None:
            notes = [*dict.fromkeys(blanks), *notes]
            words = f"已在“{folder.name}”里写了 {len(targets)} 份，通知和材料另有纯文字（txt）。"
            if (now := self._desk.page) is not None:
                now.say(words)
            if notes:
                self._frame.messages.tell(
                    self._frame.window, "写出全部通知和材料", "\n".join([words, *notes])
                )

        page.say(f"正在写 {len(targets)} 份，写好了会告诉你；可以接着干别的。")
        self._frame.workspace.tasks.run(
            work, done, partial(self._frame.messages.tell_error, self._frame.window)
        )

    # -- how they look

    def choose_look(self, page: RollupPage) -> None:
        """Ask for page style and templates of all papers."""
        from gia_desktop.app.rollup.looks import read_look
        from gia_desktop.ui.rollup.dialogs.looks import LooksDialog, LookTools

        messages, window, settings = self._frame.messages, self._frame.window, self._frame.settings

        def ask_style() -> str | None:
            path = self._desk.asking.path("选版式文件", "版式文件 (*.toml)")
            return str(path) if path is not None else None

        def ask_templates() -> str | None:
            start = settings.paper_templates or self._desk.asking.folder_words
            return messages.ask_folder(window, "县里的模板在哪个文件夹", start) or None

        def read(style: str, templates: str) -> PaperLook | None:
            try:
                return self._desk.asking.read(Path(templates or style), partial(read_look, style, templates))
            except GiaError as error:
                messages.tell_error(window, error)
                return None

        tools = LookTools(ask_style, ask_templates, read)
        dialog = LooksDialog(
            settings.paper_style, settings.paper_templates, tools, self._frame.stage.theme, window
        )
        if messages.accepts(dialog):
            settings["paper_style"], settings["paper_templates"] = dialog.style_chosen, dialog.templates
            page.say("以后的通知和材料按这些写。")

    def _look_reader(self) -> Callable[[], PaperLook]:
        """Return what reads the look that is chosen now; any thread may call it."""
        from gia_desktop.app.rollup.looks import read_look

        settings = self._frame.settings
        return partial(read_look, settings.paper_style, settings.paper_templates)

    def _read_first(self, path: Path) -> Path:
        """Return what the waiting dialog names: the templates or the style, else the file that is written."""
        settings = self._frame.settings
        return Path(settings.paper_templates or settings.paper_style or path)

    def write_book(self, page: RollupPage) -> None:
        """Join all reports in one volume, beside the window: it takes a while."""
        from gia_desktop.app.rollup.looks import read_style
        from gia_desktop.rollup.papers.compilation import Compilation, make_book

        collection = page.session.collection
        name = f"{collection.area}{collection.year}年政府信息公开工作年度报告汇编.docx"
        path = self._ask_target("汇编", name, _DOCX, ".docx")
        if path is None:
            return
        kept = self._desk.library.summary(page.number).folder
        folder = Path(kept) if kept and Path(kept).is_dir() else None

        chosen = self._frame.settings.paper_style

        def work() -> Compilation:
            book = make_book(collection, page.session.formats, read_style(chosen), folder)
            write_atomically(path, book.data)
            return book

        def done(book: Compilation) -> None:
            lines = [f"已写《{path.name}》：{len(book.units)} 家，{book.words}。"]
            lines += [f"没有报告，没有收入：{'、'.join(book.missing)}。"] if book.missing else []
            lines += list(book.notes[:_SHOWN_NOTES])
            more = len(book.notes) - _SHOWN_NOTES
            lines += [f"另有 {more} 条说明。"] if more > 0 else []
            if (now := self._desk.page) is not None:
                now.say(lines[0])
            self._frame.messages.tell(self._frame.window, "汇编", "\n".join(lines))

        page.say("正在合成汇编，做好了会告诉你；可以接着干别的。")
        self._frame.workspace.tasks.run(
            work, done, partial(self._frame.messages.tell_error, self._frame.window)
        )

    # -- figures and the collection

    def export_sums(self, page: RollupPage) -> None:
        """Write the sums with their parts as a workbook."""
        session = page.session
        name = f"{session.collection.area}{session.collection.year}年度汇总表.xlsx"
        path = self._ask_target("导出汇总表", name, "Excel 表格 (*.xlsx)", ".xlsx")
        if path is not None:
            self._desk.library.write_sums(session.collection, session.sums, path)
            page.say(
                f"已写《{path.name}》：{'全部单位' if session.sums.is_complete else '部分数，表里写明缺谁'}。"
            )

    def make_area_report(self, page: RollupPage) -> None:
        """Make a draft of the area's own report out of the sums, and open it."""
        from gia_desktop.rollup.sums import area_report

        session = page.session
        sums = session.sums
        if not sums.is_complete:
            lacking = [f"还差 {len(sums.missing)} 家"] * bool(sums.missing)
            lacking += [f"{len(sums.doubtful)} 家有存疑的格没有计入"] * bool(sums.doubtful)
            lacking += [f"{len(sums.other_formats)} 家用的是别的格式"] * bool(sums.other_formats)
            lacking += [f"{len(sums.empty)} 家的报告是空的"] * bool(sums.empty)
            words = f"汇总还不全：{'，'.join(lacking)}。现在就做一份草稿吗？以后可以重做。"
            if not self._frame.messages.ask(self._frame.window, "导出汇总报告", words, "先做草稿", "等收齐"):
                return
        report = area_report(session.collection, sums)
        self._frame.wishes.do(wishes.TAKE_IN_REPORT, report, f"{page.title}的汇总数")

    def save_file(self, page: RollupPage) -> None:
        """Write the collection into a file."""
        path = self._ask_target("另存收集文件", page.copy_name, GIAC_KINDS, ".giac")
        if path is not None:
            page.save_copy(path)
            page.say(f"已写《{path.name}》，可以在另一台电脑上打开，也可以交给命令行。")

    def save_roster(self, page: RollupPage) -> None:
        """Write the list of units as a table that can be read again."""
        from gia_desktop.rollup.units_file import table_of_units

        name = f"{page.session.collection.area}单位名单.xlsx"
        path = self._ask_target("导出单位名单", name, "Excel 表格 (*.xlsx)", ".xlsx")
        if path is not None:
            write_atomically(path, table_of_units(page.session.roster))
            page.say(
                f"已写《{path.name}》：{len(page.session.roster.units)} 家。改好后用“换单位名单”读回来。"
            )

    def _start_folder(self) -> Path:
        """Return where a dialog begins: never among what units sent, whence it would be read in again."""
        start = Path(self._desk.asking.folder_words)
        page = self._desk.page
        kept = self._desk.library.summary(page.number).folder if page is not None else ""
        return Path(kept).parent if kept and start.is_relative_to(kept) else start

    def _ask_target(self, title: str, name: str, kinds: str, ending: str) -> Path | None:
        start = self._start_folder()
        path = self._frame.messages.ask_target(
            self._frame.window, title, str(start / as_file_name(name)), kinds, (ending,)
        )
        if path is not None:
            self._frame.settings["last_folder"] = str(path.parent)
        return path


def _sums_of(session: CollectionSession) -> Callable[[PaperLook], SetPaper]:
    """Return what sets the 汇总表 as it is now; any thread may call it, whatever changes meanwhile."""
    collection, sums, formats, today = session.collection, session.sums, session.formats, session.today
    return lambda look: look.set_sums(collection, sums, formats, today)
