from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gia_desktop.core.keys import CellKey
from gia_desktop.core.severity import Severity
from gia_desktop.register.case import Case, Reply, Request
from gia_desktop.register.reminders.casebook import BOOK_RULES, CASE_RULES, check_register
from gia_desktop.register.reminders.finding import BookRule, CaseFinding, CaseRule
from tests.register.made import CALENDAR, case, day, event, remedy

ON = day("2026-06-10")


def codes(made: Case, on: str = "2026-06-10") -> set[str]:
    return {finding.code for finding in check_register([made], CALENDAR, day(on))}


def whole(**more: Any) -> Case:
    """A case nothing is wrong with."""
    made = case("2026-06-08", **more)
    return replace(made, number="2026-0001", request=Request("征地批复及补偿方案"))


def done(**more: Any) -> Case:
    made = whole(reply="2026-06-09", outcome="granted", articles="第三十六条第（二）项", **more)
    return replace(made, reply=replace(made.reply, delivered=day("2026-06-09")))


def with_reply(**more: Any) -> Case:
    made = done()
    return replace(made, reply=replace(made.reply, **more))


def test_a_step_after_the_reply_is_said_of_the_reply_not_of_the_end() -> None:
    late = replace(done(), events=(event("extended", "2026-06-10", days=5),))
    said = [item.message for item in check_register([late], CALENDAR, ON) if item.code == "GIA-CASE-010"]
    assert "6 月 9 日已经答复，" in said[0]


CLEAN = [whole(), done(), done(filed=day("2026-06-10"))]


@pytest.mark.parametrize("made", CLEAN)
def test_a_case_without_faults_has_no_findings(made: Case) -> None:
    assert codes(made) == set()


FAULTY: list[tuple[str, Case]] = [
    ("GIA-CASE-001", case("2026-03-02")),
    ("GIA-CASE-002", case("2026-05-13")),
    ("GIA-CASE-003", case("2026-03-02", reply="2026-04-20", outcome="granted")),
    ("GIA-CASE-004", case(None)),
    ("GIA-CASE-005", replace(whole(), arrived=day("2026-06-09"))),
    ("GIA-CASE-006", replace(whole(), arrived=day("2026-06-05"))),
    ("GIA-CASE-006", replace(whole(), arrived=day("2026-05-05"), received_reason="平信确认")),
    ("GIA-CASE-007", case("2026-06-08", reply="2026-07-08", outcome="granted")),
    ("GIA-CASE-008", case("2026-06-08", event("extended", "2026-06-05", days=5))),
    ("GIA-CASE-008", case("2026-06-08", reply="2026-06-05", outcome="granted")),
    ("GIA-CASE-009", case("2026-06-08", event("corrected", "2026-06-09"))),
    ("GIA-CASE-010", replace(done(), events=(event("extended", "2026-06-10", days=5),))),
    ("GIA-CASE-011", case("2026-05-11", event("correction_asked", "2026-06-01", until="2026-06-15"))),
    ("GIA-CASE-012", case("2026-06-08", event("correction_asked", "2026-06-09"))),
    ("GIA-CASE-012", case("2026-06-08", event("correction_asked", "2026-06-09", until="2026-06-09"))),
    ("GIA-CASE-013", case("2026-06-01", event("extended", "2026-06-09", days=30))),
    ("GIA-CASE-013", case("2026-03-02", event("extended", "2026-04-09", days=10))),
    (
        "GIA-CASE-013",
        case("2026-06-01", event("extended", "2026-06-08", days=3), event("extended", "2026-06-09", days=3)),
    ),
    ("GIA-CASE-014", case("2026-06-01", event("extended", "2026-06-09", days=20))),
    ("GIA-CASE-015", case("2026-06-01", event("correction_asked", "2026-06-06", until="2026-06-20"))),
    ("GIA-CASE-016", case("2026-03-02", event("correction_asked", "2026-03-05", until="2026-03-19"))),
    ("GIA-CASE-017", case("2026-03-02", event("third_party_asked", "2026-03-05", received="2026-03-06"))),
    ("GIA-CASE-017", case("2026-06-01", event("third_party_asked", "2026-06-05"))),
    ("GIA-CASE-019", case("2026-06-01", event("fee_noticed", "2026-06-05"))),
    ("GIA-CASE-031", with_reply(outcome="")),
    ("GIA-CASE-031", replace(with_reply(date=None), filed=day("2026-06-10"))),
    ("GIA-CASE-032", with_reply(outcome="nonsense")),
    ("GIA-CASE-032", case("2026-06-08", kind="company")),
    ("GIA-CASE-032", replace(whole(), channel="pigeon")),
    ("GIA-CASE-032", case("2026-06-08", event("dreamt", "2026-06-09"))),
    ("GIA-CASE-033", with_reply(outcome="refused_state_secret", articles="第十六条")),
    ("GIA-CASE-034", with_reply(outcome="refused_state_secret", articles="")),
    ("GIA-CASE-035", replace(whole(name=""), request=Request(" "))),
    ("GIA-CASE-036", with_reply(delivered=None)),
    ("GIA-CASE-036", with_reply(delivered=day("2026-06-08"))),
    ("GIA-CASE-037", replace(done(), remedies=(remedy("review"),))),
    (
        "GIA-CASE-037",
        replace(done(), remedies=(remedy("review", "2026-06-10", "2026-06-09", column="upheld"),)),
    ),
    ("GIA-CASE-037", replace(done(), remedies=(remedy("review", "2026-06-09", "2026-06-10"),))),
    ("GIA-CASE-037", replace(done(), remedies=(remedy("review", "2026-06-09", column="upheld"),))),
    ("GIA-CASE-037", replace(done(), remedies=(remedy("appeal", "2026-06-09"),))),
    (
        "GIA-CASE-038",
        replace(
            done(), remedies=(remedy("review", "2026-06-09", "2026-06-10", result="维持", column="other"),)
        ),
    ),
    ("GIA-CASE-039", replace(done(), remedies=(remedy("after_review", "2026-06-09"),))),
    (
        "GIA-CASE-039",
        replace(
            with_reply(outcome="refused_third_party", articles="第十五条"),
            remedies=(remedy("direct", "2026-06-09"),),
        ),
    ),
    ("GIA-CASE-039", replace(whole(), remedies=(remedy("review", "2026-06-09"),))),
    ("GIA-CASE-040", replace(done(), remedies=(remedy("review", "2026-05-09"),))),
    ("GIA-CASE-040", replace(done(), remedies=(remedy("review", "2026-05-28"),))),
    ("GIA-CASE-041", replace(whole(), applicant=replace(whole().applicant, phone="见申请表"))),
    ("GIA-CASE-053", replace(whole(), split_from="2026-0099")),
    (
        "GIA-CASE-056",
        case(
            "2026-06-01",
            event("fee_noticed", "2026-06-05", received="2026-06-05", basis="pages", quantity=57, amount=100),
        ),
    ),
    (
        "GIA-CASE-056",
        case(
            "2026-06-01",
            event("fee_noticed", "2026-06-05", received="2026-06-05", basis="cases", quantity=1, amount=100),
        ),
    ),
]


