"""What type checkers see is what there is."""

import ast
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import xueshi
from conftest import ROOT
from xueshi import _core
from xueshi._records import CHOICES

PACKAGE = ROOT / "python"
INSTALLED = Path(xueshi.__file__).absolute().parents[1]
CACHE = f"--cache-dir={ROOT}/build/release/mypy"
MISTAKES = [
    ('engine.enroll(actor, project="P1", teachers=["T1"])', ""),
    ('engine.enroll(actor, project="P1", teachers=[1])', 'expected "str"'),
    ('engine.enroll(actor, project="P1")', 'Missing named argument "teachers"'),
    ('engine.review_enrollment(actor, project="", teachers=[], decision="no")', '"Literal['),
    ("engine.projects(actor).projects[0].hours + 0.5", "Unsupported operand"),
    ("engine.projects(actor).projects[0].hourz", 'has no attribute "hourz"'),
    ("engine.outcome.projects(actor).result.projects", 'Item "None"'),
    ("engine.explain.projects(actor)", 'has no attribute "projects"'),
    ('xueshi.DateRange("2026-01-01", "2026-01-02")', 'expected "date"'),
    ("xueshi.rules.may_approve_hours(3)", "incompatible type"),
]


def run(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "MYPYPATH": str(PACKAGE), "PYTHONPATH": str(INSTALLED)},
    )


def succeeds(module: str, *arguments: str, folder: Path) -> None:
    done = run(module, *arguments, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict() -> None:
    succeeds("mypy", "--strict", CACHE, "-p", "xueshi", folder=PACKAGE)


def test_mypy_strict_on_these_tests() -> None:
    config = f"--config-file={ROOT}/pyproject.toml"
    benches = ("python_bench.py", "python_by_hand.py", "sheets_bench.py")
    others = [f"{ROOT}/bindings/python/stubs.py", f"{ROOT}/packaging/smoke.py"]
    others += [f"{ROOT}/tests/bench/{name}" for name in benches]
    succeeds("mypy", config, CACHE, ".", *others, folder=Path(__file__).parent)


def test_mypy_strict_on_the_examples() -> None:
    config = f"--config-file={ROOT}/pyproject.toml"
    succeeds("mypy", config, CACHE, ".", folder=ROOT / "examples" / "python")


def test_stubs_are_what_there_is(tmp_path: Path) -> None:
    allowed = Path(__file__).parent / "stubtest_allowed.txt"
    # It takes the alias of a Literal with several words for a union, which it is not at run time.
    aliases = tmp_path / "aliases.txt"
    names = "|".join(
        [f"records\\.{name}" for name in CHOICES]
        + [r"storage\.(Access|Guard)", r"_functions\.Form"]
        + [r"cli\.(language\.Language|words\.Form)"]
    )
    aliases.write_text(rf"xueshi\.({names})" + "\n", encoding="utf-8")
    lists = (f"--allowlist={allowed}", f"--allowlist={aliases}")
    config = f"--mypy-config-file={ROOT}/pyproject.toml"
    succeeds("mypy.stubtest", "xueshi", *lists, config, folder=tmp_path)


def test_mypy_finds_a_callers_mistakes(tmp_path: Path) -> None:
    """Of the lines of MISTAKES exactly the wrong ones, and for their reason."""
    lines = ["import xueshi", "def use(engine: xueshi.Engine, actor: xueshi.Actor) -> None:"]
    lines += [f"    {line}" for line, _ in MISTAKES]
    script = tmp_path / "caller.py"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("mypy", "--strict", CACHE, str(script), folder=tmp_path)
    found: dict[int, str] = {}
    for number, text in re.findall(r"^\S+:(\d+): error: (.*)$", done.stdout, re.MULTILINE):
        found[int(number)] = found.get(int(number), "") + text
    for number, (line, message) in enumerate(MISTAKES, start=3):
        assert bool(message) == (number in found), (line, done.stdout)
        assert message in found.get(number, ""), line


def documented(owner: ast.Module | ast.ClassDef, prefix: str = "") -> dict[str, str]:
    """What the stub says of each class and function, by its name."""
    told: dict[str, str] = {}
    for one in owner.body:
        if isinstance(one, (ast.ClassDef, ast.FunctionDef)):
            name = prefix + one.name
            if said := ast.get_docstring(one):
                told[name] = said
            if isinstance(one, ast.ClassDef):
                told |= documented(one, f"{name}.")
    return told


def test_help_tells_of_the_compiled_classes_what_their_stub_tells() -> None:
    stub = documented(ast.parse((PACKAGE / "xueshi" / "_core.pyi").read_text(encoding="utf-8")))
    assert {"Policy.on", "Cancel.cancel", "ArrowTable", "OpenStorage.check"} <= set(stub)
    for name, said in stub.items():
        found: Any = _core
        for part in name.split("."):
            found = getattr(found, part)
        told = inspect.getdoc(found)
        assert told is not None and told.split() == said.split(), name
