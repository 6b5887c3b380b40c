# Written by bindings/python/stubs.py: ./run reference writes it afresh.

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from xueshi.outcome import Refusal
from xueshi.policy import Parameters
from xueshi.records import (
    AllocationFacts,
    Audience,
    Decision,
    EnrollmentFacts,
    HoursState,
    Org,
    OrgLevel,
    Project,
    ProjectLevel,
    ResultFacts,
    ReviewFacts,
    SeatFacts,
    Stage,
    Teacher,
)

__all__ = [
    "enrollment_window",
    "training_period",
    "day_of",
    "year_of",
    "owner_level",
    "check_project",
    "check_amendment",
    "check_allocation",
    "may_enroll",
    "failed_conditions",
    "stage_matches",
    "seats_left",
    "no_seat",
    "review_steps",
    "may_review",
    "may_cancel_approval",
    "step_after_cancelling",
    "may_delete_enrollment",
    "next_step",
    "may_manage_classes",
    "may_create_class",
    "may_join_class",
    "may_record_result",
    "may_delete_result",
    "may_enter_hours",
    "hours_for",
    "may_approve_hours",
    "may_verify_hours",
    "may_return_hours",
]

def enrollment_window(parameters: Parameters, project: Project | Mapping[str, object]) -> tuple[datetime.datetime, datetime.datetime] | None:
    """When the enrolment window is open (ENR-1)."""

def training_period(parameters: Parameters, project: Project | Mapping[str, object]) -> tuple[datetime.datetime, datetime.datetime]:
    """When the training is held (PRJ-2)."""

def day_of(project: Project | Mapping[str, object]) -> datetime.date:
    """The day whose parameters hold for a project: its window's first day, else its training's (POL-2)."""

def year_of(parameters: Parameters, date: datetime.date) -> int:
    """The year to which a date belongs (YEAR-1)."""

def owner_level(parameters: Parameters, level: ProjectLevel) -> OrgLevel:
    """Which level's authority sets up projects of a level (PRJ-1)."""

def check_project(parameters: Parameters, project: Project | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether a project makes sense in itself (PRJ-1, PRJ-2)."""

def check_amendment(parameters: Parameters, project: Project | Mapping[str, object], changed: Project | Mapping[str, object], now: datetime.datetime) -> tuple[Refusal, ...]:
    """Whether `changed` may replace a project now (PRJ-3)."""

def check_allocation(facts: AllocationFacts | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether seats may be set to a number (QUO-2, QUO-4)."""

def may_enroll(parameters: Parameters, facts: EnrollmentFacts | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether a teacher may enrol, but for seats (ENR-1…4, ENR-8, PRJ-2, PRJ-3)."""

def failed_conditions(project: Project | Mapping[str, object], teacher: Teacher | Mapping[str, object]) -> tuple[str, ...]:
    """The conditions that a teacher fails (ENR-3)."""

def stage_matches(audience: Audience | Mapping[str, object], school_stages: Sequence[Stage]) -> bool:
    """Whether a school of these stages sees a project (ENR-2)."""

def seats_left(facts: SeatFacts | Mapping[str, object]) -> int:
    """How many still fit (QUO-3)."""

def no_seat(facts: SeatFacts | Mapping[str, object], asked: int, project: str) -> Refusal:
    """Why those that don't fit are refused (QUO-3)."""

def review_steps(parameters: Parameters, line: Sequence[Org | Mapping[str, object]]) -> tuple[int, ...]:
    """The steps of the review that a school's enrolments go through (ENR-6); the line is the school and its authorities, upward."""

def may_review(facts: ReviewFacts | Mapping[str, object], decision: Decision, reason_given: bool) -> tuple[Refusal, ...]:
    """Whether the actor may review now (ENR-6, ENR-7)."""

def may_cancel_approval(facts: ReviewFacts | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether the actor may take back its own approval (ENR-9, ENR-10)."""

def step_after_cancelling(facts: ReviewFacts | Mapping[str, object]) -> int:
    """At which step an enrolment then waits (ENR-9)."""

def may_delete_enrollment(facts: ReviewFacts | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether the school may delete an enrolment (ENR-9)."""

def next_step(steps: Sequence[int], step: int) -> int | None:
    """The next step that applies; none: finally approved."""

def may_manage_classes(parameters: Parameters, project: Project | Mapping[str, object], now: datetime.datetime) -> tuple[Refusal, ...]:
    """Whether classes may be managed at an instant (CLS-1)."""

def may_create_class(sole: bool, other: str, other_sole: bool) -> tuple[Refusal, ...]:
    """Whether the base may add a class (CLS-4)."""

def may_join_class(state: str, class_code: str | None) -> tuple[Refusal, ...]:
    """Whether a trainee may join a class (CLS-2)."""

def may_record_result(parameters: Parameters, project: Project | Mapping[str, object], facts: ResultFacts | Mapping[str, object]) -> tuple[Refusal, ...]:
    """Whether a result may be recorded (HRS-1…3)."""

def may_delete_result(parameters: Parameters, project: Project | Mapping[str, object], recorded: HoursState, now: datetime.datetime) -> tuple[Refusal, ...]:
    """Whether a result may be deleted again (HRS-1, HRS-3)."""

def may_enter_hours(parameters: Parameters, project: Project | Mapping[str, object], grade: str, recorded: HoursState | None) -> tuple[Refusal, ...]:
    """Whether hours may be entered without enrolment (HRS-2, HRS-3, HRS-6)."""

def hours_for(parameters: Parameters, project_hours: Decimal | int, grade: str) -> Decimal | None:
    """The hours that a grade earns; none for an unknown grade (HRS-2)."""

def may_approve_hours(state: HoursState) -> tuple[Refusal, ...]:
    """Whether hours may be approved (HRS-4)."""

def may_verify_hours(state: HoursState) -> tuple[Refusal, ...]:
    """Whether hours may be verified (HRS-4)."""

def may_return_hours(state: HoursState, reason_given: bool) -> tuple[Refusal, ...]:
    """Whether hours may be returned (HRS-4)."""
