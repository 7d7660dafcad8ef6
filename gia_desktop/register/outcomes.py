"""Replies: the rows of table three, the articles they rest on, and the remedy the letter has to name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gia_desktop.core.numerals import chinese_number
from gia_desktop.formats.schema import Format, Help, Node

REVIEW_FIRST_SINCE: Final = dt.date(2024, 1, 1)
"""行政复议法 of 2023 in force: review comes first when information is refused (第二十三条第一款第四项)."""
NOT_ENTERED: Final = frozenset({"new", "carried_in", "handled_total", "carried_out"})
_REVIEW: Final = "六十日内"
_ARTICLE: Final = re.compile(r"第?([一二三四五六七八九十百]{1,5}|\d{1,3})条|条例\s*第?(\d{1,3})")


class Way(StrEnum):
    """Which remedies a letter names."""

    REVIEW_FIRST = "review_first"
    BOTH = "both"
    NONE = "none"

    @property
    def word(self) -> str:
        """The ways in few words."""
        return {"review_first": "先复议，后诉讼", "both": "复议或者诉讼", "none": "不写救济途径"}[self.value]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row rests on.

    Attributes:
        articles: the articles a letter names, as proposed to the clerk.
        accepts: numbers of articles one of which must be among those she wrote; empty: anything.
        way: the remedy by the law of today.
        sure: the law says so; otherwise it is our reading, shown as a default she can change.
    """

    articles: str
    accepts: tuple[int, ...]
    way: Way
    sure: bool = True


_RULES: Final = "《中华人民共和国政府信息公开条例》"
BASES: Final = {
    "granted": Basis("第三十六条第（一）项、第（二）项", (36,), Way.BOTH),
    "partial": Basis("第三十七条", (37,), Way.BOTH, sure=False),
    "refused_state_secret": Basis("第十四条、第三十六条第（三）项", (14,), Way.REVIEW_FIRST),
    "refused_other_law": Basis("第十四条、第三十六条第（三）项", (14,), Way.REVIEW_FIRST),
    "refused_three_securities": Basis("第十四条、第三十六条第（三）项", (14,), Way.REVIEW_FIRST),
    "refused_third_party": Basis("第十五条、第三十二条、第三十六条第（三）项", (15, 32), Way.REVIEW_FIRST),
    "refused_internal_affairs": Basis("第十六条第一款、第三十六条第（三）项", (16,), Way.REVIEW_FIRST),
    "refused_process_information": Basis("第十六条第二款、第三十六条第（三）项", (16,), Way.REVIEW_FIRST),
    "refused_enforcement_files": Basis("第十六条第二款、第三十六条第（三）项", (16,), Way.REVIEW_FIRST),
    "refused_administrative_query": Basis("第三十六条第（七）项", (36,), Way.BOTH, sure=False),
    "unavailable_not_held": Basis("第三十六条第（四）项", (36, 10), Way.BOTH),
    "unavailable_must_be_created": Basis("第三十八条", (38,), Way.BOTH),
    "unavailable_unclear": Basis("第三十条", (30, 29, 36), Way.BOTH),
    "rejected_petition": Basis("第三十九条第一款", (39,), Way.BOTH),
    "rejected_repeated": Basis("第三十六条第（六）项", (36,), Way.BOTH),
    "rejected_publication": Basis("第三十九条第二款", (39,), Way.BOTH),
    "rejected_excessive": Basis("第三十五条", (35,), Way.BOTH),
    "rejected_reconfirm": Basis("第三十六条第（六）项", (), Way.BOTH, sure=False),
    "other_no_correction": Basis("第三十条", (30,), Way.BOTH),
    "other_fee_unpaid": Basis("第四十二条；国办函〔2020〕109号", (42,), Way.BOTH),
    "other_misc": Basis("", (), Way.NONE),
}
"""Rows of table three that take a case, with what they rest on (条例第十四条至第四十二条)."""

_BLOCKED: Final = (14, 15, 16)
"""Articles whose refusals are 不予公开 in the sense of 行政复议法第二十三条."""
_OLD_ROWS: Final = {"other_no_correction": "other", "other_fee_unpaid": "other", "other_misc": "other"}
"""Rows that the format of 2019 keeps as one."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A row of the picker: what the format says about it and what it rests on."""

    id: str
    group: str
    label: str
    short: str
    help: Help
    basis: Basis

    @property
    def words(self) -> str:
        """Group and label as they are picked."""
        return f"{self.group}　{self.label}" if self.group else self.label


def rows_of(fmt: Format) -> list[OutcomeRow]:
    """Return the rows a case can be counted in, in official order."""
    return [
        OutcomeRow(leaf.id, group, leaf.label, leaf.short, leaf.help, BASES.get(leaf.id, BASES["other_misc"]))
        for block in fmt.tables["t3"].blocks
        for row in block.rows
        for group, leaf in _leaves(row, ())
        if leaf.id not in NOT_ENTERED
    ]


def _leaves(node: Node, above: tuple[str, ...]) -> list[tuple[str, Node]]:
    if not node.children:
        # The outermost group (三、本年度办理结果) holds them all and tells nothing.
        return [(above[-1] if len(above) > 1 else "", node)]
    return [found for child in node.children for found in _leaves(child, (*above, node.label))]


def row_in(fmt: Format, outcome: str) -> str:
    """Return the row of a format that an outcome is counted in."""
    key = f"t3.{outcome}.natural"
    return outcome if key in fmt.cells else _OLD_ROWS.get(outcome, outcome)


def is_outcome(outcome: str) -> bool:
    """Tell whether a text is a row of table three that takes a case."""
    return outcome in BASES


def way_of(outcome: str, replied: dt.date | None, articles: str = "") -> Way:
    """Return which remedies a reply has to name.

    Args:
        outcome: row of table three.
        replied: day of the reply; the law of that day holds.
        articles: what the refused part of a partial reply rests on, as written.
    """
    basis = BASES.get(outcome)
    if basis is None:
        return Way.BOTH
    way = basis.way
    if outcome == "partial" and any(number in _BLOCKED for number in article_numbers(articles)):
        way = Way.REVIEW_FIRST
    if way is Way.REVIEW_FIRST and replied is not None and replied < REVIEW_FIRST_SINCE:
        return Way.BOTH
    return way


def remedy_text(way: Way, review_body: str, court: str) -> str:
    """Return the paragraph of the letter that names the remedies, empty when there is none to name.

    行政复议法第二十条、第二十三条; 行政诉讼法第四十五条、第四十六条.
    """
    body = review_body or "有管辖权的行政复议机关"
    where = court or "有管辖权的人民法院"
    if way is Way.NONE:
        return ""
    if way is Way.REVIEW_FIRST:
        return (
            f"如对本答复不服，应当自收到本答复之日起{_REVIEW}，先向{body}申请行政复议；"
            f"对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内，向{where}提起行政诉讼。"
        )
    return (
        f"如对本答复不服，可以自收到本答复之日起{_REVIEW}向{body}申请行政复议，"
        f"或者自收到本答复之日起六个月内向{where}提起行政诉讼。"
    )


def article_numbers(text: str) -> list[int]:
    """Return the numbers of the articles of the 条例 that a text names, e.g. 16 for 第十六条第二款."""
    found = []
    for match in _ARTICLE.finditer(text):
        number = match.group(1) or match.group(2)
        value = int(number) if number.isdecimal() else chinese_number(number)
        found += [value] if value else []
    return found


def full_articles(articles: str) -> str:
    """Return articles with the name of the regulation before them, as a letter cites them."""
    return f"{_RULES}{articles}" if articles and "《" not in articles else articles
