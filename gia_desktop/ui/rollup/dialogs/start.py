"""Beginning a collection: area, year, day, list of units, folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.core.errors import GiaError
from gia_desktop.rollup.kept.store import ListedCollection
from gia_desktop.rollup.papers.lists import day_off_note
from gia_desktop.rollup.roster import Roster
from gia_desktop.ui.kit.cards import Button, quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_to_words
from gia_desktop.ui.kit.theme import Theme, restyle
from gia_desktop.ui.rollup.days import typed_day

_YEARS: Final = (2008, 2100)
_DUE: Final = (1, 31)
"""部门于 1 月 31 日前报送和公开（条例第四十九条）。"""


@dataclass(frozen=True)
class Start:
    """What a collection begins with.

    Attributes:
        roster: area, day and units; without units the folder's own reports make the list.
        folder: where the files lie, None while they are not there yet.
    """

    roster: Roster
    year: int
    folder: Path | None


@dataclass(frozen=True)
class StartTools:
    """What the dialog asks for.

    Attributes:
        read_roster: reads a list of units from a file, None when given up.
        roster_of: returns the units of an earlier collection.
        ask_file: asks for a list of units, None when given up.
        ask_folder: asks for a folder, None when given up.
        tell: tells why something can't be read.
    """

    read_roster: Callable[[Path], Roster | None]
    roster_of: Callable[[int], Roster]
    ask_file: Callable[[], Path | None]
    ask_folder: Callable[[], Path | None]
    tell: Callable[[GiaError], None]


class StartDialog(QDialog):
    """Asks for what is needed; ``start`` returns it."""

    def __init__(
        self,
        year: int,
        earlier: Sequence[ListedCollection],
        tools: StartTools,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        """Propose a year, and the units of an earlier collection when there is one."""
        super().__init__(parent)
        self.setWindowTitle("开始一次收集")
        self._tools = tools
        self._earlier = earlier[0] if earlier else None
        self._roster: Roster | None = None
        self._folder: Path | None = None
        self.area, self.due = QLineEdit(), QLineEdit()
        self.year = QSpinBox()
        self.year.setRange(*_YEARS)
        self.from_file = QRadioButton("从名单文件（Excel、toml 或收集文件）")
        self.from_earlier = QRadioButton("")
        self.from_folder = QRadioButton("没有名单：文件夹里有谁的报告，就是哪些单位")
        self.units, self.folder_words = quiet("还没有选。"), quiet("还没有选；也可以以后再选。")
        self.choose_file, self.choose_folder = Button("选名单…"), Button("选文件夹…")
        self._hint, self.fault = quiet(""), QLabel()
        self.fault.setObjectName("bad")
        self.fault.setWordWrap(True)
        self._decision = Decision(self, "开始收集", "取消")
        self._build(theme)
        self._propose(year)
        self._connect()
        self._refresh()
        resize_to_words(self, self.minimumWidth())

    def _build(self, theme: Theme) -> None:
        self.area.setPlaceholderText("示例县")
        self.due.setPlaceholderText("2026-01-23，可以不填")
        for field, name in ((self.area, "地区"), (self.due, "截止日"), (self.year, "年度")):
            field.setAccessibleName(name)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.addRow("地区", self.area)
        form.addRow("哪一年的年报", self.year)
        form.addRow("截止日", self.due)
        form.addRow("", self._hint)
        sources = QVBoxLayout()
        group = QButtonGroup(self)
        for button in (self.from_file, self.from_earlier, self.from_folder):
            group.addButton(button)
            sources.addWidget(button)
        units = QHBoxLayout()
        units.setSpacing(10)
        units.addWidget(self.choose_file)
        units.addWidget(self.units, 1)
        sources.addLayout(units)
        form.addRow("单位名单", sources)
        folder = QHBoxLayout()
        folder.setSpacing(10)
        folder.addWidget(self.choose_folder)
        folder.addWidget(self.folder_words, 1)
        form.addRow("各单位交来的文件", folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(
            quiet(
                "把各单位交来的文件放在一个文件夹里（可以有子文件夹），程序逐份读出，认出是谁的。原文件不会改动。"
            )
        )
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(self._decision)
        self.setMinimumWidth(round(theme.text_px * 46))

    def _propose(self, year: int) -> None:
        self.year.setValue(year)
        earlier = self._earlier
        self.from_earlier.setVisible(earlier is not None)
        if earlier is not None:
            self.area.setText(earlier.area)
            self.from_earlier.setText(
                f"沿用 {earlier.area} {earlier.year} 年度的名单（{earlier.tally.units} 家）"
            )
            self.from_earlier.setChecked(True)
        else:
            self.from_file.setChecked(True)
        self.due.setText(dt.date(year + 1, *_DUE).isoformat())

    def _connect(self) -> None:
        self.choose_file.clicked.connect(self.ask_file)
        self.choose_folder.clicked.connect(self.ask_folder)
        for field in (self.area, self.due):
            field.textChanged.connect(self._refresh)
        self.year.valueChanged.connect(self._on_year)
        for button in (self.from_file, self.from_earlier, self.from_folder):
            button.toggled.connect(self._refresh)

    # -- answers

    @property
    def due_day(self) -> dt.date | None:
        """The day, None when none was given or what was given is none."""
        try:
            return typed_day(self.due.text(), self.year.value())
        except ValueError:
            return None

    @property
    def decides(self) -> bool:
        """Tell whether enough is known to begin."""
        return self._decision.accepting.isEnabled()

    def start(self) -> Start:
        """Return what was chosen.

        Raises:
            GiaError: the units of the earlier collection can't be read.
        """
        roster = Roster(self.area.text().strip(), due=self.due_day)
        if self.from_file.isChecked() and self._roster is not None:
            roster = Roster(roster.area, self._roster.units, roster.due, self._roster.extra)
        elif self.from_earlier.isChecked() and self._earlier is not None:
            roster = Roster(roster.area, self._tools.roster_of(self._earlier.id).units, roster.due)
        return Start(roster, self.year.value(), self._folder)

    def ask_file(self) -> None:
        """Ask for a list of units and read it."""
        path = self._tools.ask_file()
        if path is None:
            return
        try:
            roster = self._tools.read_roster(path)
        except GiaError as error:
            self._tools.tell(error)
            return
        if roster is None:
            return
        self._roster = roster
        self.from_file.setChecked(True)
        day = roster.due.isoformat() if roster.due else ""
        said = (("地区", self.area, roster.area), ("截止日", self.due, day))
        kept = [f"{words}是“{text}”" for words, field, text in said if text and not self._fill(field, text)]
        told = f"；名单里{'，'.join(kept)}，仍按您填的" if kept else ""
        self.units.setText(f"《{path.name}》：{len(roster.units)} 家{told}")
        self._refresh()

    def _fill(self, field: QLineEdit, text: str) -> bool:
        """Put what a list says into a field that nobody has typed in; tell whether it stands there."""
        if not field.isModified():
            field.setText(text)
        return field.text().strip() == text

    def ask_folder(self) -> None:
        """Ask for the folder of the files."""
        folder = self._tools.ask_folder()
        if folder is not None:
            self._folder = folder
            self.folder_words.setText(str(folder))
            self._refresh()

    def _on_year(self, year: int) -> None:
        due = self.due_day
        if due is not None and (due.month, due.day) == _DUE:
            self.due.setText(dt.date(year + 1, *_DUE).isoformat())
        self._refresh()

    def _refresh(self) -> None:
        due = self.due_day
        self._hint.setText(
            (day_off_note(due) if due else "") or "部门在 1 月 31 日前公开；当地另有要求的按当地的。"
        )
        self.choose_file.setEnabled(self.from_file.isChecked())
        fault, missing = self._fault(), self._missing()
        restyle(self.fault, "bad" if fault else "quiet")
        self.fault.setText(fault or missing)
        self.fault.setVisible(bool(fault or missing))
        self._decision.accepting.setEnabled(not fault and not missing)

    def _fault(self) -> str:
        if self.due.text().strip() and self.due_day is None:
            return f"截止日“{self.due.text().strip()}”读不出来，请写成 1.23 或 2026-01-23，或者不填。"
        return ""

    def _missing(self) -> str:
        """Say what comes next: nobody has done anything wrong yet."""
        if not self.area.text().strip():
            return "请填地区，如“示例县”。"
        if self.from_file.isChecked() and self._roster is None:
            return "请选单位名单，或者改选“没有名单”。"
        if self.from_folder.isChecked() and self._folder is None:
            return "没有名单时要先选文件夹。"
        return ""
