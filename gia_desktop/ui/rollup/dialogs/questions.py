"""Files that have to be settled by a person: whose they are, and what becomes of those of another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gia_desktop.app.rollup.session import Answer
from gia_desktop.rollup.collection import Collection, Matched, Submission
from gia_desktop.rollup.roster import Unit
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision, resize_within_screen
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.qt import pass_wheel_on
from gia_desktop.ui.kit.theme import Theme

LATER: Final = "以后再说"
AS_LAST_YEAR: Final = "放到上年"
_SIGNS: Final = 10
"""Width of a choice: whole names would leave no room for the words beside it."""
_HEADS: Final = ("文件", "报告里写的单位", "为什么问", "归到")


@dataclass(frozen=True)
class Question:
    """One file and what can be said about it; ``choices`` by the words that stand for them."""

    file: Submission
    why: str
    choices: dict[str, Answer | None] = field(default_factory=dict)


def questions_of(collection: Collection) -> list[Question]:
    """Return what is to be asked, files without a unit first; what can't be read is only told."""
    made = [
        Question(one, _why(one), _units(one, collection))
        for one in collection.open_questions()
        if not one.gone
    ]
    for one in collection.of_other_years():
        if one.report is None:
            continue
        year = one.report.year
        choices: dict[str, Answer | None] = {LATER: None}
        if year == collection.year - 1:
            choices[AS_LAST_YEAR] = Answer(one, as_last_year=True)
        made.append(Question(one, f"是 {year} 年度的报告，没有算作 {collection.year} 年度的", choices))
    made += [Question(one, one.fault) for one in collection.unreadable() if not one.gone]
    return made


def _why(one: Submission) -> str:
    of = f"：{'、'.join(one.candidates)}" if one.candidates else ""
    if one.matched is Matched.BOUND:
        return f"{one.matched.words}{of}；请拆成一家一个文件再收一次，或只要读到的这一份"
    return f"{one.matched.words}{of}"


def _units(one: Submission, collection: Collection) -> dict[str, Answer | None]:
    by_name = collection.roster.by_name
    told = one.report.unit_name if one.report is not None else ""
    if one.matched is Matched.BOUND:
        # Only the one that was read may take it: the others' figures are not in it.
        read = next((unit for unit in collection.roster.named(told) if told), None)
        return {LATER: None} | ({read.name: Answer(one, read)} if read is not None else {})
    names = [*one.candidates, *(name for name in by_name if name not in one.candidates)]
    choices: dict[str, Answer | None] = {LATER: None}
    choices |= {name: Answer(one, by_name[name]) for name in names if name in by_name}
    if told and told not in by_name and one.report is not None:
        choices[f"名单里加上“{told}”"] = Answer(one, Unit(told, kind=one.report.unit_kind))
    return choices


class QuestionsDialog(QDialog):
    """One line a file; ``answers`` returns what was said. Nothing is chosen beforehand."""

    def __init__(self, questions: Sequence[Question], theme: Theme, parent: QWidget | None) -> None:
        """Ask about files."""
        super().__init__(parent)
        self.setWindowTitle("认领文件")
        self.questions = questions
        self.boxes: list[QComboBox | None] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, words in enumerate(_HEADS):
            grid.addWidget(quiet(words), 0, place)
        for row, question in enumerate(questions, 1):
            self._add(grid, row, question, theme)
        grid.setRowStretch(len(questions) + 1, 1)
        for place, share in enumerate((4, 3, 5, 3)):
            grid.setColumnStretch(place, share)
        inner = QWidget()
        inner.setObjectName("cardList")
        inner.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self.decision = Decision(self, "就这样归", "取消")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(
            quiet("下面的文件认不准，请说是哪个单位的；说不清的先放着，不会算进去。归错了可以撤销。")
        )
        column.addWidget(scroll, 1)
        column.addWidget(self.decision)
        self._refresh()
        resize_within_screen(self, 1040, 560)

    def _add(self, grid: QGridLayout, row: int, question: Question, theme: Theme) -> None:
        file = ElidedLabel(6)
        file.setText(question.file.file)
        report = question.file.report
        told = QLabel((report.unit_name or "（没有写）") if report is not None else "—")
        told.setWordWrap(True)
        why = QLabel(question.why)
        why.setWordWrap(True)
        tone = theme.tokens.must_fix if question.file.fault else theme.tokens.explain
        why.setStyleSheet(f"color:{tone};")
        for place, widget in enumerate((file, told, why)):
            grid.addWidget(widget, row, place)
        if not question.choices:
            grid.addWidget(quiet("请单位重发，或改好后再收一次"), row, 3)
            self.boxes.append(None)
            return
        box = QComboBox()
        pass_wheel_on(box)
        box.setEditable(len(question.choices) > 8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SIGNS)
        box.addItems(list(question.choices))
        box.setAccessibleName(f"{question.file.file} 归到")
        completer = box.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.currentTextChanged.connect(self._refresh)
        grid.addWidget(box, row, 3)
        self.boxes.append(box)

    @property
    def answers(self) -> list[Answer]:
        """What was said, file by file."""
        found = []
        for question, box in zip(self.questions, self.boxes, strict=True):
            answer = question.choices.get(box.currentText()) if box is not None else None
            if answer is not None:
                found.append(answer)
        return found

    def _refresh(self) -> None:
        self.decision.accepting.setEnabled(bool(self.answers))
