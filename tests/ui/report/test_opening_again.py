"""A report file that is opened when its report is in the list already."""

from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.app.report.library import Library
from gia_desktop.core.keys import CellKey
from tests.support.window.harness import DATA
from tests.support.window.office import Office

NATURAL = CellKey("t3.new.natural")


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    target = tmp_path / "年报.gia"
    target.write_bytes((DATA / "city-2024.gia").read_bytes())
    office.window.open_file(target)
    return target


def numbers(office: Office) -> list[int]:
    library: Library = office.workspace.library
    return [item.id for item in library.summaries()]


def test_the_same_file_opened_twice_makes_no_second_report(office: Office, file: Path) -> None:
    number = office.number
    office.window.go_home()
    office.window.open_file(file)
    assert (office.number, numbers(office)) == (number, [number])
    office.window.open_file(file)
    assert numbers(office) == [number]


def test_work_done_since_is_offered_before_what_the_file_says(office: Office, file: Path) -> None:
    number = office.number
    office.fill(NATURAL, "8")
    office.messages.answers.append(True)
    office.window.open_file(file)
    assert (office.number, office.value(NATURAL), numbers(office)) == (number, 8, [number])
    assert "已填" in office.messages.questions[-1]
    assert file.name in office.messages.questions[-1]


def test_what_the_file_says_becomes_a_report_of_its_own_on_wish(office: Office, file: Path) -> None:
    number = office.number
    office.fill(NATURAL, "8")
    office.messages.answers.append(False)
    office.window.open_file(file)
    assert office.number != number
    assert office.value(NATURAL) != 8
    assert len(numbers(office)) == 2


def test_a_draft_that_was_there_before_is_never_put_away_with_its_file(office: Office, file: Path) -> None:
    number = office.workspace.library.duplicate(office.number)
    office.window.reports.discard(number)
    assert number in numbers(office)


def test_esc_at_the_question_opens_nothing(office: Office, file: Path) -> None:
    number = office.number
    office.fill(NATURAL, "8")
    office.messages.answers.append(None)
    office.window.open_file(file)
    assert (office.number, numbers(office)) == (number, [number])
