"""For every rule reports that break it and reports that come close without breaking it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gia_desktop.core.values import NA, Unread, Value
from gia_desktop.formats.installed import bundled_formats
from tests.support.reports.samples import FIGURES, OTHER, PROBLEMS, SUMMARY, UNIT, Edit

BOTH: Final = ("2019", "2021")
OLD: Final = ("2019",)
NEW: Final = ("2021",)


@dataclass(frozen=True)
class Example:
    """An edit of the clean report; ``fires`` tells whether the rule must speak."""

    code: str
    fires: bool
    edit: Edit
    formats: tuple[str, ...] = BOTH


def summary(sentence: str) -> dict[str, str]:
    """Put a sentence into the second aspect of 总体情况 in place of the clean report's."""
    lines = SUMMARY.splitlines()
    lines[1] = f"（二）依申请公开。{sentence}"
    return {"section.1": "\n".join(lines)}


def text(section: str, words: str) -> dict[str, str]:
    return {section: words}


def bad(code: str, *edits: Edit, formats: tuple[str, ...] = BOTH) -> list[Example]:
    return [Example(code, True, edit, formats) for edit in edits]


def good(code: str, *edits: Edit, formats: tuple[str, ...] = BOTH) -> list[Example]:
    return [Example(code, False, edit, formats) for edit in edits]


LONG: Final = (
    "加强政策解读，组织培训4次，培训120人次，及时回应群众关切的教育、医疗、养老等问题，做好便民服务工作。" * 2
)
PERIOD: Final = "本报告所列数据统计期限自{}至{}。"
_OUTCOMES: Final = ("upheld", "corrected", "other", "pending")
_ZERO_T4: Final[dict[str, Value]] = {
    f"t4.{row}.{column}": None for row in ("review", "direct", "after_review") for column in _OUTCOMES
}
_COLUMNS: Final = ("natural", "business", "research", "public_interest", "legal_service", "other")


def _column(column: str) -> dict[str, Value]:
    """Return a column of table 3 without anything in it but what was carried over."""
    entered = {key for format_id in BOTH for key in bundled_formats().get(format_id).entered}
    return {key: None for key in entered if key.startswith("t3.") and key.endswith(f".{column}")}


_EMPTY_T3: Final = {key: value for column in _COLUMNS for key, value in _column(column).items()}
_CARRIED_ZEROS: Final[dict[str, Value]] = {f"t3.carried_in.{column}": 0 for column in _COLUMNS}
_REFUSED: Final = {"t3.granted.natural": 1, "t3.refused_third_party.natural": 1}
_COUNTED: Final[dict[str, int | str]] = {"register.case.received": 3, **FIGURES}
_SIX: Final = "总体情况、主动公开政府信息情况、收到和处理申请情况、复议诉讼情况、存在的主要问题、其他事项"

