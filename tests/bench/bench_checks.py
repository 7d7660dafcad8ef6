"""All rules on a full city report, and again after one keystroke in a cell or a text."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from gia_desktop.checks.engine import Engine
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet
from tests.bench.row import Row

_TIMES = 41
_CELL = CellKey("t3.new.natural")
_TEXT = section_key("1")
_KEPT = frozenset({"vocabulary", "wording", "reason_phrases", "general_phrases", "all_rules", "_spellings"})
"""Caches of data files and rules, filled once per start of the program."""


def run() -> list[Row]:
    """Measure the city report."""
    formats = bundled_formats()
    data = (Path(__file__).parent.parent / "data" / "city-2024.gia").read_bytes()
    report = parse_report(data, formats)
    sheet = make_sheet(report, formats)
    engine = Engine(sheet.format)
    engine.run(sheet)

    def opened() -> None:
        engine.run(make_sheet(report, formats))

    wrong = make_sheet(replace(report, values={**report.values, _CELL: 3100}), formats)
    sheets = [wrong, make_sheet(report, formats)]

    def typed_in_a_cell() -> None:
        sheets.reverse()
        engine.update(_fresh(sheets[0]), [_CELL])

    words = iter(range(10**6))

    def typed_in_a_text() -> None:
        text = report.text(_TEXT).replace("。", f"{next(words)}。", 1)
        texts = {**report.texts, _TEXT: text}
        engine.update(make_sheet(replace(report, texts=texts), formats), [_TEXT])

    long = make_sheet(_with_text(report, _figures()), formats)
    long_engine = Engine(sheet.format)
    long_engine.run(long)

    def typed_in_a_long_text() -> None:
        text = _figures()
        text = f"{text[: 50_000 + next(words)]}的{text[50_000:]}"
        long_engine.update(make_sheet(_with_text(report, text), formats), [_TEXT])

    return [
        Row("全市报告的全部规则（文字第一次看到）", _ms(opened, forget), "ms", 5),
        Row("　文字已看过一次", _ms(opened), "ms", 5),
        Row("　改一格（勾稽轮流不平、平）", _ms(typed_in_a_cell), "ms", 0.5),
        Row("　改第一部分一个字", _ms(typed_in_a_text), "ms"),
        Row("　十万字、满是数字的正文里改一个字", _ms(typed_in_a_long_text), "ms", 100),
    ]


def _with_text(report: Report, text: str) -> Report:
    return replace(report, texts={**report.texts, _TEXT: text})


@cache
def _figures() -> str:
    """Return 100,000 characters of sentences full of figures, most of them wrong."""
    sentences = (
        "2024年共收到政府信息公开申请{0}件，办结{1}件，结转下年度{2}件。",
        "主动公开政府信息{0}条，其中动态{1}条、公告{2}条。",
        "因政府信息公开引发行政复议{0}件，行政诉讼{1}件，比上年增加{2}件。\n",
    )
    made = [sentences[at % 3].format(at, at + 1, at + 2) for at in range(4_000)]
    return "".join(made)[:100_000]


def _fresh(sheet: Sheet) -> Sheet:
    """Return a sheet that has computed nothing yet, as after a keystroke."""
    return Sheet(sheet.format, sheet.report, sheet.last_format)


def forget() -> None:
    """Empty the caches that keep what was read in texts; what follows from a format alone stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("gia_desktop.checks.", "gia_desktop.reading.")):
            for function in vars(module).values():
                clear = getattr(function, "cache_clear", None)
                if clear is not None and function.__module__ == name and function.__name__ not in _KEPT:
                    clear()


def _ms(work: Callable[[], None], before: Callable[[], None] = lambda: None) -> float:
    """Return the least milliseconds of a piece of work: its own time, without that of other programs."""
    taken = []
    for _ in range(_TIMES):
        before()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken) * 1000
