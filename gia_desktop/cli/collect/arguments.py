"""The arguments of ``gia collect``; a folder to read stands where the other actions have their name."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from gia_desktop.cli.arguments import Parser, report_path, report_year

_READ: Final = "read"
_ACTIONS: Final = frozenset({"status", "check", "sum", "notes", "twins", _READ})
_BEFORE: Final = "--format-dir"


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
    read.options.add_argument("--year", type=report_year, metavar="Y", required=True, help="报告年度")
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
    notes = _of_collection(actions, "notes", "making", "写退回修改通知、催报单、通报材料")
    notes.options.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="写到这里")
    notes.options.add_argument("--on", type=_date, metavar="DATE", help="落款日期，不写时是今天")


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


def _json(command: Parser) -> None:
    command.options.add_argument("--json", action="store_true", help="输出 JSON")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应如 2026-01-23") from error
