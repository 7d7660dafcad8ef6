"""What can be asked for around the register; each wish is served by ``desk.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from gia_desktop.ui.frame.wishes import Wish

if TYPE_CHECKING:
    from gia_desktop.register.figures import Figures
    from gia_desktop.ui.register.page import RegisterPage

KIND: Final = "register"
"""``Page.kind`` of the register."""

OPEN_REGISTER: Final = Wish[[]]("open_register", "依申请公开登记", "Ctrl+Shift+R", changes_data=False)
OPEN_TAB: Final = Wish[[str]]("open_register_tab", "打开登记的一页", changes_data=False)
OPEN_REGISTER_FILE: Final = Wish[[Path]]("open_register_file", "读入登记文件", changes_data=True)
NEW_CASE: Final = Wish[[]]("new_case", "登记一件申请…", changes_data=True)
NEW_HERE: Final = Wish[[]]("new_case_here", "登记一件…", "Ctrl+N", changes_data=True, scope=KIND)
READ_TABLE: Final = Wish[[]]("read_table", "读入已有台账…", changes_data=True)
PRACTICE: Final = Wish[[]]("practice_register", "练习登记（编造的，埋了十处错误）", changes_data=False)
HOLIDAYS: Final = Wish[[]]("holidays", "节假日…", changes_data=True)
LOCAL_DAYS: Final = Wish[[]]("local_days", "本地放假日…", changes_data=True)
LETTER_TEMPLATES: Final = Wish[[]]("letter_templates", "单位自己的文书模板…", changes_data=True, scope=KIND)
OFFICE: Final = Wish[[]]("office", "单位、复议机关和法院…", changes_data=True, scope=KIND)

CLOSE_CASE: Final = Wish[[]]("close_case", "办结", "Ctrl+Return", changes_data=True, scope=KIND)
DELETE_CASE: Final = Wish[[]]("delete_case", "移到回收站", changes_data=True, scope=KIND)
RESTORE_CASE: Final = Wish[[]]("restore_case", "登记的回收站…", changes_data=True, scope=KIND)
SPLIT_CASE: Final = Wish[[]]("split_case", "从这件拆出一件", changes_data=True, scope=KIND)
JOIN_CASE: Final = Wish[[]]("join_case", "并入另一件…", changes_data=True, scope=KIND)
NOT_COUNTED: Final = Wish[[]]("not_counted", "不计入 / 重新计入…", changes_data=True, scope=KIND)
LETTER: Final = Wish[[str]]("letter", "写文书", changes_data=False, scope=KIND)
HISTORY: Final = Wish[[]]("case_history", "这一件的历史…", changes_data=False, scope=KIND)
CHECK: Final = Wish[[]]("check_register", "检查登记", changes_data=False, scope=KIND)
SAVE_FILE: Final = Wish[[]]("save_register", "另存登记文件（giar）…", changes_data=False, scope=KIND)
EXPORT: Final = Wish[[]]("export_register", "导出 Excel（不含个人信息）…", changes_data=False, scope=KIND)
EXPORT_PERSONAL: Final = Wish[[]](
    "export_personal", "导出 Excel（含个人信息）…", changes_data=False, scope=KIND
)
CLEAR_PERSONS: Final = Wish[[]]("clear_persons", "清除个人信息…", changes_data=True, scope=KIND)
TAKE_FIGURES: Final = Wish[[]]("take_figures", "把表三、表四带入年报…", changes_data=True, scope=KIND)

# -- shell/figures.py: into the report

TAKE_INTO_REPORT: Final[Wish[[Figures, str]]] = Wish("take_into_report", "带入年报", changes_data=True)


def register_page() -> type[RegisterPage]:
    """Return the kind of page that these wishes are for."""
    from gia_desktop.ui.register.page import RegisterPage

    return RegisterPage
