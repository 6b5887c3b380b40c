"""Chinese for what the vocabulary says in English.

A word that is missing here is shown in English: what comes into the vocabulary later works without
a line of this file.
"""

from __future__ import annotations

from xueshi.cli.language import language
from xueshi.sheets.words import heading_of, label_of

UNITS = {
    "years": "年",
    "persons": "人",
    "hours": "学时",
    "percent": "%",
    "bytes": "字节",
    "items": "项",
    "records": "条",
}

# Beside the headings that sheets have.
NAMES = {
    "after": "续查位置",
    "allocations": "分配",
    "at": "时间",
    "children": "下级",
    "classes": "培训班",
    "decision": "审批意见",
    "done": "办理数",
    "entries": "日志",
    "entry": "日志内容",
    "hash": "哈希",
    "id_type": "证件类型",
    "measure": "统计内容",
    "number": "序号",
    "orgs": "机构",
    "policy": "政策",
    "projects": "项目",
    "results": "成绩",
    "rows": "统计",
    "sex": "性别",
    "stream": "日志流",
    "teachers": "教师",
    "totals": "合计",
    "waiting": "待办",
}
TRUTH = {"true": "是", "false": "否"}

# What the library's failures are about; their messages are English.
ERRORS = {
    "argument.invalid": "参数不当",
    "clock.behind": "时钟落后于日志",
    "deadline.exceeded": "已取消或超时，未作更改",
    "internal": "程序缺陷",
    "log.broken": "日志不连贯",
    "policy.not_adopted": "存储未采用该政策",
    "policy.unreadable": "无法读取政策",
    "register.external": "人员库由外部系统管理",
    "register.unavailable": "人员库不可用",
    "scenario.invalid": "场景文件有误",
    "storage.busy": "存储繁忙",
    "storage.corrupt": "存储内容损坏",
    "storage.full": "存储空间不足",
    "storage.read_only": "存储只读",
    "storage.schema": "存储由更新的版本写成",
    "storage.unavailable": "存储不可用",
}

