"""How much of a text stands as before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gia_desktop.core.likeness import RUN, Freshness, likeness, share_kept

BEFORE = """（一）主动公开情况。全年主动公开政府信息386条，其中县政府网站214条、公众号143条、公开栏29条。
（二）依申请公开情况。收到申请9件，申请内容主要涉及土地征收补偿、工程招标和救助资金发放。
举办开放日活动两次，请村民代表走进便民服务中心看公开栏。"""
SHARED = "镇长为第一责任人，党政办公室配备专职人员"
texts = st.text("的一是镇公开申请，。\n12件{}t3.", max_size=60)


def test_other_figures_and_live_numbers_do_not_make_a_text_new() -> None:
    now = BEFORE.replace("386", "410").replace("9件", "{t3.new.total}件")
    found = likeness(now, BEFORE)
    assert found.percent == 100
    assert [item.freshness for item in found.paragraphs] == [Freshness.COPIED] * 3


def test_a_paragraph_moved_elsewhere_still_stands_as_before() -> None:
    lines = BEFORE.splitlines()
    found = likeness("\n".join((lines[2], lines[0])), BEFORE)
    assert [item.freshness for item in found.paragraphs] == [Freshness.COPIED, Freshness.COPIED]


def test_a_reworded_paragraph_counts_by_the_phrases_it_keeps() -> None:
    now = "举办开放日活动两次，请村民代表走进便民服务中心查资料。\n全镇围绕群众急难愁盼公开了一批新事项。"
    found = likeness(now, BEFORE)
    assert [item.freshness for item in found.paragraphs] == [Freshness.TOUCHED, Freshness.NEW]
    assert 50 <= found.percent <= 60
    assert now[slice(*found.runs[0])].startswith("举办开放日活动两次")


def test_words_of_fewer_signs_than_a_run_are_common_property() -> None:
    assert likeness("县政府网站公开财政预决算。", BEFORE).percent == 0
    assert likeness(f"我{SHARED[:RUN]}。", f"他{SHARED[:RUN]}。").percent == RUN * 100 // (RUN + 1)


def test_headings_are_not_paragraphs_of_the_clerk() -> None:
    found = likeness("（一）主动公开情况\n（二）依申请公开情况\n没有收到申请。", "（一）主动公开情况")
    assert [item.freshness for item in found.paragraphs] == [Freshness.NEW]


def test_places_name_each_stretch_taken_over_and_kinds_are_counted() -> None:
    first, second, third = BEFORE.splitlines()
    now = f"{third[:14]}换成了另外的一些全新的说法，{second[9:]}"
    found = likeness(now, BEFORE)
    assert [now[start:end] for start, end in found.runs] == [third[:14], second[9:-1]]
    assert [found.count(state) for state in Freshness] == [0, 1, 0]
    assert [state.words for state in Freshness] == ["原样照抄", "改动不大", "新写"]
    assert likeness(first, BEFORE).count(Freshness.COPIED) == 1


def test_share_kept_finds_a_paragraph_among_others() -> None:
    first, second, third = BEFORE.splitlines()
    assert share_kept(third, f"{second}\n{third.replace('两次', '三次')}") > 60
    assert share_kept(first, second) < 10


def test_a_text_of_few_words_is_kept_only_as_a_whole_paragraph() -> None:
    for text in ("无。", "386", "（一）主动公开", "9件。", "{t3.new.total}件。"):
        assert share_kept(text, f"其他文字。\n　{text}\n其他文字。") == 100
        assert share_kept(text, f"情况：{text}") == 0
        assert share_kept(text, "全年公开386条，收到9件。另无。") == 0
    assert share_kept("9件。", "10件。") == 0


@given(texts, texts)
def test_places_lie_in_the_text_and_percentages_between_0_and_100(text: str, before: str) -> None:
    found = likeness(text, before)
    assert all(0 <= start < end <= len(text) for start, end in found.runs)
    assert all(0 <= percent <= 100 for percent in (found.percent, *(one.percent for one in found.paragraphs)))
    assert likeness(text, text).percent in {0, 100}
