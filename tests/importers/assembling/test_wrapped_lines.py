"""Lines that were cut at a fixed width become paragraphs again."""

from __future__ import annotations

import pytest

from gia_desktop.formats.installed import Formats
from gia_desktop.importers.assembling.assemble import assemble
from gia_desktop.importers.assembling.wrapped_lines import joined_lines, wrap_width

LONG = (
    (
        "　　（一）主动公开情况。全年通过县政府网站公开信息39条，其中机构职能5条、规划2条、财政12条，"
        "涉及群众切身利益的事项全部按时公开，公开内容覆盖乡村振兴、社会保障、环境保护和安全生产等重点领域。"
    ),
    (
        "　　（二）依申请公开情况。全年收到政府信息公开申请12件，均已按期答复，没有因此引起的行政复议，"
        "也没有行政诉讼，申请人主要是自然人，申请内容集中在征地补偿、宅基地审批和惠农补贴的发放。"
    ),
    "　　（三）监督保障情况。镇党政办公室负责日常工作，组织培训两次，开展自查四次，发现的问题已整改。",
)


def cut(paragraphs: tuple[str, ...], columns: int) -> list[str]:
    """Cut as an editor does: a Chinese sign takes two columns."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line, width = "", 0
        for sign in paragraph:
            size = 2 if ord(sign) > 0xFF else 1
            if width + size > columns:
                lines.append(line)
                line, width = "", 0
            line, width = line + sign, width + size
        lines.append(line)
    return lines


@pytest.mark.parametrize("columns", [40, 48, 57])
def test_paragraphs_come_back_whatever_the_width(columns: int) -> None:
    lines = cut(LONG, columns)
    assert joined_lines(lines, wrap_width(lines)) == list(LONG)


def test_numbered_and_blank_lines_begin_paragraphs_though_the_line_before_is_full() -> None:
    full = "甲" * 20
    lines = [full, "1.一件", full, "（一）二件", full, "", full, "三件", full, full, full]
    assert joined_lines(lines, 40) == [
        full, "1.一件", full, "（一）二件", full, "", f"{full}三件", full * 3
    ]  # fmt: skip


def test_words_of_letters_stay_apart() -> None:
    assert joined_lines(["a" * 40, "bc"], 40) == [f"{'a' * 40} bc"]


@pytest.mark.parametrize(
    "lines",
    [
        ["甲" * length for length in (12, 20, 33, 41, 52, 60, 25)],
        ["甲" * 20] * 5,
        ["甲" * 200] * 10,
        ["短"] * 30,
    ],
)
def test_paragraphs_of_any_length_are_not_cut_lines(lines: list[str]) -> None:
    assert wrap_width(lines) == 0
    assert joined_lines(lines, 0) == lines


def test_a_text_file_with_cut_lines_reads_as_it_was_written(formats: Formats) -> None:
    lines = [
        "示例县清河镇人民政府2025年政府信息公开工作年度报告",
        "一、总体情况",
        *cut(LONG, 48),
        "六、其他需要报告的事项",
        "　　无。",
    ]
    found = assemble(lines, formats, assumed=2025)
    assert found.report.section("1").split("\n") == [line.strip("　") for line in LONG]
    assert found.report.section("6") == "无。"
