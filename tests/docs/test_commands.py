"""Every command that README and manual tell a reader to enter is one that the program understands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.app.program.manual import manual_folder
from gia_desktop.cli.collect.arguments import resolved
from gia_desktop.cli.program import make_parser
from tests.docs.blocks import DOCS

_INLINE: Final = re.compile(r"`gia ([^`]+)`")
_IN_BLOCK: Final = re.compile(r"^(?:for .+ do )?gia (.+?)(?:\s{2,}.*)?$", re.MULTILINE)
_PLACES: Final = {"命令", "…"}
"""Words that stand for something else."""


def told() -> list[str]:
    """Return the arguments of all commands told; a name alone only speaks of a command."""
    pages = [DOCS.parent / "README.md", *DOCS.glob("*.md"), *manual_folder().glob("*.md")]
    texts = [path.read_text("utf-8") for path in pages]
    found = {line for text in texts for line in (*_INLINE.findall(text), *_IN_BLOCK.findall(text))}
    return sorted(line for line in found if " " in line and _PLACES.isdisjoint(line.split()))


def test_commands_are_told_at_all() -> None:
    assert len(told()) > 8


@pytest.mark.parametrize("line", told())
def test_a_command_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("读入", "文件夹"):
        (tmp_path / folder).mkdir()
    args = make_parser().parse_args(resolved(shlex.split(line)))
    assert args.command in line
