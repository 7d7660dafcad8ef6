"""The draft of the area's report says its scope once and takes its figures from the tables."""

from __future__ import annotations

from gia_desktop.app.rollup.area_draft import with_texts
from gia_desktop.app.writing.phrase_book import PhraseBook, bundled_book
from gia_desktop.core.keys import PREAMBLE, section_key
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.rollup.sums import area_report, sum_up
from tests.support.reports.areas import collection, report_of, town
from tests.support.window.county import figures


def summed() -> Report:
    made = collection([report_of(town(0), figures(4))])
    return area_report(made, sum_up(made, bundled_formats()))


def test_scope_stands_in_place_of_the_blank_and_numbers_are_live() -> None:
    report = summed()
    draft = with_texts(report, bundled_book(), bundled_formats())
    assert report.text(PREAMBLE) in draft.text(PREAMBLE)
    assert "报告汇总了〔" not in draft.text(PREAMBLE)
    assert "{t3.new.total}" in draft.text(section_key("1"))
    assert draft.values == report.values


def test_a_book_without_a_sentence_on_scope_still_gets_it_said() -> None:
    report = summed()
    silent = PhraseBook(tuple(each for each in bundled_book().sentences if "报告汇总了" not in each.text))
    assert with_texts(report, silent, bundled_formats()).text(PREAMBLE).startswith(report.text(PREAMBLE))
