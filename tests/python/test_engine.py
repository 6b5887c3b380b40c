"""The door from Python: results, refusals, failures, wrong types."""

import copy
import datetime
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import xueshi
from conftest import BASE, CHINA, PROVINCE, SCHOOL, Clock, found
from xueshi import Actor, DateRange, Engine, Error, Refused, TeacherEntry


def test_a_command_gives_its_receipt(engine: Engine, clock: Clock) -> None:
    receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1", "T2"])
    assert isinstance(receipt, xueshi.Receipt)
    assert (receipt.stream, receipt.done, receipt.at) == ("S1", 2, clock.now)
    assert receipt.refusals == ()
    assert receipt.at.utcoffset() == datetime.timedelta(hours=8)
    assert repr(receipt).startswith("Receipt(stream='S1', number=")


def test_a_query_gives_typed_objects(engine: Engine) -> None:
    page = engine.projects(SCHOOL, year=2026)
    (project,) = page.projects
    assert project.hours == Decimal(40) and isinstance(project.hours, Decimal)
    assert project.training == DateRange(datetime.date(2026, 5, 11), datetime.date(2026, 5, 15))
    assert project.audience.stages == ("primary",)
    assert project.state == "active" and project.open is True
    assert project.as_dict()["training"] == {
        "from": datetime.date(2026, 5, 11),
        "to": datetime.date(2026, 5, 15),
    }
    assert "next" not in page.as_dict()


def test_a_refusal_carries_all_reasons(engine: Engine) -> None:
    with pytest.raises(Refused) as caught:
        engine.enroll(SCHOOL, project="P1", teachers=["T1", "X", "T1"])
    refusals = caught.value.refusals
    assert {(refusal.item, refusal.code) for refusal in refusals} >= {
        (1, "teacher.unknown"),
    }
    unknown = next(refusal for refusal in refusals if refusal.item == 1)
    assert unknown.rule == "ORG-3" and unknown.subject == "X"
    assert unknown.message.zh and unknown.message.en and unknown.remedy.zh and unknown.source
    assert "X: " in str(caught.value) and "teacher.unknown" in str(caught.value)
    assert unknown.as_dict()["item"] == 1
    assert pickle.loads(pickle.dumps(caught.value)).refusals == refusals


def test_facts_keep_their_types(engine: Engine) -> None:
    outcome = engine.outcome.enroll(SCHOOL, project="P1", teachers=["T1", "T2", "T3"])
    assert not outcome.ok and not outcome and outcome.result is None
    (refusal,) = outcome.refusals
    assert refusal.code == "quota.exhausted" and refusal.item == 2
    assert all(isinstance(fact, (int, str, tuple)) for fact in refusal.facts.values())
    with pytest.raises(Refused):
        outcome.value()


def test_partial_tells_both(engine: Engine) -> None:
    receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1", "X"], partial=True)
    assert receipt.done == 1
    assert [refusal.subject for refusal in receipt.refusals] == ["X"]
    outcome = engine.outcome.enroll(SCHOOL, project="P1", teachers=["T2", "Y"], partial=True)
    assert outcome.ok and outcome.value().done == 1
    assert [refusal.subject for refusal in outcome.refusals] == ["Y"]


def test_explaining_changes_nothing(engine: Engine) -> None:
    before = engine.state_digest()
    assert engine.explain.enroll(SCHOOL, project="P1", teachers=["T1"]).ok
    refused = engine.explain.enroll(SCHOOL, project="P1", teachers=["X"])
    assert [refusal.code for refusal in refused.refusals] == ["teacher.unknown"]
    assert engine.state_digest() == before


def test_the_same_request_id_gives_the_first_answer(engine: Engine) -> None:
    first = engine.enroll(SCHOOL, project="P1", teachers=["T1"], request_id="r1")
    assert engine.enroll(SCHOOL, project="P1", teachers=["T1"], request_id="r1") == first
    with pytest.raises(Refused) as caught:
        engine.enroll(SCHOOL, project="P1", teachers=["T2"], request_id="r1")
    assert caught.value.refusals[0].code == "request.id_reused"


