from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gia_desktop.exchange.report_file import save_report
from tests.cli.conftest import Gia
from tests.support.reports.samples import clean_report

KEYS = {"code", "severity", "message", "cells", "section", "left", "right", "difference", "basis"}
REASON = "本年清理历史文件，已报市政府备案。"
REVIEW = "<h2>二、数据勾稽情况</h2>"


def write(path: Path, data: dict[str, Any], **changes: Any) -> Path:
    path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
    return path


def test_report_without_faults_ends_with_zero(gia: Gia, sample: Path) -> None:
    ran = gia("check", sample)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "没有发现问题。"


def test_findings_that_must_be_fixed_end_with_one(gia: Gia, practice: Path) -> None:
    ran = gia("check", practice, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert all(set(finding) - {"status"} == KEYS for finding in ran.data)
    balance = next(item for item in ran.data if item["cells"][:1] == ["t3.new.natural"])
    assert (balance["code"], balance["severity"], balance["section"]) == ("GIA-SUM-003", "must_fix", "3")
    assert (balance["left"], balance["right"], balance["difference"]) == (28, 27, -1)


@pytest.mark.parametrize(
    ("left_blank", "codes"),
    [
        (("t4",), ["GIA-FORM-003"]),
        (("t3.granted.natural",), ["GIA-VAL-002"]),
        (("t2.licensing.decisions",), ["GIA-VAL-004"]),
    ],
)
def test_what_a_document_leaves_blank_stays_a_finding(
    gia: Gia, tmp_path: Path, left_blank: tuple[str, ...], codes: list[str]
) -> None:
    clean, written, read = clean_report("2021"), tmp_path / "交来.docx", tmp_path / "读入.gia"
    values = {key: value for key, value in clean.values.items() if not key.startswith(left_blank)}
    save_report(replace(clean, values=values), tmp_path / "年报.gia")
    gia("export", tmp_path / "年报.gia", "-o", written)
    gia("import", written, "-o", read)
    found = gia("check", read, "--json").data
    assert [item["code"] for item in found if item["code"].startswith(("GIA-FORM", "GIA-VAL"))] == codes


def test_json_without_findings_is_an_empty_list(gia: Gia, sample: Path) -> None:
    assert gia("check", sample, "--json").data == []


def test_text_gives_sentence_code_and_source(gia: Gia, practice: Path) -> None:
    lines = gia("check", practice).out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  自然人列："))
    assert lines[at - 1] == "✗ 必须改　三、收到和处理政府信息公开申请情况"
    assert lines[at].endswith("少 1 件。（GIA-SUM-003）")
    below = [line for line in lines[at + 1 :] if not line.startswith("  可能：")]
    assert below[0].startswith("  依据：")
    assert "已填 160/166 格" in lines[1]


def test_rules_are_listed_without_a_report(gia: Gia) -> None:
    rules = gia("check", "--rules", "--json").data
    assert {"GIA-SUM-001", "GIA-SUM-003"} <= {rule["code"] for rule in rules}
    assert all(set(rule) == {"code", "severity", "title", "basis", "formats"} for rule in rules)
    assert len(gia("check", "--rules").out.splitlines()) == len(rules)


def test_previous_must_be_the_year_before(
    refused: Callable[..., str], sample: Path, sample_object: dict[str, Any], tmp_path: Path
) -> None:
    other = write(tmp_path / "p.gia", sample_object, year=2022)
    assert "《p.gia》是 2022 年度的报告，不是上年（2024 年度）的报告" in refused(
        "check", sample, "--previous", other
    )


def test_previous_replaces_the_one_in_the_report(
    gia: Gia, sample: Path, sample_object: dict[str, Any], tmp_path: Path
) -> None:
    # The text shows last year's figure, so the engine must have seen the given file.
    report = write(
        tmp_path / "r.gia",
        sample_object,
        values={"t3.new.natural": 1, "t3.granted.natural": 0},
        sections={"1": "{last.t3.new.natural}"},
    )
    last = write(
        tmp_path / "p.gia", sample_object, year=2024, values={"t3.new.natural": 7, "t3.new.total": 9}
    )
    ran = gia("check", report, "--previous", last, "--json")
    assert ran.code == 1
    assert next(item["cells"] for item in ran.data if item["code"] == "GIA-SUM-003")[0] == "t3.new.natural"


@pytest.fixture
def explained(gia: Gia, practice: Path, tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Explain the stock of documents in the practice report; ``seen`` is what the rule saw then."""

    def write_file(seen: dict[str, str]) -> Path:
        data = gia("check", practice, "--json").data
        found = next(item for item in data if item["code"] == "GIA-YEAR-002")
        reason = {"code": found["code"], "cells": found["cells"], "text": REASON, "seen": seen}
        report = json.loads(practice.read_text("utf-8"))
        return write(tmp_path / "说明.gia", report, reasons=[reason])

    return write_file


def test_explained_finding_is_told_but_not_counted(
    gia: Gia, practice: Path, explained: Callable[[dict[str, str]], Path]
) -> None:
    open_count = sum(item.get("status") == "open" for item in gia("check", practice, "--json").data)
    ran = gia("check", explained({}))
    assert f"可说明 {open_count - 1}　提示 0　已说明 1　" in ran.out.splitlines()[1]
    assert f"  审核说明：{REASON}" in ran.out.splitlines()
    assert ran.code == 1


def test_json_tells_status_and_reason(gia: Gia, explained: Callable[[dict[str, str]], Path]) -> None:
    data = gia("check", explained({}), "--json").data
    assert [item["status"] for item in data if "reason" in item] == ["explained"]
    assert [item["reason"] for item in data if "reason" in item] == [REASON]
    assert all("status" not in item for item in data if item["severity"] == "must_fix")


def test_explanation_of_other_values_must_be_confirmed(
    gia: Gia, practice: Path, explained: Callable[[dict[str, str]], Path]
) -> None:
    before = gia("check", practice).out.splitlines()[1]
    lines = gia("check", explained({"t9.old": "3"})).out.splitlines()
    assert lines[1] == before
    assert any(line.startswith("! 可说明　待确认　") for line in lines)
    assert any(line.startswith("  注意：") for line in lines)


@pytest.mark.parametrize("name", ["审核.docx", "审核.html"])
def test_review_is_written_beside_the_findings(gia: Gia, practice: Path, tmp_path: Path, name: str) -> None:
    plain, ran = gia("check", practice), gia("check", practice, "--review", tmp_path / name)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(plain.out)
    assert ran.out.splitlines()[-1].startswith(f"审核情况表已写入《{name}》：共 ")
    document = (tmp_path / name).read_bytes()
    assert document.startswith(b"PK") if name.endswith("docx") else REVIEW in document.decode()


def test_json_stays_json_when_a_review_is_written(gia: Gia, practice: Path, tmp_path: Path) -> None:
    ran = gia("check", practice, "--json", "--review", tmp_path / "审核.docx")
    assert ran.data == gia("check", practice, "--json").data
    assert (tmp_path / "审核.docx").is_file()


def test_review_of_another_kind_or_of_the_rules_is_refused(
    refused: Callable[..., str], practice: Path, tmp_path: Path
) -> None:
    assert "不能导出为“.pdf”文件" in refused("check", practice, "--review", tmp_path / "a.pdf")
    assert "不能一起用" in refused("check", "--rules", "--review", tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_report_is_asked_for(refused: Callable[..., str]) -> None:
    assert refused("check") == "缺少报告文件。用法见 gia check --help。（GIA-E-001）"
