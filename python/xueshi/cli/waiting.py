"""Calls of the library that may take long: the user can interrupt each, and sees that it goes on.

The library works outside Python's lock, and Python hears an interruption only between its own
steps. So the call goes into a thread of its own, and the first thread waits for it.
"""

from __future__ import annotations

import contextlib
import contextvars
import ctypes
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

T = TypeVar("T")

MOMENT = 2.0
"""seconds that an interrupted call gets for putting its files away"""

_running: set[Future[object]] = set()


def run(call: Callable[[], T], *, files: bool = False) -> T:
    """What the call gives or raises.

    An interruption ends the waiting, not the call; one that hasn't begun never begins.

    files: it writes files, and takes away what is half written when it is ended. So it is ended
    where it stands in Python, and waited for a moment longer.
    """
    future: Future[T] = Future()
    context = contextvars.copy_context()

    def work() -> None:
        try:
            if future.set_running_or_notify_cancel():
                future.set_result(context.run(call))
        except BaseException as error:  # whoever waits gets it
            if not future.done():
                future.set_exception(error)

    kept: Future[object] = future  # type: ignore[assignment]
    worker = threading.Thread(target=work, daemon=True)
    try:
        _running.add(kept)
        worker.start()
        result = future.result()
    except BaseException:
        if not (future.cancel() or future.done()) and files:
            _end(worker, kept)
        raise
    _running.discard(kept)
    return result


def _end(worker: threading.Thread, future: Future[object]) -> None:
    """Of what ends a thread `SystemExit` alone is told to nobody."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(worker.ident or 0), ctypes.py_object(SystemExit)
    )
    with contextlib.suppress(NotYet):
        future.exception(MOMENT)


def still_running() -> bool:
    """Whether a call goes on that nobody waits for any more."""
    return any(not future.done() for future in _running)
