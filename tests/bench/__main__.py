"""Run every bench_*.py beside this file, or those named as arguments, and print one table."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from tests.bench.row import Row


def main(names: list[str]) -> int:
    """Print every figure; return 1 when one of them misses its limit."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [name for name in found if not names or name.removeprefix("bench_") in names or name in names]
    if not chosen:
        print(f"nothing called {' '.join(names)}; there is {' '.join(found)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in chosen:
        for row in importlib.import_module(f"tests.bench.{name}").run():
            print(_line(row), flush=True)
            rows.append(row)
    return 0 if all(row.reached for row in rows) else 1


def _line(row: Row) -> str:
    limit = "" if row.limit is None else f"≤ {row.limit:g} {row.unit}"
    mark = "" if row.limit is None else ("ok" if row.reached else "MISSED")
    note = f" ({row.note})" if row.note else ""
    return f"{row.value:>10.3f} {row.unit:<3} {limit:<12} {mark:<7} {row.name}{note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
