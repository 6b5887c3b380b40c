"""The pure rules without an engine."""

import datetime
import inspect
from decimal import Decimal

import pytest

import xueshi
from conftest import CHINA
from xueshi import DateRange, Org, Policy, Teacher, rules
from xueshi.records import AllocationFacts, EnrollmentFacts, Project, ReviewFacts, SeatFacts

DAY = datetime.date(2026, 3, 1)
PROJECT = Project(
    "P1",
    "培训",
    "provincial",
    "32",
    2026,
    40,
    seats=10,
    enrollment=DateRange(DAY, datetime.date(2026, 4, 7)),
    training=DateRange(datetime.date(2026, 5, 11), datetime.date(2026, 5, 15)),
    audience={"stages": ["primary"]},
    bases=[{"base": "B1", "regions": ["32"]}],
)
SCHOOL = Org("S1", "小学", "school", parent="32", stages=["primary"])
TEACHER = Teacher("T1", "32", "S1", stages=["primary"], subject="语文")


def at(day: int, hour: int = 9) -> datetime.datetime:
    return datetime.datetime(2026, 4, day, hour, tzinfo=CHINA)


def facts(now: datetime.datetime, teacher: Teacher | None = TEACHER) -> EnrollmentFacts:
    return EnrollmentFacts(project=PROJECT, school=SCHOOL, teacher=teacher, has_base=True, now=now)


@pytest.fixture
def policy() -> Policy:
    return Policy.shipped("jiangsu")


def test_enrolment_is_decided_on_facts_alone(policy: Policy) -> None:
    assert rules.may_enroll(policy.on(DAY), facts(at(1))) == ()
    (refusal,) = rules.may_enroll(policy.on(DAY), facts(at(9)))
    assert (refusal.rule, refusal.code) == ("ENR-1", "enrollment.window_closed")
    assert refusal.message.zh and refusal.source


def test_a_window_is_a_pair_of_instants(policy: Policy) -> None:
    window = rules.enrollment_window(policy.on(DAY), PROJECT)
    assert window == (datetime.datetime(2026, 3, 1, tzinfo=CHINA), at(7, 0))
    assert rules.day_of(PROJECT) == DAY
    assert rules.check_project(policy.on(DAY), PROJECT) == ()


def test_seats_hours_and_reviews(policy: Policy) -> None:
    assert rules.seats_left(SeatFacts(seats=5, taken=3)) == 2
    assert rules.seats_left({"taken": 0}) == 0
    assert rules.no_seat(SeatFacts(taken=0), 1, "P1").rule == "QUO-3"
    assert rules.check_allocation(AllocationFacts(10, 0, used=0, asked=10)) == ()
    assert rules.check_allocation(AllocationFacts(10, 0, used=0, asked=11))[0].rule == "QUO-2"
    assert rules.hours_for(policy.on(DAY), Decimal(40), "pass") is not None
    assert rules.hours_for(policy.on(DAY), 40, "splendid") is None
    reviewed = ReviewFacts("approved", steps=[0], actors=[0])
    assert rules.may_review(reviewed, "reject", False) != ()
    assert rules.may_approve_hours("recorded") == ()
    assert rules.stage_matches({"stages": ["senior"]}, ["primary"]) is False
    assert rules.failed_conditions(PROJECT, TEACHER) == ()


def test_wrong_facts_are_told_where(policy: Policy) -> None:
    with pytest.raises(TypeError, match="may_approve_hours: /state must be str, not int"):
        rules.may_approve_hours(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="/state: expected one of"):
        rules.may_approve_hours("finished")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="/facts/now must be an aware datetime"):
        rules.may_enroll(policy.on(DAY), facts(datetime.datetime(2026, 4, 1)))
    with pytest.raises(TypeError):
        rules.may_enroll("jiangsu", facts(at(1)))  # type: ignore[arg-type]


def test_every_rule_has_signature_and_documentation() -> None:
    assert len(rules.__all__) > 20
    for name in rules.__all__:
        function = getattr(rules, name)
        assert function.__doc__
        signature = inspect.signature(function)
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty
        assert signature.return_annotation is not inspect.Signature.empty
    assert xueshi.rules is rules
