from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import gia_desktop
from gia_desktop.cli import program
from gia_desktop.cli.arguments import UsageError
from tests.cli.conftest import Gia

Refused = Callable[..., str]


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        ([], "缺少命令。用法见 gia --help。"),
        (
            ["frobnicate"],
            "没有“frobnicate”这个命令，可用的有 new、import、export、show、check、formats、calendar、fee、",
        ),
        (["show"], "缺少 F.gia。用法见 gia show --help。"),
        (["new", "--unit", "甲"], "缺少 --kind、--year、-o/--output。"),
        (["new", "--unit"], "--unit 后面缺少内容。"),
        (["new", "--unit", " \u3000 "], "--unit 单位名称不能为空。"),
        (["new", "--kind", "village"], "--kind 没有“village”这种单位类型，可用的有 township（乡镇人民政府）"),
        (["new", "-o", "r.docx"], "-o/--output 应是以 .gia 结尾的文件名，不能是“r.docx”。"),
        (["show", "a.gia", "b.gia"], "不认识参数 b.gia。"),
        (["show", "a.gia", "--jsn"], "不认识参数 --jsn。"),
        (["show", "a.gia", "--json=1"], "--json 后面不能再写 1。"),
        (["export", "a.gia"], "缺少 -o/--output。用法见 gia export --help。"),
        (["--format-dir", "没有", "formats"], "找不到格式文件夹《没有》。"),
        (["show", "没有.gia"], "找不到文件《没有.gia》。"),
        (["check", "没有.gia", "--json"], "找不到文件《没有.gia》。"),
        (["export", "没有.gia", "-o", "a.docx"], "找不到文件《没有.gia》。"),
        (
            ["export", "没有.gia", "-o", "a.doc"],
            "不能导出为“.doc”文件，可以导出的是：.docx、.html、.xlsx、.csv、.gia、.pdf。",
        ),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(refused: Refused, arguments: list[str], beginning: str) -> None:
    assert refused(*arguments).startswith(beginning)


def test_unknown_fault_of_argparse_still_begins_in_chinese() -> None:
    with pytest.raises(UsageError, match=r"命令写法有误（something new）。"):
        program.make_parser().error("something new")


def test_version_is_printed(gia: Gia) -> None:
    assert gia("--version").out == f"gia {gia_desktop.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["new", "--help"], ["check", "-h"], ["export", "--help"]]
)
def test_help_is_chinese_and_ends_with_zero(gia: Gia, arguments: list[str]) -> None:
    ran = gia(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("用法：gia")
    assert not {"usage", "options", "show this"} & set(ran.out.split())


def test_help_names_every_command(gia: Gia) -> None:
    out = gia("--help").out
    for command in ("new", "import", "export", "show", "check", "formats", "self-test"):
        assert f"\n    {command} " in out


def test_fault_of_the_program_is_not_taken_for_findings(
    gia: Gia, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "run", lambda _argv: 1 // 0)
    ran = gia("show", sample)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("程序内部出错，没有完成。")
    assert "ZeroDivisionError" in ran.err


def test_interrupting_ends_quietly(gia: Gia, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_argv: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "run", interrupted)
    assert gia("show", sample).code == 130
