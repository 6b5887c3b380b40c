"""Three pages made on the server: projects, a school's enrolling, a teacher's statement."""

import uuid
from typing import Annotated, Any

import xueshi
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from xueshi import Actor

from portal.bodies import BoundedRoute
from portal.identity import ByAddress
from portal.interface import TheEngine
from portal.problems import Problem, templates

router = APIRouter(
    default_response_class=HTMLResponse, include_in_schema=False, route_class=BoundedRoute
)
SHOWN = 500
"""persons on a page; a form of more than 1,000 fields is refused"""


def page(request: Request, name: str, actor: Actor, status: int = 200, **values: Any) -> Any:
    """`me` is what the links carry on: see identity.py."""
    me = f"{actor.role}:{actor.teacher or actor.org}"
    values = {"actor": actor, "me": me, **values}
    return templates.TemplateResponse(request, name, values, status_code=status)


@router.get("/")
def projects(
    request: Request, actor: ByAddress, engine: TheEngine, after: str | None = None
) -> Any:
    answer = engine.projects(actor, limit=50, after=after)
    return page(request, "projects.html", actor, projects=answer.projects, next=answer.next)


@router.get("/projects/{project:path}/enrolling")
def enrolling(request: Request, actor: ByAddress, engine: TheEngine, project: str) -> Any:
    return enrolling_page(request, actor, engine, project)


@router.post("/projects/{project:path}/enrolling")
def enroll(
    request: Request,
    actor: ByAddress,
    engine: TheEngine,
    project: str,
    key: Annotated[str, Form()],
    teacher: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Any:
    """The key was made with the form: sent twice, it enrols once."""
    if not teacher:
        raise Problem(400, "请先勾选教师。", "Please tick some teachers first.", "nobody")
    outcome = engine.outcome.enroll(actor, project=project, teachers=teacher, request_id=key)
    return enrolling_page(request, actor, engine, project, outcome)


def enrolling_page(
    request: Request,
    actor: Actor,
    engine: xueshi.Engine,
    project: str,
    outcome: xueshi.Outcome[xueshi.Receipt] | None = None,
) -> Any:
    """Who can be enrolled and who is, with the reasons where the last try was refused."""
    reasons: dict[str, list[xueshi.Refusal]] = {}
    for refusal in () if outcome is None else outcome.refusals:
        reasons.setdefault(refusal.subject, []).append(refusal)
    eligible = engine.eligible_teachers(actor, project=project, limit=SHOWN)
    enrolled = engine.enrollments(actor, project=project, limit=SHOWN)
    return page(
        request,
        "enrolling.html",
        actor,
        status=409 if outcome is not None and not outcome.ok else 200,
        project=project,
        seats=engine.quota(actor, project=project).own,
        eligible=eligible.teachers,
        more_eligible=eligible.next is not None,
        enrolled=enrolled.enrollments,
        more_enrolled=enrolled.next is not None,
        shown=SHOWN,
        done=outcome.result.done if outcome is not None and outcome.result is not None else 0,
        reasons=reasons,
        key=uuid.uuid4().hex,
    )


@router.get("/teachers/{teacher:path}/statement")
def statement(request: Request, actor: ByAddress, engine: TheEngine, teacher: str) -> Any:
    answer = engine.statement(actor, teacher=teacher)
    return page(request, "statement.html", actor, statement=answer)
