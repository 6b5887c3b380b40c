"""Rules of provincial teacher-training management (学时), behind one door.

with xueshi.Engine.open("sqlite:county.db", policy="jiangsu") as engine:
    engine.enroll(school, project="P1", teachers=["T1", "T2"])
"""

from xueshi import records, rules
from xueshi._core import ArrowTable, Cancel
from xueshi._core import version as _version
from xueshi.engine import Engine
from xueshi.errors import Conflict, Error, PolicyFault, PolicyInvalid, Refused
from xueshi.joined import Joined, join
from xueshi.host import ChangeBatch, LogFault, LogReport, Observation
from xueshi.moving import MigrationReport, back_up, migrate
from xueshi.outcome import Bilingual, Outcome, Refusal
from xueshi.paging import pages
from xueshi.policy import Parameters, Policy
from xueshi.records import *  # noqa: F403
from xueshi.register import Register
from xueshi.scenario import ScenarioReport, run_scenario
from xueshi.storage import OpenStorage, Storage, Transaction, open_storage, run_conformance
from xueshi._vocabulary import (
    Field,
    Rule,
    Type,
    Word,
    actor_type,
    answer_schema_of,
    fact_types,
    rule_catalogue,
    schema_of,
    vocabulary,
)

__version__ = _version()

__all__ = [
    "ArrowTable",
    "Bilingual",
    "Cancel",
    "ChangeBatch",
    "Conflict",
    "Engine",
    "Error",
    "Field",
    "Joined",
    "LogFault",
    "LogReport",
    "MigrationReport",
    "Observation",
    "OpenStorage",
    "Outcome",
    "Parameters",
    "Policy",
    "PolicyFault",
    "PolicyInvalid",
    "Refusal",
    "Refused",
    "Register",
    "Rule",
    "ScenarioReport",
    "Storage",
    "Transaction",
    "Type",
    "Word",
    "actor_type",
    "answer_schema_of",
    "back_up",
    "fact_types",
    "join",
    "migrate",
    "open_storage",
    "pages",
    "rule_catalogue",
    "rules",
    "run_conformance",
    "run_scenario",
    "schema_of",
    "vocabulary",
]
__all__ += records.__all__
