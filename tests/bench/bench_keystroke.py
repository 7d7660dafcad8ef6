"""Every cell of tables 二 to 四 filled by keyboard alone in the real window over a real draft database."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report
from gia_desktop.core.values import format_value
from gia_desktop.exchange.objects import dump_report, parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.kit.theme import apply_theme, make_theme
from gia_desktop.ui.shell.app import make_application
from tests.bench.row import Row
from tests.support.window.office import Office, open_office

_PASSES = 3
_DATA = Path(__file__).parent.parent / "data" / "city-2024.gia"


class Cost(NamedTuple):
    """Seconds of one keystroke: work of the window's thread, and until it is painted."""

    busy: float
    painted: float


def run() -> list[Row]:
    """Fill the city report several times; of each keystroke the least time counts."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application(["gia-desktop"])
    apply_theme(app, make_theme("light", "normal"))
    report = parse_report(_DATA.read_bytes(), bundled_formats())
    with tempfile.TemporaryDirectory(prefix="gia-bench-") as folder:
        passes = [fill_by_keyboard(Path(folder) / str(number), report) for number in range(_PASSES)]
    busy = sorted(min(cost.busy for cost in costs) * 1000 for costs in zip(*passes, strict=True))
    painted = sorted(min(cost.painted for cost in costs) * 1000 for costs in zip(*passes, strict=True))
    note = f"{len(busy)} 次按键，{len(_cells(report))} 格"
    return [
        Row(
            "一次按键占用窗口线程（第 99 百分位）",
            percentile(busy, 0.99),
            "ms",
            16,
            note,
        ),
        Row("　中位数", percentile(busy, 0.5), "ms"),
        Row("　到画出来为止（第 99 百分位）", percentile(painted, 0.99), "ms"),
    ]


def percentile(ordered: list[float], share: float) -> float:
    """Return the figure below which a share of ordered figures lies."""
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def _cells(report: Report) -> tuple[CellKey, ...]:
    return bundled_formats().get(report.format).entered


def fill_by_keyboard(folder: Path, report: Report) -> list[Cost]:
    """Type a report's figures into an empty copy of it; return what each keystroke cost."""
    folder.mkdir()
    empty = folder / "empty.gia"
    empty.write_bytes(dump_report(replace(report, values={}, stated={})))
    office = open_office(folder / "data")
    try:
        office.window.activateWindow()
        office.window.open_file(empty)
        QApplication.processEvents()
        taken = _type_all(office, report)
        if office.page.session.report.values != report.values:
            raise RuntimeError("the keyboard filled in other figures than were typed")
    finally:
        office.window.close()
        office.window.deleteLater()
        QApplication.processEvents()
    return taken


def _type_all(office: Office, report: Report) -> list[Cost]:
    taken: list[Cost] = []
    section = ""
    for key in _cells(report):
        table = office.page.session.sheet.format.cells[key].section
        if table != section:
            section = table
            tab = Qt.Key(Qt.Key.Key_1 + int(section))
            QTest.keyClick(office.window, tab, Qt.KeyboardModifier.ControlModifier)
            QApplication.processEvents()
        taken += map(press, [*format_value(report.values.get(key)), Qt.Key.Key_Tab])
    return taken


def press(key: str | Qt.Key) -> Cost:
    """Press one key and wait until it is painted."""
    widget = QApplication.focusWidget()
    if widget is None:
        raise RuntimeError("nothing has the focus")
    busy, start = time.thread_time(), time.perf_counter()
    if isinstance(key, str):
        QTest.keyClicks(widget, key)
    else:
        QTest.keyClick(widget, key)
    QApplication.processEvents()
    return Cost(time.thread_time() - busy, time.perf_counter() - start)
