"""A person's answers, given by a test instead of dialogs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QDialog, QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.frame.page import Page
from gia_desktop.ui.frame.wishes import Wish, Wishes
from gia_desktop.ui.intake.reading_dialog import ReadingDialog
from gia_desktop.ui.kit.messages import Messages


class ScriptedMessages(Messages):
    """Answers questions from lists and remembers what was told; an unforeseen question fails the test.

    ``prepare`` does what the person does in a dialog before she closes it; ``handlers`` answer dialogs of
    one kind, whatever stands in the list. A file being read is waited for.
    """

    def __init__(self) -> None:
        self.answers: list[bool | None] = []
        self.choices: list[str] = []
        self.handlers: dict[type[QDialog], Callable[[Any], bool]] = {}
        self.paths: list[Path] = []
        self.questions: list[str] = []
        self.careful: list[str] = []
        self.told: list[str] = []
        self.texts: list[str] = []
        self.dialogs: list[QDialog] = []
        self.errors: list[GiaError] = []
        self.mentioned: list[GiaError] = []
        self.prepare: Callable[[QDialog], object] = lambda _dialog: None
        self.choose_item: Callable[[Sequence[str]], str] = lambda items: items[0]

    def tell_error(self, parent: QWidget, error: GiaError) -> None:
        self.errors.append(error)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append(text)

    def mention(self, parent: QWidget, title: str, error: GiaError) -> None:
        self.mentioned.append(error)

    def tell_plain(self, title: str, text: str) -> None:
        self.told.append(text)

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        return bool(self.ask_either(parent, title, text, yes, no))

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        self.questions.append(text)
        return self.answers.pop(0)

    def ask_carefully(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        self.careful.append(text)
        return self.ask(parent, title, text, yes, no)

    def ask_save_path(self, parent: QWidget, title: str, suggestion: str, kinds: str) -> str:
        assert_filter(kinds)
        return str(self.paths.pop(0)) if self.paths else ""

    def ask_open_path(self, parent: QWidget, title: str, folder: str, kinds: str) -> str:
        assert_filter(kinds)
        return str(self.paths.pop(0)) if self.paths else ""

    def ask_folder(self, parent: QWidget, title: str, folder: str) -> str:
        return str(self.paths.pop(0)) if self.paths else ""

    def accepts(self, dialog: QDialog) -> bool:
        handler = self.handlers.get(type(dialog))
        if isinstance(dialog, ReadingDialog) and handler is None:
            return wait_for(dialog)
        self.dialogs.append(dialog)
        self.prepare(dialog)
        return handler(dialog) if handler is not None else bool(self.answers.pop(0))

    def choose(self, parent: QWidget, title: str, text: str, more: str, details: str, *words: str) -> str:
        self.told.append(text)
        return self.choices.pop(0)

    def ask_item(self, parent: QWidget, title: str, question: str, items: Sequence[str]) -> str:
        return self.choose_item(items) if self.answers.pop(0) else ""

    def ask_text(self, parent: QWidget, title: str, question: str, text: str) -> str:
        return self.texts.pop(0)

    def ask_line(self, parent: QWidget, title: str, question: str, text: str) -> str | None:
        return self.texts.pop(0) if self.texts else None


def wait_for(dialog: ReadingDialog) -> bool:
    """Wait as a patient person does: a file takes longer on a busy machine."""
    loop = QEventLoop()
    dialog.finished.connect(loop.quit)
    loop.exec()
    return True


def assert_filter(kinds: str) -> None:
    """Hold the kinds of a file dialog against what Qt understands: patterns in ASCII brackets."""
    for kind in kinds.split(";;"):
        assert re.fullmatch(r"[^()（）*]+ \(\*[\w.]*(?: \*\.\w+)*\)", kind), f"no file would be shown: {kind}"


class NotedWishes(Wishes):
    """Serves nothing and remembers what was asked for: a page without its window."""

    def __init__(self, messages: Messages, window: QWidget) -> None:
        super().__init__(_no_page, str, messages, window)
        self.asked: list[tuple[Wish[Any], tuple[object, ...]]] = []

    def do(self, wish: Wish[Any], *args: Any, **kwargs: Any) -> None:
        self.asked.append((wish, args))


def _no_page() -> Page | None:
    return None
