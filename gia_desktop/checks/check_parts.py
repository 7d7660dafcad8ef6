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
from gia_desktop.checks.plain_text import Sentence, sentences
from gia_desktop.checks.registry import Probe, check
from gia_desktop.checks.sentence_parts import Clause, Word, clauses
from gia_desktop.checks.text_numbers import read_amount
from gia_desktop.checks.texts import BODY_KEYS, section_of, text_probes
from gia_desktop.checks.vocabulary import APPLICANTS, OUTCOMES, RESULTS
from gia_desktop.checks.words import plain
from gia_desktop.core.keys import TextKey
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_BASIS: Final = "各地年报审核要求：分项之和等于总数"
_LISTED: Final = re.compile(r"其中|包括|分别[为是]|具体[为是]|：")
_COMPLETE: Final = re.compile(r"包括|分别[为是]|具体[为是]|：")
_NUMBER: Final = re.compile(r"\d+")
_OPEN: Final = re.compile(r"等")
_ENDING: Final = frozenset({
    "total", "versus", "up", "down", "last_year", "carry_in", "carry_out", "receive", "accept", "finish", "year",
    "period",
})  # fmt: skip
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
       basis=_BASIS, example="共公开信息 21 条，包括文件 4 条、动态 5 条、公告 4 条、其他 1 条（合计 14 条）")  # fmt: skip
def check_parts(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-014, rule 35: parts said to be complete equal their total, parts after 其中 don't exceed it."""
    return text_probes(BODY_KEYS, _wrong_parts)


def _wrong_parts(key: TextKey, text: str, sheet: Sheet) -> Iterator[Finding]:
    for listing in listings(text, sheet.report.year):
        if not listing.is_wrong:
            continue
        amount = sum(listing.parts)
        terms = " + ".join(plain(part) for part in listing.parts)
        yield Finding(
            "GIA-TEXT-014", Severity.EXPLAIN,
            f"各分项 {terms} = {plain(Decimal(amount))}，但总数写的是 {plain(listing.total)}，"
            f"相差 {plain(abs(Decimal(amount) - listing.total))} {listing.measure}。".replace(" 。", "。"),
            section_of(key), (), (Span(key, *listing.span),), left=plain_number(amount),
            right=plain_number(listing.total), difference=plain_number(listing.total - amount), basis=_BASIS,
        )  # fmt: skip


def plain_number(value: Decimal | int) -> int | Decimal:
    """Return a whole number as int."""
    return int(value) if value == int(value) else Decimal(value)


@lru_cache(maxsize=64)
def listings(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of a text that are followed by their parts."""
    found: list[Listing] = []
    for sentence in sentences(text):
        if _LISTED.search(sentence.text) and len(_NUMBER.findall(sentence.text)) > _FEWEST:
            found += _listings_of(sentence, year)
    return tuple(found)


def _listings_of(sentence: Sentence, year: int) -> Iterator[Listing]:
    parts = list(clauses(sentence, year))
    for match in _LISTED.finditer(sentence.text):
        before = [clause for clause in parts if clause.start <= match.start()]
        total = _last_number(before, match.start())
        if total is None:
            continue
        word, depth = total
        gap = sentence.text[word.end : match.start()]
        if len(gap.strip("，、：；(")) > 0 or "。" in gap:
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


def _made(
    sentence: Sentence, match: re.Match[str], word: Word, depth: int, after: Sequence[Clause]
) -> Iterator[Listing]:
    total = read_amount(word.text)
    if total is None or total.approx or not total.measure or total.is_money:
        return
    level = depth + (1 if "(" in sentence.text[word.end : match.start()] else 0)
    parts: dict[str, list[tuple[Decimal, Word]]] = {}
    end = word.end
    listed_with = set()
    for clause in after:
        if clause.depth > level:
            continue
        numbers = [
            w for w in clause.words if w.meaning in {"number", "spoken", "live"} and w.start >= match.end()
        ]
        stops = {w.meaning for w in clause.words if w.start >= match.end()} & _ENDING
        if clause.depth < level or not numbers or len(numbers) > 1 or stops:
            break
        amount = read_amount(numbers[0].text)
        if amount is None or amount.approx or amount.measure != total.measure:
            return
        parts.setdefault(_kind(clause), []).append((amount.value, numbers[0]))
        end = max(end, numbers[0].end)
        listed_with.add(clause.stop)
        if clause.stop in "。；":
            break
    tail = sentence.text[end : end + 4]
    for kind, found in parts.items():
        complete = _is_complete(kind, match.group(), parts, tail)
        parallel = kind != "else" or listed_with <= {"、", "。", "", "；", ")", "，"} and "、" in listed_with
        if len(found) >= _FEWEST and (complete or parallel):
            values = tuple(value for value, _ in found)
            yield Listing(
                total.value, values, total.measure, complete, sentence.span(word.start, found[-1][1].end)
            )


def _kind(clause: Clause) -> str:
    """Return by what a part is sorted: result, applicant, outcome, way of applying, or anything else."""
    meanings = {word.meaning for word in clause.words}
    for name, words in (("result", RESULTS), ("applicant", APPLICANTS), ("outcome", OUTCOMES)):
        if meanings & set(words):
            return name
    return "channel" if "channel" in meanings else "else"


def _is_complete(kind: str, listed: str, parts: dict[str, list[tuple[Decimal, Word]]], tail: str) -> bool:
    if len(parts) > 1 or _OPEN.search(tail):
        return False
    return bool(_COMPLETE.fullmatch(listed))
