"""What somebody decides about units and files: return, pass, whose a file is, what the list says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QLineEdit

from gia_desktop.ui.frame.work import Frame
from gia_desktop.ui.rollup import wishes

if TYPE_CHECKING:
    from gia_desktop.checks.finding import Finding
    from gia_desktop.rollup.collection import Mark
    from gia_desktop.rollup.findings import UnitFinding
    from gia_desktop.rollup.papers.paper import Paper
    from gia_desktop.ui.rollup.desk import RollupDesk
    from gia_desktop.ui.rollup.page import RollupPage

# Dialogs and papers are imported when they are wanted: the window opens sooner without them.


RETURN_TEXT: Final = "return/"
"""Before the name of a unit, the key of what was being typed into its note of return."""
UNIT_LINE: Final = "unit/"
CORRECTION_LINE: Final = "correction/"
"""Before unit and line, the keys of what was being typed into the dialogs of a unit and of a correction."""


class Deciding:
    """Serves the wishes by which a unit or a file is decided about."""

    def __init__(self, frame: Frame, desk: RollupDesk) -> None:
        """Work with the page of a desk."""
        self._frame = frame
        self._desk = desk
        for wish, doing in (
            (wishes.RETURN_UNIT, self.return_unit),
            (wishes.PASS_UNIT, partial(self._mark, name="PASSED")),
            (wishes.REVIEW_UNIT, partial(self._mark, name="IN_REVIEW")),
            (wishes.PUBLISH_UNIT, partial(self._mark, name="PUBLISHED")),
            (wishes.UNMARK_UNIT, partial(self._mark, name="NONE")),
            (wishes.NEXT_WAITING, self.next_waiting),
            (wishes.QUESTIONS, self.claim_files),
            (wishes.ORIGINAL, self.see_original),
            (wishes.OPEN_ORIGINAL, self.open_original),
            (wishes.EDIT_UNIT, self.edit_unit),
            (wishes.SORT, self.sort_units),
            (wishes.NEW_ROSTER, self.new_roster),
            (wishes.CORRECT_HERE, self.correct),
            (wishes.SHOW_SUMS, _show_sums),
        ):
            desk.serve(wish, doing)
        frame.wishes.serve(wishes.SEE_TEXT, self.see_text)

    def _unit_with_report(self, page: RollupPage) -> str:
        """Return the current unit, empty when it has handed nothing in, which is said."""
        name = page.unit
        if not name:
            page.say("先选一个单位。")
            return ""
        if page.session.collection.newest(name) is None:
            page.say(f"“{name}”还没有交报告。")
            return ""
        return name

    def _mark(self, page: RollupPage, name: str) -> None:
        from gia_desktop.rollup.collection import Mark

        self.mark(page, Mark[name])

    def mark(self, page: RollupPage, mark: Mark) -> None:
        """Decide about the newest report of the current unit."""
        from gia_desktop.rollup.collection import Mark

        name = self._unit_with_report(page)
        if not name or page.refuses():
            return
        if mark is Mark.PASSED and not self._really_passes(page, name):
            return
        step = page.session.mark_step(name, mark)
        if page.edits.push(step):
            left = page.session.tally.waiting
            page.say(f"{step.label}。" + (f"还有 {left} 家待审，F8 到下一家。" if left else "没有待审的了。"))

    def _really_passes(self, page: RollupPage, name: str) -> bool:
        """Ask before a report passes in which something must be fixed."""
        checked = page.session.checked
        must_fix = checked.counts(name)[0] if checked is not None else 0
        if not must_fix:
            return True
        words = f"“{name}”还有 {must_fix} 处必须改的问题。仍然通过吗？"
        return self._frame.messages.ask_carefully(self._frame.window, "通过", words, "通过", "不通过")

    def return_unit(self, page: RollupPage) -> None:
        """Ask what is to be mended, send the report back, and write the note."""
        from gia_desktop.app.rollup.papers import sender_of
        from gia_desktop.rollup.coverage import Stand
        from gia_desktop.rollup.papers.returns import return_note
        from gia_desktop.ui.rollup.dialogs.return_unit import ReturnDialog

        name = self._unit_with_report(page)
        if not name or page.refuses():
            return
        session = page.session
        if session.stand(name) is Stand.RETURNED:
            page.say(f"“{name}”已经退回，等重报；通知可用“写退回修改通知”再写一份。")
            return
        unit, collection = session.roster.get(name), session.collection

        def note_of(points: Sequence[UnitFinding]) -> Paper:
            sender = sender_of(collection)
            return return_note(collection, unit, points, session.formats, session.today, sender)

        number = len(collection.standing(name).rounds) + 1
        key = f"{RETURN_TEXT}{name}"
        dialog = ReturnDialog(
            name, number, session.to_ask(name), note_of, self._frame.stage.theme, self._frame.window
        )
        if not self._accepts(page, dialog, {key: dialog.extra}):
            return
        step = session.return_step(name, dialog.points)
        if page.edits.push(step):
            page.say(f"{step.label}，要改 {len(dialog.points)} 处。")
            if dialog.writes.isChecked():
                self._desk.files.write_return_note(page)

    def _accepts(self, page: RollupPage, dialog: QDialog, lines: Mapping[str, QLineEdit]) -> bool:
        """Show a dialog whose lines are kept while they are typed; what was left unfinished is there again.

        Args:
            page: the collection.
            dialog: what is asked.
            lines: its lines by the key that their half-typed text has.
        """
        kept = page.half_typed()
        for key, line in lines.items():
            if kept.get(key):
                line.setText(kept[key])
            line.textEdited.connect(partial(page.keep_half_typed, key))
        accepted = self._frame.messages.accepts(dialog)
        for key in lines:
            page.keep_half_typed(key, "")
        return accepted

    def next_waiting(self, page: RollupPage) -> None:
        """Go to the next unit that somebody has to look at."""
        page.show_tab("units")
        if not page.units.next_waiting():
            page.say("没有待审的单位了。")

    def claim_files(self, page: RollupPage) -> None:
        """Ask whose the files are that nobody could tell, as one step."""
        from gia_desktop.ui.rollup.dialogs.questions import QuestionsDialog, questions_of

        questions = questions_of(page.session.collection)
        if not questions:
            page.say("每个文件都认得出是哪个单位的。")
            return
        dialog = QuestionsDialog(questions, self._frame.stage.theme, self._frame.window)
        if not self._frame.messages.accepts(dialog) or page.refuses():
            return
        answers = dialog.answers
        if answers and page.edits.push(page.session.files_step(answers)):
            page.say(f"认领了 {len(answers)} 个文件。")

    def see_original(self, page: RollupPage) -> None:
        """Show what the file says beside what was read; doubtful cells are settled there."""
        from gia_desktop.app.report.import_review import FiguresBeside
        from gia_desktop.importers.reader import read_file
        from gia_desktop.ui.intake.import_dialog import ImportDialog
        from gia_desktop.ui.intake.reading_dialog import read_for

        path = self.path_of_newest(page)
        session, messages, window = page.session, self._frame.messages, self._frame.window
        newest = session.collection.newest(page.unit)
        if path is None or newest is None or newest.report is None:
            return
        imported = read_for(self._frame, path, partial(read_file, path, session.formats))
        if imported is None:
            return
        fmt = session.formats.get(imported.report.format)
        kept = FiguresBeside("收集里", newest.report.values)
        dialog = ImportDialog(imported, fmt, self._frame.stage.theme, window, kept)
        dialog.setWindowTitle(f"看原文：《{newest.file}》")
        if messages.accepts(dialog) and not page.refuses():
            report = replace(newest.report, values=dialog.report().values)
            if page.edits.push(session.compared_step(newest, report)):
                page.say(f"《{newest.file}》核对好了。")

    def see_text(self, finding: Finding) -> None:
        """Show the place in the current unit's texts that a finding is about."""
        from gia_desktop.ui.rollup.dialogs.said import SaidDialog

        page = self._desk.page
        report = page.session.collection.report(page.unit) if page is not None else None
        if page is None or report is None:
            return
        theme, window = self._frame.stage.theme, self._frame.window
        dialog = SaidDialog(page.unit, report, finding, page.session.formats, theme, window)
        self._frame.messages.accepts(dialog)

    def sort_units(self, page: RollupPage) -> None:
        """Ask by what the list of units is to be sorted."""
        from gia_desktop.ui.rollup.tabs.units_model import BY_TODO, HEADS, Order

        orders = [BY_TODO, *(BY_TODO.next(column) for column in range(len(HEADS)))]
        by_words: dict[str, Order] = {}
        for order in orders:
            by_words[order.words] = order
            if order.column >= 0:
                by_words[order.next(order.column).words] = order.next(order.column)
        chosen = self._frame.messages.ask_item(self._frame.window, "单位按什么排", "怎么排？", list(by_words))
        if chosen in by_words:
            page.show_tab("units")
            page.units.sort(by_words[chosen])

    def edit_unit(self, page: RollupPage) -> None:
        """Ask what the list is to say about the current unit."""
        from gia_desktop.ui.rollup.dialogs.edit_unit import UnitDialog

        name, session = page.unit, page.session
        if not name or page.refuses():
            return
        unit = session.roster.get(name)
        theme, window = self._frame.stage.theme, self._frame.window
        dialog = UnitDialog(
            unit, session.roster, session.edit_unit_step, session.collection.year, theme, window
        )
        lines = {f"{UNIT_LINE}{name}/{key}": line for key, line in dialog.lines.items()}
        if self._accepts(page, dialog, lines):
            page.edits.push(session.edit_unit_step(dialog.unit))

    def new_roster(self, page: RollupPage) -> None:
        """Ask for another list of units; files are matched anew, decisions of units that stay are kept."""
        from gia_desktop.ui.intake.reading_dialog import read_for

        path = None if page.refuses() else self._desk.asking.roster()
        if path is None:
            return
        reading = partial(self._desk.library.read_roster, path)
        found, now = read_for(self._frame, path, reading), page.session.roster
        if found is None:
            return
        roster = replace(found, area=found.area or now.area, due=found.due or now.due)
        if page.edits.push(page.session.roster_step(roster, f"换名单《{path.name}》")):
            page.say(f"名单换成《{path.name}》：{len(roster.units)} 家。文件已按新名单重新归好。")

    def correct(self, page: RollupPage) -> None:
        """Ask for a correction of the cell whose parts are shown."""
        from gia_desktop.ui.rollup.dialogs.correction import CorrectionDialog
        from gia_desktop.ui.rollup.tabs.parts import cell_words

        key, session = page.cell, page.session
        if key is None or page.refuses():
            return
        cell = session.sums.format.cells[key]
        if cell.computed:
            page.say("这是合计，由各格相加得出；请更正相加的那一格。")
            return
        units = [unit.name for unit in session.roster.summed]
        dialog = CorrectionDialog(
            key, cell_words(session, key), cell.kind, units, page.unit_of_part, session.today,
            self._frame.stage.theme, self._frame.window,
        )  # fmt: skip
        about = f"{CORRECTION_LINE}{page.unit_of_part}/{key}/"
        if self._accepts(page, dialog, {f"{about}{name}": line for name, line in dialog.lines.items()}):
            step = session.correct_step(dialog.correction())
            if page.edits.push(step):
                page.say(f"{step.label}：已另记一笔。")

    def open_original(self, page: RollupPage) -> None:
        """Open the file that a unit handed in with the program that the system has for it."""
        path = self.path_of_newest(page)
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def path_of_newest(self, page: RollupPage) -> Path | None:
        """Return where the newest file of the current unit lies, None when it isn't there, which is said."""
        name = self._unit_with_report(page)
        newest = page.session.collection.newest(name) if name else None
        if newest is None:
            return None
        folder = self._desk.library.summary(page.number).folder
        path = Path(folder, newest.file) if folder else None
        if path is None or not path.is_file():
            page.say(f"《{newest.file}》不在这台电脑的文件夹里；读到的内容都在收集里。")
            return None
        return path


def _show_sums(page: RollupPage) -> None:
    if page.cell is not None:
        page.show_sum(page.cell)
