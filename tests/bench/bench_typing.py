"""Typing into a section of 3,000 characters with 20 live numbers, in the real window over a real database."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from gia_desktop.core.change import text_change
from gia_desktop.core.keys import section_key
from gia_desktop.ui.kit.theme import apply_theme, make_theme
from gia_desktop.ui.shell.app import make_application
from gia_desktop.ui.texts.live_text import chip_positions
from gia_desktop.ui.texts.text_editor import TextEditor
from gia_desktop.ui.texts.typing_clock import TypingRun
from tests.bench.bench_keystroke import Cost, percentile, press
from tests.bench.row import Row
from tests.support.window.office import Office, open_office

_LENGTH: Final = 3_000
_CHIPS: Final = 20
_KEYS: Final = 300
_FILLER: Final = (
    "按照政府信息公开工作要求，我镇及时更新公开目录，规范办理依申请公开，加强平台建设和监督保障，"
)


def run() -> list[Row]:
    """Type before, between and behind the live numbers, pausing now and then so that steps are committed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application(["gia-desktop"])
    apply_theme(app, make_theme("light", "normal"))
    with tempfile.TemporaryDirectory(prefix="gia-bench-") as folder:
        office = open_office(Path(folder))
        try:
            costs, commits = _type_into(office)
        finally:
            office.window.close()
            office.window.deleteLater()
            QApplication.processEvents()
    busy, painted = (sorted(getattr(cost, name) * 1000 for cost in costs) for name in Cost._fields)
    note = f"{len(costs)} 次按键，{_LENGTH} 字，{_CHIPS} 个活数字"
    return [
        Row("正文里一次按键占用窗口线程（第 99 百分位）", percentile(busy, 0.99), "ms", 16, note),
        Row("　中位数", percentile(busy, 0.5), "ms"),
        Row("　到画出来为止（第 99 百分位）", percentile(painted, 0.99), "ms"),
        Row("　停顿时检查、保存这段正文（中位数）", percentile(commits, 0.5), "ms"),
    ]


def _text() -> str:
    keys = [f"t3.new.{column}" for column in ("natural", "total", "research", "other")]
    part = _FILLER * (_LENGTH // _CHIPS // len(_FILLER) + 1)
    lines = [
        f"（{number + 1}）{part[: _LENGTH // _CHIPS]}收到{{{keys[number % 4]}}}件。"
        for number in range(_CHIPS)
    ]
    return "\n".join("".join(lines[place : place + 2]) for place in range(0, _CHIPS, 2))


def _type_into(office: Office) -> tuple[list[Cost], list[float]]:
    """Return what each keystroke cost, and the milliseconds of each commit, in order."""
    office.window.activateWindow()
    office.new()
    office.fill("t3.new.natural", "38")
    page = office.page
    page.edits.push_text(text_change(page.session.report, section_key("1"), _text(), "bench"), TypingRun())
    editor = office.text("1")
    if not isinstance(editor, TextEditor):
        raise TypeError(editor)
    editor.setFocus()
    QApplication.processEvents()
    chips = chip_positions(editor.document())
    if len(chips) != _CHIPS:
        raise RuntimeError("the text doesn't hold the live numbers")
    costs: list[Cost] = []
    commits: list[float] = []
    for place in range(_KEYS):
        if place % 15 == 0:
            cursor = QTextCursor(editor.document())
            cursor.setPosition(chip_positions(editor.document())[place // 15 % _CHIPS] + 1)
            editor.setTextCursor(cursor)
            start = time.thread_time()
            editor.commit()
            commits.append((time.thread_time() - start) * 1000)
            QApplication.processEvents()
        costs.append(press(chr(ord("a") + place % 26)))
    return costs, sorted(commits[1:])
