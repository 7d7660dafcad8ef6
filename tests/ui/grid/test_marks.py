"""✓, ✗ and the other marks show on a PC whose fonts lack them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication

from gia_desktop.files.resources import resource
from gia_desktop.ui.kit.theme import MARKS_FAMILY, apply_theme, make_theme


@pytest.mark.parametrize("mark", "✓✗☞⏎−")
def test_bundled_font_shows_every_mark(qapp: QApplication, mark: str) -> None:
    layout = QTextLayout(mark, QFont(MARKS_FAMILY))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    (run,) = layout.glyphRuns()
    assert run.rawFont().familyName() == MARKS_FAMILY
    assert 0 not in run.glyphIndexes()


def test_fonts_of_the_pc_come_before_the_bundled_one(qapp: QApplication) -> None:
    assert resource("fonts", "gia-marks.ttf").is_file()
    assert MARKS_FAMILY in QFontDatabase.families()
    apply_theme(qapp, make_theme("light", "normal"))
    first, *_, last = qapp.font().families()
    assert first != MARKS_FAMILY
    assert last == MARKS_FAMILY
