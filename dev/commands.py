"""The commands of dev.py, each written once: its name, its help, what it needs and what it does."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dev import fonts, system
from dev.environment import prepare_venv, python_fault, venv_python
from dev.locks import lock
from dev.shell import ROOT, DevError, call, offscreen, say
from dev.testing import check, test

USAGE_ERROR = 2


@dataclass(frozen=True)
class Command:
    """One thing that a developer can ask for."""

    name: str
    arguments: str
    help: str
    needs: Callable[[], list[system.Need]]
    run: Callable[[Sequence[str]], int]


def run(arguments: Sequence[str]) -> int:
    """Start the program, or its demonstration where no window can be shown."""
    prepare_venv(runtime_only=True)
    if system.has_display(sys.platform, os.environ):
        return call([venv_python(), "-m", "gia_desktop.ui.shell.app", *arguments])
    say("没有显示器（DISPLAY 和 WAYLAND_DISPLAY 都未设置）：改为演示，结果写到 out/ …")
    return call([venv_python(), "-m", "dev.demo", "--out", "out"], offscreen(os.environ))


def screens(arguments: Sequence[str]) -> int:
    """Draw every screen into out/screens, or those of the manual into the manual."""
    prepare_venv(runtime_only=True)
    environment = offscreen(os.environ)
    if sys.platform.startswith("linux"):
        fonts.bring_fandol()
        if not fonts.are_there("pictures"):
            say("缺少拍照用的字体（Noto 或 Fandol），画面用本机的字体。")
        else:
            environment |= fonts.only("pictures", fonts.SETS["pictures"])
    return call([venv_python(), "-m", "dev.screens", "--out", "out/screens", *arguments], environment)


def bench(arguments: Sequence[str]) -> int:
    """Measure the figures of the design."""
    prepare_venv()
    return call([venv_python(), "-m", "tests.bench", *arguments], offscreen(os.environ))


def package(arguments: Sequence[str]) -> int:
    """Build the program for this system, let it test itself and wrap it up for users."""
    prepare_venv()
    return call([venv_python(), ROOT / "packaging" / "build.py", *arguments])


COMMANDS = (
    Command(
        "run", "[参数…]", "启动程序；没有显示器时改为演示：自查示例报告，把 docx 和截图写到 out/",
        system.window_needs, run,
    ),
    Command("check", "", "快查：ruff、mypy、谁能引用谁，半分钟以内", system.environment_needs, check),
    Command(
        "test", "[参数…]", "全部检查：ruff、mypy、pytest 和覆盖率；带参数时只运行 pytest，参数原样传给它",
        system.test_needs, test,
    ),
    Command(
        "screens", "[--docs]",
        "不用显示器，把各界面画成图片，写到 out/screens/；--docs 重拍手册和 README 里的图片",
        system.drawing_needs, screens,
    ),
    Command(
        "bench", "[名称…]",
        "测量 design.md 第 7 节的各项指标，或只测几项；--keep 把结果写进 docs/performance.md",
        system.drawing_needs, bench,
    ),
    Command(
        "lock", "[--upgrade]", "由 pyproject.toml 重新生成两个锁文件；--upgrade 把全部依赖升到最新",
        list, lock,
    ),
    Command("package", "", "为本系统制作程序和安装包并自检，写到 dist/", system.build_needs, package),
)  # fmt: skip


def usage() -> str:
    """Return the help: one line for each command."""
    calls = [f"{command.name} {command.arguments}".strip() for command in COMMANDS]
    room = max(map(columns, calls)) + 1
    lines = [
        f"  {text}{' ' * (room - columns(text))}{command.help}"
        for text, command in zip(calls, COMMANDS, strict=True)
    ]
    head, foot = "用法：python3 dev.py 命令 [参数…]", "各命令自己准备 .venv 和所需的系统软件包。"
    return "\n".join([head, "", *lines, "", foot])


def columns(text: str) -> int:
    """Return how wide a text stands on a console: Chinese signs take two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def main(argv: Sequence[str]) -> int:
    """Run the command named by the first argument and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no Chinese shows question marks instead of ending the program.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    fault = python_fault((sys.version_info[0], sys.version_info[1]))
    if fault is not None:
        print(fault, file=sys.stderr)
        return USAGE_ERROR
    command = next((command for command in COMMANDS if argv and command.name == argv[0]), None)
    if command is None:
        say(usage())
        return 0 if argv and argv[0] in {"help", "-h", "--help"} else USAGE_ERROR
    try:
        system.prepare_system(command.needs())
        return command.run(argv[1:])
    except DevError as error:
        print(error, file=sys.stderr, flush=True)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 130
