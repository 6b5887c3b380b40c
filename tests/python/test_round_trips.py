"""Whatever value goes in comes out the same."""

import datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import xueshi
from conftest import PROVINCE
from xueshi.storage import Cell, decode, encode

CELLS = some.one_of(
    some.none(),
    some.integers(-(2**63), 2**63 - 1),
    some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    some.binary(),
)
QUICK = settings(
    max_examples=200,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICK
@given(some.lists(CELLS))
def test_cells(cells: list[Cell]) -> None:
    assert list(decode(encode(cells))) == cells


@QUICK
@given(some.lists(some.integers(-(2**63), 2**63 - 1), min_size=2, max_size=2))
def test_encoded_cells_keep_their_order(pair: list[int]) -> None:
    left, right = pair
    assert (encode([left]) < encode([right])) == (left < right)


@QUICK
@given(some.decimals(0, 1_000_000, places=2), some.dates(datetime.date(1900, 1, 1)))
def test_hours_and_dates(engine: xueshi.Engine, hours: Decimal, day: datetime.date) -> None:
    day = min(day, datetime.date(2999, 12, 31))
    training = xueshi.DateRange(day, day)
    outcome = engine.outcome.create_project(
        PROVINCE,
        code="P9",
        name="培训",
        level="provincial",
        owner="32",
        year=2026,
        hours=hours,
        training=training,
        audience={},
        online_enrollment=False,
    )
    if not outcome.ok:  # it is there from the example before: then it is amended
        outcome = engine.outcome.amend_project(PROVINCE, code="P9", hours=hours, training=training)
    if outcome.ok:
        made = next(one for one in engine.projects(PROVINCE).projects if one.code == "P9")
        assert made.hours == hours and made.training == training
    else:
        assert all(refusal.rule != "REQ-1" for refusal in outcome.refusals)


@QUICK
@given(some.text(min_size=1, max_size=60))
def test_texts(engine: xueshi.Engine, name: str) -> None:
    outcome = engine.outcome.amend_project(PROVINCE, code="P1", name=name)
    if outcome.ok:
        made = next(one for one in engine.projects(PROVINCE).projects if one.code == "P1")
        assert made.name == name
    else:
        assert [refusal.code for refusal in outcome.refusals] == ["request.invalid"]
