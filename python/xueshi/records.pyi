# Written by bindings/python/stubs.py: ./run reference writes it afresh.

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from xueshi._records import Record as Record
from xueshi.outcome import Refusal

__all__ = [
    "Record",
    "OrgKind",
    "OrgLevel",
    "Stage",
    "ProjectLevel",
    "Decision",
    "HoursState",
    "Measure",
    "Dimension",
    "Role",
    "ProjectState",
    "OrgEntry",
    "TeacherEntry",
    "DateRange",
    "Audience",
    "BaseRegions",
    "Allocation",
    "ResultEntry",
    "GradeEntry",
    "Actor",
    "Org",
    "Teacher",
    "Person",
    "TeacherSearch",
    "Project",
    "AllocationFacts",
    "EnrollmentFacts",
    "SeatFacts",
    "ReviewFacts",
    "ResultFacts",
    "Receipt",
    "OrgView",
    "OrgsPage",
    "TeacherView",
    "TeachersPage",
    "ProjectView",
    "ProjectsPage",
    "QuotaView",
    "QuotaAnswer",
    "EnrollmentView",
    "EnrollmentsPage",
    "ClassView",
    "ClassesPage",
    "HoursView",
    "HoursPage",
    "Total",
    "StatementAnswer",
    "StatisticsRow",
    "StatisticsAnswer",
    "Waiting",
    "WorklistAnswer",
    "LogView",
    "LogPage",
]

OrgKind: TypeAlias = Literal["authority", "school", "base"]
OrgLevel: TypeAlias = Literal["province", "city", "county"]
Stage: TypeAlias = Literal["kindergarten", "primary", "junior", "senior", "vocational", "special"]
ProjectLevel: TypeAlias = Literal["national", "provincial", "municipal", "county"]
Decision: TypeAlias = Literal["approve", "reject"]
HoursState: TypeAlias = Literal["recorded", "approved", "verified", "returned"]
Measure: TypeAlias = Literal["hours", "enrollments"]
Dimension: TypeAlias = Literal["org", "project", "category", "level", "stage", "subject", "month", "school", "base"]
Role: TypeAlias = Literal["province_admin", "city_admin", "county_admin", "school_admin", "base_admin", "teacher"]
ProjectState: TypeAlias = Literal["active", "cancelled"]

@dataclass(frozen=True, slots=True, repr=False)
class OrgEntry(Record):
    code: str
    """the organisation's code"""
    name: str
    """its name (bytes, 1 to 200)"""
    kind: OrgKind
    """authority, school or base (authority | school | base)"""
    level: OrgLevel | None = field(default=None, kw_only=True)
    """an authority's level; absent for schools and bases (province | city | county)"""
    parent: str | None = field(default=None, kw_only=True)
    """the governing authority; absent for the province"""
    stages: Sequence[Stage] = field(default=(), kw_only=True)
    """the stages that a school has (at least 0)"""

@dataclass(frozen=True, slots=True, repr=False)
class TeacherEntry(Record):
    code: str
    """the teacher's code"""
    name: str
    """the teacher's name (bytes, 1 to 200)"""
    school: str
    """the school's code"""
    stages: Sequence[Stage] = field(default=(), kw_only=True)
    """the stages that he or she teaches (at least 0)"""
    subject: str = field(kw_only=True)
    """the subject taught (bytes, 1 to 200)"""
    title: str | None = field(default=None, kw_only=True)
    """professional title (bytes, 1 to 200)"""
    position: str | None = field(default=None, kw_only=True)
    """position held (bytes, 1 to 200)"""
    sex: str | None = field(default=None, kw_only=True)
    """as registered (bytes, 1 to 32)"""
    birth_date: datetime.date | None = field(default=None, kw_only=True)
    """date of birth"""
    id_type: str | None = field(default=None, kw_only=True)
    """kind of identity document (bytes, 1 to 64)"""
    id_number: str | None = field(default=None, kw_only=True)
    """its number (bytes, 1 to 64)"""
    mobile: str | None = field(default=None, kw_only=True)
    """mobile number (bytes, 1 to 32)"""
    hired_on: datetime.date | None = field(default=None, kw_only=True)
    """first day of service, from which years of service count"""

@dataclass(frozen=True, slots=True, repr=False)
class DateRange(Record):
    from_: datetime.date
    """the first day"""
    to: datetime.date
    """the last day; the policy says if it counts"""

