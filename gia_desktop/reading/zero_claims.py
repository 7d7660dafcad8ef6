"""Zeros in words: 未收到, 没有发生, 无."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from gia_desktop.reading.meanings import Meaning, case_rows, meaning_of
from gia_desktop.reading.periods import period_after
from gia_desktop.reading.quantities import NEW, case_reading
from gia_desktop.reading.sentence_parts import Clause, Flow, Mention, Period, Word
from gia_desktop.reading.subjects import subject_before
from gia_desktop.reading.text_numbers import Amount
from gia_desktop.reading.vocabulary import ANY_APPLICATION, CASE_WORDS, PERIODS

_ZERO: Final = Amount(Decimal(0))
_CASES: Final = frozenset(CASE_WORDS)
_SPOKEN_OF: Final = frozenset({
    *_CASES, "newly", "receive", "accept", "application", "request", "natural", "organisations", "channel",
    "all_channels",
    "every", "decided", "issued", "repealed", "normative", "rules", "fees", "processing_fee", "licensing",
    "penalty", "compulsion", "carry_in", "carry_out", "total", "disclosure", "this_year", "whole_year",
})  # fmt: skip
"""Words that may stand in a zero statement; any other one makes it say something else."""
_FILLERS: Final = frozenset({
    "newly", "receive", "accept", "request", "every", "total", "decided", "all_channels", "channel",
    "disclosure", "this_year", "whole_year",
})  # fmt: skip
_NOUNS: Final = _SPOKEN_OF - _FILLERS
_NUMBERS: Final = frozenset({"number", "spoken", "live", "percent"})

_DOUBTS: Final = re.compile(r"如|若|凡|对|针对|由于|是否|不得|杜绝|确保|避免|防止|的单位")
_QUALIFIED: Final = re.compile(r"不|逾期|超期|超时|违|误|错|漏|缺|重大|延")
_ENDING: Final = re.compile(
    r"(?:的|地|情况|事项|件|案件|申请|情形|发生|等|现象|提出|引起|引发|被|而|提起|行为|收费|项目|决定|来|要求|方面|有关|相关|[、。；，])*"
)
_HAPPENED: Final = re.compile(r"发生|产生|出现|提出|有")


def zero_mentions(text: str, parts: Sequence[Clause], flow: Flow) -> Iterator[Mention]:
    """Yield what an even sentence says there was none of."""
    years = [word for part in parts for word in part.words if word.meaning in PERIODS]
    told = Period(flow.year)
    for run in _runs(parts):
        words = [word for part in run for word in part.words]
        for part in run:
            told = period_after(part, text, told, flow.year)
        if told != Period(flow.year) or any(word.meaning in _NUMBERS for word in words):
            continue  # clauses with numbers are no zero statements
        for index, word in enumerate(words):
            if word.meaning != "negation" or _DOUBTS.search(text[run[0].start : word.start]):
                continue
            rest = words[index + 1 :]
            meaning = _zero_of(text, word, rest, run[-1].end, flow)
            if meaning is not None:
                span = (word.start, max(w.end for w in rest if w.meaning in _NOUNS))
                start = max((year.end for year in years if year.end <= word.start), default=0)
                subject = subject_before(text[max(start, run[0].start) : word.start])
                yield Mention("zero", meaning.topic, meaning.readings, _ZERO, span, subject=subject)
            break


def _runs(parts: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Join clauses that are listed with 、."""
    run: list[Clause] = []
    for part in parts:
        run.append(part)
        if part.stop != "、":
            yield run
            run = []


def _zero_of(text: str, negation: Word, rest: Sequence[Word], end: int, flow: Flow) -> Meaning | None:
    nouns = [word for word in rest if word.meaning in _NOUNS]
    if not nouns or any(word.meaning not in _SPOKEN_OF for word in rest):
        return None
    inside = _between(text, negation, rest)
    if _QUALIFIED.search(inside) or not _ENDING.fullmatch(text[nouns[-1].end : end]):
        return None
    names = [word.meaning for word in rest]
    rows = case_rows(names)
    if rows:
        return Meaning("suit" if "review" not in rows else "review", (case_reading(rows, "total", ""),))
    if "application" in names and not {"carry_in", "carry_out"} & set(names):
        said = (
            {"newly", "receive", "accept"} & set(names) or negation.text != "未" or _HAPPENED.search(inside)
        )
        every = all(ANY_APPLICATION.fullmatch(gap) for gap in inside.split("|"))
        return Meaning("received", (NEW,)) if said and every else None
    kinds = [name for name in names if name in {"licensing", "penalty", "compulsion"}]
    return meaning_of((*names, "decided") if kinds else names, flow)


def _between(text: str, negation: Word, rest: Sequence[Word]) -> str:
    """Return what stands between the words of a statement."""
    gaps, place = [], negation.end
    for word in rest:
        gaps.append(text[place : word.start])
        place = word.end
    return "|".join(gaps)
