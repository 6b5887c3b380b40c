"""Opening the storage that a command works on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xueshi
from xueshi import _core
from xueshi.cli.documents import read_text
from xueshi.cli.language import t
from xueshi.cli.settings import Settings
from xueshi.cli.waiting import run
from xueshi.policy import Policy, policy_from

PATIENCE = 10.0
SQLITE = "sqlite:"


def policy_named(name: str) -> Policy:
    """A file's where it looks like one, otherwise one that the library ships."""
    if "/" in name or name == "-" or name.endswith(".json") or Path(name).is_file():
        return Policy.load(read_text(name))
    return policy_from(name)


def file_of(url: str) -> Path | None:
    """The file behind an SQLite URL."""
    path = url.removeprefix(SQLITE).partition("?")[0]
    return Path(path) if url.startswith(SQLITE) and not path.startswith(":") else None


def require_storage(url: str) -> None:
    """A misspelt path must not become a new storage."""
    file = file_of(url)
    if file is not None and not file.exists():
        raise xueshi.Error(
            "storage.unavailable",
            t(
                f"there is no storage in {file}; xueshi init makes one",
                f"{file} 中没有存储；可用 xueshi init 新建",
            ),
        )


@contextmanager
def opened(settings: Settings, *, new: bool = False, **options: Any) -> Iterator[xueshi.Engine]:
    """The engine over the storage that the settings name; `new`: it may have to be made."""
    url = settings.storage()
    if not new:
        require_storage(url)
    named = settings.get("policy")
    options.setdefault("policy", None if named is None or new else policy_named(named))
    options.setdefault("patience", settings.given.get("patience", PATIENCE))
    engine = run(lambda: xueshi.Engine.open(url, **options))
    try:
        yield engine
    except KeyboardInterrupt:
        raise  # not closed: that would wait for the call that was interrupted
    except BaseException:
        engine.close()
        raise
    engine.close()


def call(engine: xueshi.Engine, request: dict[str, Any]) -> dict[str, Any]:
    """The protocol's answer to a request; what fails raises `Error`."""
    text = json.dumps(request, ensure_ascii=False)
    if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
        text = json.dumps(request)  # half a character: for the library to refuse
    answer: dict[str, Any] = json.loads(run(lambda: _core.call(engine._core, text)))
    if "error" in answer:
        error = answer["error"]
        raise xueshi.Error(error["code"], error["message"], error["retry"])
    return answer
