"""What a number means by the words that stand with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from gia_desktop.reading.quantities import (
    ANSWERED,
    ANSWERED_ON_MERITS,
    CARRIED_IN,
    CARRIED_OUT,
    HANDLED,
    HANDLED_AND_OPEN,
    HANDLED_OF_NEW,
    NEW,
    NEW_AND_CARRIED,
    NOT_WITHDRAWN,
    Reading,
    case_reading,
)
from gia_desktop.reading.sentence_parts import Clause, Flow, Mention
from gia_desktop.reading.text_numbers import Amount
from gia_desktop.reading.vocabulary import (
    APPLICANTS,
    CASE_MEASURES,
    CASE_WORDS,
    GROUPS_OF_RESULTS,
    OUTCOMES,
    RESULTS,
    VOLUMES,
)


class Meaning(NamedTuple):
    """What a number is about and the quantities it can be."""

    topic: str
    readings: tuple[Reading, ...]


_VOLUMES_READ: Final = {
    "newly": Meaning("received", (NEW,)),
    "receive": Meaning("received", (NEW, NEW_AND_CARRIED)),
    "accept": Meaning("received", (NEW, NEW_AND_CARRIED, HANDLED_AND_OPEN)),
    "handle": Meaning("received", (NEW_AND_CARRIED, HANDLED, HANDLED_AND_OPEN, NEW)),
    "finish": Meaning(
        "answered", (HANDLED, HANDLED_OF_NEW, ANSWERED, ANSWERED_ON_MERITS, NOT_WITHDRAWN)
    ),
}  # fmt: skip
_ALL_APPLICATIONS: Final = Meaning("received", (NEW, NEW_AND_CARRIED, HANDLED))
_SUM: Final = Meaning("received", (NEW_AND_CARRIED,))

_DOCUMENTS: Final = {
    "normative": ("规范性文件", ("issued", "made")),
    "rules": ("规章", ("issued", "made")),
}
_STATES: Final = {
    "issued": (("本年制发", "issued"), ("本年新制作", "made")),
    "issued_weak": (("本年制发", "issued"), ("本年新制作", "made")),
    "repealed": (("本年废止", "repealed"),),
    "in_force": (("现行有效", "in_force"),),
}
STATES: Final = frozenset(_STATES)
"""What became of documents."""
_DECIDED: Final = frozenset({"decided", "decided_number"})
_DECISIONS: Final = {"licensing": "行政许可", "penalty": "行政处罚", "compulsion": "行政强制"}
_NAMED_RESULTS: Final = frozenset(RESULTS) - {"other_result"}
_GROUPED: Final = frozenset({"granted", "partial", "refused", "unavailable", "rejected"})
_OTHER_RESULTS: Final = frozenset({"no_correction", "fee_unpaid"})
_ONE_KIND: Final = frozenset({"business", "research", "public_interest", "legal_service"})
_MAIN_OUTCOMES: Final = frozenset({"upheld", "corrected", "pending"})
_ENOUGH: Final = 3
_CARRIED: Final = {
    "carry": (CARRIED_OUT, CARRIED_IN), "carry_in": (CARRIED_IN,), "carry_out": (CARRIED_OUT,),
}  # fmt: skip
_NUMBERS: Final = frozenset({"number", "spoken", "live"})
_NAMING_CASES: Final = frozenset(CASE_WORDS)
_DOUBTFUL: Final = frozenset({
    "unsure", "rate", "phone", "withdrawn", "turned_away", "other_receive", "document_number",
})  # fmt: skip

KEYS: Final = frozenset({
    *RESULTS, *APPLICANTS, *CASE_WORDS, *OUTCOMES, *VOLUMES, *_STATES, *_DECISIONS, *_DOUBTFUL,
    "application", "others", "carry", "carry_in", "carry_out", "open", "normative", "rules", "fees",
    "processing_fee", "decided", "decided_number", "channel", "distraction", "qualified", "cleaned",
})  # fmt: skip
"""Words that can tell what a number is."""


def meaning_of(keys: Sequence[str], flow: Flow) -> Meaning | None:
    """Return what a number with these words means, or None when that is not sure."""
    words = set(keys)
    if words & _DOUBTFUL:
        return None
    if "others" in words:
        words = (words - {"others"}) | _other_of(flow)
        keys = tuple(words)
        if not words & {"other_result", "other_outcome", "misc", "other"}:
            return None
    if "sum" in words and "carried" in flow.seen:
        return _SUM if flow.volume else None
    for read in (_fee, _document, _decision, _case, _carried):
        found, meaning = read(words, flow)
        if found:
            return meaning
    if "qualified" in words or not _about_applications(words, flow):
        return None
    return _result(words) or _applicant(words) or _volume(words, flow)


def shared_outcome(clause: Clause, ahead: Clause | None) -> str:
    """Return the outcome behind a list of cases that holds for all: 14件行政复议、9件行政诉讼获维持."""
    if ahead is None or clause.stop != "、" or not OUTCOMES.keys().isdisjoint(clause.meanings):
        return ""
    kinds = [
        "case" if word.meaning in CASE_WORDS else "outcome" if word.meaning in OUTCOMES else "number"
        for word in (*clause.words, *ahead.words)
        if word.meaning in {*CASE_WORDS, *_NUMBERS, *OUTCOMES}
    ]
    last = ahead.words[-1].meaning if ahead.words else ""
    return last if kinds == ["number", "case", "number", "case", "outcome"] and last in OUTCOMES else ""


def is_carried(ahead: Clause | None) -> bool:
    """Tell whether the next clause says without a number of its own that something is carried over."""
    if ahead is None or "carry_out" not in ahead.meanings or ahead.meanings & _NUMBERS:
        return False
    return next((word.meaning for word in ahead.words if word.meaning in KEYS), "") == "carry_out"


def still_seen(text: str, clause: Clause, flow: Flow) -> frozenset[str]:
    """Return what was told before; 发布数据30条，其中…；收到申请6件 begins anew behind its stop."""
    anew = text[clause.start - 1 : clause.start] == "；" and not clause.depth
    anew = anew and "application" in clause.meanings and not VOLUMES.isdisjoint(clause.meanings)
    return flow.seen - {"among"} if anew else flow.seen


def none_of_others(kind: str, span: tuple[int, int], flow: Flow) -> Iterator[Mention]:
    """Yield that the other kind of applicants sent nothing, where a paragraph says that all were of one."""
    other = {"natural": "organisations", "organisations": "natural"}.get(kind)
    if other is None or "application" not in {flow.topic, flow.context}:
        return
    readings = (NEW.of(other, APPLICANTS[other]),)
    yield Mention("zero", "applicant", readings, Amount(Decimal(0)), span, subject=flow.subject)


def _other_of(flow: Flow) -> set[str]:
    """Return what a bare 其他 stands for at the end of a list: the kinds named before it tell."""
    if _OTHER_RESULTS & flow.whole and not _GROUPED & flow.whole:
        return {"misc"}
    if len(_ONE_KIND & flow.whole) >= _ENOUGH:
        return {"other"}
    if len(_NAMED_RESULTS & flow.whole) >= _ENOUGH:
        return {"other_result"}
    return {"other_outcome"} if len(_MAIN_OUTCOMES & flow.whole) >= _ENOUGH - 1 else set()


def _fee(words: Collection[str], _flow: Flow) -> tuple[bool, Meaning | None]:
    if "processing_fee" in words:
        return True, Meaning("processing_fee", ())
    if "fees" in words:
        return True, Meaning("fee", (Reading("行政事业性收费", "t2", ("fees",), "amount"),))
    return False, None


def _document(words: Collection[str], flow: Flow) -> tuple[bool, Meaning | None]:
    kind = next((word for word in ("normative", "rules") if word in words), "")
    states = [state for state in _STATES if state in words]
    if not kind and not (states and flow.document and "application" not in words):
        return False, None
    row = kind or flow.document
    name = _DOCUMENTS[row][0]
    if len(states) != 1 or "distraction" in words or {"normative", "rules"} <= set(words):
        return True, None
    if "cleaned" in words or flow.cleaned or (flow.elsewhere and not kind):
        return True, None  # 清理349件，废止52件: of what was looked through, not of the year
    if states == ["issued_weak"] and not flow.whole & {"repealed", "in_force"}:
        return True, None  # 印发规范性文件12件 alone may count those passed on
    readings = tuple(Reading(f"{name}{label}", "t2", (row,), column) for label, column in _STATES[states[0]])
    return True, Meaning("document", readings)


def _decision(words: Collection[str], flow: Flow) -> tuple[bool, Meaning | None]:
    kinds = [word for word in _DECISIONS if word in words]
    if not kinds:
        return False, None
    resolved = "resolution" in flow.whole and "distraction" not in flow.whole  # else they were published
    decided = flow.decided or resolved or not _DECIDED.isdisjoint(words)
    if len(kinds) > 1 or not (decided or _lists_powers(words, flow)):
        return True, None
    if "distraction" in words:
        return True, None
    reading = Reading(f"{_DECISIONS[kinds[0]]}处理决定", "t2", (kinds[0],), "decisions")
    return True, Meaning("decision", (reading,))


def _lists_powers(words: Collection[str], flow: Flow) -> bool:
    """Tell whether a sentence speaks of nothing but these powers: 行政许可12件、行政处罚3件."""
    others = {"distraction", "application", "rate", "document_number", "normative", "rules", "enforcement"}
    return not (others | {"receive", "accept", "filed"}) & {*flow.whole, *words}


def _case(words: Collection[str], flow: Flow) -> tuple[bool, Meaning | None]:
    named = case_rows(words)
    outcomes = [word for word in OUTCOMES if word in words]
    if not named and not (outcomes and flow.cases):
        return False, None
    results = [word for word in RESULTS if word in words]
    both = {"direct", "after_review"} <= flow.whole  # the words of table 4 itself
    known = both or flow.context or {"application", "disclosure"} & {*words, *flow.seen} or _asked(flow)
    if results or len(outcomes) > 1 or "distraction" in words or not known or "organ" in flow.whole:
        return True, None
    rows = flow.cases if flow.joined or not named else named
    column, name = OUTCOMES[outcomes[0]] if outcomes else ("total", "")
    topic = "suit" if set(rows) <= {"direct", "after_review"} else "review"
    readings = [case_reading(rows, column, name)]
    if outcomes and not named and len(flow.counted) > len(rows):
        # 复议10件，诉讼0件，维持2件 may speak of the last or of both
        readings.append(case_reading(flow.counted, column, name))
    return True, Meaning(topic, tuple(readings))


def _asked(flow: Flow) -> bool:
    """Tell whether a sentence speaks of applications in short, or of disclosure further on, not of else."""
    others = {"distraction", "licensing", "penalty", "compulsion", "enforcement", "qualified"}
    return bool({"request", "disclosure"} & flow.whole) and not others & flow.whole


def case_rows(words: Collection[str]) -> tuple[str, ...]:
    """Return the rows of table 4 that words name, in the order of the table."""
    if _NAMING_CASES.isdisjoint(words):
        return ()
    narrow = [word for word in ("direct", "after_review") if word in words]
    named = [word for word in CASE_WORDS if word in words and not (word == "suit" and narrow)]
    rows = {row for word in named for row in CASE_WORDS[word]}
    return tuple(row for row in CASE_WORDS["both_cases"] if row in rows)


def _carried(words: Collection[str], flow: Flow) -> tuple[bool, Meaning | None]:
    if "open" in words:  # at the end of the year what is still being worked on is carried over
        ours = flow.topic != "case" and _about_applications(words, flow)
        return True, Meaning("carried", (CARRIED_OUT,)) if ours else None
    carried = [word for word in ("carry", "carry_in", "carry_out") if word in words]
    if not carried:
        return False, None
    if len(carried) > 1 or "distraction" in words or any(word in words for word in RESULTS):
        return True, None
    return True, Meaning("carried", _CARRIED[carried[0]])


def _about_applications(words: Collection[str], flow: Flow) -> bool:
    if _sorts_documents(flow):
        return False
    if "application" in words:
        return "distraction" not in words
    if flow.topic == "else" or "distraction" in words:
        return False
    return "application" in {flow.topic, flow.context} and flow.topic != "case"


def _sorts_documents(flow: Flow) -> bool:
    """Tell whether 依申请公开, 不予公开 are kinds of documents, beside 主动公开."""
    if flow.whole & VOLUMES:
        return False
    kinds = {"application", "refused", "distraction"}
    return "attribute" in flow.whole or (kinds <= flow.whole and "granted" not in flow.whole)


def _result(words: Collection[str]) -> Meaning | None:
    named = [word for word in RESULTS if word in words]
    groups = [word for word in named if word in GROUPS_OF_RESULTS] or named
    if not groups or any(word in words for word in APPLICANTS):
        return None
    reasons = [word for word in named if word not in groups]
    # 因本机关不掌握而无法提供 is the reason, 因本机关不掌握等原因无法提供 the whole group: both are looked at
    readings = [_results_named(words) for words in (groups, reasons) if words]
    return Meaning("result", tuple(readings))


def _results_named(words: Sequence[str]) -> Reading:
    rows, names = zip(*(RESULTS[word] for word in words), strict=True)
    return Reading("与".join(names), "t3", rows)


def _applicant(words: Collection[str]) -> Meaning | None:
    named = [word for word in APPLICANTS if word in words]
    if len(named) != 1 or "finish" in words or any(word in words for word in RESULTS):
        return None
    column, name = named[0], APPLICANTS[named[0]]
    return Meaning(
        "applicant", tuple(reading.of(column, name) for reading in (NEW, NEW_AND_CARRIED, HANDLED))
    )


def _volume(words: Collection[str], flow: Flow) -> Meaning | None:
    if any(word in words for word in RESULTS) or "channel" in words:
        return None
    if sum(word in words for word in APPLICANTS) == 1:
        return None
    verb = next((verb for verb in ("newly", "finish", "receive", "accept", "handle") if verb in words), "")
    if not verb:
        return None if flow.volume or "application" not in words else _ALL_APPLICATIONS
    if verb == "accept" and flow.volume:
        return None  # 收到5件，受理4件: what was taken up is no figure of the tables
    if verb == "handle" and "among" in flow.seen and {"application", "total"} <= {*words, *flow.whole}:
        return _VOLUMES_READ["finish"] if "application" in words else None  # 其中，全年共办理申请122件
    if verb in {"receive", "handle"} and "among" in flow.seen:
        return None
    if verb == "finish" and ("turned_away" in flow.whole or (flow.elsewhere and not flow.volume)):
        return (
            None  # 受理12件，答复7件，不予受理4件: only some were answered; 转办申请64件，办结64件: of others
        )
    return _VOLUMES_READ[verb]


def fits(meaning: Meaning, amount: Amount | None, keys: Sequence[str]) -> bool:
    """Tell whether a measure word goes with a meaning: 元 with fees, 件 and its like with the rest."""
    if amount is None:
        return True
    if meaning.topic in {"fee", "processing_fee"}:
        return amount.is_money
    if meaning.topic == "decision" and amount.measure == "条":
        return "decided_number" in keys  # else so many were published
    if meaning.topic == "document" and amount.measure == "部":
        return True
    return amount.measure in CASE_MEASURES
