"""The example portal over HTTP: its interface, its pages, its problems."""

import re
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import xueshi
from conftest import ROOT
from portal_server import Client, Server, refuses_to_start

PROBLEM = "application/problem+json"
Portal = tuple[Server, Path]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    file = tmp_path_factory.mktemp("portal") / "county.db"
    server = Server(f"sqlite:{file}")
    yield server, file
    assert server.stop() == ""  # nothing was worth a line in the log


@pytest.fixture
def school(portal: Portal) -> Client:
    return Client(portal[0].url, "school_admin:S1")


@pytest.fixture
def province(portal: Portal) -> Client:
    return Client(portal[0].url, "province_admin:32")


def open_project(province: Client, code: str, seats: int, stages: tuple[str, ...] = ()) -> None:
    """Like the sample's, with so many seats for the school."""
    sample = province.ask("projects").json["projects"][0]
    fields = {name: sample[name] for name in ("enrollment", "training", "level", "owner", "year")}
    fields |= {"code": code, "name": "培训", "hours": "7.5", "seats": seats}
    fields |= {"audience": {"stages": stages}, "bases": [{"base": "B1", "regions": ["32"]}]}
    assert province.give("create_project", fields).status == 200
    allocations = [{"org": "S1", "seats": seats}]
    given = {"project": code, "allocations": allocations}
    assert province.give("allocate_quota", given).status == 200


def register(province: Client, codes: list[str], name: str = "王小明") -> None:
    about = {"name": name, "school": "S1", "stages": ["primary"], "subject": "语文"}
    given = {"teachers": [{"code": code, **about} for code in codes]}
    assert province.give("register_teachers", given).status == 200


def resolved(document: Any, schema: Any) -> Any:
    for part in schema.get("$ref", "").split("/")[1:]:
        document = document[part]
    return document if "$ref" in schema else schema


def test_the_interface_has_every_word_with_its_fields(portal: Portal) -> None:
    document = Client(portal[0].url).call("GET", "/openapi.json").json
    words = [word for word in xueshi.vocabulary() if word.name != "explain"]
    wanted = {f"/api/queries/{word.name}" for word in words if word.query}
    wanted |= {f"/api/commands/{word.name}" for word in words if not word.query}
    explained = {f"/api/commands/{word.name}/explanation" for word in words if not word.query}
    assert set(document["paths"]) == wanted | explained
    for word in words:
        kind, method = ("queries", "get") if word.query else ("commands", "post")
        route = document["paths"][f"/api/{kind}/{word.name}"][method]
        answer = route["responses"]["200"]["content"]["application/json"]["schema"]
        fields = {field.name for field in word.answer}
        assert set(resolved(document, answer)["properties"]) - {"refusals"} == fields, word.name
        if word.query:
            given = {one["name"] for one in route["parameters"] if one["in"] == "query"}
            assert given == {field.name for field in word.fields}, word.name
            continue
        body = route["requestBody"]["content"]["application/json"]["schema"]
        schema = resolved(document, body)
        assert set(schema["properties"]) == {field.name for field in word.fields}, word.name
        required = {field.name for field in word.fields if field.required}
        assert set(schema.get("required", ())) == required, word.name


def test_every_reference_of_the_interface_leads_somewhere(portal: Portal) -> None:
    reply = Client(portal[0].url).call("GET", "/openapi.json")
    references = set(re.findall(r'"\$ref":\s*"([^"]+)"', reply.text))
    assert references
    for reference in references:
        assert resolved(reply.json, {"$ref": reference})


def test_a_request_with_a_key_takes_effect_once(school: Client, province: Client) -> None:
    open_project(province, "KEY", 3)
    given = {"project": "KEY", "teachers": ["T1"]}
    first = school.give("enroll", given, Idempotency_Key="k1")
    assert first.status == 200 and first.json["done"] == 1
    again = school.give("enroll", given, Idempotency_Key="k1")
    assert (again.status, again.json) == (200, first.json)
    other = school.give("enroll", {**given, "teachers": ["T2"]}, Idempotency_Key="k1")
    assert other.status == 422
    assert other.json["refusals"][0]["code"] == "request.id_reused"
    assert school.ask("quota", project="KEY").json["own"]["used"] == 1


