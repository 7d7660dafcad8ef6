"""A report in a window of a small screen at 150 %: words may be fewer, none is cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QTabBar

from gia_desktop.ui.kit.elided_label import ElidedLabel
from tests.support.window.harness import settle
from tests.support.window.office import Office

SMALL = (911, 512)
"""What 1366 x 768 shows at 150 %."""


@pytest.fixture
def small(office: Office) -> Office:
    office.window.resize(*SMALL)
    office.new()
    settle()
    return office


def test_the_title_line_says_less_but_cuts_no_word(small: Office) -> None:
    header = small.page.header
    shown = [label for label in header.findChildren(QLabel) if label.isVisible()]
    whole = [label for label in shown if not isinstance(label, ElidedLabel)]
    assert whole
    assert [label.text() for label in whole if label.width() < label.sizeHint().width()] == []
    assert "年报" in header.year_title.text()


def test_all_tabs_are_in_sight(small: Office) -> None:
    bar: QTabBar = small.page.tabs
    assert bar.tabRect(0).left() >= 0
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_a_long_sentence_in_the_status_line_ends_in_dots_and_pushes_nothing_out(small: Office) -> None:
    small.page.say("这一句很长，" * 30)
    settle()
    assert small.window.width() == SMALL[0]
    assert small.window.status_words.toolTip().startswith("这一句很长")
