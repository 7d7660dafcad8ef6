"""Reads sentences as such reports are written: which number of a text is which figure of the tables.

Pure functions on text. A sentence falls into clauses at its stops and brackets; a number belongs to the
word that stands next to it, and what that word leaves open is settled by the words before it in the
sentence. Whatever is not understood for sure is passed over in silence: a false alarm costs more than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from gia_desktop.reading.meanings import KEYS, Meaning, case_rows, meaning_of
from gia_desktop.reading.periods import read_periods
from gia_desktop.reading.plain_text import Sentence, sentences
from gia_desktop.reading.quantities import HANDLED, NEW, NEW_AND_CARRIED
from gia_desktop.reading.sentence_parts import LAST, OTHER, Clause, Flow, Mention, Period, Word, clauses
from gia_desktop.reading.subjects import subject_of
from gia_desktop.reading.text_numbers import Amount, read_amount
from gia_desktop.reading.vocabulary import ANY_APPLICATION, APPLICANTS, CASE_MEASURES, VOLUMES
from gia_desktop.reading.zero_claims import zero_mentions

_WORTH: Final = re.compile(
    r"申请|复议|诉讼|争议|收费|处理费|规章|规范性文件|行政许可|行政处罚|行政强制|结转|转结|办结|答复|公开"
)
_SAYS_HOW_MUCH: Final = re.compile(
    r"\d|\{|[一二两三四五六七八九十百千](?:余|多|来)?万?[件条份例起宗项篇期]|未|没有|无|均|全部|都"
)
"""Sentences without any of these hold neither number nor zero; they only tell what the next one is about."""
_APPLICATIONS: Final = re.compile(r"依申请|信息公开申请|申请公开|公开申请")
_NUMBERED: Final = re.compile(r"[(（]?[一二三四五六七八九十\d]+[)）、.]")
_NUMBERS: Final = frozenset({"number", "spoken", "live"})
_FILLER: Final = re.compile(
    r"(?:的|共|为|是|有|计|达|数量|数|总数|总量|件数|件|申请|事项|情况|了|案件|政府信息|信息|公开|各|等|方面|原因|类|内容|有关"
    r"|相关|分别|约|结果|情形|决定|处理|到|出|提出|提交|人|者|方式|[“”□、和及与或])*"
)
_AFTER: Final = re.compile(
    r"(?:的|属于?|因|为|被|由|是|已|均|按|照|规定|程序|依法|作|予以?|申请人|涉及|要求|系|仍|尚|在|将|由于|来自|有关|关于|与|引起|引发|[“”])*"
)
_JOINED: Final = re.compile(r"(?:[、和及与或的]|等(?:原因|情形|理由|情况)?)*")
_UNMEASURED_END: Final = "，。；、()：!？！ "
_TRANSPARENT: Final = frozenset(
    {"total", "including", "among", "every", "request", "all_channels", "disclosure"}
    | {"year", "this_year", "whole_year", "last_year"}
)
_YEARS: Final = frozenset({"year", "this_year", "whole_year", "last_year"})


@lru_cache(maxsize=64)
def mentions(text: str, year: int) -> tuple[Mention, ...]:
    """Return the numbers of a text that stand for figures of the report of a year."""
    context = ""
    found: list[Mention] = []
    for sentence in sentences(text):
        if sentence.opens and _NUMBERED.match(sentence.text):
            context = ""
        if not _SAYS_HOW_MUCH.search(sentence.text):
            context = "application" if _APPLICATIONS.search(sentence.text) else context
        elif context or _WORTH.search(sentence.text):
            flow = Flow(year, context, told=Period(year))
            found += read_sentence(sentence, flow)
            context = _context_after(flow) or context
    return tuple(found)


def read_sentence(sentence: Sentence, flow: Flow) -> list[Mention]:
    """Return the numbers of one sentence, understood in the flow of what was said before."""
    parts = list(clauses(sentence, flow.year))
    if any(word.meaning == "period" for part in parts for word in part.words):
        return []  # sums over several years are no figures of the report
    found = list(zero_mentions(sentence, parts, flow))
    compared_until = -1
    for index, clause in enumerate(parts):
        if any(word.meaning == "versus" for word in clause.words):
            # 比上年(31起)下降29%: the comparison reaches over brackets to the next comma
            compared_until = next(
                (part.end for part in parts[index:] if part.stop not in {"(", ")"}), clause.end
            )
        compared = clause.end <= compared_until
        found += _Reader(sentence, clause, flow, compared=compared).read()
    return found


def _context_after(flow: Flow) -> str:
    """Return what the rest of the paragraph may be about after a sentence."""
    if flow.topic == "case":
        return "case" if {"application", "disclosure", "review", "suit"} & flow.seen else ""
    return flow.topic if flow.topic == "application" else ""


class _Reader:
    """Reads one clause; keeps what is passed on from number to number."""

    def __init__(self, sentence: Sentence, clause: Clause, flow: Flow, *, compared: bool) -> None:
        self.sentence = sentence
        self.clause = clause
        self.flow = flow
        self.compared = compared
        self.words = clause.words
        self.told, flow.told = read_periods(clause, sentence.text, flow.told, flow.year, compared=compared)

    def read(self) -> Iterator[Mention]:
        """Yield what the numbers of the clause stand for and note what the next clause builds on."""
        flow, words = self.flow, self.words
        if self.clause.depth == 0:
            flow.last = flow.main or flow.last
        self._note_topic()
        numbers = [index for index, word in enumerate(words) if word.meaning in _NUMBERS]
        if not numbers:
            yield from self._all_of_one_kind()
            keys = _keys(words)
            if keys and self.clause.depth == 0:
                flow.keys = (*flow.keys, *keys) if flow.fresh and self._listed_with_last() else keys
                flow.fresh = True
        previous = -1
        for number in numbers:
            mention = self._number(number, previous, is_last=number == numbers[-1])
            if mention is not None:
                yield mention
            previous = number
        yield from self._percentages()
        self._note_end(has_numbers=bool(numbers))

    def _listed_with_last(self) -> bool:
        before = self.sentence.text[: self.clause.start].rstrip()
        return before.endswith(("、", "和", "及"))

    def _note_topic(self) -> None:
        flow = self.flow
        meanings = {word.meaning for word in self.words}
        flow.seen |= meanings & {"among", "application", "disclosure"}
        rows = case_rows(meanings)
        if rows:
            flow.joined = bool(flow.cases) and flow.fresh and self._listed_with_last()
            flow.cases = tuple(dict.fromkeys((*flow.cases, *rows))) if flow.joined else rows
            flow.topic = "case"
        elif "application" in meanings:
            flow.topic = "application"
        elif "distraction" in meanings and not meanings & (KEYS - {"distraction", "channel", *VOLUMES}):
            flow.topic = "else"
        flow.document = next((kind for kind in ("normative", "rules") if kind in meanings), flow.document)
        flow.decided = flow.decided or "decided" in meanings
        if meanings & {*VOLUMES, "application"}:
            flow.subject = subject_of(self.sentence.text, self.clause, flow.subject)

    def _note_end(self, *, has_numbers: bool) -> None:
        if has_numbers and self.clause.depth == 0:
            self.flow.keys = _keys(self.words) or self.flow.keys
            self.flow.fresh = False
        self.flow.seen.update(word.meaning for word in self.words)

    def _number(self, index: int, previous: int, *, is_last: bool) -> Mention | None:
        word = self.words[index]
        amount = None if word.meaning == "live" else read_amount(word.text)
        if (amount is None and word.meaning != "live") or self._broken(word):
            return None
        turn = self._nearest(index)
        if turn in {"up", "down"}:
            return self._change(word, amount, rising=turn == "up")
        told = self.told[index]
        if self.compared or turn in {"versus", "share"} or told not in {Period(self.flow.year), Period(LAST)}:
            return None
        keys = self._keys_of(index, previous, is_last=is_last)
        meaning = meaning_of(keys, self.flow) if keys else None
        if meaning is None or not _fits(meaning, amount):
            return None
        if told == Period(LAST) and not meaning.readings:
            return None  # a processing fee of last year stands in no table
        mention = Mention(
            "last" if told == Period(LAST) else "count", meaning.topic, meaning.readings, amount,
            self.sentence.span(word.start, word.end), word.text[1:-1] if word.meaning == "live" else "",
            self.flow.subject,
        )  # fmt: skip
        if mention.kind == "count":
            self._note(mention)
        return mention

    def _note(self, mention: Mention) -> None:
        self.flow.last = mention
        if self.clause.depth == 0:
            self.flow.main = mention
        if mention.topic in {"received", "answered"} and self.clause.depth == 0:
            self.flow.volume = self.flow.volume or mention
        self.flow.seen.add(mention.topic)

    def _broken(self, word: Word) -> bool:
        """Tell whether a number can't be trusted: parted by a space, glued to a letter, unmeasured."""
        text, end = self.sentence.text, word.end
        around = text[max(0, word.start - 1) : word.start] + text[end : end + 1]
        if " " in around or any(sign.isascii() and (sign.isalnum() or sign in "-~—/") for sign in around):
            return True
        unmeasured = word.meaning == "number" and (word.text[-1].isdigit() or word.text[-1] == "个")
        starts_word = any(other.start == end for other in self.words)
        return unmeasured and not starts_word and text[end : end + 1] not in _UNMEASURED_END

    def _nearest(self, index: int) -> str:
        """Return the meaning of the word that a number directly follows."""
        if index == 0:
            return ""
        before = self.words[index - 1]
        gap = self.sentence.text[before.end : self.words[index].start]
        return before.meaning if len(gap) <= 1 else ""

    def _keys_of(self, index: int, previous: int, *, is_last: bool) -> tuple[str, ...]:
        """Return the words that tell what a number is: those before it, else those after it."""
        before = self.words[previous + 1 : index]
        after = _until_number(self.words[index + 1 :])
        anchored_left = self._anchor(list(reversed(before)), self.words[index].start, backwards=True)
        anchored_right = self._anchor(after, self.words[index].end, backwards=False)
        keys = (*self._listed_before(previous), *_keys(before))
        if self._specified(before, previous):
            keys = (*keys, "qualified")
        if anchored_left:
            noun = after[:1] if anchored_right and is_last else []
            return (*keys, *(w.meaning for w in noun if w.meaning in {"application", *_CASES}))
        if anchored_right and not (keys and previous >= 0):
            found = self._joined_after(after, self.words[index].end)
            # 3件政府信息公开申请 alone may be any three of them
            return () if not keys and found == ("application",) else (*keys, *found)
        return self._inherited(before, after)

    def _listed_before(self, previous: int) -> tuple[str, ...]:
        """Return the words listed with 、 right before this clause (公民、法人…申请5件)."""
        return self.flow.keys if previous < 0 and self.flow.fresh and self._listed_with_last() else ()

    def _joined_after(self, after: Sequence[Word], place: int) -> tuple[str, ...]:
        """Return the first key word after a number with those joined to it (予以公开或部分公开)."""
        found: list[str] = []
        for word in after:
            gap = self.sentence.text[place : word.start]
            if found and (word.meaning not in KEYS or not _JOINED.fullmatch(gap)):
                break
            place = word.end
            if word.meaning in KEYS:
                found.append(word.meaning)
        return tuple(found)

    def _specified(self, before: Sequence[Word], previous: int) -> bool:
        """Tell whether only some applications are meant: 收到征地方面的政府信息公开申请."""
        place = self.words[previous].end if previous >= 0 else self.clause.start
        for word in before:
            if word.meaning == "application":
                return not ANY_APPLICATION.fullmatch(self.sentence.text[place : word.start])
            place = word.end
        return False

    def _inherited(self, before: Sequence[Word], after: Sequence[Word]) -> tuple[str, ...]:
        """Return the words of the last clause for a number that stands alone (共12件)."""
        alone = all(word.meaning in _TRANSPARENT for word in (*before, *after))
        start = self.clause.start
        gap = self.sentence.text[start : self.words[0].start] if self.words else ""
        if (
            not alone
            or self.clause.depth
            or not self.flow.keys
            or not _FILLER.fullmatch(gap.lstrip("，、："))
        ):
            return ()
        if "分别" in self.sentence.text[start : self.clause.end]:
            return ()  # 今年分别为5件和3件: each has words of its own, further back
        summed = any(word.meaning == "total" for word in before)
        of_a_year = any(word.meaning in _YEARS for word in before)
        if not (self.flow.fresh or summed or of_a_year):
            return ()
        return (*self.flow.keys, "sum") if summed else self.flow.keys

    def _anchor(self, words: Sequence[Word], place: int, *, backwards: bool) -> bool:
        """Tell whether a key word stands next to a number, with nothing but filling words between."""
        for word in words:
            gap = (
                self.sentence.text[word.end : place] if backwards else self.sentence.text[place : word.start]
            )
            if not (_FILLER if backwards else _AFTER).fullmatch(gap):
                return False
            if word.meaning in KEYS:
                return word.meaning not in {"distraction", "qualified"}
            if word.meaning not in _TRANSPARENT:
                return False
            place = word.start if backwards else word.end
        return False

    def _change(self, word: Word, amount: Amount | None, *, rising: bool) -> Mention | None:
        last = self.flow.last
        if amount is None or amount.is_money or last is None or not self._fresh(last):
            return None
        span = self.sentence.span(word.start, word.end)
        return replace(last, kind="change", amount=amount, span=span, live="", rising=rising)

    def _fresh(self, last: Mention) -> bool:
        """Tell whether a comparison speaks of the last number: no other business was named in between."""
        keys = set(_keys(self.words)) - {"distraction"}
        # after 其中 it may as well be the whole that grew
        whole = "among" not in self.flow.seen or last.readings[:1] in _WHOLES
        return self.flow.topic != "else" and not keys and whole and not self._elsewhen()

    def _elsewhen(self) -> bool:
        """Tell whether a clause speaks of a time whose numbers stand in neither year's tables."""
        told = self.flow.told
        before = any(word.meaning == "other_year" for word in self.words)
        return told.part or told.year == OTHER or before  # 比前年增长5%

    def _percentages(self) -> Iterator[Mention]:
        """Yield the percentages of a clause: growth after 增长, shares after 占 or alone in a bracket."""
        last = self.flow.last
        for index, word in enumerate(self.words):
            if word.meaning != "percent" or last is None or not word.text.endswith("%"):
                continue
            turn = self._nearest(index)
            alone = self.clause.depth > 0 and len(self.words) == 1
            ours = self.flow.told == Period(self.flow.year)
            if turn in {"up", "down"} and self._fresh(last):
                kind = "growth"
            elif ours and (turn == "share" or alone) and last.topic in {"result", "applicant"}:
                kind = "share"
            else:
                continue
            amount = read_amount(word.text[:-1])
            if amount is not None:
                span = self.sentence.span(word.start, word.end)
                yield replace(last, kind=kind, amount=amount, span=span, live="", rising=turn != "down")

    def _all_of_one_kind(self) -> Iterator[Mention]:
        """Yield 均为自然人申请 as a number of its own: all that was received came from one kind."""
        volume = self.flow.volume
        meanings = [word.meaning for word in self.words]
        kinds = [meaning for meaning in meanings if meaning in APPLICANTS]
        if volume is None or len(kinds) != 1 or meanings[:1] != ["every"] or volume.topic != "received":
            return
        if self.flow.told != Period(self.flow.year):
            return
        first, kind = self.words[0], next(word for word in self.words if word.meaning == kinds[0])
        if re.fullmatch(r"为|是|由|系|来自|属于|属", self.sentence.text[first.end : kind.start]):
            meaning = meaning_of((kinds[0], "application"), self.flow)
            span = self.sentence.span(first.start, kind.end)
            if meaning is not None:
                yield replace(volume, topic=meaning.topic, readings=meaning.readings, span=span)


_WHOLES: Final = tuple((reading,) for reading in (NEW, NEW_AND_CARRIED, HANDLED))
_CASES: Final = frozenset({"review", "suit", "direct", "after_review", "both_cases"})


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.meaning for word in words if word.meaning in KEYS)


def _until_number(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    for word in words:
        if word.meaning in _NUMBERS:
            break
        found.append(word)
    return found


def _fits(meaning: Meaning, amount: Amount | None) -> bool:
    """Tell whether a measure word goes with a meaning: 元 with fees, 件 and its like with the rest."""
    if amount is None:
        return True
    if meaning.topic in {"fee", "processing_fee"}:
        return amount.is_money
    return amount.measure in CASE_MEASURES
