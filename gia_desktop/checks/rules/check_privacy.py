"""What must never be published of a person: numbers that identify, names of applicants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gia_desktop.checks.finding import Finding, Severity
from gia_desktop.checks.rule import Probe, Rule, check
from gia_desktop.checks.text_places import BODY_KEYS, Hit, TextPlace, matches, section_of, text_probes
from gia_desktop.core.keys import CONTACT_PHONE, TextKey
from gia_desktop.formats.schema import Format
from gia_desktop.formats.sheet import Sheet

_PRIVACY: Final = "《政府信息公开条例》第十五条；公开前应去除个人信息"

_IDENTITY: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_LABELLED: Final = re.compile(
    r"(?:身份证|证件)(?:号码?|编号)?[^\d\n]{0,6}(\d{17}[\dXx]|\d{15}|\d{6} ?\d{8} ?\d{3}[\dXx])(?!\d)"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PASSPORT: Final = re.compile(r"(?:护照|通行证)(?:号码?)?[^A-Za-z\d\n]{0,4}([A-Z]{1,2}\d{7,8})(?!\d)")
_MOBILE: Final = re.compile(r"(?<![\d-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_ACCOUNT: Final = re.compile(
    r"(?:账号|账户|卡号|帐号|银行卡|储蓄卡|户头)[^\d\n]{0,6}(\d(?:[ -]?\d){11,20})(?!\d)"
)
_CARD: Final = re.compile(r"(?<![\d.])(62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?![\d.])")
_PLATE: Final = re.compile(
    r"(?<![A-Za-z])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. -]?"
    r"(?=[A-HJ-NP-Z]*\d)(?:[A-HJ-NP-Z\d]{6}|[A-HJ-NP-Z\d]{5})(?![A-Za-z\d])"
)

_TELLING: Final = re.compile(r"[A-Z\d](?:(?<=\d)(?:[ -]?\d){6}|(?<=[A-Z])[·•. -]?[A-Z\d]{5})")
"""All these numbers hold as many digits, or letters and digits, in a row."""

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐韩冯邓曹彭曾肖董袁潘蔡蒋杜叶苏魏吕丁沈姚卢傅何"
    "钟姜崔谭廖范汪陆戴贾韦夏邱邹熊孟秦薛雷贺龙段郝孔邵史毛常万顾赖武康施洪龚"
    "萧章葛柳祁甄伍俞詹翟骆卓屈喻柯霍覃舒凌冉邢佟裴殷庄梅岳"
)
"""Common surnames; 任, 许, 于, 高 and 向 would read as common words."""
_COMPOUND: Final = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|夏侯"
_NO_NAME: Final = (
    "(?!周[边围期年密全末知到]|何[时种人事处必以况]|万[元人户众一无]|常[态务见用规年住设委]|龙[头江岗华]|毛[利入]|段[落时]"
    "|施[工行政策]|康[复养]|武[汉装警]|孔庙|史[料上]|夏季|秦皇|邵阳|顾[问客全]|贺[信州]|雷[电达]|张[贴家榜]|黄[河山石冈]|陈[述列旧]"
    "|徐州|胡同|林[业地区木草权场]|罗[列湖山]|郑[重州]|谢绝|唐山|曹县|曾[经被多获]|董事|杜绝|苏[州区]|沈阳|钟楼|陆[续地]|范[围本畴例]"
    "|章[程节]|庄[严稳园稼]|梅州|岳阳|卓越|凌晨|舒适|柳州|洪[水涝灾]|汪清|康复|王某|梁[山平]|柯城|万[达盛州]|覃塘)"
)
"""Common words and places that begin like names."""
_GIVEN: Final = (
    r"(?:(?![某的等年月日市县区镇乡村省州港山江湖海河地业权局委政府部门法依内外度重要公开信息申请群众民居社家先女士向提要不对在通])"
    r"[\u4e00-\u9fff])"
)
_NAME: Final = rf"(?:{_NO_NAME}(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}))"
_RARE: Final = (
    r"(?:[马钱程严田金白石方温](?![上款财序度格厉重间地融额天色材油案便式法面馨州])|[尹侯汤乔倪聂阮樊江])"
)
"""Surnames that begin common words, too; they count where a name is expected."""
_WORDLIKE: Final = (
    "(?:高(?![度效质标水位层新等考中端校龄速铁温])|许(?![可多])|任(?![何务命职期意])|于(?![年日]))"
)
"""They begin more words still: only with two characters behind them."""
_FULL_NAME: Final = rf"(?:{_NO_NAME}(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{2}}))"
"""Of three characters at least: 林地 and 周边 begin like names."""
_LONG_NAME: Final = rf"(?:{_FULL_NAME}|{_RARE}{_GIVEN}{{2}}|{_WORDLIKE}{_GIVEN}{{2}})"
_FIRST_SIGNS: Final = f"{_SURNAMES}马钱程严田金白石方温尹侯汤乔倪聂阮樊江高许任于欧上司诸皇尉公慕令东"
"""All that a name may begin with: looked at first, for speed."""
_PERSON: Final = (
    "(?=[申居村市群业家教职员原当上车户经公股学来信投举反网律代第利法])(?:申请人|居民|村民|市民|群众|业主|家长|教师|职工|员工|原告|当事人|上诉人|车主|户主|经营者|公民|股东|学生"
    "|(?:居民|村民|业主|群众|法定)代表人?|来信人|来访人|信访人|投诉人|举报人|反映人|网民|网友|律师|代理人|第三人|利害关系人|申请公开人员)"
)
_ASKING: Final = (
    r"(?:先生|女士|同志)?(?:（[^）\n]{0,30}）)?(?:[、和与等][^，。；\n]{0,12}?)?(?:等\d*[人名]?)?(?:联名|代为)?"
    r"(?:(?:于|在)[^，。；\n]{1,16}?)?(?:通过[^，。；\n]{1,12}?)?(?:向[^，。；\n]{1,14}?)?"
    r"(?:对[^，。；\n]{1,12}?)?(?:提出|提交|申请|要求|不服|起诉|诉(?!讼|求)|提起|反映|来信|来函|来访|邮寄|寄来)"
)
_CALLED: Final = rf"{_NAME}|[{_SURNAMES}][海江河湖]{_GIVEN}|{_RARE}{_GIVEN}{{1,2}}|{_WORDLIKE}{_GIVEN}{{1,2}}"
"""What counts as a name behind 申请人 and its like."""
_APPLICANTS: Final = (
    re.compile(
        rf"(?:{_PERSON})(?:(?:为|是)?[:： ]?|[（(])((?:{_CALLED})(?={_ASKING}|[，。,；（(）)、]|$)"
        rf"|{_LONG_NAME}(?=作出|进行|予以|所提|的申请|的信息|同意|材料|咨询|律师|[二三两]人|等\d))"
    ),
    re.compile(
        rf"(?=[{_FIRST_SIGNS}])(?:^|(?<=[。；，、：:（(\n])|(?<=年度)|(?<=今年)|(?<=\d年)|(?<=其中))"
        rf"({_LONG_NAME}(?={_ASKING})|{_NAME}(?=不服|诉[\u4e00-\u9fff]{{2,12}}(?:政府信息|信息公开)))"
    ),
    re.compile(rf"(?:送达|寄送|邮寄给|退还|退给|退至|退回)(?:申请人)?({_LONG_NAME})(?=[，。；\n]|的?材料|$)"),
    re.compile(
        rf"(?:收到|受理|答复|[对由因与]|关于)(?:{_PERSON})?({_LONG_NAME})(?=(?:先生|女士)?(?:等\d*[人名]?)?"
        r"(?:所?提交|提出|邮寄|寄来|申请|要求|作出|的(?:政府)?(?:信息公开)?申请))"
    ),
    re.compile(
        rf"收到({_NAME})(?=(?:先生|女士)?(?:等\d*[人名]?)?(?:提交|提出|邮寄|寄来)的|、{_NAME}[二三两\d]人)"
    ),
    re.compile(rf"(?:驳回|撤销对|支持)({_NAME})(?=(?:的诉讼请求|的起诉|的申请|作出的答复))"),
)


@check("GIA-LAW-002", Severity.MUST_FIX, "正文不出现身份证号、护照号、手机号、银行账号、车牌号",
       basis=_PRIVACY, example="正文里写了申请人的手机号")  # fmt: skip
def check_personal_numbers(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-002, rule 68: no number of a person; the office's own telephone is normal."""
    return text_probes(BODY_KEYS, _personal_numbers, CONTACT_PHONE)


