"""The pure rules: facts in, refusals out. No engine, no storage, no clock.

An empty tuple means yes. `parameters` are the values of a policy on a day: `policy.on(day)`. Facts
are objects of `xueshi.records`, or mappings with the same names.
"""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xueshi import _core, records
from xueshi.outcome import Refusal
from xueshi.policy import Parameters

__all__: list[str] = []

_TYPES: dict[str, Any] = {
    **{name: getattr(records, name) for name in records.__all__},
    "Decimal": Decimal,
    "Mapping": Mapping,
    "Parameters": Parameters,
    "Refusal": Refusal,
    "Sequence": Sequence,
    "datetime": datetime,
}


def _function(name: str, meaning: str, given: Any, answer: str, call: Any) -> Any:
    names = ", ".join(parameter for parameter, _ in given)
    source = f"def {name}({names}):\n    return _call(({names}, ))\n"
    namespace: dict[str, Any] = {"_call": call}
    exec(compile(source, f"<xueshi.rules {name}>", "exec"), namespace)  # noqa: S102
    function = namespace[name]
    function.__doc__ = meaning
    function.__module__ = __name__
    function.__annotations__ = {
        parameter: eval(written, _TYPES)  # noqa: S307
        for parameter, written in (*given, ("return", answer))
    }
    return function


for _name, _meaning, _given, _answer, _call in _core.pure_rules:
    globals()[_name] = _function(_name, _meaning, _given, _answer, _call)
    __all__.append(_name)
