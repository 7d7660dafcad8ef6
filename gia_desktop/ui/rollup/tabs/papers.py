"""通报材料: every paper that there is to write, as it will read, and who signs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from gia_desktop.app.rollup.papers import SENDER, papers_of, sender_of
from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.rollup.papers.paper import BLANK_DUE, BLANK_SIGNER, Paper
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button, CardFrame, CardHead, link, side_by_side, to_the_edges
from gia_desktop.ui.kit.lines_model import LinesModel
from gia_desktop.ui.kit.row_list import RowList
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.days import typed_day
from gia_desktop.ui.rollup.tabs.view import CollectionView

_FIELDS: Final = {"name": BLANK_SIGNER, "contact": "联系人和电话", "due": BLANK_DUE}


class PapersTab(CollectionView):
    """The list of papers, the chosen one as text, the fields of the sender.

    Signals:
        sender_changed: who signs was typed anew (by field).
        typed: who signs is being typed (key of the half-typed text, the text; empty once it is settled).
    """

    sender_changed = Signal(dict)
    typed = Signal(str, str)

    def __init__(self, session: CollectionSession, table: Wishes, theme: Theme) -> None:
        """Lay the tab out."""
        super().__init__(session, theme)
        self.model: LinesModel[Paper] = LinesModel(("要写的",), lambda paper: (paper.name,))
        self.view = RowList(theme, "要写的通知和材料")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("写出来的文字")
        self.fields = {key: QLineEdit() for key in _FIELDS}
        self._half_typed: set[str] = set()
        self.fault = QLabel()
        self.fault.setObjectName("bad")
        self.fault.setWordWrap(True)
        self.fault.setContentsMargins(12, 0, 12, 8)
        self.fault.hide()
        self.words, self.copying = QLabel(), Button("复制文字")
        self.words.setObjectName("panelTitle")
        self.write, self.write_all = Button("写出这一份…"), make_primary(Button("全部写出…"))
        self.look = link("版式、模板…")
        self.look.clicked.connect(table.asks(wishes.PAPER_LOOK))
        self.write.clicked.connect(table.asks(wishes.WRITE_PAPER))
        self.write_all.clicked.connect(table.asks(wishes.ALL_PAPERS))
        self.copying.clicked.connect(self.copy_text)
        self._build()
        self.view.chosen.connect(self._on_paper)
        for key, field in self.fields.items():
            field.editingFinished.connect(self._on_edited)
            field.textEdited.connect(partial(self._on_typed, key))

    def _build(self) -> None:
        left, right = CardFrame(), CardFrame()
        form = QFormLayout()
        form.setContentsMargins(12, 10, 12, 10)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        for key, field in self.fields.items():
            field.setAccessibleName(_FIELDS[key])
            form.addRow(_FIELDS[key], field)
        self.fields["due"].setPlaceholderText("2026-02-10，可以不填")
        self.fields["name"].setPlaceholderText("示例县人民政府办公室")
        self.view.show_model(self.model, {}, 0)
        column = to_the_edges(left)
        column.addWidget(self.view, 1)
        column.addLayout(form)
        column.addWidget(self.fault)
        head = CardHead(margins=(12, 5, 8, 5))
        line = head.line
        line.addWidget(self.words, 1)
        for button in (self.look, self.copying, self.write, self.write_all):
            line.addWidget(button)
        beside = to_the_edges(right)
        beside.addWidget(head)
        beside.addWidget(self.text, 1)
        self.fill(side_by_side((left, right), (520, 830)))

    @property
    def current(self) -> Paper | None:
        """The chosen paper, None for none."""
        row = self.view.current_row
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def refresh(self) -> None:
        """Write all papers anew, as text."""
        name = self.current.name if self.current is not None else ""
        papers = papers_of(self.session)
        self.model.show(papers)
        names = [paper.name for paper in papers]
        self.view.choose(names.index(name) if name in names else 0)
        self._show_sender()
        if not papers:
            self.words.setText("正在检查，检查完就列出来。")
            self.text.clear()

    def set_locked(self, *, locked: bool) -> None:
        """Let nobody else sign."""
        super().set_locked(locked=locked)
        for field in self.fields.values():
            field.setReadOnly(locked)

    def copy_text(self) -> None:
        """Put the text on the clipboard, for a message."""
        if self.current is not None:
            QGuiApplication.clipboard().setText(self.current.text)

    def _show_sender(self) -> None:
        sender = sender_of(self.session.collection)
        told = {
            "name": sender.name,
            "contact": sender.contact,
            "due": sender.due.isoformat() if sender.due else "",
        }
        for key, field in self.fields.items():
            if not field.hasFocus() and key not in self._half_typed:
                field.setText(told[key])

    def _on_paper(self, _row: int) -> None:
        paper = self.current
        if paper is not None:
            self.words.setText(paper.name)
            self.text.setPlainText(paper.text)

    @property
    def told(self) -> Mapping[str, str]:
        """What stands in the fields of the sender; in place of a day that is none the one known before."""
        found = {key: field.text().strip() for key, field in self.fields.items()}
        before = sender_of(self.session.collection).due
        day = before if self._is_no_day() else self._day()
        found["due"] = day.isoformat() if day else ""
        return found

    def _day(self) -> dt.date | None:
        return typed_day(self.fields["due"].text(), self.session.collection.year)

    def _is_no_day(self) -> bool:
        try:
            self._day()
        except ValueError:
            return True
        return False

    def _on_typed(self, key: str, text: str) -> None:
        self._half_typed.add(key)
        self.typed.emit(f"{SENDER}/{key}", text)

    def _on_edited(self) -> None:
        due = self.fields["due"].text().strip()
        kept = {"due"} if self._is_no_day() else set()
        self.fault.setText(f"重报期限“{due}”读不出来，请写成 2.10 或 2026-02-10，或者不填。" if kept else "")
        self.fault.setVisible(bool(kept))
        for key in self._half_typed - kept:
            self.typed.emit(f"{SENDER}/{key}", "")
        self._half_typed &= kept
        self.sender_changed.emit(dict(self.told))

    def offer_half_typed(self, texts: Mapping[str, str]) -> None:
        """Put back what was being typed; it is settled when its field is left."""
        for key, field in self.fields.items():
            text = texts.get(f"{SENDER}/{key}", "")
            if text:
                self._half_typed.add(key)
                field.setText(text)
