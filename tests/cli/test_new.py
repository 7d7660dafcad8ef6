from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Gia


def new(path: Path, *more: str, year: str = "2025") -> list[str]:
    return [
        "new",
        "--unit",
        "示例县清河镇人民政府",
        "--kind",
        "township",
        "--year",
        year,
        "-o",
        str(path),
        *more,
    ]


@pytest.mark.parametrize(("year", "edition"), [("2020", "2019"), ("2021", "2021"), ("２０２５年度", "2021")])
def test_new_report_has_the_format_of_its_year(gia: Gia, tmp_path: Path, year: str, edition: str) -> None:
    path = tmp_path / "新 报告.gia"
    assert gia(*new(path, year=year)).code == 0
    made = json.loads(path.read_text("utf-8"))
    assert (made["gia"], made["format"], made["values"]) == (1, edition, {})


def test_new_report_knows_its_unit_and_title(gia: Gia, tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    ran = gia(*new(path))
    made = json.loads(path.read_text("utf-8"))
    title = "示例县清河镇人民政府2025年政府信息公开工作年度报告"
    assert made["title"] == title
    assert made["unit"]["short"] == "我镇"
    assert ran.out == f"已新建《r.gia》：{title}（2021 年格式，待填 166 格）。\n"


def test_kind_may_be_given_by_its_chinese_name(gia: Gia, tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    gia("new", "--unit", "示例市", "--kind", "设区的市人民政府", "--year", "2024", "-o", path)
    assert json.loads(path.read_text("utf-8"))["unit"]["kind"] == "city"


def test_existing_file_is_kept(refused: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    path.write_text("旧内容", encoding="utf-8")
    assert refused(*new(path)).startswith("文件《r.gia》已经存在，没有改动它。")
    assert path.read_text("utf-8") == "旧内容"


def test_force_overwrites(gia: Gia, tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    path.write_text("旧内容", encoding="utf-8")
    assert gia(*new(path, "--force")).code == 0
    assert json.loads(path.read_text("utf-8"))["year"] == 2025


def test_year_before_the_first_format_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "r.gia"
    assert "没有“2015 年度”的年报格式" in refused(*new(path, year="2015"))
    assert not path.exists()


@pytest.mark.parametrize("year", ["25", "2525", "abc", "二〇二五", "2025.0", ""])
def test_what_is_no_year_is_refused(refused: Callable[..., str], tmp_path: Path, year: str) -> None:
    assert f"--year 应是 20 开头的四位年份，如 2025，不能是“{year}”。" in refused(
        *new(tmp_path / "r.gia", year=year)
    )


def test_output_in_a_missing_folder_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "r.gia" in refused(*new(tmp_path / "没有这个文件夹" / "r.gia"))


def test_name_too_long_for_the_system_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert refused(*new(tmp_path / f"{'长' * 300}.gia")).startswith("系统没有允许读写文件（")


def test_a_folder_is_no_name_for_a_report(refused: Callable[..., str], tmp_path: Path) -> None:
    folder = tmp_path / "年报.gia"
    folder.mkdir()
    for place in (tmp_path, folder):
        assert f"“{place}”是一个文件夹，请写成" in refused(*new(place, "--force"))


def test_nothing_can_be_written_below_a_file(refused: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.touch()
    sentence = refused(*new(file / "新" / "r.gia"))
    assert sentence.startswith(f"《r.gia》写不进去：“{file}”是文件，不是文件夹。")