def test_a_stale_version_is_refused(engine: Engine) -> None:
    version = engine.projects(PROVINCE).projects[0].version
    engine.amend_project(PROVINCE, code="P1", name="新名称", expected_version=version)
    with pytest.raises(Refused) as caught:
        engine.amend_project(PROVINCE, code="P1", name="旧", expected_version=version)
    assert caught.value.refusals[0].code == "request.stale"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"project": 1}, "enroll: /project must be str, not int"),
        ({"project": None}, "enroll: /project must be str, not NoneType"),
        ({"teachers": "T1"}, "enroll: /teachers must be a list, not str"),
        ({"teachers": {"T1": 1}}, "enroll: /teachers must be a list, not dict"),
        ({"teachers": {"T1"}}, "enroll: /teachers must be a list, not set"),
        ({"teachers": ["T1", 2]}, "enroll: /teachers/1 must be str, not int"),
        ({"teachers": ["T1", None]}, "enroll: /teachers/1 must be str, not NoneType"),
        ({"forced": 1}, "enroll: /forced must be bool, not int"),
        ({"partial": "yes"}, "the call: /partial must be bool, not str"),
        ({"request_id": 7}, "the call: /request_id must be str, not int"),
        ({"other": 7}, r"Engine\.enroll\(\) got an unexpected keyword argument 'other'"),
    ],
)
def test_a_wrong_type_is_a_type_error(
    engine: Engine, given: dict[str, object], message: str
) -> None:
    arguments: dict[str, object] = {"project": "P1", "teachers": ["T1"], **given}
    with pytest.raises(TypeError, match=message):
        engine.enroll(SCHOOL, **arguments)  # type: ignore[arg-type]


def test_a_missing_argument_is_a_type_error(engine: Engine) -> None:
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'teachers'"):
        engine.enroll(SCHOOL, project="P1")  # type: ignore[call-arg]
    with pytest.raises(
        TypeError, match="the actor: /as must be xueshi.records.Actor|Actor, not str"
    ):
        engine.enroll("S1", project="P1", teachers=["T1"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"level": "provinzial"}, "/level"),
        ({"hours": Decimal("7.555")}, "/hours"),
        ({"hours": Decimal("NaN")}, "/hours"),
        ({"hours": Decimal("1E+999999")}, "/hours"),
        ({"hours": -1}, "/hours"),
        ({"hours": 10**30}, "/hours"),
        ({"year": 10**30}, "/year"),
        ({"year": 1}, "/year"),
        ({"name": ""}, "/name"),
        ({"name": "\ud800"}, "/name"),
        ({"training": {"from": datetime.date(2026, 5, 11)}}, "/training/to"),
        (
            {"training": {"from": datetime.date(1, 1, 1), "to": datetime.date(2026, 1, 1)}},
            "/training/from",
        ),
        ({"audience": {"stage": ["primary"]}}, "/audience/stage"),
        ({"audience": {"stages": ["primray"]}}, "/audience/stages/0"),
    ],
)
def test_a_wrong_value_is_refused_as_json_is(
    engine: Engine, given: dict[str, object], pointer: str
) -> None:
    day = datetime.date(2026, 5, 11)
    arguments: dict[str, object] = {
        "code": "P2",
        "name": "培训",
        "level": "provincial",
        "owner": "32",
        "year": 2026,
        "hours": 40,
        "training": {"from": day, "to": day},
        "audience": {},
        **given,
    }
    outcome = engine.outcome.create_project(PROVINCE, **arguments)  # type: ignore[arg-type]
    (refusal,) = outcome.refusals
    assert (refusal.rule, refusal.code) == ("REQ-1", "request.invalid")
    assert refusal.facts["pointer"] == pointer


@pytest.mark.parametrize(
    "given",
    [
        {"hours": 7.5},
        {"hours": "40"},
        {"hours": True},
        {"training": {"from": "2026-05-11", "to": "2026-05-15"}},
        {"training": (datetime.date(2026, 5, 11), datetime.date(2026, 5, 12))},
        {"training": DateRange(CHINA, CHINA)},  # type: ignore[arg-type]
        {"training": DateRange(*2 * (datetime.datetime(2026, 5, 11),))},
    ],
)
def test_no_float_text_or_datetime_passes_for_hours_or_dates(
    engine: Engine, given: dict[str, object]
) -> None:
    day = datetime.date(2026, 5, 11)
    arguments: dict[str, object] = {
        "code": "P2",
        "name": "培训",
        "level": "provincial",
        "owner": "32",
        "year": 2026,
        "hours": 40,
        "training": {"from": day, "to": day},
        "audience": {},
        **given,
    }
    with pytest.raises(TypeError, match="create_project: /"):
        engine.create_project(PROVINCE, **arguments)  # type: ignore[arg-type]


