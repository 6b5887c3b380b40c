"""The one door: a method for each command and query."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from types import TracebackType

from xueshi import _core
from xueshi._methods import Explanations, Methods, Outcomes, Tables
from xueshi.errors import Error
from xueshi.host import ChangeBatch, LogReport, Observation
from xueshi.policy import Policy, policy_from
from xueshi.records import Actor
from xueshi.register import Register
from xueshi.storage import Info, OpenStorage, Storage

__all__ = ["Engine"]

Clock = Callable[[], datetime.datetime]
Observer = Callable[[Observation], None]
LogWatcher = Callable[[int, int], None]


class Engine(Methods):
    """Any number of threads may use one engine; the lock of Python is released while it works.

    `outcome` has the same methods for those who prefer no exceptions, `explain` those of the
    commands, decided as if they were given, `table` those of the queries, for data frames. Close it,
    or use it in a `with`.
    """

    __slots__ = ("__weakref__", "_explain", "_outcome", "_table")

    def __init__(self, core: _core.Engine) -> None:
        if not isinstance(core, _core.Engine):
            raise TypeError("an engine is opened by Engine.open(…)")
        self._core = core
        self._outcome = Outcomes(core)
        self._explain = Explanations(core)
        self._table = Tables(core)

    @classmethod
    def open(
        cls,
        storage: str | OpenStorage | Storage,
        *,
        policy: Policy | str | os.PathLike[str] | None = None,
        founder: Actor | None = None,
        register: Register | None = None,
        clock: Clock | None = None,
        observer: Observer | None = None,
        person_key: tuple[str, str | bytes] | None = None,
        patience: float = 10.0,
    ) -> Engine:
        """Opens a storage by URL, or one that was opened or written before.

        policy: the one that the storage must have adopted, or `Error` policy.not_adopted
        founder: the province administrator who adopts it where the storage has adopted none yet
        register: the host's own; None: the engine's tables
        clock: gives the present instant, an aware datetime
        observer: told of every call; what it raises ends a query, and of a command, which is done
            by then, goes to sys.unraisablehook
        person_key: an id and a secret of at least 16 bytes for digests of personal content
        patience: seconds that calls wait for other writers
        """
        expected = None if policy is None else policy_from(policy)
        if founder is not None and expected is None:
            raise ValueError("a founder adopts a policy: give it too")
        core = _core.Engine(
            storage,
            policy=None if founder else expected,
            register=register,
            clock=clock,
            observer=observer,
            person_key=person_key,
            patience=patience,
        )
        engine = cls(core)
        if founder is not None and expected is not None:
            engine._found(founder, expected)
        return engine

    def _found(self, founder: Actor, policy: Policy) -> None:
        """Where a policy was adopted, it must be this one."""
        try:
            if self.policy is None:
                self.adopt_policy(founder, policy=policy.content)
            if self.policy is None or self.policy.digest != policy.digest:
                told = "" if self.policy is None else self.policy.digest
                message = f"the storage has adopted another policy: {told}"
                raise Error("policy.not_adopted", message)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Calls that are going on end first; what comes later is `Error` argument.invalid."""
        self._core.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._core.closed

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.closed:
            return "<xueshi.Engine, closed>"
        about = self.info()
        policy = self.policy
        return f"<xueshi.Engine {about.kind}:{about.location} {policy.name if policy else 'new'}>"

    @property
    def outcome(self) -> Outcomes:
        """The methods for those who prefer no exceptions."""
        return self._outcome

    @property
    def explain(self) -> Explanations:
        """Whether a command would be accepted, and why not."""
        return self._explain

    @property
    def table(self) -> Tables:
        """The queries for data frames: all their rows as an Arrow table."""
        return self._table

    @property
    def policy(self) -> Policy | None:
        """The policy in force, or None before the first adoption."""
        return self._core.policy

    def info(self) -> Info:
        """What the storage says of itself."""
        return self._core.info()

    def feed(self, cursor: str = "", limit: int = 1000) -> ChangeBatch:
        """The log for the host: what wasn't there when `cursor` was made, each entry once.

        An empty cursor begins at the beginning. `limit`: entries, 1 to 10,000.
        """
        return self._core.feed(cursor, limit)

    def verify_log(
        self, anchor: str | None = None, *, progress: LogWatcher | None = None
    ) -> LogReport:
        """Walks every stream: numbers, hashes, chain, and the anchor where one is given.

        progress: gets the entries seen so far and how many there are, every few hundred entries
            and at the end; what it raises ends the examination
        """
        return self._core.verify_log(anchor, progress)

    def replay(
        self,
        onto: str | OpenStorage | Storage,
        *,
        decide: bool = False,
        progress: LogWatcher | None = None,
    ) -> LogReport:
        """Applies this log to an empty storage; with `decide` also decides again.

        progress: as of `verify_log`
        """
        return self._core.replay(onto, decide, progress)

    def checkpoint(self) -> str:
        """Writes a checkpoint and gives the anchor, a JSON text: keep it elsewhere."""
        return self._core.checkpoint()

    def state_digest(self) -> str:
        """A digest of all rows without erasable content: "sha256:<hex>"."""
        return self._core.state_digest()

    def call(self, request: str) -> str:
        """A request of the protocol, JSON, and its answer: what servers and other languages use.

        Whatever is wrong is told in the answer; nothing is raised for it. The fields of both are those of docs/reference.
        """
        return _core.call(self._core, request)

    def check(self) -> tuple[str, ...]:
        """The invariants of the rules over all rows: one line a fault."""
        return self._core.check()
