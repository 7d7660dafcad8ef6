"""The commands of ``gia``: which there are, running one, and what its end looks like outside."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from gia_desktop import __version__
from gia_desktop.cli.arguments import (
    Parser,
    TextAsked,
    UsageError,
    Version,
    report_or_folder,
    report_path,
    unit_kind,
    unit_name,
    year_argument,
)
from gia_desktop.cli.collect.arguments import add_collect, resolved
from gia_desktop.cli.register.arguments import add_register
from gia_desktop.cli.result import Exit, Result
from gia_desktop.core.errors import GiaError
from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import Formats, bundled_formats, load_formats

_ABOUT = "政府信息公开年报助手：命令行。用 gia 命令 --help 查看各命令的用法。"


class FormatFolderError(GiaError):
    """The folder of further formats is missing."""

    code = "GIA-E-112"

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(f"找不到格式文件夹《{folder}》。", "请核对 --format-dir 后面的文件夹。")


class SystemRefusedError(GiaError):
    """The system refused something that no command foresaw, such as a name that is too long."""

    code = "GIA-E-007"

    def __init__(self, error: OSError) -> None:
        """Pass on what the system says."""
        super().__init__(
            f"系统没有允许读写文件（{error.strerror or error}）。",
            "请检查文件名、磁盘和权限后重试。",
            repr(error),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but the answer goes to standard output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = run(sys.argv[1:], is_alone=True) if argv is None else run(argv)
    except GiaError as error:
        # A file name may hold a line break; the sentence stays on one line.
        _complain(" ".join(error.sentence.split()))
        return Exit.BAD_INPUT
    except OSError as error:
        _complain(SystemRefusedError(error).sentence)
        return Exit.BAD_INPUT
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - the last resort: exit code 1 would read as "done with findings"
        import traceback

        _complain(f"程序内部出错，没有完成。请把下面的内容发给维护人员。\n{traceback.format_exc()}")
        return Exit.BUG
    _say(result.text)
    return result.code


def run(argv: Sequence[str], *, is_alone: bool = False) -> Result:
    """Do what the arguments say.

    Args:
        argv: the arguments.
        is_alone: nothing else happens in this process.

    Raises:
        GiaError: bad input or usage.
    """
    parser = make_parser()
    try:
        args = parser.parse_args(resolved(argv))
    except TextAsked as answer:
        return Result(str(answer))
    if args.command is None:
        raise UsageError("缺少命令。", parser.prog)
    # Only the module of the one command is loaded: gia answers before the reader notices.
    command = importlib.import_module(f"gia_desktop.cli.{args.module}")
    formats = _formats(args)
    if is_alone:
        # All this stays to the end: looking through it for garbage costs a fifth of reading many files.
        gc.freeze()
    done: Result = command.run(args, formats)
    return done


def make_parser() -> Parser:
    """Describe the whole command line."""
    parser = Parser(prog="gia", description=_ABOUT)
    parser.options.add_argument("--version", action=Version, const=f"gia {__version__}", help="显示版本")
    parser.options.add_argument(
        "--format-dir", type=Path, metavar="DIR", help="另外读取这个文件夹里的格式文件（*.toml）"
    )
    commands = parser.add_subparsers(title="可用的命令", dest="command", metavar="命令", parser_class=Parser)

    _add_making(commands)
    _add_reading(commands)
    add_register(commands)
    add_collect(commands)
    _add(commands, "self-test", "selftest", "检查本程序能否正常工作")
    return parser


def _add_making(commands: Any) -> None:
    """Add the commands that write files."""
    command = _add(commands, "new", "new", "新建一份空白报告")
    command.options.add_argument("--unit", type=unit_name, metavar="NAME", required=True, help="单位全称")
    command.options.add_argument(
        "--kind", type=unit_kind, required=True, help="单位类型，如 township（乡镇）"
    )
    command.options.add_argument("--year", type=year_argument, required=True, help="报告年度，如 2025")
    _output(command)

    command = _add(commands, "import", "importing", "读入 docx、pdf、html、txt、xlsx 文件，存成报告")
    command.files.add_argument(
        "file", type=Path, nargs="+", metavar="IN", help="要读入的文件；几个文件时逐个读入并检查，坏的跳过"
    )
    _output(command, report_or_folder, "写到这个文件；几个文件时是已有的文件夹")
    command.options.add_argument("--year", type=year_argument, help="报告年度，文件里没写时用")
    _json(command)

    command = _add(commands, "export", "export", "导出报告，写完后重新读取核对")
    _file(command)
    kinds = ".docx、.html、.xlsx、.csv、.pdf 或 .gia"
    command.options.add_argument(
        "-o", "--output", type=Path, metavar="OUT", required=True, help=f"导出文件：{kinds}"
    )
    command.options.add_argument("--last-year", action="store_true", help="xlsx：另加三个工作表，附上年的数")


def _add_reading(commands: Any) -> None:
    """Add the commands that only look."""
    command = _add(commands, "show", "show", "显示报告的全部数字和文字")
    _file(command)
    _json(command)

    command = _add(commands, "check", "check", "检查报告；有“必须改”时退出码为 1")
    _file(command, optional=True)
    command.options.add_argument("--previous", type=Path, metavar="P.gia", help="上年的报告")
    command.options.add_argument("--rules", action="store_true", help="列出全部检查规则")
    command.options.add_argument("--review", type=Path, metavar="OUT", help="另写审核情况表：.docx 或 .html")
    _json(command)

    command = _add(commands, "formats", "formats", "列出年报格式：年度、表格、每一格")
    _json(command)
    command.options.add_argument("--schema", action="store_true", help="改为输出 .gia 文件的 JSON Schema")
    command.options.add_argument(
        "--fields",
        choices=("csv", "json"),
        metavar="csv|json",
        help="改为输出字段字典：格名、表、行、列、依据",
    )


def _add(commands: Any, name: str, module: str, about: str) -> Parser:
    """Add a command; ``run`` of the module does it."""
    command: Parser = commands.add_parser(name, help=about, description=about)
    command.set_defaults(module=module)
    return command


def _file(command: Parser, *, optional: bool = False) -> None:
    command.files.add_argument(
        "file", type=Path, metavar="F.gia", nargs="?" if optional else None, help="报告文件"
    )


def _json(command: Parser) -> None:
    command.options.add_argument("--json", action="store_true", help="输出 JSON")


def _output(command: Parser, kind: Callable[[str], Path] = report_path, words: str = "写到这个文件") -> None:
    command.options.add_argument("-o", "--output", type=kind, metavar="F.gia", required=True, help=words)
    command.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")


def _formats(args: Namespace) -> Formats:
    folder: Path | None = args.format_dir
    if folder is None:
        return bundled_formats()
    if not folder.is_dir():
        raise FormatFolderError(folder)
    return load_formats(resource("formats"), folder)


def _say(text: str) -> None:
    """Print an answer; a reader that has gone away (``| head``) is no fault."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Python flushes once more at exit and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