def test_a_refusal_is_a_problem_document(school: Client, province: Client) -> None:
    open_project(province, "NO", 1)
    reply = school.give("enroll", {"project": "NO", "teachers": ["T1", "T2"]})
    assert reply.status == 409
    assert reply.headers["content-type"].startswith(PROBLEM)
    assert reply.headers["content-language"] == "zh-CN"
    problem = reply.json
    assert set(problem) == {"type", "title", "status", "detail", "refusals"}
    assert problem["type"] == "urn:xueshi:refusal:QUO-3:quota.exhausted"
    (refusal,) = problem["refusals"]
    assert (refusal["rule"], refusal["subject"], refusal["item"]) == ("QUO-3", "T2", 1)
    assert refusal["message"]["zh"] == problem["detail"]
    assert refusal["message"]["en"] and refusal["remedy"]["zh"] and "S-19" in refusal["source"]
    english = school.give(
        "enroll", {"project": "NO", "teachers": ["T1", "T2"]}, Accept_Language="en"
    )
    assert english.json["detail"] == refusal["message"]["en"]
    assert english.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("actor", "command", "given", "status"),
    [
        ("school_admin:S1", "enroll", {"project": "NONE", "teachers": ["T1"]}, 404),
        ("teacher:T1", "enroll", {"project": "P1", "teachers": ["T1"]}, 403),
        ("county_admin:S1", "approve_hours", {"hours": ["project:P1:T1"]}, 403),
        ("school_admin:S1", "enroll", {"project": "P1", "teachers": ["a:b"]}, 422),
        (None, "enroll", {"project": "P1", "teachers": ["T1"]}, 401),
        ("principal:S1", "enroll", {"project": "P1", "teachers": ["T1"]}, 401),
        ("school_admin:", "enroll", {"project": "P1", "teachers": ["T1"]}, 401),
    ],
)
def test_the_status_tells_the_kind_of_no(
    portal: Portal, actor: str | None, command: str, given: object, status: int
) -> None:
    reply = Client(portal[0].url, actor).give(command, given)
    assert (reply.status, reply.json["status"]) == (status, status)
    assert reply.headers["content-type"].startswith(PROBLEM)
    assert reply.json["title"] and reply.json["detail"]


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"project": "P1"}, "/teachers"),
        ({"project": 7, "teachers": ["T1"]}, "/project"),
        ({"project": "P1", "teachers": ["T1", 2]}, "/teachers/1"),
        ({"project": "P1", "teachers": ["T1"], "forced": "yes"}, "/forced"),
        ({"project": "P1", "teachers": ["T1"], "force": True}, "/force"),
    ],
)
def test_a_misshapen_request_is_told_where(school: Client, given: object, pointer: str) -> None:
    reply = school.give("enroll", given)
    assert reply.status == 422 and reply.headers["content-type"].startswith(PROBLEM)
    (refusal,) = reply.json["refusals"]
    assert (refusal["rule"], refusal["facts"]["pointer"]) == ("REQ-1", pointer)
    assert pointer in refusal["message"]["zh"] and pointer in refusal["message"]["en"]


def test_what_is_no_json_is_told_so(school: Client) -> None:
    for body in (b"{", b"", b"[]", b'"enroll"', b"\xff"):
        reply = school.call("POST", "/api/commands/enroll", body, Content_Type="application/json")
        assert reply.status in (400, 422) and reply.headers["content-type"].startswith(PROBLEM)


def test_hours_are_never_floating_point(province: Client) -> None:
    given = {"code": "P1", "hours": 7.1}
    (refusal,) = province.give("amend_project", given).json["refusals"]
    assert refusal["facts"]["pointer"] == "/hours"
    open_project(province, "HOURS", 1)
    found = province.ask("projects", after="HOUR", limit=1).json["projects"]
    assert found[0]["hours"] == "7.5"


def test_explaining_and_partly_doing(school: Client, province: Client) -> None:
    open_project(province, "PARTLY", 1)
    given = {"project": "PARTLY", "teachers": ["T1", "T2"]}
    assert school.give("enroll", given, "/explanation").status == 409
    assert school.give("enroll", given, "/explanation?partial=true").json["done"] == 1
    assert school.ask("quota", project="PARTLY").json["own"]["used"] == 0
    reply = school.give("enroll", given, "?partial=true")
    assert (reply.status, reply.json["done"]) == (200, 1)
    assert [one["subject"] for one in reply.json["refusals"]] == ["T2"]
    stale = province.give("amend_project", {"code": "PARTLY", "year": 2030}, "?expected_version=9")
    assert stale.status == 412


