"""Faults of a format file are named with file, line and cause."""

from __future__ import annotations

import tomllib
from itertools import cycle
from pathlib import Path

import pytest

from gia_desktop.files.resources import resource
from gia_desktop.formats.loader import FormatFileError, load_format

OFFICIAL = resource("formats", "2021.toml").read_text("utf-8")
ROW_NEW = 'id = "new"\nlabel = "一、本年新收政府信息公开申请数量"\nshort = "新收"\n'
T3 = 'id = "t3_main"\ntable = "t3"\n'


def faults_of(tmp_path: Path, text: str) -> FormatFileError:
    path = tmp_path / "2021.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatFileError) as error:
        load_format(path)
    return error.value


def edited(old: str, new: str) -> str:
    assert old in OFFICIAL
    return OFFICIAL.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("gia_format = 1", "gia_format = 2", "gia_format = 2", "gia_format 应为 1，这里是 2"),
        ('id = "2021"\n', "", "# 《中华", "缺少 id"),
        ('name = "2021 年格式"', "name = 2021", "name = 2021", "name 应为文字"),
        ("first_year = 2021", 'first_year = "2021"', 'first_year = "2021"', "first_year 应为年份"),
        ("first_year = 2021", "first_year = 21", "first_year = 21", "first_year 应为年份"),
        ("first_year = 2021", "first_year = 2021\nlast_year = 2020", "last_year = 2020",
         "last_year 早于 first_year"),
        ("date = 2021-09-26", 'date = "2021-09-26"', 'date = "2021-09-26"', "date 应为日期，如 2021-09-26"),
        ("[source]", "[[source]]", "[[source]]", "缺少 [source]"),
        ('document = "国办公开办函〔2021〕30号"\n', "", "[source]", "缺少 document"),
        ("[source]\n", "[source]\nauthor = 1\n", "author = 1", "不认识的项 author"),
        ('short = "新收"\n', 'short = "新收"\ncolour = "red"\n', "colour", "不认识的项 colour"),
        ("# ---- 表二", 'note = "x"\n# ---- 表二', 'note = "x"', "不认识的项 note"),
        ('id = "6"\nheading', 'id = "7"\nheading', "[[sections]]", "[[sections]] 应依次为 1、2、3、4、5、6"),
        ('short = "复议诉讼"\ntable = "t4"\n', 'short = "复议诉讼"\n', 'id = "t4"', "没有哪一部分用到表 t4"),
        ('[[tables]]\nid = "t4"\n', '[[tables]]\nid = "t2"\n', 'id = "t2"', "表 t2 重复"),
        (T3, 'id = "t3_main"\ntable = "t9"\n', 'table = "t9"', "缺少表 t9 的 [[tables]]"),
        ("widths = [1, 1, 1, 1]", "widths = [1, 1, 1]", "widths = [1, 1, 1]",
         "widths 应为 4 个正整数（表 t2 有 4 列格）"),
        ("widths = [1, 1, 1, 1]", "widths = [1, 1, 0, 1]", "widths",
         "widths 应为 4 个正整数（表 t2 有 4 列格）"),
        ("widths = [1, 1, 1, 1]", 'widths = "1111"', "widths", "widths 应为 4 个正整数（表 t2 有 4 列格）"),
        ("row_count = 25", "row_count = 24", "row_count = 24",
         "块 t3_main 应有 24 行，这里有 25 行，多了 1 行"),
        ("row_count = 25\n", "", "[[blocks]]", "缺少 row_count（应有几行）"),
        ('layout = "one_line"', 'layout = "diagonal"', "layout", "layout 应为 matrix 或 one_line"),
        ('id = "t4_main"\ntable', 'id = "t3_main"\ntable', 'id = "t3_main"', "块 t3_main 重复"),
        ('id = "repealed"', 'id = "issued"', 'id = "issued"',
         "id issued 重复或写法不对（小写字母、数字、下划线）"),
        ('id = "repealed"', 'id = "Repealed"', 'id = "Repealed"',
         "id Repealed 重复或写法不对（小写字母、数字、下划线）"),
        (ROW_NEW, ROW_NEW + 'under = "all"\n', 'under = "all"',
         "new 的上级 all 不存在，或不是 group，或写在后面"),
        (ROW_NEW, ROW_NEW + 'under = "handled"\n', "under",
         "new 的上级 handled 不存在，或不是 group，或写在后面"),
        (ROW_NEW, ROW_NEW + 'group = "yes"\n', 'group = "yes"', "group 应为 true 或 false"),
        (ROW_NEW, ROW_NEW + "group = true\n", "group = true", "new 标为 group 却没有下级"),
        (ROW_NEW, ROW_NEW + 'sum = "granted"\n', "sum = ", "sum 应为文字的列表"),
        (ROW_NEW, ROW_NEW + 'sum = ["new"]\n', 'sum = ["new"]', "new 的合计项绕回了它自己"),
        (ROW_NEW, ROW_NEW + 'sum = ["moved"]\n', 'sum = ["moved"]',
         "new 的合计项 moved 不存在：表里少了这一行"),
        ('sum = ["natural"', 'sum = ["persons"', 'sum = ["persons"',
         "total 的合计项 persons 不存在：表里少了这一列"),
        ('id = "applicants"\n', 'id = "applicants"\nsum = ["natural"]\n', "sum",
         "applicants 是 group，不能有 sum"),
        ('kind = "money"', 'kind = "yuan"', 'kind = "yuan"', "amount 的 kind 应为 count、change、money"),
        ('key = "t2.fees.amount"', 'key = "t2.fees.sum"', 'key = "t2.fees.sum"', "没有格 t2.fees.sum"),
        ('key = "t2.fees.amount"\n', "", "[[cells]]", "缺少 key"),
        ('key = "t2.fees.amount"', 'key = "t4.review.pending"', 'key = "t4.*.pending"',
         "格 t4.review.pending 的说明写了两次"),
        ('id = "licensing"', 'id = "penalty"', 'id = "t2_item6"', "格 t2.penalty.decisions 重复"),
        ('left = ["new",', 'left = ["newer",', "left", "平衡式里的行 newer 不存在：表里少了这一行"),
        ('"handled_total", "carried_out"]', '"handled_total", "out"]', "right",
         "平衡式里的行 out 不存在：表里少了这一行"),
        ('[[balances]]\nblock = "t3_main"', '[[balances]]\nblock = "t9"', 'block = "t9"', "没有块 t9"),
        ('target = "t3.carried_in.*"', 'target = "t3.carried.*"', "target", "没有格 t3.carried.*"),
        ('plus_last = ["t3.carried_out.*"]', 'plus_last = ["t3.out.*"]', "plus_last", "没有格 t3.out.*"),
        ('plus_last = ["t3.carried_out.*"]', 'plus_last = ["t4.review.*"]', "plus_last",
         "t4.review.* 的格数与 target 不同"),
        ('old = ["t3.other.natural"]', 'old = ["other"]', 'old = ["other"]', "other 不是格名"),
        ('new = ["t3.other_no_correction.natural"', 'new = ["t3.x.natural"', "new", "没有格 t3.x.natural"),
        ('unit_kinds = ["township"', 'unit_kinds = ["village"', "unit_kinds", "没有单位类型 village"),
        ("[[not_applicable]]", "[not_applicable]", "[not_applicable]",
         "not_applicable 应写成 [[not_applicable]]"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: str, cause: str) -> None:
    text = edited(old, new)
    found = faults_of(tmp_path, text)
    lines = text.splitlines()
    named = {(lines[fault.line - 1].startswith(line), fault.cause) for fault in found.faults}
    assert (True, cause) in named, found.faults
    assert str(found).startswith("格式文件 2021.toml 有错：第 ")
    assert str(found).endswith("请改正或换回原来的格式文件。（GIA-E-110）")


