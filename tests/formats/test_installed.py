"""Formats are found by id and by report year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, UnknownFormatError, bundled_formats, load_formats, span
from gia_desktop.formats.loader import FormatFileError
from gia_desktop.formats.schema import Format


@pytest.mark.parametrize(
    ("year", "format_id"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021"), (2040, "2021")]
)
def test_a_report_year_has_its_format(formats: Formats, year: int, format_id: str) -> None:
    assert formats.for_year(year).id == format_id


def test_formats_come_oldest_first_with_their_years_in_words(formats: Formats) -> None:
    assert [(fmt.id, span(fmt)) for fmt in formats] == [("2019", "2019—2020 年度"), ("2021", "2021 年度起")]


def test_a_year_before_the_first_format_is_refused_with_the_years_there_are(formats: Formats) -> None:
    with pytest.raises(UnknownFormatError) as error:
        formats.for_year(2018)
    assert error.value.user_text == (
        "没有“2018 年度”的年报格式，本程序现有："
        "2019 年格式（试行）（2019—2020 年度）、2021 年格式（2021 年度起）。"
    )


def test_an_unknown_id_is_refused_and_not_found(formats: Formats) -> None:
    assert formats.find("2099") is None
    with pytest.raises(UnknownFormatError, match="没有“2099”的年报格式，本程序现有：2019、2021。"):
        formats.get("2099")


def test_the_newest_format_that_covers_a_year_is_taken(fmt_2021: Format) -> None:
    draft = replace(fmt_2021, id="draft", first_year=2025)
    formats = Formats([draft, fmt_2021])
    assert [formats.for_year(year).id for year in (2024, 2025, 2026)] == ["2021", "draft", "draft"]


def test_a_later_folder_replaces_a_format_of_the_same_id(tmp_path: Path) -> None:
    text = resource("formats", "2021.toml").read_text("utf-8")
    (tmp_path / "local.toml").write_text(text.replace('name = "2021 年格式"', 'name = "本省格式"'), "utf-8")
    formats = load_formats(resource("formats"), tmp_path)
    assert [fmt.name for fmt in formats] == ["2019 年格式（试行）", "本省格式"]


def test_a_faulty_file_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("gia_format = 1\nid = \n", "utf-8")
    with pytest.raises(FormatFileError, match=r"^格式文件 bad\.toml 有错：第 2 行："):
        load_formats(tmp_path)


def test_the_bundled_formats_are_loaded_once() -> None:
    assert bundled_formats() is bundled_formats()


def test_bundled_formats_that_nobody_asked_for_are_read_when_all_are_listed() -> None:
    assert [fmt.id for fmt in load_formats()] == ["2019", "2021"]