@dataclass(frozen=True, slots=True, repr=False)
class Audience(Record):
    stages: Sequence[Stage] = field(default=(), kw_only=True)
    """school stages; empty: all (at least 0)"""
    subjects: Sequence[str] = field(default=(), kw_only=True)
    """subjects; empty: all (bytes, at least 0)"""
    titles: Sequence[str] = field(default=(), kw_only=True)
    """titles; empty: all (bytes, at least 0)"""
    positions: Sequence[str] = field(default=(), kw_only=True)
    """positions; empty: all (bytes, at least 0)"""
    min_years: int | None = field(default=None, kw_only=True)
    """least years of service on the window's first day (years, 0 to 80)"""

@dataclass(frozen=True, slots=True, repr=False)
class BaseRegions(Record):
    base: str
    """the training base's code"""
    regions: Sequence[str]
    """organisations whose schools it serves, a school too (at least 1)"""

@dataclass(frozen=True, slots=True, repr=False)
class Allocation(Record):
    org: str
    """a child of the acting organisation"""
    seats: int
    """how many it shall hold (persons, 0 to 100000000)"""

@dataclass(frozen=True, slots=True, repr=False)
class ResultEntry(Record):
    teacher: str
    """the teacher's code"""
    attendance: int | None = field(default=None, kw_only=True)
    """attendance rate, 0 to 100 (percent)"""
    grade: str = field(kw_only=True)
    """one of the policy's grades (excellent, pass, fail) (1 to 32)"""

@dataclass(frozen=True, slots=True, repr=False)
class GradeEntry(Record):
    teacher: str
    """the teacher's code"""
    grade: str
    """one of the policy's grades (excellent, pass, fail) (1 to 32)"""

@dataclass(frozen=True, slots=True, repr=False)
class Actor(Record):
    role: Role
    """one of the six roles (province_admin | city_admin | county_admin | school_admin | base_admin | teacher)"""
    org: str = field(default="", kw_only=True)
    """an administrator's organisation"""
    teacher: str = field(default="", kw_only=True)
    """a teacher's code"""
    user: str | None = field(default=None, kw_only=True)
    """the person's account, for the log only (bytes, 0 to 200)"""
    on_behalf_of: str | None = field(default=None, kw_only=True)
    """for whom, for the log only (bytes, 0 to 200)"""

@dataclass(frozen=True, slots=True, repr=False)
class Org(Record):
    code: str
    """the organisation's code"""
    name: str
    """its name (bytes, 1 to 200)"""
    kind: OrgKind
    """authority, school or base (authority | school | base)"""
    level: OrgLevel | None = field(default=None, kw_only=True)
    """an authority's level; absent for schools and bases (province | city | county)"""
    parent: str | None = field(default=None, kw_only=True)
    """the governing authority; absent for the province"""
    stages: Sequence[Stage] = field(default=(), kw_only=True)
    """the stages that a school has (at least 0)"""

@dataclass(frozen=True, slots=True, repr=False)
class Teacher(Record):
    code: str
    """the teacher's code"""
    home: str
    """a code that never changes, whatever school he or she moves to"""
    school: str
    """the school's code"""
    stages: Sequence[Stage] = field(default=(), kw_only=True)
    """the stages that he or she teaches (at least 0)"""
    subject: str = field(kw_only=True)
    """the subject taught"""
    title: str | None = field(default=None, kw_only=True)
    """professional title"""
    position: str | None = field(default=None, kw_only=True)
    """position held"""
    hired_on: datetime.date | None = field(default=None, kw_only=True)
    """first day of service, from which years of service count"""

@dataclass(frozen=True, slots=True, repr=False)
class Person(Record):
    name: str
    """the name, masked on its way out"""
    id_number: str | None = field(default=None, kw_only=True)
    """identity number, masked on its way out"""
    mobile: str | None = field(default=None, kw_only=True)
    """mobile number, masked on its way out"""

@dataclass(frozen=True, slots=True, repr=False)
class TeacherSearch(Record):
    school: str
    """only this school's teachers"""
    text: str | None = field(default=None, kw_only=True)
    """a part of the code or the name"""
    subject: str | None = field(default=None, kw_only=True)
    """only who teaches this"""