@pytest.mark.parametrize(("code", "made"), FAULTY)
def test_a_fault_is_found_and_named_with_its_case(code: str, made: Case) -> None:
    found = [finding for finding in check_register([made], CALENDAR, ON) if finding.code == code]
    assert found, codes(made)
    assert all(made.number in finding.message and finding.case == made.number for finding in found)


def test_every_rule_on_a_case_has_an_example_here() -> None:
    shown = {code for code, _ in FAULTY} | {"GIA-CASE-018"}
    assert {rule.code for rule in CASE_RULES} <= shown


def test_a_due_date_in_a_year_without_a_notice_is_said_once_for_all_and_for_each_case() -> None:
    cases = [case("2026-12-21", number="2026-0001"), case("2026-12-22", number="2026-0002", name="李某")]
    found = [finding.code for finding in check_register(cases, CALENDAR, day("2026-12-25"))]
    assert (found.count("GIA-CASE-018"), found.count("GIA-CASE-058")) == (2, 1)


def book_finding(code: str, cases: list[Case], **more: Any) -> CaseFinding:
    found = [finding for finding in check_register(cases, CALENDAR, ON, **more) if finding.code == code]
    assert len(found) == 1
    return found[0]


def test_numbers_that_are_double_or_missing_are_found() -> None:
    assert book_finding("GIA-CASE-051", [whole(), done()]).severity is Severity.MUST_FIX
    assert "2026-0001" in book_finding("GIA-CASE-052", [replace(whole(), number="2026-0002")]).message


def test_the_same_applicant_asking_for_the_same_is_found() -> None:
    twin = replace(whole(), number="2026-0002", request=Request("征地批复及补偿方案。"))
    assert book_finding("GIA-CASE-054", [whole(), twin]).case == "2026-0002"


def test_more_than_ten_applications_in_a_month_are_found_with_their_fee() -> None:
    cases = [
        replace(whole(), number=f"2026-{place:04d}", request=Request(str(place))) for place in range(1, 12)
    ]
    assert "11 件" in book_finding("GIA-CASE-055", cases).message


def test_carry_over_is_compared_with_last_years_report() -> None:
    cell = CellKey("t3.carried_in.natural")
    open_then = case("2025-12-29", reply="2026-01-12", outcome="granted")
    found = book_finding("GIA-CASE-057", [open_then], carried=(2025, {cell: 3}))
    assert (found.cells, found.left, found.right, found.difference) == ((cell,), 1, 3, -2)
    assert check_register([open_then], CALENDAR, ON, carried=(2025, {cell: 1})) == check_register(
        [open_then], CALENDAR, ON
    )


def test_findings_come_heaviest_first_and_in_the_shape_of_the_contract() -> None:
    found = check_register([case("2026-03-02"), case(None, number="2026-0002")], CALENDAR, ON)
    ranks = [finding.severity.rank for finding in found]
    assert ranks == sorted(ranks)
    assert set(found[0].to_object()) >= {
        "code",
        "severity",
        "message",
        "case",
        "section",
        "left",
        "right",
        "difference",
        "basis",
    }


def test_codes_are_used_once_and_every_rule_is_described() -> None:
    rules: list[CaseRule | BookRule] = [*CASE_RULES, *BOOK_RULES]
    assert len({rule.code for rule in rules}) == len(rules)
    assert all(rule.title and rule.look.__doc__ for rule in rules)


def test_a_draft_reply_without_a_date_is_no_fault() -> None:
    assert "GIA-CASE-031" not in codes(replace(whole(), reply=Reply(outcome="granted")))
