"""A field for a day, written in any way that is common."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from gia_desktop.register.outside.dates import HALF_A_YEAR, ReadDate, read_date_near
from gia_desktop.ui.kit.theme import Theme


class DateField(QLineEdit):
    """A date, written in any way that is common; what is no date stays, is marked and says so.

    Signals:
        committed: another date stands there (``dt.date`` or None).
        half_typed: it was left with a text that is no date; empty once that is settled.
    """

    committed = Signal(object)
    half_typed = Signal(str)

    def __init__(self, name: str, theme: Theme, *, hint: str = "如 3.5 或 2026-03-05") -> None:
        """``name`` is what screen readers say."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._theme = theme
        self._date: dt.date | None = None
        self.year = dt.date.today().year  # noqa: DTZ011 - the clerk's own day
        self.since: dt.date | None = None
        self.until: dt.date | None = None
        self.reach = HALF_A_YEAR
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("2026-03-05") + 26)
        self.editingFinished.connect(self._on_finished)

    @property
    def date(self) -> dt.date | None:
        """The date that stands there."""
        return self._date

    @property
    def is_faulty(self) -> bool:
        """Tell whether what stands there is no date."""
        return bool(self.fault)

    @property
    def fault(self) -> str:
        """Why what stands there is no date, empty when it is one."""
        return str(self.property("faulty") or "")

    @property
    def fault_words(self) -> str:
        """What stands there, why it is no date and what to do; empty when it is one."""
        return f"{self.accessibleName()}：{self.fault}。请改成如 3.5 或 2026-03-05。" if self.fault else ""

    def commit(self) -> None:
        """Take what is being typed, as if the field was left."""
        self._on_finished()

    def show_date(self, date: dt.date | None, half: str = "") -> None:
        """Show what the case says, unless something else is being typed.

        Args:
            date: what the case says.
            half: a text that was left here before and is no date; it is shown again with its sentence.
        """
        if self.hasFocus() and self.text() != _text(self._date):
            return
        self._date = date
        self.setText(half or _text(date))
        self._mark(self._read(half).doubt if half else "")

    def _on_finished(self) -> None:
        if self.text() == _text(self._date):
            self._clear_fault()
            return
        found = self._read(self.text())
        if found.date is None and found.doubt:
            self._mark(found.doubt)
            self.half_typed.emit(self.text())
            return
        self._clear_fault()
        self._date = found.date
        self.setText(_text(found.date))
        self.committed.emit(found.date)

    def _read(self, text: str) -> ReadDate:
        return read_date_near(text, self.year, self.since, self.until, self.reach)

    def _clear_fault(self) -> None:
        was_faulty = self.is_faulty
        self._mark("")
        if was_faulty:
            self.half_typed.emit("")

    def _mark(self, words: str) -> None:
        self.setProperty("faulty", words)
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        tokens = self._theme.tokens
        look = f"border:2px solid {tokens.must_fix};background:{tokens.must_fix_sheet};" if words else ""
        self.setStyleSheet(f"QLineEdit{{{look}}}" if look else "")


def _text(date: dt.date | None) -> str:
    return "" if date is None else date.isoformat()
