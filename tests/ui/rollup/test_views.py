"""The views of a collection: sums and their parts, findings, likenesses, last year, papers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import CellKind, Number, Value
from gia_desktop.rollup.collection import Collection, Correction
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.ui.kit.theme import make_theme
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.dialogs.correction import CorrectionDialog
from gia_desktop.ui.rollup.page import RollupPage
from gia_desktop.ui.rollup.tabs.parts import parts_of
from tests.support.reports.areas import AREA, DAY, report_of, submission, town
from tests.support.window.county import (
    GRANTED,
    NEW,
    click,
    figures,
    open_county,
    press,
    wait_for_readings,
)
from tests.support.window.harness import settle
from tests.support.window.office import Office
from tests.ui.rollup.conftest import OpenPage

FEES = CellKey("t2.fees.amount")


def area(
    *values: dict[CellKey, Value] | None, last: dict[int, dict[CellKey, Value]] | None = None
) -> Collection:
    """Return a collection of towns by their figures, None for a missing one, with those of last year."""
    names = [town(place) for place in range(len(values))]
    files = tuple(
        submission(report_of(name, made))
        for name, made in zip(names, values, strict=True)
        if made is not None
    )
    previous = {names[place]: report_of(names[place], made, 2024) for place, made in (last or {}).items()}
    units = tuple(Unit(name, kind="township") for name in names)
    return Collection(Roster(AREA, units, DAY), 2025, files, previous=previous)


def made() -> Collection:
    """Return a collection of three towns: one out of balance, one in order, one missing."""
    return area(figures(60, 61), figures(20), None, last={0: figures(21), 1: figures(20)})


@pytest.fixture
def page(open_page: OpenPage) -> RollupPage:
    return open_page(made())


def in_office(office: Office) -> RollupPage:
    """Open the same collection in the whole window."""
    opened = open_county(office, made())
    wait_for_readings(office)
    return opened


def test_golden_fees_of_a_city_are_summed_and_taken_apart(open_page: OpenPage) -> None:
    # 宿迁市 2023: fees by unit.
    amounts = (420, 290, 1500, 140, 600)
    fees: list[dict[CellKey, Value]] = [{FEES: Decimal(amount)} for amount in amounts]
    opened = open_page(area(*fees))
    opened.show_sum(FEES)
    assert opened.sums.models["t2"].text(FEES) == "2950"
    assert [(part.unit, part.now) for part in opened.sums.parts.model.items] == [
        (town(place), amounts[place]) for place in (2, 4, 0, 1, 3)
    ]


def test_a_sum_says_in_its_cell_and_in_words_how_many_units_it_holds(page: RollupPage) -> None:
    page.show_tab("sums")
    model = page.sums.models["t3"]
    index = model.index_of(NEW)
    assert model.look_of(model.grid_cell(index), NEW).last_year == "2/3"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "部分数：2 家有数，1 家未报，去年 41（2 家）"
    assert "数据不全" in page.sums.scope.text()


def test_the_parts_of_a_cell_name_who_is_missing_and_who_jumped(page: RollupPage) -> None:
    parts = {part.unit: part for part in parts_of(page.session, NEW)}
    assert (parts[town(0)].now, parts[town(0)].last, parts[town(0)].jump) == (60, 21, "＋186%")
    assert (parts[town(1)].share, parts[town(1)].jump) == (0.25, "")
    assert parts[town(2)].missing == "未报"


def test_parts_are_sorted_by_share_or_by_change(page: RollupPage) -> None:
    card = page.units.parts
    card.show_cell(GRANTED)
    assert [part.unit for part in card.model.items] == [town(0), town(1), town(2)]
    card.choose_unit(town(1))
    page.session.apply(page.session.correct_step(Correction(town(1), GRANTED, 99, "漏报")))
    assert [part.unit for part in card.model.items[1:3]] == [town(0), town(1)]
    assert card.unit == town(1)
    click(card.by_change)
    assert card.model.items[0].unit == town(0)


def test_a_correction_stands_beside_the_figure_of_its_unit_and_can_be_taken_away(office: Office) -> None:
    page = in_office(office)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CorrectionDialog)
        dialog.unit.setCurrentText(town(0))
        dialog.amount.setText("－1")
        dialog.reason.setText("与台账核对，多报 1 件")

    office.messages.prepare, office.messages.answers = fill, [True]
    page.show_sum(GRANTED)
    office.window.do(wishes.CORRECT_HERE)
    settle()
    assert page.session.sums.cells[GRANTED].sum == 80
    assert page.session.figures_of(town(0))[GRANTED] == 61
    names = [part.unit for part in page.sums.parts.model.items]
    assert f"更正：{town(0)}" in names
    page.sums.uncorrect_asked.emit(page.session.collection.corrections[0])
    assert page.session.sums.cells[GRANTED].sum == 81


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("－1", CellKind.COUNT, -1),
        ("+1,200", CellKind.COUNT, 1200),
        ("−0.50", CellKind.MONEY, Decimal("-0.50")),
        ("0", CellKind.COUNT, None),
        ("--1", CellKind.COUNT, None),
        ("1.5", CellKind.COUNT, None),
        ("1e999999", CellKind.COUNT, None),
    ],
)
def test_a_correction_reads_numbers_as_the_tables_do(
    qtbot: QtBot, typed: str, kind: CellKind, number: Number | None
) -> None:
    theme = make_theme("light", "normal")
    dialog = CorrectionDialog(GRANTED, "予以公开", kind, [town(0)], town(0), DAY, theme, None)
    qtbot.addWidget(dialog)
    dialog.amount.setText(typed)
    assert dialog.number == number


def test_a_total_is_not_corrected_but_its_parts_are(office: Office) -> None:
    page = in_office(office)
    page.show_sum(CellKey("t3.new.total"))
    office.window.do(wishes.CORRECT_HERE)
    assert "请更正相加的那一格" in office.window.status_words.text()


def test_findings_are_grouped_by_rule_or_by_unit_and_lead_to_unit_and_cell(page: RollupPage) -> None:
    page.show_tab("findings")
    tab = page.findings
    titles = [group.words for group in tab.groups.items]
    balance = next(row for row, words in enumerate(titles) if "办理结果总计" in words)
    tab.view.choose(balance)
    assert {one.unit for one in tab.model.found} == {town(0)}
    press(tab.view, Qt.Key.Key_Return)
    press(tab.list, Qt.Key.Key_Return)
    assert (page.tab, page.unit) == ("units", town(0))
    assert page.cell in tab.model.found[0].finding.cells
    page.show_tab("findings")
    click(tab.by_unit)
    assert {group.words for group in tab.groups.items} == {"东东乡", "东南乡"}


def test_hints_are_shown_only_when_they_are_wanted(page: RollupPage) -> None:
    page.show_tab("findings")
    tab = page.findings
    before = sum(len(group.found) for group in tab.groups.items)
    hints = next(button for severity, button in tab.filters.items() if severity.value == "hint")
    click(hints)
    assert sum(len(group.found) for group in tab.groups.items) > before


def test_what_a_switch_hides_is_not_called_good(page: RollupPage) -> None:
    page.show_tab("findings")
    tab = page.findings
    for button in tab.filters.values():
        button.setChecked(False)
    assert tab.words == "没有要显示的（点左上角的标记可打开）"


def test_a_collection_without_reports_has_nothing_to_be_good(open_page: OpenPage) -> None:
    opened = open_page(area(None, None))
    for tab in ("findings", "twins"):
        opened.show_tab(tab)
    assert opened.findings.words == opened.twins.nothing.text() == "还没有收到年报。"


def test_the_same_passages_of_two_texts_are_marked_side_by_side(page: RollupPage) -> None:
    page.show_twin(town(1))
    assert page.tab == "twins"
    assert page.twins.model.items[0].percent == 100
    for side in (page.twins.left, page.twins.right):
        assert "<u" in side.view.toHtml() or "underline" in side.view.toHtml()
    click(page.twins.right.go)
    assert (page.tab, page.unit) == ("units", town(1))


def test_jumps_against_last_year_lead_to_unit_and_cell(page: RollupPage) -> None:
    page.show_tab("years")
    jump = page.years.model.items[0]
    assert (jump.unit, jump.change, jump.percent) == (town(0), 40, "＋190%")
    click(page.years.every)
    page.years.search.setText("新收 自然人")
    assert [(each.unit, each.key) for each in page.years.model.items] == [(town(0), NEW)]
    press(page.years.view, Qt.Key.Key_Return)
    assert (page.tab, page.unit, page.cell) == ("units", town(0), NEW)


def test_papers_are_read_before_they_are_written(office: Office, tmp_path: Path) -> None:
    page = in_office(office)
    page.show_tab("papers")
    names = [paper.name for paper in page.papers.model.items]
    assert names[:2] == ["通报材料", "催报单"]
    assert any(town(0) in name for name in names[2:])
    page.papers.view.choose(1)
    assert town(2) in page.papers.text.toPlainText()
    click(page.papers.copying)
    assert town(2) in QGuiApplication.clipboard().text()
    office.messages.paths = [tmp_path / "催报.docx"]
    click(page.papers.write)
    assert (tmp_path / "催报.docx").stat().st_size > 0
    (tmp_path / "全部").mkdir()
    office.messages.paths = [tmp_path / "全部"]
    click(page.papers.write_all)
    office.workspace.tasks.drain()
    settle()
    written = {path.stem for path in (tmp_path / "全部").glob("*.docx")}
    assert written == {*names, "汇总表"}
    texts = {path.stem: path.read_text("utf-8") for path in (tmp_path / "全部").glob("*.txt")}
    assert texts == {paper.name: paper.text for paper in page.papers.model.items}


def test_who_signs_stands_in_every_paper_and_can_be_taken_back(page: RollupPage) -> None:
    page.show_tab("papers")
    field = page.papers.fields["name"]
    field.setText("示例县政府办公室")
    field.editingFinished.emit()
    assert "示例县政府办公室" in page.papers.text.toPlainText()
    assert page.session.collection.extra["sender"] == {"name": "示例县政府办公室"}
    page.stack.undo()
    assert "示例县政府办公室" not in page.papers.text.toPlainText()


def test_a_day_that_is_none_stays_with_a_sentence_and_the_one_before_holds(open_page: OpenPage) -> None:
    page = open_page(replace(made(), extra={"sender": {"name": "县政府办", "due": "2026-02-10"}}))
    page.show_tab("papers")
    papers, typed = page.papers, cast("object", page.library.saver)
    papers.fields["due"].setFocus()
    papers.fields["due"].selectAll()
    QTest.keyClicks(papers.fields["due"], "2/30")
    papers.fields["name"].setFocus()
    papers.refresh()
    assert papers.fields["due"].text() == "2/30"
    assert "重报期限“2/30”读不出来" in papers.fault.text()
    assert typed == {"sender/due": "2/30"}
    assert page.session.collection.extra["sender"]["due"] == "2026-02-10"
    papers.fields["due"].setText("2月12日")
    papers.fields["due"].editingFinished.emit()
    assert page.session.collection.extra["sender"]["due"] == "2026-02-12"
    assert not papers.fault.isVisible()
    assert typed == {}


def test_the_areas_report_opens_as_a_draft_with_the_sums_and_says_what_it_lacks(office: Office) -> None:
    page = in_office(office)
    office.messages.answers = [True]
    click(page.report)
    settle()
    assert "还差 1 家" in office.messages.questions[0]
    report = office.page.session.report
    assert report.values[NEW] == 80
    assert report.title.startswith(f"{AREA}人民政府2025年")
    assert "数据不全" in report.text(next(key for key in report.texts if key == "preamble"))


def test_a_view_that_is_not_in_front_is_worked_out_only_when_it_comes_there(
    page: RollupPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(page.years, "refresh", lambda: asked.append("years"))
    report = page.session.collection.submissions[0].report
    assert report is not None
    page.session.apply(page.session.compared_step(page.session.collection.submissions[0], report))
    assert asked == []
    page.show_tab("years")
    assert asked == ["years"]
