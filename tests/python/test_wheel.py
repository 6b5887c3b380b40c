"""The wheel, built from the sdist as `pip` builds it, in an environment that has nothing else."""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from conftest import ROOT

LEFT_OUT = (".ci", "build", "docs", "examples", "packaging", "tests", "tools", "run")
NEEDED = ("CMakeLists.txt", "LICENSE", "README.md", "pyproject.toml", "policies/jiangsu.json")
SMOKE = ROOT / "packaging" / "smoke.py"
SCENARIO = ROOT / "tests" / "scenarios" / "quo-3-seats.json"
SDIST = "import sys; from scikit_build_core.build import build_sdist as b; print(b(sys.argv[1]))"


@pytest.fixture
def workplace() -> Iterator[Path]:
    """In the tree, for the system's folder for such things may lie in memory."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sdist-", dir=ROOT / "build") as folder:
        yield Path(folder)


def pip(*arguments: str | Path, **environment: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def sdist_of(folder: Path) -> Path:
    command = [sys.executable, "-c", SDIST, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done
    (made,) = folder.glob("*.tar.gz")
    return made


def wheel_from(sdist: Path, workplace: Path, folder: Path) -> Path:
    subprocess.run(["tar", "-xzf", sdist, "-C", workplace], check=True)
    (source,) = workplace.iterdir()
    pip(
        *("wheel", "--no-build-isolation", "--no-deps", "-w", folder),
        f"--config-settings=build-dir={source}/build/release",
        source,
        # The compiler by the name that the other builds call it by, for what they compiled is kept.
        CXX=os.environ.get("CXX", "c++"),
        CMAKE_BUILD_PARALLEL_LEVEL=str(os.cpu_count()),
    )
    (made,) = folder.glob("*.whl")
    return made


def look_into_sdist(sdist: Path) -> None:
    """What building takes, and nothing that only we need."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(NEEDED) <= names
    for kind in ("src/*.cpp", "include/*.hpp", "bindings/python/*.cpp", "python/xueshi/*.py"):
        folder, _, pattern = kind.rpartition("/")
        files = {str(file.relative_to(ROOT)) for file in (ROOT / folder).rglob(pattern)}
        assert files and files <= names, kind
    assert not [name for name in names if name.split("/")[0] in LEFT_OUT]
    assert sdist.stat().st_size < 2 << 20


def look_into_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA")))
    assert {"xueshi/py.typed", "xueshi/records.pyi", "xueshi/sheets/__init__.py"} <= set(names)
    required = re.findall(r"^Requires-Dist: (.*)$", metadata.decode(), re.MULTILINE)
    extras = [re.findall(r"extra == .(\w+)", one) for one in required]
    assert sorted(extras) == [["cli"]] * 3 + [["excel"]] * 2
    assert "License-Expression: Apache-2.0" in metadata.decode()
    folders = {name.split("/")[0] for name in names}
    assert all(folder == "xueshi" or folder.endswith(".dist-info") for folder in folders)
    assert wheel.stat().st_size < 8 << 20


def test_the_wheel_from_the_sdist_works_where_nothing_else_is(
    tmp_path: Path, workplace: Path
) -> None:
    sdist = sdist_of(tmp_path)
    look_into_sdist(sdist)
    wheel = wheel_from(sdist, workplace, tmp_path)
    look_into_wheel(wheel)

    venv.create(tmp_path / "clean", symlinks=True)
    python = tmp_path / "clean" / "bin" / "python"
    pip("--python", python, "install", "--no-index", wheel)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [python, SMOKE, SCENARIO],
        check=True,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert str(tmp_path) in done.stdout
    the_program_starts(tmp_path / "clean" / "bin" / "xueshi", environment)


def the_program_starts(program: Path, environment: dict[str, str]) -> None:
    """As installed: first without what it needs, then with the libraries of these tests."""
    done = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True)
    assert done.returncode == 3 and "pip install xueshi[cli]" in done.stderr
    libraries = str(Path(click.__file__).parents[1])
    done = subprocess.run(
        [program, "demo", "--teachers", "20", "--json"],
        env={**environment, "PYTHONPATH": libraries},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and '"sound": true' in done.stdout, done.stderr
