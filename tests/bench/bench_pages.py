"""Laying a report out on pages, as the preview does after every change."""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.ui.paper.layout import lay_out_report
from gia_desktop.ui.shell.app import make_application
from tests.bench.row import Row

_TIMES = 7


def run() -> list[Row]:
    """Measure the city report on the thread's own time; the least of several counts."""
    app = QApplication.instance() or make_application(["bench"])
    formats = bundled_formats()
    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    sheet = make_sheet(parse_report(data, formats), formats)
    spent = []
    for _ in range(_TIMES):
        start = time.process_time()
        lay_out_report(sheet, DocumentOptions())
        spent.append(time.process_time() - start)
    del app
    return [Row("五页的报告重新排版（预览）", min(spent) * 1000, "ms", 150)]
