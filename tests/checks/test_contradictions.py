"""Contradictions of text and tables are found; the same sentences raise no alarm where they are true."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from gia_desktop.checks.engine import Engine
from gia_desktop.core.keys import UNIT_KIND, UNIT_NAME, section_key
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from tests.support.reports.facts import sheet

FILE: Final = Path(__file__).parent / "data" / "contradictions.toml"
GIVEN: Final[dict[str, list[dict[str, Any]]]] = tomllib.loads(FILE.read_text("utf-8"))
SLOT: Final = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
ASKED: Final = ("GIA-TEXT", "GIA-WORD", "GIA-LAW", "GIA-YEAR", "GIA-FORM-014", "GIA-FORM-015")
NEEDED: Final = 0.97
"""Of a hundred contradictions so many are found; no true sentence may raise an alarm."""


@cache
def report_of(name: str, unit: str, kind: str) -> Report:
    report = sheet(name).report
    return replace(report, texts={**report.texts, UNIT_NAME: unit, UNIT_KIND: kind}) if unit else report


@cache
def engine() -> Engine:
    return Engine(bundled_formats().get("2021"))


def findings(report: Report, text: str) -> frozenset[tuple[str, str]]:
    """Return code and message of what a text raises, but for what every text that is short raises."""
    written = replace(report, texts={**report.texts, section_key("1"): text})
    found = engine().run(make_sheet(written, bundled_formats()))
    return frozenset((one.code, one.message) for one in found if one.code.startswith(ASKED))


@cache
def usual(report_key: tuple[str, str, str]) -> frozenset[tuple[str, str]]:
    return findings(report_of(*report_key), "规范管理。")


def raised(key: tuple[str, str, str], text: str) -> frozenset[tuple[str, str]]:
    return findings(report_of(*key), text) - usual(key)


def with_false(text: str, at: int) -> str:
    """Return a sentence that is true but for what stands in one place."""
    return SLOT.sub(lambda slot: slot[2 if slot.start() == at else 1], text)


def spoken() -> Iterator[tuple[tuple[str, str, str], str, list[str]]]:
    """Yield the sentences with two wordings: report, true sentence, the same with one thing false each."""
    for group in GIVEN["group"]:
        for sentence in group["says"]:
            text = group.get("lead", "") + sentence
            true = SLOT.sub(r"\1", text)
            wrong = [with_false(text, slot.start()) for slot in SLOT.finditer(text)]
            key = (group["sheet"], group.get("unit", ""), group.get("kind", ""))
            yield key, true, [one for one in wrong if one != true]


def claimed() -> Iterator[tuple[tuple[str, str, str], tuple[str, str, str], str]]:
    """Yield the sentences that only some report contradicts: true one, false one, sentence."""
    for group in GIVEN["claims"]:
        unit = group["unit"], group["kind"]
        for text in group["says"]:
            yield (group["true_on"], *unit), (group["wrong_on"], *unit), text


def other_business() -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield the sentences that speak of nothing in the tables, alone and behind one that does."""
    for group in GIVEN["others"]:
        for sentence in group["says"]:
            for lead in ("", group["lead"]):
                yield (group["sheet"], group["unit"], group["kind"]), lead + sentence


def test_numbers_of_other_business_raise_no_alarm() -> None:
    assert [(text, found) for key, text in other_business() if (found := raised(key, text))] == []


def test_contradictions_are_found_and_true_sentences_raise_no_alarm() -> None:
    alarms, missed, tried = [], [], 0
    for key, true, wrong in spoken():
        before = raised(key, true)
        alarms += [(true, *one) for one in before]
        tried += len(wrong)
        missed += [text for text in wrong if not raised(key, text) - before]
    for sound, other, text in claimed():
        alarms += [(text, *one) for one in raised(sound, text)]
        tried += 1
        missed += [] if raised(other, text) else [text]
    assert alarms == []
    assert tried >= 250
    assert 1 - len(missed) / tried >= NEEDED, missed
