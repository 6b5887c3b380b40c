"""Long answers: one page with a note that there is more, or page after page as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xueshi
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


def show_all(output: Output, word: Word, paged: Field, results: Iterator[dict[str, Any]]) -> int:
    """Each page when it comes; of the document the list is written as it grows. The exit code."""
    if output.json:
        return _write_all(output, paged, results)
    for number, result in enumerate(results):
        if number == 0:
            answers.show(output, word, result)
        else:
            answers.show_list(output, paged, result[paged.name])
    return 0


def _write_all(output: Output, paged: Field, results: Iterator[dict[str, Any]]) -> int:
    first = next(results)
    rest = {key: value for key, value in first.items() if key not in (paged.name, "next")}
    output.raw('{"result": {')
    output.raw("".join(f"{dumps(key)}: {dumps(value)}, " for key, value in rest.items()))
    output.raw(f"{dumps(paged.name)}: [")
    code, ending = _write_items(output, paged, first, results)
    output.raw(f"]}}, {dumps(ending)[1:]}\n")
    return code


def _write_items(
    output: Output, paged: Field, first: dict[str, Any], others: Iterator[dict[str, Any]]
) -> tuple[int, dict[str, Any]]:
    """What ends the document: so it is one, even if a later page could not be had."""
    comma = ""
    result: dict[str, Any] | None = first
    try:
        while result is not None:
            for item in result[paged.name]:
                output.raw(comma + dumps(item))
                comma = ", "
            result = next(others, None)
    except xueshi.Error as error:
        told = {"code": error.code, "message": error.message, "retry": error.retry}
        return 3, {"ok": False, "error": told}
    except xueshi.Refused as refused:
        return 1, {"ok": False, "refusals": [one.as_dict() for one in refused.refusals]}
    return 0, {"ok": True}
