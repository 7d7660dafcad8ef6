"""Reports and databases that the tests of the storage share."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Final

from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import Previous, Reason, Report, new_report
from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.drafts.store import DraftStore

NATURAL: Final = CellKey("t3.new.natural")
OTHER: Final = CellKey("t3.new.other")
FEES: Final = CellKey("t2.fees.amount")


def town(number: int = 1, year: int = 2025) -> Report:
    """Return an empty report of a made-up town."""
    return new_report("2021", year, f"示例县第{number}镇人民政府", "township")


def full_report() -> Report:
    """Return a report that has something of everything a report can hold."""
    empty = town()
    return Report(
        "2021",
        2025,
        {**empty.texts, PREAMBLE: "本报告……", section_key("1"): "一、总体情况\n全年𠮷利。"},
        {NATURAL: 12, OTHER: NA, FEES: Decimal("29.0500"), CellKey("t4.review.direct"): Unread("十二件")},
        {CellKey("t3.new.total"): 13},
        Previous(
            "2021", 2024, {NATURAL: 7, FEES: Decimal("1.10")}, {"1": "去年。"}, {"note": [Decimal("0.10")]}
        ),
        (Reason("GIA-YEAR-001", (NATURAL,), "历史数据有误", {NATURAL: "12"}, {"by": "张三"}),),
        {"x": {"deep": [1, Decimal("2.50"), None]}},
        {"t3.new.natural": 12, "register.field.top": "征地拆迁"},
    )


def edited_store(path: Path, reports: int = 3, steps: int = 25) -> dict[int, Report]:
    """Make a database by hundreds of small steps and return what it holds."""
    dice = random.Random(7)
    keys = [CellKey(f"t3.{row}.{column}") for row in ("new", "granted") for column in ("natural", "other")]
    values: list[Value] = [0, 4711, Decimal("29.50"), NA, Unread("十二"), None]
    made: dict[int, Report] = {}
    store = DraftStore(path)
    for number in range(1, reports + 1):
        report = town(number)
        made[store.create(report)] = report
    for _ in range(steps):
        for number, report in made.items():
            change = cell_change(report, {dice.choice(keys): dice.choice(values)}, "改")
            writing = text_change(report, section_key("1"), "一、总体情况。" * dice.randrange(30), "写")
            for step in (change, writing):
                store.write(number, step)
            made[number] = writing.apply(change.apply(report))
    store.set_pending(1, "section.5", "写到一半")
    store.close()
    return made


def contents(store: DraftStore) -> dict[int, Report]:
    """Return all reports of a store by number."""
    return {summary.id: store.load(summary.id) for summary in store.list()}


def setting(key: CellKey, old: Value, new: Value, origin: str = "typed") -> Change:
    """Return the step that sets one cell."""
    return Change("改格", {key: (old, new)}, origin=origin)
