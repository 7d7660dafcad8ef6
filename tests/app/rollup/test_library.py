"""Named operations on the collections of a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gia_desktop.app.rollup.library import CollectionLibrary, OtherCollectionYearError
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.rollup.collection import Collection, Mark
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.giac import save_collection
from gia_desktop.rollup.kept.store import COLLECTIONS, UnknownCollectionError
from gia_desktop.rollup.roster import Roster
from gia_desktop.rollup.units_file import table_of_units, write_units
from gia_desktop.vault.saver import Saver
from tests.support.reports.areas import DAY, collection, hand_in, report_of, roster, town

NEW = CellKey("t3.new.natural")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[CollectionLibrary]:
    saver = Saver(tmp_path / "collections.sqlite3", COLLECTIONS, lambda _ticket: None, lambda _fault: None)
    yield CollectionLibrary(bundled_formats(), saver, lambda: DAY)
    assert saver.stop(20)


def three(year: int = 2025) -> Collection:
    return collection([report_of(town(place), {NEW: place}, year) for place in range(3)], year=year)


def test_a_new_collection_is_listed_with_its_counts(library: CollectionLibrary) -> None:
    number = library.create(Collection(roster(3), 2025))
    assert [(line.id, line.tally) for line in library.list()] == [(number, Tally(3, 3))]
    assert library.has(number)
    assert not library.has(number + 1)


def test_steps_of_an_open_collection_are_kept(library: CollectionLibrary) -> None:
    number = library.create(three())
    session = library.open(number)
    session.apply(session.mark_step(town(0), Mark.PASSED))
    assert library.saver.flush(20)
    assert library.open(number).collection == session.collection
    assert library.summary(number).tally == Tally(3, 0, 2, 0, 1)
    assert [step.label for step in library.history(number)] == ["新建", f"通过“{town(0)}”"]


def test_a_collection_goes_to_the_waste_bin_and_comes_back(library: CollectionLibrary) -> None:
    number = library.create(three())
    library.delete(number)
    assert not library.has(number)
    assert [line.id for line in library.list(deleted=True)] == [number]
    library.restore(number)
    assert library.open(number).collection == three()
    with pytest.raises(UnknownCollectionError):
        library.open(99)


@pytest.mark.parametrize("ending", ["toml", "xlsx", "giac"])
def test_units_come_from_a_list_or_another_collection(
    library: CollectionLibrary, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"单位名单.{ending}"
    if ending == "giac":
        save_collection(Collection(roster(4), 2024), path)
    else:
        path.write_bytes(write_units(roster(4)) if ending == "toml" else table_of_units(roster(4)))
    assert [unit.name for unit in library.read_roster(path).units] == [town(place) for place in range(4)]


def test_without_a_list_the_units_are_those_whose_reports_lie_in_the_folder(
    library: CollectionLibrary, tmp_path: Path
) -> None:
    for place in range(3):
        hand_in(report_of(town(place), {NEW: place}), tmp_path / f"{place}.gia")
    hand_in(report_of(town(7), {NEW: 1}, 2024), tmp_path / "旧.gia")
    done = library.collect(Collection(Roster("示例县", due=DAY), 2025), tmp_path).collection
    assert done.roster.due == DAY
    assert [unit.name for unit in done.roster.units] == [town(place) for place in range(3)]
    assert [done.newest(unit.name) is not None for unit in done.roster.units] == [True] * 3


def test_last_year_comes_from_the_collection_of_the_year_before(library: CollectionLibrary) -> None:
    library.create(three(2024))
    found = library.last_year("示例县", 2025)
    assert {name: report.year for name, report in found.items()} == {town(place): 2024 for place in range(3)}
    assert library.last_year("示例县", 2026) == {}
    assert library.last_year("别县", 2025) == {}


def test_a_collection_of_another_year_is_not_last_years(library: CollectionLibrary, tmp_path: Path) -> None:
    path = tmp_path / "旧.giac"
    save_collection(three(2022), path)
    with pytest.raises(OtherCollectionYearError, match="2022"):
        library.read_last_year(path, 2025)
    assert len(library.read_last_year(path, 2023)) == 3


def test_a_collection_travels_in_a_file(library: CollectionLibrary, tmp_path: Path) -> None:
    session = library.open(library.create(three()))
    library.save_file(session, tmp_path / "带走.giac")
    number = library.take_in(library.read_file(tmp_path / "带走.giac"), "带走.giac")
    assert library.open(number).collection == replace(three())
    with pytest.raises(GiaError, match="没有"):
        library.read_file(tmp_path / "没有.giac")


def test_the_sums_go_into_a_workbook_with_their_parts(library: CollectionLibrary, tmp_path: Path) -> None:
    session = library.open(library.create(three()))
    library.write_sums(session.collection, session.sums, tmp_path / "汇总.xlsx")
    book = load_workbook(tmp_path / "汇总.xlsx")
    assert "各单位数" in book.sheetnames


def test_the_practice_collection_is_gone_on_with(library: CollectionLibrary) -> None:
    number = library.practice()
    session = library.open(number)
    assert session.tally.units == 30
    session.apply(session.mark_step(session.roster.units[0].name, Mark.PASSED))
    assert library.practice() == number
    assert library.open(number).tally.passed == 1
