"""Totals that a file states obey the same certainty as its figures."""

from __future__ import annotations

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.totals import Totals, read_totals
from gia_desktop.importers.imported_report import WaitingTotal
from gia_desktop.importers.matching.matched import Certainty, MatchedCell

PARTS = tuple(CellKey(f"t4.review.{name}") for name in ("upheld", "corrected", "other", "pending"))
TOTAL = CellKey("t4.review.total")


@pytest.fixture
def totals(formats: Formats) -> object:
    fmt = formats.get("2021")

    def read(stated: MatchedCell, *doubtful: CellKey, lost: tuple[CellKey, ...] = ()) -> Totals:
        cells = {
            key: MatchedCell(key, "1", 1, Certainty.DOUBTFUL if key in doubtful else Certainty.SURE)
            for key in PARTS
            if key not in lost
        }
        return read_totals(fmt, cells, {TOTAL: stated}, ())

    return read


def test_a_total_whose_parts_are_sure_is_told_and_compared(totals: object) -> None:
    assert callable(totals)
    found = totals(MatchedCell(TOTAL, "3", 3))
    assert found.told == {TOTAL: 3}
    assert [(one.key, one.stated, one.computed) for one in found.differing] == [(TOTAL, 3, 4)]


def test_a_total_waits_for_doubtful_parts_and_is_compared_with_what_was_read(totals: object) -> None:
    assert callable(totals)
    found = totals(MatchedCell(TOTAL, "3", 3, Certainty.CONTRADICTED), PARTS[0], PARTS[1])
    assert found.told == {}
    assert found.waiting == {TOTAL: WaitingTotal(3, PARTS[:2])}
    assert [one.computed for one in found.differing] == [4]


def test_a_doubtful_total_is_a_note_and_no_more(totals: object) -> None:
    assert callable(totals)
    found = totals(MatchedCell(TOTAL, "35", 35, Certainty.DOUBTFUL, "被分页切开"))
    assert (found.told, found.waiting, found.differing) == ({}, {}, ())
    assert found.notes == ("有 1 个总计读不准，没有用来核对。",)


def test_a_total_without_its_parts_is_compared_with_nothing(totals: object) -> None:
    assert callable(totals)
    found = totals(MatchedCell(TOTAL, "9", 9), lost=(PARTS[0],))
    assert (found.told, found.waiting, found.differing) == ({}, {}, ())
