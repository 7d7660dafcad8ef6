"""Why a file can't be read as a report, told to the user."""

from __future__ import annotations

from typing import Self

from gia_desktop.core.errors import GiaError


class ImportFault(GiaError):
    """A file that can't be imported; the reader of the file sets its name."""

    code = "GIA-E-501"

    def __init__(self, cause: str, hint: str, detail: str = "") -> None:
        """Say what is wrong with it and what to do."""
        self.cause = cause
        super().__init__(f"这个文件{cause}。", hint, detail)

    def named(self, name: str) -> Self:
        """Put the file's name into the text and return the fault."""
        self.user_text = f"《{name}》{self.cause}。"
        self.args = (self.sentence,)
        return self


class DamagedFileError(ImportFault):
    """The file ends too early or its parts contradict each other."""

    code = "GIA-E-502"

    def __init__(self, detail: str = "") -> None:
        """Say that it is damaged."""
        super().__init__(
            "已损坏或不完整，读不出来", "请重新取得这个文件，或用 Word、WPS 打开后另存一份。", detail
        )


class OldFormatError(ImportFault):
    """A file of Word 97, WPS, Excel 97 or another office, or one that is locked with a password."""

    code = "GIA-E-503"

    def __init__(self, what: str = "旧版 .doc、.wps、.xls 文件，或者设了密码") -> None:
        """Tell what it is and to save it in the present format."""
        super().__init__(
            f"是{what}", "请用 Word 或 WPS 打开它，选“另存为”，类型选 .docx（表格选 .xlsx），再读入。"
        )


class ForeignFileError(ImportFault):
    """A kind of file that holds no report."""

    code = "GIA-E-504"

    def __init__(self, what: str = "") -> None:
        """Say what it is, where that is known, and name the kinds that can be read."""
        super().__init__(
            f"是{what}，里面的年报读不出来" if what else "不是能读入的文件",
            f"{'' if what else '它可能已损坏、没有传完，或者本来不是文档。'}"
            "请换一份完好的 .docx、.xlsx、.html、.txt、.pdf 或 .gia 文件。",
        )


class UnsafeFileError(ImportFault):
    """A file made to exhaust the machine or to reach outside."""

    code = "GIA-E-506"

    def __init__(self, cause: str) -> None:
        """Say what is dangerous about it."""
        super().__init__(cause, "这不是正常的年度报告文件，为安全起见没有读入。")


class EmptyContentError(ImportFault):
    """A file without content."""

    code = "GIA-E-507"

    def __init__(self) -> None:
        """Say that nothing is in it."""
        super().__init__("是空的", "可能复制或下载没有完成，请重新取得这个文件。")


class NoReportError(ImportFault):
    """A readable file in which nothing of a report was found."""

    code = "GIA-E-511"

    def __init__(self) -> None:
        """Say what was looked for."""
        super().__init__(
            "里没有找到年报的内容：既没有六个部分的标题，也没有法定表格", "请核对选的是不是年度报告。"
        )
