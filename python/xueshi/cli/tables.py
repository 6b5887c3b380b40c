"""import, export and template: sheets in and out. docs/spreadsheets.md describes the files."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from xueshi import sheets
from xueshi._vocabulary import Type, Word
from xueshi.cli.base import Command, Group, Option
from xueshi.cli.files import FileName, require_readable
from xueshi.cli.language import language, t
from xueshi.cli.opening import opened
from xueshi.cli.progress import progress
from xueshi.cli.settings import common_options, current
from xueshi.cli.values import Slot, merged, option_of, slots_of
from xueshi.cli.waiting import run
from xueshi.cli.words import short_of, words_of
from xueshi.sheets.kinds import sheet_of

SUFFIXES = (".xlsx", ".csv")
PAGING = ("limit", "after")


def _require_suffix(file: str, suffixes: Sequence[str] = SUFFIXES) -> None:
    if Path(file).suffix.lower() not in suffixes:
        names = t(" or ", " 或 ").join(suffixes)
        raise click.UsageError(
            t(f"the file's name must end in {names}: {file}", f"文件名应以 {names} 结尾：{file}")
        )


def _python(type_: Type, value: Any, about: str) -> Any:
    """What a method of the package takes, where the protocol has a text."""
    try:
        if type_.kind == "date":
            return datetime.date.fromisoformat(value)
        if type_.kind == "instant":
            return datetime.datetime.fromisoformat(value)
        if type_.kind == "hours":
            return Decimal(value)
    except (ValueError, InvalidOperation) as error:
        raise click.UsageError(
            t(f"{about}: '{value}' is no {type_.kind}", f"{about}：“{value}”格式不对")
        ) from error
    return value


def _fields(word: Word, slots: Sequence[Slot], given: dict[str, Any]) -> dict[str, Any]:
    fields = merged(slots, given, None)
    types = {field.name: field for field in word.fields}
    return {
        types[name].python_name: _python(types[name].type, value, f"--{name.replace('_', '-')}")
        for name, value in fields.items()
    }


def _file_argument() -> click.Argument:
    return click.Argument(["file"], type=FileName(), metavar=t("FILE", "文件"))


def _import_slots(kind: str) -> tuple[Word, list[Slot]]:
    """What holds for all rows: the command's fields beside the list."""
    sheet = sheet_of(kind)
    return sheet.word, [slot for slot in slots_of(sheet.word) if slot.path[0] != sheet.items]


def _check_files(file: str, marked: str | None, encoding: str | None) -> None:
    """What is wrong with the names is wrong usage, told before anything is opened."""
    _require_suffix(file)
    if marked is not None:
        _require_suffix(marked, (".xlsx",))
        if os.path.realpath(marked) == os.path.realpath(file):
            raise click.UsageError(
                t(
                    f"--marked {marked} would take the place of the sheet itself",
                    f"--marked {marked} 会覆盖要导入的文件",
                )
            )
    if encoding is not None:
        try:
            b"some".decode(encoding)
        except UnicodeDecodeError:
            pass
        except (LookupError, UnicodeError) as error:
            raise click.UsageError(
                t(f"--encoding: there is no {encoding}", f"--encoding：没有编码“{encoding}”")
            ) from error


def _imported(
    actor: dict[str, str], kind: str, file: str, common: dict[str, Any], **options: Any
) -> sheets.ImportReport:
    """The report; of an import that ends in the middle it is told beside the reason."""
    settings = current()
    output = settings.output
    with opened(settings) as engine:
        try:
            with progress(t("importing", "导入")) as shown:
                return run(
                    lambda: sheets.import_sheet(
                        engine, actor, kind, file, progress=shown.reach, **options, **common
                    ),
                    files=True,
                )
        except sheets.Interrupted as ended:
            output.besides["result"] = ended.report.as_dict()
            if not output.json:
                output.note(ended.report.as_text(language()))
            raise ended.__cause__ or ended from ended
        except KeyboardInterrupt:
            if not options["dry_run"]:
                output.note(
                    t(
                        "What was stored stays: import the same file again to go on.",
                        "已写入的保留；再次导入同一文件即可继续。",
                    )
                )
            raise


def _import(kind: str, file: str, **given: Any) -> int:
    settings = current()
    output = settings.output
    marked = given["marked"]
    _check_files(file, marked, given["encoding"])
    word, slots = _import_slots(kind)
    common = _fields(word, slots, given)
    actor = settings.actor()
    options = {name: given[name] for name in ("dry_run", "partial", "marked", "encoding")}
    require_readable(file)
    report = _imported(actor, kind, file, common, **options)
    if output.json:
        done = report.applied or not report.faults
        output.document({"ok": done, "result": report.as_dict()})
    else:
        output.line(report.as_text(language()), "red" if report.faults else "green")
        if marked is not None and report.faults:
            output.note(t(f"The faults are marked in {marked}.", f"错误已标注在 {marked}。"))
    return 1 if report.faults else 0