MEANINGS = {
    "a child of the acting organisation": "下级机构代码",
    "a part of the code or the name": "代码或姓名中的一部分",
    "an authority's level; absent for schools and bases": "行政部门级别；学校和基地不填",
    "approve or reject": "通过或不通过",
    "as in the command's request": "同指令的请求",
    "as registered": "登记的性别",
    "attendance rate, 0 to 100": "出勤率，0 至 100",
    "authority, school or base": "行政部门、学校或培训基地",
    "bases and their regions": "培训基地及其面向地区",
    "codes of hour records": "学时记录的代码",
    "date of birth": "出生日期",
    "dimensions; none: one row": "分组维度；不填则只有一行",
    "do the good items, name the bad in the receipt's `refusals`": "合格的办理，不合格的列出理由",
    "enrol also who doesn't meet the teacher's conditions; recorded": (
        "不符合条件的教师也报名（强制报名，将予记录）"
    ),
    "false: hours are entered directly; window, seats, bases play no part": (
        "否：学时直接录入，不用报名时间、名额和基地"
    ),
    "first day of service, from which years of service count": "参加工作日期，由此计算教龄",
    "hours earned in full": "完成后所得学时",
    "hours or enrollments": "统计学时或报名人数",
    "how many at most in one page": "每页最多几项",
    "how many it shall hold": "分配的名额数",
    "its name": "名称",
    "its number": "证件号码",
    "kind of identity document": "证件类型",
    "least years of service on the window's first day": "报名首日的最低教龄",
    "mobile number": "手机号",
    "national, provincial, municipal or county": "国家级、省级、市级或县级",
    "one of the policy's grades (excellent, pass, fail)": (
        "政策规定的等第（excellent 优秀、pass 合格、fail 不合格）"
    ),
    "only authorities, schools or bases": "只列行政部门、学校或基地",
    "only entries that name this code": "只列提到此代码的日志",
    "only in this state": "只列此状态的",
    "only this project's": "只列此项目的",
    "only this school's; absent: the actor's own": "只列此校的；不填则为操作者本校",
    "only this teacher's": "只列此教师的",
    "only who teaches this": "只列任教此学科的",
    "organisations whose schools it serves, a school too": "面向的机构（其下属学校），也可是学校",
    "organisations, parents and children in any order": "机构，上下级次序不限",
    "planned number": "计划数",
    "position held": "职务",
    "positions; empty: all": "面向职务；不填则不限",
    "professional title": "职称",
    "refused as stale if the thing has another by now": "数据已被他人更改（版本不同）则拒绝",
    "replaces each teacher's whole result": "成绩（整条替换）",
    "school stages; empty: all": "面向学段；不填则不限",
    "seats in all": "名额总数",
    "seconds to wait for other writers; else the engine's": "等待其他写入者的秒数",
    "sets each organisation named; the others keep theirs": "所列机构的名额；未列的不变",
    "subjects; empty: all": "面向学科；不填则不限",
    "teachers and grades": "教师及等第",
    "teachers, new or known": "教师，新增或更新",
    "the authority that sets it up": "主办的行政部门",
    "the base's only class: all its approved trainees join": "唯一班：该基地已通过的学员全部入班",
    "the class's code": "培训班代码",
    "the class's name": "培训班名称",
    "the classes' codes": "培训班代码",
    "the command's name": "指令名",
    "the command's own fields": "指令的字段",
    "the content of the policy file, as text": "政策文件",
    "the enrolment window": "报名时间",
    "the first day": "首日",
    "the first year": "起始年度",
    "the governing authority; absent for the province": "主管部门；省级不填",
    "the last day, included": "末日（含）",
    "the last day; the policy says if it counts": "末日；是否计入由政策规定",
    "the last page's `next`; absent: the first page": "上一页的 next；不填则从头开始",
    "the last year, included": "截止年度（含）",
    "the new school's code": "调入学校代码",
    "the number of the last entry seen; 0: from the first": "已看过的最后序号；0 表示从头开始",
    "the organisation's code": "机构代码",
    "the project's code": "项目代码",
    "the project's name": "项目名称",
    "the same id and content again: the first answer, no second effect; 1 to 128 bytes": (
        "请求号：同号同内容再次提交只办理一次；1 至 128 字节"
    ),
    "the school's code": "学校代码",
    "the stages that a school has": "学校的学段",
    "the stages that he or she teaches": "任教学段",
    "the stream: an organisation's code": "日志流：机构代码",
    "the subject taught": "任教学科",
    "the teacher's code": "教师代码",
    "the teacher's name": "教师姓名",
    "the teachers' codes": "教师代码",
    "the training base's code": "培训基地代码",
    "the training period": "培训时间",
    "the year to which its records belong": "学时所属年度",
    "the year to which records belong": "学时所属年度",
    "titles; empty: all": "面向职称；不填则不限",
    "when the class is held": "办班时间",
    "who may enrol": "面向对象",
    "whose children; absent: the actor's own": "查谁的下级；不填则为操作者所在机构",
    "whose schools are counted": "统计哪个机构下属的学校",
    "whose seats; absent: the actor's own": "查谁的名额；不填则为操作者所在机构",
    "why, for those concerned to read": "理由，有关人员可见",
}


def name_of(name: str) -> str:
    """A field's name as a heading."""
    return heading_of(NAMES.get(name, name)) if language() == "zh" else name


def list_name_of(name: str) -> str:
    """What a list is called that has this name: the same word may also count."""
    return "学时记录" if name == "records" and language() == "zh" else name_of(name)


def word_of(type_name: str, field: str, word: str) -> str:
    """A word of a closed set, or of a text field in which the engine puts fixed words."""
    return label_of(type_name, field, word) if language() == "zh" else word


def truth_of(value: bool) -> str:
    """Yes or no."""
    word = "true" if value else "false"
    return TRUTH[word] if language() == "zh" else word


def error_of(code: str) -> str:
    """What goes before a failure's message."""
    told = ERRORS.get(code)
    return code if told is None or language() == "en" else f"{told} ({code})"


def meaning(english: str) -> str:
    """What a field means."""
    return MEANINGS.get(english, english) if language() == "zh" else english


def unit_of(unit: str) -> str:
    """A field's unit."""
    return UNITS.get(unit, unit) if language() == "zh" else unit
