"""Templates to be filled in."""

from __future__ import annotations

import os

from xueshi.engine import Engine

__all__ = ["write_template"]


def write_template(
    kind: str, path: str | os.PathLike[str], *, engine: Engine | None = None
) -> None:
    """Writes an empty sheet with headings, notes, drop-down lists and text-format columns.

    kind: one of `kinds()`
    path: .xlsx, or .csv with nothing but the headings
    engine: whose policy says which words are allowed (grades); without one the shipped words
    """
    raise NotImplementedError