def test_many_clients_at_once_get_exactly_the_seats(portal: Portal, province: Client) -> None:
    clients, seats = 8, 5
    codes = [f"R{number}" for number in range(16)]
    register(province, codes)
    open_project(province, "RACE", seats)
    barrier = threading.Barrier(clients)
    statuses: list[int] = []

    def enrol(number: int) -> None:
        client = Client(portal[0].url, "school_admin:S1")
        barrier.wait()
        for code in codes[number::clients]:
            given = {"project": "RACE", "teachers": [code]}
            statuses.append(client.give("enroll", given, Prefer="wait=20").status)

    threads = [threading.Thread(target=enrol, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * seats + [409] * (len(codes) - seats)
    own = province.ask("quota", project="RACE", org="S1").json["own"]
    assert (own["used"], own["left"]) == (seats, 0)


def test_the_page_of_projects(portal: Portal, province: Client) -> None:
    open_project(province, "JUNIOR", 1, ("junior",))
    page = Client(portal[0].url).call("GET", "/?as=school_admin:S1")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    assert (
        "骨干教师培训" in page.text and "/projects/P1/enrolling?as=school_admin%3AS1" in page.text
    )
    assert "JUNIOR" not in page.text  # ENR-2: a primary school doesn't see it
    assert "JUNIOR" in Client(portal[0].url).call("GET", "/?as=province_admin:32").text


def test_the_page_of_enrolling(portal: Portal, province: Client) -> None:
    register(province, ["PAGE1", "PAGE2"])
    open_project(province, "PAGE", 1)
    address = "/projects/PAGE/enrolling?as=school_admin:S1"
    browser = Client(portal[0].url)
    form = browser.call("GET", address)
    assert 'value="PAGE1"' in form.text and "剩余 left 1" in form.text
    (key,) = re.findall(r'name="key" value="(\w+)"', form.text)
    sent = browser.send_form(address, key=key, teacher=["PAGE1"])
    assert sent.status == 200 and "已报名 1 人" in sent.text and "剩余 left 0" in sent.text
    assert 'value="PAGE1"' not in sent.text
    twice = browser.send_form(address, key=key, teacher=["PAGE1"])
    assert twice.status == 200 and "已报名 1 人" in twice.text
    full = browser.send_form(address, key="other", teacher=["PAGE2"])
    assert full.status == 409 and "QUO-3" in full.text
    assert "名额不足" in full.text and "Not enough seats" in full.text
    nobody = browser.send_form(address, key="none")
    assert nobody.status == 400 and "请先勾选教师" in nobody.text


def test_the_page_of_a_statement(portal: Portal, province: Client) -> None:
    browser = Client(portal[0].url)
    page = browser.call("GET", "/teachers/T1/statement?as=teacher:T1")
    assert page.status == 200 and "T1" in page.text
    other = browser.call("GET", "/teachers/T2/statement?as=teacher:T1")
    assert other.status == 403 and other.headers["content-type"].startswith("text/html")
    assert "教师只能查看本人" in other.text and "only their own" in other.text
    assert browser.call("GET", "/").status == 401


def test_pages_show_texts_as_texts(portal: Portal, province: Client) -> None:
    register(province, ["<i>T</i>"])
    open_project(province, "<b>P</b>", 2)
    browser = Client(portal[0].url)
    page = browser.call("GET", "/?as=school_admin:S1")
    assert "&lt;b&gt;P" in page.text and "<b>P" not in page.text
    (address,) = re.findall(r'href="(/projects/%3Cb%3E[^"]*)"', page.text)
    page = browser.call("GET", address)
    assert page.status == 200
    assert "&lt;i&gt;T" in page.text and "<i>T" not in page.text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/x", 404), ("PUT", "/", 405)])
def test_what_is_not_there(portal: Portal, method: str, path: str, status: int) -> None:
    for prefix in ("", "/api"):
        reply = Client(portal[0].url).call(method, prefix + path)
        assert reply.status in (status, 404)


def test_who_waits_no_longer_is_told_to_come_again(tmp_path: Path) -> None:
    """Another program holds the file; the server logs the failure, and goes on."""
    file = tmp_path / "held.db"
    server = Server(f"sqlite:{file}")
    try:
        school = Client(server.url, "school_admin:S1")
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        given = {"project": "P1", "teachers": ["T1"]}
        busy = school.give("enroll", given, Prefer="wait=0.1")
        holder.execute("ROLLBACK")
        holder.close()
        assert busy.status == 503 and busy.headers["retry-after"] == "1"
        assert busy.json["type"] == "urn:xueshi:error:storage.busy"
        assert "没有任何更改" in busy.json["detail"]
        assert school.give("enroll", given).status == 200
        for other in ("return=minimal", "patience", "wait=soon"):  # RFC 7240: passed over
            assert school.give("enroll", given, Prefer=other).status == 409
    finally:
        log = server.stop()
    assert "storage.busy" in log


def test_starting_with_nonsense_says_so(tmp_path: Path, portal: Portal) -> None:
    assert "storage.unavailable" in refuses_to_start(
        "--port", "0", "--storage", f"sqlite:{tmp_path}/x/y.db"
    )
    assert "argument.invalid" in refuses_to_start("--port", "0", "--storage", "nonsense:")
    assert "no-such-policy" in refuses_to_start("--port", "0", "--policy", "no-such-policy")
    taken = portal[0].url.rpartition(":")[2]
    assert taken in refuses_to_start("--port", taken)
    assert "70000" in refuses_to_start("--port", "70000")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"project": "P1", "project": "P2", "teachers": ["T1"]}', "stands twice"),
        (b'{"project": "P1", "teachers": ["T1"], "forced": NaN}', "NaN"),
        (b'{"project": "\xff", "teachers": ["T1"]}', "utf-8"),
        (b'{"project":' * 40 + b"1" + b"}" * 40, "32 levels"),
        (b"[" * 100_000, "recursion"),
        (b'{"project": ' + b"9" * 5000 + b"}", "digits"),
        (b"{", "line 1"),
    ],
)
def test_what_could_be_read_in_two_ways_is_no_json(school: Client, body: bytes, why: str) -> None:
    for language, told in (("zh", "不是合法的 JSON"), ("en", "is no JSON")):
        reply = school.call(
            "POST",
            "/api/commands/enroll",
            body,
            Content_Type="application/json; charset=utf-8",
            Accept_Language=language,
        )
        assert reply.status == 400 and reply.json["type"] == "urn:xueshi:json"
        assert told in reply.json["detail"] and why in reply.json["detail"]
        assert len(reply.text) < 1000


