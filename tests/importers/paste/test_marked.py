"""What is pasted is read as it is shown, with or without a table around it."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import new_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from gia_desktop.importers.paste.plan import PastePlan, plan_paste

HERE = CellKey("t3.new.natural")


@pytest.fixture
def sheet(formats: Formats) -> Sheet:
    return make_sheet(new_report("2021", 2025, "示例镇人民政府", "township"), formats)


def paste(sheet: Sheet, html: str, text: str | None = None) -> PastePlan:
    return plan_paste(html, text, sheet, "t3", HERE)


@pytest.mark.parametrize(
    ("inside", "value", "reason"),
    [
        ("<s>57</s>58", 58, "“57”已划去"),
        ("<span style='text-decoration:line-through'>57</span>58", 58, "“57”已划去"),
        ("58<sup>1</sup>", 58, "原文是“58¹”，取角标前的数"),
        ("58<span style='display:none'>0</span>", 58, ""),
        ("<s>57</s>", None, "“57”已划去"),
        ("⁠58\u200e", 58, ""),
    ],
)
@pytest.mark.parametrize("around", ["<table><tr><td>{}</td><td>3</td></tr></table>", "<p>{}</p>"])
def test_a_marked_figure_is_pasted_with_its_doubt(
    sheet: Sheet, inside: str, value: int | None, reason: str, around: str
) -> None:
    plan = paste(sheet, around.format(inside), "58")
    item = next(item for item in plan.items if item.key == HERE)
    assert (item.new, item.reason, item.doubtful) == (value, reason, bool(reason))


def test_a_hidden_row_of_a_sheet_is_not_pasted(sheet: Sheet) -> None:
    html = "<table><tr style='display:none'><td>9</td></tr><tr><td>4</td></tr></table>"
    assert paste(sheet, html).values == {HERE: 4}


def test_lookalikes_in_labels_are_put_right(sheet: Sheet) -> None:
    html = "<table><tr><td>⼀、本年新收政府信息公开申请数量</td>" + "<td>1</td>" * 7 + "</tr></table>"
    assert len(paste(sheet, html).values) == 6
