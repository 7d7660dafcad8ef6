"""The collection that comes with the program: its faults, all of them and no other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dev.practice_collection import made
from gia_desktop.cli.collect.reading import asks
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.rollup.among import area_findings
from gia_desktop.rollup.collecting import collect, collect_previous
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.coverage import state_of
from gia_desktop.rollup.findings import UnitFinding, unit_findings
from gia_desktop.rollup.giac import dump_collection
from gia_desktop.rollup.practice import (
    LAST_YEAR,
    THIS_YEAR,
    UNITS,
    AreaPractice,
    FilledFolderError,
    is_practice,
    load_practice,
    write_folder,
)
from gia_desktop.rollup.units_file import read_units

DAY = dt.date(2026, 1, 30)


@pytest.fixture(scope="module")
def practice() -> AreaPractice:
    return load_practice(bundled_formats())


def found(collection: Collection, formats: Formats) -> list[UnitFinding]:
    return [*unit_findings(collection, formats), *area_findings(collection, formats)]


def test_it_is_shipped_as_it_is_made() -> None:
    assert dump_collection(made()) == resource("samples", "collection-2025.giac").read_bytes()


def test_it_is_small_and_says_what_it_is(practice: AreaPractice) -> None:
    assert is_practice(practice.collection)
    assert len(practice.collection.roster.units) == 30
    assert resource("samples", "collection-2025.giac").stat().st_size < 350_000
    assert len({fault.id for fault in practice.faults}) == len(practice.faults) == 22


def test_every_planted_fault_is_found_by_each_of_its_rules_and_no_other(
    practice: AreaPractice, formats: Formats
) -> None:
    findings = found(practice.collection, formats)
    said = {(one.unit, one.finding.code) for one in findings}
    planted = [fault for fault in practice.faults if fault.is_finding]
    wanted = {(fault.unit, code) for fault in planted for code in fault.codes}
    wanted |= {(unit, code) for fault in planted for unit, code, _ in fault.also}
    assert said == wanted
    assert practice.found(findings) == {fault.id for fault in planted}
    assert practice.unplanted(findings) == []


def test_a_finding_that_nobody_planted_is_told(practice: AreaPractice, formats: Formats) -> None:
    one = next(one for one in found(practice.collection, formats) if one.finding.code == "GIA-ALL-002")
    other = UnitFinding(one.unit, replace(one.finding, cells=()))
    assert practice.unplanted([one, other]) == [other]


def test_what_lies_in_the_handing_in_is_as_its_list_says(practice: AreaPractice) -> None:
    collection = practice.collection
    asked = [words for one in collection.submissions if (words := asks(collection, one))]
    for fault in practice.faults:
        if fault.state:
            state = state_of(collection, collection.roster.get(fault.unit))
            assert (state.state, state.late_by) == (fault.state, fault.late_by), fault.id
        assert not fault.versions or len(collection.versions(fault.unit)) == fault.versions, fault.id
        assert not fault.asks or any(fault.asks in words for words in asked), fault.id
    assert len(asked) == sum(bool(fault.asks) for fault in practice.faults)


def test_collected_from_its_files_it_shows_the_same_faults(
    practice: AreaPractice, formats: Formats, tmp_path: Path
) -> None:
    write_folder(practice, tmp_path / "练习", formats)
    roster = read_units(tmp_path / "练习" / UNITS)
    assert roster == practice.collection.roster
    previous = collect_previous(tmp_path / "练习" / LAST_YEAR, roster, 2024, formats)
    assert previous == practice.collection.previous
    start = Collection(roster, 2025, previous=previous)
    again = collect(tmp_path / "练习" / THIS_YEAR, start, formats).collection
    assert [one.file for one in again.submissions if one.doubtful] == []
    assert practice.unplanted(found(again, formats)) == []
    assert practice.found(found(again, formats)) == {f.id for f in practice.faults if f.is_finding}
    assert {one.fault for one in again.submissions} == {one.fault for one in practice.collection.submissions}
    names = {one.file: (one.unit, one.matched, one.received) for one in again.submissions}
    assert names == {
        one.file: (one.unit, one.matched, one.received) for one in practice.collection.submissions
    }


def test_a_folder_that_holds_something_is_left_alone(
    practice: AreaPractice, formats: Formats, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a")
    for folder in (tmp_path, tmp_path / "a.txt"):
        with pytest.raises(FilledFolderError, match="里已有文件"):
            write_folder(practice, folder, formats)
