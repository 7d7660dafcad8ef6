"""The log: keys, counts and places of errors, never the contents of a report."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.vault.faults import told_as_faults

LOG_NAME: Final = "gia-desktop.log"
_MOST_BYTES: Final = 1_000_000
_OLD_FILES: Final = 3

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes where an exception happened, but not its message, which may quote a cell or a text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(threadName)s] %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another handler made of the exception is not used."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (logging's own name)
        """Return the frames and the kinds of an exception and of those that led to it."""
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            lines[:0] = [*_frames(error), _kind(error)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class PatientHandler(logging.FileHandler):
    """Writes what it can: a full disk or a file held by another program must not stop the work.

    A file that would grow too large is put aside and begun anew. ``logging.handlers`` could do it as well,
    but brings sockets and more with it, and the window opens sooner without them.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a new file when the present one is full."""
        try:
            line = self.format(record).encode("utf-8")
            if self.stream is not None and self.stream.tell() + len(line) >= _MOST_BYTES:
                self._put_aside()
        except (OSError, ValueError):
            self.handleError(record)  # another program holds it: it grows on
        try:
            super().emit(record)  # opens the file, if it is not
        except OSError:
            self.handleError(record)

    def _put_aside(self) -> None:
        full, self.stream = self.stream, None
        if full is not None:
            full.close()
        path = Path(self.baseFilename)
        for number in range(_OLD_FILES - 1, 0, -1):
            older = path.with_name(f"{path.name}.{number}")
            if older.exists():
                older.replace(path.with_name(f"{path.name}.{number + 1}"))
        path.replace(path.with_name(f"{path.name}.1"))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Let go of a line that can't be written."""


def start_logging(folder: Path, level: int = logging.INFO) -> Path:
    """Send the log of the whole program to a file of limited size; return the file.

    Raises:
        EnvironmentFault: the file can't be written.
    """
    path = folder / LOG_NAME
    with told_as_faults(path):
        handler = PatientHandler(path, encoding="utf-8")
    handler.setFormatter(DiscreetFormatter())
    stop_logging()
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return path


def stop_logging() -> None:
    """Close the log file, if one is open."""
    root = logging.getLogger()
    for handler in [found for found in root.handlers if isinstance(found, PatientHandler)]:
        root.removeHandler(handler)
        handler.close()


def _frames(error: BaseException) -> list[str]:
    return [
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def _kind(error: BaseException) -> str:
    code = f" ({error.code})" if isinstance(error, GiaError) else ""
    return f"{type(error).__qualname__}{code}"
