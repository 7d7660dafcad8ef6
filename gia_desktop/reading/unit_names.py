"""How a unit is called in its own report: 清河镇, 镇政府, 县发改局, 街道办事处.

The short names are data, ``resources/phrases/units.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import Final

from gia_desktop.core.records import dataclass
from gia_desktop.files.resources import resource

_HAN: Final = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PREFECTURES: Final = (
    "延边|恩施|湘西|阿坝|甘孜|凉山|黔东南|黔西南|黔南|楚雄|红河|文山|西双版纳|大理|德宏|怒江|迪庆|临夏|甘南|海北|黄南"
    "|海南|果洛|玉树|海西|昌吉|博尔塔拉|巴音郭楞|克孜勒苏|伊犁"
)
_PLACE: Final = re.compile(
    rf"(?:{_PREFECTURES})州"
    rf"|{_HAN}{{1,9}}?(?:省|自治区|自治州|地区|盟|市|自治县|县|自治旗|旗|经开区|高新区|开发区|新区|区)"
)
_BASE: Final = re.compile(rf"(?P<base>{_HAN}+?(?P<kind>镇|乡|街道))(?:党委)?(?:政府)?")
_OFFICES: Final = re.compile("政府(?:府?办)?|政府党委")
"""What stays of a name that begins with 政府; 示例区人民政府河东街道办事处 is 河东街道."""
_TRADES: Final = re.compile(r"(?:国家级?|高新|经济|技术|产业|开发|示范|工业|旅游|风景|试验|合作|综合)+$")
_SHORTEST: Final = 3
_NO_PLACES: Final = frozenset({"城区", "园区", "景区", "社区", "库区", "林区"})
"""What ends like a place and may begin the name of a bureau's trade."""
_BRANCH: Final = re.compile(rf"(?P<trade>{_HAN}+?)局(?P<name>{_HAN}+?)分局")
_DESKS: Final = (
    "办公室",
    "局办公室",
    "党政办",
    "党政办公室",
    "党政综合办公室",
    "综合办公室",
    "局机关",
    "委机关",
    "厅机关",
    "机关",
)
"""Desks inside a unit that answer for all of it."""


@dataclass(frozen=True)
class UnitNames:
    """What a unit goes by, in the one spelling of ``same_spelling``.

    Attributes:
        own: names that stand for the unit wherever its own report uses them.
        placed: its name tells where it lies; of a name without a place any place may be the right one.
        core: its name in full without the places, when it may be shortened by leaving signs out.
        leads: what may stand before a name so shortened.
    """

    own: frozenset[str]
    placed: bool
    core: str = ""
    leads: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Tell whether a name, as written, is one of the unit's own."""
        short = same_spelling(name)
        if short in self.own or (not self.placed and _split(short)[1] in self.own):
            return True
        shorter = (name.removeprefix(lead) for lead in self.leads if name.startswith(lead))
        return any(_shortens(one, self.core) for one in shorter)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads(resource("phrases", "units.toml").read_text("utf-8"))
    return tuple((re.compile("|".join(entry["names"])), entry["as"]) for entry in data["same"])


@lru_cache(maxsize=512)
def same_spelling(name: str) -> str:
    """Return a name with every part of it in its short form: 示例县发展和改革局 → 示例县发改局."""
    for pattern, short in _spellings():
        name = pattern.sub(short, name)
    return name


