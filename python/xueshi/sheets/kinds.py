"""The sheets that can be imported: one small table for each command.

Types, ranges and which fields must be given come from the vocabulary. Here stands only what it
can't tell: the Chinese heading, a note for whoever fills the sheet in, and which texts consist of
digits that a spreadsheet program would take for a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from xueshi._functions import COMMANDS
from xueshi._vocabulary import Field, Type, Word
from xueshi.outcome import Bilingual

__all__ = ["Column", "Sheet", "kinds", "sheet_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and the item's field that it fills."""

    heading: str
    field: str | None
    """the protocol's name; empty: the item itself; None: only to be read, never imported"""
    note_zh: str
    note_en: str
    digits: bool = False
    """a number that must not be stored as one: zeros and late digits would be lost"""

    @property
    def note(self) -> Bilingual:
        """For the template."""
        return Bilingual(self.note_zh, self.note_en)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A command's list as a sheet."""

    kind: str
    command: str
    items: str
    """the command's field that is the list"""
    title: str
    """of the sheet within the workbook"""
    together: bool
    """whether the items are one decision (seats, parents): one command, however many"""
    columns: tuple[Column, ...]

    @property
    def word(self) -> Word:
        """The command's description."""
        return next(word for word in COMMANDS if word.name == self.command)

    @property
    def number(self) -> int:
        """The command's place, by which the core knows it."""
        return next(i for i, word in enumerate(COMMANDS) if word.name == self.command)

    @property
    def list_field(self) -> Field:
        """The description of the list."""
        return next(field for field in self.word.fields if field.name == self.items)

    @property
    def item(self) -> Type:
        """What one row becomes."""
        item = self.list_field.type.item
        assert item is not None
        return item

    def field(self, column: Column) -> Field | None:
        """The description of what a column fills."""
        if column.field is None:
            return None
        if not column.field:
            return self.list_field
        return next(field for field in self.item.fields if field.name == column.field)

    def is_identifier(self, column: Column) -> bool:
        """Whether a number in its place would have lost something."""
        field = self.field(column)
        return field is not None and (column.digits or field.shape == "code")

    def is_free(self, column: Column) -> bool:
        """Whether any text will do."""
        field = self.field(column)
        if field is None or field.name == "grade":
            return False
        return field.type.kind == "text" and field.shape != "code"

    def required(self, column: Column) -> bool:
        """Whether a row must have it."""
        field = self.field(column)
        return field is not None and (not column.field or field.required)

    @property
    def key(self) -> Column:
        """What tells the rows apart."""
        return next(column for column in self.columns if column.field is not None)


_STAGES = (
    "学段，多个之间用顿号分隔：小学、初中",
    "stages, several parted by 、",
)
_DAY = ("日期，如 2026-09-01", "a date such as 2026-09-01")

SHEETS = (
    Sheet(
        "orgs",
        "register_orgs",
        "orgs",
        "机构",
        True,
        (
            Column("机构编码", "code", "机构的编码，不可重复", "the organisation's code"),
            Column("机构名称", "name", "机构的全称", "its name"),
            Column("机构类别", "kind", "教育行政部门、学校或培训基地", "authority, school or base"),
            Column("级别", "level", "仅教育行政部门填写：省、市或县", "only of authorities"),
            Column(
                "上级机构编码",
                "parent",
                "主管部门的编码；省级留空",
                "the governing authority's code; none for the province",
            ),
            Column("学段", "stages", *_STAGES),
        ),
    ),
    Sheet(
        "teachers",
        "register_teachers",
        "teachers",
        "教师",
        False,
        (
            Column(
                "教师编码",
                "code",
                "教师的编码，不可重复，不得用身份证号",
                "the teacher's code; no identity number",
            ),
            Column("姓名", "name", "教师姓名", "the teacher's name"),
            Column("学校编码", "school", "所在学校的编码", "the school's code"),
            Column("学段", "stages", *_STAGES),
            Column("任教学科", "subject", "任教的学科", "the subject taught"),
            Column("职称", "title", "如 中小学一级教师", "professional title"),
            Column("职务", "position", "如 教研组长", "position held"),
            Column("性别", "sex", "男或女", "as registered"),
            Column("出生日期", "birth_date", *_DAY),
            Column("证件类型", "id_type", "如 居民身份证", "kind of identity document"),
            Column(
                "证件号码",
                "id_number",
                "以文本格式填写，否则会丢失数字",
                "as text: a number would lose digits",
                True,
            ),
            Column("手机号码", "mobile", "以文本格式填写", "as text", True),
            Column("参加工作日期", "hired_on", *_DAY),
        ),
    ),
    Sheet(
        "enrollments",
        "enroll",
        "teachers",
        "报名",
        True,
        (
            Column("教师编码", "", "报名教师的编码", "the teacher's code"),
            Column("姓名", None, "仅供核对，不导入", "only to check by eye"),
        ),
    ),
    Sheet(
        "results",
        "record_results",
        "results",
        "成绩",
        False,
        (
            Column("教师编码", "teacher", "学员的编码", "the teacher's code"),
            Column("姓名", None, "仅供核对，不导入", "only to check by eye"),
            Column(
                "出勤率",
                "attendance",
                "0 至 100 的整数，不带百分号",
                "a whole number from 0 to 100 without %",
            ),
            Column("考核等第", "grade", "如 优秀、合格、不合格", "one of the policy's grades"),
        ),
    ),
)


def kinds() -> tuple[str, ...]:
    """The names of the sheets that can be imported."""
    return tuple(sheet.kind for sheet in SHEETS)


def sheet_of(kind: str) -> Sheet:
    """Raises ValueError for a name that is none."""
    for sheet in SHEETS:
        if sheet.kind == kind:
            return sheet
    raise ValueError(f"no such sheet: {kind!r}; there are {', '.join(kinds())}")
