"""Boxes that come by themselves: keys of somebody who types figures press nothing in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.messages import Messages

ENTERS = [Qt.Key.Key_Enter, Qt.Key.Key_Return]


def box_of(window: QWidget) -> QMessageBox:
    return window.findChildren(QMessageBox)[0]


@pytest.mark.parametrize("key", ENTERS)
def test_a_mention_stays_until_its_button_is_gone_to(qtbot: QtBot, key: Qt.Key) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    Messages().mention(window, "没有保存", GiaError("磁盘已满。", "请清理磁盘。"))
    box = box_of(window)
    QTest.keyClick(box, key)
    assert box.isVisible()
    button = box.findChildren(QPushButton)[0]
    box.activateWindow()
    assert QTest.qWaitForWindowActive(box)
    button.setFocus()
    QTest.keyClick(button, key)
    assert not box.isVisible()


@pytest.mark.parametrize("key", ENTERS)
def test_news_of_a_crash_are_not_answered_by_the_enter_of_a_figure(qtbot: QtBot, key: Qt.Key) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    left: list[bool] = []

    def type_on() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        QTest.keyClick(box, key)
        left.append(box.isVisible())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, type_on)
    assert Messages().choose(window, "程序出错", "出错了", "", "", "重新打开程序", "继续工作") == "继续工作"
    assert left == [True]


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Escape, None), (Qt.Key.Key_Return, True), (Qt.Key.Key_Enter, True)]
)
def test_esc_chooses_neither_of_two_things(qtbot: QtBot, key: Qt.Key, answer: bool | None) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        QTest.keyClick(box, key)

    QTimer.singleShot(0, press)
    assert Messages().ask_either(window, "承接上年", "承接哪一份？", "承接", "选别的文件…") is answer
