"""The practice register: every planted fault is found, and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gia_desktop.app.register.practice import RegisterPracticeFault, load_practice
from gia_desktop.register.outside.file import save_register
from gia_desktop.register.reminders.casebook import check_register
from tests.register.made import CALENDAR, day


def test_every_planted_fault_is_found_and_no_other() -> None:
    practice = load_practice()
    found = check_register(practice.register.cases, CALENDAR, practice.on)
    planted = {(task.case, rule) for task in practice.tasks for rule in task.rules}
    assert {(item.case, item.code) for item in found} == planted
    assert len(practice.tasks) == 10
    assert practice.mended(found) == frozenset()


def test_a_fault_that_is_mended_as_the_hint_says_is_ticked() -> None:
    practice = load_practice()
    cases = {case.number: case for case in practice.register.cases}
    extended = cases["2026-0004"].events[0]
    cases["2026-0004"] = replace(
        cases["2026-0004"], events=(replace(extended, date=day("2026-04-29"), told=day("2026-04-29")),)
    )
    cases["2026-0008"] = replace(cases["2026-0008"], not_counted="并入 2026-0007 号")
    cases["2026-0012"] = replace(cases["2026-0012"], remedies=())
    found = check_register(cases.values(), CALENDAR, practice.on)
    assert practice.mended(found) == {"late_extension", "entered_twice", "direct_suit"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gia_practice = 2", "gia_practice 应是 1"),
        ("x = [", "读不出来"),
        ('gia_practice = 1\nregister = "r"\ntitle = "t"\nintro = "i"\non = "heute"\n', "on 应是日期"),
        ('gia_practice = 1\nregister = "r"\ntitle = "t"\nintro = "i"\non = 2026-07-01\n', "没有 [[errors]]"),
    ],
)
def test_a_faulty_description_names_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "练习.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(RegisterPracticeFault) as caught:
        load_practice(file)
    assert said in caught.value.user_text


def test_a_task_of_no_case_names_its_place(tmp_path: Path) -> None:
    practice = load_practice()
    save_register(practice.register, tmp_path / "r.giar")
    head = 'gia_practice = 1\nregister = "r.giar"\ntitle = "t"\nintro = "i"\non = 2026-07-01\n'
    (tmp_path / "p.toml").write_text(f'{head}[[errors]]\nid = "x"\ncase = "2026-0099"\n', "utf-8")
    with pytest.raises(RegisterPracticeFault) as caught:
        load_practice(tmp_path / "p.toml")
    for said in ("缺少 rules", "缺少 hint", "申请 2026-0099 不存在"):
        assert said in caught.value.user_text
