from __future__ import annotations

from gia_desktop.files.names import as_file_name


def test_signs_that_windows_refuses_become_wide_ones() -> None:
    assert as_file_name('甲/乙\\丙:"丁"*?<戊>|2025.docx') == "甲／乙＼丙：＂丁＂＊？＜戊＞｜2025.docx"
