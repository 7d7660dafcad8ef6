"""The arguments of ``gia collect``; a folder to read stands where the other actions have their name."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from gia_desktop.cli.arguments import Parser, report_path, year_argument

_READ: Final = "read"
_ACTIONS: Final = frozenset(
    {"status", "check", "sum", "notes", "twins", "assign", "mark", "merge", "practice", _READ}
)
_BEFORE: Final = "--format-dir"
STATES: Final = {
    "returned": "退回", "in_review": "审核中", "passed": "通过", "published": "已公开", "none": "撤销记号"
}  # fmt: skip
"""What a unit's newest report can be marked as."""
_STATES_SAID: Final = "、".join(f"{state}（{word}）" for state, word in STATES.items())


def add_collect(commands: Any) -> None:
    """Add ``gia collect`` and its actions."""
    about = "收集全县的报告：谁没报、哪里不对、汇总数、退回通知、雷同"
    command: Parser = commands.add_parser("collect", help=about, description=about)
    actions = command.add_subparsers(title="可做的事", dest="action", metavar="事项", parser_class=Parser)
    read = _made(actions, _READ, "reading", "读入文件夹里的全部报告（“read”可以不写）；再次运行只读变了的")
    read.files.add_argument("folder", type=Path, metavar="FOLDER", help="放报告的文件夹")
    read.options.add_argument(
        "--units", type=Path, metavar="U", help="单位名单：units.toml、xlsx 或上年的 .giac"
    )
    read.options.add_argument("--year", type=year_argument, metavar="Y", required=True, help="报告年度")
    read.options.add_argument("--previous", type=Path, metavar="P", help="上年的文件夹或 .giac")
    read.options.add_argument("-o", "--output", type=collection_path, metavar="C.giac", required=True)
    _json(read)

    status = _of_collection(actions, "status", "looking", "各单位报了没有、读得准不准，谁没报")
    status.options.add_argument("--on", type=_date, metavar="DATE", help="按哪一天算迟报，不写时是今天")
    _json(status)
    check = _of_collection(actions, "check", "looking", "检查每份报告，并互相比较；有“必须改”时退出码为 1")
    check.options.add_argument("--unit", metavar="NAME", default="", help="只看一个单位")
    _json(check)
    _json(_of_collection(actions, "twins", "looking", "文字雷同的单位"))
    total = _of_collection(actions, "sum", "making", "逐格汇总；有单位没报或数字存疑时退出码为 1")
    total.options.add_argument("-o", "--output", type=report_path, metavar="AREA.gia", required=True)
    total.options.add_argument("--xlsx", type=Path, metavar="S.xlsx", help="另写汇总表和各单位数")
    total.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    _json(total)
    _add_papers(actions)
    _add_settling(actions)


def _add_papers(actions: Any) -> None:
    """Add what is written to units, about them, and of them all."""
    notes = _of_collection(actions, "notes", "writing", "写退回修改通知、催报单、通报材料、汇总表")
    notes.options.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="写到这里")
    notes.options.add_argument("--on", type=_date, metavar="DATE", help="落款日期，不写时是今天")
    notes.options.add_argument("--unit", metavar="NAME", default="", help="只写一个单位的退回修改通知")
    notes.options.add_argument(
        "--round", type=_round, metavar="N", default=0, help="重写第 N 次退回时的通知，要和 --unit 一起写"
    )
    notes.options.add_argument("--office", metavar="NAME", default="", help="落款的机关，不写时留空")
    notes.options.add_argument("--contact", metavar="TEXT", default="", help="联系人和电话")
    notes.options.add_argument("--due", type=_date, metavar="DATE", help="改正后重新报送的期限")
    notes.options.add_argument(
        "--templates", type=Path, metavar="DIR", help="县里自己的模板：退回修改通知.docx、催报单.docx 等"
    )
    _style(notes)

    merge = _of_collection(actions, "merge", "writing", "把各单位的报告合成一册（汇编），带目录")
    merge.options.add_argument(
        "-o", "--output", type=_docx, metavar="ALL.docx", required=True, help="写到这个文件"
    )
    merge.options.add_argument(
        "--folder", type=Path, metavar="FOLDER",
        help="放原文件的文件夹：docx 原样并入，保留各自的版式；不写时按统一版式重排",
    )  # fmt: skip
    merge.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    _style(merge)


def _add_settling(actions: Any) -> None:
    """Add what a person decides, and the practice."""
    assign = _of_collection(actions, "assign", "settling", "指定一个文件是哪个单位的，或放到上年一边")
    assign.options.add_argument(
        "--file", dest="of", metavar="F", required=True, help="收集时的文件名，如 第一批/3.docx"
    )
    assign.options.add_argument("--unit", metavar="NAME", default="", help="单位全称或别名")
    assign.options.add_argument(
        "--last-year", action="store_true", help="它是上年的报告：不算今年的，留作比较"
    )
    mark = _of_collection(actions, "mark", "settling", "记下一个单位的报告退回、审核中、通过、已公开")
    mark.options.add_argument("--unit", metavar="NAME", required=True, help="单位全称或别名")
    mark.options.add_argument("--as", dest="state", choices=tuple(STATES), required=True, help=_STATES_SAID)
    mark.options.add_argument("--on", type=_date, metavar="DATE", help="退回的日期，不写时是今天")

    about = "写出练习用的 30 个单位的报告和名单，里面埋了错"
    practice = _made(actions, "practice", "settling", about)
    practice.options.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", required=True, help="写到这个空文件夹"
    )


def resolved(argv: Sequence[str]) -> list[str]:
    """Return the arguments with the action named that reading a folder leaves out."""
    found = list(argv)
    place = 2 if found[:1] == [_BEFORE] else int(bool(found) and found[0].startswith(f"{_BEFORE}="))
    after = found[place + 1 : place + 2]
    if found[place : place + 1] == ["collect"] and after and after[0] not in {*_ACTIONS, "-h", "--help"}:
        found.insert(place + 1, _READ)
    return found


def collection_path(text: str) -> Path:
    """Return the path of a collection file; another ending is refused."""
    path = Path(text)
    if path.suffix.lower() != ".giac":
        raise argparse.ArgumentTypeError(f"“{text}”应以 .giac 结尾")
    return path


def _made(actions: Any, name: str, module: str, about: str) -> Parser:
    command: Parser = actions.add_parser(name, help=about, description=about)
    command.set_defaults(module=f"collect.{module}")
    return command


def _of_collection(actions: Any, name: str, module: str, about: str) -> Parser:
    command = _made(actions, name, module, about)
    command.files.add_argument("file", type=Path, metavar="C.giac", help="收集文件")
    return command


def _style(command: Parser) -> None:
    command.options.add_argument("--style", type=Path, metavar="S.toml", help="版式文件，不写时按国标")


def _docx(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".docx":
        raise argparse.ArgumentTypeError(f"“{text}”应以 .docx 结尾")
    return path


def _round(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}”应是第几次，如 1")
    return int(text)


def _json(command: Parser) -> None:
    command.options.add_argument("--json", action="store_true", help="输出 JSON")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应如 2026-01-23") from error
