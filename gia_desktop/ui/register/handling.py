"""What is done with the case in front: closing, splitting, joining, the waste bin, its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.register import wishes

if TYPE_CHECKING:
    from gia_desktop.register.case import Case
    from gia_desktop.register.store import ListedCase
    from gia_desktop.ui.register.desk import RegisterDesk
    from gia_desktop.ui.register.page import RegisterPage

# Dialogs are imported when they are wanted: the window opens sooner without them.


class CaseHandling:
    """Serves the wishes that change the case in front or bring one back."""

    def __init__(self, frame: Frame, desk: RegisterDesk) -> None:
        """Work with the register of a desk."""
        self._frame = frame
        self._desk = desk
        for wish, doing in (
            (wishes.CLOSE_CASE, self.close_case),
            (wishes.SPLIT_CASE, self.split_case),
            (wishes.JOIN_CASE, self.join_case),
            (wishes.NOT_COUNTED, self.leave_out),
            (wishes.DELETE_CASE, self.delete_case),
            (wishes.RESTORE_CASE, self.show_waste_bin),
            (wishes.HISTORY, self.show_history),
        ):
            frame.wishes.serve_page(wish, wishes.register_page, doing)

    def close_case(self, page: RegisterPage) -> None:
        """Close the current case with today, or open a closed one again."""
        if not page.row:
            return
        case = page.session.case(page.row)
        if case.filed is not None:
            page.edits.edit(page.row, lambda case: replace(case, filed=None), "重新打开")
        elif not case.reply.outcome:
            self._frame.messages.tell(self._frame.window, "还不能办结", "先在“答复”里选办理结果，填答复日。")
        elif refused := page.case.reply.refused_date() or _answered_too_soon(case):
            self._frame.messages.tell(self._frame.window, "还不能办结", refused)
        else:
            today = page.session.today
            page.edits.edit(page.row, lambda case: _closed(case, today), "办结")

    def split_case(self, page: RegisterPage) -> None:
        """Make another case out of the current one; both keep their own clock."""
        from gia_desktop.register.case import Reply

        if not page.row or page.refuses():
            return
        origin = page.session.case(page.row)
        day = origin.received or page.session.today
        made = replace(
            origin,
            number=self._desk.library.next_number(day.year),
            split_from=origin.number,
            events=(),
            reply=Reply(),
            remedies=(),
            filed=None,
        )
        page.show_case(page.edits.add(made))

    def delete_case(self, page: RegisterPage) -> None:
        """Put the current case into the waste bin."""
        if page.row and not page.refuses():
            page.edits.remove(page.row)

    def join_case(self, page: RegisterPage) -> None:
        """Let the current case be answered with another one: it counts no more, and says with which."""
        from gia_desktop.register.case import case_name
        from gia_desktop.ui.register.dialogs.joining import JoiningDialog

        if not page.row or page.refuses():
            return
        row = page.row
        dialog = JoiningDialog(page.session, row, self._frame.window)
        if self._frame.messages.accepts(dialog) and dialog.number:
            words = f"并入 {case_name(dialog.number)}"
            page.edits.edit(row, lambda case: replace(case, not_counted=words), words)
            joined = case_name(page.session.line(row).number)
            page.say(f"{joined}已{words}，不再单独计入；“不计入 / 重新计入”可以改回。")

    def leave_out(self, page: RegisterPage) -> None:
        """Count the current case no longer, for a reason; or count it again."""
        from gia_desktop.register.case import case_name

        if not page.row or page.refuses():
            return
        case = page.session.case(page.row)
        if case.not_counted:
            page.edits.edit(page.row, lambda case: replace(case, not_counted=""), "重新计入")
            return
        question = "为什么不计入表三？如：重复登记、不属于政府信息公开申请（写明转到哪里）。"
        reason = self._frame.messages.ask_text(
            self._frame.window, f"{case_name(case.number)}不计入", question, ""
        ).strip()
        if reason:
            page.edits.edit(page.row, lambda case: replace(case, not_counted=reason), "不计入")

    def show_waste_bin(self, page: RegisterPage) -> None:
        """Show the cases in the waste bin and bring them back."""
        from gia_desktop.ui.backups.waste_bin_dialog import Bin, WasteBinDialog

        library, session = self._desk.library, page.session
        shown = Bin(("编号", "收到日", "申请人", "内容"), _gone_words, 3, "件", "登记")

        def bring_back(row: int) -> None:
            library.restore(session, row)
            page.show_case(row)

        self._frame.messages.accepts(WasteBinDialog(library.deleted, bring_back, shown, self._frame.window))

    def show_history(self, page: RegisterPage) -> None:
        """Show the steps of the current case; what stood in a field can be put back as one step."""
        from gia_desktop.app.register.library import row_words
        from gia_desktop.register.case import case_name
        from gia_desktop.register.past import past_lines
        from gia_desktop.ui.register.dialogs.history import CaseHistoryDialog

        if not page.row:
            return
        row, library = page.row, self._desk.library
        words = row_words(library.formats, page.session.today.year)
        title = case_name(page.session.line(row).number)
        lines = past_lines(library.history(row), words)
        dialog = CaseHistoryDialog(title, lines, self._frame.window, locked=page.locked)
        if self._frame.messages.accepts(dialog) and (line := dialog.chosen) is not None and line.field:
            page.edits.edit(row, line.put_back, f"改回原来的{line.place}")


def _gone_words(line: ListedCase) -> tuple[str, ...]:
    return line.number, line.received or "—", line.name, " ".join(line.content.split())


def _answered_too_soon(case: Case) -> str:
    """Say that the reply is older than the application, empty when it isn't: one of both days is mistyped."""
    from gia_desktop.register.reminders.finding import day

    answered, received = case.reply.date, case.received
    if answered is None or received is None or answered >= received:
        return ""
    return f"答复日 {day(answered)}早于收到日 {day(received)}，请先改对其中一个。"


def _closed(case: Case, today: dt.date) -> Case:
    reply = case.reply if case.reply.date else replace(case.reply, date=today)
    return replace(case, reply=reply, filed=today)
