"""``gia collect sum``: the area's figures, every one with its parts."""

from __future__ import annotations

from argparse import Namespace

from gia_desktop.cli.new import refuse_existing
from gia_desktop.cli.result import Exit, Result, as_json
from gia_desktop.core.values import Number
from gia_desktop.exchange.objects import value_to_json
from gia_desktop.exchange.report_file import save_report
from gia_desktop.files.atomic import write_atomically
from gia_desktop.formats.installed import Formats
from gia_desktop.rollup.giac import open_collection
from gia_desktop.rollup.sums import AreaSums, CellSum, area_report, sum_up
from gia_desktop.rollup.sums_book import write_sums


def run(args: Namespace, formats: Formats) -> Result:
    """Add up, and write the report and the workbook."""
    collection = open_collection(args.file, formats)
    refuse_existing(args.output, force=args.force)
    sums = sum_up(collection, formats)
    report = area_report(collection, sums)
    save_report(report, args.output)
    if args.xlsx is not None:
        write_atomically(args.xlsx, write_sums(collection, sums, formats))
    code = Exit.DONE if sums.is_complete else Exit.DOUBTFUL
    if args.json:
        return as_json({key: _cell_object(cell) for key, cell in sums.cells.items()}, code)
    return Result("\n".join([f"已写《{args.output.name}》。", sums.scope, *_warnings(sums)]), code)


def _cell_object(cell: CellSum) -> dict[str, object]:
    return {
        "sum": value_to_json(cell.sum),
        "filled": cell.filled,
        "units": cell.units,
        "parts": {unit: _plain(amount) for unit, amount in cell.parts.items()},
    }


def _plain(amount: Number) -> int | str | None:
    return value_to_json(amount)


def _warnings(sums: AreaSums) -> list[str]:
    lines = [f"{unit}：{len(cells)} 格存疑，没有计入。" for unit, cells in sums.doubtful.items()]
    lines += [f"{unit}：不是政府，填的规章没有计入。" for unit in sums.left_out]
    lines += [f"{unit}：报告用的是别的年度的格式，没有计入。" for unit in sums.other_formats]
    lines += [f"{unit}：报告里一个数也没有，请催它填好。" for unit in sums.empty]
    partial = sum(cell.is_partial for cell in sums.cells.values())
    if partial:
        lines.append(f"有 {partial} 格不是所有单位都填了；空不等于 0，各格填报单位数见 --json 或 --xlsx。")
    return lines
