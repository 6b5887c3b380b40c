"""Wrong usages of many kinds: each ends with its code and a clear text, in both languages."""

import json
import re
from pathlib import Path

import pytest

from command_line import PROVINCE, SCHOOL, cli, new_storage

CHINESE = re.compile("[\u4e00-\u9fff]")

# What is given, its exit code, and what the English and the Chinese text must have.
WRONG: list[tuple[str, int, str, str]] = [
    ("enrol", 2, "no command 'enrol'", "没有命令“enrol”"),
    ("do enrol", 2, "did you mean enroll", "是否想用 enroll"),
    ("do", 2, "a command is missing, or --document", "缺少命令"),
    ("log", 2, "a command is missing", "缺少命令"),
    ("policy burn", 2, "no command 'burn'", "没有命令“burn”"),
    ("ask projects --yaer 2026", 2, "no option --yaer; did you mean --year", "是否想用 --year"),
    ("ask projects --year", 2, "--year needs a value", "--year 需要一个值"),
    ("ask projects --year soon", 2, "--year: 'soon' is no whole number", "“soon”不是整数"),
    ("ask projects --year " + "9" * 50, 2, "9999 is too large", "9999 过大"),
    ("ask projects more", 2, "one word too many: more", "多余的参数：more"),
    ("ask projects --json=yes", 2, "--json takes no value", "--json 不带值"),
    ("ask hours --state done", 2, "'done' is none of recorded", "不在可选值 recorded"),
    ("ask projects --patience long", 2, "'long' is no number", "“long”不是数"),
    ("ask projects --patience -1", 2, "not in the range", "不在范围"),
    ("ask projects --patience nan", 2, "not in the range", "不在范围"),
    ("ask projects --language fr", 2, "'fr' is none of", "“fr”不在可选值"),
    ("ask projects --as king:1", 2, "there is no role 'king'", "没有角色“king”"),
    ("ask projects --as teacher", 2, "whose teacher?", "请指明是哪个教师"),
    ("ask projects --as school_admin", 2, "--as school_admin:CODE", "请指明是哪个机构"),
    ("ask projects --as school_admin:S1 --org S2", 2, "name two", "不一致"),
    ("ask projects --as nobody", 2, "there is no role", "没有角色"),
    ("do enroll", 2, "--project, --teachers is missing", "缺少 --project, --teachers"),
    ("do enroll -d /no/such.json", 2, "can't read /no/such.json", "无法读取 /no/such.json"),
    ("do enroll -d /", 2, "can't read /", "无法读取 /"),
    ("do allocate_quota --project P1 --allocations S1", 2, "is no NAME=VALUE", "不是“名=值”"),
    (
        "do allocate_quota --project P1 --allocations org=S1,seats=x",
        2,
        "no whole number",
        "不是整数",
    ),
    ("do allocate_quota --project P1 --allocations org=S1,org=S2", 2, "stands twice", "重复"),
    ("do allocate_quota --project P1 --allocations {", 2, "is no JSON: line 1", "不是合法的 JSON"),
    ("do enroll --project P1 --teachers T1 --expected-version -1", 2, "range", "范围"),
    ("do --document - enroll", 2, "behind the command", "写在命令之后"),
    ("statement", 2, "CODE is missing", "缺少 代码"),
    ("statistics 32 --chart c.png", 2, "ends in .svg", "以 .svg 结尾"),
    ("statistics 32 --by height", 2, "'height' is none of org", "不在可选值 org"),
    ("policy check", 2, "NAME|FILE… is missing", "缺少 名称|文件…"),
    ("policy show --on yesterday jiangsu", 2, "--on", "--on"),
    ("policy check /no/such.json", 2, "can't read /no/such.json", "无法读取"),
    ("policy diff jiangsu /", 2, "can't read /", "无法读取"),
    ("ask projects --policy /no/such.json", 2, "can't read", "无法读取"),
    ("do enroll --project \udcff --teachers T1", 2, "isn't UTF-8", "不是 UTF-8"),
    ("policy show mars", 3, "policy.unreadable", "policy.unreadable"),
    ("scenario", 2, "FILE… is missing", "缺少 文件…"),
    ("scenario /no/such.json", 2, "there is no /no/such.json", "没有 /no/such.json"),
    ("completion powershell", 2, "'powershell' is none of", "“powershell”不在可选值"),
    ("demo --teachers 0", 2, "not in the range", "不在范围"),
    ("demo --teachers many", 2, "'many' is no whole number", "“many”不是整数"),
    ("log verify --anchor /no/such", 2, "can't read", "无法读取"),
    ("log verify --anchor -", 2, "argument.invalid", "argument.invalid"),
    ("init", 2, "which policy", "指明政策"),
    ("import pupils a.csv", 2, "no command 'pupils'", "没有命令“pupils”"),
    ("import teachers a.pdf", 2, "must end in .xlsx or .csv", "应以 .xlsx 或 .csv 结尾"),
    ("import teachers /no/such.csv", 2, "can't read", "无法读取"),
    ("import enrollments a.csv", 2, "--project is missing", "缺少 --project"),
    ("import teachers a.csv --marked b.csv", 2, "must end in .xlsx", "应以 .xlsx 结尾"),
    ("export orgs a.doc", 2, "must end in .xlsx or .csv", "应以 .xlsx 或 .csv 结尾"),
    ("export quota a.csv", 2, "--project is missing", "缺少 --project"),
    ("template teachers a.xls", 2, "must end in", "结尾"),
]


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> str:
    return new_storage(tmp_path_factory.mktemp("usage"))


