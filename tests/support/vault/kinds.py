"""The kinds of stores that the tests of the vault run over, each with what they need to try it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import new_report
from gia_desktop.core.states import Progress
from gia_desktop.drafts.kind import DRAFTS
from gia_desktop.drafts.records import UnknownReportError
from gia_desktop.drafts.store import DraftStore
from gia_desktop.register.case import Case, Reply, Request
from gia_desktop.register.steps import step_between
from gia_desktop.register.store import REGISTERS, RegisterStore, UnknownCaseError
from gia_desktop.rollup.collection import Collection, Correction, Matched, Stamp, Standing, Submission
from gia_desktop.rollup.coverage import Tally
from gia_desktop.rollup.kept.steps import CORRECTIONS
from gia_desktop.rollup.kept.steps import step_between as step_between_collections
from gia_desktop.rollup.kept.store import COLLECTIONS, CollectionStore, UnknownCollectionError
from gia_desktop.rollup.roster import Roster, Unit
from gia_desktop.vault.store import Step, StoreKind
from tests.support.vault.notes import NOTES, NoteStep, NoteStore, UnknownNoteError


@dataclass(frozen=True)
class Trial:
    """How tests try a kind of store.

    Every document has a number that steps set, twice, and a text that names it; so a torn step shows.

    Attributes:
        kind: the kind.
        key: the field of the number; half-typed text goes there too.
        create: makes a document and returns its number.
        step: sets number and text from the n-th state to another one.
        state: the state that a document is in, 0 when it is new; raises AssertionError when it is torn.
        states: every state that it has had, from its history, oldest first.
        contents: everything in the store, by document, to be compared.
        pending: half-typed texts by document and key.
        note: something that the list tells of a document.
        noted: what the list tells of it.
        unknown: a document that no store holds.
        unknown_code: code of the error when it is asked for.
    """

    kind: StoreKind[Any]
    key: str
    create: Callable[[Any], int]
    step: Callable[[int, int], Step]
    state: Callable[[Any, int], int]
    states: Callable[[Any, int], list[int]]
    contents: Callable[[Any], Mapping[int, object]]
    pending: Callable[[Any], Mapping[tuple[int, str], str]]
    note: object
    noted: Callable[[Any, int], object]
    unknown_code: str
    unknown: int = 77

    def __str__(self) -> str:
        return self.kind.schema.documents


_FIRST: Final = CellKey("t3.new.natural")
_SECOND: Final = CellKey("t3.new.other")
_SECTION: Final = section_key("1")


def _words(state: int) -> str:
    return f"第{state}稿" + "字" * (state % 700) if state else ""


def _draft_step(old: int, new: int) -> Change:
    before, after = (old or None), (new or None)
    cells = Change("改格", {_FIRST: (before, after), _SECOND: (before, after)})
    return cells.then(Change("写", texts={_SECTION: (_words(old), _words(new))}))


def _draft_state(store: DraftStore, number: int) -> int:
    report = store.load(number)
    state = report.values.get(_FIRST) or 0
    assert isinstance(state, int)
    assert (report.values.get(_SECOND) or 0) == state
    assert report.section("1") == _words(state)
    return state


def _draft_states(store: DraftStore, number: int) -> list[int]:
    return [int(str(entry.new or 0)) for entry in store.history(number, _FIRST)]


DRAFT_TRIAL: Final = Trial(
    DRAFTS,
    _FIRST,
    lambda store: store.create(new_report("2021", 2025, "示例镇", "township")),
    _draft_step,
    _draft_state,
    _draft_states,
    lambda store: {line.id: store.load(line.id) for line in store.list()},
    lambda store: {(half.document, half.key): half.text for half in store.pending()},
    Progress(1, 166),
    lambda store, number: store.summary(number).progress,
    UnknownReportError.code,
)


def _note_step(old: int, new: int) -> NoteStep:
    texts = [(str(state) if state else "") for state in (old, new)]
    return NoteStep(
        "改格",
        {
            "first": (texts[0], texts[1]),
            "second": (texts[0], texts[1]),
            "body": (_words(old), _words(new)),
        },
    )


def _note_state(store: NoteStore, number: int) -> int:
    fields = store.load(number)
    state = int(fields.get("first", "0"))
    assert fields.get("second", "0") == str(state)
    assert fields.get("body", "") == _words(state)
    return state


NOTE_TRIAL: Final = Trial(
    NOTES,
    "first",
    lambda store: store.create({"title": "示例便条"}),
    _note_step,
    _note_state,
    lambda store, number: [int(text or 0) for text in store.history(number, "first")],
    lambda store: {number: dict(store.load(number)) for number in store.list()},
    lambda store: {(half.document, half.key): half.text for half in store.pending()},
    True,
    lambda store, number: store.list()[number],
    UnknownNoteError.code,
)


def _register_case(state: int) -> Case:
    words = _words(state)
    return Case(
        "2026-0001", channel="fax", request=Request(words), reply=Reply(pages=state), not_counted=words
    )


def _register_state(store: RegisterStore, number: int) -> int:
    case = store.load(number)
    state = case.reply.pages
    assert case == replace(_register_case(state), number=case.number)
    return state


REGISTER_TRIAL: Final = Trial(
    REGISTERS,
    "reply",
    lambda store: store.create(replace(_register_case(0), number=store.next_number(2026))),
    lambda old, new: step_between(_register_case(old), _register_case(new), "改格"),
    _register_state,
    lambda store, number: [change.values["reply"][1].pages for change in store.history(number)[1:]],
    lambda store: store.load_many(),
    lambda store: {(half.document, half.key): half.text for half in store.pending()},
    None,
    lambda store, number: None,
    UnknownCaseError.code,
)

_TOWN: Final = "示例县甲乡人民政府"


def _collection(state: int) -> Collection:
    """Return a collection whose correction, report and standing all tell one number."""
    report = replace(new_report("2021", 2025, _TOWN, "township"), values={_FIRST: state})
    file = Submission(
        "甲.docx", Stamp(state, state, "d"), dt.date(2026, 1, 20), _TOWN, Matched.SET, report=report,
        notes=(_words(state),),
    )  # fmt: skip
    return Collection(
        Roster("示例县", (Unit(_TOWN, phone=str(state)),)),
        2025,
        (file,),
        (Correction(_TOWN, _FIRST, state, _words(state)),),
        {_TOWN: Standing(version=str(state))},
    )


def _collection_state(store: CollectionStore, number: int) -> int:
    collection = store.load(number)
    amount = collection.corrections[0].amount
    assert isinstance(amount, int)
    assert collection == _collection(amount)
    return amount


def _collection_states(store: CollectionStore, number: int) -> list[int]:
    bodies = [json.loads(row[-1]) for row in store.all_rows()["changes"].values() if row[0] == number]
    return [body["values"][CORRECTIONS][1][0]["amount"] for body in bodies[1:]]


COLLECTION_TRIAL: Final = Trial(
    COLLECTIONS,
    CORRECTIONS,
    lambda store: store.create(_collection(0)),
    lambda old, new: step_between_collections(_collection(old), _collection(new), "改格"),
    _collection_state,
    _collection_states,
    lambda store: {line.id: store.load(line.id) for line in store.list()},
    lambda store: {(half.document, half.key): half.text for half in store.pending()},
    Tally(85, 12, 8, 12, 53),
    lambda store, number: store.summary(number).tally,
    UnknownCollectionError.code,
)

TRIALS: Final = (DRAFT_TRIAL, NOTE_TRIAL, REGISTER_TRIAL, COLLECTION_TRIAL)
BY_NAME: Final = {str(trial): trial for trial in TRIALS}
