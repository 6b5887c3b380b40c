"""The year: seats handed down, enrolment, review, a class, results, hours approved and verified."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xueshi
from xueshi import Actor, DateRange
from xueshi.cli.demo.province import ADMIN, BASE, CITIES, CODE, Province, School
from xueshi.cli.language import t
from xueshi.cli.progress import Progress
from xueshi.cli.waiting import run

PROJECT = "JS2026-1"
CLASS = "JS2026-1-1"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
WISH, SEATS = 0.5, 0.3
REJECTED, FAILED, EXCELLENT, UNVERIFIED = 0.06, 0.05, 0.25, 0.03


class Clock:
    """The year goes on when the story does."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 1, 5, 9, tzinfo=CHINA)

    def __call__(self) -> datetime.datetime:
        return self.now

    def go_to(self, month: int, day: int) -> None:
        """Nine o'clock of a day of the year."""
        self.now = datetime.datetime(2026, month, day, 9, tzinfo=CHINA)


@dataclass(slots=True)
class Year:
    """What was done and refused."""

    engine: xueshi.Engine
    clock: Clock
    province: Province
    seed: int
    progress: Progress
    commands: int = 0
    seats: Counter[str] = field(default_factory=Counter)
    refused: dict[str, Counter[str]] = field(default_factory=dict)
    enrolled: dict[str, list[str]] = field(default_factory=dict)
    """of each school, who is still in it"""

    def play(self) -> None:
        """All of it, in the order of the months."""
        schools = len(self.province.schools)
        steps: tuple[tuple[str, int, Callable[[], None]], ...] = (
            (t("registers teachers", "教师登记"), schools, self.register),
            (t("hands seats down", "分配名额"), len(CITIES), self.hand_down),
            (t("schools enrol", "学校报名"), schools, self.enroll),
            (t("authorities and base review", "逐级审批"), schools, self.review),
            (t("results", "录入成绩"), schools, self.train),
            (t("hours approved and verified", "学时审定与验证"), schools, self.approve),
        )
        for text, total, step in steps:
            self.progress.begin(text, total)
            step()

    def _do(self, word: str, actor: Actor, /, **fields: Any) -> xueshi.Outcome[xueshi.Receipt]:
        self.commands += 1
        method = getattr(self.engine.outcome, word)
        outcome: xueshi.Outcome[xueshi.Receipt] = run(lambda: method(actor, **fields))
        return outcome

    def _must(self, word: str, actor: Actor, /, **fields: Any) -> None:
        self._do(word, actor, **fields).value()

    def _try(
        self, word: str, actor: Actor, school: School, codes: Sequence[str], /, **fields: Any
    ) -> list[str]:
        """A list of which the good items are done; who was refused is counted."""
        outcome = self._do(word, actor, partial=True, **fields)
        counts = self.refused.setdefault(school.city, Counter())
        for refusal in outcome.refusals:
            counts[refusal.code] += 1
        bad = {refusal.item for refusal in outcome.refusals}
        return [code for place, code in enumerate(codes) if place not in bad]

    def register(self) -> None:
        """January: everybody there is."""
        self._must("register_orgs", ADMIN, orgs=self.province.orgs())
        for school in self.province.schools:
            if school.teachers:
                self._must("register_teachers", school.authority, teachers=school.teachers)
            self.progress.advance()

    def hand_down(self) -> None:
        """February: a project, and its seats from level to level; less than schools wish for."""
        self.clock.go_to(2, 9)
        seats = {one.code: round(len(one.teachers) * SEATS) for one in self.province.schools}
        self._must(
            "create_project",
            ADMIN,
            code=PROJECT,
            name="小学教师课堂教学能力提升培训",
            level="provincial",
            owner=CODE,
            year=2026,
            hours=40,
            seats=sum(seats.values()) + 10,
            enrollment=DateRange(datetime.date(2026, 3, 2), datetime.date(2026, 4, 11)),
            training=DateRange(datetime.date(2026, 5, 11), datetime.date(2026, 5, 22)),
            audience={"stages": ["primary"], "min_years": 2},
            bases=[{"base": BASE.org, "regions": [CODE]}],
        )
        counties = {
            county: {one.code: seats[one.code] for one in schools}
            for county, schools in self.province.counties().items()
        }
        cities: dict[str, dict[str, int]] = {}
        for county, inner in counties.items():
            cities.setdefault(county[:4], {})[county] = sum(inner.values())
        total = {city: sum(inner.values()) for city, inner in cities.items()}
        self.seats.update(total)
        self._allocate(ADMIN, total)
        for city, inner in cities.items():
            self._allocate(Actor("city_admin", org=city), inner)
            self.progress.advance()
        for county, inner in counties.items():
            self._allocate(Actor("county_admin", org=county), inner)

    def _allocate(self, holder: Actor, seats: dict[str, int]) -> None:
        allocations = [{"org": org, "seats": count} for org, count in seats.items()]
        self._must("allocate_quota", holder, project=PROJECT, allocations=allocations)

    def enroll(self) -> None:
        """March: schools enrol; some too many, some who don't meet the conditions, one twice."""
        self.clock.go_to(3, 18)
        chance = random.Random(self.seed + 1)
        for school in self.province.schools:
            teachers = [one.code for one in school.teachers]
            wished = chance.sample(teachers, round(len(teachers) * WISH))
            if wished:
                wished.append(wished[0])
                self.enrolled[school.code] = self._try(
                    "enroll", school.actor, school, wished, project=PROJECT, teachers=wished
                )
            self.progress.advance()

    def review(self) -> None:
        """April: the authority, then the base; a few are rejected."""
        self.clock.go_to(4, 13)
        chance = random.Random(self.seed + 2)
        for school in self.province.schools:
            codes = self.enrolled.get(school.code, [])
            rejected = [code for code in codes if chance.random() < REJECTED]
            approved = [code for code in codes if code not in rejected]
            for decision, some in (("reject", rejected), ("approve", approved)):
                if some:
                    fields = {"reason": "本学期另有教学任务"} if decision == "reject" else {}
                    self._try(
                        "review_enrollment",
                        school.authority,
                        school,
                        some,
                        project=PROJECT,
                        teachers=some,
                        decision=decision,
                        **fields,
                    )
            if approved:
                approved = self._try(
                    "review_enrollment",
                    BASE,
                    school,
                    approved,
                    project=PROJECT,
                    teachers=approved,
                    decision="approve",
                )
            self.enrolled[school.code] = approved
            self.progress.advance()

    def train(self) -> None:
        """May: one class, and what came of it."""
        self.clock.go_to(5, 11)
        self._must("create_class", BASE, project=PROJECT, code=CLASS, name="培训班", sole=True)
        self.clock.go_to(5, 22)
        chance = random.Random(self.seed + 3)
        for school in self.province.schools:
            codes = self.enrolled[school.code]
            results = []
            for code in codes:
                luck = chance.random()
                grade = "fail" if luck < FAILED else "excellent" if luck > 1 - EXCELLENT else "pass"
                attendance = chance.randint(20, 60) if grade == "fail" else chance.randint(85, 100)
                results.append({"teacher": code, "attendance": attendance, "grade": grade})
            if results:
                self.enrolled[school.code] = self._try(
                    "record_results", BASE, school, codes, project=PROJECT, results=results
                )
            self.progress.advance()

    def approve(self) -> None:
        """September: the authority approves, then verifies nearly all."""
        chance = random.Random(self.seed + 4)
        self.clock.go_to(9, 15)
        for school in self.province.schools:
            records = [f"project:{PROJECT}:{code}" for code in self.enrolled[school.code]]
            if records:
                done = self._try("approve_hours", school.authority, school, records, hours=records)
                verified = [record for record in done if chance.random() >= UNVERIFIED]
                if verified:
                    self._try("verify_hours", school.authority, school, verified, hours=verified)
            self.progress.advance()

    def late_request(self) -> xueshi.Outcome[xueshi.Receipt]:
        """What a school is told that comes when enrolment is over."""
        school = next(one for one in self.province.schools if one.teachers)
        late = [school.teachers[0].code]
        return self.engine.explain.enroll(school.actor, project=PROJECT, teachers=late)
