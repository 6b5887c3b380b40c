"""Files and the command line: names that can't be used, completion, interruption."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from command_line import PROVINCE, Ended, ask, cli, command, environment, new_storage, process
from xueshi import sheets
from xueshi.cli import tables, waiting
from xueshi.sheets.tables import replacing

HEADINGS = "教师编码,姓名,学校编码,学段,任教学科"
FAULTY = f"{HEADINGS}\nN1,新,S1,小学,语文\nN2,新,NONE,小学,语文\n"


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> str:
    return new_storage(tmp_path_factory.mktemp("files"))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "教师 名单.csv"
    path.write_text(FAULTY, encoding="gb18030")
    return path


def imported(storage: str, path: Path, *more: str, **given: str) -> Ended:
    words = ("import", "teachers", str(path), *more)
    return cli(*words, XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE, **given)


@pytest.mark.parametrize("name", ["klingon", "base64", "undefined"])
def test_an_encoding_that_is_none_is_wrong_usage(storage: str, sheet: Path, name: str) -> None:
    told = imported(storage, sheet, "--encoding", name)
    assert told.code == 2 and f"there is no {name}" in told.err
    told = imported(storage, sheet, "--encoding", name, LANG="zh_CN.UTF-8")
    assert told.code == 2 and f"没有编码“{name}”" in told.err
    assert imported(storage, sheet, "--encoding", "gbk", "--dry-run").code == 1


def test_a_pipe_without_writer_keeps_nobody_waiting(storage: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    told = imported(storage, tmp_path / "pipe.csv", "--json")
    assert told.code == 1 and told.json["error"]["code"] == "sheet.no_file"
    (tmp_path / "folder.csv").mkdir()
    told = imported(storage, tmp_path / "folder.csv", LANG="zh_CN.UTF-8")
    assert told.code == 2 and told.err.startswith("xueshi: 无法读取") and "这是文件夹" in told.err


def test_the_marked_workbook_must_have_a_place(storage: str, sheet: Path) -> None:
    told = imported(storage, sheet, "--partial", "--marked", "/no/such/m.xlsx", "--json")
    assert told.code == 3 and told.json["error"]["code"] == "file.unusable"
    assert told.json["error"]["message"].startswith("/no/such/m.xlsx: ")
    assert "N1" not in ask(storage, "ask teachers --school S1").out
    told = imported(storage, sheet, "--marked", "/no/such/m.xlsx", LANG="zh_CN.UTF-8")
    assert told.code == 3 and told.err == "xueshi: /no/such/m.xlsx：文件或文件夹不存在\n"
    book = sheet.with_suffix(".xlsx")
    assert cli("template", "teachers", str(book)).code == 0
    told = imported(storage, book, "--marked", str(book.parent / "." / book.name))
    assert told.code == 2 and "take the place of the sheet" in told.err


def test_an_import_that_ends_in_the_middle_tells_its_report(
    storage: str, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = sheets.ImportReport("teachers", 2, 1, 0, (), True, ((2, 2),))

    def ended(*_: Any, **__: Any) -> None:
        raise sheets.Interrupted(report) from OSError(28, "No space left on device")

    monkeypatch.setattr(sheets, "import_sheet", ended)
    told = imported(storage, sheet, "--json")
    assert told.code == 3 and told.json["result"] == report.as_dict() and not told.err
    assert told.json["error"]["code"] == "file.unusable"
    told = imported(storage, sheet)
    assert told.code == 3 and "1 stored" in told.err and "no space left" in told.err


def test_what_can_not_be_written_is_told(storage: str) -> None:
    for line in (
        "export orgs /no/such/a.csv",
        "template teachers /no/such/a.xlsx",
        "log anchor /no/such/a.json",
        "statistics 32 --chart /no/such/a.svg",
    ):
        told = ask(storage, line)
        assert told.code == 3 and "/no/such/a." in told.err and "No such file" in told.err
        assert "文件夹不存在" in ask(storage, line, LANG="zh_CN.UTF-8").err
        assert ask(storage, f"{line} --json").json["error"]["code"] == "file.unusable"


def test_a_picture_that_can_not_be_written_leaves_the_last_one(
    storage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "a.svg"
    assert ask(storage, f"statistics 32 --chart {picture}").code == 0
    content = picture.read_bytes()
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> None:
        written(path, data[: len(data) // 2])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    told = ask(storage, f"statistics 32 --chart {picture}")
    assert told.code == 3 and f"{picture}: no space left" in told.err
    assert picture.read_bytes() == content and list(tmp_path.iterdir()) == [picture]


def test_the_codes_that_are_the_command_lines_own(storage: str, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("{}", encoding="utf-8")
    for line, code, told in (
        ("ask projects --yaer 1", 2, "usage.invalid"),
        (f"check --policy {tmp_path}/p.json", 1, "policy.invalid"),
        ("check --storage ftp:x", 2, "argument.invalid"),
        ("ask projects --patience nan", 2, "usage.invalid"),
    ):
        ended = ask(storage, f"{line} --json")
        assert (ended.code, ended.json["error"]["code"]) == (code, told)


WITHOUT = """
import sys
sys.modules["python_calamine"] = sys.modules["xlsxwriter"] = None
from xueshi.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_what_xlsx_needs_is_told_where_it_lacks(storage: str, sheet: Path) -> None:
    book = sheet.with_suffix(".xlsx")
    book.write_bytes(b"PK\3\4")
    for words in (
        ("template", "teachers", str(sheet.with_name("new.xlsx"))),
        ("import", "teachers", str(book)),
        ("import", "teachers", str(sheet), "--marked", str(book)),
    ):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, *words, "--json"],
            capture_output=True,
            env=environment(XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE),
        )
        assert done.returncode == 3 and b'"extra.lacking"' in done.stdout, done
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "template", "teachers", str(sheet.with_name("new.csv"))],
        env=environment(LANG="zh_CN.UTF-8"),
    )
    assert done.returncode == 0  # CSV needs nothing


