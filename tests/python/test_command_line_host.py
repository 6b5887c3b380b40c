"""What keeps a storage: policies, the log, checks, scenarios, the demo, sheets."""

import json
import sqlite3
from pathlib import Path

import pytest

from command_line import PROVINCE, SCHOOL, ask, cli, with_project
from conftest import ROOT


@pytest.fixture
def storage(tmp_path: Path) -> str:
    return with_project(tmp_path)


def test_policies(storage: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    text = (ROOT / "policies" / "jiangsu.json").read_text(encoding="utf-8")
    good.write_text(text.replace("inclusive_day", "exclusive_midnight"), encoding="utf-8")
    bad.write_text(text.replace("calendar", "lunar").replace("+08:00", "noon"), encoding="utf-8")
    told = cli("policy", "check", "jiangsu", str(good), str(bad))
    assert told.code == 4 and told.out.count("ok ") == 2 and "/zone" in told.out
    checked = cli("policy", "check", str(bad), "--json").result["policies"][0]
    assert not checked["sound"] and len(checked["faults"]) == 2
    assert cli("policy", "check", str(good)).code == 0
    told = cli("policy", "diff", "jiangsu", str(good))
    assert told.code == 4 and "- inclusive_day" in told.out and "+ exclusive_midnight" in told.out
    found = cli("policy", "diff", "jiangsu", str(good), "--json").result["differences"]
    assert [one["name"] for one in found] == ["training_end"]
    assert cli("policy", "diff", "jiangsu", "jiangsu").code == 0
    shown = cli("policy", "show", "--storage", storage, "--json").result
    assert shown["name"] == "jiangsu" and len(shown["parameters"]) > 5
    assert (
        cli("policy", "show", "jiangsu", "--on", "2009-12-31", "--json").result["parameters"] == []
    )
    assert cli("policy", "show", "jiangsu", "--content").out.rstrip() == text.rstrip()
    assert "江苏" in cli("policy", "show", "jiangsu").out
    told = ask(storage, f"check --policy {good}")
    assert told.code == 3 and "policy.not_adopted" in told.err
    assert ask(storage, "check --policy jiangsu").code == 0
    told = cli("init", "--storage", "memory:", "--policy", str(bad), "--as", PROVINCE)
    assert told.code == 1 and "/zone" in told.err


def test_init_again(storage: str, tmp_path: Path) -> None:
    line = ("init", "--storage", storage, "--as", PROVINCE, "--policy")
    assert cli(*line, "jiangsu").code == 0
    assert not cli(*line, "jiangsu", "--json").result["new"]
    other = tmp_path / "other.json"
    text = (ROOT / "policies" / "jiangsu.json").read_text(encoding="utf-8")
    other.write_text(text.replace("inclusive_day", "exclusive_midnight"), encoding="utf-8")
    told = cli(*line, str(other))
    assert told.code == 3 and "another policy" in told.err
    told = cli(
        "init", "--storage", f"sqlite:{tmp_path}/n.db", "--as", SCHOOL, "--policy", "jiangsu"
    )
    assert told.code == 1 and "access.role" in told.err


def test_a_policys_file_from_windows(tmp_path: Path) -> None:
    """With its mark and line ends it is the same policy, and can be adopted."""
    file = tmp_path / "省.json"
    text = (ROOT / "policies" / "jiangsu.json").read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    line = ("--as", PROVINCE, "--storage", f"sqlite:{tmp_path}/n.db")
    told = cli("init", *line, "--policy", str(file), "--json")
    assert told.code == 0 and told.result["policy"] == "jiangsu", told
    assert cli("check", *line[2:], "--policy", "jiangsu").code == 0
    assert cli("policy", "diff", "jiangsu", str(file)).code == 0
    told = cli("do", "adopt_policy", *line, "--policy", str(file))
    assert "control characters" not in told.err


def test_the_log_verified_anchored_and_replayed(storage: str, tmp_path: Path) -> None:
    told = ask(storage, "log verify")
    assert told.code == 0 and "The log is sound" in told.out
    anchor = tmp_path / "anchor.json"
    assert ask(storage, f"log anchor {anchor}").code == 0
    kept = anchor.read_text(encoding="utf-8")
    told = ask(storage, f"log anchor {anchor}")
    assert told.code == 2 and anchor.read_text(encoding="utf-8") == kept
    heads = json.loads(ask(storage, "log anchor").out)["heads"]
    assert heads
    told = ask(storage, f"log verify --anchor {anchor} --decide --json")
    assert told.code == 0 and told.result["sound"] and told.result["anchored"]
    told = ask(storage, f"log replay --onto sqlite:{tmp_path}/copy.db --json")
    assert told.code == 0 and told.result["same_state"]
    told = ask(storage, f"log replay --onto sqlite:{tmp_path}/copy.db")
    assert told.code == 2 and "empty storage" in told.err
    assert ask(storage, "check").code == 0
    false = json.loads(kept)
    false["heads"][0]["hash"] = "0" * 64
    told = cli("log", "verify", "--anchor", "-", "--storage", storage, stdin=json.dumps(false))
    assert told.code == 4 and "the anchor names another hash" in told.out


def test_damage_is_found(storage: str) -> None:
    with sqlite3.connect(storage.removeprefix("sqlite:")) as database:
        database.execute("UPDATE xueshi_log SET hash = ? WHERE number = 2", ("0" * 64,))
        database.execute("UPDATE xueshi_quota SET used = 7 WHERE org = 'S1'")
    database.close()
    for line in ("log verify", "log verify --json", "check", "check --json"):
        told = ask(storage, line)
        assert told.code == 4, told
    assert ask(storage, "check --json").result["sound"] is False
    assert ask(storage, "log verify --json").result["faults"][0]["number"] == 2


def test_scenarios(tmp_path: Path) -> None:
    good = ROOT / "tests" / "scenarios" / "enr-1-no-window.json"
    told = cli("scenario", str(good))
    assert told.code == 0 and told.out.startswith("ok ")
    wrong = json.loads(good.read_text(encoding="utf-8"))
    wrong["given"] = [str(good.parent / name) for name in wrong["given"]]
    wrong["steps"][0]["expect"] = {"ok": False}
    (tmp_path / "a.json").write_text(json.dumps(wrong), encoding="utf-8")
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    told = cli("scenario", str(good), str(tmp_path), LANG="zh_CN.UTF-8")
    assert told.code == 4 and told.out.count("未通过") == 2 and "3 个场景中 1 个通过" in told.out
    told = cli("scenario", str(tmp_path), "--json")
    assert told.code == 4 and told.result["failed"] == 2
    (tmp_path / "empty").mkdir()
    assert cli("scenario", str(tmp_path / "empty")).code == 2


def test_the_demo(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path}/demo.db?synchronous=off"
    line = ("demo", "--teachers", "60", "--seed", "5")
    first = cli(*line, "--json", "--storage", url)
    assert first.code == 0 and first.result["sound"]
    assert sum(one["enrolled"] for one in first.result["cities"]) > 5
    assert any(one["refused"] for one in first.result["cities"])
    assert first.result["refusal"][0]["code"] == "enrollment.window_closed"
    second = cli(*line, "--json").result
    assert second["cities"] == first.result["cities"]
    assert (
        cli("demo", "--teachers", "60", "--seed", "6", "--json").result["cities"]
        != second["cities"]
    )
    told = cli(*line, LANG="zh_CN.UTF-8")
    assert "报名已截止" in told.out and "Enrolment has closed" in told.out and "南京市" in told.out
    told = cli(*line, "--storage", url)
    assert told.code == 2 and "holds data already" in told.err
    assert "--storage memory:" in told.err
    assert cli("demo", "--teachers", "1").code == 0


def test_sheets(storage: str, tmp_path: Path) -> None:
    sheet, marked = tmp_path / "t.csv", tmp_path / "marked.xlsx"
    sheet.write_text(
        "教师编码,姓名,学校编码,学段,任教学科\nN1,新,S1,小学,语文\nN2,新,NONE,小学,语文\n",
        encoding="utf-8",
    )
    told = ask(storage, f"import teachers {sheet} --dry-run --marked {marked}")
    assert told.code == 1 and "row 3" in told.out and "Nothing was stored" in told.out
    told = ask(storage, f"import teachers {sheet} --partial", LANG="zh_CN.UTF-8")
    assert told.code == 1 and "第 3 行" in told.out
    told = ask(storage, f"import teachers {sheet} --partial --json")
    assert told.code == 1 and told.json["result"]["rows"] == 2
    told = ask(storage, f"export teachers {tmp_path}/out.csv --school S1 --json")
    assert told.result["rows"] == 4
    assert "N1" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    enrolled = tmp_path / "e.csv"
    enrolled.write_text("教师编码\nT1\n", encoding="utf-8")
    told = ask(storage, f"import enrollments {enrolled} --project P1", SCHOOL)
    assert told.code == 0, told
    assert cli("template", "teachers", f"{tmp_path}/new.xlsx").code == 0
    assert ask(storage, f"template results {tmp_path}/new.csv").code == 0
    told = cli("import", "teachers", f"{tmp_path}/new.xlsx", "--storage", storage, "--as", PROVINCE)
    assert told.code in (0, 1), told  # an empty sheet
    sheet.write_text("whatever\n1\n", encoding="utf-8")
    told = ask(storage, f"import teachers {sheet}")
    assert told.code == 1 and "sheet.no_headings: None of the first" in told.err
