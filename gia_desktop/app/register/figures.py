"""The register's figures beside a report: taken into it, and compared with last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gia_desktop.core.change import Change, cell_change
from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import Report, new_report
from gia_desktop.core.values import Value
from gia_desktop.formats.installed import Formats
from gia_desktop.register.case import APPLICANT_KINDS
from gia_desktop.register.figures import Figures


class OtherYearError(GiaError):
    """The report is of another year than the figures."""

    code = "GIA-E-741"

    def __init__(self, found: int, wanted: int) -> None:
        """Name both years."""
        super().__init__(
            f"这份报告是 {found} 年度的，登记是 {wanted} 年的，没有填。", "请核对 --year 或报告文件。"
        )


def taken(figures: Figures, numbers: Mapping[str, int | str], report: Report, formats: Formats) -> Change:
    """Return the one step that puts the register's tables and numbers into a report.

    Raises:
        OtherYearError: the report is of another year.
    """
    values = entered_values(figures, report, formats)
    change = cell_change(report, values, "从登记带入表三、表四", "register")
    if dict(numbers) == dict(report.register):
        return change
    return replace(change, register=(report.register, numbers))


def entered_values(figures: Figures, report: Report, formats: Formats) -> dict[CellKey, Value]:
    """Return the cells of tables three and four of a report that the register has another figure for.

    Raises:
        OtherYearError: the report is of another year.
    """
    if report.year != figures.year:
        raise OtherYearError(report.year, figures.year)
    fmt = formats.get(report.format)
    return {
        key: value
        for key, value in figures.values.items()
        if key in fmt.cells and not fmt.cells[key].computed and report.values.get(key) != value
    }


def report_with(
    figures: Figures,
    report: Report | None,
    unit_name: str,
    unit_kind: str,
    formats: Formats,
    numbers: Mapping[str, int | str] | None = None,
) -> tuple[Report, int]:
    """Return a report with the register's figures in tables three and four, and how many cells changed.

    Args:
        figures: what the register says.
        report: the report to fill; None makes an empty one of the unit.
        unit_name: name of the unit, for a new report.
        unit_kind: its kind.
        formats: the official formats.
        numbers: what else the register says, for the report's texts.
    """
    base = report or new_report(formats.for_year(figures.year).id, figures.year, unit_name, unit_kind)
    changed = entered_values(figures, base, formats)
    values = {**base.values, **changed}
    return replace(base, values=values, register=numbers or base.register), len(changed)


def carried_of(report: Report, formats: Formats) -> tuple[int, Mapping[CellKey, int]]:
    """Return year and 四、结转下年度 of last year's report, by the cells of 上年结转 they become."""
    fmt = formats.get(report.format)
    found: dict[CellKey, int] = {}
    for kind in APPLICANT_KINDS:
        value = report.values.get(CellKey(f"t3.carried_out.{kind}"))
        if isinstance(value, int) and CellKey(f"t3.carried_out.{kind}") in fmt.cells:
            found[CellKey(f"t3.carried_in.{kind}")] = value
    return report.year, found
