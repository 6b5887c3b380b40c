"""Queries as Arrow tables, taken by each of the libraries that people use."""

import datetime
import gc
import os
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

import xueshi
from conftest import BASE, CHINA, PROVINCE, SCHOOL, Clock
from xueshi import Engine
from xueshi._functions import QUERIES, fields_of, has_pages

SCALE = int(os.environ.get("XUESHI_TEST_SCALE", "1"))
TEXT, HOURS = pyarrow.large_string(), pyarrow.decimal128(18, 2)
ENROLLED_AT = datetime.datetime(2026, 3, 10, 9, tzinfo=CHINA)
# What each word needs to be asked; by the province, but for one.
ASKED_BY = {"eligible_teachers": SCHOOL}
GIVEN: dict[str, dict[str, Any]] = {
    "eligible_teachers": {"project": "P1"},
    "quota": {"project": "P1"},
    "statement": {"teacher": "T1"},
    "statistics": {"org": "32", "by": ["school", "level"], "measure": "enrollments"},
    "changes": {"stream": "32"},
}

Taker = Callable[[Any], list[dict[str, Any]]]


def by_pandas(table: Any) -> list[dict[str, Any]]:
    frame = pandas.DataFrame.from_arrow(table)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def by_polars(table: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = polars.DataFrame(table).to_dicts()
    return rows


def by_pyarrow(table: Any) -> list[dict[str, Any]]:
    made = pyarrow.table(table)
    made.validate(full=True)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def by_duckdb(table: Any) -> list[dict[str, Any]]:
    with duckdb.connect() as database:
        given = table  # found by this name
        found = database.sql("SELECT * FROM given")
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        assert len(rows) == len(given)
        return rows


TAKERS = [by_pandas, by_polars, by_pyarrow, by_duckdb]


def plain(value: Any) -> Any:
    """As a list and comparable, whatever container a library chose."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(CHINA)
    return value


@pytest.fixture
def year(engine: Engine, clock: Clock) -> Engine:
    """Two trainees with hours, one of them verified."""
    engine.enroll(SCHOOL, project="P1", teachers=["T1", "T2"])
    clock.now = datetime.datetime(2026, 4, 8, 9, tzinfo=CHINA)
    for actor in (PROVINCE, BASE):
        engine.review_enrollment(actor, project="P1", teachers=["T1", "T2"], decision="approve")
    clock.now = datetime.datetime(2026, 5, 15, 17, tzinfo=CHINA)
    results = [{"teacher": "T1", "grade": "pass"}, {"teacher": "T2", "grade": "excellent"}]
    engine.record_results(BASE, project="P1", results=results)
    engine.approve_hours(PROVINCE, hours=["project:P1:T1", "project:P1:T2"])
    engine.verify_hours(PROVINCE, hours=["project:P1:T1"])
    return engine


def flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A struct's and a map's values as columns of their own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(f"{name}_{key}" if name else key, inner)
    else:
        yield name, value


def rows_of(engine: Engine, word: Any) -> list[dict[str, Any]]:
    """What the same query answers as objects."""
    actor = ASKED_BY.get(word.name, PROVINCE)
    answer = getattr(engine, word.name)(actor, **GIVEN.get(word.name, {})).as_dict()
    rows = next(value for value in answer.values() if isinstance(value, list))
    return [dict(flat("", row)) for row in rows]


@pytest.mark.parametrize("taker", TAKERS)
def test_every_query_is_taken_with_the_rows_of_its_answer(year: Engine, taker: Taker) -> None:
    for word in QUERIES:
        actor = ASKED_BY.get(word.name, PROVINCE)
        table = getattr(year.table, word.name)(actor, **GIVEN.get(word.name, {}))
        expected = rows_of(year, word)
        taken = [plain(row) for row in taker(table)]
        assert len(taken) == len(expected) == len(table), word.name
        for row, wanted in zip(taken, expected, strict=True):
            assert set(wanted) <= set(row) == set(table.column_names), word.name
            for name, value in row.items():
                absent = wanted.get(name)
                assert value == plain(absent), (word.name, name)


def test_the_types_are_those_of_the_fields(year: Engine) -> None:
    hours = pyarrow.table(year.table.hours(PROVINCE)).schema
    assert hours.field("hours").type == HOURS and not hours.field("hours").nullable
    assert hours.field("year").type == pyarrow.int64()
    assert hours.field("state").type == TEXT
    assert hours.field("attendance").nullable
    enrollments = pyarrow.table(year.table.enrollments(PROVINCE))
    assert enrollments.schema.field("enrolled_at").type == pyarrow.timestamp("us", tz="+08:00")
    assert enrollments.column("enrolled_at")[0].as_py() == ENROLLED_AT
    assert enrollments.schema.field("forced").type == pyarrow.bool_()
    projects = pyarrow.table(year.table.projects(PROVINCE)).schema
    assert projects.field("training_from").type == pyarrow.date32()
    assert projects.field("audience_stages").type == pyarrow.large_list(
        pyarrow.field("item", TEXT, nullable=False)
    )
    statement = pandas.DataFrame.from_arrow(year.table.statement(PROVINCE, teacher="T1"))
    assert statement["hours"].tolist() == [Decimal("40.00")]


def test_statistics_have_a_column_for_each_dimension_even_without_rows(year: Engine) -> None:
    by = year.table.statistics(PROVINCE, org="32", by=["month", "school"])
    assert by.column_names[:2] == ("by_month", "by_school")
    frame = polars.DataFrame(by)
    assert frame["verified"].sum() == Decimal("40.00")
    nothing = year.table.statistics(PROVINCE, org="32", year=1999, by=["school"])
    assert len(nothing) == 0 and nothing.column_names[0] == "by_school"


@pytest.mark.parametrize("taker", TAKERS)
def test_no_rows_are_a_table_without_rows(year: Engine, taker: Taker) -> None:
    table = year.table.hours(PROVINCE, year=1999)
    assert len(table) == 0 and taker(table) == []
    assert "0 rows of 13 columns" in repr(table)


def test_a_table_has_all_pages(engine: Engine) -> None:
    more = 2_500 * SCALE
    engine.register_teachers(
        PROVINCE,
        teachers=[
            xueshi.TeacherEntry(f"N{i:06}", "名", "S1", stages=["primary"], subject="语文")
            for i in range(more)
        ],
    )
    assert len(engine.teachers(SCHOOL).teachers) < more
    before = sys.getallocatedblocks()
    table = engine.table.teachers(SCHOOL)
    assert sys.getallocatedblocks() - before < 200, "no object for each cell"
    assert len(table) == more + 3
    assert polars.DataFrame(table)["teacher"].to_list()[:more] == [f"N{i:06}" for i in range(more)]


def test_a_long_table_comes_in_batches(engine: Engine) -> None:
    """Batches are of 65,536 rows; what they hold together is everything, in its order."""
    count = 70_000
    engine.register_teachers(
        PROVINCE,
        teachers=[
            xueshi.TeacherEntry(f"N{i:06}", "名", "S1", stages=["primary"], subject="语文")
            for i in range(count)
        ],
    )
    batches = list(pyarrow.RecordBatchReader.from_stream(engine.table.teachers(SCHOOL)))
    assert [len(batch) for batch in batches] == [65_536, count + 3 - 65_536]
    names = [name for batch in batches for name in batch.column("teacher").to_pylist()]
    assert names == sorted(names) and len(set(names)) == count + 3


def test_a_table_can_be_read_twice_and_half(year: Engine) -> None:
    table = year.table.hours(PROVINCE)
    assert by_pyarrow(table) == by_pyarrow(table)
    reader = pyarrow.RecordBatchReader.from_stream(table)
    assert reader.schema.names == list(table.column_names)
    del reader  # before it read anything
    capsule = table.__arrow_c_stream__()
    schema = table.__arrow_c_schema__()
    del capsule, schema  # nobody took them
    gc.collect()
    assert pyarrow.schema(table).names == list(table.column_names)
    assert by_polars(table) == by_polars(table)


def test_what_was_taken_outlives_table_and_engine(year: Engine) -> None:
    table = year.table.hours(PROVINCE)
    array = pyarrow.table(table).column("teacher").chunk(0)
    frame = polars.DataFrame(table)
    lazy = pyarrow.RecordBatchReader.from_stream(table)
    year.close()
    del table
    gc.collect()
    assert array.to_pylist() == frame["teacher"].to_list() == ["T1", "T2"]
    assert lazy.read_all().num_rows == 2


def test_duckdb_takes_a_table_by_the_name_of_its_variable(year: Engine) -> None:
    hours = year.table.hours(PROVINCE)
    found = duckdb.sql("SELECT state, sum(hours) FROM hours GROUP BY state ORDER BY state")
    assert found.fetchall() == [("approved", Decimal(40)), ("verified", Decimal(40))]
    assert len(hours) == 2


def test_refusals_and_wrong_values_are_as_ever(year: Engine) -> None:
    with pytest.raises(xueshi.Refused) as caught:
        year.table.statement(SCHOOL, teacher="X")
    assert caught.value.refusals[0].code == "teacher.unknown"
    with pytest.raises(xueshi.Refused):
        year.table.hours(PROVINCE, year=3_000_000)
    with pytest.raises(TypeError, match="unexpected keyword argument 'limit'"):
        year.table.hours(PROVINCE, limit=5)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="hours: /teacher must be str"):
        year.table.hours(PROVINCE, teacher=5)  # type: ignore[arg-type]
    assert not hasattr(year.table, "enroll")
    year.close()
    with pytest.raises(xueshi.Error, match="the engine is closed"):
        year.table.hours(PROVINCE)


def test_only_pages_lose_their_fields() -> None:
    paged = {word.name for word in QUERIES if has_pages(word)}
    assert "hours" in paged and "statement" not in paged and "changes" not in paged
    for word in QUERIES:
        left_out = {field.name for field in word.fields}
        left_out -= {field.name for field in fields_of(word, "table")}
        assert left_out == ({"limit", "after"} if word.name in paged else set())
