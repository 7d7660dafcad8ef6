"""Lookalikes are put right: what reads the same to a person is the same to the program."""

from __future__ import annotations

import pytest

from gia_desktop.core.lookalikes import has_lookalikes, plain_signs


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⼈⺠政府⼯作", "人民政府工作"),
        ("⾏政⽂件⻓", "行政文件长"),
        ("\uf9bb\ufa1c", "僚靖"),
        ("政府\u00ad信息\u200e公开\u202c", "政府信息公开"),
        ("清\u200b河\ufeff镇\u2060", "清河镇"),
        ("葛\U000e0100城", "葛城"),
        ("𝟓𝟖件", "58件"),
        ("电话\ue5e5号码", "电话\u3000号码"),
        ("㇐、总体情况", "一、总体情况"),
        ("\U0002f804", "\u4f60"),
    ],
)
def test_a_sign_becomes_the_one_it_looks_like(written: str, meant: str) -> None:
    assert has_lookalikes(written)
    assert plain_signs(written) == meant


@pytest.mark.parametrize(
    "text", ["（一）主动公开情况。", "①②③㈠⒈", "，。“”——…", "58²", "ＡＢ１２", "\u3000\n\t a"]
)
def test_ordinary_signs_stay_as_they_are(text: str) -> None:
    assert not has_lookalikes(text)
    assert plain_signs(text) == text


def test_a_radical_that_equals_no_character_stays() -> None:
    assert plain_signs("⺀") == "⺀"
