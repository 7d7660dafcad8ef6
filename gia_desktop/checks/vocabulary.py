"""The words by which reports speak of applications, cases and figures: data for the reader of sentences.

Every entry is a meaning and the ways to say it, as a regular expression over an even text. Order counts:
the first entry that fits a place wins, so longer and more special wordings stand first.
"""

from __future__ import annotations

import re
from typing import Final

MEASURES: Final = (
    "件次|条次|人次|余件|件|条|份|例|起|项|宗|次|篇|个|期|部|场|家|批|页|名|人|张|类|种|处|户|天|"
    "小时|届|轮|版|册|万元|亿元|元|台|米|公里|年|周|幅|集|档|字|日|单|笔|位"
)
CASE_MEASURES: Final = frozenset(
    {"", "件", "条", "份", "例", "起", "项", "宗", "次", "个", "件次", "条次", "余件"}
)
"""Measure words of applications, cases and documents; one may be missing."""

_SPOKEN: Final = "〇零一二两三四五六七八九十百千"
_ABOUT: Final = "近|约|大约|将近|逾|超过|超|不足|突破|达到|多达|达"
_NUMBER: Final = (
    rf"(?:{_ABOUT})?(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?[万千百亿]?(?:余|多|\+|来)?[万千]?"
    rf"(?:{MEASURES})?(?:以上|左右)?"
)
_SPOKEN_NUMBER: Final = (
    rf"(?:{_ABOUT})?(?<![第每同统唯逐任某{_SPOKEN}])[{_SPOKEN}]+(?:余|多|来)?万?(?:余|多)?"
    r"(?:件(?!事|套)|条(?!龙|例|线)|份|例(?!如)|起(?!来)|宗|项(?!目)|篇|期)(?:以上|左右)?"
)

_INFORMATION: Final = "(?:政府|政务)?信息"
_PLACE_IN_YEAR: Final = "下一年度?|下年度?|下一个年度|次年|明年|翌年|来年"
_SELF: Final = "(?:本机关|本单位|本部门|本行政机关|本局|本府|我[局委厅镇乡县区市办])?"

