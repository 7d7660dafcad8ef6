"""Areas made up for tests: a parent's figures split over many units, and folders of their reports."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gia_desktop.core.keys import PREAMBLE, TITLE, UNIT_NAME, CellKey, TextKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Value, is_number
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.writers.docx import write_docx
from gia_desktop.documents.writers.xlsx import write_xlsx
from gia_desktop.exchange.objects import dump_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import make_sheet
from gia_desktop.rollup.collection import Collection, Matched, Stamp, Submission
from gia_desktop.rollup.roster import Roster, Unit

AREA = "示例县"
DAY = dt.date(2026, 1, 20)
_SIGNS = "东南西北中上下前后左右青白红黄金银玉石"
_TEXTS: Mapping[TextKey, str] = {
    PREAMBLE: "本报告按照《中华人民共和国政府信息公开条例》编制。",
    section_key("1"): "{year}年，我镇认真做好政府信息公开工作，主动公开各类信息，群众查阅更加方便。",
    section_key("5"): "存在的问题是公开的内容还不够全面，解读的形式还比较单一，下一步将加强培训，丰富形式。",
    section_key("6"): "无其他需要报告的事项。",
}


def town(place: int) -> str:
    """Return the name of one of 361 towns."""
    first, second = divmod(place, len(_SIGNS))
    return f"{AREA}{_SIGNS[first % len(_SIGNS)]}{_SIGNS[second]}乡人民政府"


def roster(count: int, **changes: object) -> Roster:
    """Return a list of towns, all asked for and all summed."""
    return Roster(AREA, tuple(Unit(town(place), kind="township", **changes) for place in range(count)))  # type: ignore[arg-type]


def report_of(name: str, values: Mapping[CellKey, Value], year: int = 2025, kind: str = "township") -> Report:
    """Return a report with figures and some text."""
    report = new_report("2021", year, name, kind)
    texts = {key: text.replace("{year}", str(year)) for key, text in _TEXTS.items()}
    return replace(report, texts={**report.texts, **texts}, values=dict(values))


def named(report: Report, name: str) -> Report:
    """Return the same report of another unit."""
    title = f"{name}{report.year}年政府信息公开工作年度报告"
    return replace(report, texts={**report.texts, UNIT_NAME: name, TITLE: title})


def split(values: Mapping[CellKey, Value], count: int, seed: int = 1) -> list[dict[CellKey, Value]]:
    """Return figures of units that add up to those given, cell by cell."""
    chance = random.Random(seed)
    parts: list[dict[CellKey, Value]] = [{} for _ in range(count)]
    for key, value in values.items():
        if not is_number(value):
            continue
        step = Decimal("0.0001") if isinstance(value, Decimal) else 1
        left = int(value / step)
        cuts = sorted(chance.randint(0, left) for _ in range(count - 1))
        for unit, (low, high) in enumerate(zip((0, *cuts), (*cuts, left), strict=True)):
            parts[unit][key] = (high - low) * step
    return parts


def submission(report: Report, file: str = "", received: dt.date = DAY, **changes: object) -> Submission:
    """Return a report as if it had been read from a file."""
    digest = str(abs(hash((file, received, tuple(sorted(report.values.items(), key=str)), report.unit_name))))
    made = Submission(
        file or f"{report.unit_name}.gia",
        Stamp(1, int(received.strftime("%Y%m%d")), digest),
        received,
        report.unit_name,
        Matched.TITLE,
        report=report,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def collection(reports: Sequence[Report], of: Roster | None = None, year: int = 2025) -> Collection:
    """Return a collection of reports, by their unit names."""
    units = tuple(Unit(report.unit_name, kind=report.unit_kind) for report in reports)
    return Collection(of or Roster(AREA, units), year, tuple(submission(report) for report in reports))


def hand_in(report: Report, path: Path, day: dt.date = DAY) -> Path:
    """Write a report as a unit would send it, by the ending of the file, received on a day."""
    formats = bundled_formats()
    sheet = make_sheet(report, formats)
    made = {
        ".docx": lambda: write_docx(sheet, DocumentOptions()),
        ".xlsx": lambda: write_xlsx(sheet, DocumentOptions()),
        ".gia": lambda: dump_report(report),
    }
    path.write_bytes(made[path.suffix]())
    moment = dt.datetime.combine(day, dt.time(12)).timestamp()
    os.utime(path, (moment, moment))
    return path
