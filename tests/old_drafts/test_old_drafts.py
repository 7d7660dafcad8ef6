"""Every database that a past program left behind opens with all its reports."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from gia_desktop.core.keys import CellKey, TextKey
from gia_desktop.core.report import Previous, Reason
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.core.values import NA, Unread
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.steps import SCHEMA

FOLDER: Final = Path(__file__).parent
FILES: Final = sorted(FOLDER.glob("step-*.sqlite"))
NATURAL: Final = CellKey("t3.new.natural")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "drafts.sqlite3"))


def test_there_is_a_database_of_every_step() -> None:
    assert [path.stem for path in FILES] == [f"step-{step:04}" for step in range(1, SCHEMA.newest + 1)]


def test_an_old_database_opens_without_losing_a_report(old: Path) -> None:
    opened = open_drafts(old)

    assert opened.report.notice == ""
    lines = opened.store.list()
    assert [(line.unit, line.year, line.state) for line in lines] == [
        ("示例县清河镇人民政府", 2025, ReportState.REVIEW),
        ("示例县民政局", 2019, ReportState.EDITING),
    ]
    assert lines[0].progress == Progress(3, 166, 1, 2, 4)
    assert [line.unit for line in opened.store.list(deleted=True)] == ["误建的报告"]
    opened.store.close()


def test_every_kind_of_value_in_an_old_database_is_read(old: Path) -> None:
    store = open_drafts(old).store
    report = store.load(1)

    assert dict(report.values) == {
        NATURAL: 12,
        CellKey("t3.new.other"): NA,
        CellKey("t2.fees.amount"): Decimal("29.0500"),
        CellKey("t4.review.direct"): Unread("十二件"),
    }
    assert str(report.values[CellKey("t2.fees.amount")]) == "29.0500"
    assert dict(report.stated) == {CellKey("t3.new.total"): 13}
    assert report.section("1") == "一、总体情况\n全年𠮷利。"
    assert report.previous == Previous("2021", 2024, {NATURAL: 7}, {"1": "去年。"})
    assert report.reasons == (Reason("GIA-YEAR-001", (NATURAL,), "历史数据有误", {NATURAL: "12"}),)
    assert report.extra == {"x": [1, Decimal("2.50")]}
    store.close()


def test_the_history_in_an_old_database_is_read(old: Path) -> None:
    store = open_drafts(old).store

    assert [(entry.new, entry.origin) for entry in store.history(1, NATURAL)] == [
        (11, "created"),
        (12, "typed"),
    ]
    assert [entry.new for entry in store.history(1, TextKey("section.1"))] == [
        "一、总体情况",
        "一、总体情况\n全年𠮷利。",
    ]
    assert [(pending.key, pending.text) for pending in store.pending(1)] == [("section.5", "写到一半")]
    store.close()


def test_the_named_versions_in_an_old_database_are_read(old: Path) -> None:
    opened = open_drafts(old)
    store = opened.store

    kept = [(version.name, store.version(1, version.number)) for version in store.versions(1)]
    assert [name for name, _ in kept] == ([] if opened.report.upgraded_from == 1 else ["初稿"])
    assert all(report == store.load(1) for _, report in kept)
    store.close()