VOCABULARY: Final = (
    ("live", r"\{(?:last\.)?[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+\}"),
    ("document_number", r"[〔\[(【]\d{4}[〕\])】]第?\d+号|第?\d+号|第[一二三四五六七八九十百\d]+[条款项次届个]?"),
    ("period", r"(?:19|20)\d\d年?(?:-|—|–|~|至|到)(?:19|20)\d\d年度?|近[一二两三四五六七八九十几\d]+年|历年|历史累计"
               r"|[一二两三四五六七八九十\d]+年来|自(?:19|20)\d\d年[^，。；]{0,12}(?:以来|起)|以来"),
    ("carry_out", rf"(?:结转|转结|顺延|延续|转入|转至|转到|推迟|延期)(?:至|到|入|给)?(?:{_PLACE_IN_YEAR})"
                  r"(?:的)?(?:继续)?(?:办理|答复|处理|办结)?(?:并?答复)?"
                  rf"|(?:转|留|延)(?:至|到|入)?(?:{_PLACE_IN_YEAR})(?:的)?(?:继续)?(?:办理|答复|处理)?(?:答复)?"
                  rf"|(?:{_PLACE_IN_YEAR})(?:的)?(?:结转|转结)|跨年度?(?:继续)?(?:办理|答复)"),
    ("carry_year", r"(?:结转|转结|顺延|延续|转入|转至|转到)(?:至|到|入)?(20\d\d)年度?(?:的)?(?:继续)?(?:办理|答复|处理)?(?:答复)?"),
    ("year_carry", r"(?:承接|接转)?(20\d\d)年度?(?:的)?(?:未办结)?(?:结转|转结|顺延)(?:至本年度?|到本年度?|过来|而来)?"),
    ("carry_in", r"(?:承接|接转)?(?:上年度?|上一年度?|去年度?|往年|以前年度)(?:的)?(?:未办结的?)?(?:结转|转结|顺延|转入|遗留)"
                 r"(?:至本年度?|到本年度?|过来|而来|来)?(?:的)?|结转自(?:上年度?|上一年度?|去年)|结转上年度?(?:的)?"),
    ("year", r"(?:19|20)\d\d年(?:度|初|底|末)?"),
    ("date", r"\d{1,2}月份?(?:\d{1,2}日)?|\d{1,2}日(?!均)|\d{1,2}时"),
    ("percent", r"(?:近|约|超过|超|逾)?\d+(?:\.\d+)?(?:%|个百分点)|百分之[〇零一二三四五六七八九十百点]+"
                r"|[\d.]+倍|[一二两三四五]倍|[一二三四五六七八九]成"),
    ("phone", r"0\d{2,3}-\d{7,8}|(?<!\d)12345(?!\d|件)|(?<!\d)1[3-9]\d{9}(?!\d)"),
    ("number", _NUMBER),
    ("spoken", _SPOKEN_NUMBER),
    ("unsure", r"不属于(?:政府信息|本机关|本行政)|非政府信息|告知(?:其)?(?:其他|申请)?途径|信息不存在|不存在|其他途径|更改补充"),
    ("rate", r"(?:办结|答复|办理|回复|公开|办复|满意|及时|按期办结|按时办结|按时答复)率"),
    ("fee_notice", r"收费通知书?|缴费通知书?"),
    ("processing_fee", r"信息(?:公开)?(?:信息)?处理费用?"),
    ("fees", r"行政事业性?收费(?:金额|总额)?"),
    ("no_correction", r"(?:申请人)?(?:无正当理由)?(?:逾期|超期|超过时间|超时|未按时|未按期|未在规定期限内)(?:没有|不|未)?补正"
                      r"|不补正"),
    ("fee_unpaid", r"(?:申请人)?逾期(?:未|不)(?:按收费通知要求)?(?:缴纳?(?:费用?)?|交费)"),
    ("not_held", rf"{_SELF}(?:不掌握|未掌握|未制作、?保存)(?:相关|该)?(?:政府)?(?:信息)?"
                 r"|非本(?:部门|机关|单位)(?:掌握|制作)(?:的)?(?:信息)?"),
    ("must_be_created", r"没有现成信息(?:[、，]?需要?另行制作)?|需要?另行制作|需要?(?:进行)?加工、?分析"),
    ("unclear", r"补正后(?:申请)?(?:内容)?仍?不明确|申请内容仍不明确"),
    ("petition", r"(?:属于?)?信访、?举报、?投诉(?:诉求)?类?(?:申请)?|信访(?:诉求)?类(?:申请)?|(?:属于?)信访"),
    ("repeated", r"重复(?:提出的?)?申请"),
    ("publication", r"要求(?:行政机关)?提供公开出版物|公开出版物"),
    ("excessive", r"(?:无正当理由)?大量、?反复申请"),
    ("reconfirm", r"(?:要求)?(?:行政机关)?确认或者?重新出具(?:已获取信息)?"),
    ("state_secret", r"(?:属于|涉及|涉)国家秘密"),
    ("other_law", r"(?:其他)?法律、?(?:行政)?法规(?:规定)?禁止公开"),
    ("three_securities", r"(?:危及)?[“\"]?三安全一稳定[”\"]?"),
    ("third_party", r"(?:保护)?第三方合法权益|涉及(?:商业秘密|个人隐私)"),
    ("internal_affairs", r"(?:属于)?(?:三类)?内部事务性?信息"),
    ("process_information", r"(?:属于)?(?:四类)?过程性信息"),
    ("enforcement_files", r"(?:属于)?行政执法案卷(?:信息)?"),
    ("administrative_query", r"(?:属于)?行政查询事项"),
    ("withdrawn", r"(?:主动)?撤[回销](?:了)?(?:其)?(?:政府信息公开)?(?:申请)?"),
    ("partial", r"部分予以公开|予以部分公开|部分(?:同意)?公开|区分处理"),
    ("refused", r"(?:不|未)予以?公开|不同意公开|拒绝公开"),
    ("granted", r"予以公开|同意公开|全部(?:予以)?公开|准予公开|给予公开|全文公开"),
    ("unavailable", r"无法提供|不能提供"),
    ("rejected", r"不予处理"),
    ("other_result", r"(?:作|予以)?(?:其他|其它)(?:方式|情形)?处理"),
    ("application", rf"依申请(?:公开)?(?:政府|政务)?(?:信息)?(?:公开)?(?:的)?(?:申请|事项|案件|件|请求|要求|来信|诉求|办理)?(?:信息)?(?:申请)?(?:事项|件)?"
                    rf"|{_INFORMATION}依申请公开(?:申请)?(?:事项|件)?"
                    rf"|{_INFORMATION}公开(?:的)?(?:依)?申请(?:公开)?(?:事项|案件|件|书)?"
                    rf"|申请(?:公开)?{_INFORMATION}(?:公开)?(?:的)?(?:事项|案件|件|要求)?"
                    rf"|公开{_INFORMATION}(?:的)?申请(?:件)?|公开申请(?:事项|件)?|{_INFORMATION}申请(?:公开)?(?:事项|件)?"
                    rf"|申请公开(?:信息)?(?:的)?(?:事项|件|要求)?|{_INFORMATION}公开(?:案件|件|事项)"),
    ("direct", r"(?:未经复议)?直接(?:向法院)?(?:起诉|提起(?:行政)?诉讼)|未经复议(?:的)?(?:起诉|行政诉讼|诉讼)?"),
    ("after_review", r"(?:经)?(?:行政)?复议后(?:又)?(?:起诉|提起(?:行政)?诉讼|诉讼)"),
    ("both_cases", r"行政争议|复议诉讼(?:案件)?|复议应诉(?:案件)?"),
    ("review", r"(?:行政)?复议(?!机关|机构|法|委|员|决定书|应诉工作|体制|工作|申请书)"),
    ("suit", r"(?:行政)?诉讼(?!法)|行政应诉(?!工作)|行政案件"),
    ("upheld", r"结果(?:均|全部)?(?:被)?维持|(?:均|全部)?(?:获得?)?维持(?!稳定|秩序)"),
    ("corrected", r"结果(?:被)?纠正|(?:被)?纠正|(?:被)?纠错"),
    ("other_outcome", r"其他结果|其它结果"),
    ("pending", r"(?:尚)?未审结|尚未(?:审理)?完结|正在审理(?:中)?|尚在审理(?:中)?|(?:仍在)?审理中|未结"),
    ("normative", r"(?:行政)?规范性文件"),
    ("rules", r"(?:市|省|地方)?(?:人民)?政府规章(?!制度)|(?<!各项)(?<!部门)规章(?!制度|和制度)"),
    ("repealed", r"(?:本年)?(?:废止|宣布失效|失效)(?:件数|了)?(?:为)?"),
    ("in_force", r"现行有效(?:的)?(?:件数)?|继续有效(?:的)?"),
    ("issued", r"(?:本年|新)?(?:制发|制定|出台)(?:件数|出台|并公开)?|新增公开|新增"),
    ("decided", r"(?:本年)?处理决定(?:数量)?|(?:作出|做出)"),
    ("licensing", r"行政许可(?!申请|事项|清单)"),
    ("penalty", r"行政处罚(?!事项|清单|裁量)"),
    ("compulsion", r"行政强制(?:措施)?(?!事项|清单)"),
    ("natural", r"自然人|公民个人|公民|个人(?!信息|隐私)"),
    ("organisations", r"法人(?:或者?|及|和|与|、|以及)(?:其他|其它)组织|法人(?:单位)?(?!代表|治理)|企事业单位"),
    ("business", r"商业企业"),
    ("research", r"科研机构"),
    ("public_interest", r"社会公益组织"),
    ("legal_service", r"法律服务机构|律师事务所"),
    ("all_channels", r"(?:网络|网上|在线|互联网|电子邮件|邮件|邮寄|信函|信件|邮政|当面|现场|窗口|传真|书面|、|和|及)+"
                     r"等?(?:各种|多种|各类)?(?:方式|渠道|途径|形式)(?!申请)"),
    ("channel", r"(?:通过|以)?(?:网络|网上|在线|互联网|电子邮件|邮件|邮寄|信函|信件|邮政|当面|现场|窗口|传真|书面|纸质)"
                r"(?:提交的?|渠道|方式|平台|形式|寄送)?(?:政府信息公开)?(?:申请)?"),
    ("finish", r"(?:依法|按期|按时|及时|限期)?(?:办结|办毕|办复|结案)|(?:办理)?(?:并)?(?:予以|作出|完成)?(?:申请)?答复|回复|办理完毕"),
    ("handle", r"收办|办理(?!结果|流程|情况|程序|时限|期限|质量|效率|机制|制度|工作)|处理(?!决定|机制|流程|情况|办法)"),
    ("accept", r"受理(?!点|窗口|条件|机构|渠道|方式)"),
    ("receive", r"新?收到|新收|接收|接到|收(?=到?\d)"),
    ("other_receive", r"承办|承接"),
    ("versus", r"较|相比|比(?=上|去|20|往|同)|同比|环比|对比"),
    ("up", r"增加了?|上升了?|增长了?|提高了?|增幅|多出|多(?=了?\d)|升幅"),
    ("down", r"减少了?|下降了?|降低了?|降幅|少(?=了?\d)"),
    ("last_year", r"上年度?(?:同期)?|上一年度?(?:同期)?|去年(?:同期)?|同期|往年"),
    ("share", r"占比?(?:总数|全部|比例)?"),
    ("among", r"其中"),
    ("including", r"包含|包括|含"),
    ("total", r"共计|合计|总计|总共|一共|共有|共"),
    ("every", r"均|全部|都"),
    ("negation", r"未(?!来|经|审|补|掌握)|没有|尚无|无(?!法|偿|论|需|关|条件|障|正当|线|缝|效|锡)"),
    ("distraction", r"来信|信箱|热线|工单|留言|咨询|建议|提案|信访|投诉|举报|来电|来访|访问|点击|浏览|粉丝|阅读|关注|会议"
                    r"|培训|公众号|微博|网站|发布|主动公开|解读|回应|督查|检查|抽查|整改|权力|服务事项|栏目|专栏|专题|办件"
                    r"|诉求|新闻|公报|清理|公示|公开事项目录|办事|调查|满意度|责任追究|奖励|救助|宣传|平台|目录|指南|档案"),
    ("request", r"申请(?:件|事项|量|总数)?"),
)  # fmt: skip
"""(meaning, wording) in order of preference."""

