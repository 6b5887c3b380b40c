"""The command line `xueshi`: docs/command-line.md. It needs the extra `xueshi[cli]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

NEEDED = ("click", "rich")
LACKING = """\
xueshi: the command line needs the package {name}: pip install xueshi[cli]
xueshi：命令行需要软件包 {name}，请执行：pip install xueshi[cli]
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program with these arguments (the process's own) and gives its exit code."""
    try:
        from xueshi.cli.program import program
        from xueshi.cli.waiting import still_running
    except KeyboardInterrupt:
        return 130  # so early that there is nothing to tell
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in NEEDED:
            raise
        sys.stderr.write(LACKING.format(name=name))
        return 3
    code = program().run(arguments)
    if still_running():
        # An interrupted call can't be ended from outside, and nobody waits for it: its transaction
        # is rolled back by whoever opens the storage next.
        os._exit(code)
    return code
