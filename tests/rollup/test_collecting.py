from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.checks.finding import Finding
from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.style import PageStyle
from gia_desktop.documents.writers.html import write_html
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_file
from gia_desktop.rollup.collecting import (
    FolderMissingError,
    FolderProgress,
    collect,
    collect_previous,
    matched_again,
)
from gia_desktop.rollup.collection import Collection, Matched, moved_to_last_year, with_unit
from gia_desktop.rollup.findings import UnitFinding
from gia_desktop.rollup.papers.paper import set_paper
from gia_desktop.rollup.papers.returns import return_note
from gia_desktop.rollup.roster import Unit
from gia_desktop.rollup.sums import sum_up
from tests.support.reports.areas import DAY, hand_in, named, report_of, roster, split, town

NEW = CellKey("t3.new.natural")


def empty(count: int, year: int = 2025) -> Collection:
    return Collection(roster(count), year)


def full(fmt_cells: int, formats: Formats) -> dict[CellKey, object]:
    entered = formats.get("2021").entered
    return {
        key: place % 7 + fmt_cells for place, key in enumerate(entered) if not key.startswith("t2.rules.")
    }


def test_reports_of_several_kinds_in_sub_folders_add_up(tmp_path: Path, formats: Formats) -> None:
    values = full(30, formats)
    parts = split(values, 6)  # type: ignore[arg-type]
    (tmp_path / "第二批").mkdir()
    for place, part in enumerate(parts):
        folder = tmp_path / ("第二批" if place % 2 else "")
        kind = (".docx", ".xlsx", ".gia")[place % 3]
        hand_in(report_of(town(place), part), folder / f"{place}{kind}")
    done = collect(tmp_path, empty(6), formats)
    assert [one.fault for one in done.collection.submissions if one.fault] == []
    sums = sum_up(done.collection, formats)
    assert {key: sums.cells[key].sum for key in values} == values
    assert done.read == 6


def test_a_second_run_reads_only_what_changed_and_keeps_the_old_version(
    tmp_path: Path, formats: Formats
) -> None:
    for place in range(3):
        hand_in(report_of(town(place), {NEW: place}), tmp_path / f"{place}.gia")
    first = collect(tmp_path, empty(3), formats).collection
    hand_in(report_of(town(1), {NEW: 9}), tmp_path / "1.gia", DAY + dt.timedelta(days=3))
    second = collect(tmp_path, first, formats)
    assert second.read == 1
    assert [one.report.values[NEW] for one in second.collection.versions(town(1)) if one.report] == [1, 9]
    assert collect(tmp_path, second.collection, formats).read == 0


def test_a_touched_file_with_the_same_content_is_no_new_version(tmp_path: Path, formats: Formats) -> None:
    path = hand_in(report_of(town(0), {NEW: 1}), tmp_path / "0.gia")
    first = collect(tmp_path, empty(1), formats).collection
    os.utime(path, (1, 1))
    again = collect(tmp_path, first, formats)
    assert (again.read, len(again.collection.submissions)) == (0, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("坏.docx", b"PK\x03\x04 broken"),
        ("空.docx", b""),
        ("图.pdf", b"\x89PNG\r\n"),
        ("别的.txt", "买菜清单：白菜两棵".encode()),
        ("坏.gia", b"{"),
    ],
)
def test_a_broken_or_foreign_file_stops_no_other(
    tmp_path: Path, formats: Formats, name: str, data: bytes
) -> None:
    hand_in(report_of(town(0), {NEW: 1}), tmp_path / "好.gia")
    (tmp_path / name).write_bytes(data)
    made = collect(tmp_path, empty(1), formats).collection
    (broken,) = made.unreadable()
    assert broken.file == name
    assert broken.fault.endswith("）")
    assert made.report(town(0)) is not None


def test_a_notice_to_a_unit_is_no_report_of_that_unit(tmp_path: Path, formats: Formats) -> None:
    hand_in(report_of(town(0), {NEW: 5}), tmp_path / "0.gia")
    made = collect(tmp_path, empty(1), formats).collection
    finding = UnitFinding(town(0), Finding("GIA-SUM-003", Severity.MUST_FIX, "少 1 件。", "3"))
    paper = return_note(made, made.roster.get(town(0)), [finding], formats, DAY)
    (tmp_path / f"{paper.name}.docx").write_bytes(set_paper(paper, PageStyle()).data)
    again = collect(tmp_path, made, formats).collection
    assert [one.file for one in again.unreadable()] == [f"{paper.name}.docx"]
    report = again.report(town(0))
    assert report is not None
    assert report.values[NEW] == 5


