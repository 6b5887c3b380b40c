"""Exports: what a query answers, as a table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xueshi._functions import QUERIES
from xueshi._vocabulary import Field, Type, Word
from xueshi.engine import Engine
from xueshi.records import Actor
from xueshi.sheets.tables import Table, suffix_of, write_table
from xueshi.sheets.words import heading_of, label_of

__all__ = ["export_sheet", "exports"]

_PAGE = 1000
_ORG = {"code": "机构编码", "name": "机构名称", "kind": "机构类别"}
_PERSON = {"name": "姓名"}
_HOURS = {"name": "项目名称"}


@dataclass(frozen=True, slots=True)
class Export:
    """A query as a table."""

    query: str
    title: str
    lists: tuple[str, ...]
    """the answer's fields whose items are the rows"""
    headings: Mapping[str, str] = field(default_factory=dict)
    """where the field's own heading wouldn't be clear"""
    besides: tuple[tuple[str, str], ...] = ()
    """another sheet's title and the answer's field that fills it; not in CSV"""

    @property
    def word(self) -> Word:
        """The query's description."""
        return next(word for word in QUERIES if word.name == self.query)

    def item(self, name: str) -> Type:
        """What a row of the answer's field is."""
        found = next(one for one in self.word.answer if one.name == name).type
        return found.item or found

    @property
    def paged(self) -> bool:
        """Whether the answer comes in pages."""
        return any(one.name == "after" for one in self.word.fields)


EXPORTS = (
    Export("orgs", "机构", ("orgs",), _ORG),
    Export("teachers", "教师", ("teachers",), _PERSON),
    Export("projects", "项目", ("projects",), {"code": "项目编码", "name": "项目名称"}),
    Export("eligible_teachers", "可报名教师", ("teachers",), _PERSON),
    Export("quota", "名额", ("own", "children")),
    Export("enrollments", "报名", ("enrollments",)),
    Export("classes", "培训班", ("classes",), {"name": "培训班名称"}),
    Export("hours", "学时", ("records",), _HOURS),
    Export("statement", "学时证明", ("records",), _HOURS, (("合计", "totals"),)),
    Export("statistics", "统计", ("rows",)),
    Export("worklist", "待办", ("waiting",), {"kind": "待办事项"}),
)


def exports() -> tuple[str, ...]:
    """What can be exported: queries that answer with a list, by their names."""
    return tuple(export.query for export in EXPORTS)


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
    progress: gets the rows so far and the whole; the whole is 0 until the last page has come
    query: the query's fields but `limit` and `after`: all pages are asked for

    No cell becomes a formula or a link, whatever its text. Raises `Refused` and `Error` as the
    query does, `MissingExtra`, ValueError for what can't be exported, TypeError for a field that is none.
    """
    export = next((one for one in EXPORTS if one.query == what), None)
    if export is None:
        raise ValueError(f"no such export: {what!r}; there are {', '.join(exports())}")
    for name in ("limit", "after"):
        if export.paged and name in query:
            raise TypeError(f"export_sheet() asks for all pages: no {name!r}")
    suffix_of(path)
    pages = _pages(getattr(engine, what), actor, export, query)
    first = next(pages)  # what is refused is refused before there is a file
    return write_table(path, _tables(export, first, pages, progress))


def _pages(
    ask: Callable[..., Any], actor: Any, export: Export, query: Mapping[str, Any]
) -> Iterator[Any]:
    if not export.paged:
        yield ask(actor, **query)
        return
    after = None
    while True:
        page = ask(actor, **query, limit=_PAGE, after=after)
        yield page
        after = page.next
        if after is None:
            return


def _tables(
    export: Export, first: Any, others: Iterator[Any], progress: Callable[[int, int], None] | None
) -> list[Table]:
    def rows() -> Iterator[Any]:
        done = 0
        for page in _chained(first, others):
            items = [item for name in export.lists for item in _items(getattr(page, name))]
            yield from items
            done += len(items)
            whole = 0 if getattr(page, "next", None) is not None else done
            if progress is not None:
                progress(done, whole)

    tables = [_table(export, export.title, export.lists[0], rows(), _kept(export, first))]
    for title, name in export.besides:
        items = _items(getattr(first, name))
        tables.append(_table(export, title, name, items, items))
    return tables


def _chained(first: Any, others: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from others


def _items(found: Any) -> Sequence[Any]:
    return found if isinstance(found, tuple) else (found,)


def _kept(export: Export, first: Any) -> Sequence[Any]:
    """The rows of a first page: maps have a column for each key that occurs in them."""
    return [item for name in export.lists for item in _items(getattr(first, name))]


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    get: Callable[[Any], Any]


def _table(
    export: Export, title: str, name: str, rows: Iterable[Any], known: Sequence[Any]
) -> Table:
    columns = list(_columns(export.item(name).fields, export.headings, known))
    body = ([column.get(item) for column in columns] for item in rows)
    return title, [column.heading for column in columns], body


def _columns(
    fields: Iterable[Field], headings: Mapping[str, str], known: Sequence[Any], before: str = ""
) -> Iterator[_Column]:
    for one in fields:
        heading = before + headings.get(one.name, heading_of(one.name))
        get = _getter(one)
        if one.type.kind == "map":
            keys = dict.fromkeys(key for item in known for key in getattr(item, one.python_name))
            for key in keys:
                yield _Column(*_map_column(one, heading, key))
        elif one.type.kind == "object":
            for inner in _columns(one.type.fields, {}, (), heading):
                yield _Column(inner.heading, _within(get, inner.get))
        else:
            yield _Column(heading, _shown_by(get, one))


def _map_column(one: Field, heading: str, key: str) -> tuple[str, Callable[[Any], Any]]:
    counts = one.type.item is not None and one.type.item.kind == "integer"
    name = one.python_name

    def get(item: Any) -> Any:
        found = getattr(item, name).get(key, 0 if counts else None)
        return found if counts else _label(key, found)

    return (f"{heading}：{label_of('', 'state', key)}" if counts else heading_of(key)), get


_SETS = {"level": "ProjectLevel", "stage": "Stage"}


def _label(dimension: str, word: Any) -> Any:
    """The value of a dimension: several words of a set may stand in one text."""
    if not isinstance(word, str):
        return word
    return label_of(_SETS.get(dimension, ""), dimension, word)


def _getter(one: Field) -> Callable[[Any], Any]:
    name = one.python_name
    return lambda item: getattr(item, name)


def _within(outer: Callable[[Any], Any], inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def get(item: Any) -> Any:
        found = outer(item)
        return None if found is None else inner(found)

    return get


def _shown_by(get: Callable[[Any], Any], one: Field) -> Callable[[Any], Any]:
    type_ = one.type
    if type_.kind in ("integer", "hours", "date", "instant", "boolean"):
        return get
    return lambda item: _shown(get(item), type_, one.name)


def _shown(value: Any, type_: Type, name: str) -> Any:
    """A text for people: words in Chinese, lists with 、 between."""
    if value is None:
        return None
    if type_.item is not None:
        between = "；" if type_.item.kind == "object" else "、"
        return between.join(str(_shown(one, type_.item, name)) for one in value)
    if type_.kind == "object":
        parts = [(one, getattr(value, one.python_name)) for one in type_.fields]
        return "：".join(str(_shown(part, one.type, one.name)) for one, part in parts)
    if isinstance(value, str):
        return label_of(type_.name, name, value)
    return value
