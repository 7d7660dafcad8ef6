"""What docs/new-format.md quotes stands in the format that the tests load, and its commands work."""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path

import pytest

from gia_desktop.cli.program import main
from tests.docs.blocks import DOCS, blocks

FORMAT = DOCS.parent / "tests" / "formats" / "data" / "2027.toml"


@pytest.mark.parametrize("block", blocks("new-format.md", "toml"))
def test_a_quoted_part_stands_in_the_format(block: str) -> None:
    assert block.strip() in FORMAT.read_text("utf-8")


def test_commands_of_the_page_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (commands,) = blocks("new-format.md", "")
    for line in commands.splitlines():
        name, *arguments = shlex.split(line.replace("tests/formats/data", FORMAT.parent.as_posix()))
        assert name == "gia"
        assert main(arguments) in {0, 1}, line
    with zipfile.ZipFile(tmp_path / "试.docx") as parts:
        assert "移送其他机关办理" in parts.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("*.md")), DOCS.parent / "README.md"], ids=lambda path: path.name
)
def test_links_of_a_page_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    start = (DOCS.parent / "README.md").read_text("utf-8").splitlines()[:6]
    assert start[2] == "```"
    assert [line.split("#")[0].strip() for line in start[3:5]] == [
        "python3 dev.py run",
        "python3 dev.py test",
    ]
