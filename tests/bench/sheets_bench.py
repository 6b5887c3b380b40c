"""What importing 100,000 teachers from .xlsx takes; `./run bench python` calls it.

The workbook is made as a register of a province would look: every column filled but two, texts
shared between cells as Excel writes them. The import runs in a process of its own, so that its
memory is its own; the file is read, checked, explained and stored on SQLite with the defaults.
"""

import datetime
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

import xueshi
from xueshi import Actor, OrgEntry, sheets
from xueshi.sheets.kinds import sheet_of

ROWS, SCHOOLS = 100_000, 2000
PROVINCE = Actor("province_admin", org="32")
FAMILY, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许",
    "明红军伟芳娜敏静丽强磊洋艳勇杰娟涛超秀兰霞平刚桂英",
)
SUBJECTS, TITLES = (
    "语文 数学 英语 物理 体育".split(),
    "二级教师 一级教师 高级教师 正高级教师".split(),
)


def write_teachers(path: Path, rows: int = ROWS) -> None:
    chance = random.Random(7)
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("教师")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, [column.heading for column in sheet_of("teachers").columns])
        for i in range(rows):
            born = datetime.date(1965, 1, 1) + datetime.timedelta(days=chance.randrange(12_000))
            name = chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN)
            cells = [
                f"3201{i:08d}", name, f"S{i % SCHOOLS:05d}", "小学、初中" if i % 3 else "小学",
                chance.choice(SUBJECTS), chance.choice(TITLES), "教研组长" if i % 20 == 0 else "",
                "男" if i % 2 else "女", born, "居民身份证",
                f"320102{born:%Y%m%d}{i % 1000:03d}{i % 10}", f"139{chance.randrange(10**8):08d}",
                born + datetime.timedelta(days=8300),
            ]  # fmt: skip
            for place, cell in enumerate(cells):
                if isinstance(cell, datetime.date):
                    page.write_datetime(i + 1, place, cell, date)
                elif cell:
                    page.write_string(i + 1, place, cell)


def peak() -> int:
    """Of this process's memory, in kB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def import_teachers(file: str, storage: str) -> dict[str, float]:
    """In this process: twice, the second time nothing is left to do."""
    with xueshi.Engine.open(storage, policy="jiangsu", founder=PROVINCE) as engine:
        schools = [
            OrgEntry(f"S{i:05d}", f"第{i}小学", "school", parent="32", stages=["primary", "junior"])
            for i in range(SCHOOLS)
        ]
        province = OrgEntry("32", "省", "authority", level="province")
        engine.register_orgs(PROVINCE, orgs=[province, *schools])
        figures = {}
        for name in ("first", "again"):
            begin, used = time.perf_counter(), time.process_time()
            report = sheets.import_sheet(engine, PROVINCE, "teachers", file)
            if not report:
                raise SystemExit(str(report))
            figures[f"{name}_s"] = round(time.perf_counter() - begin, 2)
            figures[f"{name}_cpu_s"] = round(time.process_time() - used, 2)
            figures[f"{name}_peak_mb"] = round(peak() / 1024)
        return figures


def measured() -> dict[str, float]:
    """Seconds and MB of importing the workbook, in a new process on a new storage."""
    with tempfile.TemporaryDirectory() as folder:  # under TMPDIR, as the other benches
        file = Path(folder) / "teachers.xlsx"
        write_teachers(file)
        done = subprocess.run(
            [sys.executable, __file__, str(file), f"sqlite:{folder}/county.db"],
            capture_output=True,
            text=True,
            check=True,
        )
        figures = json.loads(done.stdout)
        return {f"import_{ROWS}_{name}": value for name, value in figures.items()}


if __name__ == "__main__":
    print(json.dumps(import_teachers(*sys.argv[1:3])))
