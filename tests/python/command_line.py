"""The command line, run in this process by click's runner, or as a process of its own."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from xueshi.cli.program import program

# What the user's environment says must not decide what the tests see.
FORGOTTEN = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR")
PROVINCE = "province_admin:32"
SCHOOL = "school_admin:S1"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one document alone."""
        assert self.out.endswith("\n") and self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def result(self) -> Any:
        """Of a document that tells of success."""
        assert self.json["ok"], self.out
        return self.json["result"]


def environment(**given: str) -> dict[str, str]:
    """This process's without what would decide, and with what is given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FORGOTTEN and not name.startswith("XUESHI_")
    }
    return {**kept, **given}


def cli(*arguments: str, stdin: str | bytes | None = None, **given: str) -> Ended:
    """Runs it here; `given` are variables of the environment."""
    names = [*FORGOTTEN, *(name for name in os.environ if name.startswith("XUESHI_"))]
    forgotten: dict[str, str | None] = dict.fromkeys(names)
    result = CliRunner().invoke(program(), list(arguments), input=stdin, env={**forgotten, **given})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def command(*arguments: str) -> list[str]:
    """The words that start it as a process."""
    return [sys.executable, "-m", "xueshi", *arguments]


def process(*arguments: str, stdin: bytes = b"", **given: str) -> Ended:
    """Runs it as a process."""
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, env=environment(**given), timeout=60
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def new_storage(folder: Path) -> str:
    """A province with a school of three teachers, made by the command line."""
    url = f"sqlite:{folder}/county.db"
    made = cli("init", "--storage", url, "--policy", "jiangsu", "--as", PROVINCE, "--name", "省")
    assert made.code == 0, made
    orgs = (
        "code=S1,name=一小,kind=school,parent=32,stages=primary",
        "code=B1,name=基地,kind=base,parent=32",
    )
    given = [word for org in orgs for word in ("--orgs", org)]
    assert cli("do", "register_orgs", *given, "--storage", url, "--as", PROVINCE).code == 0
    teachers = [
        {
            "code": f"T{i}",
            "name": f"教师{i}",
            "school": "S1",
            "stages": ["primary"],
            "subject": "语文",
        }
        for i in range(1, 4)
    ]
    done = cli(
        "do",
        "register_teachers",
        "-d",
        "-",
        "--storage",
        url,
        "--as",
        PROVINCE,
        stdin=json.dumps({"teachers": teachers}),
    )
    assert done.code == 0, done
    return url


def with_project(folder: Path) -> str:
    """The same, and a project that can be enrolled in today, with two seats for the school."""
    url = new_storage(folder)
    today = datetime.date.today()
    training = today + datetime.timedelta(days=40)
    made = cli(
        *"do create_project --code P1 --name 培训 --level provincial --owner 32 --hours 40".split(),
        *f"--year {training.year} --seats 10 --audience-stages primary".split(),
        *f"--enrollment-from {today - datetime.timedelta(days=1)}".split(),
        *f"--enrollment-to {today + datetime.timedelta(days=20)}".split(),
        *f"--training from={training},to={training} --bases base=B1,regions=32".split(),
        *f"--storage {url} --as {PROVINCE}".split(),
    )
    assert made.code == 0, made
    given = "do allocate_quota --project P1 --allocations org=S1,seats=2"
    assert ask(url, given).code == 0
    return url


def ask(storage: str, line: str, actor: str = PROVINCE, **given: str) -> Ended:
    """A line by an actor; words have no blanks."""
    return cli(*line.split(), XUESHI_STORAGE=storage, XUESHI_AS=actor, **given)
