from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.files.names import as_file_name, too_long_for_windows, why_windows_refuses


def test_signs_that_windows_refuses_become_wide_ones() -> None:
    assert as_file_name('甲/乙\\丙:"丁"*?<戊>|2025.docx') == "甲／乙＼丙：＂丁＂＊？＜戊＞｜2025.docx"


@pytest.mark.parametrize(
    ("words", "name"),
    [("清河镇. ", "清河镇"), ("NUL", "＿NUL"), ("com1.docx", "＿com1.docx"), (" . ", "未命名")],
)
def test_words_that_are_no_name_on_windows_become_one(words: str, name: str) -> None:
    assert as_file_name(words) == name
    assert why_windows_refuses(Path(name)) == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("NUL.docx", "“NUL”是 Windows 留给设备的名字"),
        ("con", "“con”是 Windows 留给设备的名字"),
        ("Com1 .pdf", "“Com1”是 Windows 留给设备的名字"),
        ("年报:2025.docx", "文件名里不能有“:”"),
        ("年报\n.docx", "文件名里有看不见的控制字符"),
        ("年报.docx.", "Windows 的文件名不能以句点或空格结尾"),
        ("长" * 256, "名字太长，系统存不下"),
        ("年报 ", "Windows 的文件名不能以句点或空格结尾"),
        ("COMMENT.docx", ""),
        ("CON年报.docx", ""),
        ("年报.2025.docx", ""),
    ],
)
def test_why_windows_refuses_a_name(name: str, why: str) -> None:
    assert why_windows_refuses(Path("文件夹") / name) == why


@pytest.mark.parametrize(("name", "length"), [("b" * 58, 0), ("b" * 59, 260), ("b", 0)])
def test_a_path_that_is_too_long_for_windows_is_counted(name: str, length: int) -> None:
    assert too_long_for_windows(Path("a" * 200) / name) == length


def test_the_name_of_the_time_of_writing_is_counted_too() -> None:
    assert too_long_for_windows(Path("a" * 224) / "b") == 260
