"""The example portal in a process of its own, on a port that the system gives."""

import http.client
import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xueshi
from conftest import ROOT

EXAMPLES = ROOT / "examples" / "python"
PACKAGE = Path(xueshi.__file__).absolute().parents[1]


def portal(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "portal", *arguments],
        env={**os.environ, "PYTHONPATH": f"{PACKAGE}{os.pathsep}{EXAMPLES}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refuses_to_start(*arguments: str) -> str:
    """What it says, where it ends by itself with an error."""
    with portal(*arguments) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    return said


class Server:
    """Started at once; `stop` ends it and gives what it wrote to its log."""

    def __init__(self, storage: str, *arguments: str) -> None:
        self.process = portal("--port", "0", "--storage", storage, "--sample", *arguments)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            raise RuntimeError(self.stop())

    def stop(self) -> str:
        self.process.terminate()
        _, log = self.process.communicate(timeout=60)
        return log


@dataclass
class Reply:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Client:
    """One caller with a connection of its own, who says to be `actor`."""

    url: str
    actor: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given |= {"X-Demo-Actor": self.actor} if self.actor else {}
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.url).netloc, timeout=60)
        try:
            connection.request(method, path, body, {**self.headers, **given})
            reply = connection.getresponse()
            return Reply(reply.status, dict(reply.getheaders()), reply.read().decode())
        finally:
            connection.close()

    def give(self, command: str, given: object, after: str = "", **headers: str) -> Reply:
        body = json.dumps(given).encode()
        headers = {"Content_Type": "application/json", **headers}
        return self.call("POST", f"/api/commands/{command}{after}", body, **headers)

    def ask(self, query: str, **fields: Any) -> Reply:
        return self.call("GET", f"/api/queries/{query}?{urllib.parse.urlencode(fields, True)}")

    def send_form(self, path: str, **fields: Any) -> Reply:
        body = urllib.parse.urlencode(fields, True).encode()
        return self.call("POST", path, body, Content_Type="application/x-www-form-urlencoded")
