from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.collection import (
    Asked,
    Collection,
    Correction,
    Mark,
    marked,
    returned,
)
from gia_desktop.rollup.giac import (
    GiacFileError,
    dump_collection,
    open_collection,
    parse_collection,
    save_collection,
)
from gia_desktop.rollup.roster import RosterError
from tests.support.reports.areas import collection, report_of, submission, town

NEW = CellKey("t3.new.natural")


@pytest.fixture
def made() -> Collection:
    start = collection([report_of(town(0), {NEW: 3}), report_of(town(1), {NEW: 4})])
    start = returned(
        start, town(0), [Asked("GIA-SUM-003", (NEW,), "少 1 件", {NEW: "3"})], dt.date(2026, 1, 21)
    )
    broken = replace(
        submission(report_of("", {}), "坏.docx"), report=None, unit="", fault="已损坏。（GIA-E-501）"
    )
    return replace(
        marked(start, town(1), Mark.PASSED),
        submissions=(*start.submissions, broken),
        corrections=(Correction(town(1), NEW, -1, "重复", "李四", dt.date(2026, 2, 1)),),
        previous={town(0): report_of(town(0), {NEW: 2}, 2024)},
    )


def test_a_collection_comes_back_as_it_was(made: Collection, formats: Formats, tmp_path: Path) -> None:
    save_collection(made, tmp_path / "全县.giac")
    assert open_collection(tmp_path / "全县.giac", formats) == made


def test_keys_that_are_not_known_survive(made: Collection, formats: Formats) -> None:
    data: dict[str, Any] = json.loads(dump_collection(made))
    data["later"] = {"a": [1]}
    data["units"][0]["colour"] = "red"
    data["submissions"][0]["seen_by"] = "王五"
    data["states"][town(0)]["rounds"][0]["letter"] = 7
    again = json.loads(dump_collection(parse_collection(json.dumps(data).encode(), formats)))
    assert again == data


def test_the_contracts_keys_are_there(made: Collection) -> None:
    data = json.loads(dump_collection(made))
    assert data["gia_collection"] == 1
    assert {"area", "year", "units", "submissions", "corrections", "states"} <= set(data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"gia_collection": 2}, "新版本程序保存的"),
        ({"gia_collection": None}, "应是整数"),
        ({"year": 1800}, "year 应是年份"),
        ({"area": ""}, "area 应是文字"),
        ({"units": {}}, "units 应是列表"),
        ({"units": [{"name": "甲", "kind": "planet"}]}, "“units 第 1 项”的 kind"),
        ({"submissions": [{"file": "a", "received": "昨天"}]}, "received 应是日期"),
        (
            {"submissions": [{"file": "a", "received": "2026-01-01", "report": {"gia": 1}}]},
            "里的报告无法使用",
        ),
        ({"corrections": [{"unit": "a", "cell": "b", "amount": "x", "reason": "c"}]}, "amount 应是数字"),
        ({"states": {"甲": {"mark": "lost"}}}, "mark 应是"),
        ({"previous": {"甲": 3}}, "里的报告无法使用"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    made: Collection, formats: Formats, change: dict[str, Any], words: str
) -> None:
    data = {**json.loads(dump_collection(made)), **change}
    with pytest.raises(GiacFileError, match=words):
        parse_collection(json.dumps(data).encode(), formats)


def test_units_that_contradict_each_other_are_refused(made: Collection, formats: Formats) -> None:
    data = json.loads(dump_collection(made))
    data["units"].append(data["units"][0])
    with pytest.raises(RosterError, match="出现了 2 次"):
        parse_collection(json.dumps(data).encode(), formats)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_anything_else_is_no_collection(formats: Formats, data: bytes) -> None:
    with pytest.raises(GiacFileError):
        parse_collection(data, formats)


def test_a_file_that_is_not_there_or_is_a_folder_is_a_sentence(tmp_path: Path, formats: Formats) -> None:
    with pytest.raises(GiacFileError, match=r"文件《无\.giac》无法打开：找不到这个文件。"):
        open_collection(tmp_path / "无.giac", formats)
    with pytest.raises(GiacFileError, match="它是文件夹"):
        open_collection(tmp_path, formats)
