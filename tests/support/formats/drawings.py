"""The official tables, drawn row by row from the published forms, independent of the format files.

One line is one row of the table, cells divided by ``|``. ``[3]`` after a text means that it spans three
columns, ``[3x2]`` three columns and two rows. A row lists only the cells that begin in it, as in HTML.
``=rules.issued`` is a value; ``=new *`` stands for the seven values of a row of table 3.
Sources: annexes of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

APPLICANTS: Final = ("natural", "business", "research", "public_interest", "legal_service", "other", "total")

T2_2021: Final = """
第二十条第（一）项[4]
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | =rules.issued | =rules.repealed | =rules.in_force
行政规范性文件 | =normative.issued | =normative.repealed | =normative.in_force
第二十条第（五）项[4]
信息内容 | 本年处理决定数量[3]
行政许可 | =licensing.decisions[3]
第二十条第（六）项[4]
信息内容 | 本年处理决定数量[3]
行政处罚 | =penalty.decisions[3]
行政强制 | =compulsion.decisions[3]
第二十条第（八）项[4]
信息内容 | 本年收费金额（单位：万元）[3]
行政事业性收费 | =fees.amount[3]
"""

T2_2019: Final = """
第二十条第（一）项[4]
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | =rules.made | =rules.published | =rules.public_total
规范性文件 | =normative.made | =normative.published | =normative.public_total
第二十条第（五）项[4]
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | =licensing.last_year | =licensing.change | =licensing.decisions
其他对外管理服务事项 | =other_services.last_year | =other_services.change | =other_services.decisions
第二十条第（六）项[4]
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | =penalty.last_year | =penalty.change | =penalty.decisions
行政强制 | =compulsion.last_year | =compulsion.change | =compulsion.decisions
第二十条第（八）项[4]
信息内容 | 上一年项目数量 | 本年增/减[2]
行政事业性收费 | =fees.last_year | =fees.change[2]
第二十条第（九）项[4]
信息内容 | 采购项目数量 | 采购总金额[2]
政府集中采购 | =procurement.projects | =procurement.amount[2]
"""

T3_2021: Final = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）[3x3] | 申请人情况[7]
自然人[1x2] | 法人或其他组织[5] | 总计[1x2]
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
一、本年新收政府信息公开申请数量[3] | =new *
二、上年结转政府信息公开申请数量[3] | =carried_in *
三、本年度办理结果[1x22] | （一）予以公开[2] | =granted *
（二）部分公开（区分处理的，只计这一情形，不计其他情形）[2] | =partial *
（三）不予公开[1x8] | 1.属于国家秘密 | =refused_state_secret *
2.其他法律行政法规禁止公开 | =refused_other_law *
3.危及“三安全一稳定” | =refused_three_securities *
4.保护第三方合法权益 | =refused_third_party *
5.属于三类内部事务信息 | =refused_internal_affairs *
6.属于四类过程性信息 | =refused_process_information *
7.属于行政执法案卷 | =refused_enforcement_files *
8.属于行政查询事项 | =refused_administrative_query *
（四）无法提供[1x3] | 1.本机关不掌握相关政府信息 | =unavailable_not_held *
2.没有现成信息需要另行制作 | =unavailable_must_be_created *
3.补正后申请内容仍不明确 | =unavailable_unclear *
（五）不予处理[1x5] | 1.信访举报投诉类申请 | =rejected_petition *
2.重复申请 | =rejected_repeated *
3.要求提供公开出版物 | =rejected_publication *
4.无正当理由大量反复申请 | =rejected_excessive *
5.要求行政机关确认或重新出具已获取信息 | =rejected_reconfirm *
（六）其他处理[1x3]|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | =other_no_correction *
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | =other_fee_unpaid *
3.其他 | =other_misc *
（七）总计[2] | =handled_total *
四、结转下年度继续办理[3] | =carried_out *
"""

T3_2019: Final = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）[3x3] | 申请人情况[7]
自然人[1x2] | 法人或其他组织[5] | 总计[1x2]
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
一、本年新收政府信息公开申请数量[3] | =new *
二、上年结转政府信息公开申请数量[3] | =carried_in *
三、本年度办理结果[1x20] | （一）予以公开[2] | =granted *
（二）部分公开（区分处理的，只计这一情形，不计其他情形）[2] | =partial *
（三）不予公开[1x8] | 1.属于国家秘密 | =refused_state_secret *
2.其他法律行政法规禁止公开 | =refused_other_law *
3.危及“三安全一稳定” | =refused_three_securities *
4.保护第三方合法权益 | =refused_third_party *
5.属于三类内部事务信息 | =refused_internal_affairs *
6.属于四类过程性信息 | =refused_process_information *
7.属于行政执法案卷 | =refused_enforcement_files *
8.属于行政查询事项 | =refused_administrative_query *
（四）无法提供[1x3] | 1.本机关不掌握相关政府信息 | =unavailable_not_held *
2.没有现成信息需要另行制作 | =unavailable_must_be_created *
3.补正后申请内容仍不明确 | =unavailable_unclear *
（五）不予处理[1x5] | 1.信访举报投诉类申请 | =rejected_petition *
2.重复申请 | =rejected_repeated *
3.要求提供公开出版物 | =rejected_publication *
4.无正当理由大量反复申请 | =rejected_excessive *
5.要求行政机关确认或重新出具已获取信息 | =rejected_reconfirm *
（六）其他处理[2] | =other *
（七）总计[2] | =handled_total *
四、结转下年度继续办理[3] | =carried_out *
"""

# The same in both official formats.
T4: Final = """
行政复议[5] | 行政诉讼[10]
结果维持[1x2] | 结果纠正[1x2] | 其他结果[1x2] | 尚未审结[1x2] | 总计[1x2]|未经复议直接起诉[5]|复议后起诉[5]
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
""" + " | ".join(
    f"={row}.{column}"
    for row in ("review", "direct", "after_review")
    for column in ("upheld", "corrected", "other", "pending", "total")
)

DRAWINGS: Final = {
    ("2019", "t2"): T2_2019,
    ("2019", "t3"): T3_2019,
    ("2019", "t4"): T4,
    ("2021", "t2"): T2_2021,
    ("2021", "t3"): T3_2021,
    ("2021", "t4"): T4,
}

_SPAN = re.compile(r"\[(\d+)(?:x(\d+))?\]$")


class Place(NamedTuple):
    """One merged cell: its top left place, its spans, and its text or the name of its value."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def drawn(table: str, drawing: str) -> list[Place]:
    """Return the merged cells of a drawing; texts of values are full cell names after ``=``."""
    taken: set[tuple[int, int]] = set()
    places = []
    for row, line in enumerate(drawing.strip().splitlines()):
        for piece in _pieces(table, line):
            span = _SPAN.search(piece)
            columns, rows = (int(span[1]), int(span[2] or 1)) if span else (1, 1)
            column = next(free for free in range(99) if (row, free) not in taken)
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            places.append(Place(row, column, rows, columns, _SPAN.sub("", piece)))
    return places


def _pieces(table: str, line: str) -> Iterator[str]:
    for piece in map(str.strip, line.split("|")):
        if piece.endswith(" *"):
            yield from (f"={table}.{piece[1:-2]}.{column}" for column in APPLICANTS)
        else:
            yield f"={table}.{piece[1:]}" if piece.startswith("=") else piece
