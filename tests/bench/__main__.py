"""Run every bench_*.py beside this file, or those named as arguments, and print one table."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import unicodedata
from typing import Final

from tests.bench.kept import keep
from tests.bench.row import Row

# In the order of the figures in the design.
BENCHES: Final = (
    "start",
    "keystroke",
    "typing",
    "checks",
    "docx",
    "import",
    "size",
    "pages",
    "register",
    "collect",
    "scale",
)
_NAME_WIDTH: Final = 58


def main(arguments: list[str]) -> int:
    """Print every figure; return 1 when one of them misses its limit."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="测量各项指标")
    parser.add_argument("names", nargs="*", metavar="名称", help=f"只测其中几项：{' '.join(BENCHES)}")
    parser.add_argument("--keep", action="store_true", help="把全部结果写进 docs/performance.md")
    wanted = parser.parse_args(arguments)
    unknown = set(wanted.names) - set(BENCHES)
    if unknown:
        parser.error(f"没有 {' '.join(sorted(unknown))}，只有 {' '.join(BENCHES)}")
    if wanted.keep and wanted.names:
        parser.error("--keep 只保存全部结果，不能同时写名称")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    rows: list[Row] = []
    for name in wanted.names or BENCHES:
        for row in importlib.import_module(f"tests.bench.bench_{name}").run():
            print(_line(row), flush=True)
            rows.append(row)
    if wanted.keep:
        keep(rows, load)
    return 0 if all(row.reached for row in rows) else 1


def _line(row: Row) -> str:
    note = f"  {row.note}" if row.note else ""
    return f"{_padded(row.name, _NAME_WIDTH)}{row.shown:>11}  {row.bound:<9} {_padded(row.mark, 6)}{note}"


def _padded(text: str, width: int) -> str:
    """Fill a text up with spaces; a Chinese character takes the room of two."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(0, width - taken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
