"""A route for each command and query."""

import re
from collections.abc import Callable
from typing import Annotated, Any

import xueshi
from fastapi import APIRouter, Depends, Header, Query, Request

from portal.bodies import BoundedRoute
from portal.identity import ByHeader
from portal.models import ProblemDocument, answer_of, arguments, request_of
from portal.problems import MEDIA_TYPE

LONGEST_WAIT = 30.0
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem document",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
    },
    422: {"description": "Misshapen", "model": ProblemDocument},
}


def engine_of(request: Request) -> xueshi.Engine:
    engine: xueshi.Engine = request.app.state.engine
    return engine


TheEngine = Annotated[xueshi.Engine, Depends(engine_of)]


def patience(
    prefer: Annotated[
        str | None, Header(description="wait=SECONDS, how long to wait for others (RFC 7240)")
    ] = None,
) -> float | None:
    # What else somebody prefers is to be passed over, not refused: RFC 7240, section 2.
    found = re.search(r"\bwait=(\d+(?:\.\d+)?)", prefer or "")
    return min(float(found.group(1)), LONGEST_WAIT) if found else None


def key(
    idempotency_key: Annotated[
        str | None, Header(description="the same key and content again: the first answer")
    ] = None,
) -> str | None:
    return idempotency_key


Patience = Annotated[float | None, Depends(patience)]
Key = Annotated[str | None, Depends(key)]
Partial = Annotated[bool, Query(description="do the good items, name the bad")]
Version = Annotated[int | None, Query(description="refused as stale if it is another by now")]


def giving(word: xueshi.Word) -> Callable[..., Any]:
    """FastAPI runs it in a thread of its own, and the library gives Python's lock away meanwhile."""

    def give(
        given: Any,
        actor: ByHeader,
        engine: TheEngine,
        request_id: Key,
        wait: Patience,
        partial: Partial = False,
        expected_version: Version = None,
    ) -> dict[str, Any]:
        receipt = getattr(engine, word.name)(
            actor,
            **arguments(word, given),
            request_id=request_id,
            partial=partial,
            expected_version=expected_version,
            patience=wait,
        )
        told: dict[str, Any] = receipt.as_dict()
        return told | {"refusals": [refusal.as_dict() for refusal in receipt.refusals]}

    give.__annotations__["given"] = request_of(word)
    return give


def explaining(word: xueshi.Word) -> Callable[..., Any]:
    def explain(
        given: Any, actor: ByHeader, engine: TheEngine, partial: Partial = False
    ) -> dict[str, Any]:
        method = getattr(engine.explain, word.name)
        outcome = method(actor, **arguments(word, given), partial=partial)
        told: dict[str, Any] = outcome.value().as_dict()
        return told | {"refusals": [refusal.as_dict() for refusal in outcome.refusals]}

    explain.__annotations__["given"] = request_of(word)
    return explain


def asking(word: xueshi.Word) -> Callable[..., Any]:
    def ask(given: Any, actor: ByHeader, engine: TheEngine) -> dict[str, Any]:
        answer = getattr(engine, word.name)(actor, **arguments(word, given))
        told: dict[str, Any] = answer.as_dict()
        return told

    ask.__annotations__["given"] = Annotated[request_of(word), Query()]
    return ask


def router() -> APIRouter:
    made = APIRouter(route_class=BoundedRoute)
    for word in xueshi.vocabulary():
        if word.name == "explain":
            continue  # has a route of each command's own
        about: dict[str, Any] = {
            "summary": f"{word.title} {word.name}",
            "description": f"{word.meaning}\n\nRules: {', '.join(word.rules)}",
            "response_model": answer_of(word),
            "response_model_exclude_none": True,
            "responses": PROBLEMS,
        }
        if word.query:
            path = f"/queries/{word.name}"
            made.get(path, tags=["queries"], operation_id=word.name, **about)(asking(word))
            continue
        path = f"/commands/{word.name}"
        made.post(path, tags=["commands"], operation_id=word.name, **about)(giving(word))
        about["summary"] += "?"
        about["operation_id"] = f"explain_{word.name}"
        made.post(f"{path}/explanation", tags=["explanations"], **about)(explaining(word))
    return made
