"""Reports as a kind of work: opening and closing them, and who serves their wishes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from gia_desktop.app.program.settings import MOST_WORDS
from gia_desktop.app.report.library import Library
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import INFO_SECTION
from gia_desktop.core.values import CellKind, read_value
from gia_desktop.drafts.records import DraftSummary
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.frame.wishes import Wish
from gia_desktop.ui.frame.work import Frame, Inside, Menu, NextDate, Submenu, Work
from gia_desktop.ui.help.flow import RULES
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.beginning import BEGINNINGS, Beginnings
from gia_desktop.ui.report.beside import Beside
from gia_desktop.ui.report.exporting import Exporting
from gia_desktop.ui.report.history import Histories
from gia_desktop.ui.report.identity import Identities
from gia_desktop.ui.report.states import States

if TYPE_CHECKING:
    from gia_desktop.register.calendar.workdays import Calendar
    from gia_desktop.ui.kit.theme import Theme
    from gia_desktop.ui.report.page import ReportPage
    from gia_desktop.ui.report.shelf import ReportShelf
    from gia_desktop.vault.store import Pending

# The page and the shelf are imported when they are wanted: the window opens sooner without them.


class WordLimitError(GiaError):
    """What was typed is no limit of words."""

    code = "GIA-E-452"

    def __init__(self, typed: str) -> None:
        """Quote what was typed."""
        super().__init__(f"“{typed[:20]}”不是字数上限。", f"请填 0 到 {MOST_WORDS} 的整数，0 是不限。")


_OTHER_EXPORTS: Final = tuple(wish for suffix, wish in wishes.EXPORTS.items() if suffix != ".docx")


class ReportDesk(Work):
    """Opens reports on pages and serves what is asked for there."""

    kind = wishes.KIND
    heading = "我的年报"
    open_file_wish = wishes.OPEN_FILE
    beginnings = BEGINNINGS
    begin_menu = (wishes.CARRY, wishes.NEW, wishes.OPEN, wishes.PRACTICE, wishes.SAMPLE)
    output_menu = (
        wishes.EXPORTS[".docx"],
        Inside("导出其他格式", (*_OTHER_EXPORTS, wishes.COPY_PAGE, wishes.PAGE_STYLE)),
        wishes.BUNDLE,
        wishes.BUNDLE_NAMES,
        wishes.PRINT,
    )

    def __init__(self, frame: Frame, library: Library, parent: QObject) -> None:
        """Let all wishes of reports be served; nothing is opened yet."""
        super().__init__(parent)
        self._frame = frame
        self._shelf: ReportShelf | None = None
        self.library = library
        self.states = States(frame, library)
        self.exporting = Exporting(frame, library, self)
        self._fresh: set[int] = set()
        self._histories = Histories(frame, library)
        self._begin = Beginnings(frame, self)
        self.beside = Beside(frame, library, self._begin)
        self._identities = Identities(frame, library, self)
        self.menus = self._menus()
        self._serve()
        frame.stage.changed.connect(self._on_page_changed)

    # -- what it offers

    def _menus(self) -> Sequence[Menu]:
        find = (wishes.NEXT_PLACE, wishes.PREVIOUS_PLACE, wishes.PLACE_CHECKED, wishes.ALL_FINDINGS)
        moves = Submenu(wishes.MOVE.words, self.states.fill_menu, wishes.KIND)
        return (
            Menu(
                "编辑",
                (
                    (wishes.FIND, wishes.REPLACE),
                    (wishes.FILL_ALL, wishes.DRAFT_ALL, wishes.WORD_LIMIT),
                    *wishes.OF_TABS,
                ),
            ),
            Menu(
                "报告",
                (
                    (wishes.HISTORY, wishes.VERSIONS, moves),
                    (wishes.BESIDE, wishes.CARRIED, wishes.COMPARE, wishes.CASES),
                    (wishes.YEAR,),
                ),
            ),
            Menu("检查", (find, (wishes.EXPLAIN, wishes.TAKE_COMPUTED), (wishes.REVIEW,), (RULES,))),
        )

    def _serve(self) -> None:
        table = self._frame.wishes
        table.serve(wishes.OPEN_REPORT, self.open)
        table.serve(wishes.OPEN_FILE, self.open_file)
        table.serve(wishes.DELETE, self.delete)
        for wish in chain(*wishes.OF_TABS):
            self._serve_page(wish, partial(_press, wish=wish))
        self._serve_page(wishes.FILL_ALL, lambda page: page.edits.fill_all_blanks())
        self._serve_page(wishes.FIND, lambda page: page.finder.begin(replaces=False))
        self._serve_page(wishes.REPLACE, lambda page: page.finder.begin(replaces=True))
        self._serve_page(wishes.DRAFT_ALL, lambda page: page.edits.write_drafts())
        table.serve(wishes.WORD_LIMIT, self._ask_word_limit)
        self._serve_page(wishes.NEXT_PLACE, lambda page: page.going.step(1))
        self._serve_page(wishes.PREVIOUS_PLACE, lambda page: page.going.step(-1))
        self._serve_page(wishes.PLACE_CHECKED, _confirm)
        self._serve_page(wishes.EXPLAIN, lambda page: page.edits.explain_place(page.going.here()))
        self._serve_page(wishes.TAKE_COMPUTED, lambda page: page.edits.fix_place(page.going.here()))
        self._serve_page(wishes.ALL_FINDINGS, lambda page: page.going.show_all_findings())
        self._serve_page(wishes.PRINT, lambda page: page.print_pages())

    def _serve_page(self, wish: Wish[[]], doing: Callable[[ReportPage], None]) -> None:
        self._frame.wishes.serve_page(wish, wishes.report_page, doing)

    def _ask_word_limit(self) -> None:
        """Ask how many words the county allows for the three texts together; 0 is no limit."""
        settings = self._frame.settings
        question = "一、五、六三个部分合起来最多多少字？上级没有要求就填 0。"
        found = self._frame.messages.ask_line(
            self._frame.window, "正文字数上限", question, str(settings.word_limit)
        )
        if found is None:
            return
        value = read_value(found.removesuffix("字").strip() or "0", CellKind.COUNT)
        if not isinstance(value, int) or value > MOST_WORDS:
            raise WordLimitError(found)
        settings["word_limit"] = value
        if self.page is not None:
            self.page.follow_settings()

    def make_shelf(self, theme: Theme) -> ReportShelf:
        """Build the list of reports."""
        from gia_desktop.ui.report.shelf import ReportShelf

        self._shelf = ReportShelf(self.library, self._frame.wishes, theme)
        return self._shelf

    @property
    def chosen(self) -> DraftSummary | None:
        """The report chosen on the home page, None while nothing is."""
        is_home = self._frame.stage.page is None
        return self._shelf.chosen if self._shelf is not None and is_home else None

    @property
    def shelf(self) -> ReportShelf:
        """The list of reports.

        Raises:
            RuntimeError: the home page was not built yet.
        """
        if self._shelf is None:
            raise RuntimeError("there is no home page yet")
        return self._shelf

    @property
    def page(self) -> ReportPage | None:
        """The report in front, None when something else is."""
        return wishes.as_report_page(self._frame.stage.page)

    def next_date(self) -> NextDate:
        """Return the day by which the next report has to be published."""
        from gia_desktop.app.report.next_steps import next_legal_day

        today = self._frame.workspace.applications.today()
        found = next_legal_day(self.library.summaries(), today, self.calendar())
        return NextDate(found.day, found.title, found.left, found.note, found.how)

    def calendar(self) -> Calendar:
        """Return the working days by which dates of reports are counted."""
        from gia_desktop.register.calendar.files import CalendarFileError, bundled_calendar

        try:
            return self._frame.workspace.applications.calendar()
        except CalendarFileError:
            return bundled_calendar()  # the register tells about the faulty file

    # -- opening

    def reads(self, path: Path) -> bool:
        """Tell that reports are read from files of any kind."""
        return True

    def has(self, number: int) -> bool:
        """Tell whether a report is in the list."""
        return self.library.summary(number) is not None

    def open_file(self, path: Path) -> None:
        """Open what a file holds: the draft that goes on with it, or a new one; doubtful cells come first."""
        report = self._begin.read(path)
        if report is None:
            return
        self._frame.settings["last_folder"] = str(path.parent)
        is_own = path.suffix.lower() == ".gia"
        standing, is_same = self.library.standing(report, besides=self._looked_at())
        asked = standing is not None and not is_same and is_own
        wanted = self._begin.wants_standing(standing, path.name) if standing is not None and asked else False
        if wanted is None:
            return
        if standing is not None and is_same:
            self.open(standing.id)
            self._say("本机已有内容一样的一份，打开的就是它。")
        elif standing is not None and wanted:
            self.open(standing.id)
            return
        else:
            number = self.library.take_in(report, path.name)
            self._fresh.add(number)
            self.open(number)
            if standing is not None:
                self._say("文件另成一份年报；本机原有的同单位、同年度的那一份没有动。")
        if is_own:
            self.file_opened.emit(path)

    def _looked_at(self) -> int:
        """Return the number of the draft in front that may only be looked at, 0 for none."""
        page = self.page
        if page is None or not page.locked:
            return 0
        summary = self.library.summary(page.number)
        return 0 if summary is None or summary.state.is_locked else page.number

    def _say(self, words: str) -> None:
        if self.page is not None:
            self.page.say(words)

    def open(self, number: int, place: str = INFO_SECTION) -> None:
        """Open a stored report and offer back what was half typed."""
        from gia_desktop.ui.report.page import ReportPage
        from gia_desktop.ui.report.tabs.pages import PageTools

        self._frame.stage.commit_typing()
        half_typed = self.library.half_typed(number)
        session = self.library.open(number)
        stack = UndoStack(self)
        tools = PageTools(
            self._frame.messages, self._frame.wishes, self._frame.settings, self._frame.workspace.phrases
        )
        section = place.partition("/")[0]
        page = ReportPage(session, stack, self._frame.stage.theme, tools, section)
        self._frame.stage.show(page)
        if self._frame.window.isVisible():
            page.painted.connect(partial(self._check, page))
        else:
            self._check(page)
        page.go_to(place)
        if half_typed:
            self._offer_half_typed(page, half_typed)
        self.beside.offer(page)

    def _check(self, page: ReportPage) -> None:
        """Check a report that was just opened, once its page is painted; it may be closed by then."""
        if self._frame.stage.page is page:
            self.library.check(page.session)

    def _on_page_changed(self) -> None:
        page = self.page
        if page is not None:
            with self._frame.wishes.telling():
                self.states.show(page)
            self.exporting.show_running(page)

    def _offer_half_typed(self, page: ReportPage, pending: Sequence[Pending]) -> None:
        """Offer back what was being typed when the program ended without a commit."""
        if page.locked:
            return
        from gia_desktop.app.report.half_typed import offer_words, recovering, worth_offering

        session = page.session
        fmt = session.committed.format
        offered = worth_offering(session.report, fmt, pending)
        words = offer_words(session.report, fmt, offered)
        ask = self._frame.messages.ask_either
        wanted = not offered or ask(
            self._frame.window, "上次没有写完", words, "恢复", "不要了", neither="下次再问"
        )
        if wanted is None:
            return
        if wanted:
            for item in offered:
                page.edits.push(recovering(session.report, fmt, item))
        self.library.forget_half_typed(session.report_id)

    # -- putting away

    def delete(self, number: int) -> None:
        """Put a report into the waste bin, after a question."""
        summary = self.library.summary(number)
        which = f"“{summary.nickname or summary.unit}”{summary.year} 年的年报" if summary else "这份年报"
        question = f"把{which}移到回收站？内容不会删除，可以找回。"
        if self._frame.messages.ask(self._frame.window, "移到回收站", question, "移到回收站", "不移"):
            self.library.delete(number)
            self.list_changed.emit()

    def discard(self, number: int) -> None:
        """Put a report into the waste bin that was only looked at; one that was there before stays."""
        if number in self._fresh:
            self.library.delete(number)


def _confirm(page: ReportPage) -> None:
    """Take the place the clerk stands on as right, and go to the next one."""
    if page.edits.confirm(page.going.here()):
        page.going.step(1)


def _press(page: ReportPage, wish: Wish[[]]) -> None:
    page.press(wish)
