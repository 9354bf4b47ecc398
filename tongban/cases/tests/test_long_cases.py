"""A case with thirty steps and sixty rows in its trail: its pages ask the database no more than a short one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tongban.cases.actions import accept_case, give_opinion
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, _item, _publish, _version, signed_in
from tongban.catalogue.models import StepSpec
from tongban.kernel.journal import events_of
from tongban.people.models import Account, Officer

STEPS, TRAIL, QUERIES = 30, 60, 25
WAVES, IN_ONE = 6, 5  # with the decision thirty steps: the last wave has one fewer

pytestmark = pytest.mark.requirement("C01")


def made_long(town: Town) -> Case:
    """Twenty-five reviews done and four open, two of them of one office, after one special procedure."""
    item = _item(town.bureau, town.market, "990114002000", "大型群众性活动许可")
    rule = {"amount": 5, "unit": "working", "silence": "accepted", "starts": "receipt"}
    version = _version(item, statutory_amount=20, promised_amount=15, receipt_rule=rule)
    for number in range(STEPS - 1):
        office = (town.market, town.streets)[number % 2]
        wave = number // IN_ONE + 1
        name = {"code": f"r{number}", "name": f"第 {number + 1} 项审查"}
        StepSpec.objects.create(version=version, wave=wave, office=office, post_kind="review", **name)
    now = timezone.now() - timedelta(hours=3)
    case = accept_case(case=town.case(_publish(version), now=now), by=town.clerk, now=now)
    for wave in range(1, WAVES):
        for step in case.matter.steps.filter(wave=wave, code__startswith="r").select_related("office").order_by("pk"):
            by = town.market_reviewer if step.office_id == town.market.pk else town.streets_reviewer
            give_opinion(step=step, outcome="agree", opinion="符合条件", by=by, now=now)
    return case


@pytest.fixture
def case(town: Town) -> Case:
    return made_long(town)


def asked(who: Officer | Account, address: str) -> list[str]:
    reader = signed_in(who)
    assert reader.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    return [query["sql"] for query in queries]


def test_it_is_as_long_as_it_says(case: Case) -> None:
    assert case.matter.steps.count() == STEPS
    assert case.matter.steps.filter(state="open").count() == STEPS - 1 - (WAVES - 1) * IN_ONE
    assert len(list(events_of(case.matter.subject))) >= TRAIL


@pytest.mark.parametrize("who", ["market_reviewer", "approver", "clerk", "chief"])
def test_the_page_of_the_desk_asks_few_questions(case: Case, town: Town, who: str) -> None:
    made = asked(getattr(town, who), f"/desk/matters/{case.matter.number}/")
    assert len(made) <= QUERIES, "\n".join(made)


def test_the_page_of_the_applicant_asks_few_questions(case: Case, town: Town) -> None:
    made = asked(town.account, f"/my/{case.matter.number}/")
    assert len(made) <= QUERIES, "\n".join(made)
