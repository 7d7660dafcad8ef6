"""Print the licences of foreign code inside Qt, for licenses/Qt-third-party.txt: qt_notices.py SOURCE...

Qt names each piece in a qt_attribution.json; of two sources the first speaks. To be run anew for a new Qt.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

MODULES = {"qtcore", "qtgui", "qtdbus"}
"""Those that hold foreign code and are shipped; QtWidgets and QtPrintSupport have none of their own."""

_ELSEWHERE = re.compile(r"Android|macOS|WebAssembly")
_RULE = "=" * 100
_HEAD = """\
Qt 的 QtCore、QtGui、QtDBus 中的第三方代码，及各自的版权声明和许可证原文。
Third-party code inside the shipped Qt libraries, with copyright notices and licence texts.
"""

Entry = Mapping[str, Any]


def entries(source: Path) -> Iterator[tuple[Path, Entry]]:
    """Yield each piece of foreign code that the shipped modules hold, with the folder it lies in."""
    for path in sorted((source / "src").rglob("qt_attribution.json")):
        # Qt's own reader takes line ends inside texts.
        read = json.loads(path.read_text(encoding="utf-8"), strict=False)
        for entry in read if isinstance(read, list) else [read]:
            shipped = entry["QDocModule"] in MODULES and "libs" in entry.get("QtParts", ["libs"])
            if shipped and not _ELSEWHERE.search(entry["QtUsage"]):
                yield path.parent, entry


def notice(folder: Path, entry: Entry) -> str:
    """Return what is to be said of one piece."""
    held = entry.get("Copyright", "")
    lines = [
        entry["Name"],
        f"用途：{' '.join(entry['QtUsage'].split())}",
        f"许可证：{entry['LicenseId']}（{entry['License']}）",
        "\n".join(held) if isinstance(held, list) else held,
    ]
    files = entry.get("LicenseFiles", [entry["LicenseFile"]] if "LicenseFile" in entry else [])
    lines += ["\n" + (folder / name).read_text(encoding="utf-8", errors="replace").strip() for name in files]
    return "\n".join(line for line in lines if line)


def licence_ids(expression: str) -> set[str]:
    """Return the names in an expression such as ``FTL OR GPL-2.0-only``."""
    return set(expression.split()) - {"OR", "AND", "WITH"}


def licence_text(name: str, sources: Sequence[Path]) -> str:
    """Return a licence under its name.

    Raises:
        FileNotFoundError: no source has it.
    """
    for source in sources:
        path = source / "LICENSES" / f"{name}.txt"
        if path.is_file():
            return f"{name}\n\n{path.read_text(encoding='utf-8').strip()}"
    raise FileNotFoundError(name)


def main() -> None:
    """Print everything."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sources = [Path(argument) for argument in sys.argv[1:]]
    notices: dict[str, str] = {}
    names: set[str] = set()
    for folder, entry in (found for source in sources for found in entries(source)):
        notices.setdefault(entry["Id"], notice(folder, entry))
        names |= licence_ids(entry["LicenseId"])
    texts = [licence_text(name, sources) for name in sorted(names)]
    parts = [*(notices[name] for name in sorted(notices)), *texts]
    print(f"\n\n{_RULE}\n".join([_HEAD.strip(), *parts]))


if __name__ == "__main__":
    main()
