"""Start to the first painted report window, and its memory, against a bare window with one empty table.

Both are whole processes, run in turn. Ours is the program itself with all that a start does: lock, log,
drafts, recovery. It goes back to a full report at table 三, as after a power cut. The clock stops when the
first expose event of the window has been served, that is, when everything in it is painted.
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
make = app.make_window

class PageWatch(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.Paint:
            widget.removeEventFilter(self)
            QTimer.singleShot(0, end_soon)
        return False

page_watch = PageWatch()

def watched(*arguments):
    global waits_for_page
    window = make(*arguments)
    waits_for_page = window
    window.stage.changed.connect(lambda: shown(window))
    watch(window)
    return window

def shown(window):
    page = window.stage.page if window.stage.page is not None else window.stage.pages.currentWidget()
    if page is not None:
        page.installEventFilter(page_watch)

app.make_window = watched
app.main(["--data-dir", sys.argv[1]])
"""


def run() -> list[Row]:
    """Measure ours and the bare one in turn; what is told of a process exists on Linux only."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        _draft(Path(folder))
        rounds = [
            [_measure(_WATCH + program, folder) for program in (_OURS, _BARE, _BARE_CHINESE)]
            for _ in range(_TIMES)
        ]
    ours, bare, chinese = (_medians(kind) for kind in zip(*rounds, strict=True))
    return [
        Row(
            "启动到首次画出报告窗口 / 只有一张空表的 PySide6 窗口",
            ours["seconds"] / bare["seconds"],
            "×",
            1.5,
            f"{ours['seconds'] * 1000:.0f} ms / {bare['seconds'] * 1000:.0f} ms",
        ),
        Row(
            "　其中处理器时间之比（不受别的程序影响）",
            ours["busy"] / bare["busy"],
            "×",
            note=f"{ours['busy'] * 1000:.0f} ms / {bare['busy'] * 1000:.0f} ms",
        ),
        Row(
            "打开报告的窗口占用内存 / 空表窗口",
            ours["Rss"] / bare["Rss"],
            "×",
            1.5,
            f"{ours['Rss']:.0f} MB / {bare['Rss']:.0f} MB",
        ),
        Row(
            "　与显示两个汉字表头的空表窗口相比",
            ours["Rss"] / chinese["Rss"],
            "×",
            note=f"{ours['Rss']:.0f} MB / {chinese['Rss']:.0f} MB",
        ),
        Row("　只算进程自己的页（不含库和字体文件）", ours["Pss_Anon"] / bare["Pss_Anon"], "×",
            note=f"{ours['Pss_Anon']:.0f} MB / {bare['Pss_Anon']:.0f} MB"),
    ]  # fmt: skip


def _medians(runs: tuple[dict[str, float], ...]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _draft(folder: Path) -> None:
    """Store one full report and note it as the last place, so that the measured start goes back to it."""
    from gia_desktop.app.program.dirs import find_folders
    from gia_desktop.app.program.last_place import LastPlace
    from gia_desktop.app.program.settings import Settings
    from gia_desktop.app.program.vaults import DRAFTS_FILE
    from gia_desktop.drafts.store import DraftStore
    from gia_desktop.exchange.objects import parse_report
    from gia_desktop.formats.registry import bundled_formats

    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    folders = find_folders(folder)
    store = DraftStore(folders.data / DRAFTS_FILE)
    number = store.create(parse_report(data, bundled_formats()))
    store.close()
    Settings(folders.config)["last_place"] = str(LastPlace("report", number, "3"))


def _measure(program: str, folder: str) -> dict[str, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    begin = time.time()
    told = subprocess.run(
        [sys.executable, "-c", program, folder],
        env=environment, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    facts: dict[str, Any] = json.loads(told.stdout)
    return {**facts, "seconds": facts["painted"] - begin}
