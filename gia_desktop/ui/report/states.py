"""Serves the wishes for the state of the open report: 送审, 签发, 公开, 重新打开."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gia_desktop.app.report.states import MOVES, Move, find_move, locked_words, question_words, since
from gia_desktop.core.states import ReportState
from gia_desktop.ui.frame.workspace import Workspace
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.report.page import ReportPage


class StateFlow(QObject):
    """Moves the report of the page that is open, and lets the page follow.

    Signals:
        moves_changed: other moves can be made (a list of ``Move``).
    """

    moves_changed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        messages: Messages,
        page: Callable[[], ReportPage | None],
        looking_on: Callable[[], str],
        window: QWidget,
    ) -> None:
        """Serve a window.

        Args:
            workspace: where the states are kept.
            messages: asks and tells.
            page: returns the open report's page, None when there is none.
            looking_on: says why reports can only be looked at, empty when they can be changed.
            window: the window.
        """
        super().__init__(window)
        self._looking_on = looking_on
        self._workspace = workspace
        self._messages = messages
        self._page = page
        self._window = window

    @property
    def wishes(self) -> Mapping[str, Callable[[str], None]]:
        """The wishes served, by name."""
        return {"state": self.move_to}

    def show_state(self) -> None:
        """Let the open page show its state; a finished report is locked."""
        page = self._page()
        if page is None:
            return
        number = page.session.report_id
        state = self._workspace.state_of(number)
        if words := self._looking_on():
            page.show_state(state, (), words, seen_above=True)
            self._emit_moves(())
            return
        words = locked_words(state, since(self._workspace.moves(number))) if state.is_locked else ""
        page.show_state(state, MOVES[state], words)
        self._emit_moves(MOVES[state])

    def move_to(self, target: str) -> None:
        """Move the open report to a state, after asking what is to be asked."""
        page = self._page()
        if page is None or self._looking_on():
            return
        page.commit_typing()
        number = page.session.report_id
        state = self._workspace.state_of(number)
        move = find_move(state, ReportState(target))
        if move is None:
            return
        reason = self._reason(state) if move.needs_reason else ""
        if reason is None or not self._agrees(page, move):
            return
        self._workspace.move(number, move, reason)
        self.show_state()

    def _reason(self, state: ReportState) -> str | None:
        """Return the reason for opening a report again, None when it stays locked."""
        from gia_desktop.ui.report.reason_dialog import ReasonDialog

        dialog = ReasonDialog(state.word, self._window)
        return dialog.reason() if self._messages.accepts(dialog) and dialog.reason() else None

    def _agrees(self, page: ReportPage, move: Move) -> bool:
        words = question_words(move, page.session.progress)
        return not words or self._messages.ask(self._window, move.words, words, move.words, "暂不")

    def _emit_moves(self, moves: Sequence[Move]) -> None:
        self.moves_changed.emit(list(moves))
