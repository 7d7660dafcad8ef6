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
from gia_desktop.reading.subjects import subject_within
from gia_desktop.reading.text_numbers import Amount
from gia_desktop.reading.vocabulary import ANY_APPLICATION, CASE_WORDS

_ZERO: Final = Amount(Decimal(0))
_CASES: Final = frozenset(CASE_WORDS)
_SPOKEN_OF: Final = frozenset({
    *_CASES, "newly", "receive", "accept", "handle", "application", "request", "natural", "organisations",
    "channel", "all_channels", "every", "decided", "issued", "issued_weak", "repealed", "normative", "rules",
    "fees", "processing_fee", "licensing", "penalty", "compulsion", "carry_in", "carry_out", "total",
    "disclosure", "this_year", "whole_year",
})  # fmt: skip
"""Words that may stand in a zero statement; any other one makes it say something else."""
_FILLERS: Final = frozenset({
    "newly", "receive", "accept", "handle", "request", "every", "total", "decided", "all_channels", "channel",
    "disclosure", "this_year", "whole_year",
})  # fmt: skip
_NOUNS: Final = _SPOKEN_OF - _FILLERS
_NUMBERS: Final = frozenset({"number", "spoken", "live", "percent"})
_COMPLAINTS: Final = frozenset({"举报", "投诉", "信访", "申诉", "诉求"})
"""They are listed with reviews and suits: 引发举报、投诉、行政复议."""
_POWERS: Final = frozenset({"licensing", "penalty", "compulsion"})
_STATES: Final = frozenset({"issued", "repealed", "in_force"})
_DOCUMENTS: Final = frozenset({"normative", "rules"})
_OTHER_POWERS: Final = _POWERS | {"enforcement"}
_OURS: Final = frozenset({"application", "disclosure"})

_DOUBTS: Final = re.compile(r"如|若|凡|对|针对|由于|是否|不得|杜绝|确保|避免|防止|的单位")
_QUALIFIED: Final = re.compile(r"不(?!服)|逾期|超期|超时|违|误|错|漏|缺|重大|延")
_CAUSE: Final = re.compile(r"因(?!\||此|而|为\|)[^|]*[^|引起发于]\|?")
"""因收费问题: a cause of their own leaves other cases open; 因政府信息公开 and 因我镇开展 do not."""
_OPEN_CAUSE: Final = re.compile(r"因(?:(?:我|本)[\u4e00-\u9fff]{1,4}|开展|办理|处理|实施|公众|群众)*(?:\||$)")
_ENDING: Final = re.compile(
    r"(?:的|地|情况|事项|事件|事务|件|案件|案|申请|情形|发生|等|现象|出现|提出|引起|引发|被|而|提起|行为|收费|项目|决定|来|要求|方面|有关|相关"
    r"|行政申诉|申诉|举报|投诉|信访|信息|办理|更新|(?:重要)?政策(?:措施|文件)?|案例|变更|修订|新增|概况|状况|处理|纠纷|结转|转结|遗留|[“”]|没有|无|零|均|都|未|和|及|与|或|[、。；，：])*"
)
_NONE_AT_ALL: Final = re.compile(r"申请(?:件|事项)?(?:情况)?")
_SUCH: Final = re.compile(
    r"(?:收到|接到|接收|受理|过|任何|相关|有关|[此该这][类项种]|的|一件|就|关于|群众|公众|公民|社会|提出|提交|(?:政府)?信息公开|公开)*"
    r"申请(?:事项|件)?"
)
_NOTHING_CAME: Final = re.compile(r"(?:本年度?|今年|全年|年内)?(?:均|尚|暂)?未?(?:曾|有)?[收接]到[，、。；]*")
_HAPPENED: Final = re.compile(r"发生|产生|出现|提出|有")
_NONE_AT_END: Final = re.compile(r"(?:情况|事项|案件|数量)?[：:]?(?:均|都)?")
_NOUGHT: Final = re.compile("[0零](?:件|项|起|宗|次)?")
_LISTED: Final = 2
"""Clauses that a list of powers has at least."""
_AGAIN: Final = re.compile(r"(?:[、，；]|也|且|及|和|并)(?:也|均)?$")


