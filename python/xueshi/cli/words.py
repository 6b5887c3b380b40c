"""do, ask and explain: every command and query of the vocabulary, whatever there is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Literal

import click

import xueshi
from xueshi import _core
from xueshi._functions import OPTIONS
from xueshi._vocabulary import Word, vocabulary
from xueshi.cli import answers, documents, pages, refusals
from xueshi.cli.base import Command, Group, Option
from xueshi.cli.chinese import meaning
from xueshi.cli.files import FileName
from xueshi.cli.language import language, t
from xueshi.cli.opening import call, opened
from xueshi.cli.settings import Settings, common_options, current
from xueshi.cli.values import Slot, merged, option_of, slots_of

Form = Literal["do", "ask", "explain"]
EXPLAIN = "explain"
REQUEST_OPTIONS = tuple(one for one in OPTIONS if one[0] != "patience")
NOT_EXPLAINED = ("request_id",)


def words_of(form: Form) -> dict[str, Word]:
    """The words that a group has."""
    return {
        word.name: word
        for word in vocabulary()
        if word.name != EXPLAIN and word.query == (form == "ask")
    }


def document_option() -> Option:
    """--document FILE"""
    return Option(
        ["--document", "-d", "document"],
        type=FileName(),
        metavar=t("FILE", "文件"),
        help=t(
            "The fields as a JSON object, from a file or - for standard input; options go over it.",
            "从文件或标准输入（-）读取 JSON 对象作为字段；选项优先。",
        ),
    )


def make_group(form: Form) -> Group:
    """The group of a form: a command for each word, and whole requests by --document."""
    about = {
        "do": t("Gives a command to the storage.", "办理指令。"),
        "ask": t("Asks the storage a question.", "查询。"),
        "explain": t(
            "Tells whether a command would be accepted, and changes nothing.",
            "预检指令能否办理，不作任何更改。",
        ),
    }[form]
    long = t(
        "Give the fields as options, or as a JSON document; without a COMMAND, --document is a"
        " whole request as the protocol writes it (docs/reference).",
        "字段可用选项给出，也可用 JSON 文档给出；不写命令时，--document 为协议格式的完整请求"
        "（见 docs/reference）。",
    )
    return WordGroup(
        form,
        form=form,
        makers={name: functools.partial(make_word, form, name) for name in words_of(form)},
        callback=functools.partial(_whole_request, form),
        invoke_without_command=True,
        params=common_options([document_option()]),
        help=f"{about}\n\n{long}",
        short_help=about,
    )


class WordGroup(Group):
    """Lists the words without making their commands."""

    def __init__(self, *positional: Any, form: Form, **given: Any) -> None:
        super().__init__(*positional, **given)
        self.words = words_of(form)

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        return short_of(self.words[name])


def short_of(word: Word) -> str:
    """A word's line."""
    return word.title if language() == "zh" else word.meaning


def make_word(form: Form, name: str) -> Command:
    """The command of a word."""
    word = words_of(form)[name]
    slots = slots_of(word)
    own: list[click.Parameter] = [option_of(slot, place) for place, slot in enumerate(slots)]
    if not word.query:
        own += [
            _request_option(*one)
            for one in REQUEST_OPTIONS
            if form == "do" or one[0] not in NOT_EXPLAINED
        ]
    if pages.paged_field(word) is not None:
        own.append(
            Option(
                ["--all", "everything"],
                is_flag=True,
                help=t("All pages, one after the other.", "逐页列出全部。"),
            )
        )
    own.append(document_option())
    return Command(
        name,
        callback=functools.partial(_one_word, form, word, slots),
        params=common_options(own),
        help=_documentation(word),
        short_help=short_of(word),
    )


def _request_option(name: str, type_: Any, default: Any, told: str) -> Option:
    declared = [f"--{name.replace('_', '-')}", f"option_{name}"]
    help_ = meaning(told)
    if type_ is bool:
        return Option(declared, is_flag=True, default=default, help=help_)
    number = "int" in str(type_)
    return Option(
        declared,
        type=click.IntRange(min=0) if number else str,
        metavar=t("NUMBER", "整数") if number else t("TEXT", "文本"),
        help=help_,
    )


def _documentation(word: Word) -> str:
    """Meaning, who may, and the rules with the codes that they refuse with."""
    lines = [short_of(word) if language() == "zh" else f"{word.meaning} ({word.title})"]
    if word.roles:
        lines += ["", t("Who may: ", "可办理的角色：") + ", ".join(word.roles)]
    titles = {rule: zh if language() == "zh" else en for rule, zh, en, _ in _core.rules()}
    codes: dict[str, list[str]] = {}
    for rule, code in _core.reasons():
        codes.setdefault(rule, []).append(code)
    if word.rules:
        lines += ["", t("Rules:", "规则：")]
    for rule in word.rules:
        lines.append(f"{rule} {titles.get(rule, '')}")
        if rule in codes:
            lines.append("  " + ", ".join(codes[rule]))
    return "\n".join(lines)


