from __future__ import annotations

from gia_desktop.files.resources import resource
from gia_desktop.formats.installed import bundled_formats
from gia_desktop.register.clock import clock_of
from gia_desktop.register.figures import figures_of
from gia_desktop.register.outside.file import open_register
from tests.register.made import CALENDAR, day


def test_the_sample_register_has_cases_in_every_state_of_the_picture() -> None:
    register = open_register(resource("samples", "register-2026.giar"))
    clocks = [clock_of(case, CALENDAR, day("2026-04-13")) for case in register.cases]
    assert {"due_today", "due_in_3"} <= {flag for clock in clocks for flag in clock.flags}
    assert sum(clock.stopped for clock in clocks) == 2
    figures = figures_of(register.cases, 2026, bundled_formats().get("2021"), CALENDAR)
    assert sum(figures.values[key] for key in figures.values if key == "t3.new.total") == len(register.cases)
