"""Policies: everything in which provinces differ, as dated values that cite their source."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import NamedTuple

from xueshi import _core
from xueshi._core import Policy

__all__ = ["Parameters", "Policy", "policy_from"]


class Parameters(NamedTuple):
    """The values of a policy that are in force on a day, for the pure rules: `policy.on(day)`."""

    policy: Policy
    day: datetime.date


def policy_from(given: Policy | str | os.PathLike[str]) -> Policy:
    """A policy, the name of one that the library ships ("jiangsu"), or the path of a file.

    Raises `PolicyInvalid` with all faults of a file that is none.
    """
    if isinstance(given, Policy):
        return given
    if isinstance(given, str):
        return Policy.shipped(given)
    return Policy.load(Path(given).read_text(encoding="utf-8"))


_core.use_class("Parameters", Parameters)