def _make_import_of(kind: str) -> Command:
    word, slots = _import_slots(kind)
    shown = t("FILE", "文件")
    own: list[click.Parameter] = [
        _file_argument(),
        *(option_of(slot, place) for place, slot in enumerate(slots)),
        Option(
            ["--dry-run"],
            is_flag=True,
            help=t("Checks everything, stores nothing.", "只检查，不写入。"),
        ),
        Option(
            ["--partial"],
            is_flag=True,
            help=t(
                "Stores the good rows; otherwise a fault keeps all back.",
                "写入无误的行；否则有一处错误即全部不写入。",
            ),
        ),
        Option(
            ["--marked"],
            type=FileName(),
            metavar=shown,
            help=t(
                "Where the workbook goes whose faulty cells are marked (.xlsx).",
                "标注错误单元格的工作簿（.xlsx）写到哪里。",
            ),
        ),
        Option(
            ["--encoding"],
            metavar=t("NAME", "名称"),
            help=t(
                "Of a CSV file; otherwise UTF-8 or GB 18030 is recognised.",
                "CSV 文件的编码；默认自动识别 UTF-8 或 GB 18030。",
            ),
        ),
    ]
    short = short_of(word)
    return Command(
        kind,
        callback=functools.partial(_import, kind),
        params=common_options(own),
        help=t(f"Imports a sheet: {short}", f"导入表格：{short}")
        + "\n\n"
        + t(
            "The same file imported again changes nothing. Ends with 1 where rows have faults.",
            "同一文件再次导入不会重复办理。有错误的行时退出码为 1。",
        ),
        short_help=short,
    )


def _export_slots(what: str) -> tuple[Word, list[Slot]]:
    word = words_of("ask")[what]
    return word, [slot for slot in slots_of(word) if slot.path[0] not in PAGING]


def _export(what: str, file: str, **given: Any) -> int:
    settings = current()
    _require_suffix(file)
    word, slots = _export_slots(what)
    query = _fields(word, slots, given)
    actor = settings.actor()
    with opened(settings) as engine, progress(t("exporting", "导出")) as shown:
        rows = run(
            lambda: sheets.export_sheet(
                engine,
                actor,
                what,
                file,
                progress=lambda done, whole: shown.reach(done, whole or None),
                **query,
            ),
            files=True,
        )
    if settings.output.json:
        settings.output.document({"ok": True, "result": {"file": file, "rows": rows}})
    else:
        settings.output.line(t(f"{rows} rows are in {file}.", f"{rows} 行已写入 {file}。"), "green")
    return 0


def _make_export_of(what: str) -> Command:
    word, slots = _export_slots(what)
    options = [option_of(slot, place) for place, slot in enumerate(slots)]
    short = short_of(word)
    return Command(
        what,
        callback=functools.partial(_export, what),
        params=common_options([_file_argument(), *options]),
        help=t(f"Writes to .xlsx or .csv: {short}", f"导出到 .xlsx 或 .csv：{short}"),
        short_help=short,
    )


def _template(kind: str, file: str) -> int:
    settings = current()
    _require_suffix(file)
    if settings.get("storage") is None:
        run(lambda: sheets.write_template(kind, file), files=True)
    else:
        with opened(settings) as engine:
            run(lambda: sheets.write_template(kind, file, engine=engine), files=True)
    if settings.output.json:
        settings.output.document({"ok": True, "result": {"file": file}})
    else:
        settings.output.line(t(f"The template is in {file}.", f"模板已写入 {file}。"), "green")
    return 0


def _make_template_of(kind: str) -> Command:
    short = short_of(sheet_of(kind).word)
    return Command(
        kind,
        callback=functools.partial(_template, kind),
        params=common_options([_file_argument()], actor=False),
        help=t(f"Writes an empty sheet to be filled in: {short}", f"生成空白模板：{short}")
        + "\n\n"
        + t(
            "With --storage its lists are those of the policy adopted there.",
            "给出 --storage 时，下拉列表按该存储采用的政策。",
        ),
        short_help=short,
    )


def failed(error: Exception) -> tuple[str, str, int] | None:
    """Code, text and exit code of what sheets raise; None for what they don't."""
    if isinstance(error, sheets.SheetInvalid):
        return error.code, t(error.message.en, error.message.zh), 1
    if isinstance(error, sheets.MissingExtra):
        return (
            "extra.lacking",
            t(str(error), "读写 .xlsx 需要：pip install 'xueshi[excel]'（CSV 不需要）"),
            3,
        )
    return None


def _group(
    name: str, short: str, kinds: Sequence[str], make: Callable[[str], Command], **shared: bool
) -> Group:
    return Group(
        name,
        makers={kind: functools.partial(make, kind) for kind in kinds},
        params=common_options([], **shared),
        help=short,
        short_help=short,
    )


def makers() -> dict[str, Callable[[], click.Command]]:
    """The groups, made when they are asked for."""
    return {
        "import": lambda: _group(
            "import",
            t(
                "Imports a sheet, .xlsx or CSV, through the same checks.",
                "导入 .xlsx 或 CSV 表格，经过同样的检查。",
            ),
            sheets.kinds(),
            _make_import_of,
        ),
        "export": lambda: _group(
            "export",
            t("Writes what a query answers to .xlsx or CSV.", "把查询结果导出为 .xlsx 或 CSV。"),
            sheets.exports(),
            _make_export_of,
        ),
        "template": lambda: _group(
            "template",
            t("Writes an empty sheet to be filled in.", "生成供填写的空白表格。"),
            sheets.kinds(),
            _make_template_of,
            actor=False,
        ),
    }
