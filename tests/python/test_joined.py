"""Calls inside a transaction of the host's own connection: psycopg's and sqlite3's."""

import itertools
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import apsw
import psycopg
import pytest

import xueshi
from conftest import PROVINCE, SCHOOL, Clock, found
from xueshi import Engine, Error

TEACHERS, SEATS = 24, 24
NUMBERS = itertools.count(1)


class SqliteHost:
    """A host that keeps its orders in the storage's file."""

    begin = "BEGIN IMMEDIATE"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "host.db"
        self.url = f"sqlite:{self.file}?journal=wal"

    def connect(self) -> Any:
        return sqlite3.connect(self.file, isolation_level=None, timeout=60)

    def join(self, connection: Any) -> xueshi.Joined:
        return xueshi.join(connection)


class PostgresqlHost:
    """A host that keeps its orders in the storage's database."""

    begin = "BEGIN"

    def __init__(self, server: str) -> None:
        self.server = server
        self.schema = f"host_{os.getpid()}_{next(NUMBERS)}"
        self.url = f"{server}?schema={self.schema}"

    def connect(self) -> Any:
        options = f"-csearch_path={self.schema}"
        return psycopg.connect(self.server, autocommit=True, options=options)

    def join(self, connection: Any) -> xueshi.Joined:
        return xueshi.join(connection, schema=self.schema)


Host = SqliteHost | PostgresqlHost