def test_too_many_items_are_refused_before_they_are_copied(engine: Engine) -> None:
    outcome = engine.outcome.enroll(SCHOOL, project="P1", teachers=["T"] * 100_001)
    assert [refusal.code for refusal in outcome.refusals] == ["request.too_large"]


@pytest.mark.parametrize("hours", ["0.25", "7.5", "40", "1E+2", "7.50", "999999.99"])
def test_hours_come_back_as_they_went(engine: Engine, hours: str) -> None:
    engine.amend_project(PROVINCE, code="P1", hours=Decimal(hours))
    assert engine.projects(PROVINCE).projects[0].hours == Decimal(hours)


@pytest.mark.parametrize(
    "zone",
    [datetime.timezone.utc, CHINA, datetime.timezone(-datetime.timedelta(hours=3, minutes=30))],
)
def test_instants_come_back_in_the_policys_zone(
    engine: Engine, clock: Clock, zone: datetime.timezone
) -> None:
    clock.now = datetime.datetime(2026, 3, 11, 23, 59, 58, 123456, tzinfo=zone)
    receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1"])
    assert receipt.at == clock.now
    assert receipt.at.utcoffset() == datetime.timedelta(hours=8)


def test_a_naive_clock_is_a_type_error(engine: Engine, clock: Clock) -> None:
    clock.now = datetime.datetime(2026, 3, 11)
    with pytest.raises(TypeError, match="aware"):
        engine.enroll(SCHOOL, project="P1", teachers=["T1"])


def test_what_the_clock_raises_reaches_the_caller(engine: Engine, clock: Clock) -> None:
    del clock.now
    with pytest.raises(AttributeError):
        engine.enroll(SCHOOL, project="P1", teachers=["T1"])


def test_results_can_be_copied_pickled_and_not_changed(engine: Engine) -> None:
    page = engine.projects(PROVINCE)
    assert copy.deepcopy(page) == page
    assert pickle.loads(pickle.dumps(page)) == page
    assert hash(page) == hash(copy.copy(page))
    with pytest.raises(AttributeError):
        page.next = "x"  # type: ignore[misc]
    entry = TeacherEntry("T9", "某", "S1", stages=["primary"], subject="语文")
    assert entry.stages == ("primary",)
    assert pickle.loads(pickle.dumps(entry)) == entry
    receipt = engine.enroll(SCHOOL, project="P1", teachers=["T1", "X"], partial=True)
    assert pickle.loads(pickle.dumps(receipt)) == receipt


def test_a_closed_engine_says_so(engine: Engine) -> None:
    engine.close()
    engine.close()
    assert engine.closed
    for use in (engine.state_digest, engine.info, lambda: engine.projects(PROVINCE)):
        with pytest.raises(Error) as caught:
            use()
        assert caught.value.code == "argument.invalid" and not caught.value.retry
    assert "closed" in repr(engine)


def test_errors_carry_code_and_retry(tmp_path: Path) -> None:
    with pytest.raises(Error) as caught:
        Engine.open(f"sqlite:{tmp_path}/no/such/folder.db")
    assert caught.value.code == "storage.unavailable" and caught.value.retry
    with pytest.raises(Error) as caught:
        Engine.open("nonsense:")
    assert caught.value.code == "argument.invalid" and not caught.value.retry
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (copied.code, copied.message) == (caught.value.code, caught.value.message)


