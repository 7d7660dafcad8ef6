"""The parts a sentence is read in: words, clauses, what was said before, and numbers understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from gia_desktop.reading.quantities import Reading
from gia_desktop.reading.text_numbers import Amount
from gia_desktop.reading.vocabulary import vocabulary

_STOPS: Final = re.compile(r"[，；：、()。！？!?]")
_YEAR: Final = re.compile(r"20\d\d")
_INTO: Final = re.compile("[至到入]")
_BY_YEAR: Final = frozenset({"carry_year", "year_carry", "period"})
_CONTENT: Final = re.compile(
    r"(?:从)?(?:所)?(?:申请)?(?:公开)?(?:的)?(?:信息|政府信息)?(?:的)?(?:内容|事项|问题|领域|范围)?(?:上?看)?(?:主要|大多|多数|多|均|都)?"
    r"(?:涉及|集中(?:在|于|为))(?!政府信息公开|信息公开|依申请|行政复议|行政诉讼)"
)
"""Begins what applications ask for: 申请内容主要涉及政府网站、公告等."""
_ASKED_FOR: Final = frozenset({
    "distraction", "normative", "rules", "in_force", "issued", "issued_weak", "repealed", "licensing",
    "penalty", "compulsion", "enforcement", "attribute", "fees",
})  # fmt: skip
"""Words that say nothing about a sentence where they only name what was asked for."""
_NUMBERS: Final = frozenset({"number", "spoken", "live"})
_DEEPER: Final = {"(": 1, ")": -1}


class Mention(NamedTuple):
    """A number, or a zero in words, with the quantities it can mean.

    Attributes:
        kind: ``count``; ``last`` for a number of last year (去年收到5件); ``zero`` for 未收到 and its like;
            ``change`` for a difference from last year; ``growth`` and ``share`` for percentages. The last
            three speak of ``readings``.
        topic: ``received``, ``answered``, ``carried``, ``result``, ``applicant``, ``review``, ``suit``,
            ``document``, ``decision``, ``fee`` or ``processing_fee``.
        readings: quantities of the tables it can mean; any of them may agree.
        amount: how much it says; None for a live number.
        span: where it stands: in the even text of its sentence, or in the original (``mentions``).
        live: name of the cell of a live number, which is right by construction.
        subject: whose number it is, when the text names a subject (全市, 县教育局).
        rising: for changes, whether it speaks of more.
    """

    kind: str
    topic: str
    readings: tuple[Reading, ...]
    amount: Amount | None
    span: tuple[int, int]
    live: str = ""
    subject: str = ""
    rising: bool = True


class Word(NamedTuple):
    """A word of the vocabulary at its place in a sentence."""

    meaning: str
    text: str
    start: int
    end: int


class Clause(NamedTuple):
    """The words between two stops, and what they mean.

    ``depth`` counts open brackets, ``stop`` is the sign it ends with.
    """

    words: tuple[Word, ...]
    meanings: frozenset[str]
    start: int
    end: int
    depth: int
    stop: str


class Period(NamedTuple):
    """The time that numbers belong to.

    Attributes:
        year: the year named; ``LAST`` for 去年, ``OTHER`` for 前年 or 明年.
        part: only a part of it is meant: 上半年, 1至6月.
    """

    year: int
    part: bool = False


LAST: Final = -1
OTHER: Final = 0


class Flow(NamedTuple):
    """What has been said so far in a paragraph and a sentence.

    Attributes:
        year: year of the report.
        context: what the paragraph is about: ``application``, ``case`` or nothing.
        topic: what the sentence is about so far; ``else`` when it turned to other business.
        told: time that the numbers belong to.
        keys: words that the next number without words of its own is understood by.
        fresh: ``keys`` come from a clause that had no number of its own.
        cases: rows of table 4 spoken of.
        counted: those counted one after the other, before any outcome was told.
        joined: they were listed together (行政复议、行政诉讼共5件).
        document: the kind of document spoken of.
        decided: decisions are being counted.
        elsewhere: numbers of other business were told.
        cleaned: numbers of documents that were looked through were told.
        volume: the last number of applications received, handled or answered.
        last: the last number understood, for differences and percentages.
        main: the last one outside of brackets.
        seen: topics and words understood in this sentence.
        subject: whose numbers they are.
        whole: the words of the whole sentence, those still to come too.
    """

    year: int
    context: str = ""
    topic: str = ""
    told: Period = Period(OTHER)
    keys: tuple[str, ...] = ()
    fresh: bool = False
    cases: tuple[str, ...] = ()
    joined: bool = False
    counted: tuple[str, ...] = ()
    document: str = ""
    decided: bool = False
    elsewhere: bool = False
    cleaned: bool = False
    volume: Mention | None = None
    last: Mention | None = None
    main: Mention | None = None
    seen: frozenset[str] = frozenset()
    subject: str = ""
    whole: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def clauses(text: str, year: int) -> tuple[Clause, ...]:
    """Split an even sentence at its stops and brackets and look up its words."""
    words = [
        Word(
            _by_year(text, (start, end), meaning, year) if meaning in _BY_YEAR else meaning,
            text[start:end],
            start,
            end,
        )
        for meaning, start, end in vocabulary().find(text)
    ]
    found: list[Clause] = []
    depth, start, first = 0, 0, 0
    last, asked = 0, False
    may_ask = "涉及" in text or "集中" in text
    for end, stop in _stops(text):
        while last < len(words) and words[last].start <= end:
            last += 1
        if last and words[last - 1].end > end:
            continue  # the stop stands inside a word
        if may_ask:
            asked = _CONTENT.match(text, start) is not None or (asked and text[start - 1] == "、")
        inside = tuple(words[first:last])
        if asked and not any(word.meaning in _NUMBERS for word in inside):
            inside = tuple([word for word in inside if word.meaning not in _ASKED_FOR])
        found.append(Clause(inside, frozenset([word.meaning for word in inside]), start, end, depth, stop))
        depth = max(0, depth + _DEEPER.get(stop, 0))
        start, first = end + 1, last
    return tuple(found)


def _stops(text: str) -> Iterator[tuple[int, str]]:
    """Yield the places of stops with their signs, the end of the text last."""
    for match in _STOPS.finditer(text):
        yield match.start(), match.group()
    yield len(text), ""


def _by_year(text: str, place: tuple[int, int], meaning: str, year: int) -> str:
    """Tell what a word means that depends on the year of the report: 2024年以来 may be just that year."""
    start, end = place
    if meaning != "period":
        return _carried(text[start:end], meaning, year)
    this_year = text[start:end] == "以来" and text[:start].endswith((f"{year}年", f"{year}年度"))
    return "aside" if this_year else meaning


def _carried(text: str, meaning: str, year: int) -> str:
    """Tell by the year in it whether 2024年结转 is what came in or what goes out."""
    # 结转2023年 in a report of 2024 is what came from there: nothing is carried into the past
    stated = int(_YEAR.findall(text)[0])
    came_in = year if meaning == "carry_year" else year - 1
    if meaning == "carry_year" and stated == year and not _INTO.search(text):
        return "carry"  # 结转2024年 in a report of 2024 is said of what came in and of what is left
    return {year - 1: "carry_in", came_in: "carry_in", came_in + 1: "carry_out"}.get(stated, "unsure")
