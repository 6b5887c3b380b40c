"""The command line's breadth: every command, generic over the vocabulary."""

import datetime
import json
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import click
import pytest

import xueshi
from command_line import PROVINCE, SCHOOL, Ended, cli, new_storage
from conftest import ROOT
from xueshi._vocabulary import Field, Type, Word, vocabulary
from xueshi.cli import opening, words
from xueshi.cli.base import Group
from xueshi.cli.language import language_for, using
from xueshi.cli.program import COMMANDS, program
from xueshi.cli.values import slots_of

CHINESE = re.compile("[\u4e00-\u9fff]")
TODAY = datetime.date.today()


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """With a project that can be enrolled in today, and two seats for the school."""
    url = new_storage(tmp_path)
    training = TODAY + datetime.timedelta(days=40)
    made = cli(
        *"do create_project --code P1 --name 培训 --level provincial --owner 32 --hours 40".split(),
        *f"--year {training.year} --seats 10 --audience-stages primary".split(),
        *f"--enrollment-from {TODAY - datetime.timedelta(days=1)}".split(),
        *f"--enrollment-to {TODAY + datetime.timedelta(days=20)}".split(),
        *f"--training from={training},to={training} --bases base=B1,regions=32".split(),
        *f"--storage {url} --as {PROVINCE}".split(),
    )
    assert made.code == 0, made
    given = "do allocate_quota --project P1 --allocations org=S1,seats=2"
    assert cli(*given.split(), "--storage", url, "--as", PROVINCE).code == 0
    return url


def ask(storage: str, line: str, actor: str = PROVINCE, **given: str) -> Ended:
    return cli(*line.split(), XUESHI_STORAGE=storage, XUESHI_AS=actor, **given)


