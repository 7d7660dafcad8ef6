"""A docx read as a report, against lxml parsing the same document.xml; and a thousand in one process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_file
from tests.bench.row import Row, alternate

_TIMES: Final = 41
_FILES: Final = 1_000
_DIFFERENT: Final = 50

# Read and check every file of a folder over and over; tell the seconds and the memory on the way.
_MANY: Final = """
import gc, json, sys, time
from pathlib import Path
from gia_desktop.checks.engine import run_checks
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.importers.reader import read_file

def megabytes():
    words = open("/proc/self/status").read().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024

paths, wanted, formats = sorted(Path(sys.argv[1]).glob("*.docx")), int(sys.argv[2]), bundled_formats()
gc.freeze()  # as the command line and the window do
begin, busy, sizes, findings = time.perf_counter(), time.process_time(), {}, 0
for done in range(1, wanted + 1):
    report = read_file(paths[done % len(paths)], formats).report
    findings += len(run_checks(make_sheet(report, formats)))
    if done in (100, wanted):
        sizes[done] = megabytes()
print(json.dumps({"seconds": time.perf_counter() - begin, "busy": time.process_time() - busy,
                  "early": sizes[100], "late": sizes[wanted],
                  "findings": findings}))
"""


def run() -> list[Row]:
    """Measure the city report, and copies of it with other figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder)
        return [*_against_lxml(folder / "00.docx"), *_many(folder)]


def _write(folder: Path) -> None:
    """Write reports that differ in a figure, so that nothing read before answers for another file."""
    formats = bundled_formats()
    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    report = parse_report(data, formats)
    keys = formats.get(report.format).entered
    for number in range(_DIFFERENT):
        key = keys[number % len(keys)]
        other = report if number == 0 else replace(report, values={**report.values, key: 1000 + number})
        made = write_docx(make_sheet(other, formats), DocumentOptions())
        (folder / f"{number:02}.docx").write_bytes(made)


def _against_lxml(path: Path) -> list[Row]:
    formats = bundled_formats()
    with zipfile.ZipFile(path) as package:
        part = package.read("word/document.xml")

    def theirs() -> None:
        etree.parse(BytesIO(part))

    ours, peer = alternate(lambda: read_file(path, formats), theirs, _TIMES)
    note = f"{ours * 1000:.1f} ms / {peer * 1000:.1f} ms"
    return [Row("读入 docx / lxml 解析同一个 document.xml", ours / peer, "×", 5, note)]


def _many(folder: Path) -> list[Row]:
    told = subprocess.run(
        [sys.executable, "-c", _MANY, str(folder), str(_FILES)],
        check=True, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    facts = json.loads(told.stdout)
    sizes = f"100 份后 {facts['early']:.0f} MB，{_FILES} 份后 {facts['late']:.0f} MB"
    return [
        # The processor's seconds: what the clock shows on a machine with nothing else to do.
        Row(f"一个进程读入并检查 {_FILES} 份 docx", facts["busy"], "s", 8, f"时钟 {facts['seconds']:.0f} s"),
        Row("　内存：最后 / 100 份后（应不增长）", facts["late"] / facts["early"], "×", 1.05, sizes),
    ]
