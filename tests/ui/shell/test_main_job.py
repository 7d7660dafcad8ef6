"""The main job end to end: reports entered through the real window, checked, kept and exported."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.last_year.carry_over import Fate
from gia_desktop.app.report.library import NewReport
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.values import format_value
from gia_desktop.exchange.report_file import open_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.past.carried_dialog import CarriedDialog
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.carry_dialog import CarryDialog
from gia_desktop.ui.report.exporting import Written
from gia_desktop.ui.report.page import ReportPage
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from gia_desktop.ui.shell.main_window import MainWindow
from gia_desktop.ui.shell.menus import SET
from gia_desktop.ui.texts.line_editor import LineEditor
from tests.support.window.harness import table_tabs
from tests.support.window.scripted import ScriptedMessages

DATA = Path(__file__).parents[2] / "data"
TOWN = Path(__file__).parents[4] / "shared" / "samples" / "beida-2020.txt"

NARRATIVE = (
    ("1", "（一）总体情况", "（二）主动公开政府信息的情况"),
    ("5", "（五）存在的主要问题及改进情况", "（六）其他需要报告的事项"),
    ("6", "（六）其他需要报告的事项\n", "\0"),
)


@pytest.fixture
def messages() -> ScriptedMessages:
    return ScriptedMessages()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, messages: ScriptedMessages) -> Iterator[MainWindow]:
    folders = find_folders(tmp_path / "清河镇 资料")
    workspace = Workspace(folders, bundled_formats())
    window = MainWindow(Settings(folders.config))
    window.furnish(workspace, messages)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def page_of(window: MainWindow) -> ReportPage:
    assert window.reports.page is not None
    return window.reports.page


def type_into(widget: QWidget, text: str) -> None:
    """Deliver Chinese as an input method does; QTest takes Latin-1 only."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def fill_tables(page: ReportPage, figures: dict[CellKey, str]) -> None:
    """Type every entered cell of all tables, going on by Tab."""
    for section, tab in table_tabs(page).items():
        page.going.show_section(section)
        tab.view.setFocus()
        QTest.keyClick(tab.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for key in [key for key in tab.model.keys if not tab.model.is_computed(key)]:
            assert tab.view.current_key == key
            QTest.keyClicks(tab.view, figures[key][0])
            editor = QApplication.focusWidget()
            assert editor is not None
            QTest.keyClicks(editor, figures[key][1:])
            QTest.keyClick(editor, Qt.Key.Key_Tab)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Reports of our own to open: an open file is locked for others, also for a test beside this one."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def export(qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, path: Path) -> str:
    """Export and return what the tab says."""
    messages.paths.append(path)
    with qtbot.waitSignal(window.reports.exporting.written, timeout=20_000):
        window.do(wishes.EXPORTS[".docx"])
    return page_of(window).export.result.text()


def town_text() -> str:
    if not TOWN.is_file():
        pytest.skip("the sample of a real town report is not here")
    return TOWN.read_text("utf-8")


def test_a_real_town_report_is_entered_by_keyboard_and_exported(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    text = town_text()
    window.reports.open(
        window.workspace.library.create(NewReport("万宁市北大镇人民政府", "township", 2020, "2019"))
    )
    page = page_of(window)
    numbers = re.findall(r"^\s*(\d+)\s*$", text, re.MULTILINE)
    fmt = page.session.sheet.format
    assert len(numbers) == len(fmt.cells)
    figures = dict(zip(fmt.cells, numbers, strict=True))
    fill_tables(page, figures)
    for section, head, tail in NARRATIVE:
        page.going.show_section(section)
        tab = page.by_section[section]
        assert isinstance(tab, NarrativeTab)
        type_into(tab.editor, text.partition(head)[2].partition(tail)[0].strip())
    result = export(qtbot, window, messages, tmp_path / "北大镇 2020.docx")
    assert "198/198 一致" in result
    assert {key: format_value(value) for key, value in page.session.committed.now.items()} == figures


def test_a_city_report_is_exported_with_all_its_cells(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "city-2024.gia")
    assert "200/200 一致" in export(qtbot, window, messages, tmp_path / "city.docx")


def test_a_wrong_figure_names_row_total_and_both_balances(window: MainWindow, data: Path) -> None:
    window.open_file(data / "city-2024.gia")
    page = page_of(window)
    before = {finding.message for finding in page.session.findings}
    page.going.go_to_cell(CellKey("t3.new.natural"))
    view = table_tabs(page)["3"].view
    QTest.keyClicks(view, "3")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "010")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    found = [finding for finding in page.session.findings if finding.message not in before]
    sums = [finding.message for finding in found if finding.code.startswith("GIA-SUM")]
    assert sums == [
        (
            "新收行：自然人 3010 + 商业企业 53 + 科研机构 0 + 社会公益组织 0 + 法律服务机构 61 + 其他 4"
            " = 3128，但文件中写的总计是 3119，少 9 件。"
        ),
        "自然人列：新收 3010 + 上年结转 34 = 3044，但办理结果 2932 + 结转下年度 103 = 3035，少 9 件。",
        "总计列：新收 3128 + 上年结转 34 = 3162，但办理结果 3050 + 结转下年度 103 = 3153，少 9 件。",
    ]
    strip = table_tabs(page)["3"].strip
    assert strip is not None
    assert strip.texts()[0] == "3044 | 3035 少 9 ✗"
    assert page.tabs.badge("3").startswith("✗")


def test_what_was_typed_is_there_after_opening_again(window: MainWindow) -> None:
    number = window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    window.reports.open(number)
    page = page_of(window)
    page.going.show_section("2")
    view = table_tabs(page)["2"].view
    view.go_to(CellKey("t2.licensing.decisions"))
    QTest.keyClicks(view, "7")
    page.going.show_section("6")
    tab = page.by_section["6"]
    assert isinstance(tab, NarrativeTab)
    type_into(tab.editor, "无其他需要报告的事项。")
    window.go_home()
    report = window.workspace.library.load(number)
    assert report.values == {"t2.licensing.decisions": 7}
    assert report.text(section_key("6")) == "无其他需要报告的事项。"


def test_undo_goes_back_over_cells_and_texts_in_their_order(window: MainWindow) -> None:
    window.reports.open(
        window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    )
    page = page_of(window)
    page.going.show_section("3")
    QTest.keyClicks(table_tabs(page)["3"].view, "5")
    page.going.show_section("5")
    tab = page.by_section["5"]
    assert isinstance(tab, NarrativeTab)
    type_into(tab.editor, "问题是人手不足。")
    page.commit_typing()
    assert page.stack.undoText() == "编辑“问题改进”"
    page.stack.undo()
    assert tab.editor.toPlainText() == ""
    assert page.stack.undoText() == "填写“新收，自然人”"
    page.stack.undo()
    assert page.session.report.values == {}
    page.stack.redo()
    page.stack.redo()
    assert tab.editor.toPlainText() == "问题是人手不足。"


def test_the_export_says_why_it_failed_and_leaves_the_draft(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "town-2020.gia")
    messages.paths.append(tmp_path / "没有这个文件夹" / "a.docx")
    with qtbot.waitSignal(window.reports.exporting.failed, timeout=20_000):
        window.do(wishes.EXPORTS[".docx"])
    page = page_of(window)
    assert "没有导出" in page.export.result.text()
    assert "没有这个文件夹" in page.export.result.text()
    assert page.export.buttons[".docx"].isEnabled()


def test_the_hand_in_folder_holds_files_that_agree(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "city-2024.gia")
    messages.paths.append(tmp_path)
    with qtbot.waitSignal(window.reports.exporting.written, timeout=30_000) as told:
        window.do(wishes.BUNDLE)
    result = told.args[0] if told.args else None
    assert isinstance(result, Written)
    assert result.agrees
    assert result.path == tmp_path / "云溪市人民政府2024年年度报告报送包"
    assert any("审核情况表" in path.name for path in result.path.iterdir())


def test_the_copied_page_carries_all_three_tables(window: MainWindow, data: Path) -> None:
    window.open_file(data / "city-2024.gia")
    page_of(window).export.buttons["copy_page"].click()
    copied = QApplication.clipboard().mimeData()
    assert copied.html().count("<table") == 3
    assert "3985758" in copied.html()


def test_a_document_changed_outside_is_not_overwritten_unasked(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "town-2020.gia")
    target = tmp_path / "a.docx"
    export(qtbot, window, messages, target)
    target.write_bytes(b"edited in another program")
    messages.paths.append(target)
    messages.answers.append(False)
    window.do(wishes.EXPORTS[".docx"])
    assert "改过" in messages.questions[-1]
    assert target.read_bytes() == b"edited in another program"


def test_a_broken_file_is_told_in_one_sentence_and_stores_nothing(
    window: MainWindow, messages: ScriptedMessages, tmp_path: Path
) -> None:
    broken = tmp_path / "坏.gia"
    broken.write_text("{", "utf-8")
    window.open_file(broken)
    assert [error.code for error in messages.errors] == ["GIA-E-101"]
    assert "坏.gia" in messages.errors[0].user_text
    assert window.workspace.library.summaries() == []
    assert window.reports.page is None


def test_last_year_is_carried_over(window: MainWindow, messages: ScriptedMessages, data: Path) -> None:
    window.open_file(data / "city-2024.gia")
    window.go_home()
    messages.answers += [True, True]
    window.do(wishes.CARRY)
    page = page_of(window)
    assert page.session.report.year == 2025
    assert page.session.committed.now[CellKey("t3.carried_in.natural")] == 103
    assert page.session.committed.last[CellKey("t3.new.natural")] == 3001
    (asked,) = messages.dialogs
    assert isinstance(asked, CarryDialog)
    said = [label.text() for label in asked.findChildren(QLabel)]
    assert "上年结转等 6 格：103" in [words[:13] for words in said]
    assert "公开期限：2026 年 3 月 31 日（星期二）前" in said
    asked.as_last_year.setChecked(True)
    assert asked.choice().as_last_year
    assert "处要核对" in asked.result_words.text()


@pytest.mark.parametrize(("goes_on", "drafts"), [(True, 2), (False, 3)])
def test_a_report_that_was_begun_is_offered_before_another_one_is_made(
    window: MainWindow, messages: ScriptedMessages, data: Path, goes_on: bool, drafts: int
) -> None:
    window.open_file(data / "city-2024.gia")
    last = page_of(window).session.report
    begun = window.workspace.library.carry_over(last)
    window.go_home()
    numbers = [item.id for item in window.reports.shelf.model.summaries]
    window.reports.shelf.list.setCurrentIndex(window.reports.shelf.model.index(1 - numbers.index(begun)))
    messages.answers += [True, goes_on, True]
    window.do(wishes.CARRY)
    assert "已经编过一份（已填 6 格）" in messages.questions[-1]
    assert len(window.workspace.library.summaries()) == drafts
    assert (page_of(window).session.report_id == begun) is goes_on


def test_the_account_of_carrying_over_can_be_read_again(
    window: MainWindow, messages: ScriptedMessages
) -> None:
    last = open_report(DATA / "town-2020.gia", window.workspace.formats)
    window.reports.open(window.workspace.library.carry_over(last))
    messages.answers.append(True)
    next(action for action in window.bar.findChildren(QAction) if "承接的" in action.text()).trigger()
    (account,) = messages.dialogs
    assert isinstance(account, CarriedDialog)
    assert {line.fate for line in account.model.items} >= {Fate.DROPPED}


def test_last_years_word_file_is_read_and_carried_over(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "city-2024.gia")
    export(qtbot, window, messages, tmp_path / "去年.docx")
    window.go_home()
    messages.answers += [False, True]
    messages.paths.append(tmp_path / "去年.docx")
    window.do(wishes.CARRY)
    report = page_of(window).session.report
    assert (report.unit_name, report.year) == ("云溪市人民政府", 2025)
    assert report.values[CellKey("t3.carried_in.natural")] == 103
    assert report.previous is not None
    assert len(report.previous.values) == 200


def test_another_report_does_not_show_the_figure_of_the_one_before(window: MainWindow) -> None:
    window.do(wishes.SAMPLE)
    page_of(window).going.go_to_cell(CellKey("t3.new.natural"))
    assert window.status_words.text().startswith("新收，自然人 = 11")
    window.reports.open(
        window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    )
    assert window.status_words.text() == ""


def test_a_look_change_keeps_report_place_and_undo(window: MainWindow) -> None:
    window.reports.open(
        window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    )
    page_of(window).going.show_section("3")
    view = table_tabs(page_of(window))["3"].view
    QTest.keyClicks(view, "5")
    window.do(SET, "theme", "dark")
    page = page_of(window)
    assert page.session.committed.now[CellKey("t3.new.natural")] == 5
    assert page.tabs.section == "3"
    page.stack.undo()
    assert page.session.committed.now[CellKey("t3.new.natural")] is None
    assert window.stage.theme.name == "dark"


@pytest.mark.parametrize("section", ["0", "5"])
def test_the_undo_key_works_inside_texts(window: MainWindow, section: str) -> None:
    window.reports.open(
        window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    )
    page = page_of(window)
    page.going.show_section(section)
    tab = page.by_section[section]
    editor = tab.editor if isinstance(tab, NarrativeTab) else page.findChild(LineEditor)
    assert editor is not None
    editor.setFocus()
    before = page.session.report
    type_into(editor, "补充")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.session.report.texts == before.texts
    assert page.stack.canRedo()


def test_an_export_asks_before_overwriting_a_name_completed_later(
    window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "town-2020.gia")
    (tmp_path / "a.docx").write_bytes(b"somebody else's")
    messages.paths.append(tmp_path / "a")
    messages.answers.append(False)
    window.do(wishes.EXPORTS[".docx"])
    assert (tmp_path / "a.docx").read_bytes() == b"somebody else's"


def test_a_window_that_cannot_save_stays_usable(
    window: MainWindow, messages: ScriptedMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.reports.open(
        window.workspace.library.create(NewReport("示例县甲镇人民政府", "township", 2025, "2021"))
    )
    with monkeypatch.context() as patched:
        patched.setattr(window, "save_now", lambda: False)
        messages.answers.append(False)
        assert not window.close()
    page_of(window).edits.fill(CellKey("t3.new.natural"), "5")
    assert window.save_now()


def test_a_county_page_style_and_a_date_reach_the_document(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "town-2020.gia")
    style = tmp_path / "本县版式.toml"
    style.write_text('name = "本县版式"\nbody_pt = 15\n', "utf-8")
    messages.paths.append(style)
    window.do(wishes.PAGE_STYLE)
    choices = page_of(window).export.choices
    choices.signature.setChecked(True)
    assert choices.options().style.name == "本县版式"
    assert choices.options().style.body_pt == 15
    assert choices.options().signed_on is not None
    assert "一致" in export(qtbot, window, messages, tmp_path / "a.docx")


def test_a_faulty_page_style_is_told(
    window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    window.open_file(data / "town-2020.gia")
    style = tmp_path / "坏版式.toml"
    style.write_text('name = "坏版式"\nbody_pt = -3\n', "utf-8")
    messages.paths.append(style)
    window.do(wishes.PAGE_STYLE)
    assert "坏版式" in messages.errors[-1].user_text


def test_the_county_names_the_files_of_the_hand_in_folder(
    qtbot: QtBot, window: MainWindow, messages: ScriptedMessages, tmp_path: Path, data: Path
) -> None:
    messages.texts += ["{年份}-{名称}-{单位}", "没有名称"]
    window.do(wishes.BUNDLE_NAMES)
    window.do(wishes.BUNDLE_NAMES)
    assert "没有名称" in messages.errors[-1].user_text
    window.open_file(data / "town-2020.gia")
    messages.paths.append(tmp_path)
    with qtbot.waitSignal(window.reports.exporting.written, timeout=30_000):
        window.do(wishes.BUNDLE)
    (folder,) = (path for path in tmp_path.iterdir() if "报送包" in path.name)
    assert all(path.name.startswith("2020-") for path in (folder, *folder.iterdir()))


def test_a_tab_counts_its_findings_of_every_weight(window: MainWindow) -> None:
    window.do(wishes.PRACTICE)
    window.workspace.library.check(page_of(window).session)
    tabs = page_of(window).tabs
    assert tabs.badge("3") == "✗5"
    assert tabs.tabToolTip(3).startswith("必须改 5，可说明 2")
    assert tabs.tabToolTip(6).startswith("没有问题")
