"""An invented province with Jiangsu's names; its schools and teachers come from a seed."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from xueshi import Actor, OrgEntry, TeacherEntry

CODE = "32"
ADMIN = Actor("province_admin", org=CODE)
BASE = Actor("base_admin", org="32B1")
CITIES = (
    ("3201", "南京市", (("320102", "玄武区"), ("320106", "鼓楼区"))),
    ("3202", "无锡市", (("320205", "锡山区"), ("320281", "江阴市"))),
    ("3205", "苏州市", (("320506", "吴中区"), ("320583", "昆山市"))),
)
SUBJECTS = ("语文", "语文", "数学", "数学", "英语", "科学", "音乐", "体育")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
NAMES = "芳娜敏静丽伟强磊军杰涛明慧洁颖文思晓志国建华"
SCHOOL_SIZE = 25


@dataclass(frozen=True, slots=True)
class School:
    """A school with its teachers."""

    code: str
    name: str
    county: str
    city: str
    teachers: tuple[TeacherEntry, ...]

    @property
    def actor(self) -> Actor:
        """Who acts for the school."""
        return Actor("school_admin", org=self.code)

    @property
    def authority(self) -> Actor:
        """Who acts for its governing authority."""
        return Actor("county_admin", org=self.county)


@dataclass(frozen=True, slots=True)
class Province:
    """All of it."""

    schools: tuple[School, ...]

    def orgs(self) -> list[OrgEntry]:
        """Every organisation, parents first."""
        orgs = [
            OrgEntry(CODE, "江苏省", "authority", level="province"),
            OrgEntry("32B1", "江苏省教师培训中心", "base", parent=CODE),
        ]
        for city, name, counties in CITIES:
            orgs.append(OrgEntry(city, name, "authority", level="city", parent=CODE))
            for county, county_name in counties:
                orgs.append(OrgEntry(county, county_name, "authority", level="county", parent=city))
        for school in self.schools:
            orgs.append(
                OrgEntry(
                    school.code, school.name, "school", parent=school.county, stages=["primary"]
                )
            )
        return orgs

    def counties(self) -> dict[str, list[School]]:
        """The schools of each county."""
        made: dict[str, list[School]] = {}
        for school in self.schools:
            made.setdefault(school.county, []).append(school)
        return made


def generate(teachers: int, seed: int) -> Province:
    """So many teachers, the same ones for the same seed."""
    chance = random.Random(seed)
    counties = [(city, county, name) for city, _, inner in CITIES for county, name in inner]
    count = max(1, round(teachers / SCHOOL_SIZE))
    schools: list[School] = []
    for place in range(count):
        city, county, name = counties[place % len(counties)]
        number = place // len(counties) + 1
        size = (place + 1) * teachers // count - place * teachers // count
        code = f"{county}S{number:03}"
        entries = tuple(_teacher(f"{code}T{one + 1:03}", code, chance) for one in range(size))
        schools.append(School(code, f"{name}第{number}小学", county, city, entries))
    return Province(tuple(schools))


def _teacher(code: str, school: str, chance: random.Random) -> TeacherEntry:
    name = chance.choice(SURNAMES) + "".join(chance.sample(NAMES, chance.choice((1, 2))))
    return TeacherEntry(
        code,
        name,
        school,
        stages=["primary"],
        subject=chance.choice(SUBJECTS),
        hired_on=datetime.date(chance.randint(1990, 2025), 9, 1),
    )
