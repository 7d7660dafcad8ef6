"""Whatever is edited, undone, half typed and reopened: the store holds what the steps make of the report."""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from gia_desktop.core.change import Change, cell_change, text_change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.core.values import NA, Unread
from gia_desktop.drafts.kind import open_drafts
from gia_desktop.drafts.store import DraftStore
from tests.support.reports.stored import contents, full_report, town

keys = st.sampled_from([CellKey(f"t3.new.{column}") for column in ("natural", "business", "other", "total")])
values = st.one_of(
    st.none(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.just(NA),
    st.text().map(Unread),
)


class Editing(RuleBasedStateMachine):
    """A model of plain reports beside the real store."""

    numbers = Bundle[int]("numbers")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="gia-"))
        self.store = DraftStore(self.folder / "drafts.db")
        self.model: dict[int, Report] = {}
        self.done: dict[int, list[Change]] = {}
        self.half_typed: dict[tuple[int, str], str] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(target=numbers, full=st.booleans())
    def create(self, full: bool) -> int:
        report = full_report() if full else town()
        number = self.store.create(report)
        self.model[number], self.done[number] = report, []
        return number

    def write(self, number: int, change: Change) -> None:
        self.store.write(number, change)
        self.model[number] = change.apply(self.model[number])
        for key in (*change.cells, *change.texts):
            self.half_typed.pop((number, key), None)

    @rule(number=numbers, cells=st.dictionaries(keys, values))
    def edit_cells(self, number: int, cells: dict[CellKey, int | None]) -> None:
        change = cell_change(self.model[number], cells, "改格")
        self.write(number, change)
        self.done[number].append(change)

    @rule(number=numbers, text=st.text())
    def edit_text(self, number: int, text: str) -> None:
        change = text_change(self.model[number], section_key("1"), text, "写")
        self.write(number, change)
        self.done[number].append(change)

    @rule(number=numbers)
    def undo(self, number: int) -> None:
        if self.done[number]:
            self.write(number, self.done[number].pop().inverse())

    @rule(number=numbers, key=keys, text=st.text())
    def type_half(self, number: int, key: CellKey, text: str) -> None:
        self.store.set_pending(number, key, text)
        self.half_typed[number, key] = text

    @rule()
    def reopen(self) -> None:
        self.store.close()
        opened = open_drafts(self.folder / "drafts.db")
        assert not opened.report.notice
        self.store = opened.store

    @invariant()
    def store_equals_model(self) -> None:
        assert contents(self.store) == self.model
        assert {(half.document, half.key): half.text for half in self.store.pending()} == self.half_typed

    @invariant()
    def history_leads_to_the_present(self) -> None:
        for number, report in self.model.items():
            cell, text = CellKey("t3.new.natural"), section_key("1")
            for key, now in ((cell, report.values.get(cell)), (text, report.text(text) or None)):
                found = self.store.history(number, key)
                assert (found[-1].new or None if found else None) == (now or None)
                assert all(before.new == after.old for before, after in pairwise(found))


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
