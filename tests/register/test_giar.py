from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.core.errors import GiaError
from gia_desktop.register.case import Register
from gia_desktop.register.outside.file import open_register, save_register
from gia_desktop.register.outside.giar import (
    GiarFileError,
    case_from_object,
    case_to_object,
    dump_register,
    parse_register,
)
from tests.register.made import case, event, remedy


def example() -> dict[str, Any]:
    """The object of the contract, with keys nobody knows at every level."""
    return {
        "gia_register": 1,
        "unit": {"name": "示例县清河镇人民政府", "kind": "township", "new_u": 1},
        "year": 2026,
        "cases": [
            {
                "number": "2026-0031",
                "arrived": "2026-02-27",
                "received": "2026-02-27",
                "received_reason": "",
                "channel": "in_person",
                "applicant": {
                    "kind": "natural",
                    "name": "张某",
                    "id_kind": "",
                    "id_number": "",
                    "contact": "",
                    "phone": "",
                    "address": "",
                    "postcode": "",
                    "email": "",
                    "agent": "",
                    "joint": 1,
                    "new_a": 2,
                },
                "request": {
                    "content": "征地批复",
                    "document": "",
                    "form": "paper",
                    "field": "",
                    "new_r": [3],
                },
                "split_from": "",
                "not_counted": "",
                "events": [
                    {
                        "kind": "correction_asked",
                        "date": "2026-03-05",
                        "until": "2026-03-19",
                        "new_e": {"x": 4},
                    },
                    {"kind": "corrected", "date": "2026-03-13"},
                ],
                "reply": {
                    "date": "",
                    "number": "",
                    "outcome": "",
                    "articles": "",
                    "delivered": "",
                    "pages": 0,
                    "made_public": False,
                    "new_p": 5,
                },
                "remedies": [
                    {
                        "kind": "review",
                        "received": "2026-05-06",
                        "body": "",
                        "case_number": "",
                        "procedure": "ordinary",
                        "role": "respondent",
                        "result": "",
                        "column": "pending",
                        "closed": "",
                        "new_m": 6,
                    }
                ],
                "filed": "",
                "new_c": 7,
            }
        ],
        "new_top": 8,
    }


def parsed(changed: dict[str, Any]) -> Register:
    return parse_register(json.dumps(changed, ensure_ascii=False).encode())


def test_the_file_of_the_contract_survives_a_round_trip_with_keys_that_are_not_known() -> None:
    assert json.loads(dump_register(parsed(example()))) == example()


def test_a_case_with_everything_survives_a_round_trip() -> None:
    made = case(
        "2026-03-02",
        event("third_party_asked", "2026-03-04", received="2026-03-05"),
        event("extended", "2026-03-20", days=10, approved_by="李某", reason="内容多", told="2026-03-20"),
        event("fee_noticed", "2026-03-21", received="2026-03-22", basis="pages", quantity=57, amount=270),
        event("note", "2026-03-22", text="电话联系过"),
        reply="2026-04-01",
        outcome="partial",
        articles="第三十七条",
        remedies=(
            remedy("review", "2026-05-06", "2026-06-06", column="other", reason="调解", result="终止"),
        ),
    )
    assert case_from_object(json.loads(json.dumps(case_to_object(made)))) == made


def test_a_case_of_which_only_the_number_is_known_can_be_read() -> None:
    made = parsed({"gia_register": 1, "unit": {}, "year": 2026, "cases": [{"number": "1"}]}).cases[0]
    assert (made.received, made.channel) == (None, "other")
    assert (made.applicant.kind, made.applicant.joint) == ("natural", 1)


def broken(*path: str | int, to: object) -> dict[str, Any]:
    data = example()
    found: Any = data
    for step in path[:-1]:
        found = found[step]
    found[path[-1]] = to
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (broken("gia_register", to=2), "新版本"),
        (broken("gia_register", to="1"), "缺少“gia_register”版本号"),
        (broken("year", to="二〇二六"), "年度应是四位数字"),
        (broken("unit", "kind", to="village"), "单位类型“village”不认识"),
        (broken("unit", "kind", to=["village"]), "单位类型"),
        (broken("unit", to=[]), "应是一个对象"),
        (broken("cases", to={}), "cases 应是列表"),
        (broken("cases", 0, "number", to=""), "第 1 件的“编号”是空的"),
        (
            broken("cases", 0, "received", to="2026-13-40"),
            "第 1 件（2026-0031）的“收到日”“2026-13-40”不是日期",
        ),
        (broken("cases", 0, "received", to="1026-03-02"), "年份不对"),
        (broken("cases", 0, "events", to="x"), "“经过”应是列表"),
        (broken("cases", 0, "events", 0, "date", to=""), "“correction_asked”没有日期"),
        (broken("cases", 0, "applicant", "joint", to=-1), "“人数”应是不小于 0 的整数"),
        (broken("cases", 0, "applicant", "name", to=[]), "“名称”应是文字"),
        (broken("cases", 0, "reply", "made_public", to="yes"), "应是 true 或 false"),
        (broken("cases", 0, "remedies", 0, to={}), "“类型”缺少"),
        (broken("cases", 0, to=3), "应是一个对象"),
    ],
)
def test_what_is_impossible_is_told_with_case_and_field(data: dict[str, Any], said: str) -> None:
    with pytest.raises(GiarFileError) as fault:
        parsed(data)
    assert said in fault.value.sentence


def test_only_the_first_faults_are_shown_and_the_rest_counted() -> None:
    data = example()
    data["cases"] = [{"number": ""}] * 5
    with pytest.raises(GiarFileError, match="另有 2 处"):
        parsed(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"{", "第 1 行"), (b"[]", "最外层"), (b"\xff\xfe{}", "UTF-8"), (b"[" * 100_000, "")],
)
def test_what_is_no_register_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(GiarFileError) as fault:
        parse_register(data)
    assert said in fault.value.sentence


def test_a_written_yes_for_told_means_the_day_of_the_extension() -> None:
    data = example()
    data["cases"][0]["events"] = [
        {"kind": "extended", "date": "2026-03-20", "days": "10", "told": True},
        {"kind": "extended", "date": "2026-03-21", "days": 10.0, "told": False},
    ]
    first, second = parsed(data).cases[0].events
    assert (str(first.told), first.days, second.told, second.days) == ("2026-03-20", 10, None, 10)


def test_a_register_file_is_written_and_read_back(tmp_path: Path) -> None:
    register = parsed(example())
    save_register(register, tmp_path / "r.giar")
    assert open_register(tmp_path / "r.giar") == register


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "文件是空的"), (b"PK\x03\x04xx", "Excel、Word"), (b"{", "r.giar"), (None, "找不到")],
)
def test_a_file_that_can_not_be_used_is_named(data: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "r.giar"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(GiaError) as fault:
        open_register(path)
    assert said in fault.value.sentence
    assert "r.giar" in fault.value.sentence


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(GiaError, match="文件夹"):
        open_register(tmp_path)
