"""去年、今年对照: shown from the menu, printed on paper."""

from __future__ import annotations

from gia_desktop.ui.past.comparison_dialog import ComparisonDialog
from gia_desktop.ui.report import wishes
from tests.support.window.office import Office


def test_the_comparison_shows_both_years_and_the_paper_says_the_same(office: Office) -> None:
    office.new(year=2024)
    office.fill("t3.new.natural", "9")
    office.new(year=2025)
    office.fill("t3.new.natural", "12")
    office.messages.answers += [True, True]  # takes the draft of 2024; closes the page
    office.window.do(wishes.COMPARE)
    dialog = office.messages.dialogs[-1]
    assert isinstance(dialog, ComparisonDialog)
    assert not dialog.printing.isDefault()
    shown = dialog.page.toPlainText()
    assert "2024 年、2025 年对照" in shown
    assert shown == dialog.paper().toPlainText()
    assert shown.split("新收政府信息公开申请数量")[1].split()[:3] == ["9", "12", "+3"]


def test_without_last_year_it_is_asked_for_first_and_nothing_is_shown(office: Office) -> None:
    office.new()
    office.window.do(wishes.COMPARE)
    assert office.messages.dialogs == []
