"""云州悦来宾馆 has two licences on its word the same day; the regulator signs, checks, orders; another firm loses one.

Scenario 5, through HTTP on the demo city: licence, check, correction and record of credit stand in one line of sight.
"""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.journeys.onward import account_of, approver_of, client_of, decide, handed_in
from tongban.cases import jobs
from tongban.cases.models import BrokenPromise, Case, Commitment, CreditBatch, LaterDecision, Publication, Result
from tongban.cases.queries.regulation import checker_of
from tongban.catalogue.demo import load_items
from tongban.catalogue.models import Item
from tongban.exchange.models import DemoCreditFile
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import OutboxRow
from tongban.people.actions import authorise_agent, find_or_create_party
from tongban.people.demo import City, build_city
from tongban.people.models import Account, Party
from tongban.people.rules.identifiers import make_uscc

FIRE, HYGIENE = 13, 18
HYGIENE_CODE = "990123002000"
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E03", "N01")]


@pytest.fixture
def city(settings: Any, tmp_path: Any) -> City:
    settings.FILES_DIR = tmp_path
    settings.DEMO = True
    return build_city(now=timezone.now(), random=random.Random(5))


def test_commitment_check_and_regulator(city: City) -> None:
    now = timezone.now()
    items = load_items(city, now=now, numbers=[FIRE, HYGIENE])
    agent = account_of("孙倩")
    hotel = _firm_of(agent, "云州悦来宾馆有限公司", 7_500_003)
    other = _firm_of(agent, "云州客来旅馆有限公司", 7_500_004)
    hygiene = next(each for each in items if each.catalog_item.code == HYGIENE_CODE and _is_regulated_elsewhere(each))
    fire = next(each for each in items if each.catalog_item.code != HYGIENE_CODE)

    # Two licences on a promise, both the same day.
    first = _granted_on_commitment(city, hygiene, agent, hotel)
    second = _granted_on_commitment(city, fire, agent, hotel)
    for case in (first, second):
        assert local_day(case.matter.decided_at) == local_day(case.matter.received_at)
        assert Result.objects.filter(case=case, state="valid").exists()
    number = first.matter.number

    # The regulator finds the decision in its inbox and signs for it.
    officer = city.holders(checker_of(first), "review")[0]
    inspector = client_of(officer.account)
    inbox = inspector.get("/desk/regulating/").content.decode()
    assert number in inbox
    assert "待签收" in inbox
    notice = first.regulator_notices.get()
    assert inspector.post(f"/desk/regulating/{notice.pk}/receive/").status_code == 302

    # The check lies there until its day; one finding is ordered to be put right, and is.
    commitment = Commitment.objects.get(case=first)
    assert number in inspector.get("/desk/regulating/checks/").content.decode()
    page = f"/desk/regulating/checks/{commitment.pk}/"
    found = {"findings": "两名人员到场，消毒间没有启用。", "order": "启用消毒间。"}
    by_day = (local_day(now) + timedelta(days=15)).isoformat()
    assert inspector.post(page, {"outcome": "ordered", **found, "order_due_on": by_day}).status_code == 302
    assert "限期改正" in client_of(agent).get(f"/my/{number}/").content.decode()
    assert inspector.post(page, {"is_corrected": "yes", "findings": "已经启用。"}).status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == "corrected"
    decider = client_of(approver_of(city, first).account)
    line = decider.get(f"/desk/matters/{number}/").content.decode()
    for said in ("已签收", "已改正", "监管反馈", Result.objects.get(case=first).number):
        assert said in line

    # The other firm promised what was not so: on record, announced, heard, revoked.
    false = _granted_on_commitment(city, hygiene, agent, other)
    check = f"/desk/regulating/checks/{Commitment.objects.get(case=false).pk}/"
    assert inspector.post(check, {"outcome": "false", "findings": "场所不存在。"}).status_code == 302
    assert BrokenPromise.objects.get().party == other
    announcing = {"ground": "broken_commitment", "reasons": "场所不存在，承诺不实。"}
    begin = f"/desk/cases/{false.matter.number}/later/revoke/"
    announcer, ender = _two_who_decide(city, false)
    assert announcer.post(begin, announcing).status_code == 302
    assert client_of(agent).post(f"/my/{false.matter.number}/statement/", {"text": "搬走了。"}).status_code == 302
    act = LaterDecision.objects.get()
    assert ender.post(f"/desk/later/{act.pk}/decide/").status_code == 302
    act.refresh_from_db()
    assert act.state == "decided"
    assert Result.objects.get(case=false).state == "revoked"
    assert false.regulator_notices.filter(about="revoke").exists()

    # Everything is public, and in the file of the credit site.
    public = Client().get("/published/", {"q": "云州客来旅馆有限公司"}).content.decode()
    assert "撤销" in public
    jobs.report_what_was_published(timezone.now())
    row = OutboxRow.objects.get(kind="credit")
    jobs.deliver_to_the_credit_site(row.payload.clear(), row.key)
    held = DemoCreditFile.objects.get().payload["rows"]
    assert {each["XK_ZT"] for each in held if each["XK_XDR_MC"] == "云州客来旅馆有限公司"} == {"1", "2"}
    assert CreditBatch.objects.get().received_at
    assert not Publication.objects.filter(received_at=None).exists()


def _is_regulated_elsewhere(item: Item) -> bool:
    return item.regulating_office_id not in (None, item.office_id)


def _firm_of(agent: Account, name: str, serial: int) -> Party:
    """Found a firm that the agent acts for."""
    now = timezone.now()
    identity = make_uscc(serial, region="990102", department="9")
    firm = find_or_create_party(
        kind=Party.Kind.ORGANISATION, name=name, identity_kind="uscc", identity=identity, by=SYSTEM, now=now
    )
    party = agent.party
    authorise_agent(party=firm, agent=party, scope="办理许可", since=local_day(now), by=firm, now=now)
    return firm


def _granted_on_commitment(city: City, item: Item, agent: Account, party: Party) -> Case:
    """Handed in with the promise signed, accepted on it at the counter, decided by another officer the same hour."""
    case = handed_in(item, agent, party=party, promises=("commitment",), now=timezone.now())
    clerk = client_of(city.holders(case.matter.office, "acceptance")[0].account)
    answer = clerk.post(f"/desk/cases/{case.matter.number}/commit/")
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    decide(city, case)
    return Case.objects.select_related("matter__office", "matter__regulating_office", "version").get(pk=case.pk)


def _two_who_decide(city: City, case: Case) -> tuple[Client, Client]:
    """Return two officers of the office that decides: one announces, the other ends it."""
    first, second = city.holders(case.matter.office, "approval")[:2]
    return client_of(first.account), client_of(second.account)
