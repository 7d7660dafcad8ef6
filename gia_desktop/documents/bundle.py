"""The hand-in folder (报送包): every file of a report at once, named by the county's pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gia_desktop.core.errors import GiaError
from gia_desktop.documents.export import FILE_KINDS, ExportResult, FileKind, export_file
from gia_desktop.documents.forms.approval_form import APPROVAL_NAME, write_approval
from gia_desktop.documents.forms.review_form import REVIEW_NAME, ReviewForm, write_review
from gia_desktop.documents.options import DocumentOptions
from gia_desktop.files.atomic import ensure_folder, write_atomically
from gia_desktop.formats.sheet import Sheet

DEFAULT_PATTERN: Final = "{单位}{年份}年{名称}"
BUNDLE_NAME: Final = "年度报告报送包"
_REPORT_NAME: Final = "政府信息公开工作年度报告"
_PLACES: Final = ("单位", "年份", "名称")
_FORBIDDEN: Final = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]'
)
"""What no name may hold on Windows, and signs that can't be seen but turn what follows around."""
_RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_BYTES: Final = 245
"""File systems of Linux take 255 bytes; the ending needs room."""
_LONGEST_UNIT_BYTES: Final = 180
_LEFT_OUT: Final = frozenset({".csv"})
"""Kinds of files for people who work with data; nobody hands them in."""
_LONGEST_UNIT: Final = 60
"""Characters of the unit's name that file names keep; Windows allows some 250 for a whole path."""


class NamePatternError(GiaError):
    """A pattern for file names can't be used."""

    code = "GIA-E-431"

    def __init__(self, pattern: str, cause: str) -> None:
        """Quote the pattern, say what is wrong and show a good one."""
        super().__init__(f"文件名规则“{pattern}”不能用：{cause}。", f"例如：{DEFAULT_PATTERN}")


@dataclass(frozen=True)
class BundleResult:
    """What was written into the folder.

    Attributes:
        reports: the report in every kind of file, each opened again.
        papers: 审核情况表 and 签批单.
        archive: one file with all of them, None when none was asked for.
    """

    folder: Path
    reports: tuple[ExportResult, ...]
    papers: tuple[Path, ...]
    archive: Path | None = None

    @property
    def agrees(self) -> bool:
        """Tell whether every file says what the report says."""
        return all(result.proof.holds for result in self.reports)

    @property
    def sentence(self) -> str:
        """Return the last line: that all files agree, or which don't."""
        files = len(self.reports) + len(self.papers)
        wrong = [result.sentence for result in self.reports if not result.proof.holds]
        if wrong:
            return f"已写入 {files} 个文件，但有 {len(wrong)} 个与报告不一致：{'；'.join(wrong)}"
        cells = self.reports[0].proof.cells
        kinds = "、".join(result.path.suffix.removeprefix(".") for result in self.reports)
        packed = f"另有压缩包《{self.archive.name}》。" if self.archive is not None else ""
        return f"已写入 {files} 个文件，{kinds} 与报告的 {cells} 格全部一致。{packed}"


def bundle_paths(
    sheet: Sheet, folder: Path, pattern: str = DEFAULT_PATTERN, kinds: Mapping[str, FileKind] = FILE_KINDS
) -> tuple[Path, ...]:
    """Return every file that would be written, to ask before overwriting: reports first, then two papers.

    Raises:
        NamePatternError: the pattern can't be used.
    """
    report = file_stem(sheet, pattern, _REPORT_NAME)
    papers = [
        file_stem(sheet, pattern, _REPORT_NAME + name) + ".docx" for name in (REVIEW_NAME, APPROVAL_NAME)
    ]
    suffixes = [suffix for suffix in kinds if suffix not in _LEFT_OUT]
    return tuple(folder / name for name in (*(report + suffix for suffix in suffixes), *papers))


def write_bundle(
    sheet: Sheet,
    folder: Path,
    options: DocumentOptions,
    form: ReviewForm,
    *,
    pattern: str = DEFAULT_PATTERN,
    kinds: Mapping[str, FileKind] = FILE_KINDS,
    packed: bool = False,
) -> BundleResult:
    """Write the report in every kind of file, the 审核情况表 and the 签批单 into one folder.

    Args:
        sheet: the report.
        folder: made when there is none.
        options: as for a single export.
        form: what the 审核情况表 says.
        pattern: names of the files, see ``file_stem``.
        kinds: kinds of files; the window adds PDF.
        packed: put all of them into one archive beside the folder, too.

    Raises:
        NamePatternError: the pattern can't be used; nothing was written.
        WriteFault: a file can't be written; those before it are there.
    """
    *reports, review, approval = bundle_paths(sheet, folder, pattern, kinds)
    ensure_folder(folder)
    results = tuple(export_file(sheet, path, options, kinds) for path in reports)
    write_atomically(review, write_review(form, options.style))
    write_atomically(approval, write_approval(sheet, options.style))
    archive = archive_path(folder) if packed else None
    if archive is not None:
        write_atomically(archive, _archive((*reports, review, approval)))
    return BundleResult(folder, results, (review, approval), archive)


def bundle_folder(sheet: Sheet, parent: Path, pattern: str = DEFAULT_PATTERN) -> Path:
    """Return the folder of its own that a 报送包 gets in another one.

    Raises:
        NamePatternError: the pattern can't be used.
    """
    return parent / file_stem(sheet, pattern, BUNDLE_NAME)


def archive_path(folder: Path) -> Path:
    """Return the archive that goes with the folder of a 报送包; a dot in its name is no ending."""
    return folder.with_name(f"{folder.name}.zip")


def _archive(paths: Sequence[Path]) -> bytes:
    """Return files as one zip archive; their names are marked as UTF-8, which Windows reads since 7."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(ZipInfo(path.name), path.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue()


def file_stem(sheet: Sheet, pattern: str, name: str) -> str:
    """Return a file name without suffix by a pattern with the places {单位}, {年份} and {名称}.

    Raises:
        NamePatternError: an unknown place, a lone bracket, or no {名称}: all files would have one name.
    """
    try:
        places = {place for _, place, _, _ in Formatter().parse(pattern) if place is not None}
        unit = sheet.report.unit_name[:_LONGEST_UNIT].encode("utf-8", "ignore")
        unit_name = unit[:_LONGEST_UNIT_BYTES].decode("utf-8", "ignore")
        made = pattern.format_map({"单位": unit_name, "年份": sheet.report.year, "名称": name})
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise NamePatternError(pattern, f"只能用{'、'.join(f'{{{place}}}' for place in _PLACES)}") from error
    if "名称" not in places:
        raise NamePatternError(pattern, "缺少{名称}，各个文件会重名")
    stem = _FORBIDDEN.sub("", made).strip(" .")
    if len(stem.encode()) > _LONGEST_BYTES:
        raise NamePatternError(pattern, "文件名太长")
    return f"_{stem}" if _RESERVED.match(stem) else stem
