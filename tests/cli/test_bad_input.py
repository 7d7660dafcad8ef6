from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.files.resources import resource

Refused = Callable[..., str]

COMMANDS = [["show"], ["show", "--json"], ["check"], ["check", "--json"], ["export", "-o", "out.docx"]]


def call(refused: Refused, command: list[str], path: Path) -> str:
    arguments = [str(path.with_name(part)) if part == "out.docx" else part for part in command]
    return refused(arguments[0], path, *arguments[1:])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "文件《坏.gia》是空的。"),
        (b" \r\n ", "文件《坏.gia》是空的。"),
        (
            b"not json",
            "文件《坏.gia》无法打开：这不是 .gia 报告文件：第 1 行第 1 个字处写法不对。",
        ),
        (b'{"gia": 1, ', "文件《坏.gia》无法打开：这不是 .gia 报告文件：第 1 行"),
        (b"\xc4\xea\xb1\xa8", "文件《坏.gia》无法打开：这不是 .gia 报告文件：第 1 个字节起不是 UTF-8 文字。"),
        (b"[]", "文件《坏.gia》无法打开：“文件内容”应是一组"),
        (b"{}", "文件《坏.gia》无法打开：这不是 .gia 报告文件：缺少“gia”版本号。"),
        (b'{"gia": 2}', "文件《坏.gia》无法打开：这个文件是新版本程序保存的（文件版本 2，"),
        (b"[" * 100_000, "文件《坏.gia》无法打开：这不是 .gia 报告文件：括号层数太多。"),
        (b"PK\x03\x04....", "文件《坏.gia》是 Word（docx）、Excel（xlsx）或压缩文件，不是 .gia 报告文件。"),
    ],
    ids=["empty", "spaces", "text", "cut", "gbk", "list", "object", "newer", "deep", "docx"],
)
def test_file_that_is_no_report_is_refused(
    refused: Refused, tmp_path: Path, command: list[str], content: bytes, cause: str
) -> None:
    path = tmp_path / "坏.gia"
    path.write_bytes(content)
    assert call(refused, command, path).startswith(cause)
    assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["坏.gia"]


@pytest.mark.parametrize(
    ("count", "reason"),
    [
        ('"abc"', "不是数字"),
        ("-1", "件数不能是负数"),
        ("1.5", "件数必须是整数"),
        ("1e400", "科学记数法"),
        ("1" * 5000, "数字太大"),
        ("NaN", "NaN"),
        ("true", "不是数字"),
        ("[1]", "不是数字"),
    ],
)
def test_impossible_count_is_refused_with_its_cell(
    refused: Refused, sample_object: dict[str, Any], tmp_path: Path, count: str, reason: str
) -> None:
    sample_object["values"]["t3.new.natural"] = "?"
    path = tmp_path / "r.gia"
    path.write_text(json.dumps(sample_object).replace('"?"', count), encoding="utf-8")
    sentence = refused("check", path)
    assert sentence.startswith("文件《r.gia》无法打开：")
    assert reason in sentence
    assert count == "NaN" or "t3.new.natural（新收，自然人）" in sentence


def test_unknown_cell_is_refused_by_name(
    refused: Refused, sample_object: dict[str, Any], tmp_path: Path
) -> None:
    sample_object["values"]["t3.new.martian"] = 1
    path = tmp_path / "r.gia"
    path.write_text(json.dumps(sample_object), encoding="utf-8")
    sentence = refused("show", path)
    assert sentence.startswith("文件《r.gia》无法打开：“表内数字（values）”里有")
    assert "没有的格 t3.new.martian" in sentence


def test_unknown_format_is_refused(refused: Refused, sample_object: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    path.write_text(json.dumps({**sample_object, "format": "1999"}), encoding="utf-8")
    sentence = refused("show", path)
    assert sentence.startswith("文件《r.gia》无法打开：没有“1999”的年报格式")
    assert sentence.endswith("（GIA-E-111）")


def test_format_file_with_a_missing_row_is_refused_with_its_line(
    refused: Refused, sample: Path, tmp_path: Path
) -> None:
    text = resource("formats", "2021.toml").read_text("utf-8")
    start = text.index('[[rows]]\nblock = "t3_main"\nid = "granted"')
    stop = text.index("[[rows]]", start + 1)
    (tmp_path / "2021.toml").write_text(text[:start] + text[stop:], encoding="utf-8")
    sentence = refused("--format-dir", tmp_path, "check", sample)
    assert sentence.startswith("格式文件 2021.toml 有错：第 ")
    assert "24" in sentence


def test_file_name_with_a_line_break_stays_on_one_line(refused: Refused, tmp_path: Path) -> None:
    assert "找不到文件《甲 乙.gia》" in refused("show", tmp_path / "甲\n乙.gia")
