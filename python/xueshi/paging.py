"""Answers that come in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ParamSpec, Protocol, TypeVar

__all__ = ["pages"]


class Page(Protocol):
    """An answer that names the place where the next begins; None: it is the last."""

    @property
    def next(self) -> str | None: ...


Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=Page)


def pages(
    query: Callable[Given, Answer], *args: Given.args, **fields: Given.kwargs
) -> Iterator[Answer]:
    """All pages of a query, each asked for when it is wanted; `limit` is the length of one.

    for page in xueshi.pages(engine.projects, province, year=2026):
        for project in page.projects:
            print(project.code)

    Rows that change meanwhile can be seen before or after. `TypeError` for a query whose answer comes
    whole.
    """
    ask: Callable[..., Answer] = query
    page = ask(*args, **fields)
    if not hasattr(page, "next"):
        raise TypeError(f"a {type(page).__name__} comes whole, not in pages")
    yield page
    while page.next is not None:
        page = ask(*args, **{**fields, "after": page.next})
        yield page
