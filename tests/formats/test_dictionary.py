from __future__ import annotations

import csv
import json
from io import StringIO

from gia_desktop.formats.dictionary import dictionary, dictionary_csv, dictionary_json
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.schema import Format


def test_every_cell_is_a_field_with_its_official_words_and_clause(formats: Formats) -> None:
    for fmt in formats:
        fields = dictionary(fmt)
        assert [field.id for field in fields] == list(fmt.cells)
        assert all(field.table and field.row and field.column and field.clause for field in fields)


def test_fields_tell_their_unit(fmt_2019: Format, fmt_2021: Format) -> None:
    units = {field.id: field.unit for fmt in (fmt_2019, fmt_2021) for field in dictionary(fmt)}
    assert units["t2.fees.amount"] == "万元"
    assert units["t2.licence.last_items" if "t2.licence.last_items" in units else "t3.new.total"] in {
        "项",
        "件",
    }
    assert {field.unit for field in dictionary(fmt_2021)} == {"件", "万元"}
    assert {field.unit for field in dictionary(fmt_2019)} == {"件", "项", ""}


def test_totals_name_the_cells_that_they_are_the_sum_of(fmt_2021: Format) -> None:
    found = {field.id: field for field in dictionary(fmt_2021)}
    total = found["t4.review.total"]
    assert total.sum_of.split() == [
        f"t4.review.{name}" for name in ("upheld", "corrected", "other", "pending")
    ]
    assert found["t4.review.upheld"].sum_of == ""
    assert (
        found["t3.refused_state_secret.natural"].row == "三、本年度办理结果 > （三）不予公开 > 1.属于国家秘密"
    )


def test_csv_and_json_say_the_same(formats: Formats) -> None:
    rows = list(csv.DictReader(StringIO(dictionary_csv(formats), newline="")))
    assert rows == json.loads(dictionary_json(formats))
    assert len(rows) == sum(len(fmt.cells) for fmt in formats)
