"""Reads sentences as such reports are written: which number of a text is which figure of the tables.

Pure functions on text. A sentence falls into clauses at its stops and brackets, and each clause is read in
the flow of what was said before it. Whatever is not understood for sure is passed over in silence: a false
alarm costs more than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gia_desktop.reading.clause_reader import read_clause
from gia_desktop.reading.plain_text import Sentence, sentences
from gia_desktop.reading.sentence_parts import Clause, Flow, Mention, Period, clauses
from gia_desktop.reading.text_numbers import read_amount
from gia_desktop.reading.zero_claims import zero_mentions

_WORTH: Final = re.compile(
    r"申请|复议|诉讼|争议|收费|事业性|处理费|规章|规范性文件|行政许可|行政处罚|行政强制|结转|转结|办结|答复|公开"
)
_SAYS_HOW_MUCH: Final = re.compile(
    r"\d|\{|[一二两三四五六七八九十百千](?:余|多|来)?万?[件条份例起宗项篇期]|未|没有|无|均|全部|都|不存在|为零|零"
)
"""Sentences without any of these hold neither number nor zero; they only tell what the next one is about."""
_APPLICATIONS: Final = re.compile(r"依申请|信息公开申请|申请公开|公开申请")
_NUMBERED: Final = re.compile(r"[(（]?[一二三四五六七八九十\d]+[)）、.]")


@dataclass(frozen=True)
class Said:
    """A sentence that says something of the figures; the places of its mentions lie in its even text.

    Attributes:
        before: the even text of the sentence before it in its paragraph.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    before: str = ""

    def place(self, mention: Mention) -> tuple[int, int]:
        """Return where a mention stands in the original text."""
        return self.sentence.span(*mention.span)


@lru_cache(maxsize=64)
def said(text: str, year: int) -> tuple[Said, ...]:
    """Return the sentences of a text that speak of figures of the report of a year."""
    context = before = ""
    found: list[Said] = []
    for sentence in sentences(text):
        if sentence.opens:
            before = ""
            context = "" if _NUMBERED.match(sentence.text) else context
        told, context = _read(sentence.text, context, year)
        if told:
            found.append(Said(sentence, told, before))
        before = sentence.text
    return tuple(found)


@lru_cache(maxsize=64)
def mentions(text: str, year: int) -> tuple[Mention, ...]:
    """Return the numbers of a text that stand for figures of a year's report, with their places in it."""
    return tuple(
        mention._replace(span=one.place(mention)) for one in said(text, year) for mention in one.mentions
    )


@lru_cache(maxsize=8192)
def _read(text: str, context: str, year: int) -> tuple[tuple[Mention, ...], str]:
    """Return what an even sentence says after a context, and the context that it leaves."""
    if not _SAYS_HOW_MUCH.search(text):
        return (), "application" if _APPLICATIONS.search(text) else context
    if not context and not _WORTH.search(text):
        return (), context
    return read_sentence(text, Flow(year, context, told=Period(year)))


def read_sentence(text: str, flow: Flow) -> tuple[tuple[Mention, ...], str]:
    """Return the numbers of an even sentence, and what the rest of its paragraph may be about."""
    parts = clauses(text, flow.year)
    meanings = frozenset[str]().union(*[part.meanings for part in parts])
    flow = flow._replace(whole=meanings)
    found = list(zero_mentions(text, parts, flow))
    if "period" in meanings:  # sums over several years are no figures of the report, their zeros are
        until = next(index for index, part in enumerate(parts) if "period" in part.meanings)
        parts = parts[:until]
    compared_until = -1
    outside = flow.told
    for index, clause in enumerate(parts):
        if clause.depth == 0:
            flow = flow._replace(told=outside)  # a year named in brackets ends with them
        if "versus" in clause.meanings:
            # 比上年(31起)下降29%: the comparison reaches over brackets to the next comma
            compared_until = next(
                (part.end for part in parts[index:] if part.stop not in {"(", ")"}), clause.end
            )
        ahead = parts[index + 1] if index + 1 < len(parts) else None
        numbers, flow = read_clause(text, clause, ahead, flow, compared=clause.end <= compared_until)
        outside = flow.told if clause.depth == 0 else outside
        found += numbers
    if "among" in meanings:
        found = _without_parts(found, parts)
    return tuple(found), _context_after(flow) or flow.context


def _without_parts(found: list[Mention], parts: Sequence[Clause]) -> list[Mention]:
    """Leave out what was answered when it is one part beside results: 受理10件，其中2件均已办结，6件不掌握….

    The parts behind 其中 then add up to what was received, with the answered among them.
    """
    among = next((word.end for part in parts for word in part.words if word.meaning == "among"), None)
    if among is None:
        return found
    whole = [one for one in found if one.topic == "received" and one.kind == "count" and one.span[1] < among]
    later = [one for one in found if one.kind == "count" and one.span[0] >= among]
    answered = [one for one in later if one.topic == "answered"]
    results = [one for one in later if one.topic == "result"]
    if not whole or not answered or not results or answered[0].span > results[0].span:
        return found
    amounts = [
        read_amount(word.text)
        for part in parts
        for word in part.words
        if part.depth == 0 and word.start >= among and word.meaning == "number"
    ]
    total = whole[-1].amount
    adds_up = total is not None and sum(one.value for one in amounts if one is not None) == total.value
    return [one for one in found if one not in answered] if adds_up else found


def _context_after(flow: Flow) -> str:
    if flow.topic == "case":
        return "case" if {"application", "disclosure", "review", "suit"} & flow.seen else ""
    return flow.topic if flow.topic == "application" else ""
