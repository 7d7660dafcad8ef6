"""The report being edited, as plain immutable data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Any, Final

from gia_desktop.core.keys import (
    PREAMBLE,
    SECTION_IDS,
    TITLE,
    UNCHECKED,
    UNIT_KIND,
    UNIT_NAME,
    UNIT_SHORT,
    CellKey,
    TextKey,
    section_key,
)
from gia_desktop.core.records import dataclass
from gia_desktop.core.values import Value

UNIT_KINDS: Final = {
    "township": "乡镇人民政府",
    "subdistrict": "街道办事处",
    "county_department": "县（区）级部门",
    "county": "县（市、区）人民政府",
    "city_department": "市级部门",
    "city": "设区的市人民政府",
    "province_department": "省级部门",
    "province": "省级人民政府",
    "ministry": "国务院部门",
    "other": "其他单位",
}
"""Kinds of units as named in the exchange file, with the words shown to the user."""

UNIT_SHORT_NAMES: Final = {
    "township": "我镇",
    "subdistrict": "我街道",
    "county_department": "我局",
    "county": "我县",
    "city_department": "我局",
    "city": "我市",
    "province_department": "我厅",
    "province": "我省",
    "ministry": "我部",
    "other": "我单位",
}


_SHORT_BY_END: Final = {
    "township": (("乡", "我乡"), ("苏木", "我苏木")),
    "subdistrict": (("办事处", "我街道"), ("街道", "我街道")),
    "county_department": (("委员会", "我委"), ("办公室", "我办"), ("中心", "我中心"), ("大队", "我大队")),
    "county": (("区", "我区"), ("市", "我市"), ("旗", "我旗")),
    "city_department": (("委员会", "我委"), ("办公室", "我办"), ("中心", "我中心"), ("支队", "我支队")),
    "city": (("州", "我州"), ("盟", "我盟"), ("地区", "我地区")),
    "province_department": (("委员会", "我委"), ("局", "我局"), ("办公室", "我办"), ("中心", "我中心")),
    "province": (("自治区", "我区"), ("市", "我市")),
}
"""What units call themselves by the end of their name, where it isn't the usual word of their kind."""

_OFFICE: Final = "人民政府"


DOUBTS: Final = "doubts"
"""Name under which the doubts about last year's figures stand in files."""


@dataclass(frozen=True)
class Previous:
    """Last year's figures and texts, kept beside this year's for comparison.

    Opening and doubts stand among ``extra``, so that older programs keep them.
    """

    format: str
    year: int
    values: Mapping[CellKey, Value] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def opening(self) -> str:
        """Last year's opening, empty when it isn't known."""
        found = self.extra.get(PREAMBLE, "")
        return found if isinstance(found, str) else ""

    @cached_property
    def doubts(self) -> Mapping[CellKey, str]:
        """The figures that were not read for certain and are left out, with what the file says there."""
        found = self.extra.get(DOUBTS, {})
        return {CellKey(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}

    @cached_property
    def made_of_it(self) -> dict[object, Any]:
        """What was worked out of it, by whoever did: it outlives every edit of this year's figures."""
        return {}


@dataclass(frozen=True)
class Reason:
    """The clerk's explanation (审核说明) of one finding.

    Attributes:
        code: code of the rule that was explained.
        cells: cells of the finding; together with the code they say which finding is meant.
        text: the explanation.
        seen: the values, as shown, that the rule saw when the reason was given.
    """

    code: str
    cells: tuple[CellKey, ...]
    text: str
    seen: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """One annual report. Never changed in place: ``Change.apply`` returns a new one.

    Attributes:
        format: id of the official format, e.g. ``"2021"``.
        year: report year.
        texts: unit, contact, title, preamble and section texts by text key; absent means empty.
        values: entered cells only; absent means blank. Computed cells are never here.
        stated: totals that an imported file states for computed cells; compared, not believed.
        previous: last year's report, when known.
        reasons: explanations of findings.
        extra: keys of the exchange file that this version does not know; they survive a round trip.
        register: what the unit's register of applications says of the year, see ``core.register_numbers``;
            empty while nothing was taken from it. A finished report keeps what it was finished with.
    """

    format: str
    year: int
    texts: Mapping[TextKey, str] = field(default_factory=dict)
    values: Mapping[CellKey, Value] = field(default_factory=dict)
    stated: Mapping[CellKey, Value] = field(default_factory=dict)
    previous: Previous | None = None
    reasons: tuple[Reason, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    register: Mapping[str, int | str] = field(default_factory=dict)

    def text(self, key: TextKey) -> str:
        """Return one text, empty when it was never written."""
        return self.texts.get(key, "")

    def section(self, section: str) -> str:
        """Return the text of a section, ``"1"`` to ``"6"``."""
        return self.text(section_key(section))

    @property
    def unit_name(self) -> str:
        """Full name of the reporting unit."""
        return self.text(UNIT_NAME)

    @property
    def unit_kind(self) -> str:
        """Kind of the unit, one of ``UNIT_KINDS``."""
        return self.text(UNIT_KIND) or "other"

    @property
    def unchecked(self) -> frozenset[CellKey]:
        """The cells that were filled as last year and that nobody has looked at yet."""
        return frozenset(map(CellKey, self.text(UNCHECKED).split()))

    @property
    def title(self) -> str:
        """Title as written, or the customary one made of unit and year."""
        return self.text(TITLE) or default_title(self.unit_name, self.year)

    @property
    def sections(self) -> dict[str, str]:
        """All section texts that are not empty, by section id."""
        return {section: text for section in SECTION_IDS if (text := self.section(section))}


_AUTUMN: Final = 10


def year_to_report(today: dt.date) -> int:
    """Return the year to report on: last year until autumn, then the running one."""
    return today.year if today.month >= _AUTUMN else today.year - 1


def default_title(unit_name: str, year: int) -> str:
    """Return the customary title: full unit name, year, legal name of the document (条例第四十九条)."""
    return f"{unit_name}{year}年政府信息公开工作年度报告"


def usual_short(unit_name: str, unit_kind: str) -> str:
    """Return what a unit usually calls itself: 我乡 for a 乡, 我委 for a 委员会, else that of its kind."""
    place = unit_name.removesuffix(_OFFICE)
    ends = _SHORT_BY_END.get(unit_kind, ())
    usual = UNIT_SHORT_NAMES.get(unit_kind, UNIT_SHORT_NAMES["other"])
    return next((short for end, short in ends if place.endswith(end)), usual)


def new_report(format_id: str, year: int, unit_name: str, unit_kind: str) -> Report:
    """Return an empty report of a unit."""
    texts = {
        UNIT_NAME: unit_name,
        UNIT_KIND: unit_kind,
        UNIT_SHORT: usual_short(unit_name, unit_kind),
        TITLE: default_title(unit_name, year),
    }
    return Report(format_id, year, texts)