def _request(
    form: Form, word: Word, actor: dict[str, str], fields: dict[str, Any], given: dict[str, Any]
) -> dict[str, Any]:
    options = {
        name.removeprefix("option_"): value
        for name, value in given.items()
        if name.startswith("option_") and value not in (None, False)
    }
    if form == "explain":
        return {"as": actor, "ask": EXPLAIN, "with": {"do": word.name, "with": fields, **options}}
    return {"as": actor, form: word.name, "with": fields, **options}


def _one_word(form: Form, word: Word, slots: list[Slot], **given: Any) -> int:
    settings = current()
    name = given["document"]
    document = None
    if name is not None:
        about = documents.shown(name)
        document = documents.parse_object(documents.read_text(name), about)
    fields = merged(slots, given, document)
    actor = settings.actor()
    with opened(settings) as engine:
        if given.get("everything"):
            return ask_all(settings, engine, word, actor, fields)
        return answer(settings, engine, form, word, _request(form, word, actor, fields, given))


def answer(settings: Settings, engine: xueshi.Engine, form: Form, word: Word, request: Any) -> int:
    """Gives the request, tells the answer, gives the exit code."""
    answered = call(engine, request)
    told = answered.get("refusals", [])
    if settings.output.json:
        settings.output.document(answered)
    elif answered["ok"]:
        if not word.query:
            settings.output.line(
                t("Would be accepted.", "可以办理。")
                if form == "explain"
                else t("Done.", "已办理。"),
                "bold green",
            )
        answers.show(settings.output, word, answered["result"])
        if pages.paged_field(word) is not None and "next" in answered["result"]:
            pages.note_more(settings.output, answered["result"])
    if told and not settings.output.json:
        refusals.tell(settings.output, told, as_result=form == "explain")
    return 1 if told else 0


def ask_all(
    settings: Settings,
    engine: xueshi.Engine,
    word: Word,
    actor: dict[str, str],
    fields: dict[str, Any],
) -> int:
    """All pages of a query."""
    paged = pages.paged_field(word)
    assert paged is not None
    fields = {"limit": pages.LARGEST_PAGE, **fields}
    answered = call(engine, _request("ask", word, actor, fields, {}))
    if not answered["ok"]:
        return refusals.refused(settings.output, answered)
    results = _results(engine, word, actor, fields, answered)
    return pages.show_all(settings.output, word, paged, results)


def _results(
    engine: xueshi.Engine,
    word: Word,
    actor: dict[str, str],
    fields: dict[str, Any],
    first: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    result = first["result"]
    yield result
    while "next" in result:
        fields = pages.next_fields(word, fields, result)
        answered = call(engine, _request("ask", word, actor, fields, {}))
        if not answered["ok"]:
            raise refusals.refusal_of(answered)
        result = answered["result"]
        yield result


def _whole_request(form: Form, document: str | None, **_: Any) -> int | None:
    """A request from a document; the word is known only when it is read."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        if document is not None:
            raise click.UsageError(
                t(
                    "--document stands behind the command, or without one",
                    "--document 应写在命令之后，或不写命令",
                )
            )
        return None
    if document is None:
        raise click.UsageError(
            t("a command is missing, or --document FILE", "缺少命令，或 --document 文件")
        )
    settings = current()
    about = documents.shown(document)
    request = documents.parse_object(documents.read_text(document), about)
    word = _word_of(form, request, about)
    if "as" not in request:
        request = {"as": settings.actor(), **request}
    elif settings.names_an_actor():
        raise click.UsageError(
            t(
                f"{about} says who asks: leave --as, --org and --person out",
                f"{about} 已指明操作者，请不要再给 --as、--org、--person",
            )
        )
    if form == "explain" and "do" in request:
        inner = {key: value for key, value in request.items() if key != "as"}
        request = {"as": request["as"], "ask": EXPLAIN, "with": inner}
    with opened(settings) as engine:
        return answer(settings, engine, form, word, request)


def _word_of(form: Form, request: dict[str, Any], about: str) -> Word:
    key = "ask" if form == "ask" else "do"
    inner = request
    if (
        form == "explain"
        and request.get("ask") == EXPLAIN
        and isinstance(request.get("with"), dict)
    ):
        inner = request["with"]
    name = inner.get(key)
    words = words_of(form)
    if not isinstance(name, str) or name not in words:
        raise click.UsageError(
            t(
                f'{about} has no "{key}" that names one of: {", ".join(words)}',
                f'{about} 缺少 "{key}"，或其值不是下列之一：{"、".join(words)}',
            )
        )
    return words[name]


def makers() -> dict[str, Callable[[], click.Command]]:
    """The groups, made when they are asked for."""
    return {
        "do": lambda: make_group("do"),
        "ask": lambda: make_group("ask"),
        "explain": lambda: make_group("explain"),
    }
