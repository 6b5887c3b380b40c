"""Files that users name: how a shell completes them, and why one can't be used."""

from __future__ import annotations

import errno
import os

import click
from click.shell_completion import CompletionItem

from xueshi.cli.language import t

# What the system says in English.
CHINESE = {
    errno.EACCES: "没有权限",
    errno.EEXIST: "已存在",
    errno.EIO: "读写出错",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘为只读",
}


class FileName(click.ParamType):  # type: ignore[type-arg] # generic only in newer versions
    """Any text; a shell completes it by the files there are."""

    name = "file"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="file")]


def why(error: OSError) -> str:
    """What the system says, in the user's language."""
    told = error.strerror or str(error)
    if error.errno == errno.ENOSPC:
        told = "no space left"
    return t(told, CHINESE.get(error.errno or 0, told))


def unreadable(name: str, error: OSError) -> str:
    """Why a file can't be read."""
    return t(f"can't read {name}: {why(error)}", f"无法读取 {name}：{why(error)}")


def require_readable(name: str) -> None:
    """Wrong usage where it isn't. A pipe without writer must not keep us waiting."""
    try:
        with open(name, "rb", opener=_without_waiting):
            pass
    except OSError as error:
        raise click.UsageError(unreadable(name, error)) from error


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
