"""The reports of a data folder, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import Vaults
from gia_desktop.app.report.library import Library, NewReport
from gia_desktop.core.change import cell_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import UNCHECKED, CellKey
from gia_desktop.core.report import Report
from gia_desktop.exchange import objects
from gia_desktop.formats.installed import Formats
from gia_desktop.importers import reader
from tests.support.window.harness import DATA

ANSWERS = NewReport("示例县清河镇人民政府", "township", 2025, "2021")


@pytest.fixture
def library(tmp_path: Path, formats: Formats) -> Iterator[Library]:
    vaults = Vaults(find_folders(tmp_path), lambda _ticket: None, lambda _error: None)
    yield Library(formats, vaults.drafts)
    vaults.stop()


def test_a_new_report_is_in_the_list_with_its_counts_at_once(library: Library) -> None:
    number = library.create(ANSWERS)
    summary = library.summary(number)
    assert summary is not None
    assert summary.progress.total > 0
    assert [item.id for item in library.summaries()] == [number]


def test_a_report_in_the_waste_bin_and_one_that_never_was_have_no_line(library: Library) -> None:
    number = library.create(ANSWERS)
    library.delete(number)
    assert library.summary(number) is None
    assert library.summary(99) is None
    assert [item.id for item in library.deleted()] == [number]


def test_the_report_of_the_year_after_is_found(library: Library) -> None:
    last = library.load(library.create(ANSWERS))
    assert library.follower(last) is None
    number = library.carry_over(last)
    found = library.follower(last)
    assert found is not None
    assert found.id == number


def test_a_practice_that_was_begun_is_gone_on_with(library: Library) -> None:
    assert library.practice() == library.practice()
    assert library.sample() != library.sample()


def test_a_report_file_is_parsed_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    parse = objects.parse_report

    def count(data: bytes, formats: Formats) -> Report:
        parsed.append(data)
        return parse(data, formats)

    for module in (objects, reader):
        monkeypatch.setattr(module, "parse_report", count)
    assert library.read(DATA / "city-2024.gia").report.unit_name == "云溪市人民政府"
    assert len(parsed) == 1


def test_a_fault_in_a_report_file_names_the_file(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "坏.gia"
    path.write_bytes((DATA / "city-2024.gia").read_bytes()[:-20])
    with pytest.raises(GiaError, match=r"坏\.gia") as caught:
        library.read(path)
    assert caught.value.code == "GIA-E-101"


def test_a_copy_says_that_it_is_one_and_is_no_exercise(library: Library) -> None:
    first = library.create(ANSWERS)
    library.set_nickname(first, "送审前")
    copy = library.summary(library.duplicate(first))
    assert copy is not None
    assert (copy.unit, copy.year, copy.nickname, copy.exercise) == (
        ANSWERS.unit,
        ANSWERS.year,
        "送审前（副本）",
        "",
    )
    library.set_nickname(first, "")
    again = library.summary(first)
    assert again is not None
    assert again.nickname == ""


def test_practice_and_sample_are_told_apart_and_never_offered_as_last_year(library: Library) -> None:
    practice, sample = (library.summary(number) for number in (library.practice(), library.sample()))
    assert practice is not None
    assert sample is not None
    assert (practice.exercise, sample.exercise) == ("practice", "sample")
    follower = replace(library.load(sample.id), year=sample.year + 1)
    assert library.last_year_of(follower) is None


def test_the_list_knows_how_many_sections_are_written(library: Library) -> None:
    numbers = (library.create(ANSWERS), library.sample())
    assert [item.written for number in numbers if (item := library.summary(number))] == [0, 3]


def test_a_year_of_another_format_makes_a_draft_of_its_own(library: Library) -> None:
    number = library.create(ANSWERS)
    key, gone = CellKey("t3.new.natural"), CellKey("t3.other_misc.natural")
    step = replace(
        cell_change(library.load(number), {key: 9, gone: 1}, ""),
        texts={UNCHECKED: ("", f"{gone} {key}")},
        register=({}, {"register.fee.notices": 2}),
    )
    library.saver.read(lambda store: store.write(number, step))
    moved = library.load(library.move_to_year(number, 2020))
    assert (moved.format, moved.year, moved.values) == ("2019", 2020, {key: 9})
    assert moved.unchecked == {key}
    assert moved.register == {}
    assert library.load(number).year == ANSWERS.year


def test_a_copy_of_last_years_report_in_its_format_goes_into_the_next_one_to_be_checked(
    library: Library,
) -> None:
    number = library.create(NewReport("示例县清河镇人民政府", "township", 2020, "2019"))
    key, out = CellKey("t3.new.natural"), CellKey("t3.carried_out.natural")
    library.saver.read(
        lambda store: store.write(number, cell_change(library.load(number), {key: 9, out: 4}, ""))
    )
    moved = library.load(library.move_to_year(number, 2021, as_last_year=True))
    assert (moved.format, moved.unchecked) == ("2021", frozenset({key, out}))
    assert moved.values == {key: 9, out: 4, CellKey("t3.carried_in.natural"): 4}
    assert moved.previous is not None
    assert (moved.previous.format, moved.previous.year) == ("2019", 2020)


def test_a_file_that_holds_what_a_draft_holds_is_that_draft(library: Library) -> None:
    city = library.read(DATA / "city-2024.gia").report
    number = library.take_in(city, "市.gia")
    library.set_nickname(number, "送审稿")
    standing, is_same = library.standing(city)
    assert (standing and standing.id, is_same) == (number, True)


def test_a_file_of_the_same_unit_and_year_meets_the_draft_that_went_on(library: Library) -> None:
    city = library.read(DATA / "city-2024.gia").report
    key = CellKey("t3.new.natural")
    number = library.take_in(cell_change(city, {key: 1}, "改").apply(city), "市.gia")
    standing, is_same = library.standing(city)
    assert (standing and standing.id, is_same) == (number, False)
    assert library.standing(city, besides=number) == (None, False)
    assert library.standing(replace(city, year=city.year + 1)) == (None, False)