def all_paths(group: Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for name in group.makers:
        made = group.get_command(click.Context(group), name)
        found += all_paths(made, (*path, name)) if isinstance(made, Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_help_in_the_users_language(language: Any) -> None:
    with using(language):
        paths = all_paths(program())
    assert len(paths) > 2 * len(vocabulary())
    for path in paths:
        ended = cli(*path, "--help", XUESHI_LANGUAGE=language)
        assert ended.code == 0 and not ended.err, (path, ended)
        assert "--json" in ended.out and "--language" in ended.out
        if language == "zh":
            assert ended.out.startswith("用法：") and CHINESE.search(ended.out)
            assert not re.search(r"Usage|Options|Commands|Show this|\[default", ended.out), path
        else:
            assert ended.out.startswith("Usage: xueshi")
    assert cli("-h").out == cli().out == cli("--help").out


def test_the_list_tells_what_each_command_tells() -> None:
    for language in ("en", "zh"):
        with using(language):  # type: ignore[arg-type]
            root = program()
            for name in COMMANDS:
                made = root.get_command(click.Context(root), name)
                assert made is not None and made.short_help == root.short_help_of(
                    click.Context(root), name
                )


def test_every_word_and_field_is_there() -> None:
    for word in vocabulary():
        if word.name == "explain":
            continue
        forms = ("ask",) if word.query else ("do", "explain")
        for form in forms:
            out = cli(form, word.name, "--help").out
            flat = " ".join(out.split())
            assert word.meaning in flat and word.title in flat
            for field in word.fields:
                assert f"--{field.name.replace('_', '-')}" in out
                assert field.meaning.split()[0] in flat
            for rule in word.rules:
                assert rule in out
            for role in word.roles:
                assert role in out


def text_field(name: str, kind: str = "text", **more: Any) -> Field:
    type_ = more.pop("type", Type(kind, "", (), None, ()))
    about = {"unit": "", "shape": "any", "least": None, "most": None, "personal": False}
    return Field(name, f"the {name}", type=type_, required=False, initial="", **{**about, **more})


def test_a_word_of_tomorrow_works_without_a_line_here(
    storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Type("object", "Period", (), None, (text_field("first_day", "date"),))
    crew = Type("object", "Crew", (), None, (text_field("name"), text_field("age", "integer")))
    word = Word(
        "launch_rocket", "Launches a rocket.", "发射火箭", (), False, ("province_admin",),
        (
            text_field("where_to"),
            text_field("crew", type=Type("list", "", (), crew, ())),
            text_field("window", type=day),
            text_field("manned", "boolean"),
            text_field("plan", most=1 << 20),
            text_field("fuel", type=Type("map", "", (), Type("integer", "", (), None, ()), ())),
        ),
        (), "Receipt",
    )
    known = vocabulary()
    monkeypatch.setattr(words, "vocabulary", lambda: (word, *known))
    asked: list[Any] = []

    def call(engine: Any, request: Any) -> dict[str, Any]:
        asked.append(request)
        return {"ok": True, "result": {}}

    monkeypatch.setattr(words, "call", call)
    assert "launch_rocket" in cli("do", "--help").out
    assert "发射火箭" in cli("do", "--help", LANG="zh_CN.UTF-8").out
    told = cli("explain", "launch_rocket", "--help").out
    assert "--window-first-day DATE" in told and "--plan FILE" in told
    line = "do launch_rocket --where-to moon --crew name=A,age=40 --crew name=B --manned"
    line += " --window-first-day 2030-01-02 --fuel {"
    ended = ask(storage, line + "}", stdin="up")  # type: ignore[arg-type]
    assert ended.code == 0, ended
    ended = cli(*line.split()[:-1], '{"oxygen":3}', "--plan", "-", "--partial",
                stdin="up and away", XUESHI_STORAGE=storage, XUESHI_AS=PROVINCE)
    assert ended.code == 0, ended
    assert asked[-1] == {
        "as": {"role": "province_admin", "org": "32"},
        "do": "launch_rocket",
        "with": {
            "where_to": "moon",
            "crew": [{"name": "A", "age": 40}, {"name": "B"}],
            "window": {"first_day": "2030-01-02"},
            "fuel": {"oxygen": 3},
            "manned": True,
            "plan": "up and away",
        },
        "partial": True,
    }


def test_no_file_of_the_generic_part_names_a_word() -> None:
    folder = ROOT / "python" / "xueshi" / "cli"
    special = {"chinese.py", "reports.py", "init.py"}  # the demo has a folder of its own
    names = {word.name for word in vocabulary()} - {"explain", "statement", "statistics", "log"}
    names -= {"orgs", "teachers", "projects", "hours", "classes", "changes", "enrollments"}
    files = [file for file in folder.glob("*.py") if file.name not in special]
    assert len(files) > 12 and len(names) > 20
    for file in files:
        assert not names.intersection(re.findall(r"\w+", file.read_text(encoding="utf-8"))), file


def test_options_never_hide_each_other() -> None:
    for word in vocabulary():
        names = [slot.option for slot in slots_of(word)]
        assert len(names) == len(set(names)), word.name
        assert not {"--document", "--request-id", "--partial", "--all"}.intersection(names)


def test_a_command_by_options_document_and_whole_request(storage: str) -> None:
    line = "enroll --project P1 --teachers T1"
    ended = ask(storage, f"explain {line}", SCHOOL)
    assert ended.code == 0 and "Would be accepted." in ended.out
    ended = ask(storage, f"do {line} --request-id R1 --json", SCHOOL)
    assert ended.result["done"] == 1
    again = ask(storage, f"do {line} --request-id R1 --json", SCHOOL)
    assert again.out == ended.out
    request = {"do": "enroll", "with": {"project": "P1", "teachers": ["T1", "T2"]}, "partial": True}
    ended = cli("do", "-d", "-", "--json", stdin=json.dumps(request),
                XUESHI_STORAGE=storage, XUESHI_AS=SCHOOL)
    assert ended.code == 1 and ended.result["done"] == 1  # one was refused
    assert ended.json["refusals"][0]["code"] == "enrollment.duplicate"
    ended = cli("ask", "enrollments", "-d", "-", "--json", "--project", "P1", stdin='{"limit": 1}',
                XUESHI_STORAGE=storage, XUESHI_AS=SCHOOL)
    assert len(ended.result["enrollments"]) == 1 and "next" in ended.result
    request = {"as": {"role": "school_admin", "org": "S1"}, "ask": "enrollments", "with": {}}
    ended = cli("ask", "-d", "-", stdin=json.dumps(request), XUESHI_STORAGE=storage)
    assert ended.code == 0 and "T2" in ended.out


def test_a_refusal_is_told_in_the_users_language(storage: str) -> None:
    line = "do enroll --project P1 --teachers T1 --teachers NOBODY"
    ended = ask(storage, line, SCHOOL)
    assert ended.code == 1 and not ended.out
    assert "NOBODY (item 2): " in ended.err and "teacher.unknown" in ended.err
    ended = ask(storage, line, SCHOOL, LC_ALL="zh_CN.UTF-8", LANG="en_US.UTF-8")
    assert "NOBODY（第 2 项）" in ended.err.replace(" (", "（").replace(")", "）")
    ended = ask(storage, line.replace("do", "explain", 1), SCHOOL)
    assert ended.code == 1 and "teacher.unknown" in ended.out and not ended.err
    ended = ask(storage, f"{line} --json", SCHOOL)
    assert ended.code == 1 and not ended.json["ok"] and not ended.err


def test_a_fields_option_goes_before_a_common_one(storage: str) -> None:
    ended = cli("--as", "school_admin", "--org", "S1", "ask", "quota", "--project", "P1", "--org",
                "S1", "--json", "--storage", storage)
    assert ended.result["own"] == {"org": "S1", "seats": 2, "used": 0, "left": 2}


def test_who_asks_stands_in_the_log(storage: str) -> None:
    ended = ask(storage, "do enroll --project P1 --teachers T1 --user wang", SCHOOL)
    assert ended.code == 0, ended
    log = ask(storage, "ask log --json", SCHOOL).result["entries"]
    assert json.loads(log[-1]["entry"])["actor"]["user"] == "wang"
    ended = cli("ask", "hours", "--person", "T1", "--json", "--storage", storage)
    assert ended.result == {"records": []}  # a person alone is a teacher
    ended = ask(storage, "statement T1 --person T2")  # an option goes before the environment
    assert ended.code == 1 and "VIEW-2" in ended.err
    ended = ask(storage, "ask worklist --org NONE", SCHOOL)
    assert ended.code == 1, ended


def test_pages(storage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ask(storage, "ask teachers --school S1 --limit 2")
    assert "T2" in one.out and "T3" not in one.out and "--all gives everything" in one.err
    after = re.search(r"--after '(.*?)'", one.err)
    assert after is not None
    assert "T3" in ask(storage, f"ask teachers --school S1 --after {after.group(1)}").out
    everything = ask(storage, "ask teachers --school S1 --limit 2 --all")
    assert "T1" in everything.out and "T3" in everything.out and not everything.err
    whole = ask(storage, "ask teachers --school S1 --limit 2 --all --json").result
    assert [one["teacher"] for one in whole["teachers"]] == ["T1", "T2", "T3"]
    assert whole == ask(storage, "ask teachers --school S1 --json").result
    broken: list[Any] = []

    def call(engine: Any, request: Any) -> dict[str, Any]:
        if broken:
            raise xueshi.Error("storage.busy", "others", True)
        broken.append(request)
        return opening.call(engine, request)

    monkeypatch.setattr(words, "call", call)
    cut = ask(storage, "ask teachers --school S1 --limit 2 --all --json")
    assert cut.code == 3 and cut.json["error"]["retry"], cut
    assert len(cut.json["result"]["teachers"]) == 2
    monkeypatch.undo()
    changes = ask(storage, "ask changes --stream 32 --limit 1 --all --json").result["entries"]
    assert [one["number"] for one in changes] == list(range(1, len(changes) + 1))
    refused = ask(storage, "ask teachers --school NONE --all")
    assert refused.code == 1 and not refused.out


def test_statement_and_statistics(storage: str, tmp_path: Path) -> None:
    assert ask(storage, "do enroll --project P1 --teachers T1", SCHOOL).code == 0
    told = cli("statement", "T1", "--storage", storage)
    assert told.code == 0 and "verified" in told.out
    assert cli("statement", "T1", "--storage", storage, "--json").result["teacher"] == "T1"
    assert ask(storage, "statement T1", "teacher:T2").code == 1
    line = f"statistics 32 --measure enrollments --by school --by project --chart {tmp_path}/c.svg"
    told = ask(storage, line, LANG="zh_CN.UTF-8")
    assert told.code == 0 and "S1 一小" in told.out and "P1 培训" in told.out
    assert "c.svg" in told.err
    picture = (tmp_path / "c.svg").read_bytes()
    texts = [node.text for node in ElementTree.fromstring(picture).iter() if node.text]
    assert any("S1 一小 · P1 培训" in text for text in texts)
    assert "Noto Sans CJK SC" in picture.decode() and "WenQuanYi" in picture.decode()
    assert b"<script" not in picture and b"http://" not in picture.replace(b"http://www.w3.org", b"")
    ask(storage, line, LANG="zh_CN.UTF-8")
    assert (tmp_path / "c.svg").read_bytes() == picture
    told = ask(storage, f"{line} --json")
    assert told.result["rows"][0]["by"] == {"school": "S1", "project": "P1"}
    told = ask(storage, f"statistics 32 --chart {tmp_path}/no/c.svg")
    assert told.code == 3 and "No such file" in told.err


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
    assert cli("policy", "diff", "jiangsu", "policies/../" * 0 + "jiangsu").code == 0
    shown = cli("policy", "show", "--storage", storage, "--json").result
    assert shown["name"] == "jiangsu" and len(shown["parameters"]) > 5
    assert cli("policy", "show", "jiangsu", "--on", "2009-12-31", "--json").result["parameters"] == []
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
    told = cli("init", "--storage", f"sqlite:{tmp_path}/n.db", "--as", SCHOOL, "--policy", "jiangsu")
    assert told.code == 1 and "access.role" in told.err


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
    assert cli("demo", "--teachers", "60", "--seed", "6", "--json").result["cities"] != second["cities"]
    told = cli(*line, LANG="zh_CN.UTF-8")
    assert "报名已截止" in told.out and "Enrolment has closed" in told.out and "南京市" in told.out
    told = cli(*line, "--storage", url)
    assert told.code == 2 and "holds data already" in told.err
    assert cli("demo", "--teachers", "1").code == 0


def test_sheets(storage: str, tmp_path: Path) -> None:
    sheet, marked = tmp_path / "t.csv", tmp_path / "marked.xlsx"
    sheet.write_text("教师编码,姓名,学校编码,学段,任教学科\nN1,新,S1,小学,语文\nN2,新,NONE,小学,语文\n",
                     encoding="utf-8")
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
    assert told.code == 1 and "sheet.headings" in told.err.replace("_lacking", "")


def test_completion_scripts() -> None:
    for shell in ("bash", "zsh", "fish"):
        told = cli("completion", shell)
        assert told.code == 0 and "_XUESHI_COMPLETE" in told.out
    assert "_XUESHI_COMPLETE" in cli("completion", "bash", "--json").result["script"]


@pytest.mark.parametrize(
    ("arguments", "given", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ([], {"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh"),
        ([], {"XUESHI_LANGUAGE": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (["ask", "--language", "zh"], {"LANG": "en_US"}, "zh"),
        (["--language=en"], {"LANG": "zh_CN"}, "en"),
        (["--language"], {"LANG": "zh_CN"}, "zh"),
        (["--language", "fr"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language(arguments: list[str], given: dict[str, str], language: str) -> None:
    assert language_for(arguments, given) == language


def test_the_version() -> None:
    assert cli("--version").out == f"xueshi {xueshi.__version__}\n"
