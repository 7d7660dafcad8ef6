"""审核说明 in the window: explaining, changing figures afterwards, ignoring hints, filtering."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report
from gia_desktop.ui.findings.explain_dialog import ExplainDialog
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.table import TableTab
from tests.support.window.scripted import ScriptedMessages
from tests.ui.conftest import OpenDesk

CARRIED = CellKey("t3.carried_in.natural")
REASON = "上年年报漏统计法规股收到的 1 件，已在台账更正。"


@pytest.fixture
def page(open_desk: OpenDesk) -> ReportPage:
    previous = Previous("2021", 2024, {CellKey("t3.carried_out.natural"): 2})
    values = {CARRIED: 3, CellKey("t3.granted.natural"): 3}
    return open_desk(Report("2021", 2025, {}, values, previous=previous)).page


def carry(page: ReportPage) -> Settled:
    return next(item for item in page.session.settled if item.finding.code == "GIA-YEAR-001")


def explain(page: ReportPage, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def accepts(_messages: ScriptedMessages, dialog: ExplainDialog) -> bool:
        dialog.edit.setPlainText(text)
        return True

    monkeypatch.setattr(ScriptedMessages, "accepts", accepts)
    page.edits.explain(carry(page))


def test_an_explained_finding_no_longer_counts(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page.session.progress.explain
    explain(page, REASON, monkeypatch)
    assert carry(page).status is Status.EXPLAINED
    assert page.session.progress.explain == before - 1
    assert CARRIED not in page.session.marks
    assert page.stack.undoText() == "写审核说明"


def test_a_changed_figure_reopens_an_explanation(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    explain(page, REASON, monkeypatch)
    page.edits.fill(CARRIED, "4")
    assert carry(page).status is Status.RECONFIRM
    assert "当时 2→3，现在 2→4" in carry(page).note
    page.stack.undo()
    assert carry(page).status is Status.EXPLAINED


def test_a_thin_explanation_is_questioned(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    explain(page, "属实", monkeypatch)
    assert carry(page).status is Status.OPEN
    assert "太简单" in carry(page).note


def test_an_empty_explanation_takes_it_back(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    explain(page, REASON, monkeypatch)
    explain(page, "", monkeypatch)
    assert not page.session.report.reasons
    page.stack.undo()
    assert [reason.text for reason in page.session.report.reasons] == [REASON]


def test_the_dialog_offers_phrases_and_doubts_thin_words(page: ReportPage) -> None:
    dialog = ExplainDialog(carry(page))
    dialog.edit.setPlainText("属实")
    assert "太简单" in dialog.doubt.text()
    dialog.edit.setPlainText(REASON)
    assert dialog.doubt.text() == ""
    dialog.deleteLater()


def test_weights_can_be_switched_off_in_the_panel(page: ReportPage) -> None:
    page.findings.everywhere.setChecked(True)
    page.findings.filters[Severity.EXPLAIN].setChecked(False)
    assert all(item.finding.severity is not Severity.EXPLAIN for item in page.findings.model.settled)
    page.findings.filters[Severity.EXPLAIN].setChecked(True)
    assert any(item.finding.severity is Severity.EXPLAIN for item in page.findings.model.settled)


def test_an_ignored_hint_comes_back_when_its_figure_changes(open_desk: OpenDesk) -> None:
    refused = {CellKey("t3.refused_third_party.natural"): 1}
    page = open_desk(Report("2021", 2025, {}, {CellKey("t4.direct.upheld"): 2, **refused}), "4").page
    hint = next(item for item in page.session.settled if item.finding.code == "GIA-LAW-005")
    page.edits.ignore(hint)
    assert hint.finding not in page.session.open_findings()
    assert all(item.finding.code != "GIA-LAW-005" for item in page.findings.model.settled)
    page.edits.fill(CellKey("t4.direct.upheld"), "3")
    assert any(finding.code == "GIA-LAW-005" for finding in page.session.open_findings())


def test_an_explained_finding_is_not_told_at_its_cell_any_more(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = page.by_section["3"]
    assert isinstance(tab, TableTab)
    index = tab.model.index_of(CARRIED)
    roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    message = carry(page).finding.message
    assert all(message in str(index.data(role)) for role in roles)
    explain(page, REASON, monkeypatch)
    assert not any(message in str(index.data(role)) for role in roles)


def test_a_phrase_leaves_what_is_to_be_filled_in_selected_and_the_caret_in_the_field(qtbot: QtBot) -> None:
    finding = Finding("GIA-YEAR-001", Severity.EXPLAIN, "少 3 件。", "3")
    dialog = ExplainDialog(Settled(finding, Status.OPEN), None, ["增加[数]件"])
    qtbot.addWidget(dialog)
    dialog.show()
    edit = dialog.focusWidget()
    assert isinstance(edit, QPlainTextEdit)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "增加[数]件").click()
    assert dialog.focusWidget() is edit
    edit.insertPlainText("5")
    assert dialog.text() == "增加5件"
