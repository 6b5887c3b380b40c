"""Everything per command and query comes from the one description."""

import dataclasses
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

import xueshi
from conftest import ROOT
from xueshi import records
from xueshi._functions import OPTIONS, QUERY_OPTIONS, WORDS
from xueshi._vocabulary import Type, Word, actor_type, fact_types, vocabulary

BINDINGS = sorted((ROOT / "bindings" / "python").glob("*.[ch]pp"))


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def named_fields(type_: Type) -> Iterator[str]:
    for field in type_.fields:
        yield field.name
        yield from named_fields(field.type)
    if type_.item is not None:
        yield from named_fields(type_.item)


# Refusals, log reports, policies, scenarios, storages and the register's port have such words of their own.
SHARED = set(
    """after at children code entries entry facts from item kind limit name number org policy project
    rows rule search state stream subject teachers text title to version""".split()
)


def test_the_bindings_name_no_command_query_or_field() -> None:
    types = {camel(word.name) for word in WORDS} - {"Hours", "Teachers", "Log", "Changes"}
    names = types | {word.name for word in WORDS if not word.query}
    fields: set[str] = set()
    for word in WORDS:
        for field in (*word.fields, *word.answer):
            fields |= {field.name, *named_fields(field.type)}
    assert len(fields - SHARED) > 50 and BINDINGS
    for file in BINDINGS:
        text = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
        text = re.sub(r"#include.*", "", text)
        assert not names.intersection(re.findall(r"\w+", text)), file
        written = re.findall(r'"(\w+)"', text) + re.findall(r"(?:\.|->)(\w+)\b(?!\()", text)
        kinds = {"hours", "record"} if file.name == "words.cpp" else set()  # of values, of texts
        assert not (fields - SHARED - kinds).intersection(written), file


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_is_a_method_with_signature_and_documentation(word: Word) -> None:
    method = getattr(xueshi.Engine, word.name)
    signature = inspect.signature(method)
    given = dict(signature.parameters)
    assert list(given)[:2] == ["self", "actor"]
    for field in word.fields:
        parameter = given[field.python_name]
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert (parameter.default is inspect.Parameter.empty) == field.required
        assert parameter.annotation is not inspect.Parameter.empty
        assert f"{field.python_name}: {field.meaning}" in method.__doc__
    options = set(given) - {"self", "actor"} - {field.python_name for field in word.fields}
    assert options == (set(QUERY_OPTIONS) if word.query else {name for name, *_ in OPTIONS})
    assert signature.return_annotation is getattr(records, word.answer_type)
    assert word.meaning in method.__doc__ and word.title in method.__doc__
    for role in word.roles:
        assert role in method.__doc__
    for rule in word.rules:
        assert rule in method.__doc__


def test_explain_is_the_only_word_that_is_no_method_of_its_own() -> None:
    assert [word.name for word in vocabulary() if word not in WORDS] == ["explain"]


def test_the_forms_have_the_same_words(engine: xueshi.Engine) -> None:
    for word in WORDS:
        assert hasattr(engine.outcome, word.name)
        assert hasattr(engine.explain, word.name) == (not word.query)
        assert hasattr(engine.table, word.name) == word.query


def test_ranges_units_and_refusals_are_told() -> None:
    told = xueshi.Engine.enroll.__doc__
    assert told is not None
    assert "refuses with quota.none, quota.exhausted" in told
    assert "ENR-2 " in told and "江苏" in told  # its title and where it is decided
    assert "Who may: school_admin" in told
    assert "percent" in str(records.ResultEntry.__doc__)
    told = xueshi.Engine.create_project.__doc__
    assert told is not None
    assert "years, 1900 to 2999" in told


def test_classes_have_the_described_fields() -> None:
    for type_ in (actor_type(), *fact_types()):
        made = getattr(records, type_.name)
        names = [field.name for field in dataclasses.fields(made)]
        assert names == [field.python_name for field in type_.fields]
        assert "__dict__" not in dir(made)


def test_stubs_are_fresh(tmp_path: object) -> None:
    script = ROOT / "bindings" / "python" / "stubs.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    for name in ("records.pyi", "_methods.pyi", "rules.pyi"):
        kept = (ROOT / "python" / "xueshi" / name).read_text(encoding="utf-8")
        with open(f"{tmp_path}/{name}", encoding="utf-8") as fresh:
            assert fresh.read() == kept, f"{name} is stale: ./run reference writes it"
