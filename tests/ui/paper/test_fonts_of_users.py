"""Whatever fonts a PC has: our PDF says what was written, and headings that are bold look it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dev import fonts
from tests.support.fonts import font_files
from tests.support.window.harness import DATA

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only fontconfig can be told which fonts to see"
)


def printed(name: str, folder: Path) -> dict[str, Any]:
    """Return what a process that sees these fonts alone told of printing the report of a city."""
    env = {**os.environ, **fonts.only(name, font_files(name, folder)), "QT_QPA_PLATFORM": "offscreen"}
    command = [
        sys.executable,
        "-m",
        "tests.support.window.print_child",
        str(DATA / "city-2024.gia"),
        str(folder / "city.pdf"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.slow
@pytest.mark.parametrize("name", ["noto", "fandol", "wqy", "windows", "tricky"])
def test_pdf_reads_back_as_written_and_bold_is_bold(name: str, tmp_path: Path) -> None:
    told = printed(name, tmp_path)
    assert told["proof"] == "200/200 一致"
    assert told["bold"] > 1.08
    assert "Bold" not in told["faces"]
    if name == "windows":
        assert told["missing"] == ["方正小标宋简体"]
