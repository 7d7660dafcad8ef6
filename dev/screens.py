"""Pictures of every window and tab, for looking at and for the manual."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from dev.window import open_window, settle
from gia_desktop.app.program.manual import manual_folder, write_lists
from gia_desktop.ui.report import wishes
from gia_desktop.ui.shell.menus import key_lines

_CASES: Final = (
    ("light", "normal", 1.0),
    ("light", "normal", 1.5),
    ("dark", "normal", 1.0),
    ("high_contrast", "large", 1.0),
)


def photograph(widget: QWidget, path: Path) -> None:
    """Save a picture of a window at the sharpness of its screen.

    Raises:
        OSError: the picture could not be written.
    """
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"图片写不进 {path}")


def photograph_sample(data: Path, path: Path) -> None:
    """Save a picture of table 三 of the bundled sample."""
    with open_window(data) as window:
        window.do(wishes.SAMPLE)
        if window.reports.page is not None:
            window.reports.page.going.show_section("3")
        photograph(window, path)


def photograph_all(folder: Path, theme: str, text_size: str, tag: str) -> int:
    """Save pictures of start page and every tab of the practice report; return how many."""
    with (
        tempfile.TemporaryDirectory(prefix="gia-screens-") as data,
        open_window(Path(data), theme, text_size) as window,
    ):
        window.do(wishes.SAMPLE)
        window.do(wishes.PRACTICE)
        if window.reports.page is None:
            return 0
        sections = list(window.reports.page.by_section)
        for section in sections:
            window.reports.page.going.show_section(section)
            photograph(window, folder / f"{tag}-tab-{section}.png")
        window.go_home()
        photograph(window, folder / f"{tag}-start.png")
        return len(sections) + 1


def renew_docs(folder: Path | None = None) -> int:
    """Take the pictures of the manual anew and write its lists of keys and rules."""
    from dev.doc_pictures import take_all

    folder = folder or manual_folder()
    with tempfile.TemporaryDirectory(prefix="gia-keys-") as data, open_window(Path(data)) as window:
        write_lists(folder, key_lines(window.menus.actions))
    taken = take_all(folder / "pictures")
    size = sum(path.stat().st_size for path in taken)
    print(f"手册：{len(taken)} 张图片，共 {size // 1024} KB")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Take all pictures; each look in a process of its own, because scaling is fixed at start."""
    parser = argparse.ArgumentParser(prog="gia-screens", description="给每个窗口和标签拍照")
    parser.add_argument("--out", type=Path, default=Path("out/screens"), help="图片写到哪个文件夹")
    parser.add_argument("--docs", action="store_true", help="重拍手册和 README 里的图片，重写手册里的两张表")
    parser.add_argument("--one", nargs=2, metavar=("THEME", "SIZE"), help="只拍一种样子")
    parser.add_argument("--tag", default="screen", help="图片文件名的开头")
    wanted = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if wanted.one:
        theme, size = wanted.one
        count = photograph_all(wanted.out, theme, size, wanted.tag)
        print(f"{wanted.tag}：{count} 张")
        return 0
    if wanted.docs:
        return renew_docs()
    failed = 0
    for theme, size, scale in _CASES:
        tag = f"{theme}-{size}-{round(scale * 100)}"
        command = [sys.executable, "-m", __name__ if __name__ != "__main__" else "dev.screens"]
        command += ["--out", str(wanted.out), "--one", theme, size, "--tag", tag]
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
        failed |= subprocess.run(command, env=environment, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
