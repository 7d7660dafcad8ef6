from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from gia_desktop.app.register.figures import entered_values
from gia_desktop.app.register.letters import save_letter
from gia_desktop.app.register.library import RegisterLibrary, renumbered
from gia_desktop.core.errors import GiaError
from gia_desktop.core.report import new_report
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.calendar.notices import read_notice
from gia_desktop.register.case import Case
from gia_desktop.register.session import RegisterSession
from gia_desktop.register.steps import step_between
from gia_desktop.register.store import REGISTERS
from gia_desktop.vault.saver import Saver
from tests.register.made import case, day, event
from tests.register.test_notices import NOTICE

TODAY = day("2026-04-13")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[RegisterLibrary]:
    saver = Saver(tmp_path / "register.sqlite3", REGISTERS, lambda _ticket: None, lambda _fault: None)
    yield RegisterLibrary(bundled_formats(), saver, tmp_path, lambda: TODAY)
    assert saver.stop(20)


@pytest.fixture
def session(library: RegisterLibrary) -> RegisterSession:
    library.set_office({"unit": "示例县清河镇人民政府", "kind": "township"})
    opened = library.open()
    library.create(opened, case("2026-03-02", number="2026-0001"))
    library.create(
        opened, case("2026-03-02", number="2026-0002", reply="2026-03-20", outcome="granted", name="李某")
    )
    return opened


