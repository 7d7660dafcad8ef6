"""How narrative paragraphs look while being written: headings by their numbering, problems underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gia_desktop.app.report.session import Session
from gia_desktop.app.report.to_check import is_about_wording
from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.core.keys import TextKey
from gia_desktop.core.narrative import paragraph_level, split_heading
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.texts.live_text import read_raw, to_position, utf16

_KAI = ["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "FandolKai", "AR PL UKai CN"]


_TO_CHECK: Final = "to_check"


class NarrativeHighlighter(QSyntaxHighlighter):
    """Styles （一）, 1. and （1） paragraphs and the places that findings name."""

    def __init__(self, document: QTextDocument, session: Session, key: TextKey, theme: Theme) -> None:
        """Follow the findings of a session on one of its texts."""
        super().__init__(document)
        self._session = session
        self._key = key
        self._theme = theme
        self._marks: dict[int, list[tuple[int, int, str]]] = {}
        self._is_moved = False
        document.blockCountChanged.connect(self._on_paragraphs_moved)
        self.rehighlight_spans()

    def rehighlight_spans(self) -> None:
        """Mark what the open findings name: a wave below what is wrong, a ground under what is to be checked.

        Whole sentences that stand as last year are told of beside the paragraph. Only paragraphs whose marks
        are others than before are drawn anew.
        """
        raw = read_raw(self.document())
        spans = [
            (to_position(raw, span.start), to_position(raw, span.end, end=True), _kind(finding))
            for finding in self._session.open_findings()
            if not is_about_wording(finding)
            for span in finding.spans
            if span.text == self._key
        ]
        before, self._marks = self._marks, self._by_paragraph(spans)
        if self._is_moved:
            self._is_moved = False
            self.rehighlight()
            return
        for number in before.keys() | self._marks.keys():
            if before.get(number) != self._marks.get(number):
                self.rehighlightBlock(self.document().findBlockByNumber(number))

    def _by_paragraph(self, spans: Iterable[tuple[int, int, str]]) -> dict[int, list[tuple[int, int, str]]]:
        """Return the marks of each paragraph by its number, with their places in it."""
        marks: dict[int, list[tuple[int, int, str]]] = {}
        for start, end, kind in spans:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() < end:
                begin = block.position()
                mark = max(start - begin, 0), min(end - begin, block.length() - 1), kind
                marks.setdefault(block.blockNumber(), []).append(mark)
                block = block.next()
        return marks

    @Slot()
    def _on_paragraphs_moved(self) -> None:
        self._is_moved = True

    def highlightBlock(self, text: str) -> None:
        """Style one paragraph."""
        head = utf16(split_heading(text)[0])
        if head:
            self.setFormat(0, head, self._heading(paragraph_level(text)))
        for first, end, severity in self._marks.get(self.currentBlock().blockNumber(), ()):
            last = min(end, utf16(text))
            for part, stop in ((first, min(last, head)), (max(first, head), last)):
                if part < stop:
                    self.setFormat(part, stop - part, self._marked(self.format(part), severity))

    def _marked(self, style: QTextCharFormat, kind: str) -> QTextCharFormat:
        """Return a style with the mark of a finding."""
        style.setUnderlineColor(self._theme.color("must_fix" if kind == "must_fix" else "explain"))
        if kind == _TO_CHECK:
            style.setBackground(self._theme.color("to_check"))
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        else:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        return style

    def _heading(self, level: int) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFontWeight(700)
        if level == 2:
            style.setFontFamilies([*_KAI, *self._theme.font().families()])
        style.setForeground(self._theme.color("accent" if level <= 2 else "ink"))
        return style


def _kind(finding: Finding) -> str:
    to_check = finding.compares_last_year and finding.severity is Severity.HINT
    return _TO_CHECK if to_check else finding.severity.value
