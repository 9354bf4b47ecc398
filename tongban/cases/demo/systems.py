"""The demo systems of departments are connected, and get their first cases; the register of the network is filled."""

import random
from datetime import date, datetime, timedelta

from tongban.cases.actions import accept_case, attach_paper, save_draft, start_draft, submit_draft
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.demo.forms import answers_to, form_for
from tongban.catalogue.models import Item, ItemVersion
from tongban.exchange.actions.links import admit_link
from tongban.exchange.actions.network import set_site
from tongban.exchange.demo.system import configured, demo_key
from tongban.exchange.models import Link, NetworkSite
from tongban.exchange.queries.partners import DEMO_SYSTEM
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.demo import City
from tongban.people.models import Office, Region

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
FIRST_CASES = ("990514001000", "990514001000", "990714002000")  # 失业保险金申领, 企业职工退休申请
LEFT_TO_ACCEPT = "990714001000"  # 工伤认定: a clerk may accept it and see where it goes
APPLICANT = "李晓云"
NOT_REACHED = 19  # every so-manieth village
CARRIERS = ("云岭电信", "云岭移动", "云岭联通")
BANDWIDTH = {Region.Level.CITY: 1000, Region.Level.COUNTY: 500, Region.Level.TOWN: 200, Region.Level.VILLAGE: 100}


def connect_systems(city: City, *, now: datetime) -> None:
    """Connect the demo systems, once, and let the first cases go there."""
    if Link.objects.exists():
        return
    for code, told in configured().items():
        admit_link(
            code=code,
            name=told.name,
            adapter=DEMO_SYSTEM,
            office=city.office(told.office),
            offices=_offices(told.items),
            prefix=told.prefix,
            item_codes=told.items,
            polls=told.polls,
            key=demo_key(code),
            by=SYSTEM,
            now=now,
        )
    for place, code in enumerate(FIRST_CASES):
        _handed_in(city, code, random.Random(place), is_accepted=True, now=now)
    _handed_in(city, LEFT_TO_ACCEPT, random.Random(code), is_accepted=False, now=now)


def _offices(codes: list[str]) -> list[Office]:
    items = Item.objects.filter(catalog_item__code__in=codes, current__run_mode__in=ItemVersion.ELSEWHERE)
    return list(Office.objects.filter(items__in=items).distinct().order_by("path"))


def _handed_in(city: City, code: str, draw: random.Random, *, is_accepted: bool, now: datetime) -> None:
    """Hand one application in, and accept it, as people do; nothing where the city has no such item."""
    pushed = Item.objects.filter(catalog_item__code=code, current__run_mode=ItemVersion.RunMode.PUSHED)
    item = pushed.order_by("code").first()
    party = city.party(APPLICANT)
    if item is None or party.account is None:
        return
    try:
        draft = start_draft(account=party.account, item=item, party=party, now=now)
        answers = answers_to(draft.version, draw)
        draft = save_draft(draft=draft, answers=answers, form=form_for(draft.version, answers, draw), now=now)
        for spec in draft.version.materials.exclude(necessity="optional").filter(exempted_by=""):
            attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=party.account, now=now)
        case = submit_draft(draft=draft, channel="web", now=now)
    except CannotApply:
        return
    clerks = city.holders(case.matter.office, "acceptance")
    if is_accepted and clerks:
        accept_case(case=case, by=clerks[0], now=now)


def register_network(city: City, *, now: datetime) -> None:
    """Enter the places of the four levels in the register, once."""
    if not NetworkSite.objects.exists():
        _register(city, now=now)


@action
def _register(city: City, *, now: datetime) -> None:
    today = local_day(now)
    for place, region in enumerate(
        region for region in city.regions if region.level in BANDWIDTH and not region.valid_to
    ):
        is_reached = region.level != Region.Level.VILLAGE or place % NOT_REACHED != 0
        set_site(
            region=region,
            office=None,
            name=f"{region.name}政务服务接入点",
            is_reached=is_reached,
            reached_on=date(2021, 6, 30) if is_reached else None,
            carrier=CARRIERS[place % len(CARRIERS)],
            bandwidth_mbps=BANDWIDTH[Region.Level(region.level)] if is_reached else None,
            checked_on=today - timedelta(days=place % 90),
            by=SYSTEM,
            now=now,
        )
    for place, office in enumerate(
        office for office in city.offices if office.level in (Office.Level.CITY, Office.Level.COUNTY)
    ):
        set_site(
            region=office.region,
            office=office,
            name=f"{office.name}机房",
            is_reached=place % 23 != 0,
            reached_on=date(2020, 12, 31) if place % 23 else None,
            carrier=CARRIERS[place % len(CARRIERS)],
            bandwidth_mbps=200,
            checked_on=today - timedelta(days=place % 60),
            by=SYSTEM,
            now=now,
        )
