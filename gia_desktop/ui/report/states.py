"""The way of the open report to publication: 送审, 签发, 公开, 重新打开."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from gia_desktop.app.report.library import Library
from gia_desktop.app.report.states import MOVES, Move, find_move, locked_words, question_words, since
from gia_desktop.core.states import ReportState
from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.report import wishes

if TYPE_CHECKING:
    from gia_desktop.ui.report.page import ReportPage


class States:
    """Moves a report from state to state and lets its page follow."""

    def __init__(self, frame: Frame, library: Library) -> None:
        """Serve the wish for another state."""
        self._frame = frame
        self._library = library
        frame.wishes.serve_page(wishes.MOVE, wishes.report_page, self.move)

    def show(self, page: ReportPage) -> None:
        """Let a page show its state; a finished report is locked.

        Raises:
            GiaError: the state can't be read.
        """
        state = self._state(page)
        words = locked_words(state, since(self._library.moves(page.number))) if state.is_locked else ""
        page.show_state(state, MOVES[state], words)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the moves from the state of the report in front."""
        from gia_desktop.ui.report.header import fill_moves

        page = wishes.as_report_page(self._frame.stage.page)
        moves = page.moves if page is not None else ()
        fill_moves(menu, moves, self._frame.wishes)

    def move(self, page: ReportPage, target: ReportState) -> None:
        """Move the report to a state, after asking what is to be asked."""
        state = self._state(page)
        move = find_move(state, target)
        if move is None or page.is_held:
            return
        reason = self._reason(state) if move.needs_reason else ""
        if reason is None or not self._agrees(page, move):
            return
        self._library.move(page.number, move, reason)
        self.show(page)

    def _state(self, page: ReportPage) -> ReportState:
        summary = self._library.summary(page.number)
        return summary.state if summary is not None else ReportState.EDITING

    def _reason(self, state: ReportState) -> str | None:
        """Return the reason for opening a report again, None when it stays locked."""
        from gia_desktop.ui.report.dialogs.reason import ReasonDialog

        dialog = ReasonDialog(state.word, self._frame.window)
        return dialog.reason() if self._frame.messages.accepts(dialog) and dialog.reason() else None

    def _agrees(self, page: ReportPage, move: Move) -> bool:
        words = question_words(move, page.session.progress)
        messages = self._frame.messages
        ask = messages.ask_carefully if page.session.progress.must_fix else messages.ask
        return not words or ask(self._frame.window, move.words, words, move.words, "暂不")
