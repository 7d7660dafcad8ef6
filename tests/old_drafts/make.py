"""Write the database of today's step, once, before a release: python -m tests.old_drafts.make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from gia_desktop.core.change import Change
from gia_desktop.core.keys import PREAMBLE, CellKey, TextKey
from gia_desktop.core.report import Previous, Reason, Report, new_report
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import NA, Unread
from gia_desktop.drafts.records import ExportStamp
from gia_desktop.drafts.steps import SCHEMA
from gia_desktop.drafts.store import DraftStore

NATURAL = CellKey("t3.new.natural")
SECTION = TextKey("section.1")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def town() -> Report:
    """Return a report that has something of everything."""
    return Report(
        "2021",
        2025,
        {**new_report("2021", 2025, "示例县清河镇人民政府", "township").texts, PREAMBLE: "本报告……"},
        {
            NATURAL: 11,
            CellKey("t3.new.other"): NA,
            CellKey("t2.fees.amount"): Decimal("29.0500"),
            CellKey("t4.review.direct"): Unread("十二件"),
        },
        {CellKey("t3.new.total"): 13},
        Previous("2021", 2024, {NATURAL: 7}, {"1": "去年。"}),
        (Reason("GIA-YEAR-001", (NATURAL,), "历史数据有误", {NATURAL: "12"}),),
        {"x": [1, Decimal("2.50")]},
    )


def write(path: Path) -> None:
    """Fill a new database by the steps of an ordinary day."""
    store = DraftStore(path)
    number = store.create(town(), NOON)
    texts = ["", "一、总体情况", "一、总体情况\n全年𠮷利。"]
    for old, new in pairwise(texts):
        store.write(number, Change("写", texts={SECTION: (old, new)}), at=NOON + timedelta(minutes=1))
    store.create(new_report("2019", 2019, "示例县民政局", "county_department"), NOON)
    store.delete(store.create(new_report("2021", 2025, "误建的报告", "other"), NOON), NOON)
    store.write(
        number, Change("改格", {NATURAL: (11, 12)}), Progress(3, 166, 1, 2, 4), NOON + timedelta(hours=1)
    )
    store.name_version(number, "初稿", NOON + timedelta(hours=1))
    store.set_exported(number, ExportStamp(NOON, "D:\\年报\\报告.docx", "00ff"))
    store.set_state(number, ReportState.REVIEW, NOON + timedelta(hours=2))
    store.set_pending(number, "section.5", "写到一半", NOON)
    store.close()


def main() -> None:
    """Write the file of today's step beside this one, unless it is there."""
    path = Path(__file__).with_name(f"step-{SCHEMA.newest:04}.sqlite")
    if not path.exists():
        write(path)


if __name__ == "__main__":
    main()
