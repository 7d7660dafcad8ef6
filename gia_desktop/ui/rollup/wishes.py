"""What can be asked for around collections; each wish is served by ``desk.py`` or what it makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.ui.frame.wishes import Wish

if TYPE_CHECKING:
    from gia_desktop.checks.finding import Finding
    from gia_desktop.core.report import Report
    from gia_desktop.ui.rollup.page import RollupPage

KIND: Final = "rollup"
"""``Page.kind`` of collections."""

# -- beginning

START: Final = Wish[[]]("start_collection", "开始一次收集…", changes_data=True)
OPEN_COLLECTION: Final = Wish[[int]]("open_collection", "打开收集", changes_data=False)
OPEN_AT: Final = Wish[[int, str]]("open_collection_at", "打开收集的一页", changes_data=False)
OPEN_FILE: Final = Wish[[Path]]("open_collection_file", "打开收集文件", changes_data=True)
ASK_FILE: Final = Wish[[]]("ask_collection_file", "打开收集文件（giac）…", changes_data=True)
PRACTICE: Final = Wish[[]]("practice_collection", "练习汇总", changes_data=True)
DELETE: Final = Wish[[int]]("delete_collection", "把收集移到回收站", changes_data=True)
RESTORE: Final = Wish[[]]("restore_collection", "收集的回收站…", changes_data=True)

# -- collecting

COLLECT: Final = Wish[[]]("collect", "读入文件夹…", "Ctrl+O", changes_data=True, scope=KIND)
AGAIN: Final = Wish[[]](
    "collect_again", "再收一次", "F5", changes_data=True, scope=KIND, told="只读文件夹里新来的和改过的"
)
STOP: Final = Wish[[]]("stop_collecting", "停止收集", "Ctrl+.", changes_data=False, scope=KIND)
QUESTIONS: Final = Wish[[]](
    "claim_files", "认领文件…", "Ctrl+M", changes_data=True, scope=KIND, told="说清认不出的文件是哪个单位的"
)
LAST_YEAR: Final = Wish[[]]("last_year", "放上年的报告…", changes_data=True, scope=KIND)

# -- units

RETURN_UNIT: Final = Wish[[]]("return_unit", "退回…", "Ctrl+R", changes_data=True, scope=KIND)
PASS_UNIT: Final = Wish[[]]("pass_unit", "通过", "Ctrl+Return", changes_data=True, scope=KIND)
REVIEW_UNIT: Final = Wish[[]]("review_unit", "开始审核", changes_data=True, scope=KIND)
PUBLISH_UNIT: Final = Wish[[]]("publish_unit", "记为已公开", changes_data=True, scope=KIND)
UNMARK_UNIT: Final = Wish[[]]("unmark_unit", "取消结论", changes_data=True, scope=KIND)
NEXT_WAITING: Final = Wish[[]]("next_waiting", "下一家待审", "F8", changes_data=False, scope=KIND)
ORIGINAL: Final = Wish[[]](
    "see_original",
    "看原文和读出的数…",
    "F4",
    changes_data=False,
    scope=KIND,
    told="原文和读出的数并排，存疑的格在这里定",
)
SEE_TEXT: Final[Wish[[Finding]]] = Wish("see_text", "看文字中的这一处", changes_data=False, scope=KIND)
OPEN_ORIGINAL: Final = Wish[[]]("open_original", "用默认程序打开原文件", changes_data=False, scope=KIND)
EDIT_UNIT: Final = Wish[[]]("edit_unit", "改这个单位…", "F2", changes_data=True, scope=KIND)
NEW_ROSTER: Final = Wish[[]]("new_roster", "换单位名单…", changes_data=True, scope=KIND)
SAVE_ROSTER: Final = Wish[[]]("save_roster", "导出单位名单…", changes_data=False, scope=KIND)
SORT: Final = Wish[[]]("sort_units", "单位按什么排…", changes_data=False, scope=KIND)
FIND: Final = Wish[[]]("find_unit", "找单位", "Ctrl+F", changes_data=False, scope=KIND)

# -- sums

SHOW_SUMS: Final = Wish[[]]("show_sums", "在汇总表里看这一格", "Ctrl+T", changes_data=False, scope=KIND)
CORRECT_HERE: Final = Wish[[]]("correct_here", "更正当前的格…", changes_data=True, scope=KIND)

# -- papers and files

RETURN_NOTE: Final = Wish[[]]("return_note", "写退回修改通知…", changes_data=False, scope=KIND)
REMINDERS: Final = Wish[[]]("reminders", "催报单…", changes_data=False, scope=KIND)
SUMMARY: Final = Wish[[]]("notice_material", "通报材料…", changes_data=False, scope=KIND)
WRITE_PAPER: Final = Wish[[]]("write_paper", "写出选中的材料…", changes_data=False, scope=KIND)
ALL_PAPERS: Final = Wish[[]]("all_papers", "写出全部通知和材料…", changes_data=False, scope=KIND)
SUMS_PAPER: Final = Wish[[]]("sums_paper", "汇总表（Word）…", changes_data=False, scope=KIND)
PAPER_LOOK: Final = Wish[[]](
    "paper_look",
    "通知和材料的版式、模板…",
    changes_data=False,
    scope=KIND,
    told="县里自己的版式和 Word 模板",
)
BOOK: Final = Wish[[]](
    "book",
    "汇编（全部报告合成一份 Word）…",
    changes_data=False,
    scope=KIND,
    told="每家的报告原样并进一份，带目录",
)
EXPORT_SUMS: Final = Wish[[]]("export_sums", "导出汇总表（xlsx）…", "Ctrl+E", changes_data=False, scope=KIND)
AREA_REPORT: Final = Wish[[]](
    "area_report",
    "导出汇总报告",
    changes_data=True,
    scope=KIND,
    told="用汇总数新建一份全县的年报草稿，接着写文字",
)
SAVE_FILE: Final = Wish[[]](
    "save_collection", "另存收集文件（giac）…", "Ctrl+Shift+S", changes_data=False, scope=KIND
)
HISTORY: Final = Wish[[]]("collection_history", "这次收集的历史…", changes_data=False, scope=KIND)
TAKE_IN_REPORT: Final[Wish[[Report, str]]] = Wish("take_in_report", "打开汇总报告的草稿", changes_data=True)
"""Served by shell/area_report.py: the draft is opened as a report."""
UNIT_HISTORY: Final = Wish[[]]("unit_history", "这个单位的历史…", changes_data=False, scope=KIND)


def rollup_page() -> type[RollupPage]:
    """Return the kind of page that these wishes are for."""
    from gia_desktop.ui.rollup.page import RollupPage

    return RollupPage
