"""Files and facts around the register: tables in, workbooks, letters and exchange files out, days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gia_desktop.core.errors import GiaError
from gia_desktop.core.values import squeeze
from gia_desktop.files.atomic import ensure_folder
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.register import wishes

if TYPE_CHECKING:
    from gia_desktop.app.register.library import RegisterLibrary
    from gia_desktop.ui.register.desk import RegisterDesk
    from gia_desktop.ui.register.page import RegisterPage

T = TypeVar("T")

# Dialogs, readers and writers are imported when they are wanted: the window opens sooner without them.


_RETENTION: Final = "2"
"""Years that names are kept where the office said nothing else."""
_LONGEST: Final = 30
_MOVED: Final = 12
"""Cases that are named when their due dates moved: more would not fit on the screen."""


class RegisterFiles:
    """Serves the wishes by which something comes into the register or goes out of it."""

    def __init__(self, frame: Frame, desk: RegisterDesk) -> None:
        """Work with the register of a desk."""
        self._frame = frame
        self._desk = desk
        table = frame.wishes
        for wish, doing in (
            (wishes.READ_TABLE, self.read_table),
            (wishes.HOLIDAYS, self.enter_holidays),
            (wishes.LOCAL_DAYS, self.enter_local_days),
            (wishes.OFFICE, self.enter_office),
            (wishes.LETTER_TEMPLATES, self.choose_templates),
            (wishes.SAVE_FILE, self.save_file),
            (wishes.EXPORT, partial(self.export, personal=False)),
            (wishes.EXPORT_PERSONAL, partial(self.export, personal=True)),
            (wishes.CLEAR_PERSONS, self.clear_persons),
        ):
            table.serve(wish, doing)
        table.serve(wishes.OPEN_REGISTER_FILE, self.open_file)
        table.serve_page(wishes.LETTER, wishes.register_page, self.write_letter)

    @property
    def library(self) -> RegisterLibrary:
        """What keeps the register in front."""
        return self._desk.library

    def write_letter(self, page: RegisterPage, kind: str) -> None:
        """Write a letter of the current case into a docx."""
        from gia_desktop.app.register.letters import save_letter

        if not page.row:
            return
        if not self.library.office_facts().get("unit"):
            self.enter_office()
        case = page.session.case(page.row)
        letter = self.library.letter(page.session, case, kind)
        name = f"{case.number}{letter.title}.docx"
        path = self._ask_path("写文书", name, "Word 文档 (*.docx)")
        if path is None:
            return
        template = self.library.template(kind)
        lacking = self._patiently(partial(save_letter, letter, path, template), template or path)
        if lacking is None:
            return
        words = [f"已写《{path.name}》。"]
        words += [f"登记里没有、文书里留空的：{'、'.join(letter.missing)}。"] if letter.missing else []
        words += [f"单位的模板里没有：{'、'.join(lacking)}。"] if lacking else []
        page.say("".join(words))

    def choose_templates(self) -> None:
        """Show which letters have a template of the office, and take some."""
        from gia_desktop.register.outside.letters import letter_kinds
        from gia_desktop.ui.register.dialogs.templates import TemplatesDialog, TemplateTools, lacking_words

        library, frame = self.library, self._frame
        titles = {kind.id: kind.title for kind in letter_kinds()}

        def take(kind: str) -> str:
            chosen = frame.messages.ask_open_path(
                frame.window,
                f"选“{titles[kind]}”的模板",
                str(frame.settings.last_folder),
                "Word 文档 (*.docx)",
            )
            if not chosen:
                return ""
            try:
                lacking = self._patiently(partial(library.take_template, kind, Path(chosen)), Path(chosen))
            except GiaError as error:
                frame.messages.tell_error(frame.window, error)
                return ""
            return "" if lacking is None else lacking_words(titles[kind], lacking)

        def open_folder() -> None:
            ensure_folder(library.template_folder)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(library.template_folder)))

        def drop(kind: str) -> bool:
            try:
                library.drop_template(kind)
            except GiaError as error:
                frame.messages.tell_error(frame.window, error)
                return False
            return True

        tools = TemplateTools(lambda kind: library.template(kind) is not None, take, drop, open_folder)
        frame.messages.accepts(TemplatesDialog(letter_kinds(), tools, frame.window))

    def read_table(self) -> None:
        """Ask for an office's own table, show what was read, and take it in."""
        from gia_desktop.app.register.library import row_words
        from gia_desktop.ui.register.dialogs.intake import IntakeDialog

        folder = str(self._frame.settings.last_folder)
        kinds = "台账 (*.xlsx *.docx *.html *.htm);;所有文件 (*)"
        chosen = self._frame.messages.ask_open_path(self._frame.window, "读入已有台账", folder, kinds)
        if not chosen:
            return
        session, path = self._desk.session(), Path(chosen)
        read = self._patiently(partial(self.library.read_table, session, path), path)
        if read is None:
            return
        rows = dict(row_words(self.library.formats, session.today.year))
        if self._frame.messages.accepts(IntakeDialog(read, path.name, rows, self._frame.window)):
            self.library.take_in(session, read.cases, path.name)
            self._tell_taken(len(read.cases))

    def open_file(self, path: Path) -> None:
        """Take the cases of an exchange file in, but those that stand here word for word.

        One whose number is taken gets the next one.
        """
        from gia_desktop.app.register.library import renumbered

        register = self._patiently(partial(self.library.open_file, path), path)
        if register is None:
            return
        session = self._desk.session()
        used = {line.number for line in [*session.lines, *self.library.deleted()]}
        numbers = {case.number for case in register.cases}
        rows = [line.id for line in session.lines if line.number in numbers]
        here = {case.number: case for case in session.cases(rows)}
        new = [case for case in register.cases if here.get(case.number) != case]
        if not new and register.cases:
            self._desk.open(1, "all/")
            words = f"《{path.name}》里的 {len(register.cases)} 件这里都有，一字不差，没有再读入。"
            self._frame.messages.tell(self._frame.window, "读入登记文件", words)
            return
        words = _reading_words(path, len(register.cases), len(new), sum(case.number in used for case in new))
        if not self._frame.messages.ask(self._frame.window, "读入登记文件", words, "读入", "不读"):
            return
        cases = renumbered(new, used, register.year)
        self.library.take_in(session, cases, path.name)
        if register.unit_name and not self.library.office_facts().get("unit"):
            self.library.set_office({"unit": register.unit_name, "kind": register.unit_kind})
        self._tell_taken(len(cases))

    def _patiently(self, read: Callable[[], T], path: Path) -> T | None:
        from gia_desktop.ui.intake.reading_dialog import read_for

        return read_for(self._frame, path, read)

    def _tell_taken(self, count: int) -> None:
        self._desk.open(1, "all/")
        self._desk.list_changed.emit()
        if self._desk.page is not None:
            self._desk.page.say(f"已读入 {count} 件。")

    def enter_holidays(self) -> None:
        """Ask for a notice, keep it, and tell whose due dates moved."""
        from gia_desktop.ui.register.dialogs.holidays import HolidaysDialog

        session = self._desk.session()
        dialog = HolidaysDialog(
            session.calendar, session.today.year + 1, self._frame.stage.theme, self._frame.window
        )
        if not self._frame.messages.accepts(dialog) or dialog.read is None:
            return
        self.library.keep_year(dialog.read.year)
        self._tell_moved("节假日", f"{dialog.read.year.year} 年的安排已存为本单位的节假日。")

    def enter_local_days(self) -> None:
        """Ask for the days off of this place, keep them, and tell whose due dates moved."""
        from gia_desktop.ui.register.dialogs.local_days import LocalDaysDialog

        session = self._desk.session()
        dialog = LocalDaysDialog(
            session.calendar, session.today.year, self._frame.stage.theme, self._frame.window
        )
        if self._frame.messages.accepts(dialog) and dialog.days != session.calendar.local:
            self.library.keep_local(dialog.days)
            self._tell_moved("本地放假日", f"本地放假日已存下，共 {len(dialog.days)} 天。")

    def _tell_moved(self, title: str, words: str) -> None:
        """Work with the calendar as it is kept now, and tell whose due dates moved by it."""
        from gia_desktop.register.case import case_name

        moved = self._desk.session().use_calendar(self.library.calendar())
        lines = [
            f"{case_name(number)}：{_date(before)} → {_date(after)}"
            for number, before, after in moved[:_MOVED]
        ]
        lines += [f"……共 {len(moved)} 件，在“待办”里按到期日排着"] if len(moved) > _MOVED else []
        words += (
            f"\n有 {len(moved)} 件申请的期限变了：\n" + "\n".join(lines)
            if moved
            else "没有申请的期限因此改变。"
        )
        self._frame.messages.tell(self._frame.window, title, words)

    def enter_office(self) -> None:
        """Ask for the facts of the office."""
        from gia_desktop.ui.register.dialogs.office import OfficeDialog

        dialog = OfficeDialog(self.library.office_facts(), self._frame.window)
        if self._frame.messages.accepts(dialog):
            self.library.set_office(dialog.facts)
            self._desk.session().use_rules(self.library.rules())

    def save_file(self) -> None:
        """Write the whole register into an exchange file."""
        page = self._desk.page
        if page is None:
            return
        path = self._ask_path("另存登记文件", page.copy_name, "登记文件 (*.giar)")
        if path is not None:
            count = self.library.save_file(page.session, path)
            page.say(f"已写《{path.name}》：{count} 件，含个人信息，请妥善保管。")

    def export(self, *, personal: bool) -> None:
        """Write the register as a workbook."""
        page = self._desk.page
        path = self._ask_path("导出 Excel", "依申请公开登记.xlsx", "Excel 表格 (*.xlsx)")
        if page is not None and path is not None:
            count = self.library.write_workbook(page.session, path, personal=personal)
            page.say(f"已写《{path.name}》：{count} 件，{'含' if personal else '不含'}个人信息。")

    def clear_persons(self) -> None:
        """Clear personal data of old cases, after a question; counts stay."""
        session = self._desk.session()
        kept = self.library.office_facts().get("retention", _RETENTION)
        question = "答复以后保留几年？按本单位的档案和个人信息规定填，满了的才清除。"
        answer = self._frame.messages.ask_text(self._frame.window, "清除个人信息", question, kept).strip()
        years = squeeze(answer)
        if not answer:
            return
        if not (years.isascii() and years.isdecimal() and 0 < int(years) <= _LONGEST):
            words = f"“{answer[:20]}”不是年数，请填 1 到 {_LONGEST} 的整数。没有清除。"
            self._frame.messages.tell(self._frame.window, "清除个人信息", words)
            return
        self.library.set_office({"retention": years})
        limit = dt.date(session.today.year - int(years), 1, 1)
        words = (
            f"把 {limit.year} 年以前答复、撤回和不再处理的申请里的姓名、证件、电话、地址和申请内容清掉？"
            "件数、日期和结果都留着。清掉以后不能撤销；以前的备份里仍有这些内容，请按本单位的规定处理。"
        )
        if self._frame.messages.ask(self._frame.window, "清除个人信息", words, "清除", "不清除"):
            count = self.library.clear_persons(session, limit)
            self._frame.messages.tell(self._frame.window, "清除个人信息", f"已清除 {count} 件。")

    def _ask_path(self, title: str, name: str, kinds: str) -> Path | None:
        folder = Path(str(self._frame.settings.last_folder or Path.home()))
        chosen = self._frame.messages.ask_save_path(self._frame.window, title, str(folder / name), kinds)
        return Path(chosen) if chosen else None


def _date(day: dt.date | None) -> str:
    return "—" if day is None else day.isoformat()


def _reading_words(path: Path, count: int, new: int, renumbered: int) -> str:
    """Tell what an exchange file holds, and what of it will be taken in how."""
    words = f"《{path.name}》里有 {count} 件登记。"
    if new < count:
        words += f"其中 {count - new} 件这里已有，一字不差，不再读入。"
    if renumbered:
        words += f"{renumbered} 件的编号这里已有，会另给编号，请看是不是同一件。"
    return words
