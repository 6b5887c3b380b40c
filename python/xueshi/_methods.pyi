# Written by bindings/python/stubs.py: ./run reference writes it afresh.

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from xueshi._core import ArrowTable, Cancel, Joined
from xueshi._functions import Explaining, Raising, Tabling, Telling
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

__all__ = ["Explanations", "Methods", "Outcomes", "Tables"]

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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Puts a policy into force for this storage; logged with its digest. (采用政策)

        Fields:
            policy: the content of the policy file, as text (bytes, 1 to 1048576)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin

        Rules:
            POL-1 A policy file is checked whole before use, and all its faults are listed at once
                decided (本目录决定)
                refuses with policy.invalid
            POL-2 The values in force on the day apply: a change of policy never rewrites what was
                decided (本目录决定)
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Registers organisations or brings them up to date; the first call founds the province. (机构登记)

        Fields:
            orgs: organisations, parents and children in any order (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            ORG-1 Province, city, county and school form one tree; the parent governs
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with org.parent_invalid
            ORG-2 A training base belongs to the authority that set it up
                江苏省教师培训管理系统操作培训 S-5, S-21
                refuses with org.parent_invalid
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Registers teachers or brings them up to date; never moves a known one to another school. (教师登记)

        Fields:
            teachers: teachers, new or known (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin, school_admin

        Rules:
            ORG-3 A teacher has to be in the register, and a refresh moves nobody
                江苏省教师培训管理系统操作培训 S-4
                refuses with teacher.unknown, teacher.elsewhere
            ORG-4 A teacher belongs to one school at a time; a transfer keeps all records
                江苏省教师培训管理系统操作培训 S-4
                refuses with teacher.already_there
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            ORG-4 A teacher belongs to one school at a time; a transfer keeps all records
                江苏省教师培训管理系统操作培训 S-4
                refuses with teacher.already_there
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            PRJ-1 The authority of a level sets up that level's projects
                江苏省教师培训管理系统操作培训 S-5, S-11, S-17
                refuses with access.role, project.invalid, project.exists
            PRJ-2 A project's dates and hours make sense, and every region enrolling has a base
                江苏省教师培训管理系统操作培训 S-25, S-29
                refuses with project.invalid, project.no_base
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            PRJ-1 The authority of a level sets up that level's projects
                江苏省教师培训管理系统操作培训 S-5, S-11, S-17
                refuses with access.role, project.invalid, project.exists
            PRJ-2 A project's dates and hours make sense, and every region enrolling has a base
                江苏省教师培训管理系统操作培训 S-25, S-29
                refuses with project.invalid, project.no_base
            PRJ-3 Once someone has enrolled, a project is only widened and extended
                decided (本目录决定)
                refuses with project.in_use, project.cancelled
            QUO-4 An allocation can be lowered, but not below what is in use
                decided (本目录决定)
                refuses with quota.below_used
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            PRJ-3 Once someone has enrolled, a project is only widened and extended
                decided (本目录决定)
                refuses with project.in_use, project.cancelled
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            QUO-1 Seats flow down the tree, each time to direct children only
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with quota.not_child, access.jurisdiction
            QUO-2 Nobody hands out more seats than it holds
                江苏省教师培训管理系统操作培训 S-11
                refuses with quota.exceeds_parent
            QUO-4 An allocation can be lowered, but not below what is in use
                decided (本目录决定)
                refuses with quota.below_used
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: school_admin

        Rules:
            ENR-1 Enrolling is possible only inside the window
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.window_not_open, enrollment.window_closed
            ENR-2 A project is open only to schools of its stages
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.stage
            ENR-3 Teachers meet the project's conditions, or are enrolled by force, on record
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.conditions
            ENR-4 One living enrolment per teacher and project
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.duplicate
            ENR-5 A school enrols only its own teachers
                江苏省教师培训管理系统操作培训 S-17
                refuses with teacher.not_in_school
            ENR-8 After a rejection the old enrolment is deleted before a new one
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.duplicate
            PRJ-2 A project's dates and hours make sense, and every region enrolling has a base
                江苏省教师培训管理系统操作培训 S-25, S-29
                refuses with project.invalid, project.no_base
            QUO-3 A school enrols no more teachers than its seats, and none without seats
                江苏省教师培训管理系统操作培训 S-19
                refuses with quota.none, quota.exhausted
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: school_admin

        Rules:
            ENR-8 After a rejection the old enrolment is deleted before a new one
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.duplicate
            ENR-9 An approved enrolment can't be deleted; approvals are cancelled from the last step back
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.approved, enrollment.approved_downstream
            QUO-5 A living enrolment holds one seat, and gives it back exactly once
                江苏省教师培训管理系统操作培训 S-20
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin, base_admin

        Rules:
            ENR-6 Enrolments are reviewed step by step: the governing authority, then the base
                江苏省教师培训管理系统操作培训 S-11, S-23
                refuses with enrollment.not_pending_here
            ENR-7 A rejection needs a reason
                江苏省教师培训管理系统操作培训 S-20, S-23
                refuses with review.reason_required
            ENR-11 A base reviews only the regions given to it
                江苏省教师培训管理系统操作培训 S-22
                refuses with access.jurisdiction
            CLS-4 A base's only class takes in all its approved trainees
                江苏省教师培训管理系统操作培训 S-26
                refuses with class.sole
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin, base_admin

        Rules:
            ENR-9 An approved enrolment can't be deleted; approvals are cancelled from the last step back
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.approved, enrollment.approved_downstream
            ENR-10 No approval is cancelled once the trainee is in a class or has a result
                江苏省教师培训管理系统操作培训 S-24
                refuses with enrollment.in_class, enrollment.has_result
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            CLS-1 Bases manage classes within the training period
                江苏省教师培训管理系统操作培训 S-25, S-26
                refuses with project.not_in_period
            CLS-4 A base's only class takes in all its approved trainees
                江苏省教师培训管理系统操作培训 S-26
                refuses with class.sole
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Deletes classes; their trainees stay. (删除培训班)

        Fields:
            classes: the classes' codes (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            CLS-1 Bases manage classes within the training period
                江苏省教师培训管理系统操作培训 S-25, S-26
                refuses with project.not_in_period
            CLS-3 Deleting a class keeps its trainees, who then have none
                江苏省教师培训管理系统操作培训 S-26
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            CLS-1 Bases manage classes within the training period
                江苏省教师培训管理系统操作培训 S-25, S-26
                refuses with project.not_in_period
            CLS-2 Only finally approved trainees go into a class, each into one
                江苏省教师培训管理系统操作培训 S-28
                refuses with enrollment.not_approved, class.already_assigned
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            CLS-1 Bases manage classes within the training period
                江苏省教师培训管理系统操作培训 S-25, S-26
                refuses with project.not_in_period
            REQ-5 Only what is there can be taken away
                decided (本目录决定)
                refuses with class.not_member, enrollment.not_approved
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            HRS-1 Bases record results of approved trainees within the training period
                江苏省教师培训管理系统操作培训 S-11, S-29, S-30
                refuses with project.not_in_period, enrollment.not_approved
            HRS-2 The grade decides the hours
                江苏省教师培训管理系统操作培训 S-30
                refuses with result.grade, result.attendance
            HRS-3 Until the hours are approved, the recorder can correct or delete them
                江苏省教师培训管理系统操作培训 S-30
                refuses with hours.approved
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: base_admin

        Rules:
            HRS-1 Bases record results of approved trainees within the training period
                江苏省教师培训管理系统操作培训 S-11, S-29, S-30
                refuses with project.not_in_period, enrollment.not_approved
            HRS-3 Until the hours are approved, the recorder can correct or delete them
                江苏省教师培训管理系统操作培训 S-30
                refuses with hours.approved
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            HRS-2 The grade decides the hours
                江苏省教师培训管理系统操作培训 S-30
                refuses with result.grade, result.attendance
            HRS-3 Until the hours are approved, the recorder can correct or delete them
                江苏省教师培训管理系统操作培训 S-30
                refuses with hours.approved
            HRS-6 Hours of projects without online enrolment are entered by the governing authority
                江苏省教师培训管理系统操作培训 S-5, S-48
                refuses with hours.direct_entry_level, hours.enrolled_online
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Approves recorded hours. (审定学时)

        Fields:
            hours: codes of hour records (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Receipt:
        """Verifies approved hours: they count from now on. (验证学时)

        Fields:
            hours: codes of hour records (at least 1)

        Options:
            request_id: the same id and content again: the first answer, no second effect; 1 to 128 bytes
            partial: do the good items, name the bad in the receipt's `refusals`
            expected_version: refused as stale if the thing has another by now
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            cancel: ends the call, unless it is done by then
            inside: a connection with an open transaction, from xueshi.join

        Who may: province_admin, city_admin, county_admin

        Rules:
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
        """

    def orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        under: str | None = None,
        kind: OrgKind | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> OrgsPage:
        """The children of an organisation. (机构查询)

        Fields:
            under: whose children; absent: the actor's own
            kind: only authorities, schools or bases (authority | school | base)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            ORG-1 Province, city, county and school form one tree; the parent governs
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with org.parent_invalid
            ORG-2 A training base belongs to the authority that set it up
                江苏省教师培训管理系统操作培训 S-5, S-21
                refuses with org.parent_invalid
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> TeachersPage:
        """The teachers of a school, masked. (教师查询)

        Fields:
            search: a part of the code or the name (bytes, 1 to 200)
            school: only this school's; absent: the actor's own
            subject: only who teaches this (bytes, 1 to 200)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            ORG-3 A teacher has to be in the register, and a refresh moves nobody
                江苏省教师培训管理系统操作培训 S-4
                refuses with teacher.unknown, teacher.elsewhere
        """

    def projects(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ProjectsPage:
        """The projects that the actor may see; a school only those of its stages. (项目查询)

        Fields:
            year: the year to which records belong (years, 1900 to 2999)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            VIEW-2 Teachers see only their own enrolments, classes and hours
                江苏省教师培训管理系统操作培训 S-11, S-15
                refuses with access.jurisdiction
            ENR-1 Enrolling is possible only inside the window
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.window_not_open, enrollment.window_closed
            ENR-2 A project is open only to schools of its stages
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.stage
        """

    def eligible_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> TeachersPage:
        """The acting school's teachers who meet the project's conditions and are not enrolled. (可报名教师)

        Fields:
            project: the project's code
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            ENR-3 Teachers meet the project's conditions, or are enrolled by force, on record
                江苏省教师培训管理系统操作培训 S-19
                refuses with enrollment.conditions
            ENR-4 One living enrolment per teacher and project
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.duplicate
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
        """

    def quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        org: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> QuotaAnswer:
        """Seats held, used and left, with those of the children. (名额查询)

        Fields:
            project: the project's code
            org: whose seats; absent: the actor's own

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            QUO-1 Seats flow down the tree, each time to direct children only
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with quota.not_child, access.jurisdiction
            QUO-2 Nobody hands out more seats than it holds
                江苏省教师培训管理系统操作培训 S-11
                refuses with quota.exceeds_parent
            QUO-3 A school enrols no more teachers than its seats, and none without seats
                江苏省教师培训管理系统操作培训 S-19
                refuses with quota.none, quota.exhausted
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
        """

    def enrollments(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        state: str | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> EnrollmentsPage:
        """The enrolments that the actor may see. (报名查询)

        Fields:
            project: only this project's
            state: only in this state (bytes, 1 to 64)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            ENR-6 Enrolments are reviewed step by step: the governing authority, then the base
                江苏省教师培训管理系统操作培训 S-11, S-23
                refuses with enrollment.not_pending_here
            ENR-8 After a rejection the old enrolment is deleted before a new one
                江苏省教师培训管理系统操作培训 S-20
                refuses with enrollment.duplicate
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            VIEW-2 Teachers see only their own enrolments, classes and hours
                江苏省教师培训管理系统操作培训 S-11, S-15
                refuses with access.jurisdiction
        """

    def classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ClassesPage:
        """The classes that the actor may see. (培训班查询)

        Fields:
            project: only this project's
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            CLS-1 Bases manage classes within the training period
                江苏省教师培训管理系统操作培训 S-25, S-26
                refuses with project.not_in_period
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> HoursPage:
        """The hour records that the actor may see. (学时查询)

        Fields:
            teacher: only this teacher's
            project: only this project's
            state: only in this state (recorded | approved | verified | returned)
            year: the year to which records belong (years, 1900 to 2999)
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            HRS-1 Bases record results of approved trainees within the training period
                江苏省教师培训管理系统操作培训 S-11, S-29, S-30
                refuses with project.not_in_period, enrollment.not_approved
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            VIEW-2 Teachers see only their own enrolments, classes and hours
                江苏省教师培训管理系统操作培训 S-11, S-15
                refuses with access.jurisdiction
        """

    def statement(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        year: int | None = None,
        from_: int | None = None,
        to: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> StatementAnswer:
        """A teacher's records with totals. (学时证明)

        Fields:
            teacher: the teacher's code
            year: the year to which records belong (years, 1900 to 2999)
            from_: the first year (years, 1900 to 2999)
            to: the last year, included (years, 1900 to 2999)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
            VIEW-2 Teachers see only their own enrolments, classes and hours
                江苏省教师培训管理系统操作培训 S-11, S-15
                refuses with access.jurisdiction
        """

    def statistics(
        self,
        actor: Actor | Mapping[str, object],
        *,
        org: str,
        year: int | None = None,
        measure: Measure = "hours",
        by: Sequence[Dimension] = (),
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> StatisticsAnswer:
        """Counts and sums below an organisation. (统计)

        Fields:
            org: whose schools are counted
            year: the year to which records belong (years, 1900 to 2999)
            measure: hours or enrollments (hours | enrollments)
            by: dimensions; none: one row (at least 0)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
        """

    def worklist(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> WorklistAnswer:
        """What waits for the actor, with counts. (待办)

        Fields:
            year: the year to which records belong (years, 1900 to 2999)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            ENR-6 Enrolments are reviewed step by step: the governing authority, then the base
                江苏省教师培训管理系统操作培训 S-11, S-23
                refuses with enrollment.not_pending_here
            HRS-1 Bases record results of approved trainees within the training period
                江苏省教师培训管理系统操作培训 S-11, S-29, S-30
                refuses with project.not_in_period, enrollment.not_approved
            HRS-4 The governing authority approves hours, then verifies them
                江苏省教师培训管理系统操作培训 S-5, S-11
                refuses with hours.not_recorded, hours.not_approved, hours.verified, review.reason_required
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> LogPage:
        """The log entries that the actor may see. (日志查询)

        Fields:
            from_: the first day
            to: the last day, included
            subject: only entries that name this code
            limit: how many at most in one page (items, 1 to 1000)
            after: the last page's `next`; absent: the first page (bytes, 0 to 1024)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
        """

    def changes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        stream: str,
        after: int = 0,
        limit: int = 100,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> LogPage:
        """The feed of a stream's entries, for the host. (变更订阅)

        Fields:
            stream: the stream: an organisation's code
            after: the number of the last entry seen; 0: from the first
            limit: how many at most in one page (items, 1 to 1000)

        Options:
            patience: seconds to wait for other writers; else the engine's
            deadline: until when to wait for them, a moment of time.monotonic(); the earlier of the two holds
            inside: a connection with an open transaction, from xueshi.join

        Rules:
            VIEW-1 Administrators see what lies inside their reach, down to the single teacher
                江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50
                refuses with access.jurisdiction
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[TeachersPage]:
        """The teachers of a school, masked. (教师查询)"""

    def projects(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[ProjectsPage]:
        """The projects that the actor may see; a school only those of its stages. (项目查询)"""

    def eligible_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[TeachersPage]:
        """The acting school's teachers who meet the project's conditions and are not enrolled. (可报名教师)"""

    def quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        org: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[EnrollmentsPage]:
        """The enrolments that the actor may see. (报名查询)"""

    def classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        limit: int = 100,
        after: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[StatisticsAnswer]:
        """Counts and sums below an organisation. (统计)"""

    def worklist(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> Outcome[LogPage]:
        """The log entries that the actor may see. (日志查询)"""

    def changes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        stream: str,
        after: int = 0,
        limit: int = 100,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
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
        deadline: float | None = None,
        cancel: Cancel | None = None,
        inside: Joined | None = None,
    ) -> Outcome[Receipt]:
        """Returns approved, unverified hours to the recorder. (打回学时)"""

class Tables(Tabling):
    def orgs(
        self,
        actor: Actor | Mapping[str, object],
        *,
        under: str | None = None,
        kind: OrgKind | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The children of an organisation. (机构查询)"""

    def teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        search: str | None = None,
        school: str | None = None,
        subject: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The teachers of a school, masked. (教师查询)"""

    def projects(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The projects that the actor may see; a school only those of its stages. (项目查询)"""

    def eligible_teachers(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The acting school's teachers who meet the project's conditions and are not enrolled. (可报名教师)"""

    def quota(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str,
        org: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """Seats held, used and left, with those of the children. (名额查询)"""

    def enrollments(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        state: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The enrolments that the actor may see. (报名查询)"""

    def classes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        project: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The classes that the actor may see. (培训班查询)"""

    def hours(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str | None = None,
        project: str | None = None,
        state: HoursState | None = None,
        year: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The hour records that the actor may see. (学时查询)"""

    def statement(
        self,
        actor: Actor | Mapping[str, object],
        *,
        teacher: str,
        year: int | None = None,
        from_: int | None = None,
        to: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """A teacher's records with totals. (学时证明)"""

    def statistics(
        self,
        actor: Actor | Mapping[str, object],
        *,
        org: str,
        year: int | None = None,
        measure: Measure = "hours",
        by: Sequence[Dimension] = (),
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """Counts and sums below an organisation. (统计)"""

    def worklist(
        self,
        actor: Actor | Mapping[str, object],
        *,
        year: int | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """What waits for the actor, with counts. (待办)"""

    def log(
        self,
        actor: Actor | Mapping[str, object],
        *,
        from_: datetime.date | None = None,
        to: datetime.date | None = None,
        subject: str | None = None,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The log entries that the actor may see. (日志查询)"""

    def changes(
        self,
        actor: Actor | Mapping[str, object],
        *,
        stream: str,
        after: int = 0,
        limit: int = 100,
        patience: float | None = None,
        deadline: float | None = None,
        inside: Joined | None = None,
    ) -> ArrowTable:
        """The feed of a stream's entries, for the host. (变更订阅)"""
