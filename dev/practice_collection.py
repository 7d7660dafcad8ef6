"""Makes the practice collection: 30 made-up units of a made-up county, with planted faults."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from gia_desktop.core.keys import PREAMBLE, CellKey, section_key
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Value, is_number
from gia_desktop.exchange.objects import dump_report
from gia_desktop.formats.computing import all_values
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.importers.pdf.reader import PictureOnlyError
from gia_desktop.rollup.collection import Collection, Matched, Stamp, Submission, returned
from gia_desktop.rollup.findings import asked_of, unit_findings
from gia_desktop.rollup.giac import save_collection
from gia_desktop.rollup.practice import scan
from gia_desktop.rollup.roster import AREA, Roster, Unit

YEAR: Final = 2025
DUE: Final = dt.date(2026, 1, 23)
COUNTY: Final = "示例县"
GOVERNMENT: Final = "示例县人民政府"
ZONE: Final = "示例县经济开发区管理委员会"
_TARGET: Final = Path(__file__).parent.parent / "resources" / "samples" / "collection-2025.giac"
_TOWNS: Final = (
    "城关镇", "河东镇", "柳林镇", "双桥镇", "石桥镇", "清泉镇", "白石乡", "青山乡", "北洼乡", "松树乡"
)  # fmt: skip
_STREETS: Final = ("龙泉街道", "凤凰街道")
_BUREAUS: Final = (
    "教育局", "民政局", "财政局", "水务局", "林业局", "农业农村局", "卫生健康局", "交通运输局", "商务局",
    "审计局", "文化和旅游局", "应急管理局",
)  # fmt: skip
_PARTS: Final = ("示例县经济开发区投资服务局", "示例县经济开发区建设管理局")
_WITHOUT_SUM: Final = ("国家税务总局示例县税务局", "示例县气象局")
_COLUMNS: Final = ("natural", "business", "research", "public_interest", "legal_service", "other")


@dataclass
class Draft:
    """A unit's report while it is being made up: figures that aren't 0, those of last year, texts."""

    unit: Unit
    values: dict[str, Value] = field(default_factory=dict)
    last: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()

    def add(self, key: str, by: int) -> None:
        """Change a figure."""
        now = self.values.get(key, 0)
        assert isinstance(now, int)  # noqa: S101 - figures of money are set whole
        self.values[key] = now + by


def main() -> None:
    """Write the collection beside the list of its faults, or to the file named."""
    save_collection(made(), Path(sys.argv[1]) if len(sys.argv) > 1 else _TARGET)


def made() -> Collection:
    """Return the practice collection, the same at every run."""
    drafts = {unit.name: _draft(unit, place) for place, unit in enumerate(_units(), 1)}
    _plant_below_sums(drafts)
    _add_up(drafts, ZONE)
    _add_up(drafts, GOVERNMENT)
    _plant(drafts)
    return _handed_in(drafts)


def short(name: str) -> Unit:
    """Return the unit of a short name."""
    return next(unit for unit in _units() if name in unit.name)


def _units() -> tuple[Unit, ...]:
    units = [Unit(GOVERNMENT, kind="county", in_sum=False, scope=AREA)]
    units += [Unit(f"{COUNTY}{name}人民政府", (name,), "township", GOVERNMENT) for name in _TOWNS]
    units += [Unit(f"{COUNTY}{name}办事处", (name,), "subdistrict", GOVERNMENT) for name in _STREETS]
    units += [Unit(f"{COUNTY}{name}", (f"县{name}",), "county_department", GOVERNMENT) for name in _BUREAUS]
    units.append(Unit(ZONE, ("开发区管委会",), "other", GOVERNMENT, scope=AREA))
    units += [Unit(name, (), "other", ZONE, in_sum=False) for name in _PARTS]
    units += [Unit(name, (), "county_department", in_sum=False) for name in _WITHOUT_SUM]
    return tuple(
        replace(unit, contact=f"联系人{place}", phone=f"0000-00000{place:02d}")
        for place, unit in enumerate(units, 1)
    )


# -- figures


def _draft(unit: Unit, place: int) -> Draft:
    chance = random.Random(place)  # noqa: S311 - made-up figures
    draft = Draft(unit)
    in_force, issued = chance.randint(2, 12), chance.randint(0, 3)
    repealed = chance.randint(0, min(2, in_force))
    draft.last = {"t2.normative.in_force": in_force}
    draft.values = {
        "t2.normative.issued": issued,
        "t2.normative.repealed": repealed,
        "t2.normative.in_force": in_force + issued - repealed,
        "t2.licensing.decisions": chance.randint(20, 400),
        "t2.penalty.decisions": chance.randint(0, 60),
        "t2.compulsion.decisions": chance.randint(0, 4),
        "t2.fees.amount": Decimal(chance.randint(0, 30000)) / 10000,
    }
    for column in ("natural", "business", "legal_service"):
        carried, new = chance.randint(0, 2), chance.randint(1, 9)
        out = chance.randint(0, 1)
        partial = min(chance.randint(0, 2), carried + new - out)
        done = carried + new - out - partial
        absent = done // 3
        draft.last[f"t3.carried_out.{column}"] = carried
        figures = {
            "carried_in": carried, "new": new, "partial": partial, "unavailable_not_held": absent,
            "granted": done - absent, "carried_out": out,
        }  # fmt: skip
        draft.values |= {f"t3.{row}.{column}": figure for row, figure in figures.items()}
    if place % 7 == 0:
        draft.values["t4.review.upheld"] = 1
    draft.texts = _texts(unit, place)
    return draft


def _add_up(drafts: Mapping[str, Draft], name: str) -> None:
    """Give an area the sum of what lies below it, of both years."""
    area = drafts[name]
    below = [draft for draft in drafts.values() if draft.unit.parent == name]
    for of, parts in ((area.values, [one.values for one in below]), (area.last, [one.last for one in below])):
        of.clear()
        for key in sorted({key for part in parts for key in part}):
            of[key] = sum(value for part in parts if is_number(value := part.get(key, 0)))


# -- texts: sentences of which every unit has others

_WORK: Final = (
    "按照县里的统一安排，把公开要求落到每一个岗位", "围绕群众办事中问得最多的事项，把该说的说清楚",
    "把公开工作和日常业务一起布置、一起检查", "以便民为目的，逐项梳理应当公开的内容",
    "坚持先审查后公开，保证发布的信息准确及时", "从栏目、内容、时限三方面对照清单逐条落实",
)  # fmt: skip
_PUBLISHED: Final = (
    "通过县政府网站发布信息{a}条，微信公众号推送{b}条，重点是惠民补贴和工程建设",
    "网站更新信息{a}条、公开栏张贴{b}期，内容以财政资金和项目审批为主",
    "全年公布各类信息{a}条，其中政策文件解读{b}篇，配有图解和问答",
    "主动发布工作动态和办事指南{a}条，回应网民留言{b}条",
    "公布年度预算、决算和采购结果等{a}条，另在便民大厅摆放纸质资料{b}种",
    "发布招生、救助、防汛等群众关心的信息{a}条，召开新闻通气会{b}次",
)  # fmt: skip
_APPLIED: Final = (
    "新收政府信息公开申请{t3.new.total}件，上年结转{t3.carried_in.total}件，办结{t3.handled_total.total}件，按期答复",
    "收到申请{t3.new.total}件，共办结{t3.handled_total.total}件，结转下年度{t3.carried_out.total}件，答复书均经审核",
    "全年新收申请{t3.new.total}件，其中自然人{t3.new.natural}件；办结{t3.handled_total.total}件，没有超期",
    "申请以土地征收为主，全年新收{t3.new.total}件，办结{t3.handled_total.total}件，予以公开{t3.granted.total}件",
)  # fmt: skip
_MANAGED: Final = (
    "制发行政规范性文件{t2.normative.issued}件，废止{t2.normative.repealed}件，全部集中公布",
    "对历年文件逐件清理，年末现行有效的行政规范性文件为{t2.normative.in_force}件，目录已经公布",
    "公文拟稿时同步写明公开属性，不公开的写明理由，由办公室逐件复核",
    "开展两轮已公开信息清查，更正过时的电话和地址{c}处，隐去个人信息{d}处",
)  # fmt: skip
_PLATFORM: Final = (
    "网页栏目由{c}个归并为{d}个，空白栏目全部清零", "便民服务中心设公开专区，备有查询电脑和申请表格",
    "公开栏统一编号，每季度第一周更换", "政务新媒体保留一个账号，专人维护，先审后发",
    "网站首页增加无障碍浏览和语音播报", "把办事指南做成二维码，贴到每个窗口",
)  # fmt: skip
_SUPERVISED: Final = (
    "主要负责人每季度听取一次汇报，明确专职人员1名", "组织业务培训{d}次，结合答复书实例讲解",
    "公开工作计入年度考核，每半年通报一次", "邀请人大代表和群众代表评议1次，收到的意见已经整改",
    "对照县里的检查结果逐条整改，全年没有需要追究责任的情形",
)  # fmt: skip
_PROBLEMS: Final = (
    "政策解读的形式偏少，图解和短视频不足", "个别业务科室对申请件的检索不够细致",
    "公开栏更换有时不及时", "联络员更换以后业务不熟", "网站检索不方便，查找旧文件费时",
)  # fmt: skip
_REMEDIES: Final = (
    "解读材料与文件同步起草、同步发布", "建立检索记录单，由承办人和档案人员分别签字",
    "每季度第一周统一更换公开栏并拍照存档", "制定交接清单，新任联络员先培训后上岗",
    "请网站承办单位改进检索，按年度和主题编排目录",
)  # fmt: skip
_OTHERS: Final = (
    "承办人大代表建议2件，均按期答复并公开。", "县里下达的年度公开工作要点已经全部完成。",
    "没有其他需要报告的事项。",
)  # fmt: skip
_WE: Final = {
    "township": "我镇", "subdistrict": "我街道", "county_department": "我局", "county": "全县",
    "other": "我单位",
}  # fmt: skip


def _texts(unit: Unit, place: int) -> dict[str, str]:
    chance = random.Random(place * 31)  # noqa: S311 - made-up sentences
    we = "我乡" if "乡人民政府" in unit.name else _WE[unit.kind]
    numbers = {"{a}": str(chance.randint(90, 480)), "{b}": str(chance.randint(6, 60)),
               "{c}": str(chance.randint(12, 30)), "{d}": str(chance.randint(2, 9))}  # fmt: skip

    def of(sentences: tuple[str, ...], count: int) -> str:
        text = "；".join(chance.sample(sentences, count)) + "。"
        for name, number in numbers.items():
            text = text.replace(name, number)
        return text

    first = (
        f"{YEAR}年，{we}{of(_WORK, 2)}\n"
        f"（一）主动公开情况。{of(_PUBLISHED, 2)}\n（二）依申请公开情况。{of(_APPLIED, 1)}\n"
        f"（三）政府信息管理情况。{of(_MANAGED, 2)}\n（四）政府信息公开平台建设情况。{of(_PLATFORM, 2)}\n"
        f"（五）监督保障情况。{of(_SUPERVISED, 2)}"
    )
    fifth = f"（一）存在的主要问题\n{of(_PROBLEMS, 2)}\n（二）改进情况\n{of(_REMEDIES, 2)}"
    opening = (
        "本报告根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》"
        f"（国办公开办函〔2021〕30号）编制，所列数据的统计期限为{YEAR}年1月1日至{YEAR}年12月31日。"
    )
    return {
        PREAMBLE: opening,
        "1": first,
        "5": fifth,
        "6": f"本年度没有收取信息处理费。{chance.choice(_OTHERS)}",
    }


# -- faults: each is named in collection-2025.toml


def _plant_below_sums(drafts: Mapping[str, Draft]) -> None:
    """Plant what goes into the county's own figures as well: there nobody noticed it."""
    forest, water, schools = (drafts[short(name).name] for name in ("林业局", "水务局", "教育局"))
    forest.values, forest.last = dict(water.values), dict(water.last)
    schools.values |= {"t2.normative.issued": 306, "t2.normative.repealed": 0, "t2.normative.in_force": 372}
    schools.last["t2.normative.in_force"] = 66
    missing = drafts[short("石桥镇").name]
    missing.values |= {"t3.new.other": 1, "t3.granted.other": 1}


