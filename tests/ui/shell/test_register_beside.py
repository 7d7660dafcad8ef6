"""The register beside its report: figures taken in, marks, live numbers, the way to the cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gia_desktop.core.change import Change
from gia_desktop.core.keys import CellKey, section_key
from gia_desktop.core.report import new_report
from gia_desktop.core.states import ReportState
from gia_desktop.register.case import Case
from gia_desktop.ui.grid.grid_model import CellLook, DataRole
from gia_desktop.ui.register import wishes
from gia_desktop.ui.report.wishes import CASES
from tests.register.made import case
from tests.support.window.harness import settle, table_tabs
from tests.support.window.office import Office

UNIT = "示例县清河镇人民政府"
NATURAL = CellKey("t3.new.natural")


def keep(office: Office, *cases: Case, unit: str = UNIT) -> None:
    """Keep a register of 2026 in the folder, as it is on 1 February 2027."""
    library = office.workspace.applications
    library.today = lambda: dt.date(2027, 2, 1)
    library.set_office({"unit": unit, "kind": "township"})
    library.take_in(office.window.register.session(), cases, "台账.xlsx")


TWO = (
    case("2026-03-02", reply="2026-03-20", outcome="granted", number="2026-0001", channel="internet"),
    case("2026-03-03", reply="2026-03-20", outcome="granted", number="2026-0002", channel="fax"),
)


def look(office: Office, key: CellKey) -> CellLook:
    model = table_tabs(office.page)["3"].model
    found = model.index_of(key).data(DataRole.LOOK)
    assert isinstance(found, CellLook)
    return found


def take(office: Office) -> None:
    office.window.do(wishes.OPEN_REGISTER)
    page = office.window.register.page
    assert page is not None
    page.go_to("figures/")
    page.figures.choose_year(2026)
    office.messages.answers = [True]
    page.figures.take.click()
    settle()


def test_taking_in_is_one_step_and_the_numbers_stand_in_texts(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    take(office)
    assert office.value(NATURAL) == 2
    assert office.page.session.sheet.live("register.channel.list") == "互联网1件、传真1件"
    office.window.stage.undo.undo()
    assert office.value(NATURAL) is None
    assert office.page.session.report.register  # beside the unit's report it stays


def test_the_question_names_the_figures_that_would_be_overwritten(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    office.page.edits.push(Change("填", cells={NATURAL: (None, 5)}))
    take(office)
    assert "1 格已填了别的数" in office.messages.questions[-1]
    assert "表三 新收，自然人：5 → 2" in office.messages.questions[-1]


def test_a_cell_changed_by_hand_shows_the_registers_figure_and_is_a_hint(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    take(office)
    assert look(office, NATURAL).has_cases
    assert look(office, NATURAL).counted == ""
    office.fill(NATURAL, "3")
    settle()
    assert look(office, NATURAL).counted == "2"
    found = [item for item in office.page.session.findings if item.compares_register]
    assert [item.cells for item in found] == [(NATURAL,)]
    assert "登记 2 件，报告 3 件" in found[0].message


def test_f7_leads_from_a_cell_to_its_cases_and_back(office: Office) -> None:
    keep(office, *TWO, case("2026-04-01", number="2026-0003", kind="business"))
    number = office.new(UNIT, 2026)
    office.page.going.go_to_cell(NATURAL)
    QTest.keyClick(office.window, Qt.Key.Key_F7)
    settle()
    page = office.window.register.page
    assert page is not None
    assert [page.session.line(row).number for row in page.list.model.items] == ["2026-0001", "2026-0002"]
    page.back.click()
    settle()
    assert office.number == number
    assert office.page.current_key == NATURAL


def test_f7_says_when_there_is_nothing_to_show(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    office.window.do(CASES)
    assert "先点表三、表四里的一格" in office.window.status_words.text()
    office.page.going.go_to_cell(CellKey("t3.new.research"))
    office.window.do(CASES)
    assert "没有计入" in office.window.status_words.text()


def test_a_report_being_written_follows_the_register_and_a_finished_one_does_not(office: Office) -> None:
    keep(office, *TWO)
    number = office.new(UNIT, 2026)
    assert office.page.session.sheet.live("register.case.received") == "2"
    office.workspace.library.saver.flush()
    office.workspace.library.saver.read(lambda store: store.set_state(number, ReportState.PUBLISHED))
    session = office.window.register.session()
    office.workspace.applications.take_in(session, [replace(TWO[0], number="2026-0009")], "台账.xlsx")
    office.window.reports.open(number)
    settle()
    assert office.page.session.sheet.live("register.case.received") == "2"


def test_the_register_stays_away_from_the_report_of_another_unit(office: Office) -> None:
    keep(office, *TWO, unit="示例县水务局")
    office.new(UNIT, 2026)
    assert not office.page.session.report.register


def test_a_live_number_of_the_register_stands_in_a_text_and_leads_there(office: Office) -> None:
    keep(office, *TWO)
    office.new(UNIT, 2026)
    office.write("6", "网上收到")
    editor = office.text("6")
    office.page.going.show_section("6")
    editor.insert("{register.channel.internet}")  # type: ignore[attr-defined]
    office.page.commit_typing()
    assert office.page.session.sheet.text(section_key("6")).endswith("1")
    editor.cell_asked.emit("register.channel.internet")  # type: ignore[attr-defined]
    settle()
    assert office.window.register.page is not None
    assert office.window.register.page.tab == "figures"


def test_the_numbers_that_came_with_another_units_file_stay_its_own(office: Office) -> None:
    keep(office, *TWO)
    other = replace(
        new_report("2021", 2026, "示例县水务局", "county_department"), register={"t3.new.natural": 7}
    )
    number = office.workspace.library.take_in(other, "水务局.gia")
    office.window.reports.open(number)
    settle()
    assert office.page.session.report.register == {"t3.new.natural": 7}