EXAMPLES: Final = [
    # ---- sums
    *bad("GIA-SUM-001", Edit(stated={"t3.new.total": 4})),
    *good("GIA-SUM-001", Edit(stated={"t3.new.total": 3})),
    *bad("GIA-SUM-002", Edit(stated={"t3.handled_total.natural": 2})),
    *good("GIA-SUM-002", Edit(stated={"t3.handled_total.natural": 3})),
    *bad("GIA-SUM-003", Edit({"t3.new.natural": 4})),
    *good("GIA-SUM-003", Edit({"t3.new.natural": 4, "t3.carried_out.natural": 1})),
    *bad("GIA-SUM-004", Edit(stated={"t4.review.total": 1})),
    *good("GIA-SUM-004", Edit({"t4.review.other": 1}, stated={"t4.review.total": 1})),
    # ---- single cells
    *bad("GIA-VAL-001", Edit({"t3.new.natural": Unread("3件")})),
    *good("GIA-VAL-001", Edit({"t3.new.natural": None})),
    *bad("GIA-VAL-002", Edit({"t3.partial.research": None}), Edit({"t4.review.other": None})),
    *good("GIA-VAL-002", Edit(_ZERO_T4), Edit({"t2.rules.issued": None})),
    *bad("GIA-VAL-003", Edit({"t4.direct.other": NA})),
    *good("GIA-VAL-003", Edit({"t2.compulsion.decisions": NA})),
    *bad("GIA-VAL-004", Edit({"t2.compulsion.decisions": None})),
    *good("GIA-VAL-004", Edit({"t3.partial.research": None})),
    *bad("GIA-VAL-005", Edit({"t2.fees.amount": 29050}), formats=NEW),
    *good("GIA-VAL-005", Edit({"t2.fees.amount": Decimal("2.9050")}), formats=NEW),
    *good("GIA-VAL-005", Edit({"t2.fees.amount": 29050}, kind="city"), formats=NEW),
    *bad("GIA-VAL-006", Edit({"t2.normative.published": 2, "t2.normative.made": 1,
                              "t2.normative.public_total": 5}), formats=OLD),
    *good("GIA-VAL-006", Edit({"t2.normative.published": 2, "t2.normative.made": 2,
                               "t2.normative.public_total": 2}), formats=OLD),
    *bad("GIA-VAL-007", Edit({"t2.normative.repealed": 6, "t2.normative.issued": 1},
                             last={"t2.normative.in_force": 3}), formats=NEW),
    *good("GIA-VAL-007", Edit({"t2.normative.repealed": 4, "t2.normative.issued": 1},
                              last={"t2.normative.in_force": 3}),
          Edit({"t2.normative.repealed": 6}), formats=NEW),
    *bad("GIA-VAL-008", Edit({"t3.new.natural": 0, "t3.granted.natural": 0,
         "t3.unavailable_not_held.natural": 0,
                              "t4.review.upheld": 1})),
    *good("GIA-VAL-008", Edit({"t4.review.upheld": 1})),
    *bad("GIA-VAL-010", Edit(texts=text("unchecked", "t3.new.natural t4.review.upheld"))),
    *good("GIA-VAL-010", Edit(texts=text("unchecked", ""))),
    *bad("GIA-VAL-009", Edit({"t2.normative.issued": 2, "t2.normative.in_force": 1}), formats=NEW),
    *good("GIA-VAL-009", Edit({"t2.normative.issued": 2, "t2.normative.repealed": 1,
                               "t2.normative.in_force": 1}),
          Edit({"t2.normative.issued": 2, "t2.normative.in_force": 1}, last={"t2.normative.in_force": 3}),
          formats=NEW),
    # ---- two years
    *bad("GIA-YEAR-001", Edit({"t3.carried_in.natural": 2}, last={"t3.carried_out.natural": 1}),
         Edit({"t3.carried_in.natural": 2}, last={"t3.carried_out.total": 1})),
    *good("GIA-YEAR-001", Edit({"t3.carried_in.natural": 1}, last={"t3.carried_out.natural": 1}),
          Edit({"t3.carried_in.natural": 2}, last={"t3.carried_out.natural": 1}, years_back=2)),
    *bad("GIA-YEAR-002", Edit({"t2.normative.in_force": 12, "t2.normative.issued": 2,
         "t2.normative.repealed": 1},
                              last={"t2.normative.in_force": 10}), formats=NEW),
    *good("GIA-YEAR-002", Edit({"t2.normative.in_force": 11, "t2.normative.issued": 2,
                                "t2.normative.repealed": 1}, last={"t2.normative.in_force": 10}),
          Edit({"t2.normative.in_force": 12, "t2.normative.issued": None},
               last={"t2.normative.in_force": 10}), formats=NEW),
    *bad("GIA-YEAR-003", Edit({"t2.licensing.last_year": 20},
                              last={"t2.licensing.last_year": 20, "t2.licensing.change": 3}), formats=OLD),
    *good("GIA-YEAR-003", Edit({"t2.licensing.last_year": 17},
                               last={"t2.licensing.last_year": 20, "t2.licensing.change": -3}), formats=OLD),
    *bad("GIA-YEAR-004", Edit({"t2.penalty.decisions": 410}, last={"t2.penalty.decisions": 41}),
         Edit({"t2.penalty.decisions": 4}, last={"t2.penalty.decisions": 41})),
    *bad("GIA-YEAR-004", Edit({"t2.fees.amount": 300}, last={"t2.fees.amount": Decimal("2.5")}), formats=NEW),
    *good("GIA-YEAR-004", Edit({"t2.penalty.decisions": 12}, last={"t2.penalty.decisions": 1}),
          Edit({"t2.penalty.decisions": 200}, last={"t2.penalty.decisions": 41})),
    # ---- the register beside it
    *bad("GIA-REG-001", Edit(register={**_COUNTED, "t3.new.natural": 4}),
         Edit({"t3.new.business": None}, register={**_COUNTED, "t3.new.business": 1})),
    *good("GIA-REG-001", Edit(register=_COUNTED), Edit({"t3.new.natural": 4}),
          Edit(register={**_COUNTED, "t3.new.natural": 4}, keep=("t2", "t4"))),
    *bad("GIA-YEAR-005", Edit({"t4.review.upheld": 1}, last={"t4.review.pending": 3})),
    *good("GIA-YEAR-005", Edit({"t4.review.upheld": 2, "t4.review.pending": 1},
          last={"t4.review.pending": 3})),
    *bad("GIA-YEAR-011", Edit(last={}, doubts={"t3.carried_out.natural": "1 l"}),
         Edit({"t4.review.upheld": 1}, last={}, doubts={"t4.review.upheld": "I"})),
    *good("GIA-YEAR-011", Edit({"t4.review.upheld": None}, last={}, doubts={"t4.review.upheld": "I"}),
          Edit(last={}, doubts={"t3.carried_out.natural": "1 l"}, years_back=2)),
    *bad("GIA-YEAR-006", Edit(texts=text("section.5", LONG), last_texts={"5": LONG.replace("4次", "3次")})),
    *good("GIA-YEAR-006", Edit(texts=text("section.5", LONG), last_texts={"5": PROBLEMS}),
          Edit(texts=text("section.5", LONG), last_texts={"5": LONG}, years_back=2),
          Edit(last_texts={"6": OTHER})),
    *bad("GIA-YEAR-007", Edit(last={"t3.new.natural": 3}, last_texts={"1": SUMMARY, "5": PROBLEMS,
         "6": OTHER},
                              same_figures=True)),
    *good("GIA-YEAR-007", Edit(last={"t3.new.natural": 3}, last_texts={"1": SUMMARY, "5": PROBLEMS,
          "6": OTHER}),
          Edit(last_texts={"1": SUMMARY, "5": PROBLEMS}, same_figures=True),
          Edit(last_texts={"1": SUMMARY, "5": PROBLEMS, "6": OTHER}, same_figures=True, years_back=2)),
    *bad("GIA-YEAR-008", Edit(last_texts={"1": SUMMARY.splitlines()[0] + "\n去年的其他文字各不相同。" * 9})),
    *bad("GIA-YEAR-008", Edit(texts=summary("围绕上级部署的中心任务，2024年组织培训4次。"),
         last_texts={"1": "围绕上级部署的中心任务，2024年组织培训3次。"}), formats=NEW),
    *bad("GIA-YEAR-008", Edit(texts=text("section.5", "5月20日召开全镇政务公开推进会。"),
                              last_texts={"5": "5月20日召开全镇政务公开推进会。"})),
    *good("GIA-YEAR-008", Edit(texts=text("section.5", "1.政策解读的形式还不够通俗易懂。"),
                               last_texts={"5": "1.政策解读的形式还不够通俗易懂。"})),
    *good("GIA-YEAR-008", Edit(last_texts={"1": SUMMARY.splitlines()[3] + "\n去年的其他文字各不相同。" * 9}),
          Edit(texts=summary("组织业务培训5次，参加130人次。"),
               last_texts={"1": "组织业务培训4次，参加120人次。"}),
          Edit(texts=summary("均在5个工作日内答复群众的留言。"),
               last_texts={"1": "均在5个工作日内答复群众的留言。"}),
          Edit(texts=summary("按国办函〔2020〕109号收取信息处理费。"),
               last_texts={"1": "按国办函〔2020〕109号收取信息处理费。"}),
          Edit(texts=summary("收到政府信息公开申请3件，全部办结。"),
               last_texts={"1": "收到政府信息公开申请3件，全部办结。"})),
    *bad("GIA-YEAR-010", Edit(last={}, years_back=0), Edit(last={}, years_back=-1)),
    *good("GIA-YEAR-010", Edit(last={}), Edit(last={}, years_back=2)),
    *bad("GIA-YEAR-009", Edit(texts=summary("收到政府信息公开申请3件，比上年增加5件。"),
                              last={"t3.new.natural": 1}),
         Edit(texts=summary("收到政府信息公开申请3件，同比增长20%。"), last={"t3.new.natural": 2}),
         Edit(texts=summary("收到政府信息公开申请3件，比上年减少1件。"), last={"t3.new.natural": 2})),
    *good("GIA-YEAR-009", Edit(texts=summary("收到政府信息公开申请3件，比上年增加2件。"),
                               last={"t3.new.natural": 1}),
          Edit(texts=summary("收到政府信息公开申请3件，同比增长50%。"), last={"t3.new.natural": 2}),
          Edit(texts=summary("收到政府信息公开申请3件，同比增长近60%。"), last={"t3.new.natural": 2}),
          Edit(texts=summary("收到政府信息公开申请3件，同比增长100%。"),
               last={"t3.new.natural": 0, "t3.carried_in.natural": 0}),
          Edit(texts=summary("收到政府信息公开申请3件，比上年增加5件。"))),
    # ---- make-up
    *bad("GIA-FORM-001", Edit(texts=text("section.5", PROBLEMS + "\n一、主要问题")),
         Edit(texts=text("section.5", PROBLEMS + "\n六、其他需要报告的事项"))),
    *good("GIA-FORM-001", Edit(texts=text("section.5", "（一）主要问题\n" + PROBLEMS))),
    *bad("GIA-FORM-002", Edit(year=2022), formats=OLD),
    *bad("GIA-FORM-002", Edit(year=2020), formats=NEW),
    *good("GIA-FORM-002", Edit(year=2019), formats=OLD),
    *good("GIA-FORM-002", Edit(year=2026), formats=NEW),
    *bad("GIA-FORM-003", Edit(_ZERO_T4), Edit(keep=())),
    *bad("GIA-FORM-003", Edit({**_EMPTY_T3, **_CARRIED_ZEROS})),
    *good("GIA-FORM-003", Edit({"t4.review.other": None}),
          Edit(texts={**text("section.1", ""), **text("section.5", ""), **text("section.6", "")}, keep=())),
    *bad("GIA-FORM-016", Edit(_column("research")), Edit({f"t4.direct.{one}": None for one in _OUTCOMES}),
         Edit({**_column("research"), "t3.new.research": 0}), Edit({"t3.new.research": None}),
         Edit({**_EMPTY_T3, "t3.new.natural": 3}),
         Edit({**_EMPTY_T3, "t3.new.natural": 3, "t3.granted.natural": 3}, keep=("t3",))),
    *good("GIA-FORM-016", Edit({**_column("research"), "t3.new.research": 0, "t3.granted.research": 0}),
          Edit({"t3.new.research": None, "t3.granted.research": None}),
          Edit({**_EMPTY_T3, **_CARRIED_ZEROS}),
          Edit({**_EMPTY_T3, "t3.new.natural": 3, "t3.granted.natural": 2}, keep=("t3",)),
          Edit(_column("research"), texts={f"section.{one}": "" for one in (1, 5, 6)}, keep=("t3", "t4"))),
    *bad("GIA-FORM-004", Edit(texts=text("section.1", "（一）主动公开信息86条。"))),
    *good("GIA-FORM-004", Edit(texts=text("section.1", "（略）")),
          Edit(texts=text("section.1", SUMMARY.replace("（三）政府信息管理",
          "（三）动态管理")))),
    *bad("GIA-FORM-005", Edit(texts=text("section.1", SUMMARY * 9))),
    *good("GIA-FORM-005", Edit(texts=text("section.1", SUMMARY * 9), kind="city")),
    *bad("GIA-FORM-006", Edit(texts=text("section.5", "无。")), Edit(texts=text("section.1", ""))),
    *good("GIA-FORM-006", Edit(texts=text("section.5", "问题：公开不够及时。措施：按月检查。"))),
    *bad("GIA-FORM-007", Edit(texts=text("section.6", " "))),
    *good("GIA-FORM-007", Edit(texts=text("section.6", "无。"))),
    *bad("GIA-FORM-008", Edit(texts=text("section.6", "没有其他需要报告的事项。"))),
    *good("GIA-FORM-008", Edit(texts={"section.6": "没有其他需要报告的事项。",
                                      "section.1": SUMMARY + "\n未收取信息处理费。"})),
    *bad("GIA-FORM-009", Edit(texts=text("section.5", "一是公开内容不够丰富；二是解读形式单一，质量不高。")),
         Edit(texts=text("section.5", "扩大公开范围，多公开群众关心的事，加强解读。"))),
    *good("GIA-FORM-009", Edit(texts=text("section.5", "公开内容不够丰富。下一步加强。")),
          Edit(texts=text("section.5", "无"))),
    *bad("GIA-FORM-010", Edit(texts=text("section.5", PROBLEMS.replace("；二是用图解", "，用图解")))),
    *good("GIA-FORM-010", Edit(texts=text("section.5",
          "主要问题是人手不足。下一步：一是调剂人员；二是培训。"))),
    *bad("GIA-FORM-011", Edit(texts=text("title", f"{UNIT}{{year}}年度政务公开工作报告"))),
    *good("GIA-FORM-011", Edit(texts=text("title", f"{{year}}年{UNIT}政府信息公开工作年度报告")),
          Edit(texts={"title": "年度报告", "unit.name": ""})),
    *bad("GIA-FORM-012", Edit(texts=text("preamble", "本报告由七个部分组成。")),
         Edit(texts=text("preamble",
              "全文包括总体情况、主动公开情况、申请情况、复议诉讼情况、其他事项六个部分组成。"))),
    *good("GIA-FORM-012", Edit(texts=text("preamble", f"本报告由{_SIX}6个部分组成。")),
          Edit(texts=text("preamble", "本报告由六个部分组成。"))),
    *bad("GIA-FORM-013", Edit(texts=text("unit.name", "")), Edit(texts=text("unit.name", "　 "))),
    *good("GIA-FORM-013", Edit(texts=text("unit.name", "𬜯口镇人民政府"))),
    *bad("GIA-FORM-014", Edit(texts=text("section.5", "（一）存在的问题\n（二）改进措施\n加强培训。")),
         Edit(texts=text("section.1", SUMMARY + "\n（六）其他情况"))),
    *good("GIA-FORM-014", Edit(texts=text("section.5", "（一）存在的问题\n1.公开不及时\n各科室报送慢。")),
          Edit(texts=text("section.5", "1.公开不够及时。\n2.解读形式单一。"))),
    *bad("GIA-FORM-015", Edit(texts=text("section.1", SUMMARY.replace("政府信息管理", "政府息管理"))),
         Edit(texts=text("section.1", SUMMARY.replace("监督保障", "监督障")))),
    *good("GIA-FORM-015", Edit(texts=text("section.1", SUMMARY.replace("政府信息管理", "信息管理"))),
          Edit(texts=text("section.1", SUMMARY.replace("（五）监督保障", "（五）监督")))),
    # ---- wording
    *bad("GIA-WORD-001", Edit(texts=text("preamble", "本报告由××镇人民政府编制。")),
         *(Edit(texts=text("section.6", OTHER + words)) for words in (
             "公开信息*** 条。", "20XX年公开信息12条。", "收到×件。", "公开信息   条。", "公开（ ）条。",
             "某局负责。", "[单位名称]负责。", "数据待补充。")),
         Edit(texts=text("section.6", OTHER + "【请填写】")),
         Edit(texts=text("section.1", "（文字描述）")),
         Edit(texts=text("section.6", OTHER + "收取信息处理费〔数〕元。"))),
    *good("GIA-WORD-001", Edit(texts=text("section.6", OTHER + "参加XXI届论坛。")),
          Edit(texts=text("section.6", OTHER + "网址http://a.cn/zwgk_xx/，见附件[1]，申请人王某某。")),
          Edit(texts=text("section.6", OTHER + "按国办函〔2020〕109号执行。"))),
    *bad("GIA-WORD-002", Edit(texts=text("section.6", OTHER + "{t3.nwe.total}件。"))),
    *bad("GIA-WORD-002", Edit(texts=text("section.6", OTHER + "上年{last.t3.new.total}件。"))),
    *bad("GIA-WORD-002", Edit(texts=text("section.6", OTHER + "维持{t4.review.upheld}件。"),
                              values={"t4.review.upheld": None})),
    *good("GIA-WORD-002", Edit(texts=text("section.6", OTHER + "{t3.new.total}件，{last.t3.new.total}件。"),
                               last={"t3.new.natural": 3})),
    *bad("GIA-WORD-003", Edit(texts=text("section.6", OTHER + "未发生政复议。")),
         Edit(texts=text("section.6", OTHER + "上年度转结0件。"))),
    *good("GIA-WORD-003", Edit(texts=text("section.6", OTHER + "未发生行政复议。"))),
    *bad("GIA-WORD-004", Edit(texts=text("preamble", "根据国务院令第492号编制。"))),
    *bad("GIA-WORD-004", Edit(texts=text("preamble", "根据国办公开办函〔2019〕60号编制。")), formats=NEW),
    *good("GIA-WORD-004", Edit(texts=text("preamble", "根据国务院令第711号编制。"))),
    *good("GIA-WORD-004", Edit(texts=text("preamble", "根据国办公开办函〔2019〕60号编制。")), formats=OLD),
    *bad("GIA-WORD-005", Edit(texts=text("preamble", "根据国办公开办函[2021]30号编制。"))),
    *good("GIA-WORD-005", Edit(texts=text("preamble",
          "根据国办公开办函〔2021〕30号编制（2021年30号文除外）。"))),
    *bad("GIA-WORD-006", Edit(texts=text("section.6", OTHER + "做好的的工作。")),
         Edit(texts=text("section.6", OTHER + "做好工作，，再加强。"))),
    *good("GIA-WORD-006", Edit(texts=text("section.6", OTHER + "了了解解，的的确确，平平安安。"))),
    *bad("GIA-WORD-007", Edit(texts=text("section.6", OTHER + "受理申请,均已答复。"))),
    *good("GIA-WORD-007", Edit(texts=text("section.6", OTHER + "网址http://a.cn?b=1,2，{t3.new.total}"))),
    *bad("GIA-WORD-008", Edit(texts=text("section.6", OTHER + "培训1 2次。")),
         Edit(texts=text("section.6", OTHER + "培训２次。"))),
    *good("GIA-WORD-008", Edit(texts=text("section.6", OTHER + "培训 12 次，2024 1 月。"))),
    *bad("GIA-WORD-009", Edit(texts=text("section.6", OTHER + "\n下一步，我镇将"))),
    *good("GIA-WORD-009", Edit(texts=text("section.6", OTHER + "\n清河镇人民政府\n（一）其他，事项"))),
    *bad("GIA-WORD-010", Edit(texts=text("section.6", "{last}年，我镇共主动公开信息120条。")),
         Edit(texts=text("preamble", "现将{last}年度政府信息公开工作情况报告如下：")),
         Edit(texts=text("section.6", "{last}年，在县委、县政府的坚强领导下，我镇扎实推进政府信息公开。")),
         Edit(texts=text("section.6", OTHER + "我镇{last}年共公开信息12条。")),
         Edit(texts=summary("政府信息公开申请2016年结转2件。")),
         Edit(texts=text("section.6", OTHER + "\n{next}年共收到申请2件。"))),
    *good("GIA-WORD-010", Edit(texts=text("section.6", "{last}年主动公开120条，{year}年公开130条。")),
          Edit(texts=text("section.6", "{next}年，我镇将继续公开政府信息。")),
          Edit(texts=text("section.6", "{last}年财政决算公开2条，政务信息公开考核位列前三。")),
          Edit(texts=text("section.6", "在网站公布{last}年政府信息公开工作年度报告。")),
          Edit(texts=text("section.6", "{year}年，我镇共主动公开信息120条。"))),
    *bad("GIA-WORD-011", Edit(texts=text("preamble", PERIOD.format("{last}年1月1日", "{last}年12月31日"))),
         Edit(texts=text("preamble", PERIOD.format("{year}年1月1日", "12月30日")))),
    *good("GIA-WORD-011", Edit(texts=text("preamble", PERIOD.format("{year}年1月1日", "12月31日"))),
          Edit(texts=text("section.6", OTHER + "活动自{last}年3月1日至{last}年5月1日举行。"))),
    *bad("GIA-WORD-012", Edit(texts=text("preamble", "统计期限至202020年12月31日。"))),
    *good("GIA-WORD-012", Edit(texts=text("preamble", "统计期限至{year}年12月31日，编号20201231。"))),
    *bad("GIA-WORD-013", Edit(texts=text("preamble", "本报告由白水镇人民政府编制。")),
         Edit(texts=text("title", "白水镇人民政府{year}年政府信息公开工作年度报告"))),
    *good("GIA-WORD-013", Edit(texts=text("preamble", f"本报告由{UNIT}办公室编制。")),
          Edit(texts=text("preamble", "本报告由清河镇人民政府编制。")),
          Edit(texts=text("preamble", "本报告由我镇根据有关规定编制。")),
          Edit(texts={"preamble": "本报告由白水镇人民政府编制。", "unit.name": ""})),
    *bad("GIA-WORD-014", Edit(texts=text("section.6", OTHER + "我局认真落实。"))),
    *good("GIA-WORD-014", Edit(texts=text("section.6", OTHER + "我镇是我县大镇，我局势。")),
          Edit(texts={"section.6": OTHER + "我局认真落实。", "unit.name": "示例县政务服务中心"}),
          Edit(texts={"section.6": OTHER + "我局认真落实。", "unit.short": "我局"})),
    *bad("GIA-WORD-015", Edit(texts=text("section.6", OTHER + "白水镇认真贯彻落实条例，公开信息86条。")),
         Edit(texts=text("section.5", "{year}年，县教育局高度重视政府信息公开工作。"))),
    *good("GIA-WORD-015", Edit(texts=text("section.6", OTHER + "清河镇认真贯彻落实条例，公开信息86条。")),
          Edit(texts=text("section.6", OTHER + "县司法局组织公开业务培训，我镇派员参加。")),
          Edit(texts=text("section.6", OTHER + "白水镇认真贯彻落实条例，公开信息86条。"), kind="county")),
    *bad("GIA-WORD-016", Edit(texts=text("section.5", "部分地区公开不够及时，下一步加强督促。"))),
    *good("GIA-WORD-016", Edit(texts=text("section.5", "部分村公开不够及时，下一步加强督促。")),
          Edit(texts=text("section.5", "部分地区公开不够及时，下一步加强督促。"), kind="county")),
    # ---- law and safety
    *bad("GIA-LAW-001", Edit({"t2.rules.issued": 2}), formats=NEW),
    *bad("GIA-LAW-001", Edit({"t2.rules.made": 2}), formats=OLD),
    *good("GIA-LAW-001", Edit({"t2.rules.issued": 2}, kind="city"), formats=NEW),
    *good("GIA-LAW-001", Edit({"t2.rules.made": 2}, kind="province"), formats=OLD),
    *bad("GIA-LAW-001", Edit({"t2.rules.issued": 2}, texts={"unit.name": "示例市教育局"},
                             kind="city_department"),
         Edit({"t2.rules.issued": 2}, texts={"unit.name": "示例市人民政府办公室"}, kind="county_department"),
         formats=NEW),
    *good("GIA-LAW-001", Edit({"t2.rules.issued": 2}, texts={"unit.name": "示例市人民政府办公室"},
                              kind="city_department"), formats=NEW),
    *bad("GIA-LAW-002", Edit(texts=text("section.6", OTHER + "身份证11010519491231002X。")),
         Edit(texts=text("section.6", OTHER + "联系13800138000。")),
         Edit(texts=text("section.6", OTHER + "账号：6222020200112233。")),
         *(Edit(texts=text("section.6", OTHER + words)) for words in (
             "身份证号110105194912310021。", "卡6222021001116245702。", "车牌皖A12345。",
             "护照号E12345678。"))),
    *good("GIA-LAW-002", Edit(texts=text("section.6", OTHER + "编号110105194912310021，电话0555-1234567。")),
          Edit(texts={"section.6": OTHER + "联系13800138000。", "contact.phone": "13800138000"})),
    *bad("GIA-LAW-003", Edit(texts=text("section.6", OTHER + "见秘密★1年文件。"))),
    *good("GIA-LAW-003", Edit(texts=text("section.6", OTHER + "涉及国家秘密的不予公开。"))),
    *bad("GIA-LAW-004", *(Edit(texts=text("section.6", OTHER + words)) for words in (
        "申请人王小明向我镇申请公开。", "社区居民张建国在今年1月25日向街道申请公开协议。",
        "李秀英、周明明等3人申请公开材料。", "赵丽不服答复申请行政复议。", "收到陈晓东提交的申请。"))),
    *good("GIA-LAW-004", *(Edit(texts=text("section.6", OTHER + words)) for words in (
        "申请人王某向我镇申请，申请人提出异议。", "镇长张建国主持召开推进会。", "张家港市居民申请公开信息。",
        "林地申请公开。", "联系人：张建国。", "石家庄市民通过平台提出申请。"))),
    *bad("GIA-LAW-005", Edit({**_REFUSED, "t4.direct.upheld": 1}), formats=NEW),
    *bad("GIA-LAW-005", Edit({**_REFUSED, "t4.direct.upheld": 1}, year=2024), formats=OLD),
    *good("GIA-LAW-005", Edit({**_REFUSED, "t4.direct.upheld": 1}, year=2023),
          Edit({**_REFUSED, "t4.after_review.upheld": 1}), Edit({"t4.direct.upheld": 1})),
    # ---- numbers in the text
    *bad("GIA-TEXT-001", Edit(texts=summary("收到政府信息公开申请5件。"))),
    *good("GIA-TEXT-001", Edit(texts=summary("收到政府信息公开申请3件。")),
          Edit({"t3.new.natural": 4, "t3.new.other": Unread("?")},
               texts=summary("收到政府信息公开申请5件。")),
          Edit(texts=summary("县教育局收到政府信息公开申请5件。"))),
    *bad("GIA-TEXT-002", Edit(texts=summary("收到政府信息公开申请3件，办结2件。"))),
    *good("GIA-TEXT-002", Edit(texts=summary("收到政府信息公开申请3件，办结3件。"))),
    *bad("GIA-TEXT-003", Edit(texts=summary("政府信息公开申请结转下年度2件。"))),
    *good("GIA-TEXT-003", Edit(texts=summary("政府信息公开申请结转下年度0件。"))),
    *bad("GIA-TEXT-004", Edit(texts=summary("收到政府信息公开申请3件，予以公开1件。"))),
    *good("GIA-TEXT-004", Edit(texts=summary("收到政府信息公开申请3件，予以公开2件。"))),
    *bad("GIA-TEXT-005", Edit(texts=summary("收到政府信息公开申请3件，其中自然人2件。"))),
    *good("GIA-TEXT-005", Edit(texts=summary("收到政府信息公开申请3件，其中自然人3件。"))),
    *bad("GIA-TEXT-006", Edit(texts=summary("政府信息公开行政复议1件。"))),
    *good("GIA-TEXT-006", Edit(texts=summary("政府信息公开行政复议0件。"))),
    *bad("GIA-TEXT-007", Edit(texts=summary("政府信息公开行政诉讼1件。"))),
    *good("GIA-TEXT-007", Edit(texts=summary("政府信息公开行政诉讼0件。"))),
    *bad("GIA-TEXT-008", Edit({"t4.review.corrected": 1}, texts=summary("行政复议1件，均获维持。")),
         Edit({"t4.direct.corrected": 1}, texts=summary("行政诉讼无一败诉，未发生败诉案件。"))),
    *good("GIA-TEXT-008", Edit({"t4.review.upheld": 1}, texts=summary("行政复议1件，均获维持。"))),
    *bad("GIA-TEXT-009", Edit({"t3.new.natural": 4, "t3.carried_out.natural": 1},
                              texts=summary("政府信息公开申请已全部办结。"))),
    *good("GIA-TEXT-009", Edit(texts=summary("政府信息公开申请已全部办结。")),
          Edit({"t3.new.natural": 4, "t3.carried_out.natural": 1},
               texts=summary("政府信息公开申请按时答复率100%。")),
          Edit({"t3.new.natural": 4, "t3.carried_out.natural": 1},
               texts=summary("政府信息公开申请办结3件，已全部办结。"))),
    *bad("GIA-TEXT-010", Edit(texts=summary("全年未收到政府信息公开申请。"))),
    *good("GIA-TEXT-010", Edit(texts=summary("全年未收到涉密的政府信息公开申请。")),
          Edit(texts=summary("{last}年，我镇未收到政府信息公开申请。")),
          Edit(texts=summary("县水利局未收到政府信息公开申请。"))),
    *bad("GIA-TEXT-011", Edit({"t4.review.upheld": 1}), Edit({"t4.direct.upheld": 1})),
    *good("GIA-TEXT-011", Edit()),
    *bad("GIA-TEXT-012", Edit({"t2.normative.issued": 3}, texts=summary("制发行政规范性文件4件。")),
         formats=NEW),
    *bad("GIA-TEXT-012", Edit({"t2.normative.made": 3}, texts=summary("制发规范性文件4件。")), formats=OLD),
    *good("GIA-TEXT-012", Edit({"t2.normative.issued": 4}, texts=summary("制发行政规范性文件4件。")),
          formats=NEW),
    *good("GIA-TEXT-012", Edit(texts=summary("主动公开规范性文件4件。"))),
    *bad("GIA-TEXT-013", Edit(texts=summary("作出行政处罚决定4件。"))),
    *good("GIA-TEXT-013", Edit({"t2.penalty.decisions": 4}, texts=summary("作出行政处罚决定4件。"))),
    *bad("GIA-TEXT-014", Edit(texts=summary("共公开信息21条，包括文件4条、动态5条、公告4条。")),
         Edit(texts=summary("共公开信息10条，其中文件4条、动态5条、公告4条。")),
         Edit(texts=summary("收到申请3件，其中自然人1件，法人或其他组织1件。"))),
    *good("GIA-TEXT-014", Edit(texts=summary("共公开信息13条，包括文件4条、动态5条、公告4条。")),
          Edit(texts=summary("共公开信息20条，其中文件4条、动态5条、公告4条。")),
          Edit(texts=summary("共公开信息5条，其中文件4条（网站3条），通过新媒体发布5条。")),
          Edit(texts=summary("共公开信息9余条，包括文件4条、动态5条、公告4条。")),
          Edit(texts=summary("收到申请3件，上年结转1件，其中自然人2件，法人或其他组织2件。")),
          Edit(texts=summary("共公开信息9条，包括文件4条、动态十余条。"))),
    *bad("GIA-TEXT-015", Edit({"t2.fees.amount": Decimal("0.1")}, texts=summary("收取信息处理费3940元。")),
         formats=NEW),
    *good("GIA-TEXT-015", Edit({"t2.fees.amount": Decimal("0.394")}, texts=summary("收取信息处理费3940元。")),
          Edit({"t2.fees.amount": None}, texts=summary("收取信息处理费3940元。")), formats=NEW),
    *bad("GIA-TEXT-016", Edit({"t2.fees.amount": 29050}, texts=summary("行政事业性收费29050元。")),
         formats=NEW),
    *good("GIA-TEXT-016", Edit({"t2.fees.amount": Decimal("2.905")},
          texts=summary("行政事业性收费29050元。")), formats=NEW),
    *bad("GIA-TEXT-017", Edit({"t2.fees.amount": 29}, texts=text("section.6", "无。")), formats=NEW),
    *good("GIA-TEXT-017", Edit(texts=text("section.6", "无。")), formats=NEW),
    *bad("GIA-TEXT-018", Edit({"t3.other_fee_unpaid.natural": 1}, texts=text("section.6",
         "没有发出收费通知。")), formats=NEW),
    *good("GIA-TEXT-018", Edit(texts=text("section.6", "没有发出收费通知。")), formats=NEW),
    *bad("GIA-TEXT-019", Edit(texts=summary("收到政府信息公开申请3件，予以公开2件，占40%。"))),
    *good("GIA-TEXT-019", Edit(texts=summary("收到政府信息公开申请3件，予以公开2件，占66.7%。")),
          Edit(texts=summary("收到政府信息公开申请3件，予以公开2件，占近70%。"))),
]  # fmt: skip