@pytest.mark.parametrize(("line", "code", "english", "chinese"), WRONG, ids=lambda one: str(one))
def test_a_wrong_usage_is_told(
    storage: str, line: str, code: int, english: str, chinese: str
) -> None:
    given = {"XUESHI_STORAGE": storage}
    if "--as" not in line:
        given["XUESHI_AS"] = PROVINCE
    for language, text in (("en", english), ("zh", chinese)):
        ended = cli(*line.split(), XUESHI_LANGUAGE=language, **given)
        assert ended.code == code, ended
        assert text in ended.err, ended.err
        assert "Traceback" not in ended.err and not ended.out
        assert bool(CHINESE.search(ended.err)) == (language == "zh") or code == 3
    told = cli(*line.split(), "--json", **given)
    if "completion" not in line and "--json=" not in line:
        assert told.code == code and told.json["error"]["message"], told


def test_nothing_tells_which_storage_or_who_asks() -> None:
    ended = cli("ask", "projects", "--as", PROVINCE)
    assert ended.code == 2 and "XUESHI_STORAGE" in ended.err
    ended = cli("ask", "projects", "--storage", "memory:")
    assert ended.code == 2 and "--as ROLE:CODE" in ended.err
    ended = cli("ask", "projects", LANG="zh_CN.UTF-8")
    assert ended.code == 2 and "操作者" in ended.err


BAD_DOCUMENTS: list[tuple[str | bytes, str]] = [
    ("", "is no JSON"),
    ("{", "line 1, column 2"),
    ("[1]", "must be a JSON object"),
    ("null", "must be a JSON object"),
    ('{"project": "P1", "project": "P2"}', "'project' stands twice"),
    ('{"project": NaN}', "NaN is no JSON"),
    ('{"a":' * 40 + "1" + "}" * 40, "nested too deeply"),
    ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
    (b"\xff\xfe{}", "isn't UTF-8: byte 1"),
    (b" " * ((16 << 20) + 1), "longer than 16 MiB"),
]


@pytest.mark.parametrize(("document", "told"), BAD_DOCUMENTS, ids=lambda one: repr(one)[:20])
def test_a_bad_document_is_told(storage: str, document: str | bytes, told: str) -> None:
    for form in (("do", "enroll", "-d", "-"), ("do", "-d", "-")):
        ended = cli(*form, "--storage", storage, "--as", SCHOOL, stdin=document)
        assert ended.code == 2 and told in ended.err, ended


def test_a_misshapen_request_is_refused_by_the_library(storage: str) -> None:
    ended = cli(
        "do",
        "enroll",
        "-d",
        "-",
        "--storage",
        storage,
        "--as",
        SCHOOL,
        "--json",
        stdin='\ufeff{"project": "P1", "pupils": []}',
    )
    assert ended.code == 1
    assert ended.json["refusals"][0]["code"] == "request.invalid"
    ended = cli(
        "do",
        "enroll",
        "-d",
        "-",
        "--storage",
        storage,
        "--as",
        SCHOOL,
        stdin='{"project": "\\ud800", "teachers": ["T1"]}',
    )
    assert ended.code == 1 and "REQ-1" in ended.err, ended
    ended = cli(
        "do",
        "create_project",
        "-d",
        "-",
        "--year",
        "12",
        "--storage",
        storage,
        "--as",
        PROVINCE,
        stdin="{}",
    )
    assert ended.code == 1 and "REQ-1" in ended.err


def test_a_whole_request_names_its_word_and_who_asks_once(storage: str) -> None:
    request = {"as": {"role": "province_admin", "org": "32"}, "do": "fly", "with": {}}
    ended = cli("do", "-d", "-", "--storage", storage, stdin=json.dumps(request))
    assert ended.code == 2 and "names one of: adopt_policy" in ended.err
    request["do"] = "enroll"
    ended = cli("do", "-d", "-", "--storage", storage, "--as", SCHOOL, stdin=json.dumps(request))
    assert ended.code == 2 and "says who asks" in ended.err
    ended = cli("explain", "-d", "-", "--storage", storage, stdin='{"ask": "explain"}')
    assert ended.code == 2


def test_a_misspelt_path_makes_no_storage(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path}/typo.db"
    for line in ("ask projects", "check", "log verify", "policy show"):
        ended = cli(*line.split(), XUESHI_STORAGE=url, XUESHI_AS=PROVINCE)
        assert ended.code == 3 and "xueshi init makes one" in ended.err, ended
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_storage_is_told(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir," * 1000, encoding="utf-8")
    ended = cli("check", "--storage", f"sqlite:{letter}")
    assert ended.code == 3 and "storage." in ended.err
    ended = cli("check", "--storage", "ftp:somewhere")
    assert ended.code == 2 and "argument.invalid" in ended.err


def test_no_user_text_steers_the_terminal() -> None:
    ended = cli("do", "\x1b[31mred", "--storage", "memory:")
    assert ended.code == 2 and "\x1b" not in ended.err and "\\u001b[31mred" in ended.err
