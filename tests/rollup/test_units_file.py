from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from gia_desktop.rollup.roster import AREA, Roster, RosterError, Unit
from gia_desktop.rollup.units_file import (
    UnitsFileError,
    read_units,
    table_of_units,
    units_from_names,
    write_units,
)

ROSTER = Roster(
    "示例县",
    (
        Unit("示例县人民政府", (), "county", must_report=True, in_sum=False, scope=AREA),
        Unit(
            "示例县河东乡人民政府", ("河东乡", "河东"), "township", "示例县人民政府",
            contact="张三", phone="0000-0000000", due=dt.date(2026, 1, 20),
        ),
        Unit("示例县税务局", (), "county_department", must_report=False, in_sum=False),
    ),
    dt.date(2026, 1, 23),
)  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "units.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_written_as_toml_is_read_again(tmp_path: Path) -> None:
    assert read_units(written(tmp_path, write_units(ROSTER).decode())) == ROSTER


def test_what_is_written_as_a_table_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "示例县.xlsx"
    path.write_bytes(table_of_units(ROSTER))
    assert read_units(path) == Roster("示例县", ROSTER.units)


def test_the_example_of_the_contract_is_read(tmp_path: Path) -> None:
    text = (
        'area = "示例县"\ndue = 2026-01-23\n[[unit]]\nname = "示例县河东乡人民政府"\naliases = ["河东乡"]\n'
        'kind = "township"\nmust_report = true\nin_sum = true\nscope = "own"        # or "area"\n'
    )
    roster = read_units(written(tmp_path, text))
    assert roster.units == (Unit("示例县河东乡人民政府", ("河东乡",), "township"),)
    assert roster.due == dt.date(2026, 1, 23)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('kind = "星球"', "没有单位类型“星球”，可写 乡镇人民政府（township）、街道办事处（subdistrict）"),
        ('scope = "both"', "scope 应为 own"),
        ("in_sum = 1", "in_sum 应为 true 或 false"),
        ('colour = "red"', "不认识的项 colour"),
        ('due = "下周"', "due 应为日期"),
        ("aliases = 3", "aliases 应为文字的列表"),
    ],
)
def test_a_wrong_word_is_told_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    text = f'area = "示例县"\n[[unit]]\nname = "示例县河东乡人民政府"\n{line}\n'
    with pytest.raises(UnitsFileError, match=f"第 4 行：.*{words}"):
        read_units(written(tmp_path, text))


def test_kind_and_scope_may_be_written_in_words(tmp_path: Path) -> None:
    text = 'area = "示例县"\n[[unit]]\nname = "示例县人民政府"\nkind = "县政府"\nscope = "汇总"\n'
    (unit,) = read_units(written(tmp_path, text)).units
    assert (unit.kind, unit.scope) == ("county", AREA)
    text = 'area = "示例县"\n[[unit]]\nname = "示例县气象局"\nkind = "垂管"\n'
    assert read_units(written(tmp_path, text)).units[0].kind == "county_department"


def test_a_unit_twice_is_told_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"units\.toml.*“甲局”出现了 2 次"):
        read_units(written(tmp_path, 'area = "县"\n[[unit]]\nname = "甲局"\n[[unit]]\nname = "甲局"\n'))


def test_a_table_by_hand_is_read_by_its_heads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["示例县单位名单"],
        ["序号", "单位全称", "类型", "计入汇总", "截止日"],
        [1, "示例县河东乡人民政府", "乡镇", "√", "2026年1月20日"],
        [2, "示例县税务局", "部门", "否", ""],
    ):
        sheet.append(row)
    path = tmp_path / "名单.xlsx"
    book.save(path)
    roster = read_units(path)
    assert roster.area == "示例县"
    assert [(unit.kind, unit.in_sum, unit.due) for unit in roster.units] == [
        ("township", True, dt.date(2026, 1, 20)),
        ("county_department", False, None),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["示例县河东乡人民政府", "火星", "是"], "不认识的单位类型“火星”，可写 乡镇人民政府（township）"),
        (["示例县河东乡人民政府", "乡镇", "也许"], "“计入汇总”一列写的是“也许”"),
        (["", "乡镇", "是"], "没有单位名称"),
    ],
)
def test_a_wrong_cell_of_a_table_is_told_with_its_row(tmp_path: Path, row: list[str], words: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["单位名称", "类型", "计入汇总"])
    book.worksheets[0].append(row)
    path = tmp_path / "名单.xlsx"
    book.save(path)
    with pytest.raises(UnitsFileError, match=f"第 2 行：{words}"):
        read_units(path)


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((("甲局", ""), ("甲局", "")), "“甲局”出现了 2 次"),
        ((("甲局", "乙局"), ("乙局", "甲局")), "“甲局”的上级绕回了它自己"),
        ((("甲局", "丙局"), ("乙局", "")), "上级“丙局”不在名单里"),
    ],
)
def test_units_that_contradict_each_other_are_told_from_either_kind_of_file(
    tmp_path: Path, units: tuple[tuple[str, str], ...], words: str
) -> None:
    roster = Roster("示例县", tuple(Unit(name, parent=parent) for name, parent in units))
    (tmp_path / "名单.xlsx").write_bytes(table_of_units(roster))
    for path in (written(tmp_path, write_units(roster).decode()), tmp_path / "名单.xlsx"):
        with pytest.raises(RosterError, match=words):
            read_units(path)


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml", written(tmp_path, "just words")):
        with pytest.raises(UnitsFileError):
            read_units(path)


@pytest.mark.parametrize("name", ["名单.xls", "名单.et", "坏的.xlsx"])
def test_an_old_table_is_asked_for_as_a_new_one_not_as_a_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnitsFileError, match=r"另存为 \.xlsx"):
        read_units(path)


def test_a_day_that_is_none_is_told_with_its_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["单位名称", "截止日"])
    book.worksheets[0].append(["示例县河东乡人民政府", "二月三十"])
    path = tmp_path / "名单.xlsx"
    book.save(path)
    with pytest.raises(UnitsFileError, match="第 2 行：截止日“二月三十”读不出来"):
        read_units(path)


def test_a_table_without_the_names_of_units_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(UnitsFileError, match="没有找到“单位名称”一列"):
        read_units(tmp_path / "别的.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UnitsFileError):
        read_units(tmp_path / "坏.xlsx")


def test_a_list_is_made_of_what_reports_say_of_themselves() -> None:
    roster = units_from_names("示例县", [("甲局", "county_department"), ("", "other"), ("甲局", "other")])
    assert roster.units == (Unit("甲局", kind="county_department"),)
