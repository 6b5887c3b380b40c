"""The same enrolments written by hand with SQLAlchemy 2, as a portal without this library would.

Three ways: row by row as tutorials show it (look, check, add, commit, for each teacher), the whole
list checked by a few queries and added through the ORM, and rows put in through Core without any
check. The same columns, index and row of seats as ours, and the same settings of SQLite; no log.
"""

import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Index, create_engine, event, func, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

CHINA = datetime.timezone(datetime.timedelta(hours=8))
SETTINGS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)


class Table(DeclarativeBase):
    pass


class School(Table):
    __tablename__ = "school"
    code: Mapped[str] = mapped_column(primary_key=True)
    stages: Mapped[str]


class Teacher(Table):
    __tablename__ = "teacher"
    code: Mapped[str] = mapped_column(primary_key=True)
    home: Mapped[str]
    school: Mapped[str]
    stages: Mapped[str]
    subject: Mapped[str]


class Project(Table):
    __tablename__ = "project"
    code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int]
    stages: Mapped[str]
    enrollment_from: Mapped[datetime.date]
    enrollment_to: Mapped[datetime.date]
    cancelled: Mapped[bool] = mapped_column(default=False)


class Quota(Table):
    __tablename__ = "quota"
    project: Mapped[str] = mapped_column(primary_key=True)
    org: Mapped[str] = mapped_column(primary_key=True)
    seats: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)


class Enrollment(Table):
    __tablename__ = "enrollment"
    home: Mapped[str] = mapped_column(primary_key=True)
    teacher: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    school: Mapped[str]
    stages: Mapped[str]
    subject: Mapped[str]
    title: Mapped[str | None]
    state: Mapped[str]
    step: Mapped[int]
    forced: Mapped[bool]
    enrolled_at: Mapped[int]
    holds_seat: Mapped[bool]
    year: Mapped[int]
    version: Mapped[int]
    __table_args__ = (Index("by_school", "school", "project", "teacher"),)


def opened(file: Path) -> Engine:
    """An empty file with our settings."""
    engine = create_engine(f"sqlite:///{file}")

    def prepare(connection: Any, _: object) -> None:
        for setting in SETTINGS:
            connection.execute(setting)

    event.listen(engine, "connect", prepare)
    Table.metadata.create_all(engine)
    return engine


class Portal:
    """One school with its teachers, and a new project for each round."""

    def __init__(self, file: Path, codes: list[str]) -> None:
        self.engine = opened(file)
        self.codes = codes
        with Session(self.engine) as session:
            session.add(School(code="S1", stages="primary"))
            for code in codes:
                about = {"home": "32", "school": "S1", "stages": "primary", "subject": "语文"}
                session.add(Teacher(code=code, **about))
            session.commit()

    def add_project(self, code: str) -> None:
        today, days = datetime.datetime.now(CHINA).date(), datetime.timedelta(days=30)
        window = {"enrollment_from": today - days, "enrollment_to": today + days}
        with Session(self.engine) as session:
            session.add(Project(code=code, year=today.year, stages="primary", **window))
            session.add(Quota(project=code, org="S1", seats=len(self.codes)))
            session.commit()

    def enrolled(self, project: str) -> int:
        counted = select(func.count()).where(Enrollment.project == project)
        with Session(self.engine) as session:
            return session.scalars(counted).one()

    def open_project(self, session: Session, code: str) -> Project:
        project = session.get_one(Project, code)
        school = session.get_one(School, "S1")
        today = datetime.datetime.now(CHINA).date()
        if project.cancelled or not project.enrollment_from <= today < project.enrollment_to:
            raise ValueError("closed")
        if project.stages and not set(project.stages.split()) & set(school.stages.split()):
            raise ValueError("stage")
        return project

    def fitting(self, project: Project, teacher: Teacher) -> None:
        if teacher.school != "S1":
            raise ValueError("teacher of another school")
        if project.stages and not set(project.stages.split()) & set(teacher.stages.split()):
            raise ValueError("conditions")

    def row_by_row(self, code: str) -> None:
        """As one request for each teacher would."""
        for teacher_code in self.codes:
            with Session(self.engine) as session:
                project = self.open_project(session, code)
                teacher = session.get_one(Teacher, teacher_code)
                self.fitting(project, teacher)
                key = (teacher.home, teacher.code, project.code)
                if session.get(Enrollment, key) is not None:
                    raise ValueError("duplicate")
                quota = session.get_one(Quota, (code, "S1"))
                if quota.used >= quota.seats:
                    raise ValueError("exhausted")
                quota.used += 1
                session.add(Enrollment(**row_of(project, teacher)))
                session.commit()

    def row_by_row_at_once(self, code: str) -> None:
        """The same in one transaction, for those who thought of it."""
        with Session(self.engine) as session:
            project = self.open_project(session, code)
            quota = session.get_one(Quota, (code, "S1"))
            for teacher_code in self.codes:
                query = select(Teacher).where(Teacher.code == teacher_code)
                teacher = session.scalars(query).one()
                self.fitting(project, teacher)
                same = select(Enrollment).where(
                    Enrollment.teacher == teacher_code, Enrollment.project == code
                )
                if session.scalars(same).first() is not None:
                    raise ValueError("duplicate")
                if quota.used >= quota.seats:
                    raise ValueError("exhausted")
                quota.used += 1
                session.add(Enrollment(**row_of(project, teacher)))
            session.commit()

    def add_all(self, code: str) -> None:
        """Checked by a query for each question, not for each teacher."""
        with Session(self.engine) as session:
            project = self.open_project(session, code)
            wanted = select(Teacher).where(Teacher.code.in_(self.codes))
            teachers = session.scalars(wanted).all()
            if len(teachers) != len(self.codes):
                raise ValueError("unknown")
            for teacher in teachers:
                self.fitting(project, teacher)
            living = select(Enrollment.teacher).where(
                Enrollment.project == code,
                Enrollment.home == "32",
                Enrollment.teacher.in_(self.codes),
            )
            if session.scalars(living).first() is not None:
                raise ValueError("duplicate")
            take = update(Quota).where(Quota.project == code, Quota.org == "S1")
            take = take.where(Quota.used + len(teachers) <= Quota.seats)
            taken: Any = session.execute(take.values(used=Quota.used + len(teachers)))
            if taken.rowcount != 1:
                raise ValueError("exhausted")
            session.add_all(Enrollment(**row_of(project, teacher)) for teacher in teachers)
            session.commit()

    def core_without_checks(self, code: str) -> None:
        """What is in memory anyhow goes in; nothing is read."""
        project = Project(code=code, year=2026)
        about = {"home": "32", "school": "S1", "stages": "primary", "subject": "语文"}
        rows = [row_of(project, Teacher(code=teacher, **about)) for teacher in self.codes]
        with self.engine.begin() as connection:
            connection.execute(insert(Enrollment), rows)
            here = (Quota.project == code, Quota.org == "S1")
            connection.execute(update(Quota).where(*here).values(used=Quota.used + len(rows)))


def row_of(project: Project, teacher: Teacher) -> dict[str, Any]:
    now = datetime.datetime.now(CHINA)
    return {
        "home": teacher.home,
        "teacher": teacher.code,
        "project": project.code,
        "school": teacher.school,
        "stages": teacher.stages,
        "subject": teacher.subject,
        "title": None,
        "state": "pending_authority",
        "step": 0,
        "forced": False,
        "enrolled_at": int(now.timestamp() * 1e6),
        "holds_seat": True,
        "year": project.year,
        "version": 1,
    }
