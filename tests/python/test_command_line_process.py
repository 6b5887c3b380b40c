"""The command line as a process: exit codes, pipes, terminals, interruption."""

import contextlib
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from command_line import PROVINCE, SCHOOL, command, environment, new_storage, process, with_project

LACKING = """
import sys
sys.modules["{name}"] = None
from xueshi.cli import main
sys.exit(main(["--help"]))
"""


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> str:
    return new_storage(tmp_path_factory.mktemp("process"))


def test_importing_the_package_imports_neither_click_nor_rich() -> None:
    code = "import sys, xueshi; sys.exit(bool({'click', 'rich', 'pygal'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], env=environment()).returncode == 0
    control = code.replace("import sys, xueshi", "import sys, xueshi.cli.program")
    assert subprocess.run([sys.executable, "-c", control], env=environment()).returncode == 1


@pytest.mark.parametrize("name", ["click", "rich"])
def test_what_lacks_is_named(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LACKING.format(name=name)],
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert f"package {name}: pip install xueshi[cli]" in done.stderr and "请执行" in done.stderr


def test_exit_codes_and_a_clean_document(storage: str) -> None:
    ended = process("ask", "orgs", "--json", XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE)
    assert ended.code == 0 and len(ended.result["orgs"]) == 2 and not ended.err
    ended = process(
        "do",
        "enroll",
        "-d",
        "-",
        "--json",
        XUESHI_STORAGE=storage,
        XUESHI_AS=SCHOOL,
        stdin='{"project": "P9", "teachers": ["T1"]}'.encode(),
    )
    assert ended.code == 1 and not ended.json["ok"] and not ended.err
    ended = process("check", "--storage", "sqlite:/no/such", "--json", LANG="zh_CN.UTF-8")
    assert ended.code == 3 and "没有存储" in ended.json["error"]["message"] and not ended.err
    assert process("--language", "zh", "nothing").err.startswith("xueshi: 没有命令“nothing”")


def test_a_terminal_that_lacks_chinese_gets_escapes(storage: str) -> None:
    for line in (("orgs",), ("orgs", "--json")):
        ended = process(
            "ask",
            *line,
            XUESHI_STORAGE=storage,
            XUESHI_AS=PROVINCE,
            PYTHONIOENCODING="ascii",
            LANG="zh_CN.UTF-8",
        )
        assert ended.code == 0 and "\\u" in ended.out
    assert ended.result["orgs"][0]["name"] == "基地"


