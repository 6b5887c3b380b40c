"""Long answers: one page with a note that there is more, or page after page as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xueshi._vocabulary import Field, Word
from xueshi.cli import answers
from xueshi.cli.language import t
from xueshi.cli.output import Output, dumps

LARGEST_PAGE = 1000


def paged_field(word: Word) -> Field | None:
    """The list that comes in pages: of words that take `after` and answer `next`."""
    taken = {field.name for field in word.fields}
    answered = {field.name for field in word.answer}
    if not word.query or "after" not in taken or "next" not in answered:
        return None
    lists = [field for field in word.answer if field.type.kind == "list"]
    return lists[0] if len(lists) == 1 else None


def next_fields(word: Word, fields: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """The question for the page behind this answer."""
    after = next(field for field in word.fields if field.name == "after")
    mark = result["next"]
    return {**fields, "after": int(mark) if after.type.kind == "integer" else mark}


def note_more(output: Output, result: dict[str, Any]) -> None:
    """Says that there is more, and how to get it."""
    output.note(
        t(
            f"There is more: --all gives everything, --after '{result['next']}' the next page.",
            f"还有更多：--all 列出全部，--after '{result['next']}' 查下一页。",
        ),
        "yellow",
    )


def show_all(output: Output, word: Word, paged: Field, results: Iterator[dict[str, Any]]) -> None:
    """Each page when it comes; of the document the list is written as it grows."""
    if output.json:
        _write_all(output, paged, results)
        return
    for number, result in enumerate(results):
        if number == 0:
            answers.show(output, word, result)
        else:
            answers.show_list(output, paged, result[paged.name])


def _write_all(output: Output, paged: Field, results: Iterator[dict[str, Any]]) -> None:
    first = next(results)
    rest = {key: value for key, value in first.items() if key not in (paged.name, "next")}
    output.raw('{"ok": true, "result": {')
    output.raw("".join(f"{dumps(key)}: {dumps(value)}, " for key, value in rest.items()))
    output.raw(f"{dumps(paged.name)}: [")
    comma = ""
    result: dict[str, Any] | None = first
    while result is not None:
        for item in result[paged.name]:
            output.raw(comma + dumps(item))
            comma = ", "
        result = next(results, None)
    output.raw("]}}\n")
