"""Files that an office writes by hand: whatever is in them ends in a sentence with file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gia_desktop.files.toml_file import MAX_BYTES, TomlFileError, read_toml


class ListError(TomlFileError):
    """A list can't be used."""

    code = "GIA-E-999"
    kind = "清单"


def told(path: Path) -> str:
    with pytest.raises(ListError) as error:
        read_toml(path, ListError)
    assert error.value.user_text.startswith("清单 list.toml 有错")
    return error.value.user_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\nb = " + "[" * 900 + "]" * 900, "第 2 行：括号套得太深"),
        ("a = " + "[1, " * 5000 + "]" * 5000, "括号套得太深"),
        ("a = " + "{b = " * 5000, "括号套得太深"),
        ("\n\n" + "a." * 100_000 + "b = 1", "第 3 行：名称里的点太多"),
        ("[" + ".".join("abcdefghijklmnopqrstuvwxyz") + "]", "名称里的点太多"),
        ('"a" . ' * 40 + "b = 1", "名称里的点太多"),
        ("a = " + "9" * 5000, "位数过多"),
        ("a = 1\nb = ", "不符合 TOML 写法"),
        ("a" * (MAX_BYTES + 1), "超过 1024 KB"),
    ],
)
def test_hostile_content_is_told_with_its_line(path: Path, text: str, words: str) -> None:
    path.write_text(text, "utf-8")
    assert words in told(path)


def test_what_an_office_may_write_is_read(path: Path) -> None:
    path.write_text(
        'a.b.c = ["…" , "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20"]\r\n[[x]]\r\ny = [[[1]]]',
        "utf-8",
    )
    data, positions = read_toml(path, ListError)
    assert data["x"] == [{"y": [[[1]]]}]
    assert positions.line("x", 0) == 2


def test_bytes_of_no_encoding_are_told(path: Path) -> None:
    path.write_bytes("甲".encode("gb18030"))
    assert "不是 UTF-8" in told(path)


def test_a_folder_and_a_missing_file_are_told(path: Path) -> None:
    assert "没有这个文件" in told(path)
    path.mkdir()
    assert "这是文件夹" in told(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    assert "这是管道或设备" in told(path)
