"""Tests of the words of the wording rules: what is looked for at once is what was written one by one."""

from __future__ import annotations

import re

import pytest

from gia_desktop.checks.phrases import number_of, wording
from gia_desktop.reading.word_scanner import WordScanner

_TEXT = (
    "行政复议，未发生政复议；行政复仪2件，行政处法3件、行政处法律。上年转结5件，本年度转结下年度1件，转结至下年，"
    "信息公开条理，政府信息公开条理。依申请工开。国务院令 第492号，国办公开办函[2019]60号，"
    "政府信息公开工作年度报告格式（试行）。机密★1年，密级：内部，内部资料，请勿外传。此件不公开。（不予公开）"
)


@pytest.mark.parametrize(
    ("scanner", "expressions"),
    [
        (wording().misspelt, [typo.wrong for typo in wording().typos]),
        (wording().cited, [document.pattern for document in wording().documents]),
    ],
)
def test_words_looked_for_together_are_found_where_each_is_found_alone(
    scanner: WordScanner, expressions: list[re.Pattern[str]]
) -> None:
    together = {(number_of(name), start, end) for name, start, end in scanner.find(_TEXT)}
    alone = {
        (number, *match.span())
        for number, expression in enumerate(expressions)
        for match in expression.finditer(_TEXT)
    }
    assert together == alone
    assert together


def test_every_mark_of_a_document_not_for_the_public_is_found() -> None:
    found = [_TEXT[start:end] for _, start, end in wording().marked.find(_TEXT)]
    assert found == ["机密★", "密级：内部", "内部资料，请勿", "此件不公开", "（不予公开）"]
