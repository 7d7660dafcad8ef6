from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gia_desktop.register.calendar.files import (
    CalendarFileError,
    bundled_calendar,
    load_calendar,
    load_year,
    local_text,
    year_text,
)
from gia_desktop.register.calendar.workdays import SpecialDay

HEAD = "gia_calendar = 1\nyear = 2027\n"
ENTRY = HEAD + '[[holidays]]\nname = "元旦"\n'
YEARS = sorted(bundled_calendar().years)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_written_out_reads_back_the_same(year: int, tmp_path: Path) -> None:
    ours = bundled_calendar().years[year]
    path = tmp_path / f"{year}.toml"
    path.write_text(year_text(ours), "utf-8")
    again = load_year(path)
    assert sorted(again.days, key=lambda day: day.date) == sorted(ours.days, key=lambda day: day.date)
    assert again.documents == ours.documents


def test_the_offices_own_year_wins_and_its_local_days_are_off(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text(
        HEAD + '[[holidays]]\nname = "春节"\ndocument = "国办发明电〔2026〕9号"\n'
        "first = 2027-02-05\nlast = 2027-02-11\nwork = [2027-01-31]\n",
        "utf-8",
    )
    local = SpecialDay(dt.date(2027, 4, 8), works=False, name="三月三", document="自治区规定", local=True)
    (tmp_path / "local.toml").write_text(local_text((local,)), "utf-8")
    calendar = load_calendar(tmp_path)
    assert calendar.is_known(2027)
    assert calendar.works(dt.date(2027, 1, 31))
    assert not calendar.works(dt.date(2027, 2, 8))
    assert not calendar.works(dt.date(2027, 4, 8))


def test_without_a_folder_of_its_own_an_office_has_the_bundled_years(tmp_path: Path) -> None:
    assert sorted(load_calendar(tmp_path / "none").years) == YEARS == sorted(load_calendar(None).years)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year = 2027\n", "gia_calendar = 1"),
        ("gia_calendar = 1\nyear = 27\n", "四位年份"),
        (HEAD + "holidays = 3\n", "[[holidays]]"),
        (ENTRY, "应写 first、last"),
        (HEAD + "[[holidays]]\nfirst = 2027-01-01\n", "缺少 name"),
        (ENTRY + 'first = "一月"\n', "应是日期"),
        (
            ENTRY + "first = 2027-01-03\nlast = 2027-01-01\n",
            "不早于",
        ),
        (ENTRY + "work = [2027-01-04]\n", "不是星期六"),
        (ENTRY + "work = 3\n", "日期的列表"),
        (ENTRY + "first = 2026-03-01\n", "不在 2027 年"),
        (
            ENTRY
            + 'first = 2027-01-01\nlast = 2027-01-02\n[[holidays]]\nname = "元旦"\nfirst = 2027-01-02\n',
            "写了两次",
        ),
        (HEAD + "fest = 1\n", "不认识的项 fest"),
        (HEAD + '[[notices]]\nurl = "x"\n', "缺少 document"),
        (
            ENTRY + "document = 3\nfirst=2027-01-01\n",
            "应为文字",
        ),
        ("gia_calendar = 1\nyear = = 2027\n", "TOML"),
    ],
)
def test_a_faulty_year_file_is_refused_with_its_cause(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CalendarFileError) as fault:
        load_year(path)
    assert said in fault.value.sentence
    assert "2027.toml" in fault.value.sentence


def test_a_missing_year_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CalendarFileError, match="没有这个文件"):
        load_year(tmp_path / "2027.toml")