def _plant(drafts: Mapping[str, Draft]) -> None:
    """Plant what the sums of the county don't hold."""

    def of(name: str) -> Draft:
        return drafts[short(name).name]

    of("河东镇").add("t3.granted.natural", -1)
    of("柳林镇").last["t3.carried_out.natural"] = 4
    of("柳林镇").values["t3.carried_in.natural"] = 0
    of("柳林镇").values["t3.new.natural"] = _needed(of("柳林镇"), "natural")
    of("双桥镇").add("t3.new.legal_service", 1)
    of("双桥镇").add("t3.granted.other", 1)
    of("白石乡").values["t2.fees.amount"] = Decimal(12600)
    of("白石乡").last["t2.fees.amount"] = Decimal("1.1500")
    of("青山乡").values["t2.rules.in_force"] = 2
    of("凤凰街道").texts = dict(of("龙泉街道").texts)
    text = of("农业农村局").texts
    text["1"] = text["1"].replace("{t3.new.total}", "57")
    of("卫生健康局").blank = frozenset(f"t3.other_fee_unpaid.{column}" for column in _COLUMNS)
    of("民政局").texts["1"] = "清泉镇高度重视政府信息公开工作。\n" + of("民政局").texts["1"]
    of("松树乡").texts["5"] = of("松树乡").texts["5"].replace("\n", "\n部分地区和多数部门公开不够及时；", 1)
    of("财政局").texts[PREAMBLE] = of("财政局").texts[PREAMBLE].replace("2025年12月31日", "2024年12月31日")
    of("开发区管").add("t2.licensing.decisions", 5)
    of("商务局").add("t3.granted.business", 1)
    drafts[GOVERNMENT].add("t2.penalty.decisions", -150)