@dataclass(frozen=True, slots=True, repr=False)
class Project(Record):
    code: str
    """the project's code"""
    name: str
    """the project's name (bytes, 1 to 200)"""
    level: ProjectLevel
    """national, provincial, municipal or county (national | provincial | municipal | county)"""
    owner: str
    """the authority that sets it up"""
    year: int
    """the year to which its records belong (years, 1900 to 2999)"""
    hours: Decimal | int
    """hours earned in full (hours)"""
    seats: int | None = field(default=None, kw_only=True)
    """seats in all (persons, 0 to 100000000)"""
    enrollment: DateRange | Mapping[str, object] | None = field(default=None, kw_only=True)
    """the enrolment window"""
    training: DateRange | Mapping[str, object] = field(kw_only=True)
    """the training period"""
    audience: Audience | Mapping[str, object] = field(default=Audience(), kw_only=True)
    """who may enrol"""
    bases: Sequence[BaseRegions | Mapping[str, object]] = field(default=(), kw_only=True)
    """bases and their regions (at least 0)"""
    online_enrollment: bool = field(default=True, kw_only=True)
    """false: hours are entered directly; window, seats, bases play no part"""
    state: ProjectState = field(default="active", kw_only=True)
    """active or cancelled (active | cancelled)"""
    enrolled: bool = field(default=False, kw_only=True)
    """whether someone has enrolled, or hours were entered"""
    version: int = field(default=0, kw_only=True)
    """counts its changes"""

@dataclass(frozen=True, slots=True, repr=False)
class AllocationFacts(Record):
    held: int
    """what the holder has (persons)"""
    handed_out: int
    """what it has given (persons)"""
    seats: int | None = field(default=None, kw_only=True)
    """what the organisation holds; absent: never named (persons)"""
    used: int = field(kw_only=True)
    """what it has used (persons)"""
    asked: int = field(kw_only=True)
    """what it shall hold (persons)"""

@dataclass(frozen=True, slots=True, repr=False)
class EnrollmentFacts(Record):
    project: Project | Mapping[str, object] | None = field(default=None, kw_only=True)
    """the project"""
    school: Org | Mapping[str, object] | None = field(default=None, kw_only=True)
    """the acting school"""
    teacher: Teacher | Mapping[str, object] | None = field(default=None, kw_only=True)
    """the teacher; absent: unknown"""
    living_state: str = field(default="", kw_only=True)
    """the state of an enrolment that exists; empty: none"""
    earlier_in_list: bool = field(default=False, kw_only=True)
    """whether the same list names him or her before"""
    has_base: bool = field(default=False, kw_only=True)
    """whether a base is responsible for the school"""
    forced: bool = field(default=False, kw_only=True)
    """enrol also who doesn't meet the teacher's conditions"""
    now: datetime.datetime = field(kw_only=True)
    """the present instant"""

@dataclass(frozen=True, slots=True, repr=False)
class SeatFacts(Record):
    seats: int | None = field(default=None, kw_only=True)
    """what the school holds; absent: never named (persons)"""
    taken: int = field(kw_only=True)
    """how many are taken (persons)"""

@dataclass(frozen=True, slots=True, repr=False)
class ReviewFacts(Record):
    state: str
    """pending_<reviewer>, approved or rejected"""
    step: int = field(default=0, kw_only=True)
    """place in the chain while pending"""
    steps: Sequence[int] = field(default=(), kw_only=True)
    """places in the chain that apply to the school (at least 0)"""
    actors: Sequence[int] = field(default=(), kw_only=True)
    """those of them that are the actor's (at least 0)"""
    in_class: bool = field(default=False, kw_only=True)
    """whether the trainee is in a class"""
    has_result: bool = field(default=False, kw_only=True)
    """whether a result was recorded"""

@dataclass(frozen=True, slots=True, repr=False)
class ResultFacts(Record):
    state: str
    """of the enrolment"""
    recorded: HoursState | None = field(default=None, kw_only=True)
    """the state of an earlier result (recorded | approved | verified | returned)"""
    attendance: int | None = field(default=None, kw_only=True)
    """attendance rate (percent)"""
    grade: str = field(kw_only=True)
    """the grade"""
    now: datetime.datetime = field(kw_only=True)
    """the present instant"""

