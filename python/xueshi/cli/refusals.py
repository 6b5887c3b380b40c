"""A rule's no, told to people or as the protocol's document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xueshi
from xueshi.cli.output import Output, refusal_lines
from xueshi.outcome import Bilingual


def tell(output: Output, refusals: Sequence[dict[str, Any]], *, as_result: bool = False) -> None:
    """On standard error; on standard output where they are what was asked for."""
    for text, style in refusal_lines(refusals):
        (output.line if as_result else output.note)(text, style)


def refused(output: Output, answered: dict[str, Any]) -> int:
    """Tells a refused answer, and gives the exit code."""
    if output.json:
        output.document(answered)
    else:
        tell(output, answered["refusals"])
    return 1


def refusal_of(answered: dict[str, Any]) -> xueshi.Refused:
    """The same as what is raised."""
    return xueshi.Refused(
        tuple(
            xueshi.Refusal(
                **{
                    "item": None,
                    **one,
                    "message": Bilingual(**one["message"]),
                    "remedy": Bilingual(**one["remedy"]),
                }
            )
            for one in answered["refusals"]
        )
    )
