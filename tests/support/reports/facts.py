"""Known figures that the sentences of ``data/sentences.toml`` speak of truly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Previous, new_report
from gia_desktop.core.values import CellKind, Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet

YEAR = 2024

_COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other")

_COUNTY = {
    "new": (180, 21, 1, 2, 6, 3), "carried_in": (10, 2),
    "granted": (70, 12, 1, 1, 4, 2), "partial": (22, 3, 0, 0, 1),
    "refused_state_secret": (1,), "refused_other_law": (1,), "refused_third_party": (5,),
    "refused_internal_affairs": (3,), "refused_process_information": (4,), "refused_enforcement_files": (2,),
    "refused_administrative_query": (7,),
    "unavailable_not_held": (41, 4, 0, 1), "unavailable_must_be_created": (2,), "unavailable_unclear": (3,),
    "rejected_petition": (6, 1), "rejected_repeated": (4,), "rejected_publication": (1,),
    "other_no_correction": (3,), "other_fee_unpaid": (1,), "other_misc": (5, 0, 0, 0, 0, 1),
    "carried_out": (9, 3, 0, 0, 1),
}  # fmt: skip
_COUNTY_ELSE: dict[str, Value] = {
    "t2.normative.issued": 6, "t2.normative.repealed": 4, "t2.normative.in_force": 58,
    "t2.licensing.decisions": 31520, "t2.penalty.decisions": 4826, "t2.compulsion.decisions": 73,
    "t2.fees.amount": Decimal("865.32"),
    "t4.review.upheld": 12, "t4.review.corrected": 3, "t4.review.other": 5, "t4.review.pending": 2,
    "t4.direct.upheld": 4, "t4.direct.corrected": 1, "t4.direct.other": 2,
    "t4.after_review.upheld": 3, "t4.after_review.other": 1, "t4.after_review.pending": 1,
}  # fmt: skip
_COUNTY_LAST: dict[str, Value] = {
    "t3.new.natural": 170, "t3.new.business": 17, "t3.granted.natural": 190, "t3.carried_out.natural": 10,
    "t3.carried_out.business": 2, "t4.review.upheld": 15, "t4.direct.upheld": 8, "t4.after_review.upheld": 8,
}  # fmt: skip

_TOWN = {
    "new": (5, 1), "carried_in": (1,), "granted": (3,), "partial": (1,),
    "unavailable_not_held": (1, 1), "carried_out": (1,),
}  # fmt: skip


@cache
def sheet(name: str) -> Sheet:
    """Return a report by name: ``county``, ``town``, ``one``, ``four``, ``carried``, ``none``."""
    if name == "county":
        return _sheet("示例县人民政府", "county", _table(_COUNTY) | _COUNTY_ELSE, _COUNTY_LAST)
    if name == "town":
        return _sheet("示例县清河镇人民政府", "township", _table(_TOWN) | {"t4.review.upheld": 1}, {})
    if name == "one":
        return _sheet("示例县水务局", "county_department", {"t3.new.natural": 1, "t3.granted.natural": 1}, {})
    if name == "four":
        four: dict[str, Value] = {"t3.new.natural": 4, "t3.refused_third_party.natural": 4}
        return _sheet("示例县水务局", "county_department", four, {})
    if name == "carried":
        one: dict[str, Value] = {"t3.new.natural": 1, "t3.carried_out.natural": 1}
        return _sheet("示例县水务局", "county_department", one, {})
    return _sheet("示例县青石乡人民政府", "township", {}, {})


def _table(rows: dict[str, tuple[int, ...]]) -> dict[str, Value]:
    return {
        f"t3.{row}.{column}": value
        for row, values in rows.items()
        for column, value in zip(_COLUMNS, values, strict=False)
    }


def _sheet(unit: str, kind: str, values: dict[str, Value], last: dict[str, Value]) -> Sheet:
    fmt = bundled_formats().get("2021")
    report = new_report(fmt.id, YEAR, unit, kind)

    def filled(entered: dict[str, Value]) -> dict[CellKey, Value]:
        zeros: dict[CellKey, Value] = {
            key: Decimal(0) if fmt.cells[key].kind is CellKind.MONEY else 0 for key in fmt.entered
        }
        return zeros | {CellKey(key): value for key, value in entered.items()}

    report = replace(report, values=filled(values))
    if last:
        report = replace(report, previous=Previous(fmt.id, YEAR - 1, filled(last)))
    return make_sheet(report, bundled_formats())
