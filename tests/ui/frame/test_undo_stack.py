from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QUndoCommand

from gia_desktop.ui.frame.undo import UNDO_STEPS, UndoStack

GARBAGE = """
import gc
from PySide6.QtGui import QGuiApplication, QUndoCommand
from gia_desktop.ui.frame.undo import UndoStack

class Part: pass

class Step(QUndoCommand):
    def __init__(self, document):
        super().__init__("step")
        self.document = document

application = QGuiApplication(["gia", "-platform", "offscreen"])
gc.disable()
for _ in range(50):
    document, page = Part(), Part()
    # Older than the stack: the collector takes them apart first, while the page still holds the stack.
    steps = [Step(document) for _ in range(5)]
    document.stack = page.stack = UndoStack()
    for step in steps:
        document.stack.push(step)
    document.page, page.document, page.itself = page, document, page
    del steps, step, document, page
    gc.collect()
print("alive")
"""


def test_stack_that_is_garbage_together_with_its_steps_is_freed_once() -> None:
    # Memory that was freed is overwritten, so that using it once more always ends the process.
    env = {**os.environ, "MALLOC_PERTURB_": "165"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", GARBAGE], env=env, cwd=root, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, b"alive"), done.stderr


def test_stack_holds_the_last_steps_only() -> None:
    stack = UndoStack()
    for number in range(UNDO_STEPS + 5):
        stack.push(QUndoCommand(str(number)))
    assert stack.count() == UNDO_STEPS
    assert stack.text(0) == "5"


def test_program_makes_no_other_kind_of_stack() -> None:
    package = Path(__file__).parents[3] / "gia_desktop"
    makers = [path.name for path in package.rglob("*.py") if "QUndoStack(" in path.read_text("utf-8")]
    assert makers == []
