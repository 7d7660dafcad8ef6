"""The only place that opens message boxes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton, QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.files.reading import is_there
from gia_desktop.ui.kit.line_dialog import ChoiceDialog, LineDialog, LinesDialog
from gia_desktop.ui.kit.qt import ENTER
from gia_desktop.ui.kit.theme import make_primary

_FLAT: Final = QMessageBox.Icon.NoIcon
"""Boxes look like all other dialogs: words and buttons."""
_SEEN: Final = "知道了"
_MANY_LINES: Final = 16
"""A box with more would be higher than a small screen at 150 %: 512 points."""


class _Unasked(QMessageBox):
    """A box that comes by itself, perhaps while figures are typed: Enter presses no button nobody went to."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take the default away that Qt has chosen by now."""
        super().showEvent(event)
        for button in self.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
                button.setDefault(False)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that the clerk went to, and nothing else."""
        if Qt.Key(event.key()) not in ENTER:
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and focus.hasFocus():
            focus.click()


class Messages:
    """Tells and asks; tests put their own answers in its place."""

    def tell_error(self, parent: QWidget, error: GiaError) -> None:
        """Tell what happened and what to do."""
        words = f"{error.hint}\n（{error.code}）" if error.hint else f"（{error.code}）"
        self._tell(parent, "办不到", error.user_text, words)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Tell something that needs no decision; many lines scroll."""
        if text.count("\n") >= _MANY_LINES:
            self.accepts(LinesDialog(title, text, _SEEN, parent))
        else:
            self._tell(parent, title, text, "")

    def _tell(self, parent: QWidget | None, title: str, text: str, more: str) -> None:
        box = QMessageBox(_FLAT, title, text, parent=parent)
        box.setInformativeText(more)
        make_primary(box.addButton(_SEEN, QMessageBox.ButtonRole.AcceptRole))
        self.accepts(box)

    def mention(self, parent: QWidget, title: str, error: GiaError) -> None:
        """Tell a situation beside the work: the box waits for nobody and takes the keyboard from nobody."""
        box = _Unasked(_FLAT, title, error.user_text, parent=parent)
        box.setInformativeText(f"{error.hint}\n（{error.code}）")
        box.addButton(_SEEN, QMessageBox.ButtonRole.AcceptRole)
        box.setModal(False)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        box.show()

    def tell_plain(self, title: str, text: str) -> None:
        """Tell something before there is a window."""
        self._tell(None, title, text, "")

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        """Ask a question with two named answers; Esc means the second."""
        return self._decide(parent, title, text, (yes, no), careful=False)

    def ask_carefully(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        """Ask where much speaks against the first answer: Enter means the second, as Esc does."""
        return self._decide(parent, title, text, (yes, no), careful=True)

    def _decide(
        self, parent: QWidget, title: str, text: str, words: tuple[str, str], *, careful: bool
    ) -> bool:
        box = QMessageBox(_FLAT, title, text, parent=parent)
        agree = box.addButton(words[0], QMessageBox.ButtonRole.AcceptRole)
        decline = box.addButton(words[1], QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(decline)
        box.setDefaultButton(make_primary(decline if careful else agree))
        self.accepts(box)
        return box.clickedButton() is agree

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        """Ask which of two things is to be done; Enter means the first, Esc does nothing.

        Returns:
            whether it is the first; None for neither.
        """
        box = QMessageBox(_FLAT, title, text, parent=parent)
        one = box.addButton(first, QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(second, QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(box.addButton(neither, QMessageBox.ButtonRole.RejectRole))
        box.setDefaultButton(make_primary(one))
        self.accepts(box)
        pressed = box.clickedButton()
        return pressed is one if pressed in {one, other} else None

    def choose(self, parent: QWidget, title: str, text: str, more: str, details: str, *words: str) -> str:
        """Tell something serious with all its details, and return the words of the button that was pressed.

        It comes while something else is being done: Enter alone presses nothing.

        Args:
            parent: the window below the box.
            title: what the box is about.
            text: what happened.
            more: what was done about it, in smaller letters.
            details: all that is known, behind a button.
            words: what the buttons say; the last one is the answer of Esc.
        """
        box = _Unasked(_FLAT, title, text, parent=parent)
        box.setInformativeText(more)
        box.setDetailedText(details)
        buttons = {box.addButton(each, QMessageBox.ButtonRole.ActionRole): each for each in words}
        usual = next(button for button, each in buttons.items() if each == words[-1])
        box.setEscapeButton(usual)
        self.accepts(box)
        return next((each for button, each in buttons.items() if button is box.clickedButton()), words[-1])

    def ask_save_path(self, parent: QWidget, title: str, suggestion: str, kinds: str) -> str:
        """Ask where to write a file; empty when given up."""
        return QFileDialog.getSaveFileName(parent, title, suggestion, kinds)[0]

    def ask_target(
        self, parent: QWidget, title: str, suggestion: str, words: str, endings: Sequence[str]
    ) -> Path | None:
        """Ask where to write a file of some kinds; the first ending is added to a name without any of them.

        Returns:
            None when given up, also because of a file that has the completed name already.
        """
        chosen = self.ask_save_path(parent, title, suggestion, words)
        if not chosen:
            return None
        if Path(chosen).suffix.lower() in endings:
            return Path(chosen)
        target = Path(chosen + endings[0])
        # The dialog asked about the name without its ending.
        return None if is_there(target) and not self.may_overwrite(parent, [target]) else target

    def may_overwrite(self, parent: QWidget, there: Sequence[Path]) -> bool:
        """Ask whether files that are there may be replaced."""
        name = f"《{there[0].name}》" if len(there) == 1 else f"《{there[0].name}》等 {len(there)} 个同名文件"
        return self.ask(parent, "已有同名文件", f"文件夹里已有{name}。\n要覆盖吗？", "覆盖", "不覆盖")

    def ask_open_path(self, parent: QWidget, title: str, folder: str, kinds: str) -> str:
        """Ask which file to open; empty when given up."""
        return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]

    def ask_folder(self, parent: QWidget, title: str, folder: str) -> str:
        """Ask for a folder; empty when given up."""
        return QFileDialog.getExistingDirectory(parent, title, folder)

    def accepts(self, dialog: QDialog) -> bool:
        """Show a dialog and tell whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def ask_item(self, parent: QWidget, title: str, question: str, items: Sequence[str]) -> str:
        """Ask for one of several things; empty when given up."""
        dialog = ChoiceDialog(title, question, items, parent)
        return dialog.chosen() if self.accepts(dialog) else ""

    def ask_text(self, parent: QWidget, title: str, question: str, text: str) -> str:
        """Ask for a line of text; empty when given up."""
        return self.ask_line(parent, title, question, text) or ""

    def ask_line(self, parent: QWidget, title: str, question: str, text: str) -> str | None:
        """Ask for a line of text that may be empty; None when given up."""
        dialog = LineDialog(title, question, text, parent)
        return dialog.text() if self.accepts(dialog) else None
