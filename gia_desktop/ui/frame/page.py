"""A page: one open document of whatever kind, as the window around it sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from gia_desktop.ui.kit.theme import Theme


@runtime_checkable
class Clippable(Protocol):
    """What takes part in the clipboard: a field of text, the block of cells that is selected."""

    def cut(self) -> None:
        """Copy, then remove."""

    def copy(self) -> None:
        """Copy."""

    def paste(self) -> None:
        """Put in what is on the clipboard."""


class Page(QWidget):
    """One open document: a report, a register, a collection. The window knows nothing else of it.

    Attributes:
        kind: the kind of document, the first part of its place: ``report``, ``register``, ``rollup``.
        number: which document of its kind it is.
        stack: its undo steps.
        header: the line above it, beside the menus.

    Signals:
        said: a sentence for the status line.
        place_changed: the clerk is somewhere else; where, in words for the status line.
        counts_changed: ``counts`` returns something else than before.
        painted: the page was on the screen for the first time; what takes long can begin.
    """

    kind: ClassVar[str]
    said = Signal(str)
    place_changed = Signal(str)
    counts_changed = Signal()
    painted = Signal()

    def __init__(self, number: int, stack: QUndoStack, header: QWidget) -> None:
        """Show a document; the stack outlives the page when the page is built anew in another look."""
        super().__init__()
        self.setObjectName("page")
        self.number = number
        self.stack = stack
        self.header = header
        self._was_painted = False

    # -- what every kind says of itself

    @property
    def title(self) -> str:
        """What the title of the window says."""
        raise NotImplementedError

    @property
    def counts(self) -> Sequence[str]:
        """Short words for the right of the status line, as rich text."""
        return ()

    def count_chosen(self, name: str) -> None:
        """Show what one of the counts stands for; ``name`` is what its link says."""

    def place(self) -> str:
        """Return where in the document the clerk is, as ``go_to`` reads it."""
        return ""

    def go_to(self, place: str) -> None:
        """Go to a place in the document, as far as there is such a place."""

    def commit_typing(self) -> None:
        """Commit what is half typed anywhere; the keyboard stays where it was."""
        place: QWidget | None = self.focusWidget()
        had_it = place is not None and place.hasFocus()
        if place is not None:
            place.clearFocus()
        # The field of a cell closes with its commit: its table goes on then.
        while place is not None and not place.isVisible():
            place = place.parentWidget()
        if had_it and place is not None:
            place.setFocus()

    def set_locked(self, words: str) -> None:
        """Let nothing be changed, because somebody else has the document; empty words end that."""
        raise NotImplementedError

    @property
    def why_locked(self) -> str:
        """Why the document can only be read, empty when it can be changed."""
        return ""

    @property
    def locked(self) -> bool:
        """Tell whether the document can only be read."""
        return bool(self.why_locked)

    def refuses(self) -> bool:
        """Tell whether the document can only be read, and the clerk why nothing happens."""
        if self.locked:
            self.say(self.why_locked)
        return self.locked

    def say(self, words: str) -> None:
        """Say something in the status line."""
        self.said.emit(words)

    # -- undo

    @property
    def nothing_to_undo(self) -> str:
        """What is said when no step is left to take back."""
        return "没有可撤销的了。"

    def undo(self) -> None:
        """Take the last step back, go to its place and say what it was."""
        self._go_through_steps(back=True)

    def redo(self) -> None:
        """Do the step again that was taken back last, go to its place and say what it is."""
        self._go_through_steps(back=False)

    def _go_through_steps(self, *, back: bool) -> None:
        stack = self.stack
        if self.refuses():
            return
        if not (stack.canUndo() if back else stack.canRedo()):
            self.say(self.nothing_to_undo if back else "没有可重做的了。")
            return
        command = stack.command(stack.index() - 1 if back else stack.index())
        words = command.text()
        (stack.undo if back else stack.redo)()
        self.show_step(command, back=back)
        self.say(f"{'已撤销' if back else '已重做'}：{words}")

    def show_step(self, command: QUndoCommand, *, back: bool) -> None:
        """Go to the place of a step that was taken back or done again."""

    def clippable(self) -> Clippable | None:
        """Return what cut, copy and paste are for now, None when nothing is."""
        focus = self.focusWidget()
        return focus if isinstance(focus, Clippable) else None

    def choose_tab(self, place: int) -> None:
        """Bring a tab to the front; ``place`` counts from 0."""

    @property
    def manual_page(self) -> str:
        """The page of the manual that goes with the place of the clerk, empty for the first one."""
        return ""

    @property
    def copy_kind(self) -> str:
        """What a file that holds a copy is called in the dialog, e.g. 年报数据文件."""
        raise NotImplementedError

    @property
    def copy_name(self) -> str:
        """The name of a file that holds a copy of the document; its ending says of which kind it is."""
        raise NotImplementedError

    def save_copy(self, path: Path) -> None:
        """Write the document into a file.

        Raises:
            GiaError: the file can't be written.
        """
        raise NotImplementedError

    def rebuild(self, theme: Theme) -> Page:
        """Return a new page over the same document and steps in another look, at the same place."""
        raise NotImplementedError

    def leave(self) -> None:
        """Give up what listens to the document: the page is closed for good."""

    def follow_settings(self) -> None:
        """Do as the settings say now."""

    # -- the header

    def show_saved(self, at: datetime) -> None:
        """Tell when the last step was on disk."""

    def show_unsaved(self, sentence: str) -> None:
        """Tell that saving does not work at the moment."""

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time, once everything on the page is painted too."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)


def link_words(words: str, name: str, ink: str) -> str:
    """Return a count as rich text that can be clicked; ``name`` is what the page is told then."""
    return f"<a href='{name or '#'}' style='color:{ink};text-decoration:none'>{words}</a>"


P = TypeVar("P", bound=Page)


def of_kind(page: Page | None, kind: str, load: Callable[[], type[P]]) -> P | None:
    """Return a page as one of its kind, None for any other.

    Args:
        page: the page in front.
        kind: its ``kind``.
        load: imports the class, which is done only for a page of that kind: the window opens sooner so.
    """
    if page is None or page.kind != kind:
        return None
    return page if isinstance(page, load()) else None
