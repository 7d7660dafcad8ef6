"""Make the setup program from the built one: installer.py PROGRAM_FOLDER TARGET_FOLDER; needs makensis."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from bundle import version_numbers  # noqa: E402 - found only now

from gia_desktop import __version__  # noqa: E402 - the same

MOST_MEGABYTES = 26


def main() -> None:
    """Run makensis."""
    program, target = (Path(argument).resolve() for argument in sys.argv[1:3])
    kilobytes = sum(path.stat().st_size for path in program.rglob("*") if path.is_file()) // 1024
    defines = {
        "PROGRAM": program,
        "TARGET": target / f"gia-desktop-{__version__}-setup.exe",
        "VERSION": __version__,
        "NUMBERS": ".".join(map(str, version_numbers(__version__))),
        "ICON": ROOT / "resources" / "icons" / "gia-desktop.ico",
        "KILOBYTES": kilobytes,
    }
    options = [f"-D{name}={value}" for name, value in defines.items()]
    command = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, str(HERE / "installer.nsi")]
    subprocess.run(command, check=True)
    megabytes = (target / str(defines["TARGET"])).stat().st_size / 1e6
    print(f"{defines['TARGET']}: {megabytes:.1f} MB")
    if megabytes > MOST_MEGABYTES:
        sys.exit(f"安装程序大于 {MOST_MEGABYTES} MB：看看程序里多了什么。")


if __name__ == "__main__":
    main()
