"""What a command hands back to be printed, and the exit codes of the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; 0 to 2 are the contract with scripts."""

    DONE = 0
    DOUBTFUL = 1
    """Done, but there are findings that must be fixed or doubtful imported figures."""
    BAD_INPUT = 2
    """Nothing done: bad input or usage."""
    BUG = 3
    """The program itself failed; never mistaken for one of the above."""


@dataclass(frozen=True)
class Result:
    """What a command has to say and how it ended."""

    text: str
    code: Exit = Exit.DONE


def as_json(data: object, code: Exit = Exit.DONE) -> Result:
    """Return a result that is one JSON document."""
    return Result(json.dumps(data, ensure_ascii=False, indent=1), code)
