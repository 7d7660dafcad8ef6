"""Totals of a sentence with the parts listed after them: 共公开120条，其中动态60条、公告40条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from gia_desktop.core.records import dataclass
from gia_desktop.reading.plain_text import Sentence, sentences
from gia_desktop.reading.sentence_parts import Clause, Word, clauses
from gia_desktop.reading.text_numbers import Amount, read_amount
from gia_desktop.reading.vocabulary import APPLICANTS, OUTCOMES, RESULTS

_LISTED: Final = re.compile(
    r"其中|包括|分别[为是]|具体[为是]|：|(?:从|按照?|以)[^，。；：、]{1,10}(?:看|来看|分|划分|统计)[，,]?"
    r"|(?<=[件份条])，(?=(?:通过)?(?:网络|网上|线上|线下|信函|信件|邮寄|当面|现场|窗口|电子邮件)[^，。；：、]{0,6}\d)"
)
_COMPLETE: Final = re.compile(r"包括|分别[为是]|具体[为是]|：")
_NUMBER: Final = re.compile(r"\d+")
_ENDING: Final = frozenset({
    "total", "versus", "up", "down", "last_year", "carry_in", "carry_out", "newly", "receive", "accept",
    "finish", "year", "period",
})  # fmt: skip
_NO_TOTALS: Final = frozenset({"carry_in", "carry_out", "versus", "up", "down", "last_year"})
_FEWEST: Final = 2
_ITEM: Final = re.compile(r"^\d{1,2}[.、]")
_OF_WHOLE: Final = re.compile(r"占(?:比(?:例)?|总数的?|总量的?|全部的?)?(?:为|达到?)?")
_IN_TABLES: Final = frozenset({"result", "applicant", "outcome", "case"})
"""Their shares are held against the tables."""
_LEADS_ON: Final = re.compile(r"\s*其中[，：:]?")
_NAMES_A_KIND: Final = re.compile(
    r"(?!.*(?:通过|利用|依托|借助|推送|同时|同步|开展|组织(?!机构|人事)|举办|回复|接受|办理|较|浏览|点击|访问|阅读|培训(?=.)|编发|召开|另|还有|属于|涉及|转载|刊发|被|采用|网站|平台|公众号|微信|微博|新媒体|公开栏|公报|客户端|出席))"
    r"[^，。；：、\d]{2,16}"
)
"""A part that is one kind of a whole: 工作动态60条; what went out by several ways overlaps."""
_KINDS: Final = (
    ("result", frozenset(RESULTS)), ("applicant", frozenset(APPLICANTS)), ("outcome", frozenset(OUTCOMES)),
    ("case", frozenset({"review", "suit"})),
)  # fmt: skip
_PAIRS: Final = (frozenset({"natural", "organisations"}), frozenset({"review", "suit"}), frozenset(OUTCOMES))
"""Kinds of parts that are all there are when they are named together."""


@dataclass(frozen=True)
class Share:
    """A part of a total with the percentage of it that the sentence states."""

    part: Decimal
    stated: Decimal
    span: tuple[int, int]


@dataclass(frozen=True)
class Listing:
    """A total with its parts.

    Attributes:
        complete: the parts are said to be all there are.
        evenly: they are kinds parted by the same sign; none of them stands for itself behind the others.
        shares: the percentages stated with them.
        others: totals told beside this one, which the parts may belong to as well.
        whole: the total that this total is itself a part of; later parts may be parts of that one.
    """

    total: Decimal
    parts: tuple[Decimal, ...]
    measure: str
    complete: bool
    span: tuple[int, int]
    total_span: tuple[int, int]
    evenly: bool = False
    shares: tuple[Share, ...] = ()
    others: tuple[Decimal, ...] = ()
    whole: Decimal | None = None

    @property
    def is_wrong(self) -> bool:
        """Tell whether the parts can't belong to the total, however they overlap."""
        amount = sum(self.parts)
        if amount == self.total or (not self.evenly and self.total in accumulate(self.parts)):
            return False
        if any(amount <= other for other in self.others) or self._returns_to_whole(amount):
            return False
        return self.complete or amount > self.total

    def _returns_to_whole(self, amount: Decimal | int) -> bool:
        """Tell whether the last parts may stand beside the total: 96条，网站41条，其中解读2条，微信55条."""
        if self.whole is None:
            return False
        own = [Decimal(0), *accumulate(self.parts)]
        return any(told <= self.total and self.total + amount - told <= self.whole for told in own)