WORDS: Final = re.compile("|".join(f"(?P<{name}>{wording})" for name, wording in VOCABULARY))
"""One expression that finds every word; ``lastgroup`` of a match is its meaning."""

RESULTS: Final = {
    "granted": ("granted", "予以公开"), "partial": ("partial", "部分公开"), "refused": ("refused", "不予公开"),
    "unavailable": ("unavailable", "无法提供"), "rejected": ("rejected", "不予处理"),
    "other_result": ("other", "其他处理"),
    "not_held": ("unavailable_not_held", "本机关不掌握相关政府信息"),
    "must_be_created": ("unavailable_must_be_created", "没有现成信息需要另行制作"),
    "unclear": ("unavailable_unclear", "补正后申请内容仍不明确"),
    "petition": ("rejected_petition", "信访举报投诉类申请"), "repeated": ("rejected_repeated", "重复申请"),
    "publication": ("rejected_publication", "要求提供公开出版物"),
    "excessive": ("rejected_excessive", "无正当理由大量反复申请"),
    "reconfirm": ("rejected_reconfirm", "确认或重新出具已获取信息"),
    "no_correction": ("other_no_correction", "逾期不补正"), "fee_unpaid": ("other_fee_unpaid", "逾期不缴费"),
    "state_secret": ("refused_state_secret", "属于国家秘密"),
    "other_law": ("refused_other_law", "其他法律行政法规禁止公开"),
    "three_securities": ("refused_three_securities", "危及“三安全一稳定”"),
    "third_party": ("refused_third_party", "保护第三方合法权益"),
    "internal_affairs": ("refused_internal_affairs", "属于三类内部事务信息"),
    "process_information": ("refused_process_information", "属于四类过程性信息"),
    "enforcement_files": ("refused_enforcement_files", "属于行政执法案卷"),
    "administrative_query": ("refused_administrative_query", "属于行政查询事项"),
}  # fmt: skip
"""Word of a result → row of table 3 and its name."""

GROUPS_OF_RESULTS: Final = frozenset({"refused", "unavailable", "rejected", "other_result"})

APPLICANTS: Final = {
    "natural": "自然人", "organisations": "法人或其他组织", "business": "商业企业", "research": "科研机构",
    "public_interest": "社会公益组织", "legal_service": "法律服务机构",
}  # fmt: skip

OUTCOMES: Final = {
    "upheld": ("upheld", "结果维持"), "corrected": ("corrected", "结果纠正"),
    "other_outcome": ("other", "其他结果"), "pending": ("pending", "尚未审结"),
}  # fmt: skip

CASE_WORDS: Final = {
    "review": ("review",), "suit": ("direct", "after_review"), "direct": ("direct",),
    "after_review": ("after_review",), "both_cases": ("review", "direct", "after_review"),
}  # fmt: skip

VOLUMES: Final = frozenset({"receive", "accept", "handle", "finish"})