def test_a_missing_row_is_named_where_it_is_counted_and_where_it_is_added(tmp_path: Path) -> None:
    row = OFFICIAL.index('[[rows]]\nblock = "t3_main"\nid = "rejected_repeated"')
    text = OFFICIAL[:row] + OFFICIAL[OFFICIAL.index("[[rows]]", row + 1) :]
    lines = text.splitlines()
    found = {(lines[fault.line - 1], fault.cause) for fault in faults_of(tmp_path, text).faults}
    assert found == {
        ("row_count = 25", "块 t3_main 应有 25 行，这里有 24 行，少了 1 行"),
        ("sum = [", "handled_total 的合计项 rejected_repeated 不存在：表里少了这一行"),
    }


def test_a_missing_row_that_no_sum_needs_is_noticed_too(tmp_path: Path) -> None:
    row = OFFICIAL.index('[[rows]]\nblock = "t4_main"\nid = "direct"')
    text = OFFICIAL[:row] + OFFICIAL[OFFICIAL.index("[[rows]]", row + 1) :]
    (fault,) = faults_of(tmp_path, text).faults
    assert fault.cause == "块 t4_main 应有 3 行，这里有 2 行，少了 1 行"


def test_several_faults_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = edited('short = "新收"', 'shorter = "新收"').replace("first_year = 2021", "first_year = 0")
    text = text.replace('kind = "money"', 'kind = "yuan"').replace("row_count = 25", "row_count = 26")
    error = faults_of(tmp_path, text.replace("column_count = 7", "column_count = 8"))
    assert [fault.line for fault in error.faults] == sorted(fault.line for fault in error.faults)
    assert [fault.cause for fault in error.faults] == [
        "amount 的 kind 应为 count、change、money",
        "块 t3_main 应有 26 行，这里有 25 行，少了 1 行",
        "块 t3_main 应有 8 列，这里有 7 列，少了 1 列",
        "不认识的项 shorter",
    ]
    assert "；另有 1 处。" in error.user_text


