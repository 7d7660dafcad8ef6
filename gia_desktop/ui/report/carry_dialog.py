"""承接上年 in one window: what was read, what is carried by itself, and what may be done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.report.last_year.carry_over import Fate
from gia_desktop.app.report.last_year.carry_plan import CarryChoice, CarryPlan
from gia_desktop.app.report.next_steps import due_words
from gia_desktop.app.writing.last_text import LastParagraph, MarkKind
from gia_desktop.core.values import format_value
from gia_desktop.register.calendar.workdays import Calendar
from gia_desktop.ui.kit.cards import Card, link, quiet, scrolled
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.last_text_panel import brought_up

_SIZE: Final = (1180, 690)
_LEFT: Final = 370
_PREVIEW_LINES: Final = 6
_SHOWN_NUMBERS: Final = 12
"""Carried figures that are listed one by one."""


@dataclass(frozen=True)
class LastYearRead:
    """What was read of last year's report, in words.

    Attributes:
        source: name of the file or draft.
        cells: how many figures of how many.
        doubts: how many figures want a look, with those that differ.
        has_year: it says itself of which year it is.
    """

    source: str
    cells: str
    doubts: int = 0
    has_year: bool = True


class CarryDialog(QDialog):
    """Asks what of last year's report is to be used at once; nothing is stored before it is accepted.

    Attributes:
        wants_to_look: it was left to see the doubtful figures first.
    """

    def __init__(
        self,
        plan_for: Callable[[int], CarryPlan],
        years: Sequence[int],
        reading: LastYearRead,
        calendar: Calendar,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Show the plan of a year.

        Args:
            plan_for: returns the plan of a year.
            years: the years whose report may be made, the usual one first.
            reading: what was read.
            calendar: the working days.
            theme: the look.
            parent: the window below.
        """
        super().__init__(parent)
        self.wants_to_look = False
        self._plan_for = plan_for
        self._reading = reading
        self._calendar = calendar
        self._theme = theme
        self.setWindowTitle("承接上年，编今年的年报")
        self.year = QComboBox()
        self.year.setAccessibleName("报告年度")
        for year in sorted(years):
            self.year.addItem(f"{year} 年", year)
        self.year.setCurrentIndex(self.year.findData(years[0]))
        self.result_words = quiet("")
        self.buttons = Decision(self, "", "取消")
        self._area = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.result_words, 1)
        foot.addWidget(self.buttons)
        column.addLayout(foot)
        self._show_plan()
        self.year.currentIndexChanged.connect(self._show_plan)
        self.buttons.accepting.setFocus()
        resize_within_screen(self, *_SIZE)

    @property
    def plan(self) -> CarryPlan:
        """The plan of the year that is chosen."""
        return self._plan

    def _show_plan(self) -> None:
        """Show what comes of the year that is chosen."""
        self._plan = plan = self._plan_for(int(self.year.currentData()))
        self.texts = self._tick(f"{_names(plan)}的文字，更新后全部用上", on=bool(plan.sections))
        self.opening = self._tick("开头语更新后用", on=bool(plan.opening))
        self.zeros = self._tick(f"其余空格补零（{len(plan.blanks)} 格）", on=plan.was_zero_report)
        self.as_last_year = self._tick(f"表二照去年填（{len(plan.repeated)} 格），再改", on=False)
        self.texts.setEnabled(bool(plan.sections))
        self.opening.setEnabled(bool(plan.opening))
        self.zeros.setEnabled(bool(plan.blanks))
        self.as_last_year.setEnabled(bool(plan.repeated))
        for box in (self.texts, self.opening, self.zeros, self.as_last_year):
            box.toggled.connect(self._show_result)
        self.buttons.accepting.setText(f"开始编 {plan.sheet.report.year} 年的年报")
        inner = QWidget()
        body = QHBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addLayout(self._left())
        body.addWidget(self._right(), 1)
        self._area.setWidget(inner)
        if self.isVisible():
            self.year.setFocus()
        self._show_result()

    def choice(self) -> CarryChoice:
        """Return what is ticked."""
        ticked = (box.isChecked() for box in (self.texts, self.opening, self.zeros, self.as_last_year))
        return CarryChoice(*ticked)

    def _on_look(self) -> None:
        self.wants_to_look = True
        self.reject()

    def _tick(self, words: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(on)
        box.setFont(self._theme.font(bold=True))
        return box

    # -- left: what was read, what comes by itself

    def _left(self) -> QVBoxLayout:
        plan, reading = self._plan, self._reading
        column = QVBoxLayout()
        column.setSpacing(12)
        read = Card("去年的报告")
        read.column.addWidget(_bold(reading.source, self._theme))
        read.column.addWidget(quiet(f"表格：{reading.cells}"))
        said = (
            f"{_names(plan)}，共 {sum(map(len, plan.sections.values()))} 段" if plan.sections else "没有读到"
        )
        read.column.addWidget(quiet(f"文字：{said}"))
        read.column.addWidget(
            quiet(f"开头语：{len(plan.opening)} 段" if plan.opening else "开头语：没有读到")
        )
        if reading.doubts:
            look = link(f"有 {reading.doubts} 处拿不准，看一眼")
            look.setAutoDefault(False)
            look.clicked.connect(self._on_look)
            read.column.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        now = Card("今年")
        unit = plan.sheet.report.unit_name
        now.column.addWidget(_plain(f"单位：{unit or '（没有认出，请在基本信息里填）'}"))
        line = QHBoxLayout()
        line.addWidget(QLabel("报告年度："))
        line.addWidget(self.year)
        line.addWidget(quiet(plan.sheet.format.name), 1)
        now.column.addLayout(line)
        report = plan.sheet.report
        now.column.addWidget(_plain(f"公开期限：{due_words(report.unit_kind, report.year, self._calendar)}"))
        if words := self._year_words():
            now.column.addWidget(quiet(words))
        by_itself = Card("自动带入，不用选")
        for words in self._carried():
            by_itself.column.addWidget(_plain(words))
        for card in (read, now, by_itself):
            card.setFixedWidth(_LEFT)
            column.addWidget(card)
        column.addStretch()
        return column

    def _year_words(self) -> str:
        """Say what is to be known about the year of the file."""
        last = self._plan.last.year
        if not self._reading.has_year:
            return f"文件里没有写年度，当作 {last} 年的；不对就改报告年度。"
        if not self._plan.is_of_next_year:
            return f"文件是 {last} 年的，不是上一年的：文字照样更新，上年的数和结转不带。"
        return ""

    def _carried(self) -> Sequence[str]:
        lines = self._plan.carried.lines
        filled = [line for line in lines if line.fate is Fate.FILLED]
        dropped = [line for line in lines if line.fate is Fate.DROPPED]
        numbers = "　".join(line.value or "空" for line in filled[:_SHOWN_NUMBERS])
        unknown = sum(line.fate is Fate.UNKNOWN for line in lines)
        words = [f"上年结转等 {len(filled)} 格：{numbers}" if filled else "没有能承接的数"]
        words += [f"去年没写、要自己填的 {unknown} 格"] if unknown else []
        words += ["单位、类型、自称、联系方式"]
        words += ["去年的数放在格子旁边，供对照"] if self._plan.is_of_next_year else []
        words.append(f"格式不同，没有地方放的 {len(dropped)} 处" if dropped else "没有地方放的：无")
        return words

    # -- right: what may be done at once, and how it reads

    def _right(self) -> QWidget:
        plan = self._plan
        card = Card("要不要一次做完")
        moved, live = plan.count(MarkKind.YEAR), plan.count(MarkKind.FIGURE)
        check = "没有要核对的"
        if plan.to_check:
            check = f"<b>{plan.to_check} 处要您核对</b>，都会标出来，按 F8 一处一处走"
        self._add(card, self.texts, f"年份后移 {moved} 处；{live} 个数换成跟着表走的活数字；{check}。")
        self._add(card, self.opening, "年份后移；没有把握的不动。")
        kept = f"去年不是 0、没有读准的 {len(plan.by_hand)} 格留着自己填。" if plan.by_hand else ""
        self._add(card, self.zeros, f"没有收到申请、没有复议诉讼的单位用这一项。一步，可以退回。{kept}")
        self._add(card, self.as_last_year, self._repeated_words())
        heading = QLabel("更新以后是这样")
        heading.setFont(self._theme.font(bold=True))
        card.column.addSpacing(6)
        card.column.addWidget(heading)
        card.column.addWidget(quiet("浅底的已换成今年的；划线的没有把握，没有动，请核对。"))
        card.column.addWidget(self._preview(), 1)
        return card

    def _repeated_words(self) -> str:
        """Name the first figures of table 二 that were not 0 last year."""
        plan = self._plan
        if not plan.repeated:
            return "去年的表二没有可以照填的数。"
        named = [
            f"{plan.sheet.format.cells[key].label} {format_value(value)}"
            for key, value in plan.repeated.items()
            if value
        ]
        more = f" 等 {len(named)} 格" if len(named) > 1 else ""
        said = f"去年不是 0 的：{named[0]}{more}。" if named else "去年都是 0。"
        return f"{said}每格带“未核对”记号。"

    @staticmethod
    def _add(card: Card, box: QCheckBox, note: str) -> None:
        card.column.addWidget(box)
        words = quiet(note)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setContentsMargins(24, 0, 0, 4)
        card.column.addWidget(words)

    def _preview(self) -> QScrollArea:
        texts = QLabel()
        texts.setTextFormat(Qt.TextFormat.RichText)
        texts.setWordWrap(True)
        texts.setAlignment(Qt.AlignmentFlag.AlignTop)
        texts.setText(self._preview_html())
        texts.setContentsMargins(2, 2, 8, 2)
        area = scrolled(texts, least_height=_PREVIEW_LINES * texts.fontMetrics().lineSpacing())
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("更新以后的文字")
        area.setStyleSheet(f"QScrollArea,QLabel{{background:{self._theme.tokens.sheet};}}")
        return area

    def _preview_html(self) -> str:
        headings = {section.id: section.heading for section in self._plan.sheet.format.sections}
        blocks = [("开头语", self._plan.opening)] if self._plan.opening else []
        blocks += [(headings[name], found) for name, found in self._plan.sections.items()]
        if not blocks:
            return "去年的报告里没有读到文字。"
        return "".join(f"<p><b>{title}</b></p>{self._paragraphs(found)}" for title, found in blocks)

    def _paragraphs(self, found: Sequence[LastParagraph]) -> str:
        tokens = self._theme.tokens
        return "".join(f"<p>{''.join(brought_up(paragraph, tokens))}</p>" for paragraph in found)

    def _show_result(self) -> None:
        plan, choice = self._plan, self.choice()
        total = len(plan.sheet.format.entered)
        filled = len(plan.filled(choice))
        to_check = (plan.to_check if choice.texts else 0) + plan.unchecked(choice)
        checks = f"，{to_check} 处要核对" if to_check else ""
        self.result_words.setText(f"做完以后：已填 {filled} 格，还空 {total - filled} 格{checks}")


def _names(plan: CarryPlan) -> str:
    headings = [section.number for section in plan.sheet.format.sections if section.id in plan.sections]
    return f"{'、'.join(headings)} {len(headings)} 个部分" if headings else "各部分"


def _bold(words: str, theme: Theme) -> QLabel:
    label = _plain(words)
    label.setFont(theme.font(bold=True))
    return label


def _plain(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
