"""The door and its table."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from dev import commands, environment
from dev.commands import COMMANDS, Command
from dev.shell import ROOT, DevError, call


def test_child_ended_by_a_signal_gives_the_code_of_shells() -> None:
    assert call([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    if sys.platform != "win32":
        assert call([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137


def test_door_leads_to_the_commands_in_the_folder_of_the_same_name() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
        env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout == commands.usage() + "\n"


def test_unknown_command_shows_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["nonsense"]) == 2
    assert "用法" in capsys.readouterr().out
    assert commands.main(["--help"]) == 0


def test_usage_tells_every_command_once_with_its_help_in_one_column() -> None:
    lines = [line for line in commands.usage().splitlines() if line.startswith("  ")]
    assert [line.split()[0] for line in lines] == [command.name for command in COMMANDS]
    assert (
        len(
            {
                commands.columns(line.partition(command.help)[0])
                for line, command in zip(lines, COMMANDS, strict=True)
            }
        )
        == 1
    )


def test_what_a_command_can_not_do_without_is_told_and_stops_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(arguments: Sequence[str]) -> int:
        raise DevError("缺少 libGL.so.1")

    monkeypatch.setattr(commands, "COMMANDS", (Command("draw", "", "", list, refuse),))
    assert commands.main(["draw"]) == 2
    assert capsys.readouterr().err == "缺少 libGL.so.1\n"


def test_packaging_builds_with_the_developers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def record(command: list[str | Path]) -> int:
        called.append([str(part) for part in command])
        return 7

    monkeypatch.setattr("dev.system.prepare_system", lambda needs: None)
    monkeypatch.setattr(commands, "prepare_venv", lambda: None)
    monkeypatch.setattr(commands, "call", record)
    assert commands.main(["package"]) == 7
    assert called == [[str(environment.venv_python()), str(ROOT / "packaging" / "build.py")]]
