"""Sentences before and after a table in plain text stay, whatever shape the table has."""

from __future__ import annotations

import pytest

from gia_desktop.formats.registry import Registry
from gia_desktop.importers.reader import read_bytes
from tests.support.files.layouts import UNIT, sample

TITLE = f"{UNIT}2021年政府信息公开工作年度报告"
HEADING = "二、主动公开政府信息情况"
BEFORE = "2021年，镇政府共收到申请8份，均已按期答复，无结转下年度。"
AFTER = "注：以上数据截至12月31日。"


def cells(table: str, between: str, begin: str = "", end: str = "") -> list[str]:
    """Return the lines of a table with a sign between its cells; blanks are written as 0."""
    raw = sample("2021", "sound").tables[table]
    lines = []
    for row in range(raw.rows):
        texts = [cell.text or "0" for cell in raw.line(row) if cell.row == row]
        lines.append(begin + between.join(texts) + end)
    return lines


@pytest.mark.parametrize(
    ("between", "begin", "end"),
    [("\n", "", ""), ("\n\n", "", "\n"), ("\n ", " ", ""), ("\n|\n", "|\n", ""), ("\t", "", "")],
)
def test_one_cell_a_line_is_a_table_and_sentences_around_it_stay(
    registry: Registry, between: str, begin: str, end: str
) -> None:
    lines = [
        f"{UNIT}2021年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息39条。",
        "二、主动公开政府信息情况",
    ]
    lines += [BEFORE, *cells("t2", between, begin, end), AFTER, "六、其他需要报告的事项", "无。"]
    found = read_bytes("\n".join(lines).encode(), registry)
    truth = sample("2021", "sound").truth
    read = {cell.key: cell.value for cell in found.sure}
    assert len(read) == 10
    assert all(value == (truth[key] or 0) for key, value in read.items())
    assert found.report.section("2") == f"{BEFORE}\n{AFTER}"


def test_a_table_of_pipes_is_read_with_its_rule_and_blank_columns(registry: Registry) -> None:
    rows = cells("t2", " | ", "| ", " |||")
    lines = [
        f"# {UNIT}2021年政府信息公开工作年度报告",
        "## 二、主动公开政府信息情况",
        BEFORE,
        rows[0],
        "|---|---|---|",
    ]
    found = read_bytes("\n".join([*lines, *rows[1:], "## 六、其他需要报告的事项", "无。"]).encode(), registry)
    assert len(found.sure) == 10
    assert found.report.section("2") == BEFORE
