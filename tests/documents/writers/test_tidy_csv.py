from __future__ import annotations

import csv
import random
from io import StringIO
from pathlib import Path

import pytest

from gia_desktop.core.values import NA, Unread
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.tidy_csv import prove_csv
from gia_desktop.documents.writers.tidy_csv import write_csv
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet
from gia_desktop.importers.files.tidy_csv import tidy_items
from gia_desktop.importers.reader import read_file
from tests.documents.conftest import with_texts, with_values

PLAIN = DocumentOptions()


def rows(sheet: Sheet, options: DocumentOptions = PLAIN) -> dict[str, dict[str, str]]:
    text = write_csv(sheet, options).decode("utf-8-sig")
    return {row["格名"]: row for row in csv.DictReader(StringIO(text, newline=""))}


def test_every_cell_is_a_row_with_all_that_says_which_it_is(city: Sheet) -> None:
    found = rows(city)
    assert list(found) == list(city.format.cells)
    assert found["t3.new.total"] == {
        "单位": "云溪市人民政府",
        "年度": "2024",
        "格式": "2021",
        "格名": "t3.new.total",
        "表": "三、收到和处理政府信息公开申请情况",
        "行": "一、本年新收政府信息公开申请数量",
        "列": "申请人情况 > 总计",
        "项目": "新收，总计",
        "数值": "3119",
        "计量单位": "件",
    }


def test_blank_inapplicable_and_unread_cells_are_told_apart(city: Sheet) -> None:
    sheet = with_values(
        city, {"t2.rules.issued": None, "t2.rules.repealed": NA, "t2.rules.in_force": Unread("x")}
    )
    keys = ("t2.rules.issued", "t2.rules.repealed", "t2.rules.in_force")
    assert [rows(sheet)[key]["数值"] for key in keys] == ["", "/", ""]
    assert [rows(sheet, DocumentOptions(blank_as_zero=True))[key]["数值"] for key in keys] == ["0", "/", "0"]
    assert prove_csv(write_csv(sheet, PLAIN), sheet, PLAIN).holds


def test_open_data_is_read_back_as_the_report(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "年报.csv"
    path.write_bytes(write_csv(sheet, PLAIN))
    report = read_file(path, bundled_formats()).report
    assert report.values == {key: sheet.report.values[key] for key in sheet.format.entered}
    assert (report.unit_name, report.year, report.format) == (
        sheet.report.unit_name, sheet.report.year, sheet.report.format
    )  # fmt: skip


def test_name_of_a_unit_is_never_a_formula(city: Sheet) -> None:
    odd = with_texts(city, {"unit.name": "=1+1"})
    assert rows(odd)["t3.new.total"]["单位"] == "'=1+1"
    assert prove_csv(write_csv(odd, PLAIN), odd, PLAIN).holds


@pytest.mark.parametrize("seed", range(20))
def test_every_changed_row_is_found(city: Sheet, seed: int) -> None:
    lines = write_csv(city, PLAIN).decode("utf-8").split("\r\n")
    place = random.Random(seed).randrange(1, len(lines) - 1)
    cells = lines[place].split(",")
    cells[-2] += "9"
    proof = prove_csv(
        "\r\n".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]).encode(), city, PLAIN
    )
    assert (proof.same, len(proof.differences)) == (199, 1)


def test_lost_rows_and_other_files_are_told(city: Sheet) -> None:
    data = write_csv(city, PLAIN)
    assert (
        "缺少格“规章，本年制发”" in prove_csv(data.replace(b"t2.rules.issued", b"t9"), city, PLAIN).sentence
    )
    assert "文件打不开" in prove_csv(b"\xff\xfe\x00", city, PLAIN).sentence


@pytest.mark.parametrize("text", ["", "甲,乙,丙\n1,2,3\n", '单位,年度\n"没有关上的引号'])
def test_other_tables_are_not_taken_for_open_data(text: str) -> None:
    assert tidy_items(text) is None