def completed(line: str) -> list[str]:
    """What the script for bash gets, each with its type."""
    place = str(len(line.split(" ")) - 1)
    return process(_XUESHI_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=place).out.split()


@pytest.mark.parametrize(
    "line",
    [
        "xueshi import teachers a",
        "xueshi import teachers b.csv --marked a",
        "xueshi export orgs a",
        "xueshi template orgs a",
        "xueshi policy check a",
        "xueshi policy diff jiangsu a",
        "xueshi log verify --anchor a",
        "xueshi log anchor a",
        "xueshi scenario a",
        "xueshi do enroll --document a",
        "xueshi do adopt_policy --policy a",
        "xueshi statistics 32 --chart a",
        "xueshi --policy a",
    ],
)
def test_a_shell_completes_files_where_a_file_is_meant(line: str) -> None:
    assert completed(line) == ["file,a"]


def test_a_shell_completes_roles_and_nothing_where_nobody_knows() -> None:
    assert completed("xueshi --as ci") == ["plain,city_admin"]
    assert len(completed("xueshi ask projects --as ")) == 6
    assert completed("xueshi ask projects --user w") == []


# The second page never comes: the call stands in Python, a file half written.
STANDS = """
import sys, threading
from xueshi import sheets
from xueshi.cli import main, tables

def exported(engine, actor, what, path, progress, **query):
    with sheets.tables.replacing(path) as name:
        print(name, flush=True)
        while True:
            threading.Event().wait(0.01)

tables.sheets.export_sheet = exported
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def standing(storage: str, tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """An export that has written half of its file."""
    with subprocess.Popen(
        [sys.executable, "-c", STANDS, "export", "orgs", f"{tmp_path}/a.csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE),
    ) as child:
        assert child.stdout is not None
        yield child, Path(child.stdout.readline().strip())


def test_an_interrupted_export_leaves_no_half_file(
    standing: tuple["subprocess.Popen[str]", Path], tmp_path: Path
) -> None:
    child, half = standing
    assert half.exists()
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130 and err == "xueshi: interrupted\n"
    assert list(tmp_path.iterdir()) == []


def test_the_control_killed_it_would_stay(
    standing: tuple["subprocess.Popen[str]", Path], tmp_path: Path
) -> None:
    child, half = standing
    child.kill()
    child.communicate(timeout=60)
    assert list(tmp_path.iterdir()) == [half]


@pytest.mark.parametrize("begun", [False, True])
def test_an_interruption_before_the_waiting_ends_the_call(
    begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker may already be at its file while the first thread is still starting it."""
    stands, left = threading.Event(), threading.Event()
    start = threading.Thread.start
    workers = []

    def call() -> None:
        stands.set()
        try:
            while True:
                threading.Event().wait(0.01)
        finally:
            left.set()

    def interrupted(worker: threading.Thread) -> None:
        workers.append(worker)
        if begun:
            start(worker)
            assert stands.wait(60)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        waiting.run(call, files=True)
    if not begun:
        start(workers[0])
    workers[0].join(10)
    assert stands.is_set() == left.is_set() == begun
    assert not waiting.still_running()


def test_an_interruption_while_a_file_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close

    def interrupted(handle: int) -> None:
        close(handle)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "close", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "a.csv"):
        pytest.fail("nothing is to be written")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_dry_run_does_not_speak_of_what_was_stored(
    storage: str, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "run", interrupted)
    for more, told in (("--dry-run", False), ("--partial", True)):
        ended = imported(storage, sheet, more)
        assert ended.code == 130 and ("What was stored stays" in ended.err) == told


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_fits_a_narrow_terminal(columns: int, language: str) -> None:
    for line in ("--help", "do create_project --help", "import teachers --help"):
        told = cli(*line.split(), COLUMNS=str(columns), XUESHI_LANGUAGE=language).out
        # An option's names stay whole.
        lines = [one.rstrip() for one in told.splitlines() if " / --no-" not in one]
        assert max(map(cell_len, lines)) <= max(columns, 32), (line, columns)
        assert columns < 80 or re.search(r"--patience \S+ {2,}\S", told)
