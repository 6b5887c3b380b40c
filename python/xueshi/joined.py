"""Calls inside a transaction that is open on a connection of the host's own.

joined = xueshi.join(connection)         # once for each connection
with connection.transaction():           # psycopg; of sqlite3: execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO orders …")
    engine.enroll(school, project="P1", teachers=["T1"], inside=joined)
"""

from __future__ import annotations

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from typing import Any

from xueshi import _core
from xueshi._core import Joined
from xueshi.errors import Error

__all__ = ["Joined", "join"]

_TAKEN = "a connection of psycopg 3, sqlite3 or apsw"


def join(connection: object, *, schema: str = "xueshi") -> Joined:
    """Lets calls work inside the connection's transactions: give what it answers as `inside`.

    The storage must have been opened once by its URL. The transaction is yours, its end too: a call
    only sets a savepoint. One call at a time. Keep it as long as the connection.

    connection: of psycopg 3, or of sqlite3 or apsw with the copy of SQLite that xueshi uses, whose
        main database is the storage's file; loading of extensions is off afterwards
    schema: of PostgreSQL, as in the storage's URL

    Raises `Error` argument.invalid for a connection that can't be joined, `TypeError` for what is none.
    """
    if _is_a(connection, "psycopg", "Connection"):
        return _join_psycopg(connection, schema)
    if _is_a(connection, "psycopg", "AsyncConnection"):
        raise _invalid("a call would hold up the loop of an asynchronous connection: use another")
    if _is_a(connection, "sqlite3", "Connection") or _is_a(connection, "apsw", "Connection"):
        return _join_sqlite(connection)
    found = type(connection)
    raise TypeError(f"join takes {_TAKEN}, not {found.__module__}.{found.__qualname__}")


def _is_a(connection: object, module: str, name: str) -> bool:
    """Without importing what the host doesn't use."""
    found = getattr(sys.modules.get(module), name, None)
    return found is not None and isinstance(connection, found)


def _invalid(message: str) -> Error:
    return Error("argument.invalid", message)


def _join_psycopg(connection: Any, schema: str) -> Joined:
    handle = connection.pgconn.pgconn_ptr
    if connection.closed or not handle:
        raise _invalid("the connection is closed")
    library = _library_of(connection.pgconn)
    return _core.join_postgresql(connection, handle, library, schema, lambda: not connection.closed)


def _library_of(pgconn: Any) -> str:
    """The file through which the functions of the very libpq are found that made the connection.

    psycopg's compiled forms are linked with theirs, psycopg[binary] with one that it brings along:
    there their own file leads to it.
    """
    file = str(getattr(sys.modules[type(pgconn).__module__], "__file__", ""))
    if file.endswith(tuple(EXTENSION_SUFFIXES)):
        return file
    ctypes_form: Any = sys.modules["psycopg.pq._pq_ctypes"]
    return str(ctypes_form.pq._name)


def _join_sqlite(connection: Any) -> Joined:
    def load() -> None:
        connection.enable_load_extension(True)
        try:
            connection.load_extension(_core.__file__)
        finally:
            connection.enable_load_extension(False)

    def is_open() -> bool:
        return isinstance(connection.in_transaction, bool)  # raises where it was closed

    if not hasattr(connection, "enable_load_extension"):
        raise _invalid(
            "this Python's sqlite3 was built without loading of extensions, which alone leads to "
            "the connection's handle: use another build of Python"
        )
    return _core.join_sqlite(connection, load, is_open)
