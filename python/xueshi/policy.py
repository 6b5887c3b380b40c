"""Policies: everything in which provinces differ, as dated values that cite their source."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import NamedTuple

from xueshi import _core
from xueshi._core import Policy
from xueshi.errors import PolicyFault, PolicyInvalid

__all__ = ["Parameters", "Policy", "policy_from"]


class Parameters(NamedTuple):
    """The values of a policy that are in force on a day, for the pure rules: `policy.on(day)`."""

    policy: Policy
    day: datetime.date


def policy_from(given: Policy | str | os.PathLike[str]) -> Policy:
    """A policy, the name of one that the library ships ("jiangsu"), or the path of a file.

    A text with a separator of folders or the ending .json is a path. Raises `PolicyInvalid` with all
    faults of a file that is none, and `OSError` for one that can't be read.
    """
    if isinstance(given, Policy):
        return given
    if not isinstance(given, (str, os.PathLike)):
        found = type(given).__name__
        raise TypeError(f"a policy is a name, a path or a xueshi.Policy, not {found}")
    if isinstance(given, str) and not (Path(given).suffix == ".json" or Path(given).name != given):
        return Policy.shipped(given)
    try:
        text = Path(given).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        fault = PolicyFault("", "UTF-8", f"a byte that is not, at {error.start}")
        raise PolicyInvalid((fault,)) from error
    return Policy.load(text)


_core.use_class("Parameters", Parameters)
