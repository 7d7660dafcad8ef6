from __future__ import annotations

from tests.cli.conftest import Gia


def test_json_lists_both_formats_with_their_years(gia: Gia) -> None:
    ran = gia("formats", "--json")
    years = {item["id"]: (item["first_year"], item["last_year"]) for item in ran.data}
    assert (ran.code, ran.err) == (0, "")
    assert years == {"2019": (2019, 2020), "2021": (2021, None)}


def test_json_names_every_cell_of_the_2021_format(gia: Gia) -> None:
    fmt = next(item for item in gia("formats", "--json").data if item["id"] == "2021")
    cells = {cell["key"]: cell for cell in fmt["cells"]}
    assert (len(cells), sum(cell["computed"] for cell in cells.values())) == (200, 34)
    assert cells["t2.fees.amount"] == {
        "key": "t2.fees.amount",
        "label": "行政事业性收费，收费金额（万元）",
        "table": "t2",
        "section": "2",
        "row": "行政事业性收费",
        "column": "本年收费金额（单位：万元）",
        "kind": "money",
        "computed": False,
        "sum": [],
    }


def test_json_gives_the_parts_of_a_total(gia: Gia) -> None:
    fmt = next(item for item in gia("formats", "--json").data if item["id"] == "2021")
    sums = {cell["key"]: cell["sum"] for cell in fmt["cells"]}
    assert sums["t4.review.total"] == [
        f"t4.review.{part}" for part in ("upheld", "corrected", "other", "pending")
    ]
    assert len(sums["t3.handled_total.total"]) == 21


def test_text_has_one_line_for_every_cell(gia: Gia) -> None:
    lines = gia("formats").out.splitlines()
    assert lines[0].startswith(
        "2019　2019 年格式（试行）（2019—2020 年度），国办公开办函〔2019〕60号，198 格"
    )
    assert sum(line.startswith("  t") for line in lines) == 398
    assert any(line.split() == ["t3.new.total", "件数", "新收，总计", "=", "6", "格之和"] for line in lines)


def test_schema_and_fields_are_printed_as_data(gia: Gia) -> None:
    assert gia("formats", "--schema").data["properties"]["format"]["enum"] == ["2019", "2021"]
    fields = gia("formats", "--fields", "json").data
    table = gia("formats", "--fields", "csv").out.splitlines()
    assert len(fields) == len(table) - 1 == 398
    assert table[0].startswith("format,id,table,row,column,label,unit")
