"""What goes wrong, as problem documents (RFC 9457) in the caller's language."""

import logging
from pathlib import Path
from typing import Any

import xueshi
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

templates = Jinja2Templates(Path(__file__).parent / "templates")
MEDIA_TYPE = "application/problem+json"
BUSY = ("storage.busy", "storage.unavailable", "deadline.exceeded", "register.unavailable")
RULE_STATUS = {"REQ-1": 422, "REQ-2": 404, "REQ-3": 409}
HTTP_ZH = {404: "没有这个地址。", 405: "这个地址不支持该方法。"}
CODE_STATUS = {"request.too_large": 413, "request.stale": 412, "request.id_reused": 422}


class Problem(Exception):
    """One of the portal's own."""

    def __init__(self, status: int, zh: str, en: str, name: str) -> None:
        super().__init__(en)
        self.status, self.zh, self.en, self.name = status, zh, en, name


def status_of(refusals: tuple[xueshi.Refusal, ...]) -> int:
    """That of the reasons where they agree, otherwise 409."""
    found = set()
    for refusal in refusals:
        status = CODE_STATUS.get(refusal.code) or RULE_STATUS.get(refusal.rule, 409)
        if refusal.code.startswith("access."):
            status = 403
        elif refusal.code.endswith(".unknown"):
            status = 404
        found.add(status)
    return found.pop() if len(found) == 1 else 409


def wants_english(request: Request) -> bool:
    """Chinese unless the first language accepted is English."""
    return request.headers.get("accept-language", "").strip().lower().startswith("en")


def document(
    request: Request,
    status: int,
    name: str,
    zh: str,
    en: str,
    refusals: list[dict[str, Any]],
    **headers: str,
) -> Response:
    """For people a page in both languages, for programs a document in the one that they accept."""
    if not request.url.path.startswith("/api/"):
        values = {"status": status, "zh": zh, "en": en}
        return templates.TemplateResponse(
            request, "problem.html", values, status_code=status, headers=headers
        )
    english = wants_english(request)
    titles = {
        True: {401: "Who asks?", 403: "Not yours", 404: "Not there", 503: "Not now"},
        False: {401: "请先说明身份", 403: "没有权限", 404: "不存在", 503: "请稍后再试"},
    }
    content = {
        "type": f"urn:xueshi:{name}",
        "title": titles[english].get(status, "Refused" if english else "未能办理"),
        "status": status,
        "detail": en if english else zh,
        "refusals": refusals,
    }
    told = {"Content-Language": "en" if english else "zh-CN", "Vary": "Accept-Language"}
    return JSONResponse(content, status, media_type=MEDIA_TYPE, headers={**told, **headers})


def refused(request: Request, failure: xueshi.Refused) -> Response:
    first = failure.refusals[0]
    zh = "\n".join(refusal.message.zh for refusal in failure.refusals)
    en = "\n".join(refusal.message.en for refusal in failure.refusals)
    told = [refusal.as_dict() for refusal in failure.refusals]
    name = f"refusal:{first.rule}:{first.code}"
    return document(request, status_of(failure.refusals), name, zh, en, told)


def failed(request: Request, failure: xueshi.Error) -> Response:
    """What the caller can't help; details are for the host's log."""
    logging.getLogger("portal").error("%s %s: %s", request.method, request.url.path, failure)
    status = 503 if failure.code in BUSY else 500
    zh = "系统暂时不能办理，没有任何更改。" if failure.retry else "系统故障，请联系管理员。"
    en = "The system can't do it now; nothing was changed." if failure.retry else "A failure."
    headers = {"Retry-After": "1"} if failure.retry else {}
    return document(request, status, f"error:{failure.code}", zh, en, [], **headers)


def misshapen(request: Request, failure: RequestValidationError) -> Response:
    """Fields of a wrong kind. What was found isn't repeated: it may be personal."""
    told: list[dict[str, Any]] = []
    for error in failure.errors():
        place = () if error["type"] == "json_invalid" else error["loc"][1:]
        pointer = "".join(f"/{part}" for part in place)
        message = {
            "zh": f"请求在 {pointer} 处有误。" if pointer else "请求整体有误。",
            "en": f'The request is not as agreed at "{pointer}": {error["msg"]}.',
        }
        remedy = {"zh": "请按接口说明更正。", "en": "Please correct it as the interface says."}
        about = {"rule": "REQ-1", "code": "request.invalid", "subject": "", "source": ""}
        facts = {"pointer": pointer, "expected": error["msg"]}
        told.append({**about, "facts": facts, "message": message, "remedy": remedy})
    zh = "\n".join(one["message"]["zh"] for one in told)
    en = "\n".join(one["message"]["en"] for one in told)
    return document(request, 422, "refusal:REQ-1:request.invalid", zh, en, told)


def own(request: Request, problem: Problem) -> Response:
    return document(request, problem.status, problem.name, problem.zh, problem.en, [])


def of_http(request: Request, failure: HTTPException) -> Response:
    """No such address, another method, a form that can't be read."""
    en, headers = str(failure.detail), dict(failure.headers or {})
    zh = HTTP_ZH.get(failure.status_code, "请求有误，无法处理。")
    return document(request, failure.status_code, "http", zh, en, [], **headers)


def install(app: FastAPI) -> None:
    handlers: dict[Any, Any] = {
        xueshi.Refused: refused,
        xueshi.Error: failed,
        RequestValidationError: misshapen,
        HTTPException: of_http,
        Problem: own,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
