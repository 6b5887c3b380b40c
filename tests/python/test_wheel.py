"""The wheel, built as `pip` builds it, in an environment that has nothing else."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

from conftest import ROOT

SCRIPT = """
import sys
import xueshi
assert "pybind11" not in sys.modules
with xueshi.Engine.open("memory:", policy="jiangsu",
                        founder=xueshi.Actor("province_admin", org="32")) as engine:
    assert engine.policy.name == "jiangsu"
    assert xueshi.run_scenario(sys.argv[1]).ok
    assert not {"python_calamine", "xlsxwriter"} & set(sys.modules)
    from xueshi import sheets
    sheets.write_template("orgs", "orgs.csv")
    sheets.import_sheet(engine, xueshi.Actor("province_admin", org="32"), "orgs", "orgs.csv")
    for work in (sheets.write_template, lambda kind, path: sheets.import_sheet(
            engine, xueshi.Actor("province_admin", org="32"), kind, path)):
        try:
            open("orgs.xlsx", "wb").write(b"PK\\3\\4")
            work("orgs", "orgs.xlsx")
        except sheets.MissingExtra as error:
            assert "pip install 'xueshi[excel]'" in str(error) and ".xlsx" in str(error)
        else:
            raise AssertionError(work)
print(xueshi.__version__, xueshi.__file__)
"""


def test_the_wheel_works_where_nothing_else_is(tmp_path: Path) -> None:
    built = tmp_path / "wheel"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-build-isolation",
            "--no-deps",
            "--disable-pip-version-check",
            f"--config-settings=build-dir={ROOT}/build/python-wheel",
            "-w",
            str(built),
            str(ROOT),
        ],
        check=True,
        # The compiler by the name that the other builds call it by, for what they compiled is kept.
        env={"CXX": "c++", **os.environ, "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count())},
    )
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA")))
    assert {"xueshi/py.typed", "xueshi/records.pyi", "xueshi/sheets/__init__.py"} <= set(names)
    required = re.findall(r"^Requires-Dist: (.*)$", metadata.decode(), re.MULTILINE)
    assert len(required) == 2 and all(
        "extra == 'excel'" in one.replace('"', "'") for one in required
    )
    folders = {name.split("/")[0] for name in names}
    assert all(folder == "xueshi" or folder.endswith(".dist-info") for folder in folders)
    assert wheel.stat().st_size < 8 << 20

    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / "bin" / "python"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-index", "--disable-pip-version-check", wheel],
        check=True,
        env=environment,
    )
    done = subprocess.run(
        [python, "-c", SCRIPT, str(ROOT / "tests" / "scenarios" / "quo-3-seats.json")],
        check=True,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert str(tmp_path) in done.stdout