def _needed(draft: Draft, column: str) -> int:
    """Return what must have come in anew for a column to balance."""
    rows = ("partial", "unavailable_not_held", "granted", "carried_out")
    figures = [draft.values[f"t3.{row}.{column}"] for row in rows]
    return sum(figure for figure in figures if isinstance(figure, int))


# -- handing in


def _handed_in(drafts: Mapping[str, Draft]) -> Collection:
    submissions: list[Submission] = []
    previous: dict[str, Report] = {}
    for place, (name, draft) in enumerate(drafts.items(), 1):
        previous[name] = _report(draft, draft.last, YEAR - 1, texts={})
        report = _report(draft, draft.values, YEAR)
        submissions += _of_unit(draft.unit, report, place)
    submissions.append(
        Submission(
            "扫描件.pdf", Stamp(len(scan()), 0, hashlib.sha256(scan()).hexdigest()), DUE,
            fault=PictureOnlyError().named("扫描件.pdf").sentence,
        )
    )  # fmt: skip
    business = short("商务局").name
    first = next(one for one in submissions if one.unit == business)
    made = Collection(
        Roster(COUNTY, tuple(draft.unit for draft in drafts.values()), DUE),
        YEAR,
        tuple(one for one in submissions if one.unit != business or one is first),
        previous=previous,
        extra={"practice": "collection-2025"},
    )
    assert first.report is not None  # noqa: S101 - it was made above
    figures = all_values(bundled_formats().get(first.report.format), first.report.values)
    found = unit_findings(made, bundled_formats(), business)
    made = returned(made, business, asked_of(found, figures), dt.date(2026, 1, 21))
    return replace(made, submissions=tuple(submissions))


