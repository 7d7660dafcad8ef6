"""The tab 检查与导出 on small and large screens."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from tests.support.window.harness import settle
from tests.support.window.office import Office


@pytest.mark.parametrize(
    ("width", "height", "has_room"), [(1366, 768, True), (1024, 680, True), (800, 480, False)]
)
def test_no_tool_or_purpose_is_squeezed(office: Office, width: int, height: int, has_room: bool) -> None:
    office.window.resize(width, height)
    office.new()
    office.page.going.show_section("export")
    settle()
    tab = office.page.export
    assert {note.isVisible() for note in tab.purposes} == {has_room}
    for note in tab.purposes:
        assert not has_room or note.height() < 3 * note.fontMetrics().height()
    shown = [each for each in tab.preview.findChildren(QPushButton) if each.isVisible()]
    assert tab.preview.fit in shown
    assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []
    assert all(button.toolTip() for button in tab.buttons.values())


def test_what_became_of_an_export_is_scrolled_to(office: Office) -> None:
    office.window.resize(1366, 768)
    office.new()
    office.page.going.show_section("export")
    settle()
    tab = office.page.export
    tab.show_failure("无法写入《年报.docx》。")
    settle()
    settle()
    assert not tab.result.visibleRegion().isEmpty()