def zero_mentions(text: str, parts: Sequence[Clause], flow: Flow) -> Iterator[Mention]:
    """Yield what an even sentence says there was none of."""
    if "every" in flow.whole and "number" in flow.whole:
        yield from _all_nought(text, parts, flow)
    if "negation" not in flow.whole:
        return
    told, ours = Period(flow.year), False
    for run in _runs(parts, text):
        words = [word for part in run for word in part.words]
        for part in run:
            told = period_after(part, text, told, flow.year)
        before, ours = ours, ours or any(word.meaning in _OURS for word in words)
        if told != Period(flow.year) or any(word.meaning in _NUMBERS for word in words):
            continue  # clauses with numbers are no zero statements
        place = next((at for at, word in enumerate(words) if word.meaning == "negation"), None)
        if place is None or _DOUBTS.search(text[run[0].start : words[place].start]):
            continue
        word, rest = words[place], words[place + 1 :]
        if place and not any(other.meaning in {*_NOUNS, "request"} for other in rest):
            if not _NONE_AT_END.fullmatch(text[words[place - 1].end : word.start]):
                continue
            rest, word = [*words[:place], *rest], _denied_from(words[0])
        last = max((other.end for other in rest if other.meaning in _NOUNS), default=word.end)
        subject = subject_within(text, run[0].start, word.start, words)
        span = (word.start, max(last, words[place].end))
        for meaning in _zeros_of(text, word, rest, run[-1].end, flow):
            if not _elsewhere(meaning, words, flow, before=before):
                yield Mention("zero", meaning.topic, meaning.readings, _ZERO, span, subject=subject)


def _all_nought(text: str, parts: Sequence[Clause], flow: Flow) -> Iterator[Mention]:
    """Yield the powers and documents of a list that all come to nought: 行政处罚、行政强制均为0件."""
    told = Period(flow.year)
    for run in _runs(parts, text):
        for part in run:
            told = period_after(part, text, told, flow.year)
        words = [word for part in run for word in part.words]
        names = [word.meaning for word in words if word.meaning in _NOUNS]
        numbers = [word for word in words if word.meaning in _NUMBERS]
        nought = len(numbers) == 1 and _NOUGHT.fullmatch(numbers[0].text) and words[-1] is numbers[0]
        if len(run) < _LISTED or not nought or words[-2].meaning != "every" or told != Period(flow.year):
            continue
        if set(names) <= {*_POWERS, *_DOCUMENTS, *_STATES, "decided"}:
            subject = subject_within(text, run[0].start, words[0].start, words)
            for said in _one_by_one(names):
                meaning = meaning_of((*said, "decided") if _POWERS & set(said) else said, flow)
                if meaning is not None:
                    span = (words[0].start, numbers[0].end)
                    yield Mention("zero", meaning.topic, meaning.readings, _ZERO, span, subject=subject)


def _denied_from(word: Word) -> Word:
    """Return an empty word in front of another one: what a 无 at the end denies begins there."""
    return Word("negation", "", word.start, word.start)


def _elsewhere(meaning: Meaning, words: Sequence[Word], flow: Flow, *, before: bool) -> bool:
    """Tell whether reviews and suits are denied of other business: 行政执法无行政复议."""
    named = {word.meaning for word in words}
    if meaning.topic not in {"review", "suit"} or named & _OURS:
        return False
    return bool(named & _OTHER_POWERS) or (bool(flow.whole & _OTHER_POWERS) and not before)


_DENIED_TOO: Final = re.compile(r"(?:也|亦|且|均)?(?:没有|未|无)")


def _runs(parts: Sequence[Clause], text: str) -> Iterator[list[Clause]]:
    """Join clauses that are listed with 、, and a heading with the 无 behind its colon."""
    run: list[Clause] = []
    for part, after in zip(parts, (*parts[1:], None), strict=True):
        run.append(part)
        is_head = part.stop == "：" and after is not None and text[after.start : after.end] in {"无", "没有"}
        denied = after is not None and part.stop == "、" and _DENIED_TOO.match(text, after.start) is not None
        again = denied and "negation" in part.meanings and part.meanings & _NOUNS
        if again or (part.stop != "、" and not is_head):
            yield run
            run = []