@lru_cache(maxsize=64)
def listings(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of a text that are followed by their parts, with their places in it."""
    found: list[Listing] = []
    before: Sentence | None = None
    for sentence in sentences(text):
        if _may_list(sentence.text):
            joined = _joined(before, sentence)
            found += [
                replace(
                    listing,
                    span=joined.span(*listing.span),
                    total_span=joined.span(*listing.total_span),
                    shares=tuple(replace(one, span=joined.span(*one.span)) for one in listing.shares),
                )
                for listing in _listings_of(joined.text, year)
            ]
        before = sentence
    return tuple(found)


@lru_cache(maxsize=8192)
def _may_list(text: str) -> bool:
    return _LISTED.search(text) is not None and len(_NUMBER.findall(text)) >= _FEWEST


def _joined(before: Sentence | None, sentence: Sentence) -> Sentence:
    """Return a sentence that begins with 其中 together with the one that its parts belong to."""
    if (
        before is None
        or sentence.opens
        or not _LEADS_ON.match(sentence.text)
        or not before.text.endswith("。")
    ):
        return sentence
    text = f"{before.text[:-1]}，{sentence.text}"
    starts = (before.places or range(len(before.text)), sentence.places or range(len(sentence.text)))
    off = sentence.start - before.start
    return Sentence(text, before.start, (*starts[0], *(off + at for at in starts[1])), before.opens)


@lru_cache(maxsize=4096)
def _listings_of(text: str, year: int) -> tuple[Listing, ...]:
    """Return the totals of an even sentence; their places lie in it."""
    found: list[Listing] = []
    parts = clauses(text, year)
    wholes: list[tuple[int, Decimal | None]] = []
    for match in _LISTED.finditer(text):
        before = [clause for clause in parts if clause.start <= match.start()]
        number = _last_number(before, match.start())
        if number is None:
            continue
        word, depth = number
        if text[word.end : match.start()].strip("，、：；(") or _is_doubtful(before, word, match.group()):
            continue
        amount = read_amount(word.text)
        outer = [whole for end, whole in wholes if end <= word.start]
        wholes.append((match.end(), None if amount is None else amount.value))
        if amount is not None:
            others = () if outer else tuple(_beside(before, word, amount.measure))
            total = _Total(word, depth, amount, others, outer[-1] if outer else None)
            found += _made(text, match, total, [clause for clause in parts if clause.end > match.end()])
    return tuple(found)


def _beside(before: Sequence[Clause], total: Word, measure: str) -> Iterator[Decimal]:
    """Yield the numbers told before a total in the same measure: 发布信息55条，更新信息5条，其中…."""
    for clause in before:
        for word in clause.words:
            amount = read_amount(word.text) if word.meaning == "number" and word.end <= total.start else None
            if amount is not None and amount.measure == measure:
                yield amount.value


def _last_number(before: Sequence[Clause], place: int) -> tuple[Word, int] | None:
    numbers = [
        (word, clause.depth)
        for clause in before
        for word in clause.words
        if word.meaning == "number" and word.end <= place
    ]
    return numbers[-1] if numbers else None


def _is_doubtful(before: Sequence[Clause], word: Word, listed: str) -> bool:
    """Tell whether a total is one of several (新收5件，上年结转2件，其中…)."""
    clause = next(clause for clause in before if word in clause.words)
    if sum(other.meaning == "number" and other.end <= word.end for other in clause.words) > 1:
        return True  # 行政复议6件和行政诉讼3件，其中…
    not_total = _NO_TOTALS | {"channel"} if listed == "，" else _NO_TOTALS
    return any(other.meaning in not_total for other in clause.words)


class _Total(NamedTuple):
    """A number that parts are listed behind, with the brackets it stands in; see ``Listing`` for the rest."""

    word: Word
    depth: int
    amount: Amount
    others: tuple[Decimal, ...]
    whole: Decimal | None


@dataclass(frozen=True)
class _Part:
    """One part of a listing: how much, by what it is sorted, and the words it is named by.

    ``is_kind`` tells that it is named as one kind of the whole, with nothing else in its clause.
    """

    value: Decimal
    word: Word
    kind: str
    named: frozenset[str]
    stop: str
    is_kind: bool
    share: Share | None = None


def _made(text: str, match: re.Match[str], total: _Total, after: Sequence[Clause]) -> Iterator[Listing]:
    """Yield the listings of a total, one for every way its parts are sorted by."""
    word, amount = total.word, total.amount
    if amount.approx or not amount.measure or amount.is_money:
        return
    level = total.depth + text.count("(", word.end, match.start())
    parts = _parts(text, after, match.end(), level, amount.measure)
    kinds = {part.kind for part in parts}
    if kinds == {"channel", "else"} and all(part.is_kind for part in parts):
        parts, kinds = [replace(part, kind="else") for part in parts], {"else"}  # 电话咨询30件、现场咨询20件
    for kind in sorted(kinds):
        found = [part for part in parts if part.kind == kind]
        complete = _is_complete(found, len(found) == len(parts), match.group(), text)
        listed = {part.stop for part in found[:-1]} == {"、"} or all(part.is_kind for part in found)
        if len(found) >= _FEWEST and (complete or kind != "else" or listed):
            yield Listing(
                amount.value,
                tuple(part.value for part in found),
                amount.measure,
                complete,
                (word.start, found[-1].word.end),
                (word.start, word.end),
                all(part.is_kind for part in found) and len({part.stop for part in found[:-1]}) == 1,
                others=total.others if kind == "else" else (),
                whole=total.whole if kind == "else" else None,
            )
    shares = tuple(part.share for part in parts if part.share is not None and part.kind not in _IN_TABLES)
    if shares:
        yield Listing(amount.value, (), amount.measure, False, (word.start, word.end), (word.start, word.end),
                      shares=shares)  # fmt: skip


def _parts(text: str, after: Sequence[Clause], place: int, level: int, measure: str) -> list[_Part]:
    """Return the parts listed from a place on; none when one of them is no plain number of that measure."""
    parts: list[_Part] = []
    within = False
    for clause in after:
        if clause.depth > level:
            continue  # a bracket inside a part
        words = [word for word in clause.words if word.start >= place]
        numbers = [
            word
            for word in words
            if word.meaning in {"number", "spoken", "live"}
            and not (word.start == max(place, clause.start) and text[word.end : word.end + 1] in {".", "、"})
        ]
        share = _share(words, text)
        if parts and share is not None and not numbers:
            parts[-1] = replace(parts[-1], share=Share(parts[-1].value, *share))
            continue
        meanings = frozenset(word.meaning for word in words)
        if not numbers and clause.depth == level and clause.stop == "(":
            continue  # 动态(含公告)135条: the number stands behind the bracket
        # what follows are parts of the last part, up to the next ；
        within = bool(parts) and (within or not meanings.isdisjoint({"among", "including"}))
        if within and clause.depth >= level:
            within = clause.stop != "；"
            continue
        if clause.depth < level or len(numbers) != 1 or meanings & _ENDING:
            break
        amount = read_amount(numbers[0].text)
        if amount is None or amount.approx or not _is_counted_as(amount.measure, measure):
            return []
        named = _ITEM.sub("", text[max(place, clause.start) : numbers[0].start].strip("，："))
        bracketed = not named and text[clause.start - 1 : clause.start] == ")"  # 动态(含公告)135条
        is_kind = numbers[0].end == clause.end and (bracketed or _NAMES_A_KIND.fullmatch(named) is not None)
        parts.append(_Part(amount.value, numbers[0], _kind(meanings), meanings, clause.stop, is_kind))
        if clause.stop == "；" and any(part.stop != "；" for part in parts):
            break
    return parts


def _share(words: Sequence[Word], text: str) -> tuple[Decimal, tuple[int, int]] | None:
    """Return the percentage of a clause that says nothing but a share (占60%), and its place."""
    if [word.meaning for word in words] != ["share", "percent"] or not words[1].text.endswith("%"):
        return None
    amount = read_amount(words[1].text[:-1])
    if amount is None or amount.approx or not _OF_WHOLE.fullmatch(text[words[0].start : words[1].start]):
        return None
    return amount.value, (words[1].start, words[1].end)


def _is_counted_as(measure: str, whole: str) -> bool:
    """Tell whether parts of a measure may add up to a total of another: 公开信息47条，其中文件22件."""
    return measure == whole or (whole == "条" and measure in {"件", "份", "篇", "则"})


def _kind(meanings: frozenset[str]) -> str:
    """Return by what a part is sorted: result, applicant, outcome, case, way of applying, anything else."""
    for name, words in _KINDS:
        if meanings & words:
            return name
    return "channel" if "channel" in meanings else "else"


def _is_complete(found: Sequence[_Part], alone: bool, listed: str, text: str) -> bool:  # noqa: FBT001
    """Tell whether parts are all there are: said so, or both kinds of applicants, or all four outcomes."""
    named = frozenset[str]().union(*(part.named for part in found))
    if any(pair <= named for pair in _PAIRS):
        return True
    tail = text[found[-1].word.end : found[-1].word.end + 2]
    return alone and "等" not in tail and _COMPLETE.fullmatch(listed) is not None
