"""Exports: what a query answers, as a table."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from xueshi.engine import Engine
from xueshi.records import Actor

__all__ = ["export_sheet", "exports"]


def exports() -> tuple[str, ...]:
    """What can be exported: the queries that answer with a list, by their names."""
    return ("orgs", "teachers", "projects", "eligible_teachers", "quota", "enrollments", "classes",
            "hours", "statement", "statistics", "worklist")


def export_sheet(
    engine: Engine,
    actor: Actor | Mapping[str, object],
    what: str,
    path: str | os.PathLike[str],
    *,
    progress: Callable[[int, int], None] | None = None,
    **query: Any,
) -> int:
    """Writes all that a query answers to a .xlsx or .csv file; gives the number of rows.

    what: one of `exports()`
    progress: gets the rows so far, and 0 for the whole, which nobody knows before the last page
    query: the query's fields but `limit` and `after`: all pages are asked for

    No cell becomes a formula or a link, whatever its text. Raises `Refused` and `Error` as the query
    does, `MissingExtra`.
    """
    raise NotImplementedError
