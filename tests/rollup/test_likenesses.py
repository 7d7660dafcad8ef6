from __future__ import annotations

from dataclasses import replace

from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import Report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.rollup.likenesses import Twins, bare_words, same_passages, twins
from tests.support.reports.areas import collection, report_of, town

NEW = CellKey("t3.new.natural")
LONG = (
    "{name}2025年认真贯彻落实条例，通过政务公开栏、微信公众号主动公开信息{count}条，"
    "办理依申请公开{count}件，全部在法定期限内答复，没有发生行政复议和行政诉讼。"
    "我镇还设立了政府信息查阅点，安排专人接待群众，解答疑问，受到群众好评。"
)


def with_text(place: int, text: str) -> Report:
    report = report_of(town(place), {})
    return replace(report, texts={**report.texts, section_key("1"): text, section_key("5"): ""})


def found(*texts: str) -> list[tuple[Twins, str, str]]:
    pairs = twins(collection([with_text(place, text) for place, text in enumerate(texts)]), bundled_formats())
    return [(pair.kind, pair.left, pair.right) for pair in pairs]


def test_an_exact_copy_is_told_apart_from_one_with_other_names_and_numbers() -> None:
    texts = [LONG.format(name=town(0), count=12), LONG.format(name=town(0), count=12)]
    texts.append(LONG.format(name=town(2), count=345))
    assert found(*texts) == [
        (Twins.EXACT, town(0), town(1)),
        (Twins.NAMES, town(0), town(2)),
    ]


def test_the_same_sentences_over_other_tables_are_no_exact_copy() -> None:
    text = LONG.format(name="", count="{t3.new.natural}")
    one, other = (replace(with_text(place, text), values={NEW: place + 1}) for place in range(2))
    same = replace(with_text(2, text), values={NEW: 1})
    pairs = twins(collection([one, other, same]), bundled_formats())
    kinds = {(pair.left, pair.right): pair.kind for pair in pairs}
    assert kinds[town(0), town(1)] is Twins.NAMES
    assert kinds[town(0), town(2)] is Twins.EXACT


def test_a_changed_word_makes_the_pair_near() -> None:
    base = LONG.format(name="", count=1) * 2
    assert found(base, base.replace("专人接待群众，解答", "专人接待来访，解答", 1)) == [
        (Twins.NEAR, town(0), town(1))
    ]


def test_texts_of_one_subject_in_other_words_are_not_alike() -> None:
    other = "本街道围绕群众关心的事项，梳理公开目录，完善解读回应机制，邀请居民代表参加开放日活动。" * 3
    assert found(LONG.format(name="", count=1), other) == []


def test_a_unit_that_took_over_its_own_text_is_told() -> None:
    made = collection([with_text(0, LONG.format(name=town(0), count=3))])
    made = replace(made, previous={town(0): with_text(0, LONG.format(name=town(0), count=9))})
    assert [pair.kind for pair in twins(made, bundled_formats())] == [Twins.OWN_LAST_YEAR]


def test_names_short_forms_and_numbers_are_no_words() -> None:
    assert (
        bare_words("示例县河东乡2025年我镇公开信息12条，{t3.new.total}件", ["示例县河东乡"])
        == "年公开信息条件"
    )


def test_the_same_passages_are_marked_in_place() -> None:
    left, right = "甲乙丙丁戊己庚辛壬癸子丑", "前面甲乙丙丁戊己庚辛壬癸后面"
    ((start, end),) = same_passages(left, right)
    assert left[start:end] == "甲乙丙丁戊己庚辛壬癸"


def test_a_large_group_is_told_against_its_first_unit() -> None:
    text = LONG.format(name="", count=1)
    pairs = twins(collection([with_text(place, text) for place in range(60)]), bundled_formats())
    assert {pair.left for pair in pairs} == {town(0)}
    assert len(pairs) == 59
