"""``gia fee``: what the handling of applications costs."""

from __future__ import annotations

from argparse import Namespace

from gia_desktop.cli.arguments import UsageError
from gia_desktop.cli.result import Result
from gia_desktop.formats.installed import Formats
from gia_desktop.register.fees import case_fee, page_fee


def run(args: Namespace, _formats: Formats) -> Result:
    """Tell the fee in yuan, nothing but the number."""
    if (args.cases is None) == (args.pages is None):
        raise UsageError("--cases 和 --pages 要写其中一个：一件申请只能用一种计算方法。", "gia fee")
    return Result(str(case_fee(args.cases) if args.pages is None else page_fee(args.pages)))
