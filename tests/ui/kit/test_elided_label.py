from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gia_desktop.ui.kit.elided_label import ElidedLabel

NAME = "示例县清河镇人民政府"


@pytest.fixture
def label(qtbot: QtBot) -> ElidedLabel:
    label = ElidedLabel(least_signs=4)
    qtbot.addWidget(label)
    label.setText(NAME)
    label.resize(label.sizeHint())
    return label


def test_words_give_way_down_to_the_least_signs_and_stand_in_the_tooltip(label: ElidedLabel) -> None:
    assert label.minimumSizeHint().width() == 4 * label.fontMetrics().height()
    assert label.toolTip() == NAME


def test_words_that_do_not_fit_end_in_dots_and_not_in_half_a_sign(label: ElidedLabel) -> None:
    whole = label.grab().toImage()
    label.resize(label.width() * 2 // 3, label.height())
    assert label.grab().toImage() != whole.copy(label.rect())
