"""Collections as a kind of work: beginning and opening one, reading its folder, and who serves its wishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gia_desktop.core.report import year_to_report
from gia_desktop.ui.frame.page import of_kind
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.frame.work import Beginning, Due, Frame, Menu, Work
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.asking import Asking
from gia_desktop.ui.rollup.deciding import Deciding
from gia_desktop.ui.rollup.files import CollectionFiles
from gia_desktop.ui.rollup.history import Histories

if TYPE_CHECKING:
    from gia_desktop.app.rollup.library import CollectionLibrary
    from gia_desktop.app.rollup.session import CollectionSession
    from gia_desktop.core.errors import GiaError
    from gia_desktop.core.report import Report
    from gia_desktop.rollup.collecting import Collected
    from gia_desktop.rollup.collection import Collection
    from gia_desktop.ui.kit.theme import Theme
    from gia_desktop.ui.rollup.gathering import Gathering
    from gia_desktop.ui.rollup.page import RollupPage
    from gia_desktop.ui.rollup.shelf import CollectionShelf

# The page, the shelf and all dialogs are imported when they are wanted: the window opens sooner without them.


class RollupDesk(Work):
    """Opens collections on pages and serves what is asked for there."""

    kind = wishes.KIND
    heading = "县（区）汇总"
    remark = "收、查、退、汇"
    open_file_wish = wishes.OPEN_FILE
    beginnings = (
        Beginning(
            wishes.START, "开始一次收集", "选单位名单和文件夹，谁没报、哪里不对一目了然", "开始一次收集"
        ),
        Beginning(wishes.ASK_FILE, "打开收集文件", "别的电脑或命令行做的 .giac", "打开收集文件"),
        Beginning(wishes.PRACTICE, "练习", "30 家编出来的单位，里面埋了错，随便退、随便改", "练习"),
    )
    begin_menu = (wishes.START, wishes.ASK_FILE, wishes.PRACTICE, wishes.RESTORE)
    begin_title = "汇总"
    output_menu = (
        wishes.EXPORT_SUMS, wishes.SUMS_PAPER, wishes.AREA_REPORT, wishes.SAVE_FILE,
    )  # fmt: skip
    menus = (
        Menu(
            "汇总",
            (
                (wishes.COLLECT, wishes.AGAIN, wishes.STOP, wishes.QUESTIONS, wishes.LAST_YEAR),
                (wishes.FIND, wishes.SORT, wishes.EDIT_UNIT, wishes.NEW_ROSTER, wishes.SAVE_ROSTER),
                (wishes.SHOW_SUMS, wishes.CORRECT_HERE),
                (wishes.REMINDERS, wishes.SUMMARY, wishes.WRITE_PAPER, wishes.ALL_PAPERS, wishes.BOOK),
                (wishes.PAPER_LOOK,),
                (wishes.HISTORY,),
            ),
        ),
        Menu(
            "检查",
            (
                (wishes.NEXT_WAITING, wishes.PASS_UNIT, wishes.RETURN_UNIT),
                (wishes.REVIEW_UNIT, wishes.PUBLISH_UNIT, wishes.UNMARK_UNIT),
                (wishes.ORIGINAL, wishes.OPEN_ORIGINAL, wishes.RETURN_NOTE, wishes.UNIT_HISTORY),
            ),
        ),
    )

    def __init__(self, frame: Frame, parent: QObject) -> None:
        """Let all wishes of collections be served; nothing is opened yet."""
        super().__init__(parent)
        self._frame = frame
        self.asking = Asking(frame)
        self._open: Gathering | None = None
        self._left: list[Gathering] = []
        """Those of pages that were left for another collection while their folder was read."""
        self.files = CollectionFiles(frame, self)
        self.deciding = Deciding(frame, self)
        self.histories = Histories(frame, self)
        frame.stage.leaving.connect(self._on_leaving)
        table = frame.wishes
        table.serve(wishes.START, self.start)
        table.serve(wishes.ASK_FILE, self.ask_file)
        table.serve(wishes.OPEN_FILE, self.open_file)
        table.serve(wishes.OPEN_COLLECTION, self.open)
        table.serve(wishes.OPEN_AT, self.open)
        table.serve(wishes.DELETE, self.delete)
        table.serve(wishes.RESTORE, self.restore)
        table.serve(wishes.PRACTICE, self.practice)
        for wish, doing in (
            (wishes.COLLECT, self.choose_folder),
            (wishes.AGAIN, self.collect_again),
            (wishes.STOP, self.stop),
            (wishes.LAST_YEAR, self.put_last_year),
            (wishes.FIND, lambda page: page.find_unit()),
        ):
            self.serve(wish, doing)

    @property
    def library(self) -> CollectionLibrary:
        """The collections of the data folder."""
        return self._frame.workspace.collections

    def serve(self, wish: Wish[[]], doing: Callable[[RollupPage], None]) -> None:
        """Let a function do what a wish asks for with the collection in front."""
        self._frame.wishes.serve_page(wish, wishes.rollup_page, doing)

    # -- the home page

    def make_shelf(self, theme: Theme) -> CollectionShelf:
        """Build the card for the home page, not filled yet."""
        from gia_desktop.ui.rollup.shelf import CollectionShelf

        return CollectionShelf(self.library, self._frame.wishes, theme)

    def due(self) -> Due | None:
        """Return the next day by which reports are asked for, while some are missing."""
        today = self.library.today()
        waiting = [
            line
            for line in self.library.list()
            if line.due and line.tally.missing and self.library.has_to_be_done(line)
        ]
        line = min(waiting, key=lambda each: each.due or dt.date.max, default=None)
        if line is None or line.due is None:
            return None
        left = (line.due - today).days
        words = f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已过 {-left} 天"
        title = f"{line.area} {line.year} 年度收集：{line.tally.missing} 家未报，{words}"
        note = f"截止 {line.due.isoformat()}，共 {line.tally.units} 家，待审 {line.tally.waiting} 家。"
        return Due(line.due, title, note, partial(self._open_told, line.id, "units/missing"))

    def _open_told(self, number: int, place: str) -> None:
        self._frame.wishes.do(wishes.OPEN_AT, number, place)

    # -- beginning

    def start(self) -> None:
        """Ask for area, units and folder; store the collection and read the folder."""
        from gia_desktop.rollup.collection import Collection
        from gia_desktop.rollup.roster import checked
        from gia_desktop.ui.rollup.dialogs.start import StartDialog, StartTools

        messages, window = self._frame.messages, self._frame.window
        tools = StartTools(
            lambda path: self.asking.read(path, partial(self.library.read_roster, path)),
            lambda number: self.library.open(number).roster,
            self.asking.roster,
            self.asking.folder,
            partial(messages.tell_error, window),
        )
        year = year_to_report(self.library.today())
        dialog = StartDialog(year, self.library.real(), tools, self._frame.stage.theme, window)
        if not messages.accepts(dialog):
            return
        start = dialog.start()
        roster = checked(start.roster) if start.roster.units else start.roster
        previous = self.library.last_year(roster.area, start.year)
        number = self.library.create(Collection(roster, start.year, previous=previous))
        self.open(number)
        self.list_changed.emit()
        page = self.page
        if page is not None and start.folder is not None:
            self._collect(page, start.folder)

    def ask_file(self) -> None:
        """Ask for a collection file and take it in."""
        path = self.asking.path("打开收集文件", "收集文件 (*.giac)")
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Take a collection file in and open it."""
        found = self.asking.read(path, partial(self.library.read_file, path))
        if found is None:
            return
        number = self.library.take_in(found, path.name)
        self.list_changed.emit()
        self.open(number)
        if self.page is not None:
            self.page.say(f"已从《{path.name}》读入，另存为这台电脑上的一次收集；原文件没有改动。")

    def practice(self) -> None:
        """Open the practice collection, begun or fresh."""
        self.open(self.library.practice())
        self.list_changed.emit()

    # -- opening

    @property
    def page(self) -> RollupPage | None:
        """The collection in front, None when something else is."""
        return of_kind(self._frame.stage.page, wishes.KIND, wishes.rollup_page)

    def reads(self, path: Path) -> bool:
        """Tell that collection files are opened here."""
        return path.suffix.lower() == ".giac"

    def has(self, number: int) -> bool:
        """Tell whether there is a collection of a number."""
        return self.library.has(number)

    def open(self, number: int, place: str = "") -> None:
        """Put a collection in front."""
        from gia_desktop.ui.rollup.page import RollupPage, RollupTools

        page = self.page
        if page is None or page.number != number:
            session = self._session(number)
            tools = RollupTools(self.library, self._frame.wishes)
            page = RollupPage(session, UndoStack(self), self._frame.stage.theme, tools)
            self._frame.stage.show(page)
        if place:
            page.go_to(place)
        page.units.view.setFocus()

    def _session(self, number: int) -> CollectionSession:
        """Return an open collection; one that a folder is still being read into is gone on with."""
        if self._open is not None:
            if self._open.session.number == number and self._open.is_running:
                return self._open.session
            self._left.append(self._open)
            self._open.leave()
            self._open = None
        self._left = [one for one in self._left if one.is_busy]
        reading = (one for one in self._left if one.session.number == number and one.is_running)
        gathering = next(reading, None)
        if gathering is None:
            gathering = self._gathering_of(self.library.open(number))
        else:
            self._left.remove(gathering)
            gathering.come_back()
        self._open = gathering
        gathering.check()
        return gathering.session

    def _gathering_of(self, session: CollectionSession) -> Gathering:
        from gia_desktop.ui.rollup.gathering import Gathering

        gathering = Gathering(session, self.library, self._frame.workspace.tasks, self)
        gathering.progressed.connect(self._on_progressed)
        gathering.ended.connect(self._on_ended)
        gathering.failed.connect(self._on_failed)
        gathering.taken_in.connect(self.list_changed)
        return gathering

    def read_anew(self) -> None:
        """Forget what is open: the file was replaced by another one, or lies in another folder."""
        for gathering in (self._open, *self._left):
            if gathering is not None:
                gathering.forget()
        self._open, self._left = None, []

    def finish(self) -> None:
        """Break off what is being read, and keep what was read by then."""
        reading = [one for one in (self._open, *self._left) if one is not None and one.is_busy]
        for gathering in reading:
            gathering.leave()
        if reading:
            self._frame.workspace.tasks.drain()

    def discard(self, number: int) -> None:
        """Put a collection into the waste bin that was only looked at."""
        self.library.delete(number)

    # -- collecting

    @property
    def gathering(self) -> Gathering:
        """What reads and checks for the open collection.

        Raises:
            RuntimeError: none was opened yet.
        """
        if self._open is None:
            raise RuntimeError("no collection was opened yet")
        return self._open

    @property
    def is_busy(self) -> bool:
        """Tell whether a folder is being read or what was read is being checked."""
        return any(one.is_busy for one in (self._open, *self._left) if one is not None)

    def choose_folder(self, page: RollupPage) -> None:
        """Ask for the folder and read it."""
        folder = None if page.refuses() else self.asking.folder()
        if folder is not None:
            self._collect(page, folder)

    def collect_again(self, page: RollupPage) -> None:
        """Read what is new in the folder of the last time."""
        folder = self.library.summary(page.number).folder
        if not folder:
            self.choose_folder(page)
        elif not page.refuses():
            self._collect(page, Path(folder))

    def _collect(self, page: RollupPage, folder: Path) -> None:
        if self._open is None or self._open.is_running:
            page.say("正在读，请等读完或先停止。")
            return
        self.library.set_folder(page.number, folder)
        self._frame.settings["last_folder"] = str(folder)
        page.progress.begin(f"正在看“{folder.name}”里有什么……")
        self._open.collect(folder)

    def stop(self, page: RollupPage) -> None:
        """Break off the reading; what was read by then is kept."""
        if self._open is not None and self._open.is_running:
            self._open.stop()
            page.progress.stop.setEnabled(False)
            page.say("正在停下，读完的都留着……")

    def _on_progressed(self, done: int, count: int, file: str) -> None:
        page = self._page_of_gathering()
        if page is not None:
            page.progress.advance(done, count, file)

    def _on_ended(self, result: tuple[Collection, Collected] | None, seconds: float) -> None:
        page = self._page_of_gathering()
        if page is not None:
            page.progress.hide()
        if result is None or self._open is None:
            return
        from gia_desktop.ui.rollup.gathering import ended_words

        snapshot, found = result
        if page is not None:
            page.edits.push(page.session.collected_step(snapshot, found))
            page.bar.show_read(found.read, seconds)
            page.say(ended_words(found))
        else:
            self._open.take_in(snapshot, found)  # the page was closed meanwhile

    def _on_failed(self, error: GiaError) -> None:
        self._frame.messages.tell_error(self._frame.window, error)

    def _on_leaving(self) -> None:
        """Break off the reading when its page is closed; what was read by then is kept."""
        if self.page is not None and self._open is not None:
            self._open.stop()

    def _page_of_gathering(self) -> RollupPage | None:
        page = self.page
        return page if page is not None and self._open and page.session is self._open.session else None

    # -- last year

    def put_last_year(self, page: RollupPage) -> None:
        """Ask for last year's reports, a collection file or a folder, and put them beside this year's."""
        if page.refuses() or self._open is None:
            return
        messages, window = self._frame.messages, self._frame.window
        words = "上年的报告在哪里？可以是上年的收集文件（giac），也可以是放着上年报告的文件夹。"
        wanted = messages.ask_either(window, "放上年的报告", words, "选收集文件…", "选文件夹…")
        if wanted is None:
            return
        if wanted:
            path = self.asking.path("选上年的收集文件", "收集文件 (*.giac)")
            if path is not None:
                year = page.session.collection.year
                found = self.asking.read(path, partial(self.library.read_last_year, path, year))
                if found is not None:
                    self._take_last_year(page.session, found)
            return
        folder = self.asking.folder()
        if folder is None:
            return
        session = page.session
        page.progress.begin(f"正在读“{folder.name}”里上年的报告……")
        self._frame.workspace.tasks.run(
            partial(self.library.collect_last_year, session.collection, folder),
            partial(self._take_last_year, session),
            partial(self._on_last_year_failed, session),
        )

    def _on_last_year_failed(self, session: CollectionSession, error: GiaError) -> None:
        if self.page is not None and self.page.session is session:
            self.page.progress.hide()
        self._on_failed(error)

    def _take_last_year(self, session: CollectionSession, found: Mapping[str, Report]) -> None:
        """Put reports beside this year's, unless the page was closed meanwhile."""
        page = self.page
        if page is None or page.session is not session:
            return
        page.progress.hide()
        known = {name: report for name, report in found.items() if name in session.roster.by_name}
        step = session.previous_step(known)
        if page.edits.push(step):
            page.say(f"放好了 {len(known)} 家上年的报告。")
        else:
            page.say("没有找到名单里单位的上年报告。" if not known else "和已有的上年报告一样。")

    # -- the collection as a whole

    def delete(self, number: int) -> None:
        """Put a collection into the waste bin, after a question."""
        line = self.library.summary(number)
        words = (
            f"把“{line.area} {line.year} 年度收集”移到回收站？里面的内容都留着，随时可以恢复；"
            "各单位的原文件不受影响。"
        )
        if self._frame.messages.ask(self._frame.window, "移到回收站", words, "移到回收站", "不移"):
            self.library.delete(number)
            self.list_changed.emit()

    def restore(self) -> None:
        """Take a collection out of the waste bin."""
        gone = self.library.list(deleted=True)
        messages, window = self._frame.messages, self._frame.window
        if not gone:
            messages.tell(window, "收集的回收站", "回收站是空的。")
            return
        by_words = {f"{line.area} {line.year} 年度（{line.tally.units} 家）": line for line in gone}
        chosen = messages.ask_item(window, "收集的回收站", "恢复哪一次？", list(by_words))
        if chosen in by_words:
            self.library.restore(by_words[chosen].id)
            self.list_changed.emit()
            self.open(by_words[chosen].id)
