"""Named groups of a format as quantities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, Report, new_report
from gia_desktop.core.values import Unread, Value
from gia_desktop.formats.groups import group_of, groups, parts_of
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet, make_sheet

REFUSED = CellKey("t3.refused.total")


def sheet(formats: Formats, values: dict[str, Value], last: dict[str, Value] | None = None) -> Sheet:
    report: Report = new_report("2021", 2025, "示例县清河镇人民政府", "township")
    keyed = {CellKey(key): value for key, value in values.items()}
    previous = Previous("2021", 2024, {CellKey(key): value for key, value in (last or {}).items()})
    return make_sheet(replace(report, values=keyed, previous=previous), formats)


def test_groups_of_rows_and_columns_have_names_and_those_with_a_total_have_none(formats: Formats) -> None:
    fmt = formats.get("2021")
    found = groups(fmt)
    assert len(found[REFUSED].parts) == 8
    assert parts_of(fmt, CellKey("t4.litigation.total")) == ("t4.direct.total", "t4.after_review.total")
    assert found[CellKey("t3.new.organisations")].column == "法人或其他组织"
    assert not {"t3.handled.total", "t3.new.applicants"} & found.keys()
    assert not found.keys() & fmt.cells.keys()
    assert group_of(fmt, found[REFUSED].parts) == REFUSED


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ({}, "0"),
        ({"t3.refused_state_secret.natural": 2, "t3.refused_third_party.business": 3}, "5"),
        ({"t3.refused_state_secret.natural": Unread("若干")}, "0"),
    ],
)
def test_a_group_reads_as_the_sum_of_what_is_filled_in(
    values: dict[str, Value], read: str, formats: Formats
) -> None:
    assert sheet(formats, values).live(REFUSED) == read


def test_a_blank_group_is_blank_and_one_of_text_reads_as_nothing(formats: Formats) -> None:
    assert sheet(formats, {}).reads_blank("t4.litigation.upheld")
    unread = sheet(formats, {"t4.direct.upheld": Unread("若干")})
    assert unread.live("t4.litigation.upheld") is None


def test_a_group_is_compared_with_last_year(formats: Formats) -> None:
    both = sheet(formats, {"t4.direct.upheld": 3}, {"t4.direct.upheld": 1, "t4.after_review.upheld": 1})
    assert both.live("last.t4.litigation.upheld") == "2"
    assert both.live("trend.t4.litigation.upheld") == "较上年增长50%"
    assert sheet(formats, {"t4.direct.upheld": 3}).live("last.t4.litigation.upheld") is None
