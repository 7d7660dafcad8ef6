"""A file that can't be read is told in the same words, whoever wanted to read it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.exchange.report_file import open_report
from gia_desktop.files.reading import is_there, read_whole
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.reader import read_file


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"abc")
    assert read_whole(path, 3, "年报文件") == b"abc"


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_a_file_without_content_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(content)
    with pytest.raises(GiaError, match=r"文件《甲\.txt》是空的") as caught:
        read_whole(path, 3, "年报文件")
    assert caught.value.code == "GIA-E-105"


def test_what_was_wanted_is_said_of_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(GiaError, match="超过 1 MB，不是登记台账"):
        read_whole(path, 1024 * 1024, "登记台账")


@pytest.mark.parametrize("name", ["没有.gia", "."])
def test_both_readers_of_report_files_say_the_same(tmp_path: Path, formats: Formats, name: str) -> None:
    told = []
    for read in (open_report, read_file):
        with pytest.raises(GiaError) as caught:
            read(tmp_path / name, formats)
        told.append(caught.value.sentence)
    assert told[0] == told[1]


def test_what_a_dead_disk_answers_is_not_taken_for_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_there(tmp_path)
    assert not is_there(tmp_path / "甲")
    assert not is_there(Path("a\0b"))

    def dead(*_args: object, **_more: object) -> None:
        raise OSError(errno.EIO, "dead")

    monkeypatch.setattr(Path, "stat", dead)
    assert not is_there(tmp_path)