def _zeros_of(text: str, negation: Word, rest: Sequence[Word], end: int, flow: Flow) -> Iterator[Meaning]:
    """Yield what is denied: several powers or several states of documents one by one."""
    rest = [word for word in rest if not _is_again(text, word)]
    rows = case_rows([word.meaning for word in rest])
    if _says_no_such(text, negation, rest, end, flow):
        yield Meaning("received", (NEW,))
        return
    if not any(word.meaning in _NOUNS for word in rest) or any(not _fits(word, rows) for word in rest):
        return
    inside = _between(text, negation, rest)
    if _QUALIFIED.search(inside) or not _ENDING.fullmatch(text[max(word.end for word in rest) : end]):
        return
    names = [word.meaning for word in rest]
    if rows:
        if not _CAUSE.search(inside) or _OPEN_CAUSE.search(inside):
            yield Meaning("suit" if "review" not in rows else "review", (case_reading(rows, "total", ""),))
    elif "application" in names and not {"carry_in", "carry_out"} & set(names):
        done = {"newly", "receive", "accept", "handle"} & set(names)
        told = done or negation.text != "未" or _HAPPENED.search(inside)
        if told and all(ANY_APPLICATION.fullmatch(gap) for gap in inside.split("|")):
            yield Meaning("received", (NEW,))
    else:
        if names in (["normative"], ["rules"]):
            names = [*names, "issued"]  # 无规范性文件: none was made
        for said in _one_by_one(names):
            meaning = meaning_of((*said, "decided") if _POWERS & set(said) else said, flow)
            if meaning is not None:
                yield meaning


def _says_no_such(text: str, negation: Word, rest: Sequence[Word], end: int, flow: Flow) -> bool:
    """Tell whether 依申请公开方面，未收到相关申请 speaks of applications by the word 申请 alone."""
    names = {word.meaning for word in rest}
    came = "receive" in names and names <= {"receive", "this_year", "whole_year"}
    if came and "application" in flow.whole and not flow.whole & {"distraction", *_CASES}:
        return _NOTHING_CAME.fullmatch(text[negation.end : end]) is not None
    ours = "application" in flow.whole or flow.context == "application"
    if names == {"request"} and negation.text in {"零", "无", "没有"} and "application" in flow.whole:
        # 依申请公开零申请; 依申请公开工作平稳，全年无申请件
        return negation.text == "零" or _NONE_AT_ALL.fullmatch(text[negation.end : end]) is not None
    if not rest or not {"receive", "accept"} & names:
        return False
    if not names <= {"receive", "accept", "request", "disclosure"}:
        return False
    named = "request" in names and (ours or "disclosure" in names)
    return named and _SUCH.fullmatch(text[negation.end : end]) is not None


def _one_by_one(names: Sequence[str]) -> Iterator[list[str]]:
    """Yield what is denied with each of the powers or states listed together."""
    listed = next((group for group in (_POWERS, _STATES, _DOCUMENTS) if len(group & set(names)) > 1), None)
    if listed is None:
        yield list(names)
        return
    for name in sorted(listed & set(names)):
        yield from _one_by_one([other for other in names if other == name or other not in listed])


def _fits(word: Word, rows: Sequence[str]) -> bool:
    """Tell whether a word may stand in a zero statement."""
    return word.meaning in _SPOKEN_OF or (bool(rows) and word.text in _COMPLAINTS)


def _is_again(text: str, word: Word) -> bool:
    """Tell whether a second negation denies the next of a list: 未被复议、未被诉讼."""
    return word.meaning == "negation" and _AGAIN.search(text[: word.start]) is not None


def _between(text: str, negation: Word, rest: Sequence[Word]) -> str:
    """Return what stands between the words of a statement."""
    gaps, place = [], negation.end
    for word in rest:
        gaps.append(text[place : word.start])
        place = word.end
    return "|".join(gaps).replace("零", "")
