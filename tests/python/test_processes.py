"""Engines and fork(): the child of a process with an open engine opens its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import xueshi
from conftest import PROVINCE, Clock, found

# Runs in an interpreter of its own: a fork of one that has threads is a warning in newer Pythons.
HEAD = """
import multiprocessing, os, sys
import xueshi
from conftest import SCHOOL, Clock

url = sys.argv[1]

def enrol(engine, code):
    return engine.enroll(SCHOOL, project="P1", teachers=[code]).done

def refused(call):
    try:
        call()
    except xueshi.Error as error:
        return error.code == "argument.invalid" and "fork" in error.message
    return False

def result_of(child):
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
"""

REFUSED = (
    HEAD
    + """
engine = xueshi.Engine.open(url, clock=Clock())
child = os.fork()
if child == 0:
    calls = [
        lambda: enrol(engine, "T1"),
        lambda: engine.explain.enroll(SCHOOL, project="P1", teachers=["T1"]),
        lambda: engine.projects(SCHOOL),
        lambda: engine.table.projects(SCHOOL),
        lambda: engine.info(),
        lambda: engine.feed(),
        lambda: engine.check(),
        lambda: engine.verify_log(),
    ]
    good = all(refused(call) for call in calls)
    engine.close()  # tells the parent's server nothing
    sys.exit(0 if good else 1)
assert result_of(child) == 0
assert enrol(engine, "T1") == 1 and engine.check() == ()
engine.close()
"""
)

OWN = (
    HEAD
    + """
def work(code):
    with xueshi.Engine.open(url, clock=Clock()) as own:
        sys.exit(0 if enrol(own, code) == 1 else 1)

engine = xueshi.Engine.open(url, clock=Clock())
context = multiprocessing.get_context("fork")
children = [context.Process(target=work, args=(f"T{i}",)) for i in (1, 2, 3)]
for child in children:
    child.start()
for child in children:
    child.join()
assert [child.exitcode for child in children] == [0, 0, 0]
assert enrol(engine, "T4") == 1
assert len(engine.enrollments(SCHOOL, project="P1").enrollments) == 4
assert engine.check() == () and engine.verify_log()
engine.close()
"""
)


@pytest.mark.parametrize("script", [REFUSED, OWN], ids=["refused", "own"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_fork(script: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if kind == "postgresql":
        server = request.getfixturevalue("postgresql")
        url = f"{server}?schema=fork_{os.getpid()}_{'own' if script is OWN else 'refused'}"
    else:
        url = f"sqlite:{tmp_path}/county.db"
    with xueshi.Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
        found(engine, teachers=4, seats=4)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, url],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


# What another interpreter of the same process does, and the first one afterwards.
INSIDE = """
import sys
sys.path[:] = {}
try:
    import xueshi
except ImportError as error:
    assert "interpreter" in str(error), error
else:
    raise AssertionError("it was imported")
"""
BESIDE = """
import sys
import xueshi
try:
    import _interpreters as interpreters  # from Python 3.13
except ImportError:
    import _xxsubinterpreters as interpreters
other = interpreters.create()
assert interpreters.run_string(other, sys.argv[1].format(sys.path)) is None
interpreters.destroy(other)
actor = xueshi.Actor("province_admin", org="32")
with xueshi.Engine.open("memory:", policy="jiangsu", founder=actor) as engine:
    root = xueshi.OrgEntry("32", "省", "authority", level="province")
    assert type(engine.register_orgs(actor, orgs=[root])) is xueshi.Receipt
    assert type(engine.orgs(actor)) is xueshi.OrgsPage
"""


def test_another_interpreter_of_the_process_is_refused() -> None:
    """It would take the classes of the first one away, whose calls all fail from then on."""
    done = subprocess.run(
        [sys.executable, "-c", BESIDE, INSIDE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