def test_another_policy_than_the_adopted_one_is_an_error(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:{tmp_path}/county.db"
    with pytest.raises(Error) as caught:
        Engine.open(url, policy="jiangsu")
    assert caught.value.code == "policy.not_adopted"
    with Engine.open(url, policy="jiangsu", founder=PROVINCE, clock=clock) as first:
        found(first)
        assert first.policy is not None and first.policy.name == "jiangsu"
    with Engine.open(url, policy="jiangsu", clock=clock) as again:
        assert again.info().kind == "sqlite" and again.info().durable
        assert len(again.projects(PROVINCE).projects) == 1
    other = Path(__file__).parents[1] / "policies" / "invented.json"
    for founder in (None, PROVINCE):
        with pytest.raises(Error) as caught:
            Engine.open(url, policy=other, founder=founder)
        assert caught.value.code == "policy.not_adopted"


def test_a_mapping_is_as_good_as_an_object(engine: Engine) -> None:
    actor = {"role": "school_admin", "org": "S1"}
    assert engine.enroll(actor, project="P1", teachers=("T1",)).done == 1
    with pytest.raises(Refused) as caught:
        engine.enroll({"role": "school_admin", "orgs": "S1"}, project="P1", teachers=["T2"])
    assert "did you mean org" in str(caught.value.refusals[0].facts["expected"])


def test_class_and_from_are_written_with_an_underscore(engine: Engine, clock: Clock) -> None:
    engine.enroll(SCHOOL, project="P1", teachers=["T1"])
    assert engine.statement(Actor("teacher", teacher="T1"), teacher="T1", from_=2026).records == ()
    assert engine.outcome.assign_class(BASE, class_="K", teachers=["T1"]).refusals[0].subject


def test_everything_of_the_host(engine: Engine, tmp_path: Path) -> None:
    engine.enroll(SCHOOL, project="P1", teachers=["T1"])
    report = engine.verify_log()
    assert report and report.entries > 4 and report.faults == ()
    anchor = engine.checkpoint()
    assert engine.verify_log(anchor)
    batch = engine.feed(limit=2)
    assert batch.more and len(batch.entries) == 2
    rest = engine.feed(batch.cursor)
    assert not rest.more and not engine.feed(rest.cursor).entries
    copy_of = xueshi.open_storage(f"sqlite:{tmp_path}/copy.db")
    assert engine.replay(copy_of, decide=True).differences == ()
    with Engine.open(copy_of) as replayed:
        assert replayed.state_digest() == engine.state_digest()
    assert engine.check() == ()


def test_moving_and_backing_up(tmp_path: Path, clock: Clock) -> None:
    source = tmp_path / "county.db"
    with Engine.open(f"sqlite:{source}", policy="jiangsu", founder=PROVINCE, clock=clock) as engine:
        found(engine)
        phases: list[str] = []
        report = xueshi.migrate(
            f"sqlite:{source}",
            f"sqlite:{tmp_path}/other.db",
            progress=lambda phase, rows: phases.append(phase),
        )
        assert report.faults == () and report.state_digest == engine.state_digest()
        assert phases[-4:] == ["digest", "log", "rules", "replay"]
        pages: list[int] = []
        xueshi.back_up(source, tmp_path / "copy.db", progress=lambda done, of: pages.append(of))
        assert pages
        with Engine.open(f"sqlite:{tmp_path}/copy.db") as copied:
            assert copied.state_digest() == engine.state_digest()

    def stop(phase: str, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        xueshi.migrate(f"sqlite:{source}", f"sqlite:{tmp_path}/third.db", progress=stop)


def test_the_observer_is_told_and_can_refuse_reading(clock: Clock) -> None:
    seen: list[xueshi.Observation] = []
    with Engine.open(
        "memory:", policy="jiangsu", founder=PROVINCE, clock=clock, observer=seen.append
    ) as engine:
        found(engine)
        engine.enroll(SCHOOL, project="P1", teachers=["T1", "X"], partial=True, request_id="r")
        command = seen[-1]
        assert (command.kind, command.name, command.request_id) == ("command", "enroll", "r")
        assert command.actor == SCHOOL and command.receipt is not None and command.attempts == 1
        assert [refusal.subject for refusal in command.refusals] == ["X"] and command.took > 0
        engine.enrollments(SCHOOL)
        assert seen[-1].kind == "query" and seen[-1].teachers == ("T1",)
        assert seen[-1].receipt is None and seen[-1].error is None

    def forbid(observation: xueshi.Observation) -> None:
        if observation.kind == "query":
            raise PermissionError(observation.name)

    with Engine.open(
        "memory:", policy="jiangsu", founder=PROVINCE, clock=clock, observer=forbid
    ) as engine:
        found(engine)
        with pytest.raises(PermissionError, match="teachers"):
            engine.teachers(SCHOOL)


def test_a_policy_file_is_checked_whole() -> None:
    policy = xueshi.Policy.shipped("jiangsu")
    assert policy.digest.startswith("sha256:") and policy.title.zh
    assert xueshi.Policy.load(policy.content).digest == policy.digest
    with pytest.raises(xueshi.PolicyInvalid) as caught:
        xueshi.Policy.load('{"name":1}')
    assert caught.value.faults and "expected" in str(caught.value)
    with pytest.raises(Error) as error:
        xueshi.Policy.shipped("atlantis")
    assert error.value.code == "policy.unreadable"
