"""What happens when the program has made a mistake: work is saved, a report written, the clerk told once."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.records import dataclass

HARD_CRASH_LOG: Final = "crash.log"
_KEPT_REPORTS: Final = 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crash:
    """One mistake of the program, as it is shown.

    Attributes:
        summary: what happened and what became of the work, Chinese.
        text: the whole report, as it stands in the file.
        path: the file of the report, None when it could not be written.
        saved: everything handed in is on disk.
    """

    summary: str
    text: str
    path: Path | None
    saved: bool


class CrashHandler:
    """Takes every exception that nobody caught, on whatever thread.

    Nothing of it may touch a widget: ``show`` and ``tell`` hand over to the window's thread.
    """

    def __init__(
        self,
        folder: Path,
        save: Callable[[], bool],
        show: Callable[[Crash], None],
        tell: Callable[[GiaError], None],
        facts: Mapping[str, str],
    ) -> None:
        """Keep what is needed.

        Args:
            folder: where reports are written.
            save: brings all work to the disk and tells whether it is there.
            show: shows a mistake of the program.
            tell: shows a situation that the user can act on and that nobody has told yet.
            facts: what else stands in a report, e.g. version of the program and of Qt.
        """
        self._folder = folder
        self._save = save
        self._show = show
        self._tell = tell
        self._facts = facts
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Set the three hooks of Python; done before the window is made."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Put back the hooks that were there before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def handle(self, error: BaseException, thread: str) -> None:
        """Save the work, write the report, show it; the same traceback only once."""
        if isinstance(error, GiaError):
            _log.error("not told where it happened", exc_info=error)
            self._tell(error)
            return
        trace = "".join(traceback.format_exception(error))
        with self._lock:
            if _fingerprint(error) in self._seen:
                return
            self._seen.add(_fingerprint(error))
        _log.critical("mistake of the program on thread %s", thread, exc_info=error)
        saved = self._saved()
        text = self._text(trace, thread)
        self._show(Crash(_summary(saved=saved), text, self._write(text), saved))

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
        else:
            self.handle(error, threading.current_thread().name)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.handle(args.exc_value, args.thread.name if args.thread else "?")

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_value, threading.current_thread().name)

    def _saved(self) -> bool:
        try:
            return self._save()
        except Exception:  # noqa: BLE001 (the report of the first mistake counts more than a second one)
            _log.exception("saving after a mistake")
            return False

    def _text(self, trace: str, thread: str) -> str:
        import platform  # imported late: most starts need it never

        facts = {
            "时间": f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}",
            **self._facts,
            "系统": platform.platform(),
            "Python": platform.python_version(),
            "线程": thread,
        }
        lines = "\n".join(f"{name}：{fact}" for name, fact in facts.items())
        return f"{_HEAD}\n\n{lines}\n\n{trace}"

    def _write(self, text: str) -> Path | None:
        path = self._folder / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.txt"
        try:
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT_REPORTS]:
                old.unlink()
        except OSError:
            _log.exception("crash report not written")
            return None
        return path


@dataclass
class HardCrashWatch:
    """Lets Python write down where it was when the whole process dies (faults in C code).

    Attributes:
        found: report of a hard crash of an earlier run, if there was one.
    """

    folder: Path
    found: Path | None = field(init=False, default=None)
    _file: IO[str] | None = field(init=False, default=None)

    def start(self) -> None:
        """Keep the note of an earlier run as a report, and begin a new one."""
        path = self.folder / HARD_CRASH_LOG
        try:
            if path.exists() and path.stat().st_size:
                kept = self.folder / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.txt"
                self.found = path.rename(kept)
            self._file = path.open("w", encoding="utf-8")
        except OSError:
            _log.exception("hard crashes are not watched")
            return
        faulthandler.enable(self._file)

    def stop(self) -> None:
        """End the watch; an ordinary end leaves no note."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None


_HEAD: Final = (
    "政府信息公开年报助手 错误报告\n"
    "本报告只保存在这台电脑上，程序不会发送。转给技术人员前请看一遍，如有不便公开的内容可以删去。"
)


def _summary(*, saved: bool) -> str:
    work = (
        "已填的内容都已存好，可以继续工作，也可以重新打开程序。"
        if saved
        else "有内容还没有存进草稿库，请先用“另存数据文件（gia）”存一份，再重新打开程序。"
    )
    return f"程序内部出错了。{work}"


def _fingerprint(error: BaseException) -> str:
    """Return the kind of an error and its path through the program."""
    frames = traceback.extract_tb(error.__traceback__)
    return "|".join([type(error).__qualname__, *(f"{frame.filename}:{frame.lineno}" for frame in frames)])