def test_another_type_of_content_is_told(school: Client) -> None:
    body = b'{"project": "P1", "teachers": ["T1"]}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        reply = school.call("POST", "/api/commands/enroll", body, Content_Type=kind)
        assert reply.status == 415 and "application/json" in reply.json["detail"]
    reply = school.call("POST", "/api/commands/enroll", body, Content_Type="application/x+json")
    assert reply.status in (200, 409)


@pytest.mark.parametrize("path", ["/api/commands/enroll", "/projects/P1/enrolling?as=teacher:T1"])
def test_a_body_without_end_is_not_read(portal: Portal, path: str) -> None:
    """Told by its length, it is refused before it comes; without one, when it gets too long."""
    port = int(portal[0].url.rpartition(":")[2])
    chunk = b"%x\r\n" % (1 << 20) + b"x" * (1 << 20) + b"\r\n"
    for length, body in (
        (b"Content-Length: 16777217", b""),
        (b"Transfer-Encoding: chunked", chunk),
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as caller:
            head = b"POST %s HTTP/1.1\r\nHost: x\r\nX-Demo-Actor: school_admin:S1\r\n%s\r\n"
            caller.sendall(
                head % (path.encode(), length) + b"Content-Type: application/json\r\n\r\n"
            )
            if body:
                for _ in range(16):
                    caller.sendall(body)
                caller.sendall(b"1\r\nx\r\n")
            assert caller.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_form_that_can_not_be_read_is_not_called_an_unknown_address(portal: Portal) -> None:
    address = "/projects/P1/enrolling?as=school_admin:S1"
    reply = Client(portal[0].url).send_form(address, key="k", teacher=["T1"] * 1001)
    assert reply.status == 400 and "请求有误" in reply.text and "没有这个地址" not in reply.text
    assert "没有这个地址" in Client(portal[0].url).call("GET", "/x").text


def test_the_page_says_when_there_are_more(portal: Portal, province: Client) -> None:
    address = "/projects/MORE/enrolling?as=school_admin:S1"
    open_project(province, "MORE", 1)
    assert "只显示前" not in Client(portal[0].url).call("GET", address).text
    register(province, [f"Z{number}" for number in range(501)])
    page = Client(portal[0].url).call("GET", address)
    assert page.text.count('name="teacher"') == 500 and "只显示前 500 人" in page.text


def test_a_policys_file_will_do(tmp_path: Path) -> None:
    file = tmp_path / "省.json"
    text = (ROOT / "policies" / "jiangsu.json").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    server = Server("memory:", "--policy", str(file))
    page = Client(server.url).call("GET", "/?as=school_admin:S1")
    assert server.stop() == "" and page.status == 200
    file.write_text("{}", encoding="utf-8")
    assert "policy" in refuses_to_start("--port", "0", "--policy", str(file))
    assert "no.json" in refuses_to_start("--port", "0", "--policy", str(tmp_path / "no.json"))