@pytest.mark.parametrize("name", ["示例县2025年度汇总表.gia", "示例县2025年政府信息公开工作年度报告汇编.gia"])
def test_what_was_made_of_all_reports_is_no_report_of_one(
    tmp_path: Path, formats: Formats, name: str
) -> None:
    hand_in(report_of(town(0), {NEW: 9}), tmp_path / name)
    made = collect(tmp_path, empty(1), formats).collection
    assert [one.file for one in made.unreadable()] == [name]
    assert made.report(town(0)) is None


def test_other_things_in_the_folder_are_counted_and_left_alone(tmp_path: Path, formats: Formats) -> None:
    for name in ("照片.jpg", "程序.exe", "~$年报.docx", ".隐藏.docx"):
        (tmp_path / name).write_bytes(b"x")
    done = collect(tmp_path, empty(1), formats)
    assert (done.others, done.collection.submissions) == (2, ())


def test_a_pipe_with_the_name_of_a_report_is_not_opened(tmp_path: Path, formats: Formats) -> None:
    if not hasattr(os, "mkfifo"):  # Windows has none
        return
    os.mkfifo(tmp_path / "年报.docx")
    (one,) = collect(tmp_path, empty(1), formats).collection.submissions
    assert "不是普通文件" in one.fault


def test_a_file_that_vanished_is_kept_and_said_to_be_gone(tmp_path: Path, formats: Formats) -> None:
    path = hand_in(report_of(town(0), {NEW: 1}), tmp_path / "0.gia")
    first = collect(tmp_path, empty(1), formats).collection
    path.unlink()
    (one,) = collect(tmp_path, first, formats).collection.submissions
    assert one.gone
    assert one.report is not None


def test_a_run_can_be_stopped_and_gone_on_with(tmp_path: Path, formats: Formats) -> None:
    for place in range(4):
        hand_in(report_of(town(place), {NEW: place}), tmp_path / f"{place}.gia")
    seen: list[FolderProgress] = []

    def told(progress: FolderProgress) -> bool:
        seen.append(progress)
        return progress.done < 2

    first = collect(tmp_path, empty(4), formats, told)
    assert (first.stopped, first.read, [one.done for one in seen]) == (True, 2, [1, 2])
    assert not any(one.gone for one in first.collection.submissions)
    assert collect(tmp_path, first.collection, formats).read == 2


def test_last_years_file_does_not_count_as_this_years(tmp_path: Path, formats: Formats) -> None:
    hand_in(report_of(town(0), {NEW: 1}, 2024), tmp_path / "0.gia")
    made = collect(tmp_path, empty(1), formats).collection
    assert made.report(town(0)) is None
    assert len(list(made.of_other_years())) == 1
    assert set(collect_previous(tmp_path, roster(1), 2024, formats)) == {town(0)}


def test_whose_a_file_is_can_be_said_and_stays_said(tmp_path: Path, formats: Formats) -> None:
    hand_in(report_of("外县某镇人民政府", {NEW: 1}), tmp_path / "x.gia")
    made = collect(tmp_path, empty(1), formats).collection
    (asked,) = made.open_questions()
    made = with_unit(made, asked.file, asked.stamp.digest, made.roster.units[0])
    again = collect(tmp_path, made, formats).collection
    (one,) = again.submissions
    assert (one.unit, one.matched) == (town(0), Matched.SET)
    assert matched_again(again).submissions == again.submissions


def test_a_file_of_a_unit_that_left_the_list_is_asked_about_again(tmp_path: Path, formats: Formats) -> None:
    hand_in(report_of("外县某镇人民政府", {NEW: 1}), tmp_path / "x.gia")
    made = collect(tmp_path, empty(2), formats).collection
    (asked,) = made.open_questions()
    made = with_unit(made, asked.file, asked.stamp.digest, made.roster.units[1])
    assert [one.unit for one in matched_again(replace(made, roster=roster(1))).submissions] == [""]


