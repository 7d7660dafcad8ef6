"""The menus of the window and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gia_desktop.app.report.states import Move
from gia_desktop.ui.report.state_chip import fill_moves

TEXT_SIZES: Final = (("small", "小"), ("normal", "标准"), ("large", "大"))
THEMES: Final = (("light", "浅色"), ("dark", "深色"), ("high_contrast", "高对比度"), ("system", "跟随系统"))
ENTER: Final = (("down", "回车向下"), ("right", "回车向右"))


@dataclass(frozen=True)
class Wish:
    """One menu entry: name of the wish, words, keys; ``report`` when it needs an open report."""

    name: str
    words: str
    keys: str = ""
    report: bool = True


_FILE: Final = (
    Wish("new", "新建空白年报…", "Ctrl+N", report=False),
    Wish("open", "打开文件…", "Ctrl+O", report=False),
    Wish("home", "回到首页", "Ctrl+W"),
    Wish("export:.docx", "导出 Word 文档…", "Ctrl+E"),
    Wish("export:.pdf", "导出 PDF…"),
    Wish("export:.html", "导出网页…"),
    Wish("export:.xlsx", "导出 Excel 表格…"),
    Wish("export:.gia", "另存数据文件（gia）…", "Ctrl+Shift+S"),
    Wish("bundle", "写报送包…", "Ctrl+Shift+E"),
    Wish("bundle_names", "报送包文件名…", report=False),
    Wish("backups", "从备份恢复…", report=False),
    Wish("waste_bin", "回收站…", report=False),
    Wish("second_place", "第二处备份…", report=False),
    Wish("quit", "退出", "Ctrl+Q", report=False),
)
_EDIT: Final = (
    Wish("cut", "剪切"),
    Wish("copy", "复制"),
    Wish("paste", "粘贴"),
    Wish("fill_all", "三张表空格全部补零"),
)
_REPORT: Final = (
    Wish("history", "历史…", "F4"),
    Wish("versions", "版本与对比…"),
    Wish("carried", "上年数怎样承接的…"),
)
_CHECK: Final = (
    Wish("next_finding", "下一个问题", "F8"),
    Wish("previous_finding", "上一个问题", "Shift+F8"),
    Wish("all_findings", "查看全部检查结果"),
    Wish("review", "导出审核情况表…"),
    Wish("rules", "检查规则一览", report=False),
)
_HELP: Final = (
    Wish("manual", "使用手册", "F1", report=False),
    Wish("keys", "全部按键", report=False),
    Wish("about", "关于…", report=False),
)


class Menus:
    """Builds the menu bar; every entry calls ``do`` with the name of its wish."""

    def __init__(self, parent: QWidget, group: QUndoGroup, do: Callable[[str], None]) -> None:
        """Fill a new menu bar."""
        self.bar = QMenuBar(parent)
        self._parent = parent
        self._do = do
        self._needing_report: list[QAction] = []
        self.choices: dict[str, QActionGroup] = {}
        file_menu = self.bar.addMenu("文件")
        self._fill(file_menu, _FILE, before={"home", "export:.docx", "quit", "backups"})
        edit = self.bar.addMenu("编辑")
        for action, keys in (
            (group.createUndoAction(parent, "撤销"), QKeySequence.StandardKey.Undo),
            (group.createRedoAction(parent, "重做"), QKeySequence.StandardKey.Redo),
        ):
            action.setShortcuts(QKeySequence.keyBindings(keys))
            edit.addAction(action)
        edit.addSeparator()
        self._fill(edit, _EDIT, before={"fill_all"})
        report = self.bar.addMenu("报告")
        self._fill(report, _REPORT, before=set())
        self._moves = report.addMenu("报告状态")
        self._needing_report.append(self._moves.menuAction())
        self._fill(self.bar.addMenu("检查"), _CHECK, before={"review", "rules"})
        view = self.bar.addMenu("查看")
        for setting, title, options in (
            ("text_size", "字号", TEXT_SIZES),
            ("theme", "颜色", THEMES),
            ("enter_direction", "回车方向", ENTER),
        ):
            self._choice(view.addMenu(title), setting, options)
        self.last_year = view.addAction("显示上年数")
        self.last_year.setCheckable(True)
        self.last_year.triggered.connect(lambda on: do(f"set:show_last_year:{'on' if on else 'off'}"))
        self._fill(self.bar.addMenu("帮助"), _HELP, before=set())

    def _fill(self, menu: QMenu, wishes: tuple[Wish, ...], before: set[str]) -> None:
        for wish in wishes:
            if wish.name in before:
                menu.addSeparator()
            action = menu.addAction(wish.words)
            if wish.keys:
                action.setShortcut(QKeySequence(wish.keys))
            action.triggered.connect(lambda _checked=False, name=wish.name: self._do(name))
            if wish.report:
                self._needing_report.append(action)

    def _choice(self, menu: QMenu, setting: str, options: tuple[tuple[str, str], ...]) -> None:
        group = self.choices[setting] = QActionGroup(self._parent)
        for value, words in options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, wish=f"set:{setting}:{value}": self._do(wish))

    def show_settings(self, values: dict[str, object]) -> None:
        """Tick the present settings."""
        for setting, group in self.choices.items():
            for action in group.actions():
                action.setChecked(action.data() == values.get(setting))
        self.last_year.setChecked(bool(values.get("show_last_year")))

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Offer the moves to other states that there are."""
        fill_moves(self._moves, moves, lambda target: self._do(f"state:{target}"))

    def set_report_open(self, *, is_open: bool) -> None:
        """Enable what needs an open report."""
        for action in self._needing_report:
            action.setEnabled(is_open)
