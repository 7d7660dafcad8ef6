"""Types into the real window until it is killed; run by test_kill.py in a process of its own."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from gia_desktop.app.dirs import find_folders
from gia_desktop.ui.app import make_application, make_window
from gia_desktop.ui.new_report_dialog import NewReport
from gia_desktop.ui.table_delegate import CellEditor
from tests.ui.scripted import ScriptedMessages


def main(data: Path) -> None:
    """Fill cells of table three one after the other; a line is printed for each step on disk."""
    app = make_application(["child"])
    window = make_window(find_folders(data), ScriptedMessages())
    window.show()
    window.open_report(window._workspace.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021")))
    page = window.page
    if page is None:
        raise RuntimeError("no report is open")
    page.show_section("3")
    view, numbers = page.table_tabs["3"].view, itertools.count(1)
    window._workspace.saved.connect(lambda _at: sys.stdout.write("saved\n") and sys.stdout.flush())

    def type_one() -> None:
        QTest.keyClicks(view, "7")
        editor = view.viewport().findChild(CellEditor)
        if editor is None:
            raise RuntimeError("no editor opened")
        QTest.keyClicks(editor, str(next(numbers)))
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        QTimer.singleShot(0, type_one)

    QTimer.singleShot(0, type_one)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
