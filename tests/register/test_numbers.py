"""What a report may say of the register beside its tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from gia_desktop.core.register_numbers import REGISTER_WORDS, register_number
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.case import APPLICANT_KINDS, CHANNELS, Case
from gia_desktop.register.figures import figures_of
from gia_desktop.register.numbers import numbers_of
from tests.register.made import CALENDAR, case, event

FORMAT = bundled_formats().get("2021")


def numbers(*cases: Case, on: str | None = None) -> dict[str, int | str]:
    day = None if on is None else dt.date.fromisoformat(on)
    return numbers_of(cases, figures_of(cases, 2026, FORMAT, CALENDAR, day), CALENDAR, day)


def about(made: Case, field: str) -> Case:
    return replace(made, request=replace(made.request, field=field))


def test_every_channel_and_kind_of_applicant_has_its_number_and_words() -> None:
    for group, words in (("channel", CHANNELS), ("applicant", APPLICANT_KINDS)):
        for key, word in words.items():
            assert REGISTER_WORDS[f"register.{group}.{key}"].endswith(f" {word}")


def test_channels_and_kinds_count_what_was_received_in_the_year() -> None:
    found = numbers(
        case("2026-03-02", channel="internet"),
        case("2026-03-03", channel="internet", kind="business"),
        case("2026-03-04", channel="fax"),
        case("2025-12-30", channel="fax"),
        case("2026-03-05", channel="fax", not_counted="重复登记"),
    )
    assert found["register.case.received"] == 3
    assert found["register.channel.list"] == "互联网2件、传真1件"
    assert found["register.applicant.list"] == "自然人2件、商业企业1件"
    assert "register.channel.oral" not in found
    assert register_number(found, "register.channel.oral") == 0


def test_deadlines_count_what_was_closed_in_the_year() -> None:
    extended = event("extended", "2026-03-20", days=20)
    found = numbers(
        case("2026-03-02", reply="2026-03-20", outcome="granted"),
        case("2026-03-02", extended, reply="2026-04-20", outcome="granted"),
        case("2026-03-02", reply="2026-05-20", outcome="granted"),
        case("2026-12-20", reply="2027-01-05", outcome="granted"),
    )
    assert (found["register.time.on_time"], found["register.time.late"]) == (2, 1)
    assert found["register.time.extended"] == 1


def test_what_ends_by_silence_only_later_is_not_late_and_not_closed() -> None:
    asked = event("correction_asked", "2026-03-05", until="2026-03-19")
    assert "register.time.on_time" not in numbers(case("2026-03-02", asked), on="2026-03-10")
    assert numbers(case("2026-03-02", asked))["register.time.on_time"] == 1


def test_fees_are_those_noticed_and_paid_in_the_year() -> None:
    notice = event("fee_noticed", "2026-03-10", basis="pages", quantity=57, amount=270)
    found = numbers(
        case("2026-03-02", notice, event("fee_paid", "2026-03-15")),
        case("2026-03-03", notice, number="2026-0002"),
    )
    assert (found["register.fee.notices"], found["register.fee.amount"]) == (2, 540)
    assert (found["register.fee.paid"], found["register.fee.received"]) == (1, 270)


def test_the_fields_asked_for_most_come_first_and_one_case_may_name_several() -> None:
    made = case("2026-03-02")
    found = numbers(about(made, "征地拆迁、社会救助"), about(made, "征地拆迁"), made)
    assert found["register.field.count"] == 2
    assert found["register.field.top"] == "征地拆迁、社会救助"
    assert found["register.field.list"] == "征地拆迁2件、社会救助1件"


def test_without_a_field_there_are_no_words_for_it() -> None:
    assert register_number(numbers(case("2026-03-02")), "register.field.top") is None
    assert register_number(numbers(case("2026-03-02")), "register.channel.nowhere") is None
    assert register_number({}, "register.case.received") is None
