"""Rules told wrong on purpose: a comparison that doesn't notice them proves nothing."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any

from model import enrollment_rules, project_rules, record_views, training_rules, views, world
from model.decision import Decision, No
from model.world import DAY, Args, Project, Trainee, World, midnight


@dataclass(frozen=True)
class Wrong:
    rule: str
    told: str
    module: ModuleType
    name: str
    instead: Any


def window_with_its_last_day(_: World, window: Args) -> datetime.datetime:
    return midnight(window["to"]) + DAY


def period_without_its_last_day(_: World, period: Args) -> datetime.datetime:
    return midnight(period["to"])


def rejected_frees_the_seat(_: World, trainee: Trainee) -> bool:
    return trainee.living() and trainee.state != "rejected"


def failing_earns_everything(_: World, project: Project, __: str) -> Decimal:
    return Decimal(project.hours)


def city_governs_all(world_: World, school: str) -> str | None:
    parent = world_.orgs[school].parent
    line = world_.line(parent or "")
    return line[-2].code if len(line) > 1 else parent


def farthest_region(world_: World, project: Project, school: str) -> str | None:
    for org in reversed(world_.line(school)):
        for part in project.bases:
            if org.code in part["regions"]:
                return str(part["base"])
    return None


def no_repetition(_: Decision, __: list[str]) -> set[int]:
    return set()


def no_reason(*_: object) -> list[No]:
    return []


def delete_class_alone(world_: World, code: str) -> None:
    world_.classes[code].deleted = True


def entered_for_the_present_school(world_: World, project: Project, code: str, grade: str) -> None:
    enrollment_rules.mark_enrolled(project)
    teacher = world_.teachers[code]
    found = world_.trainee(project.code, code)
    trainee = found or Trainee(project.code, code, "", project.year)
    trainee.school, trainee.stages, trainee.subject = (
        teacher.school,
        teacher.stages,
        teacher.subject,
    )
    world_.trainees[project.code, code] = trainee
    training_rules.set_result(world_, project, trainee, grade, None)


def narrowing_allowed(*_: object) -> bool:
    return False


WRONG = [
    Wrong(
        "ENR-1",
        "the closing day counts",
        world,
        "window_end",
        window_with_its_last_day,
    ),
    Wrong(
        "PRJ-2",
        "the last day doesn't count",
        world,
        "training_end",
        period_without_its_last_day,
    ),
    Wrong("PRJ-2", "the farthest region decides", enrollment_rules, "base_of", farthest_region),
    Wrong("PRJ-3", "an audience may be narrowed", project_rules, "narrowed", narrowing_allowed),
    Wrong("QUO-5", "a rejection frees the seat", world, "holds_seat", rejected_frees_the_seat),
    Wrong(
        "ORG-1", "the city governs every school", enrollment_rules, "governing", city_governs_all
    ),
    Wrong("REQ-4", "nobody stands twice in a list", enrollment_rules, "repeated", no_repetition),
    Wrong(
        "ENR-4", "whoever is enrolled can be again", enrollment_rules, "living_already", no_reason
    ),
    Wrong(
        "HRS-2",
        "failing earns everything",
        training_rules,
        "hours_for",
        failing_earns_everything,
    ),
    Wrong(
        "HRS-3",
        "approved results can be corrected",
        training_rules,
        "against_correcting",
        no_reason,
    ),
    Wrong(
        "CLS-3",
        "a class that is gone keeps its trainees",
        training_rules,
        "delete_class",
        delete_class_alone,
    ),
    Wrong(
        "ORG-4",
        "hours move with the teacher",
        training_rules,
        "enter",
        entered_for_the_present_school,
    ),
    Wrong("VIEW-2", "everybody sees every project", views, "sees", lambda *_: True),
    Wrong("HRS-4", "approved hours wait for nobody", record_views, "waits_for", lambda *_: None),
]