def test_last_years_file_can_be_put_beside_this_years(tmp_path: Path, formats: Formats) -> None:
    hand_in(report_of(town(0), {NEW: 1}, 2024), tmp_path / "0.gia")
    hand_in(report_of(town(1), {NEW: 1}, 2023), tmp_path / "1.gia")
    made = collect(tmp_path, empty(2), formats).collection
    last, older = made.of_other_years()
    made = moved_to_last_year(made, last.file, last.stamp.digest)
    assert made.previous == {town(0): last.report}
    assert list(made.of_other_years()) == [older]
    assert made.report(town(0)) is None
    with pytest.raises(ValueError, match=r"1\.gia"):
        moved_to_last_year(made, older.file, older.stamp.digest)


def test_a_file_that_vanishes_while_others_are_read_is_told_and_stops_nothing(
    tmp_path: Path, formats: Formats
) -> None:
    for place in range(3):
        hand_in(report_of(town(place), {NEW: place}), tmp_path / f"{place}.gia")

    def told(progress: FolderProgress) -> bool:
        (tmp_path / "1.gia").unlink(missing_ok=True)
        return progress.done > 0

    made = collect(tmp_path, empty(3), formats, told).collection
    (gone,) = made.unreadable()
    assert gone.file == "1.gia"
    assert "在读取时不见了" in gone.fault
    assert [unit for unit in (town(0), town(2)) if made.report(unit) is None] == []


def test_a_file_that_vanishes_after_its_stamp_was_taken_is_told_too(
    tmp_path: Path, formats: Formats, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hand_in(report_of(town(0), {NEW: 1}), tmp_path / "0.gia")

    def read(*_: object) -> object:
        path.unlink()
        return read_file(path, formats)

    monkeypatch.setattr("gia_desktop.rollup.collecting.read_file", read)
    (gone,) = collect(tmp_path, empty(1), formats).collection.unreadable()
    assert "0.gia" in gone.fault
    assert gone.fault.endswith("）")


def test_a_new_list_of_units_matches_the_files_again(tmp_path: Path, formats: Formats) -> None:
    hand_in(named(report_of(town(0), {NEW: 1}), "示例县新设镇人民政府"), tmp_path / "新.gia")
    made = collect(tmp_path, empty(1), formats).collection
    assert [one.unit for one in made.submissions] == [""]
    units = (*made.roster.units, Unit("示例县新设镇人民政府", kind="township"))
    again = matched_again(replace(made, roster=replace(made.roster, units=units)))
    assert [one.unit for one in again.submissions] == ["示例县新设镇人民政府"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, formats: Formats) -> None:
    with pytest.raises(FolderMissingError, match="找不到文件夹《无》"):
        collect(tmp_path / "无", empty(1), formats)


def bound(path: Path, first: str, second: str, formats: Formats) -> None:
    """Write two reports of the same year into one page."""
    pages = [
        write_html(make_sheet(report_of(name, {NEW: place}), formats), DocumentOptions()).decode("utf-8")
        for place, name in enumerate((first, second), 3)
    ]
    path.write_text(pages[0].replace("</body>", "").replace("</html>", "") + pages[1], encoding="utf-8")


def test_reports_of_two_units_in_one_file_are_asked_about(tmp_path: Path, formats: Formats) -> None:
    bound(tmp_path / "两家.html", town(0), town(1), formats)
    made = collect(tmp_path, empty(2), formats).collection
    (one,) = made.submissions
    assert (one.unit, one.matched, one.candidates) == ("", Matched.BOUND, (town(1), town(0)))
    assert list(made.open_questions()) == [one]
    assert sum_up(made, formats).missing == (town(0), town(1))
    again = matched_again(made)
    assert again.submissions == made.submissions, "another list of units guesses no more"
    settled = with_unit(made, one.file, one.stamp.digest, made.roster.get(town(1)))
    assert settled.submissions[0].unit == town(1)


def test_two_names_of_one_unit_in_a_file_are_one_report(tmp_path: Path, formats: Formats) -> None:
    bound(tmp_path / "一家.html", town(0), town(0).removesuffix("人民政府"), formats)
    (one,) = collect(tmp_path, empty(2), formats).collection.submissions
    assert (one.unit, one.matched) == (town(0), Matched.TITLE)
