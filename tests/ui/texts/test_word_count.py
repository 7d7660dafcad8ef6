"""How long the texts are, and the county's limit for all of them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from gia_desktop.core.keys import PREAMBLE
from gia_desktop.ui.report import wishes
from gia_desktop.ui.report.tabs.narrative import NarrativeTab
from tests.support.window.office import Office


def section(office: Office, name: str) -> NarrativeTab:
    office.page.going.show_section(name)
    tab = office.page.by_section[name]
    assert isinstance(tab, NarrativeTab)
    return tab


def test_the_limit_counts_all_texts_and_live_numbers_as_they_are_read(office: Office) -> None:
    office.new()
    office.fill("t3.new.natural", "12")
    office.write("5", "人手不足。")
    office.write("6", "新收{t3.new.natural}件")
    office.messages.texts.append("10")
    office.window.do(wishes.WORD_LIMIT)
    count = section(office, "6").count
    count.refresh()
    assert count.words.text() == "5 字　三部分共 10 / 10 字"
    office.write("5", "还有一句。")
    count = section(office, "6").count
    count.refresh()
    assert count.words.text().endswith("超出 5 字")
    assert count.words.objectName() == "bad"


def test_without_a_limit_only_the_section_is_counted(office: Office) -> None:
    office.new()
    count = section(office, "5").count
    assert (count.words.text(), count.bar.isVisible()) == ("0 字", False)


def test_what_is_no_limit_is_refused_and_the_old_one_stays(office: Office) -> None:
    office.new()
    office.messages.texts.append("很多")
    office.window.do(wishes.WORD_LIMIT)
    assert [error.code for error in office.messages.errors] == ["GIA-E-452"]
    assert office.settings.word_limit == 0


def test_a_limit_may_be_written_with_its_unit(office: Office) -> None:
    office.new()
    office.messages.texts.append("1000 字")
    office.window.do(wishes.WORD_LIMIT)
    assert office.settings.word_limit == 1000


def test_drafts_are_written_where_nothing_stands_yet_in_one_step(office: Office) -> None:
    office.new()
    office.page.edits.fill_all_blanks()
    office.write("5", "人手不足。")
    steps = office.page.stack.index()
    office.window.do(wishes.DRAFT_ALL)
    report = office.page.session.report
    assert report.section("5") == "人手不足。"
    assert report.section("1").startswith("2025年")
    assert report.section("6")
    assert report.text(PREAMBLE)
    assert office.page.stack.index() == steps + 1


def test_pasted_signs_that_look_like_others_are_put_right(office: Office) -> None:
    office.new()
    editor = section(office, "5").editor
    data = QMimeData()
    data.setText("⼈⺠政府\u00ad公开")
    editor.insertFromMimeData(data)
    assert editor.raw_text() == "人民政府公开"
