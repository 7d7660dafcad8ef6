"""Reading a written report file again and comparing it with its report."""

from __future__ import annotations

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import TEXT_KEYS
from gia_desktop.core.narrative import clean_text
from gia_desktop.core.report import Report
from gia_desktop.core.values import Unread, Value, same_value
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.documents.proofs.compare import Proof
from gia_desktop.exchange.objects import parse_report
from gia_desktop.formats.installed import Formats
from gia_desktop.formats.sheet import Sheet


def prove_gia(data: bytes, sheet: Sheet, _options: DocumentOptions) -> Proof:
    """Compare a report file with its report: cells, texts, last year and explanations."""
    formats = {fmt.id: fmt for fmt in (sheet.last_format, sheet.format) if fmt is not None}
    try:
        found = parse_report(data, Formats(formats.values()))
    except GiaError as error:
        return Proof(len(sheet.format.cells), 0, (f"文件打不开：{error.user_text}",))
    now = Sheet(sheet.format, found, sheet.last_format).now
    wrong = [
        cell.label
        for key, cell in sheet.format.cells.items()
        if not same_value(now[key], _kept(sheet.now[key]))
    ]
    differences = [f"格“{label}”不同" for label in wrong]
    differences += [f"{part}不同" for part, same in _parts(found, sheet.report) if not same]
    count = len(sheet.format.cells)
    return Proof(count, count - len(wrong), tuple(differences))


def _kept(value: Value) -> Value:
    """Return a value as a report file keeps it: text that could not be read is left out."""
    return None if isinstance(value, Unread) else value


def _parts(found: Report, report: Report) -> list[tuple[str, bool]]:
    texts = all(found.text(key) == clean_text(report.text(key)) for key in TEXT_KEYS)
    stated = {key: value for key, value in report.stated.items() if _kept(value) is not None}
    return [
        ("年度", (found.format, found.year) == (report.format, report.year)),
        ("文字", texts),
        ("原件所列合计", found.stated == stated),
        ("上年数据", _last(found) == _last(report)),
        ("审核说明", found.reasons == report.reasons),
        ("登记的数", found.register == report.register),
    ]


def _last(report: Report) -> object:
    """Return what is known of last year, without cells that could not be read."""
    previous = report.previous
    if previous is None:
        return None
    values = {key: value for key, value in previous.values.items() if _kept(value) is not None}
    return previous.format, previous.year, values, dict(previous.sections)
