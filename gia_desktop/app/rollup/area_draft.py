"""A first draft of the texts of the area's own report: the scope is said, figures are live numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gia_desktop.app.writing.phrase_book import PhraseBook
from gia_desktop.core.keys import PREAMBLE
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet

_SCOPE_BLANK: Final = re.compile(r"报告汇总了〔[^〔〕]*〕的数据。")
"""The sentence of phrase books that leaves the scope to be filled in."""


def with_texts(report: Report, book: PhraseBook, formats: Formats) -> Report:
    """Return a summed report with a draft of every text.

    Args:
        report: its opening is the scope sentence alone; its other texts are empty.
        book: the sentences; the one that leaves the scope open gives way to the scope sentence.
        formats: the official formats.
    """
    scope = report.text(PREAMBLE)
    texts = {key: text for key, text in report.texts.items() if key != PREAMBLE}
    sheet = make_sheet(replace(report, texts=texts), formats)
    drafts = {key: draft for key, (_, draft) in book.drafts(sheet).texts.items()}
    opening = drafts.get(PREAMBLE, "")
    told, count = _SCOPE_BLANK.subn(lambda _: scope, opening, count=1)
    return replace(report, texts={**texts, **drafts, PREAMBLE: told if count else f"{scope}{opening}"})
