"""Parts listed in one sentence against its total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, TextPlace, text_probes
from gia_desktop.core.keys import TextKey
from gia_desktop.formats.in_words import plain, whole_number
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet
from gia_desktop.reading.listings import Listing, listings
from gia_desktop.reading.text_numbers import percent_agrees

_BASIS: Final = "各地年报审核要求：分项之和等于总数"


@check("GIA-TEXT-014", Severity.EXPLAIN, "一句话里列出的各分项加起来等于总数，占比对得上",
       basis=_BASIS,
       example="共公开信息 21 条，包括文件 4 条、动态 5 条、公告 5 条（合计 14 条）")  # fmt: skip
def check_parts(_fmt: Format) -> Iterable[Probe]:
    """GIA-TEXT-014, rule 35: parts said to be all equal their total; others are not above or all but it."""
    return text_probes(BODY_KEYS, _wrong_parts)


def _wrong_parts(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    for listing in listings(text, sheet.report.year):
        yield from _wrong_shares(listing, key, text, rule)
        if not listing.is_wrong:
            continue
        amount = sum(listing.parts, Decimal(0))
        terms = " + ".join(plain(part) for part in listing.parts)
        place = TextPlace(key, text, *listing.span)
        total = TextPlace(key, text, *listing.total_span)
        off = f"{plain(abs(amount - listing.total))} {listing.measure}"
        doubt = "没有列全的，请在最后一项后面写上“等”。" if listing.may_lack_parts else ""
        yield rule.finding(
            f"“{total.quote(sheet)}”的各分项 {terms} = {plain(amount)}，但总数写的是 {plain(listing.total)}，"
            f"相差 {off}。".replace(" 。", "。")
            + doubt,
            place.section,
            (),
            (place.span,),
            left=whole_number(amount),
            right=whole_number(listing.total),
            difference=whole_number(listing.total - amount),
        )


def _wrong_shares(listing: Listing, key: TextKey, text: str, rule: Rule) -> Iterator[Finding]:
    """Yield the shares that a part doesn't have of the total in the same sentence."""
    for share in listing.shares:
        if share.part > listing.total or not listing.total:
            continue
        exact = share.part * 100 / listing.total
        if percent_agrees(share.stated, exact):
            continue
        place = TextPlace(key, text, *share.span)
        yield rule.finding(
            f"正文写占 {plain(share.stated)}%，按这句话里的 {plain(share.part)} 和总数 {plain(listing.total)}"
            f" 算出来是 {plain(exact.quantize(Decimal('0.01')))}%。",
            place.section, (), (place.span,), right=whole_number(share.stated),
        )  # fmt: skip