@contextlib.contextmanager
def nobody_reads() -> Iterator[int]:
    """The writing end of a pipe whose other end is closed already."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


@pytest.mark.parametrize("line", ["ask log --all", "ask log --all --json"])
def test_a_broken_pipe_ends_quietly(storage: str, line: str) -> None:
    given = environment(XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE)
    with nobody_reads() as writing:
        done = subprocess.run(
            command(*line.split()), stdout=writing, stderr=subprocess.PIPE, env=given
        )
    assert done.returncode == 141 and done.stderr == b""
    with open(os.devnull, "wb") as somebody:
        done = subprocess.run(command(*line.split()), stdout=somebody, env=given)
    assert done.returncode == 0


def test_a_full_disk_is_told(storage: str) -> None:
    given = environment(XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("ask", "orgs"), stdout=full, stderr=subprocess.PIPE, env=given
        )
    assert done.returncode == 3 and b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def on_a_terminal(*line: str, **given: str) -> bytes:
    """What the command writes to a terminal."""
    ours, its = pty.openpty()
    child = subprocess.Popen(
        command(*line), stdout=its, stderr=its, env=environment(TERM="xterm-256color", **given)
    )
    os.close(its)
    written = b""
    with contextlib.suppress(OSError):  # the terminal's end
        while block := os.read(ours, 65536):
            written += block
    os.close(ours)
    assert child.wait() == 0
    return written


def test_colours_and_bars_on_a_terminal_alone(storage: str) -> None:
    given: dict[str, Any] = {"XUESHI_STORAGE": storage, "XUESHI_AS": PROVINCE}
    assert b"\x1b[1;32m" in on_a_terminal("log", "verify", **given)
    shown = on_a_terminal("log", "verify", **given)
    assert b"verifying" in shown
    entries = json.loads(process("log", "verify", "--json", **given).out)["result"]["entries"]
    assert f"{entries}/{entries}".encode() in shown and entries > 1  # the bar is at its end
    assert b"\x1b[1;32m" not in on_a_terminal("log", "verify", NO_COLOR="1", **given)
    ended = process("log", "verify", **given)
    assert "\x1b" not in ended.out and not ended.err
    ended = process("ask", "orgs", **given)
    assert "\x1b" not in ended.out and all(line == line.rstrip() for line in ended.out.split("\n"))


def test_a_narrow_terminal_breaks_no_code(tmp_path: Path) -> None:
    given: dict[str, Any] = {"XUESHI_STORAGE": with_project(tmp_path), "XUESHI_AS": PROVINCE}
    wide = on_a_terminal("ask", "projects", COLUMNS="300", **given).decode()
    assert re.search(r"P1 +培训 +provincial +32", wide)
    narrow = on_a_terminal("ask", "projects", COLUMNS="60", **given).decode()
    assert re.search(r"provincial\s*$", narrow, re.MULTILINE) and "online_enrollment" in narrow
    # Few columns too are shown one below the other rather than broken within a code.
    for columns in range(20, 90, 10):
        told = on_a_terminal("policy", "show", "jiangsu", COLUMNS=str(columns)).decode()
        assert "rejected_holds_seat" in told and "exclusive_midnight" in told
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert re.search(r"^window_end +2010-01-01 +exclusive_midnight +\S", plain, re.MULTILINE)
    assert max(map(cell_len, plain.splitlines()[2:])) <= 80


def test_completion_knows_words_options_and_choices(storage: str) -> None:
    def completed(line: str) -> str:
        words = line.split(" ")
        return process(
            _XUESHI_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
        ).out

    assert "plain,enroll" in completed("xueshi do enr")
    assert "plain,--teachers" in completed("xueshi do enroll --te")
    assert "plain,provincial" in completed("xueshi do create_project --level prov")


class Interrupted:
    """A command that reads its fields from a named pipe: so it is known when it has begun."""

    def __init__(self, folder: Path, storage: str, patience: str) -> None:
        self.pipe = folder / "fields.json"
        os.mkfifo(self.pipe)
        self.child = subprocess.Popen(
            command("do", "register_orgs", "-d", str(self.pipe), "--patience", patience),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE),
        )

    def give(self, text: str) -> None:
        """Opening waits until the child reads."""
        with open(self.pipe, "w", encoding="utf-8") as file:
            file.write(text)

    def ended(self) -> tuple[int, str, str]:
        out, err = self.child.communicate(timeout=60)
        return self.child.returncode, out.decode(), err.decode()


FIELDS = json.dumps({"orgs": [{"code": "S9", "name": "九小", "kind": "school", "parent": "32"}]})


def test_an_interruption_while_reading(tmp_path: Path, storage: str) -> None:
    running = Interrupted(tmp_path, storage, "5")
    with open(running.pipe, "w", encoding="utf-8"):
        running.child.send_signal(signal.SIGINT)
        assert running.ended() == (130, "", "xueshi: interrupted\n")


@pytest.mark.parametrize("interrupted", [True, False])
def test_an_interruption_while_the_library_waits(tmp_path: Path, interrupted: bool) -> None:
    """The control: without it the command is done when the other writer has gone."""
    storage = new_storage(tmp_path)
    other = sqlite3.connect(storage.removeprefix("sqlite:"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    running = Interrupted(tmp_path, storage, "1000")
    running.give(FIELDS)
    if interrupted:
        running.child.send_signal(signal.SIGINT)
        assert running.ended() == (130, "", "xueshi: interrupted\n")
    other.execute("ROLLBACK")
    other.close()
    if not interrupted:
        code, out, err = running.ended()
        assert code == 0 and "Done." in out and not err
    told = process("ask", "orgs", "--json", XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE)
    assert ("S9" in told.out) != interrupted


def test_a_defect_shows_no_traceback_unless_wanted(storage: str) -> None:
    code = (
        "import sys; from xueshi.cli import main, logs\n"
        "def broken(): raise RuntimeError('oops')\n"
        "logs._check = broken\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    for debug in ((), ("--debug",)):
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "--storage", storage, *debug],
            capture_output=True,
            text=True,
            env=environment(),
        )
        assert done.returncode == 3 and "a defect of xueshi: RuntimeError: oops" in done.stderr
        assert ("Traceback" in done.stderr) == bool(debug)
