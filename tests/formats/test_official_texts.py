"""What the two official format files say beside their tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from gia_desktop.core.keys import SECTION_IDS, CellKey
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.formats.schema import Format, Help

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
every_format = pytest.mark.parametrize("fmt", list(bundled_formats()), ids=lambda fmt: str(fmt.id))


def helps(fmt: Format) -> Iterator[tuple[str, Help]]:
    """Yield every section, row and column with what is said about it."""
    for section in fmt.sections:
        yield section.heading, section.help
    for cell in fmt.cells.values():
        yield cell.row.label, cell.row.help
        yield cell.column.label, cell.column.help


@every_format
def test_the_six_headings_are_those_of_the_law(fmt: Format) -> None:
    assert tuple(section.heading for section in fmt.sections) == HEADINGS
    assert tuple(section.id for section in fmt.sections) == SECTION_IDS
    assert [fmt.section_of_table(table).id for table in fmt.tables] == ["2", "3", "4"]
    assert fmt.sections[0].aspects == (
        "主动公开",
        "依申请公开",
        "政府信息管理",
        "政府信息公开平台建设",
        "监督保障",
    )


@every_format
def test_every_section_row_and_column_says_what_counts_and_why(fmt: Format) -> None:
    silent = {name for name, note in helps(fmt) if not (note.text and note.basis and note.mistake)}
    assert silent == set()


@every_format
def test_explanations_are_whole_sentences_in_chinese_punctuation(fmt: Format) -> None:
    notes = [note for _, note in helps(fmt)] + [cell.help for cell in fmt.cells.values() if cell.help.text]
    for note in notes:
        assert note.text.endswith("。")
        assert note.mistake.endswith("。")
        assert not re.search(r"[,;:!?\"]|[\u4e00-\u9fff]\.", note.text + note.mistake)
        assert len(note.text) <= 150


@every_format
def test_clauses_of_the_regulation_exist(fmt: Format) -> None:
    # 《条例》 of 2019 has 56 articles; clauses are written with full-width brackets.
    numbers = "一二三四五六七八九十"
    for _, note in helps(fmt):
        for article in re.findall(rf"《条例》第([{numbers}]+)条", note.basis):
            assert re.fullmatch(
                rf"([二三四]?十[{numbers[:9]}]?|五十[一二三四五六]?|[{numbers[:9]}])", article
            ), article
        assert not re.search(r"第\(|第[一二三四五六七八九十]+项", note.basis.replace("表三第", ""))


def test_cells_with_words_of_their_own_are_explained(fmt_2021: Format, fmt_2019: Format) -> None:
    own = {key for key, cell in fmt_2021.cells.items() if cell.help.text}
    pending = {CellKey(f"t4.{row}.pending") for row in ("review", "direct", "after_review")}
    normative = {CellKey(f"t2.normative.{column}") for column in ("issued", "repealed", "in_force")}
    assert own == pending | normative | {CellKey("t2.fees.amount")}
    assert "万元" in fmt_2021.cells[CellKey("t2.fees.amount")].help.text
    assert "信息处理费" in fmt_2021.cells[CellKey("t2.fees.amount")].help.text
    assert pending < {key for key, cell in fmt_2019.cells.items() if cell.help.text}


def test_each_format_names_its_source_document(fmt_2019: Format, fmt_2021: Format) -> None:
    assert fmt_2021.source.document == "国办公开办函〔2021〕30号"
    assert fmt_2021.source.date == dt.date(2021, 9, 26)
    assert fmt_2019.source.document == "国办公开办函〔2019〕60号"
    assert fmt_2019.source.date <= dt.date(2019, 11, 29)


def test_labels_name_a_cell_in_short_words_and_in_full(fmt_2021: Format) -> None:
    cell = fmt_2021.cells[CellKey("t3.refused_third_party.business")]
    assert cell.label == "保护第三方合法权益，商业企业"
    assert cell.row_labels == ("三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益")
    assert cell.column_labels == ("申请人情况", "法人或其他组织", "商业企业")


def test_last_years_figures_of_2019_cells_are_kept_or_their_loss_explained(formats: Formats) -> None:
    old, new = formats.get("2019"), formats.get("2021")
    told = {key for conversion in new.conversions for key in conversion.old}
    lost = [key for key in old.cells if key not in new.cells]
    assert set(lost) <= told
    assert told - set(lost) == set()


def test_links_follow_last_years_figures(fmt_2021: Format, fmt_2019: Format) -> None:
    kinds = {(link.kind, link.target, link.plus_last, link.plus, link.minus) for link in fmt_2021.links}
    assert ("carry", "t3.carried_in.research", ("t3.carried_out.research",), (), ()) in kinds
    stock = "t2.normative.in_force"
    assert ("stock", stock, (stock,), ("t2.normative.issued",), ("t2.normative.repealed",)) in kinds
    assert len(kinds) == 7 + 2
    assert sorted(link.kind for link in fmt_2019.links) == ["carry"] * 7 + ["projects"] * 5


@every_format
def test_rules_of_a_township_are_offered_as_zero(fmt: Format) -> None:
    (rule,) = fmt.not_applicable
    assert set(rule.cells) == {key for key in fmt.cells if key.startswith("t2.rules.")}
    assert rule.offer == "0"
    assert {"township", "county", "county_department"} <= set(rule.unit_kinds)
    assert not {"city", "province", "ministry", "other"} & set(rule.unit_kinds)
