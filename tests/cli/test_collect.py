from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.rollup.units_file import write_units
from tests.cli.conftest import Gia
from tests.support.reports.areas import hand_in, report_of, roster, town

NEW = CellKey("t3.new.natural")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder with the reports of two of three towns."""
    (tmp_path / "units.toml").write_bytes(write_units(roster(3)))
    (tmp_path / "交来").mkdir()
    for place in range(2):
        hand_in(report_of(town(place), {NEW: place + 3}), tmp_path / "交来" / f"{place}.gia")
    return tmp_path


@pytest.fixture
def collected(gia: Gia, county: Path) -> Path:
    made = county / "全县.giac"
    gia("collect", county / "交来", "--units", county / "units.toml", "--year", 2025, "-o", made)
    return made


def test_a_folder_is_read_and_read_again_only_where_it_changed(gia: Gia, county: Path) -> None:
    command = ("collect", county / "交来", "--year", "2025", "-o", county / "全县.giac", "--json")
    first = gia(*command, "--units", county / "units.toml")
    assert (first.code, first.data["read"], first.data["missing"]) == (0, 2, [town(2)])
    assert "已读 2/2" in first.err
    assert gia(*command).data["read"] == 0


def test_status_tells_every_unit_and_then_who_is_missing(gia: Gia, collected: Path) -> None:
    data = gia("collect", "status", collected, "--json").data
    assert [one["state"] for one in data["units"]] == ["received", "received", "missing"]
    assert data["missing"] == [town(2)]
    assert data["units"][0]["certainty"] == {"sure": 1, "doubtful": 0, "not_found": 165}
    assert f"未报 1 个：{town(2)}" in gia("collect", "status", collected).out


def test_status_warns_of_a_due_day_on_which_nobody_works(gia: Gia, county: Path, collected: Path) -> None:
    units = (county / "units.toml").read_text("utf-8")
    (county / "units.toml").write_text(f"due = 2027-01-31\n{units}", "utf-8")
    gia("collect", county / "交来", "--units", county / "units.toml", "--year", 2025, "-o", collected)
    assert "此前最后一个工作日是 1 月 29 日。" in gia("collect", "status", collected).out


def test_the_sum_keeps_its_parts_and_says_that_it_is_not_complete(
    gia: Gia, collected: Path, tmp_path: Path
) -> None:
    area = tmp_path / "全县.gia"
    ran = gia("collect", "sum", collected, "-o", area, "--json", "--xlsx", tmp_path / "s.xlsx")
    assert (ran.code, len(ran.data)) == (1, 200)
    assert ran.data[NEW] == {"sum": 7, "filled": 2, "units": 3, "parts": {town(0): 3, town(1): 4}}
    assert gia("show", area, "--json").data["values"][NEW] == 7
    assert (tmp_path / "s.xlsx").read_bytes().startswith(b"PK")


def test_the_sum_is_done_when_all_is_there(gia: Gia, county: Path, collected: Path) -> None:
    hand_in(report_of(town(2), {NEW: 1}), county / "交来" / "2.gia")
    gia("collect", county / "交来", "--year", 2025, "-o", collected)
    assert gia("collect", "sum", collected, "-o", county / "a.gia").code == 0


def test_findings_name_their_unit(gia: Gia, collected: Path) -> None:
    found = gia("collect", "check", collected, "--json")
    assert found.code == 1
    assert {one["unit"] for one in found.data} == {town(0), town(1)}
    only = gia("collect", "check", collected, "--unit", "东东乡", "--json").data
    assert {one["unit"] for one in only} == {town(0)}


def test_a_report_that_has_not_come_is_not_called_good(gia: Gia, collected: Path) -> None:
    assert gia("collect", "check", collected, "--unit", town(2)).out == (
        f"还没有收到“{town(2)}”的年报，没有可检查的。\n"
    )


def test_twins_name_both_units_with_class_and_per_cent(gia: Gia, collected: Path) -> None:
    (pair,) = gia("collect", "twins", collected, "--json").data
    assert (pair["left"], pair["right"], pair["class"], pair["percent"]) == (town(0), town(1), "exact", 100)


def test_notes_are_written_as_docx_and_text(gia: Gia, collected: Path, tmp_path: Path) -> None:
    folder = tmp_path / "文书"
    assert gia("collect", "notes", collected, "-o", folder, "--on", "2026-02-01").code == 0
    names = {path.name for path in folder.iterdir()}
    assert {f"退回修改通知（第一次）{town(0)}.docx", "催报单.txt", "通报材料.docx"} <= names
    assert town(2) in (folder / "催报单.txt").read_text("utf-8")
    assert (folder / "汇总表.docx").exists()


def test_a_note_is_written_for_one_unit_and_again_for_a_round_that_was(
    gia: Gia, collected: Path, tmp_path: Path
) -> None:
    gia("collect", "mark", collected, "--unit", "东东乡", "--as", "returned", "--on", "2026-01-21")
    assert gia("collect", "status", collected, "--json").data["units"][0]["state"] == "returned(1)"
    write = (
        "collect",
        "notes",
        collected,
        "--unit",
        "东东乡",
        "-o",
        tmp_path / "文书",
        "--office",
        "示例县办",
    )
    assert gia(*write, "--round", "1").code == 0
    (paper, text) = sorted(path.name for path in (tmp_path / "文书").iterdir())
    assert (paper, text[-4:]) == (f"退回修改通知（第一次）{town(0)}.docx", ".txt")
    said = (tmp_path / "文书" / text).read_text("utf-8")
    assert said.endswith("示例县办\n2026年1月21日\n")


def test_a_template_that_lacks_a_field_says_so(gia: Gia, collected: Path, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("{单位}：请改：{问题清单}。{领导}")
    (tmp_path / "模板").mkdir()
    own.save(str(tmp_path / "模板" / "退回修改通知.docx"))
    command = ("collect", "notes", collected, "-o", tmp_path / "文书", "--templates", tmp_path / "模板")
    said = gia(*command, "--due", "2026-02-10").out
    assert f"{town(0)}  模板里没有的内容：期限。  模板里不认识的名称：领导，原样留着。" in said


def test_all_reports_are_put_into_one_volume(gia: Gia, county: Path, collected: Path, tmp_path: Path) -> None:
    ran = gia("collect", "merge", collected, "-o", tmp_path / "汇编.docx", "--folder", county / "交来")
    assert ran.code == 1  # a unit is missing
    assert "已写《汇编.docx》：2 个单位，2 份按统一版式重排。" in ran.out
    assert f"没有报告，没有收入：{town(2)}。" in ran.out
    assert len(docx.Document(str(tmp_path / "汇编.docx")).sections) == 3


def test_a_state_is_kept_for_the_version_it_was_given_for(gia: Gia, county: Path, collected: Path) -> None:
    mark = ("collect", "mark", collected, "--unit", town(1), "--as")
    assert gia(*mark, "passed").out == f"“{town(1)}”：已通过。\n"
    assert gia(*mark, "none").out == f"“{town(1)}”：已收。\n"
    gia(*mark, "returned")
    hand_in(report_of(town(1), {NEW: 9}), county / "交来" / "1.gia", dt.date(2026, 1, 26))
    gia("collect", county / "交来", "--year", 2025, "-o", collected)
    assert gia("collect", "status", collected, "--json").data["units"][1]["state"] == "resubmitted"


def test_a_file_is_assigned_by_hand_and_stays_so(gia: Gia, county: Path, collected: Path) -> None:
    hand_in(report_of("示例县云山镇人民政府", {NEW: 1}), county / "交来" / "x.gia")
    read = ("collect", county / "交来", "--year", 2025, "-o", collected)
    assert gia(*read).code == 1
    said = gia("collect", "assign", collected, "--file", "x.gia", "--unit", town(2))
    assert (said.code, said.out) == (0, f"《x.gia》记为“{town(2)}”的报告。\n")
    assert gia(*read).code == 0
    assert gia("collect", "status", collected, "--json").data["missing"] == []


def test_last_years_file_is_put_aside_by_hand(gia: Gia, county: Path, collected: Path) -> None:
    hand_in(report_of(town(2), {NEW: 1}, 2024), county / "交来" / "旧.gia")
    read = ("collect", county / "交来", "--year", 2025, "-o", collected)
    assert "gia collect assign --last-year" in gia(*read).out
    assert gia("collect", "assign", collected, "--file", "旧.gia", "--last-year").code == 0
    assert "旧.gia" not in gia(*read).out


def test_the_practice_is_written_to_be_collected(
    gia: Gia, refused: Callable[..., str], tmp_path: Path
) -> None:
    folder = tmp_path / "练习"
    said = gia("collect", "practice", "-o", folder)
    assert said.code == 0
    assert f'gia collect "{folder / "今年"}" --units "{folder / "units.toml"}" --year 2025' in said.out
    assert len(list((folder / "今年").iterdir())) == 32
    assert "里已有文件，没有写练习" in refused("collect", "practice", "-o", folder)


def test_a_folder_of_other_things_is_a_sentence(gia: Gia, county: Path, tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.jpg").write_bytes(b"\xff\xd8\xff")
    made = tmp_path / "x.giac"
    ran = gia("collect", tmp_path / "照片", "--units", county / "units.toml", "--year", 2025, "-o", made)
    assert ran.code == 1
    assert "这个文件夹里没有一份年报，请核对文件夹。" in ran.out
    assert "有 1 个文件不是年报的格式" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("{0}/交来", "--year", "2025", "-o", "{0}/x.giac"), "第一次收集要写 --units"),
        (("{0}/无", "--units", "{0}/units.toml", "--year", "2025", "-o", "{0}/x.giac"), "找不到文件夹《无》"),
        (("{0}/交来", "--units", "{0}/none.toml", "--year", "2025", "-o", "{0}/x.giac"), "没有这个文件"),
        (("{0}/交来", "--units", "{0}/units.toml", "--year", "2025", "-o", "{0}/x.json"), "应以 .giac 结尾"),
        (("status", "{0}/none.giac"), "找不到这个文件"),
        (("check", "{0}/units.toml"), "不是 .giac 收集文件"),
        (("assign", "{0}/none.giac", "--file", "a"), "要写 --unit 或 --last-year"),
        (("mark", "{0}/none.giac", "--unit", "甲", "--as", "lost"), "没有“lost”这个命令"),
        (("notes", "{0}/none.giac", "-o", "x", "--round", "1"), "--round 要和 --unit 一起写"),
        (("notes", "{0}/none.giac", "-o", "x", "--round", "零"), "“零”应是第几次"),
        (("merge", "{0}/none.giac", "-o", "x.pdf"), "“x.pdf”应以 .docx 结尾"),
        (("merge", "{0}/none.giac", "-o", "x.docx"), "找不到这个文件"),
    ],
)
def test_bad_input_is_one_sentence(
    refused: Callable[..., str], county: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused("collect", *(each.format(county) for each in arguments))


def test_a_collection_of_another_year_is_not_gone_on_with(
    refused: Callable[..., str], county: Path, collected: Path
) -> None:
    said = refused("collect", county / "交来", "--year", "2024", "-o", collected)
    assert "《全县.giac》收集的是 2025 年度的报告，不是 2024 年度" in said


def test_a_report_of_nobody_in_the_list_is_named_and_settled_by_an_alias(gia: Gia, county: Path) -> None:
    made, units = county / "全县.giac", county / "units.toml"
    hand_in(report_of("示例县云山镇人民政府", {NEW: 1}), county / "交来" / "2.gia")
    command = ("collect", county / "交来", "--units", units, "--year", 2025, "-o", made)
    assert "2.gia：文件里写的是“示例县云山镇人民政府”，认不出是哪个单位" in gia(*command).out
    listed = units.read_text("utf-8")
    name = f'name = "{town(2)}"'
    assert name in listed
    units.write_text(listed.replace(name, f'{name}\naliases = ["示例县云山镇人民政府"]'), "utf-8")
    assert gia(*command).code == 0
    assert town(2) not in gia("collect", "status", made, "--json").data["missing"]


def test_a_file_of_nobody_that_was_taken_away_is_asked_about_no_more(gia: Gia, county: Path) -> None:
    made = county / "全县.giac"
    stray = county / "交来" / "2.gia"
    hand_in(report_of("示例县云山镇人民政府", {NEW: 1}), stray)
    command = ("collect", county / "交来", "--units", county / "units.toml", "--year", 2025, "-o", made)
    assert "2.gia" in gia(*command).out
    stray.unlink()
    assert "2.gia" not in gia(*command).out + gia("collect", "status", made).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("assign", "--file", "0.gia", "--unit", "某局"), "单位名单里没有“某局”"),
        (("assign", "--file", "9.gia", "--unit", "东东乡"), "收集文件里没有“9.gia”"),
        (("assign", "--file", "0.gia", "--last-year"), "《0.gia》放不到上年一边：是 2025 年度的"),
        (("mark", "--unit", town(2), "--as", "passed"), "还没有报送，记不了状态"),
        (("notes", "--unit", "东东乡", "--round", "1", "-o", "x"), "还没有退回过，没有第 1 次"),
        (("notes", "-o", "x", "--templates", "无"), "模板文件夹《无》找不到"),
        (("notes", "-o", "x", "--templates", "."), "里没有一个模板"),
        (("merge", "-o", "x.docx", "--folder", "无"), "找不到文件夹《无》"),
    ],
)
def test_what_cannot_be_settled_is_one_sentence(
    refused: Callable[..., str], collected: Path, arguments: tuple[str, ...], words: str
) -> None:
    action, *rest = arguments
    assert words in refused("collect", action, collected, *rest)


def test_a_unit_that_is_not_in_the_list_is_refused(refused: Callable[..., str], collected: Path) -> None:
    assert "单位名单里没有“某局”" in refused("collect", "check", collected, "--unit", "某局")


def test_nothing_readable_is_bad_input(gia: Gia, county: Path) -> None:
    for path in (county / "交来").iterdir():
        path.write_bytes(b"{")
    made = county / "x.giac"
    ran = gia("collect", county / "交来", "--units", county / "units.toml", "--year", 2025, "-o", made)
    assert ran.code == 2