@pytest.fixture(params=["sqlite", "postgresql"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    if request.param == "sqlite":
        return SqliteHost(tmp_path)
    return PostgresqlHost(request.getfixturevalue("postgresql"))


@pytest.fixture
def engine(host: Host, clock: Clock) -> Any:
    with Engine.open(host.url, policy="jiangsu", founder=PROVINCE, clock=clock) as opened:
        found(opened, teachers=TEACHERS, seats=SEATS)
        with host.connect() as connection:
            connection.execute("CREATE TABLE orders (id bigint)")
        connection.close()
        yield opened


def enroll(engine: Engine, number: int, joined: xueshi.Joined | None) -> xueshi.Receipt:
    return engine.enroll(SCHOOL, project="P1", teachers=[f"T{number}"], inside=joined)


def enrolled(engine: Engine, joined: xueshi.Joined | None = None) -> int:
    return len(engine.enrollments(SCHOOL, project="P1", inside=joined).enrollments)


def orders(host: Host) -> int:
    connection = host.connect()
    try:
        (count,) = connection.execute("SELECT count(*) FROM orders").fetchone()
        return int(count)
    finally:
        connection.close()


def test_both_become_durable_together(host: Host, engine: Engine) -> None:
    connection = host.connect()
    joined = host.join(connection)
    connection.execute(host.begin)
    connection.execute("INSERT INTO orders VALUES (1)")
    assert enroll(engine, 1, joined).done == 1
    assert enrolled(engine, joined) == 1 and enrolled(engine) == orders(host) == 0
    assert len(engine.table.enrollments(SCHOOL, project="P1", inside=joined)) == 1
    assert engine.explain.enroll(SCHOOL, project="P1", teachers=["T2"], inside=joined).ok
    assert not engine.explain.enroll(SCHOOL, project="P1", teachers=["T1"], inside=joined).ok
    connection.execute("COMMIT")
    assert enrolled(engine) == orders(host) == 1
    connection.close()
    assert engine.check() == () and engine.verify_log()


def test_neither_is_left_after_a_rollback(host: Host, engine: Engine) -> None:
    before = engine.state_digest()
    connection = host.connect()
    joined = host.join(connection)
    connection.execute(host.begin)
    connection.execute("INSERT INTO orders VALUES (1)")
    number = enroll(engine, 1, joined).number
    with pytest.raises(xueshi.Refused):
        enroll(engine, 1, joined)
    connection.execute("INSERT INTO orders VALUES (2)")  # a refusal left the transaction open
    connection.execute("ROLLBACK")
    connection.close()
    assert engine.state_digest() == before and orders(host) == 0
    assert enroll(engine, 2, None).number == number


def sell(host: Host, engine: Engine, number: int, inside: bool) -> None:
    """An order and its enrolment, or neither; every fourth host thinks better of it."""
    connection = host.connect()
    joined = host.join(connection)
    while True:
        connection.execute(host.begin)
        try:
            connection.execute(f"INSERT INTO orders VALUES ({number})")
            engine.enroll(
                SCHOOL,
                project="P1",
                teachers=[f"T{number}"],
                request_id=f"order-{number}",
                inside=joined if inside else None,
                patience=60 if inside else 0.05,
            )
            connection.execute("ROLLBACK" if number % 4 == 0 else "COMMIT")
            break
        except Error as error:
            connection.execute("ROLLBACK")
            if not error.retry or not inside:
                raise
    connection.close()


def test_orders_and_seats_agree_however_many_sell(host: Host, engine: Engine) -> None:
    failures: list[BaseException] = []

    def sell_some(first: int) -> None:
        try:
            for number in range(first, TEACHERS + 1, 8):
                sell(host, engine, number, inside=True)
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)

    sellers = [threading.Thread(target=sell_some, args=(first,)) for first in range(1, 9)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join()
    assert failures == []
    assert enrolled(engine) == orders(host) == TEACHERS - TEACHERS // 4
    assert engine.check() == () and engine.verify_log()


def test_control_outside_they_disagree(host: Host, engine: Engine) -> None:
    """The same host with the command in a transaction of its own."""
    if isinstance(host, SqliteHost):  # it waits for the host, who waits for it
        with pytest.raises(Error, match=r"storage\.busy"):
            sell(host, engine, 4, inside=False)
    else:
        sell(host, engine, 4, inside=False)
        assert orders(host) == 0 and enrolled(engine) == 1


def test_without_a_transaction_or_after_the_end(host: Host, engine: Engine) -> None:
    connection = host.connect()
    joined = host.join(connection)
    with pytest.raises(Error, match="no transaction") as caught:
        enroll(engine, 1, joined)
    assert caught.value.code == "argument.invalid"
    connection.execute(host.begin)
    enroll(engine, 1, joined)
    connection.execute("COMMIT")
    connection.close()
    with pytest.raises(Error, match="connection is closed") as caught:
        enroll(engine, 2, joined)
    assert caught.value.code == "argument.invalid"
    with pytest.raises(Error, match="connection is closed"):
        enrolled(engine, joined)
    del joined  # touches nothing of the connection
    assert enrolled(engine) == 1


def test_a_storage_that_was_never_opened_is_missed(host: Host) -> None:
    if isinstance(host, SqliteHost):
        connection: Any = sqlite3.connect(":memory:", isolation_level=None)
    else:
        connection = host.connect()
    joined = xueshi.join(connection, schema="nowhere")
    connection.execute("BEGIN")
    with Engine.open("memory:", policy="jiangsu", founder=PROVINCE, clock=Clock()) as engine:
        with pytest.raises(Error) as caught:
            engine.projects(PROVINCE, inside=joined)
    assert caught.value.code == "storage.schema"
    assert connection.execute("SELECT 7").fetchone() == (7,)
    connection.execute("COMMIT")
    connection.close()


def test_loading_of_extensions_is_off_afterwards(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    xueshi.join(connection)
    with pytest.raises(sqlite3.OperationalError, match="not authorized"):
        connection.load_extension("nothing")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        xueshi.join(connection)


def test_another_copy_of_sqlite_is_refused() -> None:
    """The wheel of apsw brings its own along: its handles lead nowhere in ours."""
    connection = apsw.Connection(":memory:")
    with pytest.raises(Error, match="another copy of SQLite") as caught:
        xueshi.join(connection)
    assert caught.value.code == "argument.invalid"
    connection.close()


class WithoutExtensions(sqlite3.Connection):
    @property
    def enable_load_extension(self) -> Any:
        raise AttributeError("built without")


def test_a_python_that_cant_load_extensions_is_told_so() -> None:
    connection = sqlite3.connect(":memory:", factory=WithoutExtensions)
    with pytest.raises(Error, match="built without loading of extensions"):
        xueshi.join(connection)
    connection.close()


def test_what_is_no_connection_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"psycopg 3, sqlite3 or apsw, not builtins\.str"):
        xueshi.join("postgresql://…")


def test_a_closed_and_an_asynchronous_connection_are_refused(postgresql: str) -> None:
    with psycopg.connect(postgresql) as connection:
        asynchronous = psycopg.AsyncConnection(connection.pgconn)
        with pytest.raises(Error, match="loop of an asynchronous"):
            xueshi.join(asynchronous)
    with pytest.raises(Error, match="the connection is closed"):
        xueshi.join(connection)


FORMS = """
import os, sys
import psycopg, xueshi
server, schema, form = sys.argv[1:]
assert psycopg.pq.__impl__ == form, psycopg.pq.__impl__
province = xueshi.Actor("province_admin", org="32")
with xueshi.Engine.open(f"{server}?schema={schema}", policy="jiangsu", founder=province) as engine:
    with psycopg.connect(server) as connection:
        joined = xueshi.join(connection, schema=schema)
        with connection.transaction():
            engine.register_orgs(province, inside=joined, orgs=[
                xueshi.OrgEntry("32", "省", "authority", level="province")])
        with connection.transaction(force_rollback=True):
            engine.register_orgs(province, inside=joined, orgs=[
                xueshi.OrgEntry("3201", "市", "authority", level="city", parent="32")])
    assert [org.code for org in engine.orgs(province).orgs] == []
    assert engine.verify_log().entries == 2
"""


@pytest.mark.parametrize("form", ["python", "binary"])
def test_each_form_of_psycopg_with_the_library_it_uses(postgresql: str, form: str) -> None:
    """Its own form loads the system's libpq, the binary wheel brings another along."""
    schema = f"form_{form}_{os.getpid()}"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORMS, postgresql, schema, form],
        env={**os.environ, "PSYCOPG_IMPL": form},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
