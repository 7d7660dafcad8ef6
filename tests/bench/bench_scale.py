"""A desk of many years: what a full data folder costs at start, in the list, in backups, in a history."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from gia_desktop.app.program.dirs import find_folders
from gia_desktop.app.program.vaults import DRAFTS_FILE, REGISTER_FILE
from gia_desktop.core.change import Change
from gia_desktop.core.keys import UNIT_NAME, CellKey
from gia_desktop.core.report import Report
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.store import DraftStore
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.store import RegisterStore
from gia_desktop.vault.backups import make_backup
from tests.bench.bench_register import CASES, made_cases
from tests.bench.bench_start import draft, measure_ours
from tests.bench.row import Row

DRAFT_COUNT: Final = 2_000
STEPS: Final = 20_000
_TIMES: Final = 3
_CELL: Final = CellKey("t3.new.natural")


def run() -> list[Row]:
    """Measure seconds of the processor; starts as whole processes, a small and the full folder in turn."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        draft(Path(few))
        draft(Path(many))
        data = find_folders(Path(many)).data
        with closing(DraftStore(data / DRAFTS_FILE)) as store:
            _fill(store)
            rows = [*_of_list(store), *_of_backup(store), _of_history(store)]
        with closing(RegisterStore(data / REGISTER_FILE)) as register:
            register.create_many(list(made_cases()))
        return [*_of_start(Path(few), Path(many)), *rows]


def _report() -> Report:
    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    return parse_report(data, bundled_formats())


def _fill(store: DraftStore) -> None:
    report = _report()
    with store.together():
        for number in range(DRAFT_COUNT):
            store.create(replace(report, texts={**report.texts, UNIT_NAME: f"云溪市{number}局"}))


def _of_start(few: Path, many: Path) -> list[Row]:
    measure_ours(few), measure_ours(many)
    rounds = [(_of_closed(few), _of_closed(many), measure_ours(many)) for _ in range(_TIMES)]
    # What is waited for is told by the clock: the sum over the file goes on beside the window's own work.
    (small, full, cut), (small_work, full_work, _) = (
        [statistics.median(run[what] for run in kind) for kind in zip(*rounds, strict=True)]
        for what in ("painted", "busy")
    )
    note = f"{DRAFT_COUNT} 份年报、{CASES} 件登记；{full * 1000:.0f} ms / {small * 1000:.0f} ms"
    worked = f"{full_work * 1000:.0f} ms / {small_work * 1000:.0f} ms"
    return [
        Row("装满的数据文件夹：启动到画出报告 / 只有一份年报（时钟）", full / small, "×", 1.1, note),
        Row("　处理器时间之比", full_work / small_work, "×", note=worked),
        Row("　上次被强行结束、断电以后（逐行核对，时钟）", cut / small, "×", note=f"{cut * 1000:.0f} ms"),
    ]


def _of_closed(folder: Path) -> dict[str, float]:
    """Start over databases that were closed; a measured start itself ends as if it were killed."""
    data = find_folders(folder).data
    for file, make in ((DRAFTS_FILE, DraftStore), (REGISTER_FILE, RegisterStore)):
        if (data / file).exists():
            make(data / file).close()
    return measure_ours(folder)


def _of_list(store: DraftStore) -> list[Row]:
    return [Row("　读出年报列表", _least(store.list) * 1000, "ms", note=f"{DRAFT_COUNT} 份")]


def _of_backup(store: DraftStore) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def back_up() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make_backup(store, DRAFTS, folder, "drafts")

        taken = _least(back_up)
        copied = _least(lambda: store.copy_to(folder / "copy"))
        (folder / "copy").unlink()
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1_000_000
    return [
        Row("　做一次备份（不在窗口和存盘的线程里）", taken, "s", note=f"{DRAFT_COUNT} 份"),
        Row("　　其中存盘的线程停下来复制", copied, "s", note=f"{DRAFT_COUNT} 份"),
        Row("　一个备份文件", size, "MB", note=f"{DRAFT_COUNT} 份"),
    ]


def _of_history(store: DraftStore) -> Row:
    new, old = store.create(_report()), store.create(_report())
    with store.together():
        for step in range(STEPS):
            store.write(old, Change("改", cells={_CELL: (3001 if step == 0 else step - 1, step)}))
    fresh, long = _least(lambda: store.load(new)), _least(lambda: store.load(old))
    note = f"{STEPS} 步；{long * 1000:.1f} ms / {fresh * 1000:.1f} ms"
    return Row("　打开改过很多步的年报 / 打开新的", long / fresh, "×", 1.1, note)


def _least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TIMES):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)
