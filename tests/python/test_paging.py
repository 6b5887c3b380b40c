"""Answers that come in pages, one after the other."""

import pytest

import xueshi
from conftest import PROVINCE, SCHOOL
from xueshi import Engine, pages


def test_all_pages_come_each_when_it_is_wanted(engine: Engine) -> None:
    expected = [one.teacher for one in engine.teachers(SCHOOL).teachers]
    lengths: list[int] = []
    found: list[str] = []
    for page in pages(engine.teachers, SCHOOL, school="S1", limit=2):
        lengths.append(len(page.teachers))
        found += [one.teacher for one in page.teachers]
    assert lengths == [2, 1] and found == expected
    first = next(pages(engine.teachers, SCHOOL, limit=2))
    rest = list(pages(engine.teachers, SCHOOL, limit=2, after=first.next))
    assert [one.teacher for page in rest for one in page.teachers] == expected[2:]


def test_what_has_no_pages_and_what_is_refused(engine: Engine) -> None:
    with pytest.raises(TypeError, match="a StatementAnswer comes whole, not in pages"):
        next(pages(engine.statement, PROVINCE, teacher="T1"))  # type: ignore[type-var]
    with pytest.raises(xueshi.Refused, match=r"/limit"):
        next(pages(engine.orgs, PROVINCE, limit=0))
    assert list(pages(engine.orgs, PROVINCE, kind="base"))[0].orgs[0].code == "B1"
