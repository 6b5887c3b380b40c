"""completion: what lets a shell complete our words."""

from __future__ import annotations

from collections.abc import Callable

import click
from click import shell_completion

from xueshi.cli.base import Command, command
from xueshi.cli.language import t
from xueshi.cli.settings import common_options, current

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "xueshi"
VARIABLE = "_XUESHI_COMPLETE"


def _completion(shell: str) -> int:
    made = shell_completion.get_completion_class(shell)
    assert made is not None
    root = click.get_current_context().find_root().command
    output = current().output
    # Without `source_vars` alone bash would be started, only to learn its version.
    maker = made(root, {}, PROGRAM, VARIABLE)
    text = maker.source_template % maker.source_vars()
    if output.json:
        output.document({"ok": True, "result": {"shell": shell, "script": text}})
    else:
        output.raw(text)
    return 0


def _make() -> Command:
    return command(
        _completion,
        "completion",
        t("Prints what completes words in your shell.", "输出命令行补全脚本。"),
        "\n".join(
            [
                'bash: eval "$(xueshi completion bash)"  (~/.bashrc)',
                'zsh: eval "$(xueshi completion zsh)"  (~/.zshrc)',
                "fish: xueshi completion fish | source  (~/.config/fish/config.fish)",
            ]
        ),
        parameters=common_options(
            [click.Argument(["shell"], type=click.Choice(SHELLS), metavar="|".join(SHELLS))],
            storage=False,
            actor=False,
        ),
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The command, made when it is asked for."""
    return {"completion": _make}
