"""One start of the real program that does as it is told and says what becomes of it; run by starts.py."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit import messages as messages_module
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.shell import app as app_module
from gia_desktop.ui.shell.main_window import MainWindow
from gia_desktop.ui.shell.sharing import TAKE_OVER
from tests.support.window.office import Office
from tests.support.window.scripted import ScriptedMessages

_READY_MS = 500
_SLOW_SECONDS = 60.0


def say(kind: str, *what: object) -> None:
    """Write one line; it is out before the program goes on."""
    os.write(1, (json.dumps([kind, *what]) + "\n").encode())


class Agreeable(ScriptedMessages):
    """Agrees to everything and says aloud what she is told."""

    def tell_plain(self, title: str, text: str) -> None:
        say("told", text)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        say("told", text)

    def tell_error(self, parent: QWidget, error: GiaError) -> None:
        say("told", error.sentence)

    def mention(self, parent: QWidget, title: str, error: GiaError) -> None:
        say("told", error.sentence)

    def ask(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        say("asked", text)
        return True

    def ask_either(
        self, parent: QWidget, title: str, text: str, first: str, second: str, *, neither: str = "取消"
    ) -> bool | None:
        return self.ask(parent, title, text, first, second)


class Orders(QObject):
    """What is asked through the standard input, on the thread of the window.

    Signals:
        came: one line of it.
    """

    came = Signal(str)

    def listen(self) -> None:
        """Read line by line on a thread of its own; with the end of the input the window is closed."""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        self.came.emit('["close"]')


class Obedient(MainWindow):
    """The window of the program; once it has begun, it does what it is told."""

    is_slow = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.orders = Orders()
        self.orders.came.connect(self.obey, Qt.ConnectionType.QueuedConnection)
        self.began.connect(lambda: QTimer.singleShot(_READY_MS, self.begin))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        say("closing", None)
        # A big backup at the end takes so long that another start comes in between.
        deadline = time.monotonic() + _SLOW_SECONDS
        while self.is_slow and time.monotonic() < deadline:
            time.sleep(0.5)
            self.is_slow = not any((self.workspace.folders.data / "wishes").iterdir())

    def begin(self) -> None:
        say("began", self.sharing.words)
        self.orders.listen()

    def obey(self, line: str) -> None:
        order, *arguments = json.loads(line)
        try:
            say(order, self._answer(order, arguments))
        except Exception:  # noqa: BLE001 (the program would show a window for it)
            traceback.print_exc()
            os._exit(3)

    def _answer(self, order: str, arguments: list[str]) -> object:
        answer: object = None
        desk = Office(self, self.workspace, self.settings, self._messages, self.workspace.folders)  # type: ignore[arg-type]
        if order == "fill":
            key, text = arguments
            before = desk.page.session.committed
            desk.fill(key, text)
            self.save_now()
            answer = desk.page.session.committed != before
        elif order == "take over":
            self.do(TAKE_OVER)
            answer = self.sharing.words
        elif order == "words":
            answer = self.sharing.words
        elif order == "units":
            answer = sorted(item.unit for item in self.workspace.library.summaries())
        elif order == "open":
            items = self.workspace.library.summaries()
            self.reports.open(next(item.id for item in items if item.unit == arguments[0]))
        elif order == "title":
            answer = self.windowTitle()
        elif order in {"close", "close slowly"}:
            self.is_slow = order == "close slowly"
            self.close()
        return answer


def main(data: Path, file: str = "") -> int:
    """Run the program as the command does."""
    vars(messages_module)["Messages"] = Agreeable
    vars(app_module)["MainWindow"] = Obedient
    arguments = ["--data-dir", str(data), *([file] if file else [])]
    return app_module.main(arguments)


def give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End at once instead of hanging."""
    sys.__excepthook__(kind, error, trace)
    os._exit(3)


if __name__ == "__main__":
    assert issubclass(Agreeable, Messages)
    sys.excepthook = give_up
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
