"""The command line's breadth: every command, generic over the vocabulary."""

import json
import re
import shlex
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import click
import pytest

import xueshi
from command_line import SCHOOL, ask, cli, with_project
from conftest import ROOT
from xueshi import _core
from xueshi._functions import OPTIONS, WORDS
from xueshi._vocabulary import Field, Type, Word, vocabulary
from xueshi.cli import opening, words
from xueshi.cli.base import Group
from xueshi.cli.chinese import ERRORS, MEANINGS
from xueshi.cli.language import language_for, using
from xueshi.cli.program import COMMANDS, program
from xueshi.cli.values import slots_of

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def storage(tmp_path: Path) -> str:
    return with_project(tmp_path)


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
        with using(language):
            root = program()
            for name in COMMANDS:
                made = root.get_command(click.Context(root), name)
                assert made is not None and made.short_help == root.short_help_of(
                    click.Context(root), name
                )


def test_every_word_and_field_is_there() -> None:
    for word in WORDS:
        forms = ("ask",) if word.query else ("do", "explain")
        for form in forms:
            out = cli(form, word.name, "--help").out
            flat = re.sub(r"\s", "", out)  # wherever a line was broken
            assert re.sub(r"\s", "", f"{word.meaning} ({word.title})") in flat
            for field in word.fields:
                assert f"--{field.name.replace('_', '-')}" in out
                assert re.sub(r"\s", "", field.meaning) in flat
            for rule in word.rules:
                assert rule in out
            for role in word.roles:
                assert role in out


def test_what_is_in_chinese_is_still_said_in_english_somewhere() -> None:
    said = {told for _, _, _, told in OPTIONS}
    for word in vocabulary():
        said |= {slot.field.meaning for slot in slots_of(word)}
        for slot in slots_of(word):
            item = slot.field.type.item
            said |= {field.meaning for field in item.fields} if item is not None else set()
    assert set(MEANINGS) <= said


def text_field(name: str, kind: str = "text", **more: Any) -> Field:
    type_ = more.pop("type", Type(kind, "", (), None, ()))
    about = {"unit": "", "shape": "any", "least": None, "most": None, "personal": False}
    return Field(name, f"the {name}", type=type_, required=False, initial="", **{**about, **more})


def word_of_tomorrow() -> Word:
    day = Type("object", "Period", (), None, (text_field("first_day", "date"),))
    crew = Type("object", "Crew", (), None, (text_field("name"), text_field("age", "integer")))
    return Word(
        "launch_rocket",
        "Launches a rocket.",
        "发射火箭",
        (),
        False,
        ("province_admin",),
        (
            text_field("where_to"),
            text_field("crew", type=Type("list", "", (), crew, ())),
            text_field("window", type=day),
            text_field("manned", "boolean"),
            text_field("plan", most=1 << 20),
            text_field("fuel", type=Type("map", "", (), Type("integer", "", (), None, ()), ())),
        ),
        (),
        "Receipt",
    )


def test_a_word_of_tomorrow_works_without_a_line_here(
    storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = vocabulary()
    monkeypatch.setattr(words, "vocabulary", lambda: (word_of_tomorrow(), *known))
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
    line += ' --window-first-day 2030-01-02 --fuel {"oxygen":3} --plan - --partial'
    ended = ask(storage, line, stdin="up and away")
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
    for word in WORDS:
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
    ended = cli(
        "do",
        "-d",
        "-",
        "--json",
        stdin=json.dumps(request),
        XUESHI_STORAGE=storage,
        XUESHI_AS=SCHOOL,
    )
    assert ended.code == 1 and ended.result["done"] == 1  # one was refused
    assert ended.json["refusals"][0]["code"] == "enrollment.duplicate"
    ended = cli(
        "ask",
        "enrollments",
        "-d",
        "-",
        "--json",
        "--project",
        "P1",
        stdin='{"limit": 1}',
        XUESHI_STORAGE=storage,
        XUESHI_AS=SCHOOL,
    )
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
    ended = cli(
        "--as",
        "school_admin",
        "--org",
        "S1",
        "ask",
        "quota",
        "--project",
        "P1",
        "--org",
        "S1",
        "--json",
        "--storage",
        storage,
    )
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
    assert any("S1 一小" in text and "P1 培训" in text for text in texts)
    assert "Noto Sans CJK SC" in picture.decode() and "WenQuanYi" in picture.decode()
    assert b"<script" not in picture and b"http://" not in picture.replace(
        b"http://www.w3.org", b""
    )
    ask(storage, line, LANG="zh_CN.UTF-8")
    assert (tmp_path / "c.svg").read_bytes() == picture
    assert all(hasattr(finder, "find_spec") for finder in sys.meta_path)  # pygal left none
    told = ask(storage, f"{line} --json")
    assert told.result["rows"][0]["by"] == {"school": "S1", "project": "P1"}
    told = ask(storage, f"statistics 32 --chart {tmp_path}/no/c.svg")
    assert told.code == 3 and "No such file" in told.err


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


def test_failures_are_told_in_chinese_too() -> None:
    assert set(ERRORS) == set(_core.error_codes())
    ended = cli("policy", "show", "mars", LANG="zh_CN.UTF-8")
    assert ended.code == 3 and "无法读取政策 (policy.unreadable)：" in ended.err


def test_the_version() -> None:
    assert cli("--version").out == f"xueshi {xueshi.__version__}\n"


def test_the_page_shows_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    told = page.partition("## Commands")[2].partition("## Options")[0]
    assert set(re.findall(r"^\| `(\w+)", told, re.MULTILINE)) == set(COMMANDS)
    block = page.partition("## A beginning")[2].partition("```sh\n")[2].partition("```")[0]
    monkeypatch.chdir(tmp_path)
    assert cli("template", "teachers", "teachers.xlsx").code == 0
    given: dict[str, str] = {}
    lines = [shlex.split(line, comments=True) for line in block.replace("\\\n", "").splitlines()]
    for name, *arguments in lines:
        if name == "export":
            given |= {key: value for key, _, value in (one.partition("=") for one in arguments)}
            continue
        ended = cli(*arguments, **given)
        # Its teachers' sheet is empty here, and its window of enrolment is in the past.
        expected = (0, 1) if arguments[0] in ("explain", "do", "import") else (0,)
        assert name == "xueshi" and ended.code in expected, (arguments, ended)
    assert len(lines) > 8 and (tmp_path / "enrolled.svg").exists()