@dataclass(frozen=True, slots=True, repr=False)
class Receipt(Record):
    stream: str
    """the stream of the log: the acting organisation, a teacher's school"""
    number: int
    """the entry's number in its stream, from 1"""
    at: datetime.datetime
    """the instant at which the command came to the door"""
    done: int
    """how many items were accepted (items)"""
    version: int | None = field(default=None, kw_only=True)
    """the new version of the one thing changed, where there is one"""
    refusals: tuple[Refusal, ...] = field(default=(), kw_only=True)
    """with `partial`: of the items that were not done"""

@dataclass(frozen=True, slots=True, repr=False)
class OrgView(Record):
    code: str
    """the organisation's code"""
    name: str
    """its name"""
    kind: OrgKind
    """authority, school or base (authority | school | base)"""
    level: OrgLevel | None = field(default=None, kw_only=True)
    """an authority's level (province | city | county)"""
    parent: str | None = field(default=None, kw_only=True)
    """its governing authority"""
    stages: tuple[Stage, ...] = field(kw_only=True)
    """the stages that a school has"""

@dataclass(frozen=True, slots=True, repr=False)
class OrgsPage(Record):
    orgs: tuple[OrgView, ...]
    """organisations in the order of their codes"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class TeacherView(Record):
    teacher: str
    """the teacher's code"""
    name: str
    """the name, masked"""
    school: str
    """the school's code"""
    stages: tuple[Stage, ...]
    """the stages that he or she teaches"""
    subject: str
    """the subject taught"""
    title: str | None = field(default=None, kw_only=True)
    """professional title"""
    position: str | None = field(default=None, kw_only=True)
    """position held"""
    id_number: str | None = field(default=None, kw_only=True)
    """identity number, masked"""
    mobile: str | None = field(default=None, kw_only=True)
    """mobile number, masked"""
    hired_on: datetime.date | None = field(default=None, kw_only=True)
    """first day of service"""

@dataclass(frozen=True, slots=True, repr=False)
class TeachersPage(Record):
    teachers: tuple[TeacherView, ...]
    """teachers in the order of their codes"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class ProjectView(Record):
    code: str
    """the project's code"""
    name: str
    """its name"""
    level: ProjectLevel
    """national, provincial, municipal or county (national | provincial | municipal | county)"""
    owner: str
    """the authority that set it up"""
    year: int
    """the year to which its records belong (years)"""
    hours: Decimal
    """hours earned in full (hours)"""
    seats: int | None = field(default=None, kw_only=True)
    """seats in all (persons)"""
    enrollment: DateRange | None = field(default=None, kw_only=True)
    """the enrolment window"""
    training: DateRange = field(kw_only=True)
    """the training period"""
    audience: Audience = field(kw_only=True)
    """who may enrol"""
    bases: tuple[BaseRegions, ...] = field(kw_only=True)
    """bases and their regions"""
    online_enrollment: bool = field(kw_only=True)
    """false: hours are entered directly"""
    state: ProjectState = field(kw_only=True)
    """active or cancelled (active | cancelled)"""
    open: bool = field(kw_only=True)
    """whether the enrolment window is open now, as the gate sees it"""
    version: int = field(kw_only=True)
    """counts the changes of its own data; not every command compares it"""

@dataclass(frozen=True, slots=True, repr=False)
class ProjectsPage(Record):
    projects: tuple[ProjectView, ...]
    """projects in the order of their codes"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class QuotaView(Record):
    org: str
    """the organisation's code"""
    seats: int
    """how many it holds (persons)"""
    used: int
    """handed out to children, or taken by enrolments (persons)"""
    left: int
    """what is left (persons)"""

@dataclass(frozen=True, slots=True, repr=False)
class QuotaAnswer(Record):
    project: str
    """the project's code"""
    own: QuotaView
    """what the organisation holds"""
    children: tuple[QuotaView, ...]
    """what its children hold, in the order of their codes"""

@dataclass(frozen=True, slots=True, repr=False)
class EnrollmentView(Record):
    project: str
    """the project's code"""
    teacher: str
    """the teacher's code"""
    school: str
    """the school that enrolled him or her"""
    state: str
    """pending_<step of the review>, approved or rejected"""
    forced: bool
    """whether enrolled without meeting the teacher's conditions"""
    reason: str | None = field(default=None, kw_only=True)
    """what the last reviewer gave as reason, rejecting or approving"""
    class_: str | None = field(default=None, kw_only=True)
    """the class's code"""
    enrolled_at: datetime.datetime | None = field(default=None, kw_only=True)
    """when the enrolment came to the door"""
    version: int = field(kw_only=True)
    """counts the changes of its own data; not every command compares it"""

