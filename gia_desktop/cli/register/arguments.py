"""The arguments of ``gia calendar``, ``gia fee`` and ``gia register``."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import Any, Final

from gia_desktop.cli.arguments import Parser, report_path, year_argument
from gia_desktop.core.values import squeeze
from gia_desktop.register.outside.dates import read_date

_MOST_DAYS: Final = 2_000
_MOST_COUNT: Final = 1_000_000


def add_register(commands: Any) -> None:
    """Add the three commands."""
    _add_calendar(commands)
    _add_fee(commands)
    command = _made(
        commands, "register", "register.cases", "依申请公开登记：期限、检查、表三表四、读入、导出、文书"
    )
    actions = command.add_subparsers(title="可做的事", dest="action", metavar="事项", parser_class=Parser)
    _add_looking(actions)
    _add_tables(actions)


def _add_calendar(commands: Any) -> None:
    command = _made(commands, "calendar", "register.calendar", "放假和调休的日子，期限的最后一天")
    command.options.add_argument("--year", type=year_argument, help="列出这一年的放假和上班日")
    _own_days(command)
    _json(command)
    actions = command.add_subparsers(title="可做的事", dest="action", metavar="事项", parser_class=Parser)

    due = _made(actions, "due", "register.calendar", "从一天起若干个工作日的最后一天")
    due.files.add_argument("date", type=date, metavar="DATE", help="起算的那一天（当天不算），如 2026-03-02")
    due.options.add_argument("--days", type=_days, metavar="N", required=True, help="工作日数")
    due.options.add_argument("--natural", action="store_true", help="按自然日算；最后一天是休息日的顺延")
    _own_days(due)
    _json(due)

    read = _made(actions, "read", "register.calendar", "把放假通知的文字读成一年的文件")
    read.files.add_argument("file", type=Path, metavar="NOTICE.txt", help="通知全文")
    read.options.add_argument(
        "-o", "--output", type=_year_file, metavar="2027.toml", required=True, help="写到这个文件"
    )
    read.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")


def _add_fee(commands: Any) -> None:
    command = _made(commands, "fee", "register.fee", "信息处理费：按件或按量，单位元")
    command.options.add_argument("--cases", type=_count, metavar="N", help="同一申请人当月累计件数")
    command.options.add_argument("--pages", type=_count, metavar="N", help="一件申请的页数")


def _add_looking(actions: Any) -> None:
    due = _of_register(actions, "due", "在办的申请和期限")
    due.options.add_argument("--on", type=date, metavar="DATE", required=True, help="按哪一天算")
    _json(due)

    check = _of_register(actions, "check", "检查登记；有“必须改”时退出码为 1")
    check.options.add_argument("--on", type=date, metavar="DATE", help="按哪一天算，不写时是今天")
    check.options.add_argument("--previous", type=Path, metavar="F.gia", help="上年的报告，核对上年结转")
    _json(check)

    figures = _of_register(actions, "figures", "表三、表四的数字，以及每个数字是哪几件")
    figures.options.add_argument("--year", type=year_argument, metavar="Y", required=True, help="年度")
    figures.options.add_argument(
        "-o", "--output", type=report_path, metavar="F.gia", help="把数字填进这份报告"
    )
    _json(figures)


def _add_tables(actions: Any) -> None:
    read = _made(actions, "import", "register.tables", "读入单位自己的台账（Excel 等）")
    read.files.add_argument("file", type=Path, metavar="TABLE.xlsx", help="台账")
    read.options.add_argument(
        "-o", "--output", type=_register_file, metavar="R.giar", required=True, help="写到这个文件"
    )
    read.options.add_argument("--year", type=year_argument, help="日期没写年份时用的年度，不写时是今年")
    read.options.add_argument("--unit", default="", metavar="NAME", help="单位全称")
    read.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    _json(read)

    export = _of_register(actions, "export", "把登记写成 Excel 表", "register.tables")
    export.options.add_argument(
        "-o", "--output", type=_workbook, metavar="T.xlsx", required=True, help="写到这个文件"
    )
    export.options.add_argument("--personal", action="store_true", help="连同姓名、证件、电话和申请内容")
    export.options.add_argument("--on", type=date, metavar="DATE", help="按哪一天的状态，不写时是今天")
    export.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")

    letter = _of_register(actions, "letter", "写一份文书", "register.tables")
    letter.options.add_argument("--case", metavar="N", required=True, help="编号，如 2026-0031")
    letter.options.add_argument(
        "--kind", metavar="K", required=True, help="哪一种，如 receipt（登记回执）、reply（答复书）"
    )
    letter.options.add_argument("--review-body", default="", metavar="NAME", help="行政复议机关")
    letter.options.add_argument("--court", default="", metavar="NAME", help="管辖的人民法院")
    letter.options.add_argument("--template", type=Path, metavar="T.docx", help="用单位自己的 docx 模板")
    letter.options.add_argument("--on", type=date, metavar="DATE", help="落款日期，不写时是今天")
    letter.options.add_argument(
        "-o", "--output", type=_docx, metavar="L.docx", required=True, help="写到这个文件"
    )
    letter.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")


def _made(commands: Any, name: str, module: str, about: str) -> Parser:
    command: Parser = commands.add_parser(name, help=about, description=about)
    command.set_defaults(module=module)
    return command


def _of_register(actions: Any, name: str, about: str, module: str = "register.cases") -> Parser:
    command = _made(actions, name, module, about)
    command.files.add_argument("file", type=Path, metavar="R.giar", help="登记文件")
    _own_days(command)
    return command


def _own_days(command: Parser) -> None:
    command.options.add_argument(
        "--calendar-dir",
        type=Path,
        metavar="DIR",
        help="另外读取这个文件夹里的节假日文件（2027.toml、local.toml）",
    )


def _json(command: Parser) -> None:
    command.options.add_argument("--json", action="store_true", help="输出 JSON")


def date(text: str) -> dt.date:
    """Read a date from an argument, as people write it."""
    found = read_date(text)
    if found.date is None:
        raise argparse.ArgumentTypeError(f"应是日期，如 2026-03-05，不能是“{text}”")
    return found.date


def _days(text: str) -> int:
    plain = squeeze(text)
    if not re.fullmatch(r"\d{1,4}", plain) or not 0 < int(plain) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"应是 1 至 {_MOST_DAYS} 的整数，不能是“{text}”")
    return int(plain)


def _count(text: str) -> int:
    plain = squeeze(text)
    if not re.fullmatch(r"\d{1,7}", plain) or int(plain) > _MOST_COUNT:
        raise argparse.ArgumentTypeError(f"应是不小于 0 的整数，不能是“{text}”")
    return int(plain)


def _ending(text: str, suffix: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != suffix or path.is_dir():
        raise argparse.ArgumentTypeError(f"应是以 {suffix} 结尾的文件名，不能是“{text}”")
    return path


def _register_file(text: str) -> Path:
    return _ending(text, ".giar")


def _workbook(text: str) -> Path:
    return _ending(text, ".xlsx")


def _docx(text: str) -> Path:
    return _ending(text, ".docx")


def _year_file(text: str) -> Path:
    return _ending(text, ".toml")
