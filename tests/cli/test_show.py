from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.cli.columns import width
from tests.cli.conftest import Gia

ROOT = Path(__file__).resolve().parents[2]


def test_json_has_all_cells_with_computed_ones(gia: Gia, sample: Path) -> None:
    shown = gia("show", sample, "--json").data
    values = shown["values"]
    assert len(values) == 200
    assert (values["t3.new.total"], values["t3.handled_total.total"], values["t2.fees.amount"]) == (
        14,
        14,
        "1.26",
    )
    assert set(shown) == {"format", "year", "unit", "title", "preamble", "sections", "values", "stated"}


def test_json_keeps_blank_zero_and_not_applicable_apart(
    gia: Gia, sample_object: dict[str, Any], tmp_path: Path
) -> None:
    sample_object["values"] = {"t3.new.natural": 0, "t3.new.business": "/"}
    path = tmp_path / "r.gia"
    path.write_text(json.dumps(sample_object), encoding="utf-8")
    values = gia("show", path, "--json").data["values"]
    assert [values[f"t3.new.{column}"] for column in ("natural", "business", "research")] == [0, "/", None]
    assert (values["t3.new.total"], values["t4.review.total"]) == (0, None)


def test_json_shows_stated_totals_apart_from_computed_ones(gia: Gia, practice: Path) -> None:
    shown = gia("show", practice, "--json").data
    assert shown["stated"] == {"t3.granted.total": 23}
    assert shown["values"]["t3.granted.total"] == 22


def test_live_numbers_are_digits(gia: Gia, sample: Path) -> None:
    section = gia("show", sample, "--json").data["sections"]["1"]
    assert "新收政府信息公开申请14件" in section
    assert "{" not in section


def test_text_shows_texts_and_tables_in_official_order(gia: Gia, sample: Path) -> None:
    out = gia("show", sample).out
    headings = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
                "六、其他需要报告的事项"]  # fmt: skip
    places = [out.index(f"\n{heading}\n") for heading in headings]
    assert places == sorted(places)
    assert out.splitlines()[0] == "示例县清河镇人民政府2025年政府信息公开工作年度报告"
    assert "新收政府信息公开申请14件" in out


@pytest.mark.parametrize("name", ["city-2024.gia", "town-2020.gia"])
def test_figures_of_table_three_end_at_the_same_place(gia: Gia, name: str) -> None:
    lines = gia("show", ROOT / "tests" / "data" / name).out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("三、"))
    stop = next(number for number, line in enumerate(lines) if line.startswith("四、政府"))
    rows = [line for line in lines[start:stop] if line[-1:].isdigit()]
    assert len(rows) == {"city-2024.gia": 25, "town-2020.gia": 23}[name]
    assert len({width(line) for line in rows}) == 1
    assert width(rows[0]) <= 100


def test_long_labels_keep_their_number(gia: Gia, sample: Path) -> None:
    out = gia("show", sample).out
    for label in ("（二）部分公开 ", "1.逾期不补正 ", "5.要求行政机关确认或重新出具已获取信息 "):
        assert label in out


def test_empty_report_says_what_is_not_written(gia: Gia, tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    gia("new", "--unit", "甲", "--kind", "other", "--year", "2025", "-o", path)
    out = gia("show", path).out
    assert "甲　其他单位　2025 年度　2021 年格式　已填 0/166 格" in out
    assert out.count("（未填写）") == 3
