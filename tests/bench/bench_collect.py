"""A county's reports: 300 files of two kinds collected and checked, what memory it takes, and the sum."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from gia_desktop.core.keys import CellKey
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.rollup.among import area_findings
from gia_desktop.rollup.collecting import collect
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.findings import unit_findings
from gia_desktop.rollup.sums import sum_up
from tests.bench.row import Row
from tests.support.reports.areas import hand_in, report_of, roster, split, town

UNITS: Final = 300
_FEW: Final = 100


def run() -> list[Row]:
    """Measure each collecting in a process of its own, so that memory is of it alone."""
    few, many = (_measured(units) for units in (_FEW, UNITS))
    note = f"{UNITS} 份，docx 和 xlsx 各半，一个进程"
    growth = (many["memory"] - few["memory"]) / (UNITS - _FEW)
    return [
        Row("县里：收集并检查", many["collect"] + many["check"], "s", 10, note),
        Row("县里：其中读入", many["collect"], "s"),
        Row("县里：汇总一遍", many["sum"] * 1000, "ms"),
        Row("县里：每多收一份占的内存", growth * 1024, "KB"),
    ]


def _measured(units: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), units)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_collect", folder, str(units)],
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def write(folder: Path, units: int) -> None:
    """Write the files of so many units, each with figures and texts of its own."""
    entered = bundled_formats().get("2021").entered
    whole: dict[CellKey, Value] = {
        key: units * (5 + place % 40) for place, key in enumerate(entered) if "t2.rules" not in key
    }
    for place, part in enumerate(split(whole, units)):
        hand_in(report_of(town(place), part), folder / f"{place}{('.docx', '.xlsx')[place % 2]}")


def measure(folder: Path, units: int) -> dict[str, float]:
    """Collect, check and add up; seconds of the processor, and megabytes at the most."""
    formats = bundled_formats()
    gc.freeze()  # as the command line and the window do
    start = time.process_time()
    collection = collect(folder, Collection(roster(units), 2025), formats).collection
    collected = time.process_time()
    findings = len([*unit_findings(collection, formats), *area_findings(collection, formats)])
    checked = time.process_time()
    sums = sum_up(collection, formats)
    summed = time.process_time()
    assert not sums.missing
    return {
        "collect": collected - start, "check": checked - collected, "sum": summed - checked,
        "memory": _peak(), "findings": findings,
    }  # fmt: skip


def _peak() -> float:
    """Return the most memory this process took, in megabytes; 0 where the system doesn't say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
