"""The wheel, installed into an environment of its own, works from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import gia_desktop

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and a folder that is not the source tree."""

    scripts: Path
    site: Path
    elsewhere: Path

    def call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment without any help from the source tree."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
        # The output is read as UTF-8 here, whatever the console of the machine speaks.
        env["PYTHONIOENCODING"] = "utf-8"
        return subprocess.run(
            [str(self.scripts / program), *arguments],
            cwd=self.elsewhere,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run_python(*arguments: str) -> None:
    run(sys.executable, "-m", *arguments)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run_python("hatchling", "build", "-t", "wheel", "-d", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    # A space and Chinese in the path, as on many users' PCs.
    venv = folder / "年报 环境"
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    run_python("venv", "--without-pip", str(venv))
    scheme = {"base": str(venv), "platbase": str(venv), "installed_base": str(venv)}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    # The dependencies are lent by the environment of the tests, so that nothing is downloaded.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = scripts / Path(sys.executable).name
    run_python("pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet", str(wheel))
    return Installed(scripts, site, elsewhere)


def test_wheel_carries_the_package_and_its_resources_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {f"gia_desktop/resources/formats/{edition}.toml" for edition in ("2019", "2021")} <= set(names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gia_desktop"}
    assert not [name for name in names if "__pycache__" in name]


def test_every_resource_is_in_the_wheel(wheel: Path) -> None:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = run("git", "ls-files", "-z", "resources").split("\0")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"gia_desktop/{name}" for name in listed if name} <= names


def test_package_is_imported_from_the_new_environment(installed: Installed) -> None:
    code = "import gia_desktop; print(gia_desktop.__version__); print(gia_desktop.__file__)"
    done = installed.call(Path(sys.executable).name, "-c", code)
    assert done.returncode == 0, done.stderr
    version, file = done.stdout.splitlines()
    assert version == gia_desktop.__version__
    assert Path(file).is_relative_to(installed.site)


def test_installed_command_lists_both_formats(installed: Installed) -> None:
    done = installed.call("gia", "formats", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert '"2019"' in done.stdout
    assert '"2021"' in done.stdout


def test_window_program_is_installed(installed: Installed) -> None:
    assert list(installed.scripts.glob("gia-desktop*"))
