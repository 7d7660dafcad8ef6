"""Reading arguments with argparse, every fault told in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NoReturn

from gia_desktop.core.errors import GiaError
from gia_desktop.core.narrative import clean_text
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.core.values import squeeze

_FAULTS: Final = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少 {0}。"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识参数 {0}。"),
    (
        re.compile(r"argument .+: invalid choice: (.+?) \(choose from (.+)\)"),
        "没有“{0}”这个命令，可用的有 {1}。",
    ),
    (re.compile(r"argument (.+): expected .+"), "{0} 后面缺少内容。"),
    (re.compile(r"argument (.+): ignored explicit argument (.+)"), "{0} 后面不能再写 {1}。"),
    (re.compile(r"argument (.+?): (.+)"), "{0} {1}。"),
)
"""Messages of argparse (the same in Python 3.11 to 3.13) and what they are in Chinese; the last one also
carries the reasons given by the functions below."""


class UsageError(GiaError):
    """The command line is written wrongly."""

    code = "GIA-E-001"

    def __init__(self, fault: str, program: str) -> None:
        """Say what is wrong and where the usage is explained."""
        super().__init__(fault, f"用法见 {program} --help。")


class TextAsked(Exception):
    """The arguments ask for a text (help, version) instead of a command."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the program, and speaks Chinese."""

    def __init__(self, *, prog: str, description: str) -> None:
        """Set the project's manners."""
        super().__init__(
            prog, description=description, formatter_class=_Formatter, add_help=False, allow_abbrev=False
        )
        self.files = self.add_argument_group("文件")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action=_Help, help="显示这个说明")

    def error(self, message: str) -> NoReturn:
        """Raise the Chinese sentence for a fault found by argparse."""
        raise UsageError(_translated(message), self.prog)


class Version(argparse.Action):
    """Answers with the version; ``const`` is the text."""

    def __init__(self, **kwargs: Any) -> None:
        """Take no value."""
        super().__init__(nargs=0, **kwargs)

    def __call__(self, *_: object, **__: object) -> NoReturn:
        """Leave argparse with the text."""
        raise TextAsked(self.const)


class _Help(argparse.Action):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(nargs=0, **kwargs)

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        raise TextAsked(parser.format_help().rstrip())


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def year_argument(text: str) -> int:
    """Read a report year from an argument."""
    plain = squeeze(text).removesuffix("年度").removesuffix("年")
    if not re.fullmatch(r"20\d\d", plain, re.ASCII):
        raise argparse.ArgumentTypeError(f"应是 20 开头的四位年份，如 2025，不能是“{text}”")
    return int(plain)


def unit_kind(text: str) -> str:
    """Read the kind of a unit, by its id or its Chinese name."""
    by_name = {name: kind for kind, name in UNIT_KINDS.items()}
    kind = by_name.get(text, text)
    if kind not in UNIT_KINDS:
        known = "、".join(f"{kind}（{name}）" for kind, name in UNIT_KINDS.items())
        raise argparse.ArgumentTypeError(f"没有“{text}”这种单位类型，可用的有 {known}")
    return kind


def unit_name(text: str) -> str:
    """Read the name of a unit."""
    name = " ".join(clean_text(text).split())
    if not name:
        raise argparse.ArgumentTypeError("单位名称不能为空")
    return name


def report_path(text: str) -> Path:
    """Read the name of a report file to be written."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"后面要写文件名，“{text}”是一个文件夹，请写成 {path / '年报.gia'}")
    if path.suffix.lower() != ".gia":
        raise argparse.ArgumentTypeError(f"应是以 .gia 结尾的文件名，不能是“{text}”")
    return path


def report_or_folder(text: str) -> Path:
    """Read the name of a report file to be written, or of a folder for several."""
    path = Path(text)
    if not path.is_dir() and path.suffix.lower() != ".gia":
        raise argparse.ArgumentTypeError(f"应是以 .gia 结尾的文件名，或者已有的文件夹，不能是“{text}”")
    return path


def _translated(message: str) -> str:
    for pattern, sentence in _FAULTS:
        match = pattern.fullmatch(message)
        if match:
            return sentence.format(*(group.replace(", ", "、").replace("'", "") for group in match.groups()))
    return f"命令写法有误（{message}）。"
