"""One unit of the list: other names, kind, what is asked of it, whom to call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.rollup.roster import SCOPES, Roster, Unit
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision
from gia_desktop.ui.kit.qt import pass_wheel_on
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.rollup.days import typed_day

_NONE = "（没有）"


class UnitDialog(QDialog):
    """Asks what the list is to say about a unit; ``unit`` returns it."""

    def __init__(
        self,
        unit: Unit,
        roster: Roster,
        check: Callable[[Unit], object],
        report_year: int,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        """Show a unit; ``check`` raises what is wrong with the list that it would make.

        Args:
            unit: as it stands in the list.
            roster: the whole list.
            check: takes the unit as it was entered.
            report_year: of the collection: days are in the year after it unless they say their own.
            theme: the look.
            parent: the window below.
        """
        super().__init__(parent)
        self.setWindowTitle(f"改单位“{unit.name}”")
        self._unit = unit
        self._check = check
        self._report_year = report_year
        self.aliases = QLineEdit("、".join(unit.aliases))
        self.aliases.setPlaceholderText("文件里可能写的别的名字，用顿号隔开")
        self.kind = _choice(UNIT_KINDS, unit.kind)
        self.scope = _choice(SCOPES, unit.scope)
        others = {each.name: each.name for each in roster.units if each.name != unit.name}
        self.above = _choice({"": _NONE, **others}, unit.parent)
        self.must_report, self.in_sum = QCheckBox("须报送(&M)"), QCheckBox("计入汇总(&S)")
        self.must_report.setChecked(unit.must_report)
        self.in_sum.setChecked(unit.in_sum)
        self.contact, self.phone = QLineEdit(unit.contact), QLineEdit(unit.phone)
        self.due = QLineEdit(unit.due.isoformat() if unit.due else "")
        self.due.setPlaceholderText("与全县不同才填，如 2026-01-20")
        self.fault = QLabel()
        self.fault.setObjectName("bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        for words, field in (
            ("也叫", self.aliases),
            ("类型", self.kind),
            ("上级", self.above),
            ("交来的数是", self.scope),
            ("", self.must_report),
            ("", self.in_sum),
            ("联系人", self.contact),
            ("电话", self.phone),
            ("截止日", self.due),
        ):
            form.addRow(words, field)
            if words:
                field.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(quiet("须报送和计入汇总是两回事：税务、气象可以要它报，而不计入汇总。"))
        column.addLayout(form)
        column.addWidget(self.fault)
        decision = Decision(self, "改好了", "取消")
        column.addWidget(decision)
        self.setMinimumWidth(round(theme.text_px * 38))

    @property
    def lines(self) -> dict[str, QLineEdit]:
        """What is typed, by name."""
        return {"aliases": self.aliases, "contact": self.contact, "phone": self.phone, "due": self.due}

    @property
    def unit(self) -> Unit:
        """The unit as it was entered.

        Raises:
            ValueError: the day is none.
        """
        return replace(
            self._unit,
            aliases=tuple(
                filter(None, (each.strip() for each in self.aliases.text().replace("，", "、").split("、")))
            ),
            kind=str(self.kind.currentData()),
            scope=str(self.scope.currentData()),
            parent=str(self.above.currentData()),
            must_report=self.must_report.isChecked(),
            in_sum=self.in_sum.isChecked(),
            contact=self.contact.text().strip(),
            phone=self.phone.text().strip(),
            due=typed_day(self.due.text(), self._report_year),
        )

    def accept(self) -> None:
        """End when what was entered can be a unit; else say why not and stay."""
        try:
            self._check(self.unit)
        except ValueError:
            words = f"截止日“{self.due.text().strip()}”读不出来，请写成 1.20 或 2026-01-20。"
        except GiaError as error:
            words = error.user_text
        else:
            super().accept()
            return
        self.fault.setText(words)
        self.fault.show()


def _choice(words: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    pass_wheel_on(box)
    for key, text in words.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
