"""The way of a report from writing to publication: which moves there are and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from gia_desktop.core.records import dataclass
from gia_desktop.core.states import Progress, ReportState
from gia_desktop.drafts.records import StateMove
from gia_desktop.drafts.store import DraftStore


@dataclass(frozen=True)
class Move:
    """One move to another state.

    Attributes:
        target: the state after it.
        words: what the menu says.
        keeps: name of the version that is kept with it, if any.
        needs_reason: a finished report is opened again; why is written down.
    """

    target: ReportState
    words: str
    keeps: str = ""
    needs_reason: bool = False


_REVIEW: Final = Move(ReportState.REVIEW, "送审", keeps="送审稿")
_SIGN: Final = Move(ReportState.SIGNED, "签发", keeps="定稿")
_PUBLISH: Final = Move(ReportState.PUBLISHED, "标为已公开")
_BACK: Final = Move(ReportState.EDITING, "退回编写")
_REOPEN: Final = Move(ReportState.EDITING, "重新打开…", needs_reason=True)

MOVES: Final[Mapping[ReportState, Sequence[Move]]] = {
    ReportState.EDITING: (_REVIEW, _SIGN),
    ReportState.REVIEW: (_SIGN, _BACK),
    ReportState.SIGNED: (_PUBLISH, _REOPEN),
    ReportState.PUBLISHED: (_REOPEN,),
}
"""The moves from each state, in the order of the menu."""


def find_move(state: ReportState, target: ReportState) -> Move | None:
    """Return the move from one state to another, None when there is none."""
    return next((move for move in MOVES[state] if move.target is target), None)


def make_move(store: DraftStore, report: int, move: Move, reason: str) -> None:
    """Move a report to another state and keep the version that belongs to the move, both or neither."""
    with store.together():
        if move.keeps:
            store.name_version(report, move.keeps)
        store.set_state(report, move.target, reason=reason)


def locked_words(state: ReportState, since: datetime | None) -> str:
    """Say why a report can't be changed and how to open it again."""
    when = f"（{since.astimezone():%Y-%m-%d %H:%M}）" if since is not None else ""
    return f"本报告{state.word}{when}，表格和文字不能改动。要改，点“重新打开…”并写明原因。"


def question_words(move: Move, progress: Progress) -> str:
    """Return what is asked before a report is finished, empty when nothing is to be asked."""
    if not move.target.is_locked:
        return ""
    lines = []
    if move.target is ReportState.SIGNED:
        lines.append("签发后报告就锁定，表格和文字不能再改；同时留存一份“定稿”。")
    else:
        lines.append("标为“已公开”：报告已在网站上公开。内容仍然锁定。")
    if progress.must_fix:
        lines.append(f"检查里还有 {progress.must_fix} 处“必须改”的问题没有改。")
    return "\n".join(lines)


def since(moves: Sequence[StateMove]) -> datetime | None:
    """Return when a report came into its present state."""
    return moves[-1].at if moves else None
