"""Calls of the library that may take long: the user can interrupt each, and sees that it goes on.

The library works outside Python's lock, and Python hears an interruption only between its own
steps. So the call goes into a thread of its own, and the first thread waits for it.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

_running: set[Future[object]] = set()


def run(call: Callable[[], T]) -> T:
    """What the call gives or raises. An interruption ends the waiting, not the call."""
    future: Future[T] = Future()
    context = contextvars.copy_context()

    def work() -> None:
        try:
            future.set_result(context.run(call))
        except BaseException as error:  # whoever waits gets it
            future.set_exception(error)

    kept: Future[object] = future  # type: ignore[assignment]
    _running.add(kept)
    threading.Thread(target=work, daemon=True).start()
    result = future.result()
    _running.discard(kept)
    return result


def still_running() -> bool:
    """Whether a call goes on that nobody waits for any more."""
    return any(not future.done() for future in _running)
