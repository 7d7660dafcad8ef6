from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.ui.kit.garbage import GarbageCollector


class Dialog(QWidget):
    """A window that only the collector can free: it holds itself."""

    def __init__(self, freed: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.freed = freed
        QTimer(self).start(10)
        self.show()

    def __del__(self) -> None:
        self.freed.append(threading.current_thread().name)


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    owner = QObject()
    collector = GarbageCollector(owner)
    yield collector
    gc.unfreeze()


def much() -> list[list[int]]:
    """Make enough objects for Python to collect all generations, if it may."""
    return [[number] for number in range(300_000)]


def test_no_other_thread_frees_a_window(qtbot: QtBot, collector: GarbageCollector) -> None:
    collector.start()
    freed: list[str] = []
    Dialog(freed)
    kept: list[list[list[int]]] = []
    thread = threading.Thread(target=lambda: kept.append(much()), name="saver")
    thread.start()
    thread.join()
    assert freed == []
    qtbot.waitUntil(lambda: freed == ["MainThread"], timeout=20_000)


def test_what_is_there_at_the_start_is_not_looked_through(collector: GarbageCollector) -> None:
    before = gc.get_freeze_count()
    collector.start()
    assert gc.get_freeze_count() > before
    assert not gc.isenabled()


def test_little_garbage_is_left_alone(collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(gc, "collect", asked.append)
        patch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        for counts in ((10, 50, 50), (900, 0, 0), (900, 11, 0), (900, 11, 11)):
            patch.setattr(gc, "get_count", lambda counts=counts: counts)
            collector.look()
    assert asked == [0, 1, 2]
