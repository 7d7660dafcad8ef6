"""Rules of the architecture (docs/architecture.md) that no other tool watches."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from gia_desktop.checks.engine import all_rules

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "gia_desktop"

# A part imports from lower ranks only; parts of one rank never know each other.
RANKS: Final = {
    "core": 0,
    "files": 1,
    "formats": 2,
    "vault": 2,
    "exchange": 3,
    "reading": 3,
    "checks": 4,
    "documents": 4,
    "drafts": 4,
    "importers": 4,
    "register": 4,
    "rollup": 5,
    "app": 6,
    "ui": 7,
    "cli": 7,
}
# The same inside the windows: a room knows lower rooms only.
ROOMS: Final = {
    "kit": 0,
    "frame": 1,
    "findings": 1,
    "grid": 1,
    "paper": 1,
    "past": 1,
    "texts": 1,
    "backups": 2,
    "help": 2,
    "intake": 2,
    "register": 3,
    "report": 3,
    "rollup": 3,
    "shell": 4,
}
MOST_LINES: Final = 450
MOST_FILES: Final = 16
# Rooms of the windows that are still to be built.
PLANNED: Final[set[str]] = set()
# Libraries that only some parts may know.
HOMES: Final = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "docx": {"documents", "importers"},
    "lxml": {"documents", "importers"},
    "openpyxl": {"documents", "importers"},
}


class Import(NamedTuple):
    """One imported module, where it is imported, and whether that is inside a function."""

    path: Path
    line: int
    module: str
    late: bool

    @property
    def importer(self) -> str:
        """Part of the package that imports: ``core``, ``ui`` …, empty for the package itself."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def imported(self) -> str:
        """Part of the package that is imported, empty for the package itself and for other libraries."""
        package, _, rest = self.module.partition(".")
        part = rest.partition(".")[0]
        return part if package == PACKAGE.name and part in RANKS else ""

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.module}"


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path, source: ast.AST | None = None) -> Iterator[Import]:
    """Yield every import of a file, those inside functions too."""
    module = source or tree(path)
    late = {
        id(inner)
        for outer in ast.walk(module)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (Import(path, node.lineno, name, id(node) in late) for name in names)


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """Return the module of ``from … import``, relative ones resolved."""
    if not node.level:
        return node.module or ""
    package = path.relative_to(ROOT).parent.parts
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def crosses_layers(found: Import) -> bool:
    if not found.imported or found.imported == found.importer:
        return False
    # The command line paints PDF pages with the window's page painter, on demand.
    if (found.importer, found.imported) == ("cli", "ui") and found.late:
        return False
    return RANKS[found.imported] >= RANKS[found.importer]


def room_of(parts: tuple[str, ...]) -> str:
    """Return the room of the windows that a module is in, empty for any other module."""
    return parts[1] if len(parts) > 1 and parts[0] == "ui" and parts[1] in ROOMS else ""


def crosses_rooms(found: Import) -> bool:
    importer = room_of(found.path.relative_to(PACKAGE).parts)
    imported = room_of(tuple(found.module.split(".")[1:]))
    if not importer or not imported or importer == imported:
        return False
    return ROOMS[imported] >= ROOMS[importer]


def is_far_from_home(found: Import) -> bool:
    library = found.module.partition(".")[0]
    return library in HOMES and found.importer not in HOMES[library]


EVERY_IMPORT: Final = [found for path in sources("gia_desktop") for found in imports(path)]


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert parts == set(RANKS)


def test_no_layer_imports_from_its_own_height_or_above() -> None:
    assert [str(found) for found in EVERY_IMPORT if found.importer and crosses_layers(found)] == []


def test_every_room_of_the_windows_has_its_rank() -> None:
    rooms = {path.name for path in (PACKAGE / "ui").iterdir() if (path / "__init__.py").exists()}
    assert rooms | PLANNED == set(ROOMS)


def test_no_room_of_the_windows_knows_one_of_its_own_rank_or_above() -> None:
    assert [str(found) for found in EVERY_IMPORT if crosses_rooms(found)] == []


def test_every_folder_says_what_lives_there() -> None:
    silent = [
        str(path.parent.relative_to(ROOT))
        for path in sources("gia_desktop")
        if path.name == "__init__.py" and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_no_file_is_too_long_and_no_folder_too_full() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources("gia_desktop")
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}
    folders = Counter(path.parent for path in sources("gia_desktop") if path.name != "__init__.py")
    assert {str(folder.relative_to(ROOT)): n for folder, n in folders.items() if n > MOST_FILES} == {}


def test_the_package_itself_imports_none_of_its_parts() -> None:
    assert [str(found) for found in EVERY_IMPORT if not found.importer and found.imported] == []


def test_libraries_stay_in_their_homes() -> None:
    assert [str(found) for found in EVERY_IMPORT if is_far_from_home(found)] == []


@pytest.mark.parametrize(
    ("path", "code", "crossing"),
    [
        ("core/x.py", "import gia_desktop.formats.grid", True),
        ("core/x.py", "def f():\n    from gia_desktop.formats import grid", True),
        ("formats/x.py", "from gia_desktop.core.keys import CellKey", False),
        ("formats/x.py", "from ..checks import engine", True),
        ("formats/x.py", "from . import grid", False),
        ("formats/x.py", "from gia_desktop.vault import saver", True),
        ("drafts/x.py", "from gia_desktop import documents", True),
        ("app/report/x.py", "from gia_desktop.drafts.store import DraftStore", False),
        ("ui/x.py", "from gia_desktop.cli import main", True),
        ("cli/x.py", "from gia_desktop.ui.paper.pdf import write_pdf", True),
        ("cli/x.py", "def f():\n    from gia_desktop.ui.paper.pdf import write_pdf", False),
        ("core/x.py", "import os.path\nfrom gia_desktop import __version__", False),
    ],
)
def test_a_crossing_of_layers_is_noticed(path: str, code: str, crossing: bool) -> None:
    found = imports(PACKAGE / path, ast.parse(code))
    assert any(crosses_layers(each) for each in found) is crossing


@pytest.mark.parametrize(
    ("path", "code", "far"),
    [
        ("app/x.py", "def f():\n    import PySide6.QtCore", True),
        ("app/x.py", "from lxml import etree", True),
        ("ui/x.py", "from PySide6.QtCore import Qt", False),
        ("ui/x.py", "import docx", True),
        ("documents/x.py", "from docx.shared import Mm", False),
        ("documents/x.py", "from gia_desktop.documents.docx import writer", False),
    ],
)
def test_a_library_far_from_home_is_noticed(path: str, code: str, far: bool) -> None:
    assert any(is_far_from_home(each) for each in imports(PACKAGE / path, ast.parse(code))) is far


def test_importing_the_command_line_loads_no_qt() -> None:
    code = (
        "import sys, gia_desktop.cli, gia_desktop.cli.__main__\n"
        "print(callable(gia_desktop.cli.main), *(name for name in sys.modules if name.startswith('PySide6')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout.split() == ["True"]


def test_every_check_function_is_registered_and_every_rule_is_a_check_function() -> None:
    written = {
        node.name
        for path in sources("gia_desktop/checks")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("check_")
    }
    registered = [getattr(rule.plan, "__name__", "") for rule in all_rules()]
    assert sorted(registered) == sorted(written)


def test_every_rule_has_a_code_a_title_and_a_docstring() -> None:
    for rule in all_rules():
        assert rule.code.startswith("GIA-")
        assert rule.title
        assert rule.plan.__doc__, rule.code


def test_tables_are_drawn_by_models_and_never_by_qtablewidget() -> None:
    names = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("gia_desktop")
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "QTableWidget")
        or (isinstance(node, ast.Attribute) and node.attr == "QTableWidget")
        or (isinstance(node, ast.alias) and node.name.endswith("QTableWidget"))
    ]
    assert names == []


def test_every_module_can_be_imported() -> None:
    # Many are imported late, inside functions: a mistake in one would show only when a clerk gets there.
    for path in sources(PACKAGE.name):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if parts[-1] != "__main__":
            assert importlib.import_module(name).__name__ == name


def test_every_module_begins_with_a_docstring_of_one_line() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in [*sources("gia_desktop", "packaging", "dev"), ROOT / "dev.py"]
        if not (ast.get_docstring(tree(path)) or "").partition("\n")[0]
    ]
    assert silent == []
