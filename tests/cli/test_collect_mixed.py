"""A real parent's tables split over units that hand in files of several kinds, and summed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gia_desktop.exchange.report_file import open_report, save_report
from gia_desktop.formats.installed import Formats, bundled_formats
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.rollup.units_file import write_units
from tests.cli.conftest import Gia
from tests.support.reports.areas import hand_in, report_of, split, town

CITY = Path(__file__).parent.parent / "data" / "city-2024.gia"
GOVERNMENT = "示例市人民政府"
UNITS = 9
ENDINGS = (".docx", ".pdf", ".xlsx")


@pytest.fixture
def formats() -> Formats:
    return bundled_formats()


@pytest.mark.slow
def test_a_city_split_at_random_comes_back_in_all_its_cells(
    gia: Gia, tmp_path: Path, formats: Formats
) -> None:
    city = open_report(CITY, formats)
    rules = {key: value for key, value in city.values.items() if key.startswith("t2.rules.")}
    parts = split({key: value for key, value in city.values.items() if key not in rules}, UNITS, seed=7)
    parts[0] |= rules  # 规章 come from the government's own leaf
    units = (Unit(GOVERNMENT, kind="city"), *(Unit(town(n), kind="township") for n in range(1, UNITS)))
    (tmp_path / "units.toml").write_bytes(write_units(Roster("示例市", units)))
    (tmp_path / "交来").mkdir()
    for place, (unit, part) in enumerate(zip(units, parts, strict=True)):
        report = report_of(unit.name, part, city.year, unit.kind)
        path = tmp_path / "交来" / f"{place}{ENDINGS[place % len(ENDINGS)]}"
        if path.suffix == ".pdf":
            save_report(report, tmp_path / "one.gia")
            assert gia("export", tmp_path / "one.gia", "-o", path).code == 0
        else:
            hand_in(report, path)
    made = tmp_path / "全市.giac"
    command = ("collect", tmp_path / "交来", "--units", tmp_path / "units.toml", "--year", city.year)
    assert gia(*command, "-o", made).code == 0
    assert gia("collect", "sum", made, "-o", tmp_path / "全市.gia").code == 0
    summed, stated = (gia("show", file, "--json").data["values"] for file in (tmp_path / "全市.gia", CITY))
    assert len(stated) == 200
    assert summed == stated
