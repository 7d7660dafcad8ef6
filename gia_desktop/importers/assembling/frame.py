"""What stands around a report on a page or a sheet: facts of publishing, navigation, signature and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from gia_desktop.core.values import squeeze
from gia_desktop.importers.tables import RawTable

_FACTS: Final = frozenset({
    "名称", "标题", "索引号", "文号", "发文字号", "信息分类", "主题分类", "体裁分类", "组配分类", "分类",
    "主题词", "关键词", "发布机构", "发布机关", "发文机关", "公开机构", "信息来源", "公开日期",
    "发布日期", "成文日期", "生成日期", "发文日期", "发布时间", "公开时间", "生效日期", "失效日期",
    "有效性", "信息有效性", "公开方式", "公开范围", "公开时限", "公开程序", "公开形式", "公开类别",
    "责任部门", "内容概述", "统一登记号", "信息名称"
})  # fmt: skip
"""What a page of the publishing platform says of a document in a table above it."""
_CLUTTER = re.compile(
    "目录$|目录[:：]|【?打印|【?关闭|分享|扫一扫|字体|字号|【?字体|浏览次数|浏览量|阅读次数|阅读量|访问量|"
    "点击数|点击量|"
    "发布时间|发布日期|发文日期|成文日期|生成日期|公开日期|信息来源|来源[:：]|作者[:：]|编辑[:：]|责任编辑|索引号|"
    "索 引 号|文号[:：]|当前位置|您现在的位置|您当前的位置|您的位置|首页|网站首页|主题分类|发布机构|发布机关|"
    "公开方式|"
    "时间[:：]|日期[:：]|〖|上一篇|下一篇|收藏|视力保护|语音播报|无障碍"
)
_FOOT = re.compile(
    "上一篇|下一篇|上一条|下一条|相关(?:链接|文章|信息|稿件|新闻|阅读|解读|文件)|版权所有|主办单位|主办[:：]|承办单位|"
    "承办[:：]|网站标识码|网站地图|备案序?号|.{0,2}ICP备|.{0,4}公网安备|返回顶部|责任编辑|【?打印|【?关闭|"
    "分享到|"
    "扫一扫|友情链接|网站声明|政府网站找错|您访问的链接|浏览次数|阅读次数"
)
_LONGEST_FRAME: Final = 48
_DATE = re.compile(
    "(?:20[0-9]{2}|[二2][〇○零0O][一二三四五六七八九〇○零]{2})年"
    "[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
)
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()·]{2,40}?(?:人民政府|政府|办公室|办公厅|办事处|委员会|管委会|[局厅委办部院中站]|中心|大队|集团)"
    r"(?:[（(]?(?:盖章|公章|章)[)）]?)?"
)
_FEWEST_FACTS: Final = 2
_MOST_SIGNED: Final = 3


class Framed(NamedTuple):
    """The lines of a report, and those of the frame around it."""

    lines: list[str]
    left_out: list[str]


def is_fact_table(table: RawTable) -> bool:
    """Tell whether a table holds facts of publishing: index number, date, office."""
    labels = {cell.text.strip().rstrip(":： ") for cell in table.cells}
    return len(labels & _FACTS) >= _FEWEST_FACTS


def without_clutter(lines: Sequence[str]) -> Framed:
    """Part the opening from the lines that a page writes above and below a title."""
    kept: list[str] = []
    left_out: list[str] = []
    for line in lines:
        text = line.strip()
        is_frame = len(text) < _LONGEST_FRAME and "。" not in text and _CLUTTER.match(text)
        (left_out if is_frame or squeeze(text).rstrip(":") in _FACTS else kept).append(line)
    return Framed(kept, left_out)


def without_foot(lines: Sequence[str], unit: str) -> Framed:
    """Part the last section from what ends a page, and from signature and date.

    A signature is left out only where it is the unit's name or stands beside a date, at the very end.
    """
    end = next((place for place, line in enumerate(lines) if _is_foot(line)), len(lines))
    kept = list(lines[:end])
    left_out = [line for line in lines[end:] if line.strip()]
    signed: list[str] = []
    while kept and (not kept[-1].strip() or _is_signature(kept[-1], unit, signed)):
        line = kept.pop()
        if line.strip():
            signed.insert(0, line)
    return Framed(kept, [*signed, *left_out])


def _is_foot(line: str) -> bool:
    text = line.strip()
    return len(text) < 2 * _LONGEST_FRAME and "。" not in text and _FOOT.match(text) is not None


def _is_signature(line: str, unit: str, signed: Sequence[str]) -> bool:
    text = squeeze(line)
    if len(signed) == _MOST_SIGNED:
        return False
    if _DATE.fullmatch(text):
        return True
    if len(text) > 1 and unit and (text == unit or unit.endswith(text)):
        return _ORGAN.fullmatch(text) is not None
    is_dated = bool(signed) and _DATE.fullmatch(squeeze(signed[0])) is not None
    return is_dated and _ORGAN.fullmatch(text) is not None
