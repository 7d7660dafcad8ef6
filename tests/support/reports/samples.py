"""Reports for the tests of the rules: a clean one per format, and edits of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gia_desktop.core.keys import PREAMBLE, TITLE, CellKey, TextKey, section_key
from gia_desktop.core.report import DOUBTS, Previous, Report, default_title, new_report
from gia_desktop.core.values import CellKind, Value
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.formats.sheet import Sheet, make_sheet

YEARS = {"2019": 2020, "2021": 2025}
"""Report year of the clean report of each format."""

UNIT = "示例县清河镇人民政府"

SUMMARY = """（一）主动公开。全年通过县政府网站、公众号公开政务动态、惠民政策等信息86条。
（二）依申请公开。全年收到政府信息公开申请3件，均为自然人申请，已全部办结，其中予以公开2件，本机关不掌握1件。
（三）政府信息管理。落实信息发布审核制度，对过期信息及时清理。
（四）政府信息公开平台建设。维护好信息公开专栏，便民服务大厅设有查阅点。
（五）监督保障。组织业务培训，公布监督电话，接受群众监督，未发生行政复议、行政诉讼。"""

PROBLEMS = """存在的问题：一是公开内容不够丰富；二是解读形式单一。
下一步改进措施：一是扩大公开范围，多公开群众关心的事；二是用图解、视频等形式做好解读。"""

OTHER = "本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。"

FIGURES = {"t3.new.natural": 3, "t3.granted.natural": 2, "t3.unavailable_not_held.natural": 1}


def clean_report(format_id: str) -> Report:
    """Return a small, complete report of a town that no rule has anything to say about."""
    fmt, year = bundled_formats().get(format_id), YEARS[format_id]
    values: dict[CellKey, Value] = {
        key: Decimal(0) if fmt.cells[key].kind is CellKind.MONEY else 0 for key in fmt.entered
    }
    values |= {CellKey(key): value for key, value in FIGURES.items()}
    report = new_report(format_id, year, UNIT, "township")
    texts = {
        TITLE: default_title(UNIT, year),
        PREAMBLE: f"本报告由{UNIT}编制，统计期限自{year}年1月1日至{year}年12月31日。",
        section_key("1"): SUMMARY,
        section_key("5"): PROBLEMS,
        section_key("6"): OTHER,
    }
    return replace(report, texts={**report.texts, **texts}, values=values)


@dataclass(frozen=True)
class Edit:
    """What an example changes in the clean report.

    ``last`` and ``last_texts`` make last year's report, with all figures of this year's when
    ``same_figures``, ``doubts`` are those of its file; ``keep`` empties every table but those it names.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    stated: Mapping[str, Value] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    kind: str = "township"
    year: int | None = None
    last: Mapping[str, Value] | None = None
    last_texts: Mapping[str, str] = field(default_factory=dict)
    years_back: int = 1
    doubts: Mapping[str, str] = field(default_factory=dict)
    same_figures: bool = False
    keep: tuple[str, ...] = ("t2", "t3", "t4")
    register: Mapping[str, int | str] = field(default_factory=dict)

    def apply(self, format_id: str) -> Sheet:
        """Return the edited clean report of a format; ``{year}`` and ``{last}`` in texts are its years."""
        report = clean_report(format_id)
        year = self.year or report.year
        names = {"{year}": str(year), "{last}": str(year - 1), "{next}": str(year + 1)}
        values = {**report.values, **_cells(self.values)}
        report = replace(
            report,
            year=year,
            texts={
                **report.texts,
                TextKey("unit.kind"): self.kind,
                **{TextKey(key): _fill(text, names) for key, text in self.texts.items()},
            },
            values={
                key: value for key, value in values.items() if value is not None and key[:2] in self.keep
            },
            stated=_cells(self.stated),
            register=self.register,
        )
        if self.last is not None or self.last_texts:
            sections = {key: _fill(text, names) for key, text in self.last_texts.items()}
            figures = {**(values if self.same_figures else {}), **_cells(self.last or {})}
            extra = {DOUBTS: self.doubts} if self.doubts else {}
            previous = Previous(format_id, year - self.years_back, figures, sections, extra)
            report = replace(report, previous=previous)
        return make_sheet(report, bundled_formats())


def _cells(values: Mapping[str, Value]) -> dict[CellKey, Value]:
    return {CellKey(key): value for key, value in values.items()}


def _fill(text: str, names: Mapping[str, str]) -> str:
    for name, year in names.items():
        text = text.replace(name, year)
    return text
