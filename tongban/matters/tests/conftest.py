"""A small city to try matters in: two departments, a town, their officers, one party."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from tongban.kernel.moments import BEIJING
from tongban.matters.actions import accept_matter, open_matter, open_next_wave, plan_steps, start_clock
from tongban.matters.models import Matter, Step
from tongban.matters.rules import StepPlan
from tongban.people.demo.mandates import chief_mandate
from tongban.people.models import Account, Office, Officer, Party, Post, Region, RoleGrant

# A Thursday; the next working days are 8, 11 and 12 May, after the make-up Saturday the 9th.
MORNING = datetime(2026, 5, 7, 9, 30, tzinfo=BEIJING)


@dataclass
class Town:
    """Who is there."""

    region: Region
    market: Office
    health: Office
    other: Office
    clerk: Officer
    reviewer: Officer
    colleague: Officer
    approver: Officer
    head: Officer  # answers for the market office
    health_reviewer: Officer
    stranger: Officer
    supervisor: Officer
    party: Party


_serial = count(1)


def officer(office: Office, *roles: str, post: str = "") -> Officer:
    n = next(_serial)
    account = Account.objects.create(kind="staff", username=f"staff{n}", phone="")
    person = Officer.objects.create(
        account=account, office=office, name=f"职员{n}", staff_number=f"S{n:05d}", joined_on=date(2020, 1, 1)
    )
    for role in roles:
        RoleGrant.objects.create(officer=person, role=role, office=office, since=date(2020, 1, 1))
    if "chief" in roles:
        chief_mandate(person, office, since=date(2020, 1, 1)).save()
    if post:
        Post.objects.create(office=office, kind=post, name=post, holder_a=person)
    return person


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def make_town() -> Town:
    region = Region.objects.create(code="990101000000", name="云城区", level="county", valid_from=date(2000, 1, 1))
    offices = [
        Office.objects.create(
            name=f"云城区{name}",
            short_name=name,
            uscc=f"11990101MB{n:08d}",
            kind="department",
            level="4",
            region=region,
        )
        for n, name in enumerate(["市场监管局", "卫生健康局", "教育局"])
    ]
    market, health, other = offices
    return Town(
        region=region,
        market=market,
        health=health,
        other=other,
        clerk=officer(market, "clerk", post="acceptance"),
        reviewer=officer(market, "reviewer"),
        colleague=officer(market, "reviewer"),
        approver=officer(market, "approver", post="approval"),
        head=officer(market, "chief", post="approval"),
        health_reviewer=officer(health, "reviewer"),
        stranger=officer(other, "reviewer"),
        supervisor=officer(market, "supervisor"),
        party=Party.objects.create(
            kind="person", name="王小云", identity_kind="citizen-id", identity="11010519491231002X", phone="19900000001"
        ),
    )


def opened(town: Town, **given: Any) -> Matter:
    """Open a matter this morning."""
    arguments: dict[str, Any] = {
        "kind": "case",
        "subject_code": "food",
        "subject_title": "食品经营许可",
        "subject_version": 1,
        "party": town.party,
        "handler": None,
        "office": town.market,
        "regulating_office": None,
        "region": town.region,
        "channel": "web",
        "by": town.party,
        "now": MORNING,
    }
    return open_matter(**(arguments | given))


def accepted(town: Town, *, now: datetime = MORNING, promised: int = 5, statutory: int = 20, **given: Any) -> Matter:
    """Open a matter and accept it at once, with a promise and a statutory limit."""
    matter = opened(town, now=now, **given)
    start_clock(matter=matter, kind="receipt", amount=5, unit="working", start=now, by=town.party, now=now)
    accept_matter(matter=matter, by=town.clerk, now=now)
    for kind, amount in (("promised", promised), ("statutory", statutory)):
        start_clock(matter=matter, kind=kind, amount=amount, unit="working", start=now, by=town.clerk, now=now)
    return matter


def plan(town: Town, *waves: list[Office], amount: int | None = 3) -> list[StepPlan]:
    """Return a plan with one review by each office of each wave."""
    return [
        StepPlan(f"w{n}s{m}", f"第{n}轮审查{m}", n, office.pk, "review", amount)
        for n, offices in enumerate(waves, 1)
        for m, office in enumerate(offices, 1)
    ]


def under_way(town: Town, *waves: list[Office], now: datetime = MORNING, **given: Any) -> tuple[Matter, list[Step]]:
    """Accept a matter, plan its steps and open the first wave; return it with all its steps."""
    matter = accepted(town, now=now, **given)
    plan_steps(matter=matter, steps=plan(town, *waves), by=town.clerk, now=now)
    open_next_wave(matter=matter, by=town.clerk, now=now)
    return matter, list(matter.steps.order_by("wave", "pk"))


@pytest.fixture
def steps_of() -> Callable[[Matter], list[Step]]:
    return lambda matter: list(matter.steps.order_by("wave", "pk"))
