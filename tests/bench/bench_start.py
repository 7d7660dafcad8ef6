"""Start to the first painted report window, and its memory, against a bare window with one empty table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.row import Row

_TIMES = 9

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
app = QApplication(sys.argv)
view = QTableView()
view.setModel(QStandardItemModel(25, 7))
view.resize(1366, 768)
view.show()
"""

_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gia_desktop.app.dirs import find_folders
from gia_desktop.ui.app import make_application, make_window
from gia_desktop.ui.messages import Messages
app = make_application(sys.argv)
view = make_window(find_folders(Path(sys.argv[1])), Messages())
view.resize(1366, 768)
view.show()
view.open_report(1)
view.page.show_section("3")
"""

_END = """
import os
import time
view.repaint()
painted = time.time()
QTimer.singleShot(0, app.quit)
app.exec()
for line in open("/proc/self/status"):
    if line.startswith("VmRSS"):
        print(painted, line.split()[1], flush=True)
os._exit(0)
"""


class _Run(NamedTuple):
    seconds: float
    megabytes: float


def run() -> list[Row]:
    """Measure whole processes, ours and the bare one in turn; memory is read on Linux only."""
    if not Path("/proc/self/status").exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        _draft(folder)
        pairs = [(_measure(_OURS + _END, folder), _measure(_BARE + _END, folder)) for _ in range(_TIMES)]
    mine, bare = ([pair[side].seconds for pair in pairs] for side in (0, 1))
    memory, bare_memory = ([pair[side].megabytes for pair in pairs] for side in (0, 1))
    start, bare_start = statistics.median(mine), statistics.median(bare)
    size, bare_size = statistics.median(memory), statistics.median(bare_memory)
    return [
        Row("start to first painted report window / bare PySide6 window", start / bare_start, "×", 1.5),
        Row("start to first painted report window", start * 1000, "ms"),
        Row("memory of the open report window / bare window", size / bare_size, "×", 1.5),
        Row("memory of the open report window", size, "MB"),
    ]


def _draft(folder: str) -> None:
    """Store one full report, so that the measured start opens it."""
    from gia_desktop.formats.exchange import parse_report
    from gia_desktop.formats.registry import bundled_formats
    from gia_desktop.storage.drafts import DraftStore
    from gia_desktop.ui.workspace import DATABASE

    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    store = DraftStore(Path(folder) / DATABASE)
    store.create(parse_report(data, bundled_formats()))
    store.close()


def _measure(program: str, folder: str) -> _Run:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    begin = time.time()
    told = subprocess.run(
        [sys.executable, "-c", program, folder],
        env=environment, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    end, kilobytes = told.stdout.split()
    return _Run(float(end) - begin, int(kilobytes) / 1024)
