"""What a request's body may be: bounded, and JSON that can be read in one way only.

FastAPI alone reads a body of any length into memory, and Python's reader keeps the last of two
equal keys.
"""

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute

from portal.problems import Problem

LONGEST = 16 << 20
DEEPEST = 32


class BoundedRequest(Request):
    """Reads no more than is taken; `json` is what `checked` found."""

    content: Any = None

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            told = self.headers.get("content-length", "0")
            if told.isdecimal() and int(told) > LONGEST:
                raise too_large()
            read = bytearray()
            async for piece in self.stream():
                read += piece
                if len(read) > LONGEST:
                    raise too_large()
            self._body = bytes(read)
        return self._body

    async def json(self) -> Any:
        return self.content

    async def checked(self) -> None:
        """Before FastAPI reads it, which would make of every problem the same one."""
        body = await self.body()
        if body and self.url.path.startswith("/api/"):
            kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json" and not kind.endswith("+json"):
                zh, en = "请求内容应为 application/json。", "The body must be application/json."
                raise Problem(415, zh, en, "media-type")
            self.content = parse(body)


class BoundedRoute(APIRoute):
    """A route whose requests are bounded."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            made = BoundedRequest(request.scope, request.receive)
            await made.checked()
            return await handle(made)

        return bounded


def parse(body: bytes) -> Any:
    """Raises `Problem` for what is no JSON: also a key that stands twice, NaN, too deep."""
    try:
        value = json.loads(body.decode(), object_pairs_hook=once, parse_constant=no_constant)
        deep = depth(value)
    except (ValueError, RecursionError) as error:
        raise no_json(str(error)) from error
    if deep > DEEPEST:
        raise no_json(f"nested more than {DEEPEST} levels")
    return value


def too_large() -> Problem:
    zh, en = "请求过大：最多 16 MiB。", "The request is too large: at most 16 MiB."
    return Problem(413, zh, en, "too-large")


def no_json(why: str) -> Problem:
    """`why` may repeat a number of any length."""
    why = why[:200]
    return Problem(400, f"请求内容不是合法的 JSON：{why}。", f"The body is no JSON: {why}.", "json")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (1 if isinstance(value, (dict, list)) else 0) + max(map(depth, inner), default=0)
