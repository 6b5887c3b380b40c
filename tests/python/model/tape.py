"""Choices read from bytes: one draw a step, and what Hypothesis makes smaller is more usual."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Tape:
    """0 always means the first choice, the usual one; behind the end there are only zeros."""

    def __init__(self, content: bytes) -> None:
        self._content = iter(content)

    def number(self, below: int) -> int:
        return next(self._content, 0) % below

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.number(len(choices))]

    def one_in(self, times: int) -> bool:
        return self.number(times) == times - 1

    def some(self, likely: Sequence[T], others: Sequence[T], most: int = 3) -> list[T]:
        """One to `most`, mostly likely ones, seldom the same twice."""
        chosen: list[T] = []
        for _ in range(1 + self.number(most)):
            left = [one for one in likely if one not in chosen or self.one_in(12)]
            chosen.append(self.pick(left if left and not self.one_in(10) else others))
        return chosen