def _personal_numbers(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    if not matches(_TELLING, text):
        return
    office = re.sub(r"\D", "", sheet.report.text(CONTACT_PHONE))
    for name, places in (
        ("身份证号", _identities(text)),
        ("护照号", [hit.span(1) for hit in matches(_PASSPORT, text)]),
        ("手机号", [hit.span() for hit in matches(_MOBILE, text) if _digits(hit.group()) not in office]),
        ("银行账号", _accounts(text)),
        ("车牌号", [hit.span() for hit in matches(_PLATE, text)]),
    ):
        found = [TextPlace(key, text, *place) for place in places]
        if found:
            lead = found[0].lead(sheet)
            where = f"“{lead}”后面写出了" if lead else "正文里有"
            yield rule.finding(
                f"{where}{name}，公开前必须删去。", section_of(key), (), tuple(place.span for place in found)
            )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _identities(text: str) -> list[tuple[int, int]]:
    """Return the places of identity numbers: called so, or right by their check digit."""
    labelled = {hit.span(1) for hit in matches(_LABELLED, text)}
    return sorted(labelled | {hit.span() for hit in matches(_IDENTITY, text) if _is_identity(hit.group())})


def _is_identity(number: str) -> bool:
    """Tell whether eighteen digits are an identity number by its check digit (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _accounts(text: str) -> list[tuple[int, int]]:
    """Return the places of account numbers: called so, or cards that are right by their check digit."""
    labelled = {hit.span(1) for hit in matches(_ACCOUNT, text)}
    starts = {start for start, _ in labelled}
    cards = {hit.span(1) for hit in matches(_CARD, text) if _is_card(_digits(hit.group(1)))}
    return sorted(labelled | {place for place in cards if place[0] not in starts})


def _is_card(number: str) -> bool:
    """Tell whether the last digit of a bank card checks the others (ISO/IEC 7812-1, Luhn)."""
    total = sum(
        sum(divmod(int(digit) * 2, 10)) if place % 2 else int(digit)
        for place, digit in enumerate(reversed(number))
    )
    return total % 10 == 0


@check("GIA-LAW-004", Severity.EXPLAIN, "不写出申请人的姓名",
       basis=_PRIVACY, example="“居民王小明在今年1月向街道申请公开……”")  # fmt: skip
def check_applicant_names(_fmt: Format) -> Iterable[Probe]:
    """GIA-LAW-004, rules 68 and 70: applicants and those who sued are not named."""
    return text_probes(BODY_KEYS, _applicant_names)


def _applicant_names(key: TextKey, text: str, rule: Rule, sheet: Sheet) -> Iterator[Finding]:
    found = _named(text)
    if found:
        first = TextPlace(key, text, *found[0].span(1))
        yield rule.finding(
            f"“{first.quote(sheet)}”写出了申请人的姓名，请删去或改成“申请人”。",
            section_of(key), (), tuple(TextPlace(key, text, *hit.span(1)).span for hit in found),
        )  # fmt: skip


def _named(text: str) -> Sequence[Hit]:
    """Return the names of applicants in a text, by place."""
    found: dict[int, Hit] = {}
    for pattern in _APPLICANTS:
        for hit in matches(pattern, text):
            if "某" not in hit.group(1):
                found.setdefault(hit.start(1), hit)
    return [found[start] for start in sorted(found)]
