from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.documents.style import PageStyle
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.papers.paper import Sender
from gia_desktop.rollup.papers.tables import partial_words, sum_tables, sum_template
from gia_desktop.rollup.sums import sum_up
from tests.documents.conftest import tables
from tests.support.reports.areas import collection, report_of, town

NEW = CellKey("t3.new.natural")
DAY = dt.date(2026, 2, 20)


def test_the_tables_stand_in_their_official_shape_with_scope_and_remarks(formats: Formats) -> None:
    made = collection([report_of(town(0), {NEW: 3}), report_of(town(1), {NEW: 4})])
    done = sum_tables(made, sum_up(made, formats), formats, PageStyle(), DAY, Sender("示例县办"))
    text = [line.text.replace("\n", "") for line in docx.Document(BytesIO(done.data)).paragraphs]
    assert text[0] == "示例县2025年政府信息公开工作年度报告数据汇总表"
    assert "已全部收齐" in text[1]
    assert [line[:2] for line in text if line[:2] in {"一、", "二、", "三、", "四、", "五、"}] == [
        "二、",
        "三、",
        "四、",
    ]
    assert text[-2:] == ["示例县办", "2026年2月20日"]
    assert tables(done.data)[1][3][3:6] == ["7", "", ""]
    assert "注：本表各格不是 2 个单位都填了（最少的一格只有 0 个），空不按 0 计。" in text


def test_few_partial_sums_are_named(formats: Formats) -> None:
    fmt = formats.get("2021")
    full = dict.fromkeys(fmt.entered, 0)
    some = {key: value for key, value in full.items() if key != NEW}
    sums = sum_up(collection([report_of(town(0), full), report_of(town(1), some)]), formats)
    assert partial_words(sums, "t3") == (
        f"注：下列各格不是 2 个单位都填了，空不按 0 计：{fmt.cells[NEW].label}（1 个）。"
    )
    assert partial_words(sums, "t4") == ""


@pytest.mark.parametrize(
    ("names", "lacking"), [("{口径}{t3.new.natural}{t3.new.total}", ()), ("{地区}{某}", None)]
)
def test_a_template_is_filled_by_cell_and_says_what_it_lacks(
    tmp_path: Path, formats: Formats, names: str, lacking: tuple[str, ...] | None
) -> None:
    own = docx.Document()
    own.add_paragraph(names)
    own.save(str(tmp_path / "汇总表.docx"))
    made = collection([report_of(town(0), {NEW: 3})])
    done = sum_template(made, sum_up(made, formats), tmp_path / "汇总表.docx", DAY)
    if lacking is None:
        assert done.lacking[0] == "口径"
        assert "不为零的格" in done.lacking[1]
        assert done.unknown == ("某",)
    else:
        assert done.lacking == lacking
        assert docx.Document(BytesIO(done.data)).paragraphs[0].text.endswith("33")