def test_a_fresh_case_has_the_next_number_and_came_today(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    fresh = library.fresh()
    assert (fresh.number, fresh.received) == ("2026-0003", TODAY)


def test_a_case_of_december_is_numbered_by_its_own_year(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    library.create(session, case("2025-12-31", number="2025-0041"))
    assert library.next_number(2025) == "2025-0042"
    assert library.fresh().number == "2026-0003"


def test_steps_reach_the_disk(library: RegisterLibrary, session: RegisterSession) -> None:
    row = session.row_of("2026-0001") or 0
    changed = case("2026-03-02", event("extended", "2026-03-20", days=20), number="2026-0001")
    session.apply(row, step_between(session.case(row), changed, "延期"))
    assert library.open().case(row) == changed
    assert [step.label for step in library.history(row)] == ["登记", "延期"]


def test_a_case_goes_into_the_waste_bin_and_comes_back(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    row = session.row_of("2026-0001") or 0
    library.delete(session, row)
    assert not session.has(row)
    assert [line.number for line in library.deleted()] == ["2026-0001"]
    library.restore(session, row)
    assert session.case(row).number == "2026-0001"


def test_persons_of_old_cases_are_cleared_and_the_tables_stay(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    before = library.figures(session, 2026).values
    assert library.clear_persons(session, day("2026-04-01")) == 1
    assert session.case(session.row_of("2026-0002") or 0).applicant.name == ""
    assert session.case(session.row_of("2026-0001") or 0).applicant.name == "张某"
    assert library.figures(session, 2026).values == before


def test_withdrawn_and_given_up_cases_are_cleared_as_answered_ones_are(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    withdrawn = case("2026-03-02", event("withdrawn", "2026-03-05"), number="2026-0003", name="王某")
    asked = event("correction_asked", "2026-03-05", until="2026-03-19")
    rows = library.take_in(session, [withdrawn, case("2026-03-02", asked, number="2026-0004")], "旧.xlsx")
    assert library.clear_persons(session, day("2026-04-01")) == 3
    assert [session.case(row).applicant.name for row in rows] == ["", ""]


def test_many_cases_taken_in_are_told_once(library: RegisterLibrary, session: RegisterSession) -> None:
    told: list[int] = []
    session.listen(told.append)
    library.take_in(session, [case("2026-03-02", number=f"2026-01{n:02}") for n in range(30)], "台账.xlsx")
    assert told == [0]


def test_a_number_that_is_taken_is_given_anew_in_the_year_of_receipt() -> None:
    came = [case("2025-12-31", number="2025-0001"), case("2026-03-02", number="2026-0001")]
    found = renumbered(came, {"2025-0001", "2026-0001"}, 2026)
    assert [each.number for each in found] == ["2025-0002", "2026-0002"]


def test_an_exchange_file_moves_the_register_to_another_pc(
    library: RegisterLibrary, session: RegisterSession, tmp_path: Path
) -> None:
    assert library.save_file(session, tmp_path / "r.giar") == 2
    register = library.open_file(tmp_path / "r.giar")
    assert (register.unit_name, len(register.cases)) == ("示例县清河镇人民政府", 2)
    used = {line.number for line in session.lines}
    cases = renumbered(register.cases, used, 2026)
    rows = library.take_in(session, cases, "r.giar")
    assert [session.line(row).number for row in rows] == ["2026-0003", "2026-0004"]


def test_an_offices_notice_is_kept_and_counts_from_then_on(library: RegisterLibrary) -> None:
    text = NOTICE.replace("2026年", "2027年").replace("周", "")
    library.keep_year(read_notice(text, 2027).year)
    assert library.calendar().is_known(2027)


def test_a_letter_is_a_document_with_the_request_in_it(
    library: RegisterLibrary, session: RegisterSession, tmp_path: Path
) -> None:
    letter = library.letter(session, session.case(2), "reply")
    save_letter(letter, tmp_path / "l.docx")
    texts = [paragraph.text for paragraph in Document(str(tmp_path / "l.docx")).paragraphs]
    assert any("政府信息公开申请答复书" in text for text in texts)
    assert "李某：" in texts
    assert texts[-1] == "2026年3月20日"


def test_an_offices_template_replaces_our_wording_and_its_gaps_are_told(
    library: RegisterLibrary, session: RegisterSession, tmp_path: Path
) -> None:
    template = Document()
    paragraph = template.add_paragraph("致{申请")
    paragraph.add_run("人}：关于 {number} 号，{不认识的}。")
    table = template.add_table(1, 1)
    table.cell(0, 0).text = "{单位}"
    (tmp_path / "letters").mkdir()
    template.save(str(tmp_path / "letters" / "receipt.docx"))
    letter = library.letter(session, session.case(2), "receipt")
    lacking = save_letter(letter, tmp_path / "l.docx", library.template("receipt"))
    made = Document(str(tmp_path / "l.docx"))
    assert made.paragraphs[0].text == "致李某：关于 2026-0002 号，{不认识的}。"
    assert made.tables[0].cell(0, 0).text == "示例县清河镇人民政府"
    assert "答复期限" in lacking
    assert library.template("reply") is None


def test_a_template_that_is_no_docx_is_named(
    library: RegisterLibrary, session: RegisterSession, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "receipt.docx").write_bytes(b"not a docx")
    letter = library.letter(session, session.case(2), "receipt")
    with pytest.raises(GiaError, match=r"receipt\.docx"):
        save_letter(letter, tmp_path / "l.docx", library.template("receipt"))


def test_only_cells_that_differ_go_into_a_report(library: RegisterLibrary, session: RegisterSession) -> None:
    report = new_report("2021", 2026, "示例县清河镇人民政府", "township")
    values = entered_values(library.figures(session, 2026), report, bundled_formats())
    assert len(values) == 156
    assert values["t3.new.natural"] == 2  # type: ignore[index]
    with pytest.raises(GiaError, match="2025 年度"):
        entered_values(
            library.figures(session, 2026), new_report("2021", 2025, "甲", "other"), bundled_formats()
        )


def test_what_is_half_typed_is_kept_and_forgotten(library: RegisterLibrary, session: RegisterSession) -> None:
    library.saver.set_pending(1, "request", "征地")
    assert library.half_typed() == {(1, "request"): "征地"}
    library.forget_half_typed(1, "request")
    assert library.half_typed() == {}


def test_a_case_of_another_day_that_lapses_later_is_still_open_today(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    asked = case(
        "2026-04-01", event("correction_asked", "2026-04-08", until="2026-05-12"), number="2026-0009"
    )
    library.create(session, asked)
    figures = library.figures(session, 2026)
    assert "2026-0009" in figures.cases["t3.carried_out.natural"]  # type: ignore[index]


def test_a_case_made_by_hand_needs_no_more_than_its_number(
    library: RegisterLibrary, session: RegisterSession
) -> None:
    row = library.create(session, Case("2026-0100"))
    assert session.clock(row).state.value == "to_register"
