"""The register on a page: tabs above, list left, case right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.register.library import RegisterLibrary, row_words
from gia_desktop.app.register.practice import RegisterPractice
from gia_desktop.core.errors import GiaError
from gia_desktop.register.case import Case
from gia_desktop.register.reminders.finding import CaseFinding
from gia_desktop.register.session import Counts, RegisterSession
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.kit.cards import Button, link, side_by_side
from gia_desktop.ui.kit.qt import follow
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.register import wishes
from gia_desktop.ui.register.case_list import CaseList
from gia_desktop.ui.register.case_view import CaseView
from gia_desktop.ui.register.edits import CaseEdits
from gia_desktop.ui.register.header import RegisterHeader
from gia_desktop.ui.register.tabs.disputes import DisputesTab
from gia_desktop.ui.register.tabs.fees import FeesTab
from gia_desktop.ui.register.tabs.figures import FiguresTab
from gia_desktop.ui.register.tabs.findings import FindingsTab
from gia_desktop.ui.register.tabs.month import MonthTab
from gia_desktop.ui.register.tools import LISTS, NUMBER, PRACTICE_NUMBER, TABS, RegisterTools, telling


class RegisterPage(Page):
    """Shows a register session.

    Attributes:
        session: the open register.
        edits: every change goes through it.
        list: the cases of the first two tabs.
        case: the current one.

    Signals:
        typed: the content of a case is being typed (row, text so far).
    """

    kind = wishes.KIND
    typed = Signal(int, str)

    def __init__(
        self, session: RegisterSession, stack: QUndoStack, theme: Theme, tools: RegisterTools
    ) -> None:
        """Show the open cases first."""
        self._unit = tools.library.office_facts().get("unit", "")
        self.practice = tools.practice
        name = f"练习　{self._unit}" if self.practice else self._unit
        self._bar = RegisterHeader(name, session.today.year)
        super().__init__(NUMBER if self.practice is None else PRACTICE_NUMBER, stack, self._bar)
        self.session = session
        self.tools = tools
        self._theme = theme
        self._why_locked = ""
        self._only: list[int] | None = None
        self.edits = CaseEdits(session, tools.library, stack, self.refuses, self._tell)
        self.tabs = QTabBar()
        self.list = CaseList(session, row_words(tools.library.formats, session.today.year), theme)
        self.case = CaseView(self.edits, tools.library.formats, tools.messages, theme)
        self.figures = FiguresTab(session, tools.library, theme)
        self.disputes = DisputesTab(session, self.edits, theme)
        self.fees = FeesTab(session)
        self.month = MonthTab(session, theme)
        self.findings = FindingsTab(self._check, session.holds_cases, theme)
        self.new, self.write = make_primary(Button("登记一件（Ctrl+N）")), Button("写答复书")
        self._only_words, self._all_again = QLabel(), Button("看全部")
        self.back = link("")
        self.back.hide()
        self._body = QStackedWidget()
        self._build()
        self._connect()
        self._refresh()

    # -- building

    def _build(self) -> None:
        for key, words in TABS.items():
            self.tabs.setTabData(self.tabs.addTab(words), key)
        self.tabs.setAccessibleName("登记的各页")
        self.tabs.setExpanding(False)
        top = QFrame()
        top.setObjectName("topLine")
        line = QHBoxLayout(top)
        line.setContentsMargins(4, 0, 10, 0)
        line.addWidget(self.tabs)
        line.addWidget(self.back)
        line.addStretch()
        line.addWidget(self.new)
        line.addWidget(self.write)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        only = QHBoxLayout()
        only.addWidget(self._only_words, 1)
        only.addWidget(self._all_again)
        column.addLayout(only)
        column.addWidget(self.list, 1)
        both = side_by_side((left, self.case), (470, 880), stretches=(35, 65))
        holder = QWidget()
        margin = QVBoxLayout(holder)
        margin.setContentsMargins(8, 8, 8, 8)
        margin.addWidget(both)
        for widget in (holder, self.disputes, self.fees, self.month, self.figures, self.findings):
            self._body.addWidget(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(top)
        if self.practice is not None:
            page.addWidget(self._practice_bar(self.practice))
        page.addWidget(self._body, 1)

    def _connect(self) -> None:
        table = self.tools.wishes
        follow(self, self.session.listen, self._on_case_changed)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._on_entered)
        self.case.letter_asked.connect(self._on_letter_asked)
        self.case.close_asked.connect(table.asks(wishes.CLOSE_CASE))
        self.case.figures_asked.connect(self._show_figures)
        self.case.typed.connect(self.typed)
        self.new.clicked.connect(table.asks(wishes.NEW_HERE))
        self.write.clicked.connect(table.asks(wishes.LETTER, "reply"))
        self._all_again.clicked.connect(self._show_all_again)
        self.figures.cases_asked.connect(self.show_cases)
        self.figures.year_chosen.connect(self._on_year_chosen)
        self.figures.take_asked.connect(self._on_take_asked)
        self.figures.said.connect(self.say)
        self.disputes.case_asked.connect(self.show_case)
        self.fees.case_asked.connect(self.show_case)
        self.findings.case_asked.connect(self._on_finding_chosen)
        self.month.cases_asked.connect(self._show_rows)
        self.month.holidays_asked.connect(table.asks(wishes.HOLIDAYS))

    # -- as every page

    @property
    def title(self) -> str:
        """The unit and what this is."""
        return f"{self._unit}依申请公开登记"

    @property
    def counts(self) -> Sequence[str]:
        """How many there are, and what is due today."""
        counts = self.session.counts()
        words = [f"本年收到 {counts.this_year}", f"在办 {counts.open}"]
        tokens = self._theme.tokens
        if counts.late:
            words.append(f"<b style='color:{tokens.must_fix}'>超期 {counts.late}</b>")
        if counts.due_today:
            words.append(f"<b style='color:{tokens.must_fix}'>今日到期 {counts.due_today}</b>")
        return words

    @property
    def library(self) -> RegisterLibrary:
        """What keeps the register."""
        return self.tools.library

    @property
    def tab(self) -> str:
        """Which tab is in front."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def row(self) -> int:
        """Row of the current case, 0 for none."""
        return self.case.row

    def place(self) -> str:
        """Tab and number of the case."""
        number = self.session.line(self.row).number if self.row else ""
        return f"{self.tab}/{number}"

    def go_to(self, place: str) -> None:
        """Go to a tab and a case."""
        tab, _, number = place.partition("/")
        if tab in TABS:
            self.tabs.setCurrentIndex(list(TABS).index(tab))
        row = self.session.row_of(number) if number else None
        if row is not None and self.tab in LISTS:
            self.show_case(row)
        self.place_changed.emit(self._place_words())

    def choose_tab(self, place: int) -> None:
        """Bring a tab to the front."""
        if 0 <= place < len(TABS):
            self.tabs.setCurrentIndex(place)

    def commit_typing(self) -> None:
        """Commit what is half typed."""
        self.case.commit()
        super().commit_typing()

    def set_locked(self, words: str) -> None:
        """Let nothing be changed; everything can still be read."""
        self._why_locked = words
        self.case.set_locked(locked=bool(words))
        self.disputes.set_locked(locked=bool(words))
        self.new.setEnabled(not words)
        self.figures.take.setEnabled(not words)

    @property
    def why_locked(self) -> str:
        """Why the register can only be read."""
        return self._why_locked

    @property
    def manual_page(self) -> str:
        """The page of the manual on the register."""
        return "13-register"

    @property
    def copy_kind(self) -> str:
        """What a file with a copy is called."""
        return "登记文件"

    @property
    def copy_name(self) -> str:
        """Its name."""
        return f"{self._unit or '依申请公开'}登记{self.session.today.year}.giar"

    def save_copy(self, path: Path) -> None:
        """Write the whole register into an exchange file."""
        self.tools.library.save_file(self.session, path)

    def rebuild(self, theme: Theme) -> RegisterPage:
        """Return the page in another look."""
        return RegisterPage(self.session, self.stack, theme, self.tools)

    def show_saved(self, at: dt.datetime) -> None:
        """Tell when the last step was on disk."""
        self._bar.say("saved", f"✓ 已保存 {at.astimezone():%H:%M:%S}")

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""
        self._bar.say("unsaved", f"✗ 没有保存：{sentence}")

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the list into the case and back by F6."""
        if event.key() == Qt.Key.Key_F6:
            self._change_side()
        else:
            super().keyPressEvent(event)

    def _change_side(self) -> None:
        if self.list.view.hasFocus() or self.list.search.hasFocus():
            self._on_entered()
        else:
            self.list.view.setFocus()

    # -- showing

    @telling
    def show_case(self, row: int) -> None:
        """Show a case in the list, in 全部 when it is not open."""
        if self.tab not in LISTS:
            self.tabs.setCurrentIndex(0)
        if not self.list.select(row):
            self._only = None
            self.tabs.setCurrentIndex(list(TABS).index("all"))
            self.list.choose_all()
            self._refresh()
            self.list.select(row)
        self.case.show_row(row)

    @telling
    def show_cases(self, numbers: list[str], words: str) -> None:
        """Show only some cases, by number."""
        rows = [row for number in numbers if (row := self.session.row_of(number)) is not None]
        self._show_rows(rows, words)

    @telling
    def _show_rows(self, rows: list[int], words: str) -> None:
        self._only = list(dict.fromkeys(rows))
        self._only_words.setText(f"只看：{words}（{len(self._only)} 件）")
        self.tabs.setCurrentIndex(list(TABS).index("all"))
        self._refresh()

    def offer_way_back(self, words: str, back: Callable[[], None]) -> None:
        """Offer to go where the clerk came from."""
        self.back.setText(f"‹ {words}")
        self.back.clicked.connect(self.tools.wishes.told(back))
        self.back.show()

    def _practice_bar(self, practice: RegisterPractice) -> QWidget:
        # Imported late: most registers are no practice.
        from gia_desktop.ui.register.tabs.practice_bar import PracticeBar

        self.practice_bar = bar = PracticeBar(practice, self.session, self._check)
        bar.go_asked.connect(partial(self._on_task_chosen, practice))
        bar.again_asked.connect(self.tools.wishes.asks(wishes.PRACTICE))
        return bar

    def _on_task_chosen(self, practice: RegisterPractice, place: int) -> None:
        task = practice.tasks[place]
        found = [item for item in self._check() if item.case == task.case and item.code in task.rules]
        self._on_finding_chosen(task.case, found[0].field if found else "")

    def _tell(self, error: GiaError) -> None:
        self.tools.messages.tell_error(self, error)

    def _check(self) -> Sequence[CaseFinding]:
        carried = None if self.practice else self.tools.carried()
        return self.library.check(self.session, carried)

    @telling
    def _on_finding_chosen(self, number: str, field: str) -> None:
        row = self.session.row_of(number)
        if row is None:
            return
        if field == "remedies":
            self.tabs.setCurrentIndex(list(TABS).index("disputes"))
            self.disputes.show_row(row)
        else:
            self.show_case(row)
            self.case.go_to_field(field)

    def _show_all_again(self) -> None:
        self._only = None
        self._refresh()

    def _show_figures(self) -> None:
        self.tabs.setCurrentIndex(list(TABS).index("figures"))

    @telling
    def _on_tab_changed(self, _place: int) -> None:
        self.commit_typing()
        if self.tab != "all":
            self._only = None
        if self.row and self.tab == "todo" and self.session.clock(self.row).state.is_over:
            self.case.show_row(0)  # only what was answered here stays in front
        self._refresh()
        self.place_changed.emit(self._place_words())

    def _refresh(self) -> None:
        """Show the tab in front anew, and the counts of all."""
        counts, tab = self.session.counts(), self.tab
        todo = self._todo() if tab == "todo" else []
        self._show_tab_words(counts, len(todo) if tab == "todo" else counts.open)
        pages: dict[str, DisputesTab | FeesTab | MonthTab | FiguresTab | FindingsTab] = {
            "disputes": self.disputes, "fees": self.fees, "month": self.month,
            "figures": self.figures, "findings": self.findings,
        }  # fmt: skip
        only = self._only is not None and tab == "all"
        self._only_words.setVisible(only)
        self._all_again.setVisible(only)
        if tab in LISTS:
            self._body.setCurrentIndex(0)
            if only:
                rows = [row for row in self._only or () if self.session.has(row)]
            elif tab == "todo":
                rows = todo
            else:
                rows = [line.id for line in reversed(self.session.lines)]
            self.list.show_counts(
                {"due_today": counts.due_today, "due_in_3": counts.due_soon, "late": counts.late}
            )
            self.list.show_choices(on=tab == "all" and not only)
            self.list.show_rows(rows)
            self._on_chosen(self.list.current)
        else:
            self._body.setCurrentWidget(pages[tab])
            pages[tab].refresh()
        self.case.cells.show_sums(self._sum_words())

    def _todo(self) -> list[int]:
        """Return what 待办 lists; a case just answered stays until another is chosen: it may be closed."""
        rows = self.session.pending()
        return [self.row, *rows] if self.row and self.row not in rows and self.session.has(self.row) else rows

    def _show_tab_words(self, counts: Counts, todo: int) -> None:
        shown = {
            "todo": todo,
            "all": counts.all,
            "disputes": counts.remedies,
            "fees": self.fees.count(),
        }
        for place, (key, words) in enumerate(TABS.items()):
            self.tabs.setTabText(place, f"{words} {shown[key]}" if key in shown else words)

    def _sum_words(self) -> str:
        """Return the balance of the year so far."""
        new, before, still = self.session.balance()
        both = new + before
        return f"今年到现在\n新收 {new}＋结转 {before}\n办结 {both - still}，在办 {still}\n{both}｜{both} ✓"

    @telling
    def _on_case_changed(self, row: int) -> None:
        self.figures.forget()
        if not row or row not in self.list.model.items or self.tab not in LISTS:
            self._refresh()
        else:
            self.list.model.refresh(row)
            self._refresh()
        self.counts_changed.emit()

    @telling
    def _on_chosen(self, row: int) -> None:
        self.case.show_row(row)
        self.case.empty.setText(self.list.why_empty)
        self.place_changed.emit(self._place_words())

    def _on_entered(self) -> None:
        if self.row:
            self.case.application.received.setFocus()

    def _place_words(self) -> str:
        if self.tab not in LISTS or not self.row:
            return TABS[self.tab]
        case = self.session.case(self.row)
        received = f"收到 {case.received.isoformat()}" if case.received else "还没有收到日"
        return f"{case.number}　{received}　Enter 下一栏，F6 换区，Ctrl+Enter 办结"

    def _on_letter_asked(self, kind: str) -> None:
        self.tools.wishes.do(wishes.LETTER, kind)

    @telling
    def _on_year_chosen(self, _year: int) -> None:
        self.figures.forget()

    def _on_take_asked(self, _year: int) -> None:
        self.tools.wishes.do(wishes.TAKE_FIGURES)

    @property
    def current(self) -> Case | None:
        """The current case, None when none is."""
        return self.session.case(self.row) if self.row else None