def _of_unit(unit: Unit, report: Report, place: int) -> list[Submission]:
    kind = (".docx", ".html", ".gia")[place % 3]
    day = dt.date(2026, 1, 12) + dt.timedelta(days=place % 11)
    label = unit.aliases[0] if unit.aliases else unit.name
    file = f"{place:02d} {label}{kind}"
    if unit.name == short("石桥镇").name:
        return []
    if unit.name == short("税务局").name:
        day = DUE + dt.timedelta(days=5)
    if unit.name == short("交通运输局").name:
        last = replace(report, year=YEAR - 1)
        return [_submission(f"{place:02d} 县交通运输局2024.gia", last, day, unit.name)]
    if unit.name == short("北洼乡").name:
        wrong = _renamed(report, "示例县北挖乡人民政府")
        asked = _submission(f"{place:02d} 年报.docx", wrong, day, "")
        return [replace(asked, matched=Matched.NEAR, candidates=(unit.name,))]
    if unit.name == short("城关镇").name:
        early = replace(report, values={**report.values, CellKey("t2.licensing.decisions"): 1})
        return [_submission(f"{place:02d} {label} 初稿.docx", early, day, unit.name),
                _submission(file, report, day + dt.timedelta(days=3), unit.name)]  # fmt: skip
    if unit.name == short("商务局").name:
        again = replace(report, values={**report.values, CellKey("t2.licensing.decisions"): 88})
        second = f"{place:02d} {label} 重报.docx"
        return [_submission(file, report, day, unit.name),
                _submission(second, again, dt.date(2026, 1, 22), unit.name)]  # fmt: skip
    return [_submission(file, report, day, unit.name)]


def _submission(file: str, report: Report, day: dt.date, unit: str) -> Submission:
    digest = hashlib.sha256(dump_report(report)).hexdigest()
    stamp = Stamp(len(dump_report(report)), int(f"{day:%Y%m%d}"), digest)
    return Submission(file, stamp, day, unit, Matched.TITLE, report=report)


def _renamed(report: Report, name: str) -> Report:
    return replace(report, texts={**report.texts, **new_report("2021", report.year, name, "township").texts})


def _report(
    draft: Draft, values: Mapping[str, Value], year: int, texts: Mapping[str, str] | None = None
) -> Report:
    fmt = bundled_formats().get("2021")
    report = new_report("2021", year, draft.unit.name, draft.unit.kind)
    entered: dict[CellKey, Value] = {
        key: values.get(key, Decimal(0) if key == "t2.fees.amount" else 0)
        for key in fmt.entered
        if key not in draft.blank and (year == YEAR or key in values)
    }
    said = draft.texts if texts is None else texts
    written = {(section_key(key) if key.isdigit() else PREAMBLE): text for key, text in said.items()}
    return replace(report, texts={**report.texts, **written}, values=entered)


if __name__ == "__main__":
    main()
