"""Parts listed in one sentence against its total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Final

from gia_desktop.checks.finding import Finding, Severity, Span
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.texts import BODY_KEYS, section_of, text_probes
from gia_desktop.core.keys import TextKey
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.formats.words import plain, whole_number
from gia_desktop.reading.plain_text import Sentence, sentences
from gia_desktop.reading.sentence_parts import Clause, Word, clauses
from gia_desktop.reading.text_numbers import read_amount
from gia_desktop.reading.vocabulary import APPLICANTS, OUTCOMES, RESULTS

_BASIS: Final = "各地年报审核要求：分项之和等于总数"
_LISTED: Final = re.compile(r"其中|包括|分别[为是]|具体[为是]|：")
_COMPLETE: Final = re.compile(r"包括|分别[为是]|具体[为是]|：")
_NUMBER: Final = re.compile(r"\d+")
_ENDING: Final = frozenset({
    "total", "versus", "up", "down", "last_year", "carry_in", "carry_out", "newly", "receive", "accept",
    "finish", "year", "period",
})  # fmt: skip
_NO_TOTALS: Final = frozenset({"carry_in", "carry_out", "versus", "up", "down", "last_year"})
_FEWEST: Final = 2


@dataclass(frozen=True)
class Listing:
    """A total with its parts; ``complete`` when the parts are said to be all there are."""

    total: Decimal
    parts: tuple[Decimal, ...]
    measure: str
    complete: bool
    span: tuple[int, int]

    @property
    def is_wrong(self) -> bool:
        """Tell whether the parts can't belong to the total, however they overlap."""
        amount = sum(self.parts)
        if amount == self.total or self.total in accumulate(self.parts):
            return False
        return self.complete or amount > self.total


@check("GIA-TEXT-014", Severity.EXPLAIN, "一句话里列出的各分项加起来等于总数",
       basis=_BASIS,
       example="共公开信息 21 条，包括文件 4 条、动态 5 条、公告 5 条（合计 14 条）")  # fmt: skip
def check_parts(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-014, rule 35: parts said to be all equal their total, parts after 其中 don't exceed it."""
    return text_probes(BODY_KEYS, _wrong_parts)


def _wrong_parts(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    for listing in listings(text, sheet.report.year):
        if not listing.is_wrong:
            continue
        amount = sum(listing.parts, Decimal(0))
        terms = " + ".join(plain(part) for part in listing.parts)
        yield rule.finding(
            f"各分项 {terms} = {plain(amount)}，但总数写的是 {plain(listing.total)}，"
            f"相差 {plain(abs(amount - listing.total))} {listing.measure}。".replace(" 。", "。"),
            section_of(key),
            (),
            (Span(key, *listing.span),),
            left=whole_number(amount),
            right=whole_number(listing.total),
            difference=whole_number(listing.total - amount),
        )


@lru_cache(maxsize=64)
def listings(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of a text that are followed by their parts."""
    found: list[Listing] = []
    for sentence in sentences(text):
        if _LISTED.search(sentence.text) and len(_NUMBER.findall(sentence.text)) > _FEWEST:
            found += _listings_of(sentence, year)
    return tuple(found)


def _listings_of(sentence: Sentence, year: int) -> Iterator[Listing]:
    parts = list(clauses(sentence.text, year))
    for match in _LISTED.finditer(sentence.text):
        before = [clause for clause in parts if clause.start <= match.start()]
        total = _last_number(before, match.start())
        if total is None:
            continue
        word, depth = total
        gap = sentence.text[word.end : match.start()]
        if gap.strip("，、：；(") or _is_doubtful(before, word):
            continue
        after = [clause for clause in parts if clause.end > match.end()]
        yield from _made(sentence, match, word, depth, after)


def _last_number(before: Sequence[Clause], place: int) -> tuple[Word, int] | None:
    numbers = [
        (word, clause.depth)
        for clause in before
        for word in clause.words
        if word.meaning == "number" and word.end <= place
    ]
    return numbers[-1] if numbers else None


def _is_doubtful(before: Sequence[Clause], word: Word) -> bool:
    """Tell whether a total is one of several (新收5件，上年结转2件，其中…)."""
    clause = next(clause for clause in before if word in clause.words)
    return any(other.meaning in _NO_TOTALS for other in clause.words)


@dataclass(frozen=True)
class _Part:
    """One part of a listing: how much, by what it is sorted, and the words it is named by."""

    value: Decimal
    word: Word
    kind: str
    named: frozenset[str]
    stop: str


def _made(
    sentence: Sentence, match: re.Match[str], word: Word, depth: int, after: Sequence[Clause]
) -> Iterator[Listing]:
    total = read_amount(word.text)
    if total is None or total.approx or not total.measure or total.is_money:
        return
    level = depth + sentence.text.count("(", word.end, match.start())
    parts = _parts(after, match.end(), level, total.measure)
    for kind in sorted({part.kind for part in parts}):
        found = [part for part in parts if part.kind == kind]
        complete = _is_complete(found, len(found) == len(parts), match.group(), sentence.text)
        parallel = kind != "else" or {part.stop for part in found[:-1]} == {"、"}
        if len(found) >= _FEWEST and (complete or parallel):
            values = tuple(part.value for part in found)
            span = sentence.span(word.start, found[-1].word.end)
            yield Listing(total.value, values, total.measure, complete, span)


def _parts(after: Sequence[Clause], place: int, level: int, measure: str) -> list[_Part]:
    """Return the parts listed from a place on; none when one of them is no plain number of that measure."""
    parts: list[_Part] = []
    for clause in after:
        if clause.depth > level:
            continue  # a bracket inside a part
        words = [word for word in clause.words if word.start >= place]
        numbers = [word for word in words if word.meaning in {"number", "spoken", "live"}]
        meanings = frozenset(word.meaning for word in words)
        if clause.depth < level or len(numbers) != 1 or meanings & _ENDING:
            break
        amount = read_amount(numbers[0].text)
        if amount is None or amount.approx or amount.measure != measure:
            return []
        parts.append(_Part(amount.value, numbers[0], _kind(meanings), meanings, clause.stop))
        if clause.stop == "；":
            break
    return parts


def _kind(meanings: frozenset[str]) -> str:
    """Return by what a part is sorted: result, applicant, outcome, way of applying, or anything else."""
    for name, words in (("result", RESULTS), ("applicant", APPLICANTS), ("outcome", OUTCOMES)):
        if meanings & set(words):
            return name
    return "channel" if "channel" in meanings else "else"


def _is_complete(found: Sequence[_Part], alone: bool, listed: str, text: str) -> bool:  # noqa: FBT001
    """Tell whether parts are all there are: said so, or both kinds of applicants, or all four outcomes."""
    named = frozenset[str]().union(*(part.named for part in found))
    if {"natural", "organisations"} <= named or set(OUTCOMES) <= named:
        return True
    tail = text[found[-1].word.end : found[-1].word.end + 2]
    return alone and "等" not in tail and _COMPLETE.fullmatch(listed) is not None
