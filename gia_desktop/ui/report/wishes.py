"""What can be asked for around a report; each wish is served by the module named above it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.core.states import ReportState
from gia_desktop.ui.frame.page import Page, of_kind
from gia_desktop.ui.frame.wishes import Wish

if TYPE_CHECKING:
    from gia_desktop.ui.report.page import ReportPage

KIND: Final = "report"
"""``Page.kind`` of reports."""

EXPORT_SECTION: Final = "export"
"""The tab 检查与导出 among those that are named after sections."""

# -- desk.py: opening

OPEN_REPORT: Final = Wish[[int]]("open_report", "打开", changes_data=False)
OPEN_FILE: Final = Wish[[Path]]("open_file", "打开文件", changes_data=True)
DELETE: Final = Wish[[int]]("delete", "移到回收站", changes_data=True)

# -- beginning.py: the ways to begin

CARRY: Final = Wish[[]]("carry", "承接上年，编今年的年报", changes_data=True)
NEW: Final = Wish[[]]("new", "新建空白年报…", "Ctrl+N", changes_data=True)
OPEN: Final = Wish[[]]("open", "打开文件…", "Ctrl+O", changes_data=True)
PRACTICE: Final = Wish[[]]("practice", "练习", changes_data=True)
SAMPLE: Final = Wish[[]]("sample", "看一份写好的样报", changes_data=True)

# -- exporting.py: files out of a report

EXPORTS: Final[Mapping[str, Wish[[]]]] = {
    ".docx": Wish("export_docx", "导出 Word 文档…", "Ctrl+E", changes_data=False, scope=KIND),
    ".pdf": Wish("export_pdf", "导出 PDF…", changes_data=False, scope=KIND),
    ".html": Wish("export_html", "导出网页…", changes_data=False, scope=KIND),
    ".xlsx": Wish("export_xlsx", "导出 Excel 表格…", changes_data=False, scope=KIND),
    ".gia": Wish("export_gia", "另存数据文件（gia）…", "Ctrl+Shift+S", changes_data=False, scope=KIND),
}
"""By the ending of the file."""

BUNDLE: Final = Wish[[]]("bundle", "写报送包…", "Ctrl+Shift+E", changes_data=False, scope=KIND)
BUNDLE_NAMES: Final = Wish[[]]("bundle_names", "报送包文件名…", changes_data=True)
PAGE_STYLE: Final = Wish[[]]("page_style", "另选版式文件…", changes_data=False, scope=KIND)
COPY_PAGE: Final = Wish[[]]("copy_page", "复制网页内容", changes_data=False, scope=KIND)
REVIEW: Final = Wish[[]]("review", "导出审核情况表…", changes_data=False, scope=KIND)
PRINT: Final = Wish[[]]("print", "打印…", "Ctrl+P", changes_data=False, scope=KIND)

# -- history.py: what was before

HISTORY: Final = Wish[[]](
    "history",
    "历史…",
    "F4",
    changes_data=False,
    scope=KIND,
    told="历史：这一格、这一页、整份报告改过什么，可退回",
)
VERSIONS: Final = Wish[[]]("versions", "版本与对比…", changes_data=False, scope=KIND)
BESIDE: Final = Wish[[]]("beside", "选去年的年报放在旁边…", changes_data=True, scope=KIND)
COMPARE: Final = Wish[[]]("compare", "去年、今年对照…", changes_data=False, scope=KIND)
CARRIED: Final = Wish[[]]("carried", "上年数怎样承接的…", changes_data=False, scope=KIND)

# -- identity.py: whose report it is, and of which year

YEAR: Final = Wish[[]]("year", "改报告年度…", changes_data=True, scope=KIND)
NICKNAME: Final = Wish[[int]]("nickname", "备注名…", changes_data=True)
DUPLICATE: Final = Wish[[int]]("duplicate", "复制一份", changes_data=True)

# -- states.py: the way to publication

MOVE: Final = Wish[[ReportState]]("move", "报告状态", changes_data=True, scope=KIND)

# -- shell/figures.py: the register beside it

CASES: Final = Wish[[]](
    "cases",
    "这一格是哪几件申请（登记）",
    "F7",
    changes_data=False,
    scope=KIND,
    told="表三、表四的一格：打开登记，只看这一格的申请",
)
SHOW_REGISTER: Final = Wish[[]]("show_register", "登记的表三、表四", changes_data=False, scope=KIND)

# -- desk.py: passed on to the page

FILL_ALL: Final = Wish[[]]("fill_all", "三张表空格全部补零", changes_data=True, scope=KIND)
EXPLAIN: Final = Wish[[]](
    "explain", "写审核说明…", "Shift+F9", changes_data=True, scope=KIND, told="给光标处可说明的问题写审核说明"
)
TAKE_COMPUTED: Final = Wish[[]]("take_computed", "以自动计算的合计为准", changes_data=True, scope=KIND)
FILL_TABLE: Final = Wish[[]]("fill_table", "本表空格补零", changes_data=True, scope=KIND)
PASTE_TABLE: Final = Wish[[]]("paste_table", "粘贴表格…", changes_data=True, scope=KIND)
TABLE_NOTE: Final = Wish[[]]("table_note", "表下说明", changes_data=False, scope=KIND)
INSERT_NUMBER: Final = Wish[[]]("insert_number", "插入表中的数", changes_data=True, scope=KIND)
OUTLINE: Final = Wish[[]]("outline", "插入五个小标题", changes_data=True, scope=KIND)
LAST_TEXT: Final = Wish[[]]("last_text", "去年的文字", changes_data=False, scope=KIND)
PHRASES: Final = Wish[[]]("phrases", "句子库", changes_data=False, scope=KIND)
USUAL_TITLE: Final = Wish[[]]("usual_title", "用惯用标题", changes_data=True, scope=KIND)
OPENING: Final = Wish[[]]("opening", "按基本信息写开头语", changes_data=True, scope=KIND)
OF_TABS: Final = (
    (FILL_TABLE, PASTE_TABLE, TABLE_NOTE),
    (INSERT_NUMBER, OUTLINE, LAST_TEXT, PHRASES),
    (USUAL_TITLE, OPENING),
)
"""What buttons of single tabs do, as groups of the menu 编辑; elsewhere it is said that there is none."""
FIND: Final = Wish[[]]("find", "查找…", "Ctrl+F", changes_data=False, scope=KIND, told="在全部文字里查找")
REPLACE: Final = Wish[[]](
    "replace", "查找替换…", "Ctrl+H", changes_data=False, scope=KIND, told="在全部文字里查找、替换"
)
DRAFT_ALL: Final = Wish[[]]("draft_all", "没写的部分都写底稿", changes_data=True, scope=KIND)
WORD_LIMIT: Final = Wish[[]]("word_limit", "正文字数上限…", changes_data=False)
NEXT_PLACE: Final = Wish[[]](
    "next_place",
    "下一处要看的",
    "F8",
    changes_data=False,
    scope=KIND,
    told="下一处要看的：没填的格、对不上的数、和上年一样的数、〔待填处〕",
)
PREVIOUS_PLACE: Final = Wish[[]]("previous_place", "上一处要看的", "Shift+F8", changes_data=False, scope=KIND)
PLACE_CHECKED: Final = Wish[[]](
    "place_checked",
    "核对过，到下一处",
    "F9",
    changes_data=True,
    scope=KIND,
    told="这一处核对过了，没有错；到下一处",
)
ALL_FINDINGS: Final = Wish[[]]("all_findings", "查看全部检查结果", changes_data=False, scope=KIND)


# The page brings most of what a report needs; it is imported once there is one.


def report_page() -> type[ReportPage]:
    """Return the kind of page that these wishes are for."""
    from gia_desktop.ui.report.page import ReportPage

    return ReportPage


def as_report_page(page: Page | None) -> ReportPage | None:
    """Return a page that shows a report, None for any other."""
    return of_kind(page, KIND, report_page)
