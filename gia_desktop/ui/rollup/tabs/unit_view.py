"""One unit: its newest report, what was found in it, what it was asked to mend and what became of that."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
)

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.checks.finding import Finding
from gia_desktop.checks.reasons import Settled, Status
from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.rollup.collection import Submission
from gia_desktop.rollup.coverage import Stand, UnitState
from gia_desktop.rollup.findings import Mended
from gia_desktop.rollup.roster import SCOPES
from gia_desktop.rollup.titles import TWIN_CODE
from gia_desktop.ui.findings.listing import FindingDelegate, FindingsList, FindingsModel
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.cards import Button, CardFrame, CardHead, link, to_the_edges
from gia_desktop.ui.kit.elided_label import ElidedLabel
from gia_desktop.ui.kit.theme import Theme, make_primary
from gia_desktop.ui.rollup import wishes
from gia_desktop.ui.rollup.tabs.units_model import short_name

_SHOWN_MENDED: Final = 6
_SHOWN_NOTES: Final = 3
_OF_NO_USE: Final = "单位类型按名称认作"
"""Beginning of a note of the reading that is settled here by the list of units."""


class UnitView(CardFrame):
    """Shows the current unit.

    Signals:
        cell_asked: a cell of its report is wanted (cell key).
        twin_asked: the likeness that a finding is about is wanted.
        decided: the button that has the keyboard was used and rests from now on.
    """

    cell_asked = Signal(str)
    twin_asked = Signal()
    decided = Signal()

    def __init__(self, session: CollectionSession, table: Wishes, theme: Theme) -> None:
        """Show no unit yet."""
        super().__init__()
        self._session = session
        self._wishes = table
        self._theme = theme
        self.unit = ""
        self.title, self.file = QLabel(), ElidedLabel(5)
        self.title.setFont(theme.font(1.1, bold=True))
        self.file.setObjectName("quiet")
        self.see, self.back = Button("看原文"), make_primary(Button("退回"))
        self.take = Button("通过")
        self.model = FindingsModel()
        self.view = FindingsList()
        self.said, self.rounds = QLabel(), QLabel()
        self.again = link("再写一份通知")
        self._delegate = FindingDelegate(theme, session.sums.format, self.view, acts=False)
        self._build()
        self.see.clicked.connect(table.asks(wishes.ORIGINAL))
        self.back.clicked.connect(table.asks(wishes.RETURN_UNIT))
        self.take.clicked.connect(table.asks(wishes.PASS_UNIT))
        self.again.clicked.connect(table.asks(wishes.RETURN_NOTE))
        self._delegate.link_clicked.connect(self._on_link)
        self.view.chosen.connect(self._on_chosen)

    def _build(self) -> None:
        head = CardHead(margins=(12, 6, 8, 6))
        line = head.line
        line.addWidget(self.title)
        line.addWidget(self.file, 1)
        for button in (self.see, self.back, self.take):
            line.addWidget(button)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("这个单位的问题")
        for label in (self.said, self.rounds):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setContentsMargins(12, 6, 12, 6)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
            )
        self.said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._foot = QFrame()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 8, 0)
        foot.addWidget(self.rounds, 1)
        foot.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column = to_the_edges(self)
        column.addWidget(head)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        column.addStretch()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be decided; everything can still be read."""
        self._locked = locked
        self.refresh()

    _locked = False

    def show_unit(self, name: str) -> None:
        """Show a unit, an empty name for none."""
        self.unit = name
        self.refresh()

    def refresh(self) -> None:
        """Show the same unit anew."""
        if self.unit not in self._session.roster.by_name:
            self.unit = ""
        state = self._session.state(self.unit) if self.unit else None
        newest = state.newest if state is not None else None
        self._show_head(state)
        stand = self._session.stand(self.unit) if self.unit else Stand.MISSING
        may = newest is not None and not self._locked
        self.see.setEnabled(newest is not None)
        for button, can in (
            (self.back, may and stand is not Stand.RETURNED),
            (self.take, may and stand is not Stand.PASSED),
        ):
            if button.hasFocus() and not can:
                # Qt would go to the next button: Enter pressed once too often would decide the other way.
                self.decided.emit()
            button.setEnabled(can)
        found = self._session.findings(self.unit) if newest is not None else ()
        self.model.show([Settled(finding, Status.OPEN) for finding in found])
        self.view.setVisible(bool(found))
        words = self._said(state)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        rounds = self._round_words()
        self.rounds.setText(rounds)
        self._foot.setVisible(bool(rounds))

    def _show_head(self, state: UnitState | None) -> None:
        if state is None:
            self.title.setText("没有选单位")
            self.file.setText("")
            return
        versions = self._session.collection.versions(self.unit)
        of = f"　第 {len(versions)} 版" if len(versions) > 1 else ""
        self.title.setText(f"{short_name(self.unit, self._session.collection.area)}{of}")
        self.title.setToolTip(self.unit)
        newest = state.newest
        self.file.setText(
            "" if newest is None else f"{newest.file}，{newest.received.month} 月 {newest.received.day} 日收"
        )

    def _said(self, state: UnitState | None) -> str:
        """Say what is to be known besides the findings, as rich text."""
        if state is None:
            return "<p>名单里没有单位，或者都被筛掉了。</p>"
        lines = self._missing_words(state) if state.newest is None else self._file_words(state.newest)
        return "".join(f"<p style='margin:2px 0'>{line}</p>" for line in lines)

    def _missing_words(self, state: UnitState) -> list[str]:
        unit, tokens = state.unit, self._theme.tokens
        due = self._session.roster.due_of(unit)
        lines = [f"<b style='color:{tokens.must_fix if state.late_by else tokens.ink}'>还没有收到。</b>"]
        if due:
            late = f"，已过 {state.late_by} 天" if state.late_by else ""
            lines.append(f"截止日 {due.isoformat()}{late}。")
        who = "　".join(filter(None, (unit.contact, unit.phone)))
        lines.append(f"联系：{escape(who)}" if who else "名单里没有联系人和电话（F2 补上）。")
        if unit.aliases:
            lines.append(f"也叫：{escape('、'.join(unit.aliases))}")
        last = self._session.collection.previous.get(unit.name)
        lines.append("上年交过报告。" if last is not None else "没有上年的报告可比。")
        lines += self._strays(unit.name)
        lines.append(
            f"{UNIT_KINDS[unit.kind]}，{SCOPES[unit.scope]}数，{'' if unit.in_sum else '不'}计入汇总。"
        )
        return lines

    def _file_words(self, newest: Submission) -> list[str]:
        tokens = self._theme.tokens
        lines = []
        if newest.doubtful:
            words = f"有 {len(newest.doubtful)} 格存疑，没有计入汇总：点“看原文”核对后定下来。"
            lines.append(f"<b style='color:{tokens.explain}'>{words}</b>")
        if newest.gone:
            lines.append("这个文件已不在文件夹里，收到的内容都留着。")
        notes = [note for note in newest.notes if not note.startswith(_OF_NO_USE)]
        lines += [escape(note) for note in notes[:_SHOWN_NOTES]]
        lines += self._strays(self.unit)
        if self._session.checked is None:
            lines.append("正在检查……")
        elif not self._session.findings(self.unit):
            lines.append(f"<b style='color:{tokens.good}'>没有发现问题 ✓</b>")
        return lines

    def _strays(self, name: str) -> list[str]:
        """Return sentences about files of the unit that are of another year."""
        year = self._session.collection.year
        return [
            f"《{escape(one.file)}》是 {one.report.year} 年度的，没有算作 {year} 年度的"
            + ("（可用“汇总”菜单放到上年）。" if one.report.year == year - 1 else "。")
            for one in self._session.collection.of_other_years()
            if one.unit == name and one.report is not None
        ] + self._broken(name)

    def _broken(self, name: str) -> list[str]:
        """Return sentences about files that can't be read and by their name are the unit's."""
        unit = self._session.roster.by_name.get(name)
        useless = self._session.collection.useless(unit) if unit is not None else []
        return [
            f"《{escape(one.file)}》像是它交来的，{why}，请它另给一份。" for one, why in useless if one.fault
        ]

    def _round_words(self) -> str:
        if not self.unit:
            return ""
        rounds = self._session.collection.standing(self.unit).rounds
        if not rounds:
            return ""
        last, every = rounds[-1], self._session.mended(self.unit)
        is_back = self._session.stand(self.unit) is Stand.RETURNED
        day = f"{last.date.month} 月 {last.date.day} 日"
        head = f"<b>退回修改通知</b>（第 {len(rounds)} 次，{day}）：{len(every)} 处"
        if is_back:
            return f"{head}，等单位重报。"
        done = sum(one.is_mended for one in every)
        head += f"，已改 {done} 处，还有 {len(every) - done} 处"
        return head + "".join(self._mended_line(one) for one in every[:_SHOWN_MENDED])

    def _mended_line(self, one: Mended) -> str:
        tokens = self._theme.tokens
        tone, word = (tokens.good, "✓ 已改") if one.is_mended else (tokens.must_fix, "✗ 没改")
        cells = self._session.sums.format.cells
        figures = "，".join(
            f"{cells[key].label} {was or '空'} → {now or '空'}"
            for key, (was, now) in list(one.changed.items())[:3]
            if key in cells
        )
        what = escape(one.asked.message)
        return (
            f"<p style='margin:2px 0'><span style='color:{tone}'>{word}</span>　{what}"
            f"{f'<br>　　{escape(figures)}' if figures else ''}</p>"
        )

    def _on_chosen(self, row: int) -> None:
        self._on_link("first", row)

    def _on_link(self, anchor: str, row: int) -> None:
        finding: Finding = self.model.settled[row].finding
        kind, _, rest = anchor.partition(":")
        if finding.code == TWIN_CODE:
            self.twin_asked.emit()
        elif kind == "cell":
            self.cell_asked.emit(rest)
        elif kind == "guess":
            self.cell_asked.emit(finding.guess_cells[int(rest)])
        elif finding.cells and kind != "span":
            self.cell_asked.emit(finding.cells[0])
        elif finding.spans:
            self._wishes.do(wishes.SEE_TEXT, finding)
