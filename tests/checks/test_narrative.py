"""Numbers of the text: what is read out of sentences, and that true sentences raise no alarm."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.checks.engine import Engine
from gia_desktop.checks.finding import Finding
from gia_desktop.core.keys import section_key
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.in_words import plain
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.reading.mentions import mentions
from gia_desktop.reading.sentence_parts import Mention
from tests.support.reports.facts import YEAR, sheet

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = tomllib.loads((HERE / "data/sentences.toml").read_text("utf-8"))["sentence"]
HUAIAN = HERE.parents[2] / "shared/samples/huaian-2024.pdf"
CITY = HERE.parent / "data" / "city-2024.gia"
KINDS = {"count": "", "last": "上年:", "zero": "零:", "change": "增减:", "growth": "增幅:", "share": "占比:"}


def names_of(mention: Mention) -> set[str]:
    """Return every way a mention may be written in the list of expectations."""
    number = "" if mention.kind == "zero" else f" {_number(mention)}"
    names = [reading.name for reading in mention.readings] or [mention.topic]
    return {f"{KINDS[mention.kind]}{name}{number}" for name in names}


def _number(mention: Mention) -> str:
    return "live" if mention.amount is None else plain(mention.amount.value)


def compare(entry: dict[str, Any]) -> tuple[int, list[str], list[str]]:
    """Return how many expected readings of a sentence were found, which were missed, which were too many."""
    found = list(mentions(entry["text"], YEAR))
    hits, missed = 0, []
    for expected in entry["expect"]:
        wanted, _, subject = expected.partition("@")
        match = next((m for m in found if wanted in names_of(m) and subject in {"", m.subject}), None)
        if match is None:
            missed.append(expected)
        else:
            found.remove(match)
            hits += 1
    return hits, missed, [" / ".join(sorted(names_of(mention))) for mention in found]


def with_text(base: Sheet, text: str) -> Sheet:
    report = replace(base.report, texts={**base.report.texts, section_key("1"): text})
    return make_sheet(report, bundled_formats())


def number_findings(found: Sheet) -> list[Finding]:
    engine = Engine(found.format)
    return [f for f in engine.run(found) if f.code.startswith("GIA-TEXT") or f.code == "GIA-YEAR-009"]


def test_sentences_are_read_with_the_expected_precision_and_recall(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results = [(entry["text"], *compare(entry)) for entry in SENTENCES]
    hits = sum(found for _, found, _, _ in results)
    missed = [f"{text} ← {name}" for text, _, names, _ in results for name in names]
    extra = [f"{text} → {name}" for text, _, _, names in results for name in names]
    recall = hits / (hits + len(missed))
    with capsys.disabled():
        print(f"\n{len(SENTENCES)} sentences, {hits + len(missed)} numbers: precision "  # noqa: T201
              f"{hits / (hits + len(extra)):.3f}, recall {recall:.3f}")  # fmt: skip
    assert len(SENTENCES) >= 150
    assert extra == []
    assert recall >= 0.95, missed


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:24])
def test_a_true_sentence_raises_no_alarm(entry: dict[str, Any]) -> None:
    found = number_findings(with_text(sheet(entry.get("sheet", "county")), entry["text"]))
    assert [finding.message for finding in found] == []


def wrong_sentences() -> Iterator[tuple[str, str, str]]:
    """Yield sentences with one exact number made wrong, and the number."""
    for entry in SENTENCES:
        beside = sheet(entry.get("sheet", "county")).report.previous is not None
        for mention in mentions(entry["text"], YEAR):
            exact = mention.amount is not None and not mention.amount.approx and not mention.amount.is_money
            if (
                mention.kind not in ({"count", "last"} if beside else {"count"})
                or not exact
                or mention.subject in {"县自然资源局", "县政府办公室", "全市"}
            ):
                continue
            start, end = mention.span
            digits = entry["text"][start:end]
            if mention.amount is not None and digits.strip("件条份例起项").isdecimal():
                wrong = str(int(mention.amount.value) + 1000) + digits.lstrip(
                    "0123456789０１２３４５６７８９ "
                )
                yield entry.get("sheet", "county"), entry["text"][:start] + wrong + entry["text"][end:], wrong


def test_a_wrong_number_is_found_and_marked() -> None:
    tried = list(wrong_sentences())
    unmarked = []
    for name, text, wrong in tried:
        found = number_findings(with_text(sheet(name), text))
        marked = {text[span.start : span.end] for finding in found for span in finding.spans}
        if wrong not in marked:
            unmarked.append(text)
    assert len(tried) > 150
    assert unmarked == []


def test_message_says_what_the_text_and_what_the_table_says() -> None:
    (finding,) = number_findings(with_text(sheet("county"), "全年共收到政府信息公开申请258件。"))
    assert finding.message.startswith(
        "正文写“全年共收到政府信息公开申请258件”，表三总计列新收是 213 件，差 45 件"
    )
    assert (finding.left, finding.right, finding.difference) == (213, 258, 45)
    assert finding.cells == ("t3.new.total",)


def test_a_number_of_last_year_is_compared_with_last_years_report() -> None:
    (finding,) = number_findings(with_text(sheet("county"), "去年收到政府信息公开申请213件。"))
    assert finding.message.startswith(
        "正文写“去年收到政府信息公开申请213件”，上年表三总计列新收是 187 件，差 26 件"
    )
    assert number_findings(with_text(sheet("town"), "去年收到政府信息公开申请213件。")) == []


def test_spans_point_into_the_unresolved_text() -> None:
    text = "全年收到政府信息公开申请{t3.new.total}件， 办结 150 件。"
    (finding,) = number_findings(with_text(sheet("county"), text))
    (span,) = finding.spans
    assert text[span.start : span.end] == "150 件"


def test_full_width_digits_and_spaces_keep_their_place() -> None:
    text = "　　全年 收到 政府信息公开申请　２５８　件。"
    (mention,) = mentions(text, YEAR)
    assert text[mention.span[0] : mention.span[1]] == "２５８　件"


def huaian_text() -> str:
    result = subprocess.run(
        ["pdftotext", "-raw", str(HUAIAN), "-"], capture_output=True, text=True, check=True
    )
    lines = (line.strip() for line in result.stdout.splitlines())
    return "".join(line for line in lines if not line.strip("-— ").isdigit())


@pytest.mark.skipif(not HUAIAN.exists() or shutil.which("pdftotext") is None, reason="needs the sample PDF")
def test_all_fourteen_numbers_of_a_real_city_report_are_tied_to_cells() -> None:
    text = huaian_text().partition("二、主动公开政府信息情况")[0]
    base = make_sheet(parse_report(CITY.read_bytes(), bundled_formats()), bundled_formats())
    found = [m for m in mentions(text, YEAR) if m.topic not in {"document", "processing_fee"}]
    values = [int(m.amount.value) for m in found if m.amount is not None]
    assert values == [3119, 3050, 34, 103, 351, 72, 64, 178, 37, 46, 25, 5, 9, 7]
    assert number_findings(with_text(base, text)) == []