@lru_cache(maxsize=32)
def unit_names(unit: str) -> UnitNames:
    """Return what a unit may be called; for a unit without a name only its desks."""
    places, core = _split(same_spelling("".join(unit.split())))
    names = set(_DESKS)
    base = _BASE.fullmatch(core)
    branch = _BRANCH.fullmatch(core)
    if core in {"政府", "府办"} and places:
        names |= _of_government(places, office=core == "府办")
    elif base is not None:
        kind, bare = base["kind"], base["base"]
        names |= {kind, "政府", f"{kind}政府", f"{kind}机关", f"{kind}党委政府", f"{kind}本级"}
        names |= {f"{lead}{bare}{tail}" for lead in _leads(places) for tail in ("", "政府", "党委政府")}
        names |= {f"{lead}{desk}" for lead in (kind, bare) for desk in (*_DESKS[:1], *_DESKS[2:6], "府办")}
        names |= {"办事处", "我街", "本街"} if kind == "街道" else set()
    elif branch is not None:
        names |= {
            f"{branch['name']}分局",
            "分局",
            f"{branch['trade']}分局",
            f"{branch['name']}{branch['trade']}分局",
            "我分局",
        }
        names |= {f"{lead}{core}" for lead in _leads(places)}
        trades = (f"{branch['trade']}分局", f"{branch['trade']}局")
        names |= {f"{lead}{trade}" for lead in ("区", "县") for trade in trades}
        names |= {f"{branch['name']}{area}{trades[0]}" for area in ("区", "县", "市")}
    elif core == "管委会" and places:
        ends = ("经开区", "高新区", "新区")
        zone = next((end for end in ends if places[-1].endswith(end)), "开发区")
        names |= {core, zone, "开发区", "园区", "全区", "我区"}
        names |= {f"{lead}{zone}" for lead in _leads(places[:-1])}
        names |= {f"{lead}{core}" for lead in (*_leads(places), zone, "开发区")} | set(_leads(places)[2:])
        names |= {f"{lead}{tail}" for lead in _zones(places) for tail in ("", core)}
    elif core:
        names |= {f"{lead}{core}{tail}" for lead in _leads(places) for tail in ("", "机关")}
        names |= {f"{lead}政府{core}" for lead in _leads(places)[1:]}  # 区政府国资局
        names |= {f"{lead}{core[-1]}" for lead in _leads(places)[1:2] if core.endswith(("局", "厅"))}  # 市局
        names |= {core[-2:]} if core.endswith(("大队", "支队", "中心")) else set()
        full = "".join(unit.split()).removeprefix("".join(places))
        leads = _leads(places)
        if places and places[-1] in _NO_PLACES:  # 示例区城区改造更新局
            full, leads = f"{places[-1]}{full}", _leads(places[:-1])
        return UnitNames(frozenset(names), bool(places), full, tuple(leads))
    return UnitNames(frozenset(names), bool(places) or not core)


def _shortens(name: str, full: str) -> bool:
    """Tell whether a name is a longer one with signs left out: 大数据局 of 大数据发展管理局."""
    if len(name) < _SHORTEST or not full or name[-1] != full[-1]:
        return False
    signs = iter(full)
    in_order = all(sign in signs for sign in name)
    return in_order and (name[0] == full[0] or name in full)


def _of_government(places: list[str], *, office: bool) -> set[str]:
    """Return the names of a county's or city's government, or of its office."""
    level = places[-1][-1]
    names = {f"{lead}政府" for lead in _leads(places)[1:]}
    if not office:
        return names | {"政府", *_leads(places)[2:]}
    names |= {f"{name}本级" for name in (*names, level, "")}
    return names | {"办公厅", *(f"{lead}府办" for lead in _leads(places))}


def _leads(places: list[str]) -> list[str]:
    """Return what may stand before a name: nothing, 县, 示例县, 示例市示例县, 示例."""
    generic = [places[-1][-1]] if places else []
    bare = [places[-1][:-1]] if places and len(places[-1]) >= _SHORTEST and places[-1][-1] in "县市区" else []
    return ["", *generic, *("".join(places[start:]) for start in range(len(places) - 1, -1, -1)), *bare]


def _zones(places: list[str]) -> set[str]:
    """Return the short names of a zone, without its trade: 临空区, 市临空区 for 示例市临空经济区."""
    bare = _TRADES.sub("", places[-1].removesuffix("区")) + "区"
    if bare == places[-1] or len(bare) < _SHORTEST:
        return set()
    return {f"{lead}{bare}" for lead in _leads(places[:-1])}


def _split(name: str) -> tuple[list[str], str]:
    """Split a name into the places it lies in and what it is called there."""
    places: list[str] = []
    at = 0
    while (match := _PLACE.match(name, at)) is not None and match.end() < len(name):
        places.append(match.group())
        at = match.end()
    core = name[at:]
    return places, core if _OFFICES.fullmatch(core) else core.removeprefix("政府")
