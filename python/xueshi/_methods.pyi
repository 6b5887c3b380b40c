# Written by bindings/python/stubs.py: ./run reference writes it afresh.

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from xueshi._functions import Explaining, Raising, Telling
from xueshi.outcome import Outcome
from xueshi.records import (
    Actor,
    Allocation,
    Audience,
    BaseRegions,
    ClassesPage,
    DateRange,
    Decision,
    Dimension,
    EnrollmentsPage,
    GradeEntry,
    HoursPage,
    HoursState,
    LogPage,
    Measure,
    OrgEntry,
    OrgKind,
    OrgsPage,
    ProjectLevel,
    ProjectsPage,
    QuotaAnswer,
    Receipt,
    ResultEntry,
    StatementAnswer,
    StatisticsAnswer,
    TeacherEntry,
    TeachersPage,
    WorklistAnswer,
)

__all__ = ["Explanations", "Methods", "Outcomes"]

class Methods(Raising):
    def adopt_policy(
        self,
        actor: Actor | Mapping[str, object],
        *,
        policy: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Puts a policy into force for this storage; logged with its digest. (采用政策)

        Fields:
            policy: the content of the policy file, as text (bytes, 1 to 1048576)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin

        Rules, and what they refuse with: POL-1 (policy.invalid); POL-2
        """

    def register_orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        orgs: Sequence[OrgEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Registers organisations or brings them up to date; the first call founds the province. (机构登记)

        Fields:
            orgs: organisations, parents and children in any order (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: ORG-1 (org.parent_invalid); ORG-2 (org.parent_invalid)
        """

    def register_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teachers: Sequence[TeacherEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Registers teachers or brings them up to date; never moves a known one to another school. (教师登记)

        Fields:
            teachers: teachers, new or known (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin, school_admin

        Rules, and what they refuse with: ORG-3 (teacher.unknown, teacher.elsewhere); ORG-4 (teacher.already_there)
        """

    def transfer_teacher(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        to_school: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Moves a teacher to another school; all records stay. (教师调动)

        Fields:
            teacher: the teacher's code
            to_school: the new school's code

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: ORG-4 (teacher.already_there)
        """

    def create_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str,
        level: ProjectLevel,
        owner: str,
        year: int,
        hours: Decimal | int,
        training: DateRange | Mapping[str, object],
        audience: Audience | Mapping[str, object],
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] = (),
        online_enrollment: bool = True,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Sets up a training project. (设置培训项目)

        Fields:
            code: the project's code
            name: the project's name (bytes, 1 to 200)
            level: national, provincial, municipal or county (national | provincial | municipal | county)
            owner: the authority that sets it up
            year: the year to which its records belong (years, 1900 to 2999)
            hours: hours earned in full (hours)
            seats: seats in all (persons, 0 to 100000000)
            enrollment: the enrolment window
            training: the training period
            audience: who may enrol
            bases: bases and their regions (at least 0)
            online_enrollment: false: hours are entered directly; window, seats, bases play no part

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: PRJ-1 (access.role, project.invalid, project.exists); PRJ-2 (project.invalid, project.no_base)
        """

    def amend_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str | None = None,
        level: ProjectLevel | None = None,
        owner: str | None = None,
        year: int | None = None,
        hours: Decimal | int | None = None,
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        audience: Audience | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] | None = None,
        online_enrollment: bool | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Changes the fields given, leaves the others. (修改培训项目)

        Fields:
            code: the project's code
            name: the project's name (bytes, 1 to 200)
            level: national, provincial, municipal or county (national | provincial | municipal | county)
            owner: the authority that sets it up
            year: the year to which its records belong (years, 1900 to 2999)
            hours: hours earned in full (hours)
            seats: seats in all (persons, 0 to 100000000)
            enrollment: the enrolment window
            training: the training period
            audience: who may enrol
            bases: bases and their regions (at least 0)
            online_enrollment: false: hours are entered directly; window, seats, bases play no part

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: PRJ-1 (access.role, project.invalid, project.exists); PRJ-2 (project.invalid, project.no_base); PRJ-3 (project.in_use, project.cancelled); QUO-4 (quota.below_used)
        """

    def cancel_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        reason: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Ends a project: its records stay, nothing more is done in it. (取消培训项目)

        Fields:
            code: the project's code
            reason: why, for those concerned to read (bytes, 1 to 2000)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: PRJ-3 (project.in_use, project.cancelled)
        """

    def allocate_quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        allocations: Sequence[Allocation | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Hands seats down to the children. (分配名额)

        Fields:
            project: the project's code
            allocations: sets each organisation named; the others keep theirs (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: QUO-1 (quota.not_child, access.jurisdiction); QUO-2 (quota.exceeds_parent); QUO-4 (quota.below_used)
        """

    def enroll(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        forced: bool = False,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Enrols teachers of the acting school. (报名)

        Fields:
            project: the project's code
            teachers: the teachers' codes (at least 1)
            forced: enrol also who doesn't meet the teacher's conditions; recorded

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: school_admin

        Rules, and what they refuse with: ENR-1 (enrollment.window_not_open, enrollment.window_closed); ENR-2 (enrollment.stage); ENR-3 (enrollment.conditions); ENR-4 (enrollment.duplicate); ENR-5 (teacher.not_in_school); ENR-8 (enrollment.duplicate); PRJ-2 (project.invalid, project.no_base); QUO-3 (quota.none, quota.exhausted)
        """

    def delete_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Takes back enrolments that nobody approved, and frees the seats. (删除报名)

        Fields:
            project: the project's code
            teachers: the teachers' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: school_admin

        Rules, and what they refuse with: ENR-8 (enrollment.duplicate); ENR-9 (enrollment.approved, enrollment.approved_downstream); QUO-5
        """

    def review_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        decision: Decision,
        reason: str | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Approves or rejects enrolments that wait for the actor. (审批报名)

        Fields:
            project: the project's code
            teachers: the teachers' codes (at least 1)
            decision: approve or reject (approve | reject)
            reason: why, for those concerned to read (bytes, 0 to 2000)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin, base_admin

        Rules, and what they refuse with: ENR-6 (enrollment.not_pending_here); ENR-7 (review.reason_required); ENR-11 (access.jurisdiction); CLS-4 (class.sole)
        """

    def cancel_enrollment_approval(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Takes back the actor's own approval: pending again at that step. (取消审批)

        Fields:
            project: the project's code
            teachers: the teachers' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin, base_admin

        Rules, and what they refuse with: ENR-9 (enrollment.approved, enrollment.approved_downstream); ENR-10 (enrollment.in_class, enrollment.has_result)
        """

    def create_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        code: str,
        name: str,
        sole: bool = False,
        planned: int | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Creates a class of the acting base. (创建培训班)

        Fields:
            project: the project's code
            code: the class's code
            name: the class's name (bytes, 1 to 200)
            sole: the base's only class: all its approved trainees join
            planned: planned number (persons, 0 to 1000000)
            training: when the class is held

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: CLS-1 (project.not_in_period); CLS-4 (class.sole)
        """

    def delete_classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        classes: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Deletes classes; their trainees stay. (删除培训班)

        Fields:
            classes: the classes' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: CLS-1 (project.not_in_period); CLS-3
        """

    def assign_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Puts approved trainees into a class. (分班)

        Fields:
            class_: the class's code
            teachers: the teachers' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: CLS-1 (project.not_in_period); CLS-2 (enrollment.not_approved, class.already_assigned)
        """

    def remove_from_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Takes trainees out of a class. (移出培训班)

        Fields:
            class_: the class's code
            teachers: the teachers' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: CLS-1 (project.not_in_period); REQ-5 (class.not_member, enrollment.not_approved)
        """

    def record_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[ResultEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Records attendance and grade: hours follow. (录入学时)

        Fields:
            project: the project's code
            results: replaces each teacher's whole result (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: HRS-1 (project.not_in_period, enrollment.not_approved); HRS-2 (result.grade, result.attendance); HRS-3 (hours.approved)
        """

    def delete_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Deletes results not yet approved. (删除成绩)

        Fields:
            project: the project's code
            teachers: the teachers' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: base_admin

        Rules, and what they refuse with: HRS-1 (project.not_in_period, enrollment.not_approved); HRS-3 (hours.approved)
        """

    def enter_project_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[GradeEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Enters hours of a project without online enrolment. (添加项目学时)

        Fields:
            project: the project's code
            results: teachers and grades (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: HRS-2 (result.grade, result.attendance); HRS-3 (hours.approved); HRS-6 (hours.direct_entry_level, hours.enrolled_online)
        """

    def approve_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Approves recorded hours. (审定学时)

        Fields:
            hours: codes of hour records (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required)
        """

    def verify_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Verifies approved hours: they count from now on. (验证学时)

        Fields:
            hours: codes of hour records (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required)
        """

    def return_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        reason: str | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Receipt:
        """Returns approved, unverified hours to the recorder. (打回学时)

        Fields:
            hours: codes of hour records (at least 1)
            reason: why, for those concerned to read (bytes, 0 to 2000)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's

        Who may: province_admin, city_admin, county_admin

        Rules, and what they refuse with: HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required)
        """

    def orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        under: str | None = None,
        kind: OrgKind | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> OrgsPage:
        """The children of an organisation. (机构查询)

        Fields:
            under: whose children; absent: the actor's own
            kind: only authorities, schools or bases (authority | school | base)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction); ORG-1 (org.parent_invalid); ORG-2 (org.parent_invalid)
        """

    def teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        search: str | None = None,
        school: str | None = None,
        subject: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> TeachersPage:
        """The teachers of a school, masked. (教师查询)

        Fields:
            search: a part of the code or the name (bytes, 1 to 200)
            school: only this school's; absent: the actor's own
            subject: only who teaches this (bytes, 1 to 200)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction); ORG-3 (teacher.unknown, teacher.elsewhere)
        """

    def projects(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> ProjectsPage:
        """The projects that the actor may see; a school only those of its stages. (项目查询)

        Fields:
            year: the year to which records belong (years, 1900 to 2999)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction); VIEW-2 (access.jurisdiction); ENR-1 (enrollment.window_not_open, enrollment.window_closed); ENR-2 (enrollment.stage)
        """

    def eligible_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        limit: int = 100,
        after: str | None = None,
    ) -> TeachersPage:
        """The acting school's teachers who meet the project's conditions and are not enrolled. (可报名教师)

        Fields:
            project: the project's code
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: ENR-3 (enrollment.conditions); ENR-4 (enrollment.duplicate); VIEW-1 (access.jurisdiction)
        """

    def quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        org: str | None = None,
    ) -> QuotaAnswer:
        """Seats held, used and left, with those of the children. (名额查询)

        Fields:
            project: the project's code
            org: whose seats; absent: the actor's own

        Rules, and what they refuse with: QUO-1 (quota.not_child, access.jurisdiction); QUO-2 (quota.exceeds_parent); QUO-3 (quota.none, quota.exhausted); VIEW-1 (access.jurisdiction)
        """

    def enrollments(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        state: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> EnrollmentsPage:
        """The enrolments that the actor may see. (报名查询)

        Fields:
            project: only this project's
            state: only in this state (bytes, 1 to 64)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: ENR-6 (enrollment.not_pending_here); ENR-8 (enrollment.duplicate); VIEW-1 (access.jurisdiction); VIEW-2 (access.jurisdiction)
        """

    def classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> ClassesPage:
        """The classes that the actor may see. (培训班查询)

        Fields:
            project: only this project's
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: CLS-1 (project.not_in_period); VIEW-1 (access.jurisdiction)
        """

    def hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str | None = None,
        project: str | None = None,
        state: HoursState | None = None,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> HoursPage:
        """The hour records that the actor may see. (学时查询)

        Fields:
            teacher: only this teacher's
            project: only this project's
            state: only in this state (recorded | approved | verified | returned)
            year: the year to which records belong (years, 1900 to 2999)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: HRS-1 (project.not_in_period, enrollment.not_approved); HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required); VIEW-1 (access.jurisdiction); VIEW-2 (access.jurisdiction)
        """

    def statement(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        year: int | None = None,
        from_: int | None = None,
        to: int | None = None,
    ) -> StatementAnswer:
        """A teacher's records with totals. (学时证明)

        Fields:
            teacher: the teacher's code
            year: the year to which records belong (years, 1900 to 2999)
            from_: the first year (years, 1900 to 2999)
            to: the last year, included (years, 1900 to 2999)

        Rules, and what they refuse with: HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required); VIEW-1 (access.jurisdiction); VIEW-2 (access.jurisdiction)
        """

    def statistics(
        self,
        actor: Actor | Mapping[str, object],
        *,
        org: str,
        year: int | None = None,
        measure: Measure = "hours",
        by: Sequence[Dimension] = (),
    ) -> StatisticsAnswer:
        """Counts and sums below an organisation. (统计)

        Fields:
            org: whose schools are counted
            year: the year to which records belong (years, 1900 to 2999)
            measure: hours or enrollments (hours | enrollments)
            by: dimensions; none: one row (at least 0)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction)
        """

    def worklist(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
    ) -> WorklistAnswer:
        """What waits for the actor, with counts. (待办)

        Fields:
            year: the year to which records belong (years, 1900 to 2999)

        Rules, and what they refuse with: ENR-6 (enrollment.not_pending_here); HRS-1 (project.not_in_period, enrollment.not_approved); HRS-4 (hours.not_recorded, hours.not_approved, hours.verified, review.reason_required)
        """

    def log(
        self,
        actor: Actor | Mapping[str, object],
        *,
        from_: datetime.date | None = None,
        to: datetime.date | None = None,
        subject: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> LogPage:
        """The log entries that the actor may see. (日志查询)

        Fields:
            from_: the first day
            to: the last day, included
            subject: only entries that name this code
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction)
        """

    def changes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        stream: str,
        after: int = 0,
        limit: int = 100,
    ) -> LogPage:
        """The feed of a stream's entries, for the host. (变更订阅)

        Fields:
            stream: the stream: an organisation's code
            after: the number of the last entry seen; 0: from the first
            limit: how many at most in one page (items, 1 to 1000)

        Rules, and what they refuse with: VIEW-1 (access.jurisdiction)
        """

class Outcomes(Telling):
    def adopt_policy(
        self,
        actor: Actor | Mapping[str, object],
        *,
        policy: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Puts a policy into force for this storage; logged with its digest. (采用政策)"""

    def register_orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        orgs: Sequence[OrgEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Registers organisations or brings them up to date; the first call founds the province. (机构登记)"""

    def register_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teachers: Sequence[TeacherEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Registers teachers or brings them up to date; never moves a known one to another school. (教师登记)"""

    def transfer_teacher(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        to_school: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Moves a teacher to another school; all records stay. (教师调动)"""

    def create_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str,
        level: ProjectLevel,
        owner: str,
        year: int,
        hours: Decimal | int,
        training: DateRange | Mapping[str, object],
        audience: Audience | Mapping[str, object],
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] = (),
        online_enrollment: bool = True,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Sets up a training project. (设置培训项目)"""

    def amend_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str | None = None,
        level: ProjectLevel | None = None,
        owner: str | None = None,
        year: int | None = None,
        hours: Decimal | int | None = None,
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        audience: Audience | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] | None = None,
        online_enrollment: bool | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Changes the fields given, leaves the others. (修改培训项目)"""

    def cancel_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        reason: str,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Ends a project: its records stay, nothing more is done in it. (取消培训项目)"""

    def allocate_quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        allocations: Sequence[Allocation | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Hands seats down to the children. (分配名额)"""

    def enroll(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        forced: bool = False,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Enrols teachers of the acting school. (报名)"""

    def delete_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes back enrolments that nobody approved, and frees the seats. (删除报名)"""

    def review_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        decision: Decision,
        reason: str | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Approves or rejects enrolments that wait for the actor. (审批报名)"""

    def cancel_enrollment_approval(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes back the actor's own approval: pending again at that step. (取消审批)"""

    def create_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        code: str,
        name: str,
        sole: bool = False,
        planned: int | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Creates a class of the acting base. (创建培训班)"""

    def delete_classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        classes: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Deletes classes; their trainees stay. (删除培训班)"""

    def assign_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Puts approved trainees into a class. (分班)"""

    def remove_from_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes trainees out of a class. (移出培训班)"""

    def record_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[ResultEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Records attendance and grade: hours follow. (录入学时)"""

    def delete_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Deletes results not yet approved. (删除成绩)"""

    def enter_project_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[GradeEntry | Mapping[str, object]],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Enters hours of a project without online enrolment. (添加项目学时)"""

    def approve_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Approves recorded hours. (审定学时)"""

    def verify_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Verifies approved hours: they count from now on. (验证学时)"""

    def return_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        reason: str | None = None,
        request_id: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Returns approved, unverified hours to the recorder. (打回学时)"""

    def orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        under: str | None = None,
        kind: OrgKind | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[OrgsPage]:
        """The children of an organisation. (机构查询)"""

    def teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        search: str | None = None,
        school: str | None = None,
        subject: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[TeachersPage]:
        """The teachers of a school, masked. (教师查询)"""

    def projects(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[ProjectsPage]:
        """The projects that the actor may see; a school only those of its stages. (项目查询)"""

    def eligible_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[TeachersPage]:
        """The acting school's teachers who meet the project's conditions and are not enrolled. (可报名教师)"""

    def quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        org: str | None = None,
    ) -> Outcome[QuotaAnswer]:
        """Seats held, used and left, with those of the children. (名额查询)"""

    def enrollments(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        state: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[EnrollmentsPage]:
        """The enrolments that the actor may see. (报名查询)"""

    def classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[ClassesPage]:
        """The classes that the actor may see. (培训班查询)"""

    def hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str | None = None,
        project: str | None = None,
        state: HoursState | None = None,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[HoursPage]:
        """The hour records that the actor may see. (学时查询)"""

    def statement(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        year: int | None = None,
        from_: int | None = None,
        to: int | None = None,
    ) -> Outcome[StatementAnswer]:
        """A teacher's records with totals. (学时证明)"""

    def statistics(
        self,
        actor: Actor | Mapping[str, object],
        *,
        org: str,
        year: int | None = None,
        measure: Measure = "hours",
        by: Sequence[Dimension] = (),
    ) -> Outcome[StatisticsAnswer]:
        """Counts and sums below an organisation. (统计)"""

    def worklist(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
    ) -> Outcome[WorklistAnswer]:
        """What waits for the actor, with counts. (待办)"""

    def log(
        self,
        actor: Actor | Mapping[str, object],
        *,
        from_: datetime.date | None = None,
        to: datetime.date | None = None,
        subject: str | None = None,
        limit: int = 100,
        after: str | None = None,
    ) -> Outcome[LogPage]:
        """The log entries that the actor may see. (日志查询)"""

    def changes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        stream: str,
        after: int = 0,
        limit: int = 100,
    ) -> Outcome[LogPage]:
        """The feed of a stream's entries, for the host. (变更订阅)"""

class Explanations(Explaining):
    def adopt_policy(
        self,
        actor: Actor | Mapping[str, object],
        *,
        policy: str,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Puts a policy into force for this storage; logged with its digest. (采用政策)"""

    def register_orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        orgs: Sequence[OrgEntry | Mapping[str, object]],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Registers organisations or brings them up to date; the first call founds the province. (机构登记)"""

    def register_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teachers: Sequence[TeacherEntry | Mapping[str, object]],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Registers teachers or brings them up to date; never moves a known one to another school. (教师登记)"""

    def transfer_teacher(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        to_school: str,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Moves a teacher to another school; all records stay. (教师调动)"""

    def create_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str,
        level: ProjectLevel,
        owner: str,
        year: int,
        hours: Decimal | int,
        training: DateRange | Mapping[str, object],
        audience: Audience | Mapping[str, object],
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] = (),
        online_enrollment: bool = True,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Sets up a training project. (设置培训项目)"""

    def amend_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        name: str | None = None,
        level: ProjectLevel | None = None,
        owner: str | None = None,
        year: int | None = None,
        hours: Decimal | int | None = None,
        seats: int | None = None,
        enrollment: DateRange | Mapping[str, object] | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        audience: Audience | Mapping[str, object] | None = None,
        bases: Sequence[BaseRegions | Mapping[str, object]] | None = None,
        online_enrollment: bool | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Changes the fields given, leaves the others. (修改培训项目)"""

    def cancel_project(
        self,
        actor: Actor | Mapping[str, object],
        *,
        code: str,
        reason: str,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Ends a project: its records stay, nothing more is done in it. (取消培训项目)"""

    def allocate_quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        allocations: Sequence[Allocation | Mapping[str, object]],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Hands seats down to the children. (分配名额)"""

    def enroll(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        forced: bool = False,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Enrols teachers of the acting school. (报名)"""

    def delete_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes back enrolments that nobody approved, and frees the seats. (删除报名)"""

    def review_enrollment(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        decision: Decision,
        reason: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Approves or rejects enrolments that wait for the actor. (审批报名)"""

    def cancel_enrollment_approval(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes back the actor's own approval: pending again at that step. (取消审批)"""

    def create_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        code: str,
        name: str,
        sole: bool = False,
        planned: int | None = None,
        training: DateRange | Mapping[str, object] | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Creates a class of the acting base. (创建培训班)"""

    def delete_classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        classes: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Deletes classes; their trainees stay. (删除培训班)"""

    def assign_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Puts approved trainees into a class. (分班)"""

    def remove_from_class(
        self,
        actor: Actor | Mapping[str, object],
        *,
        class_: str,
        teachers: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Takes trainees out of a class. (移出培训班)"""

    def record_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[ResultEntry | Mapping[str, object]],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Records attendance and grade: hours follow. (录入学时)"""

    def delete_results(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        teachers: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Deletes results not yet approved. (删除成绩)"""

    def enter_project_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        results: Sequence[GradeEntry | Mapping[str, object]],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Enters hours of a project without online enrolment. (添加项目学时)"""

    def approve_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Approves recorded hours. (审定学时)"""

    def verify_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Verifies approved hours: they count from now on. (验证学时)"""

    def return_hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        hours: Sequence[str],
        reason: str | None = None,
        partial: bool = False,
        expected_version: int | None = None,
        patience: float | None = None,
    ) -> Outcome[Receipt]:
        """Returns approved, unverified hours to the recorder. (打回学时)"""
