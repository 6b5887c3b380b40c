"""The libraries of the extra `excel`, loaded when they are first needed."""

from __future__ import annotations

import importlib
from typing import Any

from xueshi.sheets.errors import MissingExtra

__all__ = ["needed"]


def needed(module: str) -> Any:
    """A module of the extra; raises `MissingExtra`."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise MissingExtra(
            "读写 .xlsx 需要安装附加组件；CSV 不需要。 "
            f".xlsx needs {module}, CSV doesn't: pip install 'xueshi[excel]'",
            name=module,
        ) from None
