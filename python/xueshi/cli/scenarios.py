"""scenario: tests as data, by the library's own runner. docs/scenarios.md describes the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

import xueshi
from xueshi.cli.base import Command, command
from xueshi.cli.files import FileName
from xueshi.cli.language import t
from xueshi.cli.output import Output
from xueshi.cli.progress import progress
from xueshi.cli.settings import common_options, current
from xueshi.cli.waiting import run

FOUND = 4


def _files(given: Sequence[str]) -> list[Path]:
    """Files as they are; of a folder its JSON files in the order of their names."""
    files: list[Path] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.glob("*.json"))
            if not inside:
                raise click.UsageError(t(f"{name} has no scenario files", f"{name} 中没有场景文件"))
            files += inside
        elif path.exists():
            files.append(path)
        else:
            raise click.UsageError(t(f"there is no {name}", f"没有 {name}"))
    return files


def _run_one(file: Path, storage: str) -> dict[str, Any]:
    try:
        report = run(lambda: xueshi.run_scenario(file, storage))
    except xueshi.Error as error:
        if error.code != "scenario.invalid":
            raise
        return {
            "file": str(file),
            "title": "",
            "ok": False,
            "steps": 0,
            "first_difference": error.message,
            "faults": [],
            "storage": "",
        }
    return {
        "file": str(file),
        "title": report.title,
        "ok": report.ok,
        "steps": report.steps,
        "first_difference": report.first_difference,
        "faults": list(report.faults),
        "storage": "" if report.ok else report.storage,
    }


def _tell(output: Output, one: dict[str, Any]) -> None:
    if one["ok"]:
        steps = t(f"{one['steps']} steps", f"{one['steps']} 步")
        output.line(f"{t('ok', '通过')}    {one['file']}  {one['title']} ({steps})", "green")
        return
    output.line(f"{t('FAIL', '未通过')}  {one['file']}  {one['title']}", "bold red")
    for text in (one["first_difference"], *one["faults"]):
        if text:
            output.line(f"      {text}")
    if one["storage"].startswith(("sqlite:/", "postgresql:")):
        output.line(t("      left for inspection: ", "      留待查看：") + one["storage"])


def _scenario(files: tuple[str, ...]) -> int:
    settings = current()
    output = settings.output
    storage = settings.get("storage") or "memory:"
    paths = _files(files)
    results = []
    with progress(t("running scenarios", "运行场景"), len(paths)) as shown:
        for path in paths:
            one = _run_one(path, storage)
            results.append(one)
            shown.advance()
            if not output.json:
                _tell(output, one)
    passed = sum(one["ok"] for one in results)
    if output.json:
        result = {"scenarios": results, "passed": passed, "failed": len(results) - passed}
        output.document({"ok": True, "result": result})
    elif len(results) > 1:
        output.line(
            t(
                f"{passed} of {len(results)} scenarios in order",
                f"{len(results)} 个场景中 {passed} 个通过",
            ),
            "bold",
        )
    return 0 if passed == len(results) else FOUND


def _make() -> Command:
    return command(
        _scenario,
        "scenario",
        t("Runs scenario files.", "运行场景文件。"),
        t(
            "Each on a fresh storage of its own, beside the one named by --storage (memory:)."
            " A folder stands for its .json files. docs/scenarios.md describes them.",
            "每个文件在 --storage（默认 memory:）旁新建的存储上运行；目录表示其中的 .json 文件。"
            "文件格式见 docs/scenarios.md。",
        ),
        parameters=common_options(
            [
                click.Argument(
                    ["files"],
                    nargs=-1,
                    required=True,
                    type=FileName(),
                    metavar=t("FILE…", "文件…"),
                )
            ],
            actor=False,
        ),
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The command, made when it is asked for."""
    return {"scenario": _make}
