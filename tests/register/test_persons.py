"""What is unlikely about the facts of a person; nothing is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gia_desktop.register.persons import email_doubt, identity_doubt, phone_doubt, postcode_doubt
from gia_desktop.register.reminders.casebook import check_register
from tests.register.made import CALENDAR, case, day


@pytest.mark.parametrize(
    "text",
    ["", "13800000000", "138 0000 0000", "＋86 13800000000", "0898-62222222", "（0898）62222222转8012",
     "13800000000、0898-62222222", "12345678", "400-820-8820"],
)  # fmt: skip
def test_telephone_numbers_as_people_write_them_are_taken(text: str) -> None:
    assert phone_doubt(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "不像"),
        ("见申请表", "不像"),
        ("123", "不像"),
        ("1380000000", "10 位"),
        ("138000000001", "12 位"),
    ],
)
def test_what_is_hardly_a_telephone_number_is_said(text: str, said: str) -> None:
    assert said in phone_doubt(text)


@pytest.mark.parametrize(
    "text", ["", "11010519491231002X", "11010519491231002x", "E12345678", "91350211M000100Y43"]
)
def test_numbers_of_identity_that_may_be_right_are_taken(text: str) -> None:
    assert identity_doubt(text) == ""


@pytest.mark.parametrize("text", ["110105194912310021", "110105194913310021"])
def test_a_wrong_date_or_check_digit_of_an_identity_number_is_said(text: str) -> None:
    assert "校验位" in identity_doubt(text)


def test_postcode_and_mail_address_have_their_shape() -> None:
    assert (postcode_doubt("570100"), email_doubt("zhang@example.cn")) == ("", "")
    assert "6 位" in postcode_doubt("57010")
    assert "名字@网址" in email_doubt("zhang.example.cn")


def test_a_finding_on_a_person_never_repeats_the_number() -> None:
    made = case()
    made = replace(
        made, applicant=replace(made.applicant, phone="1380000000", id_number="110105194912310021")
    )
    found = [
        each for each in check_register([made], CALENDAR, day("2026-03-03")) if each.code == "GIA-CASE-041"
    ]
    assert [each.field for each in found] == ["applicant.phone", "applicant.id_number"]
    assert not any("1380000000" in each.message or "110105" in each.message for each in found)
