"""Start to the first painted window, report and home page, and memory, against a window with one empty table.

Both are whole processes, run in turn. Ours is the program itself with all that a start does: lock, log,
drafts, recovery. It goes back to a full report at table 三, as after a power cut. The first clock stops when
the first expose event of the window has been served, the second when the page in it is painted.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tests.bench.row import Row

_TIMES: Final = 9

_WATCH: Final = """
import json, os, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, window, event):
        if event.type() != QEvent.Type.Expose or not window.isExposed():
            return False
        window.removeEventFilter(self)
        QCoreApplication.sendEvent(window, event)
        first.update(framed=time.time(), framed_busy=time.process_time())
        if waits_for_page is None:
            end_soon()
        return True

def watch(view):
    view.winId()
    view.windowHandle().installEventFilter(watching)

def end_soon():
    facts = {"painted": time.time(), "busy": time.process_time()}
    QTimer.singleShot(700, lambda: end(facts))

def end(facts):
    words = open("/proc/self/smaps_rollup").read().split()
    size = {name: int(words[words.index(name + ":") + 1]) / 1024 for name in ("Rss", "Pss", "Pss_Anon")}
    print(json.dumps({**first, **facts, **size}), flush=True)
    os._exit(0)

first, waits_for_page = {}, None
watching = Watch()
"""

_BARE: Final = """
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
app = QApplication(sys.argv)
view = QTableView()
view.setModel(QStandardItemModel(25, 7))
view.resize(1366, 768)
watch(view)
view.show()
app.exec()
"""

# A fair question, shown beside the figure that is asked for: what does a bare window need that shows Chinese?
_BARE_CHINESE: Final = _BARE.replace(
    "view.resize", 'view.model().setHorizontalHeaderLabels(["法律服务机构", "总计"])\nview.resize'
)

# Ours is complete at the end of the event that first paints the page; the empty window comes before.
_OURS: Final = """
from PySide6.QtCore import QEvent, QObject
from gia_desktop.ui.shell import app
make = app.MainWindow

class PageWatch(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.Paint:
            widget.removeEventFilter(self)
            QTimer.singleShot(0, end_soon)
        return False

page_watch = PageWatch()

def watched(settings):
    global waits_for_page
    window = make(settings)
    waits_for_page = window
    window.stage.changed.connect(lambda: shown(window))
    watch(window)
    return window

def shown(window):
    page = window.stage.page if window.stage.page is not None else window.stage.pages.currentWidget()
    if page is not None:
        page.installEventFilter(page_watch)

app.MainWindow = watched
app.main(["--data-dir", sys.argv[1]])
"""


def run() -> list[Row]:
    """Measure ours and the bare one in turn; what is told of a process exists on Linux only."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as at_home:
        draft(Path(folder))
        draft(Path(at_home), opened=False)
        rounds = [
            [
                _measure(_WATCH + program, data)
                for program, data in (
                    (_OURS, folder),
                    (_OURS, at_home),
                    (_BARE, folder),
                    (_BARE_CHINESE, folder),
                )
            ]
            for _ in range(_TIMES)
        ]
    ours, home, bare, chinese = (_medians(kind) for kind in zip(*rounds, strict=True))
    return [
        _times("启动到画出窗口（菜单、状态栏）/ 只有一张空表的 PySide6 窗口", ours, bare, "framed", 1.3),
        _times("　到画出报告（表三，带数据）", ours, bare, "painted", 1.8),
        _times("　到画出首页", home, bare, "painted", 1.5),
        _times("　窗口的处理器时间之比（不受别的程序影响）", ours, bare, "framed_busy"),
        _times("　报告的处理器时间之比", ours, bare, "busy"),
        _times("　首页的处理器时间之比", home, bare, "busy"),
        _sizes("打开报告的窗口占用内存 / 空表窗口", ours, bare, "Rss", 1.5),
        _sizes("　打开首页的窗口", home, bare, "Rss"),
        _sizes("　报告与显示两个汉字表头的空表窗口相比", ours, chinese, "Rss"),
        _sizes("　只算进程自己的页（不含库和字体文件）", ours, bare, "Pss_Anon"),
    ]


def _times(
    name: str, ours: dict[str, float], bare: dict[str, float], what: str, limit: float | None = None
) -> Row:
    other = bare["busy" if what.endswith("busy") else "painted"]
    return Row(name, ours[what] / other, "×", limit, f"{ours[what] * 1000:.0f} ms / {other * 1000:.0f} ms")


def _sizes(
    name: str, ours: dict[str, float], bare: dict[str, float], what: str, limit: float | None = None
) -> Row:
    return Row(name, ours[what] / bare[what], "×", limit, f"{ours[what]:.0f} MB / {bare[what]:.0f} MB")


def _medians(runs: tuple[dict[str, float], ...]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def draft(folder: Path, *, opened: bool = True) -> None:
    """Store one full report; noted as the last place, the measured start goes back to it."""
    from gia_desktop.app.program.dirs import find_folders
    from gia_desktop.app.program.last_place import LastPlace
    from gia_desktop.app.program.settings import Settings
    from gia_desktop.app.program.vaults import DRAFTS_FILE
    from gia_desktop.drafts.store import DraftStore
    from gia_desktop.exchange.objects import parse_report
    from gia_desktop.formats.installed import bundled_formats

    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    folders = find_folders(folder)
    store = DraftStore(folders.data / DRAFTS_FILE)
    number = store.create(parse_report(data, bundled_formats()))
    store.close()
    if opened:
        Settings(folders.config)["last_place"] = str(LastPlace("report", number, "3"))


def measure_ours(folder: Path) -> dict[str, float]:
    """Start the program once over a data folder and return its moments and sizes."""
    return _measure(_WATCH + _OURS, str(folder))


def _measure(program: str, folder: str) -> dict[str, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    begin = time.time()
    told = subprocess.run(
        [sys.executable, "-c", program, folder],
        env=environment, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    facts: dict[str, Any] = json.loads(told.stdout)
    return {**facts, **{name: facts[name] - begin for name in ("framed", "painted")}}
