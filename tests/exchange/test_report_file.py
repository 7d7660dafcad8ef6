from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import NA
from gia_desktop.exchange import report_file
from gia_desktop.exchange.report_file import as_previous, open_report, save_report
from gia_desktop.formats.installed import bundled_formats

Faulty = Callable[[Path], GiaError]


@pytest.fixture
def report() -> Report:
    made = new_report("2021", 2025, "示例县清河镇人民政府", "township")
    texts = {**made.texts, section_key("1"): "第一段\n第二段"}
    return replace(made, texts=texts, values={CellKey("t3.new.natural"): 3, CellKey("t2.rules.issued"): NA})


@pytest.fixture
def fault() -> Faulty:
    """Open a file that can't be opened and return the error."""

    def opened(path: Path) -> GiaError:
        with pytest.raises(GiaError) as caught:
            open_report(path, bundled_formats())
        assert "\n" not in caught.value.sentence
        return caught.value

    return opened


def test_saved_report_opens_again(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "年报 2025.gia"
    save_report(report, path)
    assert open_report(path, bundled_formats()) == report
    assert [item.name for item in tmp_path.iterdir()] == ["年报 2025.gia"]


def test_saving_replaces_the_older_file(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    save_report(report, path)
    save_report(replace(report, year=2024), path)
    assert open_report(path, bundled_formats()).year == 2024


def test_missing_file_is_named(fault: Faulty, tmp_path: Path) -> None:
    error = fault(tmp_path / "甲.gia")
    assert error.sentence == "找不到文件《甲.gia》。请核对文件名和所在文件夹。（GIA-E-102）"


def test_file_below_another_file_is_missing(fault: Faulty, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    assert fault(tmp_path / "a" / "甲.gia").code == "GIA-E-102"


def test_folder_is_no_report(fault: Faulty, tmp_path: Path) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    assert fault(folder).sentence.startswith("《年报》是文件夹，不是年报文件。")


def test_empty_file_is_told_from_a_faulty_one(fault: Faulty, tmp_path: Path) -> None:
    path = tmp_path / "甲.gia"
    path.write_bytes(b"")
    assert fault(path).sentence.startswith("文件《甲.gia》是空的。")


@pytest.mark.parametrize(
    ("error", "words", "detail"),
    [
        (PermissionError(13, "denied"), "无法打开文件《甲.gia》：没有读取它的权限。", "denied"),
        (OSError(5, "input/output"), "无法打开文件《甲.gia》：读取时出错。", "input/output"),
    ],
)
def test_what_the_system_refuses_is_told(
    fault: Faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str, detail: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    (tmp_path / "甲.gia").touch()
    found = fault(tmp_path / "甲.gia")
    assert found.user_text == words
    assert (found.code, detail in found.detail) == ("GIA-E-104", True)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_refused(fault: Faulty, tmp_path: Path) -> None:
    path = tmp_path / "甲.gia"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    assert "没有读取它的权限" in fault(path).sentence


def test_name_too_long_for_the_system_is_refused(fault: Faulty, tmp_path: Path) -> None:
    assert fault(tmp_path / ("长" * 300 + ".gia")).code in {"GIA-E-102", "GIA-E-104"}


def test_far_too_large_file_is_not_read(
    fault: Faulty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "甲.gia"
    with path.open("wb") as file:
        file.truncate(report_file.MAX_BYTES + 1)
    monkeypatch.setattr(report_file, "parse_report", lambda *_: pytest.fail("was read"))
    assert fault(path).sentence.startswith("文件《甲.gia》超过 20 MB，不是年报文件。")


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "docx"), (b"\xd0\xcf\x11\xe0", "WPS"), (b"%PDF-1.7", "PDF")]
)
def test_other_documents_are_recognised(fault: Faulty, tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "甲.gia"
    path.write_bytes(start + b"\x00" * 50)
    error = fault(path)
    assert error.code == "GIA-E-107"
    assert kind in error.user_text


def test_fault_inside_keeps_cause_advice_and_code(fault: Faulty, tmp_path: Path) -> None:
    path = tmp_path / "甲.gia"
    path.write_text(json.dumps({"gia": 9}), encoding="utf-8")
    error = fault(path)
    assert error.user_text.startswith("文件《甲.gia》无法打开：这个文件是新版本程序保存的")
    assert (error.hint, error.code) == ("请升级本程序后再打开。", "GIA-E-101")


def test_last_years_part_takes_figures_and_texts(report: Report) -> None:
    stated = replace(report, stated={CellKey("t3.new.total"): 4})
    previous = as_previous(stated)
    assert (previous.format, previous.year) == ("2021", 2025)
    assert previous.values == {**report.values, CellKey("t3.new.total"): 4}
    assert previous.sections == {"1": "第一段\n第二段"}
