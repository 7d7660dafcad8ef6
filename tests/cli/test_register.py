from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import Gia

Refused = Callable[..., str]

CASES: list[dict[str, Any]] = [
    {
        "number": "2026-0001",
        "arrived": "2026-02-27",
        "received": "2026-02-27",
        "channel": "internet",
        "applicant": {"kind": "natural", "name": "张某", "phone": "13800000000"},
        "request": {"content": "征地批复"},
        "events": [
            {"kind": "correction_asked", "date": "2026-03-05", "until": "2026-03-19"},
            {"kind": "corrected", "date": "2026-03-13"},
        ],
    },
    {
        "number": "2026-0002",
        "arrived": "2026-03-02",
        "received": "2026-03-02",
        "applicant": {"kind": "business", "name": "甲公司"},
        "request": {"content": "招标文件"},
        "reply": {"date": "2026-03-20", "outcome": "granted", "delivered": "2026-03-20"},
    },
    {
        "number": "2026-0003",
        "arrived": "2026-03-02",
        "received": "2026-03-02",
        "applicant": {"kind": "natural", "name": "王某"},
        "request": {"content": "村务公开材料"},
        "events": [{"kind": "correction_asked", "date": "2026-03-05", "until": "2026-06-19"}],
    },
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "r.giar"
    data = {"gia_register": 1, "unit": {"name": "示例县清河镇人民政府", "kind": "township"}, "year": 2026}
    path.write_text(json.dumps({**data, "cases": CASES}), "utf-8")
    return path


def test_a_year_is_listed_with_its_documents(gia: Gia) -> None:
    assert "2026-02-14  星期六  上班  春节    国办发明电〔2025〕7号" in gia("calendar", "--year", "2026").out
    data = gia("calendar", "--year", "2026", "--json").data
    assert (data["workdays"], data["documents"]) == (248, ["国办发明电〔2025〕7号"])
    assert {
        "date": "2026-02-14",
        "kind": "work",
        "name": "春节",
        "document": "国办发明电〔2025〕7号",
    } in data["days"]


def test_a_year_without_a_notice_ends_with_one_and_a_sentence(gia: Gia) -> None:
    ran = gia("calendar", "--year", "2027")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("2027 年的放假通知还没有录入")
    assert gia("calendar", "--year", "2027", "--json").data["known"] is False


@pytest.mark.parametrize(
    ("date", "days", "more", "due"),
    [
        ("2026-02-14", "20", [], "2026-03-20"),
        ("2026.9.10", "7", [], "2026-09-20"),
        ("2026-08-03", "60", ["--natural"], "2026-10-08"),
    ],
)
def test_the_end_of_a_period_is_told(gia: Gia, date: str, days: str, more: list[str], due: str) -> None:
    data = gia("calendar", "due", date, "--days", days, *more, "--json").data
    assert (data["due"], data["provisional"]) == (due, False)
    assert data["strip"][-1]["date"] == due
    assert due in gia("calendar", "due", date, "--days", days, *more).out


def test_a_provisional_end_says_why(gia: Gia) -> None:
    assert "暂定：2027 年" in gia("calendar", "due", "2026-12-20", "--days", "20").out


def test_a_notice_becomes_a_year_that_is_then_known(gia: Gia, tmp_path: Path) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(
        "国务院办公厅关于2027年部分节假日安排的通知\n国办发明电〔2026〕9号\n"
        "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假调休，共8天。",
        "gb18030",
    )
    ran = gia("calendar", "read", notice, "-o", tmp_path / "2027.toml")
    assert ran.code == 1
    assert "写着共 8 天" in ran.out
    assert gia("calendar", "--year", "2027", "--calendar-dir", tmp_path).code == 0
    due = gia("calendar", "due", "2026-12-31", "--days", "1", "--calendar-dir", tmp_path, "--json").data
    assert (due["due"], due["provisional"]) == ("2027-01-04", False)


@pytest.mark.parametrize(
    ("option", "count", "yuan"),
    [("--cases", "51", "7400"), ("--pages", "２０１", "2740"), ("--cases", "0", "0")],
)
def test_the_fee_is_one_number(gia: Gia, option: str, count: str, yuan: str) -> None:
    assert gia("fee", option, count).out == f"{yuan}\n"


def test_open_cases_are_told_with_state_flags_and_due_date(gia: Gia, register: Path) -> None:
    data = gia("register", "due", register, "--on", "2026-04-13", "--json").data
    assert [
        {key: item[key] for key in ("number", "state", "flags", "due", "days_left", "stopped")}
        for item in data
    ] == [
        {
            "number": "2026-0001",
            "state": "open",
            "flags": ["due_today"],
            "due": "2026-04-13",
            "days_left": 0,
            "stopped": False,
        },
        {
            "number": "2026-0003",
            "state": "awaiting_correction",
            "flags": [],
            "due": None,
            "days_left": None,
            "stopped": True,
        },
    ]
    text = gia("register", "due", register, "--on", "2026-04-15").out
    assert "超期 2 天" in text
    assert "待补正" in text


def test_a_register_without_open_cases_says_so(gia: Gia, tmp_path: Path) -> None:
    path = tmp_path / "r.giar"
    path.write_text('{"gia_register": 1, "year": 2026}', "utf-8")
    assert gia("register", "due", path, "--on", "2026-04-13").out == "2026-04-13：没有在办的申请。\n"
    assert gia("register", "check", path).out == "登记里还没有申请，没有可检查的。\n"


def test_findings_name_their_case_and_what_must_be_fixed_ends_with_one(gia: Gia, register: Path) -> None:
    ran = gia("register", "check", register, "--on", "2026-04-14", "--json")
    assert ran.code == 1
    assert (ran.data[0]["code"], ran.data[0]["case"]) == ("GIA-CASE-001", "2026-0001")
    assert "✗ 必须改　2026-0001 号（张某）" in gia("register", "check", register, "--on", "2026-04-14").out
    assert gia("register", "check", register, "--on", "2026-04-13").code == 0


def test_carry_over_is_checked_against_last_years_report(gia: Gia, register: Path, tmp_path: Path) -> None:
    report = {"gia": 1, "format": "2021", "year": 2025, "values": {"t3.carried_out.natural": 2}}
    (tmp_path / "last.gia").write_text(json.dumps(report), "utf-8")
    found = gia(
        "register", "check", register, "--on", "2026-04-13", "--previous", tmp_path / "last.gia", "--json"
    ).data
    carried = next(item for item in found if item["code"] == "GIA-CASE-057")
    assert (carried["left"], carried["right"], carried["cells"]) == (0, 2, ["t3.carried_in.natural"])


def test_figures_are_told_with_the_cases_behind_them(gia: Gia, register: Path) -> None:
    data = gia("register", "figures", register, "--year", "2026", "--json").data
    assert (data["values"]["t3.new.total"], data["values"]["t3.other_no_correction.natural"]) == (3, 1)
    assert data["cases"]["t3.granted.business"] == ["2026-0002"]
    assert len(data["values"]) == 190
    assert "2026-0002" in gia("register", "figures", register, "--year", "2026").out


def test_figures_go_into_a_new_report_and_into_one_that_is_there(
    gia: Gia, register: Path, tmp_path: Path
) -> None:
    report = tmp_path / "f.gia"
    assert "f.gia" in gia("register", "figures", register, "--year", "2026", "-o", report).out
    shown = gia("show", report, "--json").data
    assert shown["values"]["t3.new.total"] == 3
    again = gia("register", "figures", register, "--year", "2026", "-o", report)
    assert "改动 0 格" in again.out


def test_figures_of_another_year_do_not_go_into_a_report(
    gia: Gia, refused: Refused, register: Path, tmp_path: Path
) -> None:
    gia("register", "figures", register, "--year", "2026", "-o", tmp_path / "f.gia")
    assert "2026 年度" in refused("register", "figures", register, "--year", "2025", "-o", tmp_path / "f.gia")


def test_personal_data_is_left_out_of_a_workbook_unless_asked_for(
    gia: Gia, register: Path, tmp_path: Path
) -> None:
    plain, full = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert "不含个人信息" in gia("register", "export", register, "-o", plain).out
    assert "请妥善保管" in gia("register", "export", register, "-o", full, "--personal").out

    def texts(path: Path) -> str:
        rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return " ".join(str(value) for row in rows for value in row)

    assert not any(word in texts(plain) for word in ("张某", "13800000000", "征地批复"))
    assert all(word in texts(full) for word in ("张某", "13800000000", "征地批复"))


def test_a_workbook_with_everything_reads_back_as_the_same_figures(
    gia: Gia, register: Path, tmp_path: Path
) -> None:
    gia("register", "export", register, "-o", tmp_path / "t.xlsx", "--personal")
    ran = gia("register", "import", tmp_path / "t.xlsx", "-o", tmp_path / "back.giar", "--json")
    assert (ran.code, ran.data["cases"], ran.data["doubts"]) == (0, 3, [])
    first, back = (
        gia("register", "figures", path, "--year", "2026", "--json").data
        for path in (register, tmp_path / "back.giar")
    )
    assert first == back


def test_an_offices_table_with_merged_heads_is_read_and_doubts_are_said(gia: Gia, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["2026 年台账"],
        ["收到日期", "申请人", None, "内容", "处理结果"],
        [None, "姓名", "类别", None, None],
        ["2026.3.5", "张某", "自然人", "=1+1", "不予公开"],
    ):
        sheet.append(line)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("D2:D3")
    sheet.merge_cells("E2:E3")
    book.save(tmp_path / "t.xlsx")
    ran = gia("register", "import", tmp_path / "t.xlsx", "-o", tmp_path / "r.giar", "--year", "2026")
    assert ran.code == 1
    assert "第 4 行（2026-0001）：办理结果“不予公开”没有写是哪一种原因" in ran.out


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        (["calendar"], "缺少 --year 或事项"),
        (["calendar", "due", "三月初", "--days", "20"], "DATE 应是日期"),
        (["calendar", "due", "2026-03-02"], "缺少 --days。"),
        (["calendar", "due", "2026-03-02", "--days", "0"], "--days 应是 1 至"),
        (["calendar", "read", "没有.txt", "-o", "2027.toml"], "通知文件《没有.txt》打不开：找不到"),
        (["calendar", "read", "没有.txt", "-o", "2027.txt"], "-o/--output 应是以 .toml 结尾"),
        (["fee"], "--cases 和 --pages 要写其中一个"),
        (["fee", "--cases", "1", "--pages", "1"], "--cases 和 --pages 要写其中一个"),
        (["fee", "--cases", "-1"], "--cases"),
        (["register"], "缺少事项"),
        (["register", "due", "没有.giar", "--on", "2026-03-02"], "登记文件《没有.giar》打不开：找不到"),
        (["register", "due", "没有.giar"], "缺少 --on。"),
        (["register", "import", "没有.xlsx", "-o", "r.giar"], "找不到文件《没有.xlsx》。"),
        (["register", "import", "没有.xlsx", "-o", "r.gia"], "-o/--output 应是以 .giar 结尾"),
    ],
)
def test_bad_usage_of_the_register_is_one_sentence(
    refused: Refused, arguments: list[str], beginning: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(*arguments).startswith(beginning)


def test_nothing_that_is_there_is_overwritten(refused: Refused, register: Path, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"mine")
    assert "已经存在" in refused("register", "export", register, "-o", tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").read_bytes() == b"mine"


def test_a_table_that_is_no_register_is_refused_with_its_name(refused: Refused, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "年龄"])
    book.save(tmp_path / "t.xlsx")
    assert refused("register", "import", tmp_path / "t.xlsx", "-o", tmp_path / "r.giar").startswith(
        "文件《t.xlsx》：没有找到"
    )


def test_a_letter_is_written_and_its_blanks_are_said(gia: Gia, register: Path, tmp_path: Path) -> None:
    letter = tmp_path / "l.docx"
    ran = gia("register", "letter", register, "--case", "2026-0001", "--kind", "correction", "-o", letter)
    assert (ran.code, ran.err) == (0, "")
    assert "登记里没有、文书里留空的：理由" in ran.out
    texts = [paragraph.text for paragraph in Document(str(letter)).paragraphs]
    assert "“征地批复”" in texts
    assert any("2026年3月19日前作出补正" in text for text in texts)


@pytest.mark.parametrize(
    ("case", "kind", "beginning"),
    [
        ("2026-0099", "receipt", "登记里没有 2026-0099 号。"),
        ("2026-0001", "poem", "没有“poem”这种文书。"),
        ("2026-0001", "reply", "2026-0001 号（张某）还没有选办理结果"),
    ],
)
def test_a_letter_that_can_not_be_written_is_one_sentence(
    refused: Refused, register: Path, tmp_path: Path, case: str, kind: str, beginning: str
) -> None:
    arguments = ("register", "letter", register, "--case", case, "--kind", kind, "-o", tmp_path / "l.docx")
    assert refused(*arguments).startswith(beginning)
    assert not (tmp_path / "l.docx").exists()