@dataclass(frozen=True, slots=True, repr=False)
class EnrollmentsPage(Record):
    enrollments: tuple[EnrollmentView, ...]
    """enrolments in a stable order"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class ClassView(Record):
    class_: str
    """the class's code"""
    project: str
    """the project's code"""
    base: str
    """the base that holds it"""
    name: str
    """its name"""
    sole: bool
    """whether all approved trainees of the base join it"""
    planned: int | None = field(default=None, kw_only=True)
    """planned number (persons)"""
    training: DateRange | None = field(default=None, kw_only=True)
    """when it is held"""
    members: int = field(kw_only=True)
    """trainees in it (persons)"""
    version: int = field(kw_only=True)
    """counts the changes of its own data; not every command compares it"""

@dataclass(frozen=True, slots=True, repr=False)
class ClassesPage(Record):
    classes: tuple[ClassView, ...]
    """classes in a stable order"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class HoursView(Record):
    record: str
    """the record's code, for approve_hours, verify_hours, return_hours"""
    teacher: str
    """the teacher's code"""
    category: str
    """how the hours were earned: project"""
    project: str
    """the project's code"""
    name: str
    """the project's name"""
    level: ProjectLevel
    """the project's level (national | provincial | municipal | county)"""
    school: str
    """where the hours were earned, whatever school the teacher moved to"""
    year: int
    """the year to which the record belongs (years)"""
    hours: Decimal
    """the hours earned (hours)"""
    grade: str
    """the grade"""
    attendance: int | None = field(default=None, kw_only=True)
    """attendance rate (percent)"""
    state: HoursState = field(kw_only=True)
    """recorded, approved, verified or returned (recorded | approved | verified | returned)"""
    reason: str | None = field(default=None, kw_only=True)
    """why the record was returned"""

@dataclass(frozen=True, slots=True, repr=False)
class HoursPage(Record):
    records: tuple[HoursView, ...]
    """hour records in a stable order"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""

@dataclass(frozen=True, slots=True, repr=False)
class Total(Record):
    category: str
    """how the hours were earned"""
    state: HoursState
    """the records' state (recorded | approved | verified | returned)"""
    hours: Decimal
    """their sum (hours)"""
    records: int
    """how many (records)"""

@dataclass(frozen=True, slots=True, repr=False)
class StatementAnswer(Record):
    teacher: str
    """the teacher's code"""
    records: tuple[HoursView, ...]
    """every record of the years asked"""
    totals: tuple[Total, ...]
    """sums by category and state"""
    verified: Decimal
    """what counts: verified hours of all categories (hours)"""

@dataclass(frozen=True, slots=True, repr=False)
class StatisticsRow(Record):
    by: Mapping[str, str]
    """the value of each dimension asked for"""
    enrollments: Mapping[str, int]
    """how many in each state (persons)"""
    recorded: Decimal
    """hours waiting for approval (hours)"""
    approved: Decimal
    """hours waiting for verification (hours)"""
    verified: Decimal
    """hours that count (hours)"""
    records: int
    """hour records (records)"""

@dataclass(frozen=True, slots=True, repr=False)
class StatisticsAnswer(Record):
    org: str
    """the organisation's code"""
    rows: tuple[StatisticsRow, ...]
    """a row for each combination that occurs, in a stable order"""

@dataclass(frozen=True, slots=True, repr=False)
class Waiting(Record):
    kind: str
    """the command that is waited for; returned hours: the one to record them again"""
    project: str
    """the project's code"""
    count: int
    """how many wait (items)"""

@dataclass(frozen=True, slots=True, repr=False)
class WorklistAnswer(Record):
    waiting: tuple[Waiting, ...]
    """what waits, in a stable order"""

@dataclass(frozen=True, slots=True, repr=False)
class LogView(Record):
    stream: str
    """the stream of the log"""
    number: int
    """the entry's place in it, from 1"""
    entry: str
    """the JSON text exactly as hashed"""
    hash: str
    """the chained hash, hexadecimal"""

@dataclass(frozen=True, slots=True, repr=False)
class LogPage(Record):
    entries: tuple[LogView, ...]
    """log entries in the order of their stream"""
    next: str | None = field(default=None, kw_only=True)
    """ask again with this as `after`; absent: there is no more"""
