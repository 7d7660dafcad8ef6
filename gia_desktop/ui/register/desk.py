"""The register as a kind of work: opening it, and who serves its wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gia_desktop.ui.frame.page import of_kind
from gia_desktop.ui.frame.undo import UndoStack
from gia_desktop.ui.frame.work import Beginning, Due, Frame, Menu, Work
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.files import RegisterFiles
from gia_desktop.ui.register.handling import CaseHandling
from gia_desktop.ui.register.practising import Practising

if TYPE_CHECKING:
    from gia_desktop.app.register.library import Carried, RegisterLibrary
    from gia_desktop.app.register.practice import RegisterPractice
    from gia_desktop.register.case import Case
    from gia_desktop.register.remedies import Term
    from gia_desktop.register.session import RegisterSession
    from gia_desktop.ui.kit.theme import Theme
    from gia_desktop.ui.register.page import RegisterPage
    from gia_desktop.ui.register.shelf import RegisterShelf

# The page, the shelf and all dialogs are imported when they are wanted: the window opens sooner without them.


class RegisterDesk(Work):
    """Opens the register on a page and serves what is asked for there."""

    kind = wishes.KIND
    heading = "依申请公开登记"
    remark = "全年随收随登，表三、表四自己长出来"
    open_file_wish = wishes.OPEN_REGISTER_FILE
    beginnings = (
        Beginning(wishes.NEW_CASE, "登记一件申请", "收到日、申请人、要什么，半分钟", "登记一件申请"),
        Beginning(wishes.READ_TABLE, "读入已有台账", "单位自己的 Excel 台账，先看后读", "读入已有台账"),
        Beginning(wishes.HOLIDAYS, "节假日", "粘贴国务院办公厅的通知", "节假日"),
    )
    begin_menu = (wishes.OPEN_REGISTER, wishes.NEW_CASE, wishes.READ_TABLE)
    begin_title = "登记"
    output_menu = (wishes.SAVE_FILE, wishes.EXPORT, wishes.EXPORT_PERSONAL)
    menus = (
        Menu(
            "登记",
            (
                (
                    wishes.NEW_HERE,
                    wishes.CLOSE_CASE,
                    wishes.SPLIT_CASE,
                    wishes.JOIN_CASE,
                    wishes.NOT_COUNTED,
                    wishes.DELETE_CASE,
                    wishes.RESTORE_CASE,
                ),
                (wishes.HISTORY, wishes.CHECK, wishes.TAKE_FIGURES),
                (
                    wishes.HOLIDAYS,
                    wishes.LOCAL_DAYS,
                    wishes.OFFICE,
                    wishes.LETTER_TEMPLATES,
                    wishes.CLEAR_PERSONS,
                ),
            ),
        ),
    )

    def __init__(self, frame: Frame, parent: QObject) -> None:
        """Let all wishes of the register be served; nothing is opened yet."""
        super().__init__(parent)
        self._frame = frame
        self._session: RegisterSession | None = None
        self._read_by: object = None
        """The saver that the session was read by: after the program went to another folder it is another."""
        self._shelf: RegisterShelf | None = None
        self.carried: Callable[[], Carried | None] = _unknown
        self.files = RegisterFiles(frame, self)
        self.handling = CaseHandling(frame, self)
        self._practising = Practising(frame, self)
        self._serve()

    @property
    def _own(self) -> RegisterLibrary:
        """What keeps the clerk's own register."""
        return self._frame.workspace.applications

    @property
    def library(self) -> RegisterLibrary:
        """What keeps the register in front; the clerk's own one while none is."""
        page = self.page
        return self._own if page is None else page.library

    def _serve(self) -> None:
        table = self._frame.wishes
        for wish, doing in (
            (wishes.OPEN_REGISTER, partial(self.open, 1)),
            (wishes.NEW_CASE, self.register_case),
            (wishes.NEW_HERE, self.register_case),
        ):
            table.serve(wish, doing)
        table.serve_page(wishes.CHECK, wishes.register_page, self.check)
        table.serve_page(wishes.TAKE_FIGURES, wishes.register_page, self.take_figures)
        table.serve(wishes.OPEN_TAB, self._open_tab)

    # -- the home page

    def make_shelf(self, theme: Theme) -> RegisterShelf:
        """Build the list for the home page; it is filled once it was painted."""
        from gia_desktop.ui.register.shelf import RegisterShelf

        self._shelf = shelf = RegisterShelf(self._frame.wishes, theme, self.session)
        shelf.case_asked.connect(self._open_case)
        if self._session is not None:
            shelf.show_session(self._session)
        else:
            shelf.first_painted.connect(self._fill_shelf)
        return shelf

    def _fill_shelf(self) -> None:
        if self._frame.window.isVisible():  # else it was closed as soon as it was painted
            self.list_changed.emit()

    def due(self) -> Due | None:
        """Return the open case that is due next, once the register was read."""
        session = self._session
        if session is None:
            return None
        session.become(self._own.today())
        row = next((row for row in session.pending() if session.clock(row).due is not None), None)
        found = [self._due_reply(session, row)] if row is not None else []
        found += [
            _due_term(session, row, term, partial(self._open_dispute, row))
            for row, term in session.terms()[:1]
        ]
        return min(found, key=lambda due: due.day, default=None)

    def _due_reply(self, session: RegisterSession, row: int) -> Due:
        case, clock = session.case(row), session.clock(row)
        due = clock.due or session.today
        words = "今天到期：答复期最后一天" if clock.days_left == 0 else _left(clock.days_left or 0)
        came = f"{case.received.month} 月 {case.received.day} 日收到" if case.received else ""
        from gia_desktop.register.case import APPLICANT_KINDS, case_name

        kind = APPLICANT_KINDS[case.applicant.kind]
        told = (case.applicant.name, kind, came, _standing(session, case), f"期限 {due:%Y-%m-%d}")
        note = "，".join(text for text in told if text)
        go, explain = partial(self._open_case, row), partial(self._explain_case, row)
        return Due(due, f"{case_name(case.number)}申请{words}", f"{note}。", go, explain)

    # -- opening

    def session(self) -> RegisterSession:
        """Return the open register, read once and kept.

        Raises:
            GiaError: it can't be read.
        """
        if self.page is not None and self.page.practice is not None:
            return self.page.session
        if self._session is None or self._read_by is not self._own.saver:
            self._read_by = self._own.saver
            self._session = self._own.open()
        self._session.become(self._own.today())
        if self._shelf is not None:
            self._shelf.show_session(self._session)
        return self._session

    def read_anew(self) -> None:
        """Forget what was read: the file was replaced by another one."""
        self._session = None

    @property
    def page(self) -> RegisterPage | None:
        """The register in front, None when something else is."""
        return of_kind(self._frame.stage.page, wishes.KIND, wishes.register_page)

    def reads(self, path: Path) -> bool:
        """Tell that exchange files of a register are opened here."""
        return path.suffix.lower() == ".giar"

    def has(self, number: int) -> bool:
        """Tell that the register is there."""
        return number == 1

    def open(self, number: int, place: str = "") -> None:
        """Put the register in front."""
        if self.page is None:
            self._offer_half_typed(self.show(self.session(), self._own))
        if place and self.page is not None:
            self.page.go_to(place)

    def show(
        self, session: RegisterSession, library: RegisterLibrary, practice: RegisterPractice | None = None
    ) -> RegisterPage:
        """Put a register in front: the clerk's own one, or the one to practise with."""
        from gia_desktop.ui.register.page import RegisterPage
        from gia_desktop.ui.register.tools import RegisterTools

        frame = self._frame
        frame.stage.commit_typing()
        tools = RegisterTools(library, frame.wishes, frame.messages, self._carried, practice)
        page = RegisterPage(session, UndoStack(self), frame.stage.theme, tools)
        page.typed.connect(self._on_typed)
        frame.stage.show(page)
        return page

    def _carried(self) -> Carried | None:
        return self.carried()

    def _open_tab(self, tab: str) -> None:
        self.open(1, f"{tab}/")

    def _open_case(self, row: int) -> None:
        with self._frame.wishes.telling():
            self.open(1)
            if self.page is not None:
                self.page.show_case(row)

    def _explain_case(self, row: int) -> None:
        self._open_case(row)
        if self.page is not None:
            self.page.case.tell_days()

    def _open_dispute(self, row: int) -> None:
        with self._frame.wishes.telling():
            self.open(1, "disputes/")
            if self.page is not None:
                self.page.disputes.show_row(row)

    def _on_typed(self, row: int, text: str) -> None:
        from gia_desktop.app.register.library import WHOLE_TEXT

        self.library.saver.set_pending(row, WHOLE_TEXT, text)

    def _offer_half_typed(self, page: RegisterPage) -> None:
        """Offer back what was being typed when the program ended without a commit.

        It waits for whoever may write while the register can only be read.
        """
        if page.locked:
            return
        from gia_desktop.app.register.library import TYPED_LINES, WHOLE_TEXT
        from gia_desktop.register.case import case_name
        from gia_desktop.register.past import FIELD_WORDS, MASKED, value_of, with_value
        from gia_desktop.register.session import masked

        for (row, key), text in self.library.half_typed().items():
            session = page.session
            if key not in {WHOLE_TEXT, *TYPED_LINES}:
                continue  # a date that is none: shown in its field again, with its sentence
            name = "request.content" if key == WHOLE_TEXT else key
            if session.has(row) and text != value_of(session.case(row), name):
                shown = masked(text) if name in MASKED else text[:200]
                words = f"{case_name(session.line(row).number)}“{FIELD_WORDS[name]}”上次没有写完：\n{shown}"
                ask = self._frame.messages.ask_either
                wanted = ask(self._frame.window, "上次没有写完", words, "恢复", "不要了", neither="下次再问")
                if wanted is None:
                    continue
                if wanted:
                    page.edits.edit(row, partial(with_value, name=name, value=text), "恢复没有写完的内容")
            self.library.forget_half_typed(row, key)

    def discard(self, number: int) -> None:
        """Keep the register: it is never put away as a whole."""

    # -- cases

    def register_case(self) -> None:
        """Ask for a new application, and open the register at it."""
        from gia_desktop.ui.register.dialogs.new_case import NewCaseDialog

        self.open(1)
        page = self.page
        if page is None or page.refuses():
            return

        def store(case: Case) -> Case:
            page.edits.add(case)
            return self.library.fresh()

        theme = self._frame.stage.theme
        numbered = self.library.next_number
        dialog = NewCaseDialog(
            self.library.fresh(), page.session.calendar, theme, self._frame.window, numbered, store
        )
        if self._frame.messages.accepts(dialog):
            page.show_case(page.edits.add(dialog.case))

    def check(self, page: RegisterPage) -> None:
        """Show what is wrong or worth a look."""
        page.go_to("findings/")

    def take_figures(self, page: RegisterPage) -> None:
        """Put tables three and four of the year into its report, as one step of that report."""
        if page.practice is not None:
            page.say("练习的数字是编造的，不带入年报。")
        else:
            year = int(page.figures.year.chosen)
            figures = self.library.figures(page.session, year)
            unit = self.library.office_facts().get("unit", "")
            self._frame.wishes.do(wishes.TAKE_INTO_REPORT, figures, unit)


def _left(days: int) -> str:
    return f"还有 {days} 个工作日" if days > 0 else f"超期 {-days} 个工作日"


def _standing(session: RegisterSession, case: Case) -> str:
    """Say how many working days did not count in the present stretch or before it, by their reason."""
    from gia_desktop.register.strip import strip_of

    stretches = strip_of(case, session.calendar, session.rules, session.today)
    stood = Counter(day.why for stretch in stretches for day in stretch.days if day.standing)
    return "，".join(f"{why}停了 {count} 个工作日" for why, count in stood.items())


def _due_term(session: RegisterSession, row: int, term: Term, go: Callable[[], None]) -> Due:
    """Return the next date of a review or suit."""
    from gia_desktop.register.case import case_name

    line, days = session.line(row), session.calendar.between(session.today, term.due)
    if term.due < session.today:
        days = -max(1, session.calendar.between(term.due, session.today))
    words = "今天到期" if days == 0 else _left(days)
    title = f"{case_name(line.number)}的复议、诉讼：{term.name}{words}"
    note = f"{line.name}，期限 {term.due:%Y-%m-%d}，{term.basis}。"
    return Due(term.due, title, note, go)


def _unknown() -> Carried | None:
    """Know no report of last year."""
    return None
