"""Rules of discretion: a decision that leaves them is warned of, explained, and listed for supervision."""

import pytest

from tongban.cases.actions import accept_case, decide_case, give_opinion
from tongban.cases.actions.refusals import CannotDecide
from tongban.cases.models import Case, DiscretionLeft
from tongban.cases.tests.conftest import MORNING, Town, _item, _publish, _version, signed_in
from tongban.catalogue.models import StepSpec
from tongban.people.models import RoleGrant

pytestmark = pytest.mark.requirement("A21")
LARGE = {
    "name": "大店从严",
    "condition": {"field": "area", "op": ">=", "value": 100},
    "outcomes": ["refused"],
    "basis": "示例",
}


@pytest.fixture
def case(town: Town) -> Case:
    """A reviewed case whose area the rule of its item binds."""
    item = _item(town.bureau, town.market, "990114001000", "人力资源服务许可")
    version = _version(
        item,
        statutory_amount=20,
        promised_amount=5,
        receipt_rule={"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"},
        elements={"discretion": [LARGE]},
    )
    StepSpec.objects.create(version=version, wave=1, code="visit", name="核查", office=town.market, post_kind="review")
    case = accept_case(case=town.case(_publish(version)), by=town.clerk, now=MORNING)
    step = case.matter.steps.select_related("office", "matter").get(code="visit")
    give_opinion(step=step, outcome="agree", opinion="", by=town.market_reviewer, now=MORNING)
    return Case.objects.select_related("matter__office", "version").get(pk=case.pk)


def test_a_decision_beside_the_rule_says_why_and_is_on_record(case: Case, town: Town) -> None:
    given = {"case": case, "outcome": "granted", "reasons": "", "by": town.approver, "now": MORNING}
    with pytest.raises(CannotDecide) as refused:
        decide_case(**given)  # type: ignore[arg-type]
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["discretion_reason_missing"]

    decision = decide_case(**given, discretion_reason="另有隔油设施")  # type: ignore[arg-type]
    left = DiscretionLeft.objects.get()
    assert (left.decision, left.rule, left.allowed, left.reason) == (decision, "大店从严", ["refused"], "另有隔油设施")


def test_a_decision_that_keeps_to_the_rule_leaves_nothing(case: Case, town: Town) -> None:
    decide_case(case=case, outcome="refused", reasons="面积过大", by=town.approver, now=MORNING)
    assert not DiscretionLeft.objects.exists()


def test_the_officer_is_warned_and_the_supervisor_sees_the_list(case: Case, town: Town) -> None:
    approver = signed_in(town.approver)
    page = approver.get(f"/desk/matters/{case.matter.number}/").content.decode()
    assert "大店从严" in page
    address = f"/desk/cases/{case.matter.number}/decide/"
    assert approver.post(address, {"outcome": "granted"}).status_code == 409
    approver.post(address, {"outcome": "granted", "discretion_reason": "另有隔油设施"})
    assert approver.get("/desk/discretion/").status_code == 403

    RoleGrant.objects.create(officer=town.chief, role="supervisor", office=town.bureau, since="2020-01-01")
    supervisor = signed_in(town.chief)
    assert "另有隔油设施" in supervisor.get("/desk/discretion/").content.decode()
    assert "另有隔油设施" in supervisor.post("/desk/discretion/export/", {"format": "csv"}).content.decode("utf-8-sig")
