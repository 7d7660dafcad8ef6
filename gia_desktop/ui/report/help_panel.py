"""The panel 填表说明: what counts in the current cell, clause, usual mistake, formula."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QVBoxLayout

from gia_desktop.app.report.cell_help import CellHelp
from gia_desktop.formats.schema import Section
from gia_desktop.ui.kit.cards import CardFrame, CardHead, link, panel_title
from gia_desktop.ui.kit.theme import Theme

_AROUND: Final = [
    "单位全称要和公章一致；标题由它和年度拼成，也可以另写。",
    "正文自称（我镇、我局）用在句子库和去年的文字里。",
    "联系方式没有写进开头语的，可以印在文末。",
    "改动随时自动保存，不用按保存；写错了按 Ctrl+Z 退回，最多 200 步。",
]
"""What is to be known of 基本信息."""
_EXPORTING: Final = [
    "右边是打印出来的样子，点页上的数或文字就到填它的地方。",
    "报送前：✗ 都要改；! 核对无误的写审核说明；可在“报告”菜单看去年、今年对照。",
    "写完会重新打开文件，逐格核对，结果写在左上角。",
    "报送包写在自己的文件夹里：各种文件、审核情况表、签批单。",
]
"""What is to be known of 检查与导出."""


class HelpPanel(CardFrame):
    """Shows the help of a cell or of a section.

    Signals:
        offer_taken: the clerk wants the value that is usual here.
        manual_asked: the clerk wants to read more.
    """

    offer_taken = Signal()
    manual_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__()
        self._theme = theme
        self._shown: CellHelp | None = None
        head = CardHead()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = head.line
        manual = link("F1 使用手册")
        manual.clicked.connect(self.manual_asked)
        line.addWidget(panel_title("填表说明"))
        line.addStretch()
        line.addWidget(manual)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("填表说明")
        self.browser.anchorClicked.connect(self._on_anchor_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.browser, 1)

    def show_cell(self, found: CellHelp) -> None:
        """Show the help of a cell."""
        if found == self._shown:
            return  # typing asks again at every digit
        self._shown = found
        tokens = self._theme.tokens
        parts = [f"<p><b>{escape(found.title)}</b></p>"]
        if found.trouble:
            parts.append(
                f"<p style='color:{tokens.must_fix}'><b>? 读不出来：</b>{escape(found.trouble)}。</p>"
            )
        if found.formula:
            parts.append(f"<p style='color:{tokens.computed_ink}'>自动计算：{escape(found.formula)}</p>")
        parts += [f"<p style='color:{tokens.ink}'>{escape(text)}</p>" for text in found.rules]
        if found.offer:
            offer = escape(found.offer)
            link = f"<a style='color:{tokens.accent}' href='offer'>{{}} {offer}</a>（Ctrl+Enter）"
            usual = f"本类单位这一格一般填 {offer}。{link.format('填')}"
            parts.append(f"<p>{link.format('改成') if found.trouble else usual}</p>")
        for word, text in (("依据", found.basis), ("常见错误", found.mistake), ("上年", found.last_year)):
            if text:
                parts.append(f"<p style='color:{tokens.quiet}'>{word}：{escape(text)}</p>")
        self.browser.setHtml("".join(parts))

    def show_section(self, section: Section | None, *, exporting: bool = False) -> None:
        """Show the help of a section of the format; None stands for 基本信息, or for 检查与导出."""
        self._shown = None
        if section is None:
            title, texts = "", _EXPORTING if exporting else _AROUND
        else:
            found = section.help
            mistake = f"常见错误：{found.mistake}" if found.mistake else ""
            basis = f"依据：{found.basis}" if found.basis else ""
            title, texts = section.heading, [*found.text.splitlines(), basis, mistake]
        body = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
        heading = f"<p><b>{escape(title)}</b></p>" if title else ""
        self.browser.setHtml(heading + body)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.toString() == "offer":
            self.offer_taken.emit()
