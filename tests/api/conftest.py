"""A small town, and the systems that call it: a firm's, a clerk's, reviewers', an approver's."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calls import Caller
from tongban.cases.tests.conftest import Town, make_town
from tongban.kernel.events import SYSTEM
from tongban.matters.actions import accept_matter, open_matter, open_next_wave, plan_steps
from tongban.matters.models import Matter
from tongban.matters.rules import StepPlan
from tongban.people.actions import admit_system_of_firm, admit_system_of_office, make_client_token
from tongban.people.demo.mandates import named_mandate
from tongban.people.models import Account, Mandate, Office, Officer, Party
from tongban.people.rules.identifiers import make_uscc
from tongban.people.rules.scopes import EITHER, FIRM, NOBODY, OFFICE, SCOPES

ALL_OF = {
    kind: [
        code for code, scope in SCOPES.items() if scope.needs in (NOBODY, kind, EITHER if kind != NOBODY else NOBODY)
    ]
    for kind in (NOBODY, FIRM, OFFICE)
}


@dataclass
class Called:
    """The town with its callers."""

    town: Town
    firm: Party
    applicant: Caller
    clerk: Caller
    reviewer: Caller
    colleague: Caller
    drains: Caller
    approver: Caller
    public: Caller
    officers: dict[str, Officer] = field(default_factory=dict)

    def caller(self, name: str, account: Account | None, scopes: list[str]) -> Caller:
        now = timezone.now()
        _, secret = make_client_token(name=name, scopes=scopes, account=account, by=SYSTEM, now=now)
        return Caller(secret)

    def order(self) -> Matter:
        """A matter that is no case: two waves of the market office, the first open."""
        now = timezone.now() - timedelta(hours=1)
        matter = open_matter(
            kind="order",
            subject_code="order",
            subject_title="占道经营",
            subject_version=1,
            party=self.town.applicant,
            handler=None,
            office=self.town.market,
            regulating_office=None,
            region=self.town.market.region,
            channel="web",
            by=self.town.applicant,
            now=now,
        )
        accept_matter(matter=matter, by=self.town.clerk, now=now)
        plan = [StepPlan(f"w{wave}", f"第{wave}轮", wave, self.town.market.pk) for wave in (1, 2)]
        plan_steps(matter=matter, steps=plan, by=self.town.clerk, now=now)
        open_next_wave(matter=matter, by=self.town.clerk, now=now)
        return matter


@pytest.fixture
def called(db: None, settings: Any, tmp_path: Any) -> Called:
    settings.FILES_DIR = tmp_path
    return make_called()


@pytest.fixture
def browser() -> Client:
    return Client()


def make_called() -> Called:
    town, now = make_town(), timezone.now()
    firm = make_firm("云州云味餐饮有限公司", 7_000_001)
    nobody = Caller("")
    called = Called(town, firm, nobody, nobody, nobody, nobody, nobody, nobody, nobody)
    account = admit_system_of_firm(name="云味门店系统", party=firm, by=SYSTEM, now=now)
    called.applicant = called.caller("云味门店系统", account, ALL_OF[FIRM])
    called.public = called.caller("市民网", None, ALL_OF[NOBODY])
    systems = (
        ("clerk", town.bureau, "clerk"),
        ("reviewer", town.market, "reviewer"),
        ("colleague", town.market, "reviewer"),
        ("drains", town.streets, "reviewer"),
        ("approver", town.bureau, "approver"),
    )
    for name, office, role in systems:
        officer = called.officers[name] = system_of(office, name, role)
        setattr(called, name, called.caller(name, officer.account, ALL_OF[OFFICE]))
    by_name = [called.town.signboard.code]
    kind = Mandate.Kind.SINGLE_OFFICER
    named_mandate(kind, called.officers["clerk"], town.bureau, by_name, since=date(2020, 1, 1)).save()
    return called


def make_firm(name: str, serial: int) -> Party:
    firm = Party(kind="organisation", name=name, identity_kind="uscc")
    firm.identity = make_uscc(serial, region="990102", department="9")
    firm.save()
    return firm


def system_of(office: Office, name: str, role: str) -> Officer:
    account = admit_system_of_office(name=name, office=office, role=role, by=SYSTEM, now=timezone.now())
    return Officer.objects.get(account=account)
