"""A county's correction of one cell of one unit: an amount of its own, with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Number, is_number, read_value, squeeze
from gia_desktop.rollup.collection import Correction
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_to_words
from gia_desktop.ui.kit.theme import Theme


class CorrectionDialog(QDialog):
    """Asks how much is added or taken away and why; ``correction`` returns it."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a correction is about
        self,
        key: CellKey,
        words: str,
        kind: CellKind,
        units: Sequence[str],
        unit: str,
        today: dt.date,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        """Ask about a cell; ``words`` names it, ``unit`` is proposed."""
        super().__init__(parent)
        self.setWindowTitle("更正")
        self._key = key
        self._kind = kind
        self._today = today
        self.unit = QComboBox()
        self.unit.addItems(list(units))
        self.unit.setCurrentText(unit)
        self.amount, self.reason, self.by = QLineEdit(), QLineEdit(), QLineEdit()
        self.amount.setPlaceholderText("如 -1 或 3")
        self.reason.setPlaceholderText("为什么更正，如：与台账核对，多报 1 件")
        self.by.setPlaceholderText("谁核定的")
        self._decision = Decision(self, "更正", "取消")
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow("格", QLabel(words))
        for label, field in (
            ("单位", self.unit),
            ("增减", self.amount),
            ("理由", self.reason),
            ("更正人", self.by),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(quiet("单位交来的数不会改：更正另记一笔，汇总表和导出的表里都看得到。可以撤销。"))
        column.addLayout(form)
        column.addWidget(self._decision)
        self.setMinimumWidth(round(theme.text_px * 34))
        for line in (self.amount, self.reason):
            line.textChanged.connect(self._refresh)
        self._refresh()
        resize_to_words(self, self.minimumWidth())
        self.amount.setFocus()

    @property
    def lines(self) -> dict[str, QLineEdit]:
        """What is typed, by name."""
        return {"amount": self.amount, "reason": self.reason, "by": self.by}

    @property
    def number(self) -> Number | None:
        """The amount, None while what was typed is none."""
        text = squeeze(self.amount.text().replace("−", "-"))
        kind = self._kind if self._kind is CellKind.MONEY else CellKind.COUNT
        value = read_value(text[1:] if text[:1] in {"+", "-"} else text, kind)
        if not is_number(value) or not value:
            return None
        return -value if text.startswith("-") else value

    def correction(self) -> Correction:
        """Return the correction.

        Raises:
            ValueError: there is no amount.
        """
        number = self.number
        if number is None:
            raise ValueError(self.amount.text())
        by = self.by.text().strip()
        return Correction(
            self.unit.currentText(), self._key, number, self.reason.text().strip(), by, self._today
        )

    def _refresh(self) -> None:
        self._decision.accepting.setEnabled(self.number is not None and bool(self.reason.text().strip()))
