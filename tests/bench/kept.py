"""The file that keeps the figures: docs/performance.md, with machine and date; the words around them stay."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import PySide6

from tests.bench.row import Row

FILE: Final = Path(__file__).parent.parent.parent / "docs" / "performance.md"
_BEGIN: Final = "<!-- figures -->"
_END: Final = "<!-- /figures -->"


def keep(rows: Sequence[Row], load: float) -> None:
    """Put new figures in the place of the old ones.

    Args:
        rows: the figures.
        load: processes that waited for the processor before the measurement began.
    """
    text = FILE.read_text("utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    FILE.write_text(f"{before}{_BEGIN}\n{_table(rows, load)}\n{_END}{after}", "utf-8")


def _table(rows: Sequence[Row], load: float) -> str:
    lines = [
        f"{dt.date.today():%Y-%m-%d}，{_machine()}；开始时系统负载 {load:.1f}。",  # noqa: DTZ011
        "",
        "| 指标 | 测得 | 限度 | |",
        "|---|---|---|---|",
    ]
    for row in rows:
        note = f"（{row.note}）" if row.note else ""
        lines.append(f"| {row.name}{note} | {row.shown} | {row.bound} | {row.mark} |")
    return "\n".join(lines)


def _machine() -> str:
    names = [platform.machine()]
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        names = models[:1] or names
    versions = f"Python {platform.python_version()}，PySide6 {PySide6.__version__}"
    return f"{names[0]}，{os.cpu_count()} 核，{platform.system()}，{versions}"