def test_totals_that_lead_to_each_other_are_refused(tmp_path: Path) -> None:
    text = edited(ROW_NEW, ROW_NEW + 'sum = ["handled_total"]\n')
    text = text.replace('sum = [\n  "granted"', 'sum = [\n  "new"')
    causes = {fault.cause for fault in faults_of(tmp_path, text).faults}
    assert causes == {"new 的合计项绕回了它自己", "handled_total 的合计项绕回了它自己"}


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ('gia_format = 1\nid = "x\n', 2, "不符合 TOML 写法"),
        ("gia_format = 1\nid = \n", 2, "不符合 TOML 写法"),
        ("gia_format = 1\nid = [1,\n", 2, "不符合 TOML 写法"),
        ("gia_format = 1\nid = “x”\n", 2, "不符合 TOML 写法（第 6 个字处），请看引号"),
        ("gia_format = 1\ngia_format = 1", 2, "不符合 TOML 写法（文件末尾处）"),
        ("", 1, "这个文件开头缺一行 gia_format = 1"),
        ("不是 TOML", 1, "不符合 TOML 写法（第 1 个字处）"),
    ],
)
def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int, cause: str) -> None:
    (fault,) = faults_of(tmp_path, text).faults
    assert fault.line == line
    assert fault.cause.startswith(cause)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatFileError, match=r"格式文件 none\.toml 有错：没有这个文件。"):
        load_format(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("名".encode("gbk"))
    with pytest.raises(FormatFileError, match=r"gbk\.toml 有错：不是 UTF-8 编码，.*“另存为”，编码选 UTF-8"):
        load_format(tmp_path / "gbk.toml")
    with pytest.raises(FormatFileError, match="有错：这是文件夹，不是文件。"):
        load_format(tmp_path)


def test_what_python_says_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    assert "Invalid" not in faults_of(tmp_path, "不是 TOML").user_text
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FormatFileError, match="有错：系统不让读取，") as error:
        load_format(tmp_path / "2021.toml")
    assert "denied" not in str(error.value)


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    head = OFFICIAL[: OFFICIAL.index("# ---- 表二")]
    text = head + '[[tables]]\nid = "t2"\nwidths = [1]\n\n[[blocks]]\nid = "b"\ntable = "t2"\nrow_count = 1\n'
    causes = [fault.cause for fault in faults_of(tmp_path, text).faults]
    assert "块 b 应有 1 行，这里有 0 行，少了 1 行" in causes


@pytest.mark.slow
def test_every_value_of_a_wrong_type_is_a_named_fault(tmp_path: Path) -> None:
    """No key takes a time of day, nor a list or a table of them: the loader names the fault."""
    path = tmp_path / "2021.toml"
    lines = OFFICIAL.splitlines()
    wrongs = cycle(("07:32:00", "[07:32:00]", "{ a = 07:32:00 }"))
    seen: set[tuple[str, str]] = set()
    entry = ""
    for number, line in enumerate(lines):
        entry = line if line.startswith("[") else entry
        key, equals, value = line.partition(" = ")
        if not equals or value == "[" or (entry, key) in seen:
            continue
        seen.add((entry, key))
        wrong = next(wrongs)
        path.write_text("\n".join([*lines[:number], f"{key} = {wrong}", *lines[number + 1 :]]), "utf-8")
        with pytest.raises(FormatFileError) as refused:
            load_format(path)
        assert refused.value.faults, (entry, key, wrong)


def test_both_official_files_are_plain_toml_with_unix_line_ends() -> None:
    for name in ("2019.toml", "2021.toml"):
        text = resource("formats", name).read_text("utf-8")
        assert tomllib.loads(text)["id"] == name.removesuffix(".toml")
        assert text.endswith("\n")
        assert "\r" not in text
