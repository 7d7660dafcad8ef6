"""Find and replace over the texts of a report; live numbers are left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, SECTION_KEYS, TITLE, TextKey
from gia_desktop.core.narrative import clean_text, live_numbers
from gia_desktop.core.records import dataclass
from gia_desktop.core.report import Report

SEARCHED: Final = (TITLE, PREAMBLE, *SECTION_KEYS)
"""Texts that are searched, in the order of the report; names and addresses stand in fields of their own."""


@dataclass(frozen=True)
class FoundWords:
    """One place where the wanted words stand: characters ``start`` to ``end`` of the raw text."""

    text: TextKey
    start: int
    end: int


def find_all(report: Report, wanted: str) -> Sequence[FoundWords]:
    """Return every place of some words, letters in either case; none inside of a live number."""
    if not wanted:
        return ()
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    found = []
    for key in SEARCHED:
        text = report.text(key)
        live = [match.span() for match in live_numbers(text)] if "{" in text else []
        found += [
            FoundWords(key, *match.span())
            for match in pattern.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in live)
        ]
    return found


def replacing(report: Report, hits: Sequence[FoundWords], new: str) -> Change:
    """Return the one step that puts other words in the place of all hits."""
    texts: dict[TextKey, tuple[str, str]] = {}
    for hit in reversed(hits):
        old, text = texts.get(hit.text, (report.text(hit.text),) * 2)
        texts[hit.text] = (old, text[: hit.start] + clean_text(new) + text[hit.end :])
    word = "替换" if len(hits) == 1 else f"全部替换（{len(hits)} 处）"
    return Change(word, texts={key: pair for key, pair in texts.items() if pair[0] != pair[1]})
