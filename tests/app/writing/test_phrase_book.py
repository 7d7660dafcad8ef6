"""The phrase book: which sentences are offered to whom, and faults of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.app.writing.phrase_book import PhraseBook, PhraseFileError, load_book
from gia_desktop.checks.engine import run_checks
from gia_desktop.core.keys import PREAMBLE, UNIT_KIND, CellKey, section_key
from gia_desktop.core.report import UNIT_KINDS, Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

SUMMARY, PROBLEMS, OTHER = (section_key(section) for section in "156")
HEAD = "gia_phrases = 1\n"
ONE = '[[sentences]]\nsection = "1"\npart = "总述"\n'


@pytest.fixture
def book(formats: Formats) -> PhraseBook:
    return load_book(resource("phrases", "sentences.toml"), formats)


def sheet(
    formats: Formats, values: Mapping[str, Value], kind: str = "township", *, blank: bool = False
) -> Sheet:
    figures: dict[CellKey, Value] = {} if blank else dict.fromkeys(formats.get("2021").entered, 0)
    figures |= {CellKey(key): value for key, value in values.items()}
    return make_sheet(
        replace(new_report("2021", 2025, "示例县清河镇人民政府", kind), values=figures), formats
    )


def shown(book: PhraseBook, of: Sheet, part: str) -> str:
    return "".join(offer.shown for offer in book.offers(of, SUMMARY).offers if offer.part == part)


def test_a_year_without_applications_offers_only_sentences_that_say_so(
    book: PhraseBook, formats: Formats
) -> None:
    found = shown(book, sheet(formats, {}), "依申请公开")
    assert "未收到政府信息公开申请，也没有上年结转" in found
    assert "未发生因政府信息公开引起的行政复议、行政诉讼" in found
    assert "新收" not in found
    assert "结果维持" not in found


def test_figures_of_the_year_stand_in_the_sentences(book: PhraseBook, formats: Formats) -> None:
    values = {"t3.new.natural": 3, "t3.granted.natural": 3, "t4.review.upheld": 1}
    found = shown(book, sheet(formats, values), "依申请公开")
    assert "新收政府信息公开申请3件，其中自然人申请3件" in found
    assert "行政复议1件，其中结果维持1件" in found
    assert "未收到" not in found
    assert "未发生" not in found


def test_blank_figures_are_not_taken_for_none(book: PhraseBook, formats: Formats) -> None:
    offers = book.offers(sheet(formats, {}, blank=True), SUMMARY)
    assert not any("{t3." in offer.text or "未收到" in offer.text for offer in offers.offers)
    assert offers.waiting > 10


def test_growth_is_told_only_beside_last_years_report(book: PhraseBook, formats: Formats) -> None:
    report = open_report(resource("samples", "sample-2025.gia"), formats)
    assert "14件，较上年增长55.6%" in shown(book, make_sheet(report, formats), "依申请公开")
    alone = make_sheet(replace(report, previous=None), formats)
    assert "新收政府信息公开申请14件，其中" in shown(book, alone, "依申请公开")


def test_governments_tell_of_review_and_responsibility_towns_of_village_boards(
    book: PhraseBook, formats: Formats
) -> None:
    county, town = sheet(formats, {}, "county"), sheet(formats, {}, "township")
    assert "责任追究情况" in shown(book, county, "监督保障")
    assert "镇村公开栏" in shown(book, town, "主动公开")
    assert "镇村公开栏" not in shown(book, county, "主动公开")


@pytest.mark.parametrize("kind", UNIT_KINDS)
@pytest.mark.parametrize("path", ["samples/sample-2025.gia", "town"])
def test_a_draft_breaks_no_rule_but_that_its_blanks_must_be_filled(
    kind: str, path: str, book: PhraseBook, formats: Formats
) -> None:
    source = Path(__file__).parents[2] / "data" / "town-2020.gia" if path == "town" else resource(path)
    report = open_report(source, formats)
    report = replace(report, texts={**report.texts, UNIT_KIND: kind})
    of = make_sheet(report, formats)
    drafts = {key: book.draft(of, key) for key in (PREAMBLE, SUMMARY, PROBLEMS, OTHER)}
    written = make_sheet(replace(report, texts={**report.texts, **drafts}), formats)
    found = [finding for finding in run_checks(written) if finding.spans]
    assert {finding.code for finding in found} <= {"GIA-WORD-001"}
    assert all("〔" in drafts[key] for key in (PREAMBLE, SUMMARY, PROBLEMS))


def test_the_summary_draft_has_the_five_prescribed_aspects_in_order(
    book: PhraseBook, formats: Formats
) -> None:
    of = sheet(formats, {})
    lines = book.draft(of, SUMMARY).splitlines()
    aspects = next(section.aspects for section in of.format.sections if section.id == "1")
    assert [line.partition("情况。")[0] for line in lines[1:]] == [
        f"（{number}）{aspect}" for number, aspect in zip("一二三四五", aspects, strict=True)
    ]


def test_the_town_speaks_of_itself_by_its_own_name(book: PhraseBook, formats: Formats) -> None:
    assert book.draft(sheet(formats, {}), SUMMARY).startswith("2025年，我镇依照")


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (ONE, 1, "这个文件开头缺一行 gia_phrases = 1"),
        ("gia_phrases = 2\n", 1, "gia_phrases 应为 1，这里是 2"),
        (f'{HEAD}{ONE}text = "共{{t3.nwe.total}}件。"\n', 5, "没有格 t3.nwe.total"),
        (f'{HEAD}{ONE}when = "t3.new.total is 0"\ntext = "无。"\n', 5, "条件“t3.new.total is 0”看不懂"),
        (f'{HEAD}{ONE}when = "t9.new.total == 0"\ntext = "无。"\n', 5, "没有格 t9.new.total"),
        (f'{HEAD}{ONE}units = ["town"]\ntext = "无。"\n', 5, "没有单位类型 town"),
        (f'{HEAD}{ONE}text = "今年是{{yeer}}年。"\n', 5, "{yeer} 既不是活数字"),
        (f'{HEAD}{ONE}text = "缺括号{{year"\n', 5, "{year 既不是活数字"),
        (f"{HEAD}{ONE}", 2, "缺少 text"),
        (f'{HEAD}{ONE}text = "有。"\ndraft = "yes"\n', 6, "draft 应为 true 或 false"),
        (f'{HEAD}{ONE}text = "有。"\nsay = "x"\n', 6, "不认识的项 say"),
        (f'{HEAD}{ONE.replace("1", "3")}text = "有。"\n', 3, "section 应为"),
        (f"{HEAD}[[sentences]\n", 2, "不符合 TOML 写法"),
    ],
)
def test_a_fault_of_the_file_is_told_with_line_and_cause(
    text: str, line: int, cause: str, tmp_path: Path, formats: Formats
) -> None:
    path = tmp_path / "sentences.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PhraseFileError) as caught:
        load_book(path, formats)
    assert caught.value.user_text.startswith(f"句子库 sentences.toml 有错：第 {line} 行：")
    assert cause in caught.value.user_text


def test_an_office_may_write_its_own_book(tmp_path: Path, formats: Formats) -> None:
    path = tmp_path / "sentences.toml"
    group = '[[groups]]\nname = "ours"\nunits = ["township"]\n'
    path.write_text(f'{HEAD}{group}{ONE}units = ["ours"]\ntext = "{{year}}年，{{short}}……"\n', "utf-8")
    own = load_book(path, formats)
    assert [offer.text for offer in own.offers(sheet(formats, {}), SUMMARY).offers] == ["2025年，我镇……"]
    assert own.offers(sheet(formats, {}, "county"), SUMMARY).offers == ()


def test_no_sentence_boasts(book: PhraseBook) -> None:
    boasts = ("显著", "圆满", "高度重视", "扎实", "不断提升", "成效", "有力", "全力", "率先", "优质")
    assert [item.text for item in book.sentences if any(word in item.text for word in boasts)] == []


def test_a_unit_without_name_and_contact_gets_blanks_for_them(book: PhraseBook, formats: Formats) -> None:
    of = make_sheet(Report("2021", 2025), formats)
    draft = book.draft(of, PREAMBLE)
    assert "〔单位全称〕联系（〔地址、电话、电子邮箱〕）" in draft


REGISTER: Final[dict[str, int | str]] = {
    "t3.new.natural": 3, "t3.new.total": 3, "t3.granted.natural": 3, "t3.granted.total": 3,
    "register.case.received": 3, "register.case.handled": 3,
    "register.channel.list": "互联网2件、传真1件", "register.applicant.list": "自然人3件",
    "register.time.on_time": 2, "register.time.late": 1, "register.time.extended": 1,
    "register.event.correction_asked": 1, "register.event.third_party_asked": 1,
    "register.fee.notices": 1, "register.fee.received": 270,
    "register.field.count": 1, "register.field.top": "征地拆迁",
}  # fmt: skip


def test_sentences_of_the_register_are_offered_once_it_stands_beside(
    book: PhraseBook, formats: Formats
) -> None:
    plain = sheet(formats, {"t3.new.natural": 3, "t3.granted.natural": 3})
    assert "从收到的渠道看" not in shown(book, plain, "依申请公开")
    beside = make_sheet(replace(plain.report, register=REGISTER), formats)
    found = shown(book, beside, "依申请公开")
    for words in (
        "从收到的渠道看，互联网2件、传真1件。",
        "申请的内容主要涉及征地拆迁。",
        "按期答复2件，超过期限答复1件。",
        "实际收取信息处理费270元。",
    ):
        assert words in found
    assert "均在法定期限内" not in found


def test_what_the_register_says_contradicts_no_rule(book: PhraseBook, formats: Formats) -> None:
    values = {"t3.new.natural": 3, "t3.granted.natural": 3}
    beside = make_sheet(replace(sheet(formats, values).report, register=REGISTER), formats)
    sentences = [offer.text for offer in book.offers(beside, SUMMARY).offers if "{register." in offer.text]
    assert len(sentences) == 7
    report = replace(beside.report, texts={**beside.report.texts, SUMMARY: "".join(sentences)})
    before = {(item.code, item.message) for item in run_checks(beside)}
    after = [item for item in run_checks(make_sheet(report, formats)) if item.code.startswith("GIA-TEXT")]
    assert [item.message for item in after if (item.code, item.message) not in before] == []
