"""What a box tells is read whole, however long it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from gia_desktop.core.errors import GiaError
from gia_desktop.ui.kit.messages import Messages
from tests.support.window.harness import settle
from tests.support.window.office import Office


class Reader(Messages):
    """Looks whether all words of a box have room."""

    def __init__(self) -> None:
        self.cut: list[str] = []

    def accepts(self, dialog: QDialog) -> bool:
        dialog.show()
        settle()
        for label in dialog.findChildren(QLabel):
            words = label.text()
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            is_narrow = not label.wordWrap() and label.width() < label.sizeHint().width()
            if words and label.isVisible() and (label.height() < needed or is_narrow):
                self.cut.append(words)
        dialog.close()
        return False


@pytest.mark.parametrize("times", [1, 4])
def test_no_word_of_a_box_is_cut(office: Office, times: int) -> None:
    reader, words = Reader(), "版式文件“北河镇2024年年度报告”无法使用，请另存。" * times
    reader.tell_error(office.window, GiaError(words, "请改正后重试，或改用默认版式。"))
    reader.ask(office.window, "签发", words, "签发", "暂不")
    assert reader.cut == []


class Measurer(Messages):
    """Looks how high a box is, and whether its button is in sight."""

    def __init__(self) -> None:
        self.height = 0
        self.seen = False

    def accepts(self, dialog: QDialog) -> bool:
        dialog.show()
        settle()
        self.height = dialog.height()
        (button,) = (each for each in dialog.findChildren(QPushButton) if each.text() == "知道了")
        self.seen = dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
        dialog.close()
        return False


def test_many_lines_scroll_and_leave_the_button_in_sight(office: Office) -> None:
    measurer = Measurer()
    measurer.tell(office.window, "2026-0003 号逐日", "\n".join(f"第 {n} 天" for n in range(90)))
    assert measurer.seen
    assert measurer.height <= 560
