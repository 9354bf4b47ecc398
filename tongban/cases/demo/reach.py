"""How far somebody may go, in the demo city: beyond a commission, under a delegation to a street, for the government.

An act outside a commission is refused and stays on record; a street takes in what the district has lent it; the head
of the government grants the longer extension of what two departments handle together.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from tongban.cases.actions import accept_case
from tongban.cases.actions.deciding import decide_case
from tongban.cases.demo.front import SIGN, Desk
from tongban.cases.demo.promises import HR, at_the_bureau, story_of
from tongban.cases.demo.stories import City, People
from tongban.cases.models import Case
from tongban.cases.rules import GRANTED
from tongban.catalogue.models import Delegation, Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Refused
from tongban.matters.actions import extend
from tongban.matters.queries.extensions import body_that_extends
from tongban.matters.rules.extensions import HEAD, extension_rule
from tongban.people.actions.oversteps import record_overstep
from tongban.people.models import Officer, Overstep
from tongban.people.queries import officers_with
from tongban.people.queries.refusals import tried
from tongban.windows.actions import bind_items, confirm_competence
from tongban.windows.queries import windows_of

DIG = "990150003000"  # 临时占用、挖掘城市道路: two departments, 联合办理
CONTRACTED, TOWN_CLERK = "fangyuan", "sumei"
DAY = timedelta(days=1)


def show_reach(*, city: City, population: People, items: Sequence[Item], now: datetime) -> None:
    if Overstep.objects.exists():
        return
    if hr := at_the_bureau(items, HR):
        _oversteps(city, population, hr, now)
    if dig := at_the_bureau(items, DIG):
        _together(city, population, dig, now)
    _lent(city, population, now)


def _oversteps(city: City, population: People, item: Item, now: datetime) -> None:
    """A contracted clerk tries to accept what no commission names: refused, and kept as the edge keeps it."""
    clerk = Officer.objects.get(account__username=CONTRACTED)
    story = story_of(city, "oversteps", item, now, days_ago=1)
    case = story.open(item, population, key="reach:oversteps")
    noted = tried.set([])
    try:
        accept_case(case=case, by=clerk, now=story.at)
    except Refused:
        for each in tried.get() or ():
            record_overstep(tried=each, about=f"/desk/cases/{case.matter.number}/accept/", now=story.at)
    finally:
        tried.reset(noted)


def _together(city: City, population: People, item: Item, now: datetime) -> None:
    """Two cases of two departments: one is extended by the government, one is near its day."""
    _under_review(city, population, item, "reach:near", now)
    case = _under_review(city, population, item, "reach:extended", now)
    body = body_that_extends(case.matter)
    head = officers_with(HEAD, office=body, item=item.code, on=local_day(now)).first() if body else None
    if head:
        extend(
            matter=case.matter, amount=extension_rule(case.matter.extension_rule).at_most,
            reason="管线单位较多，城管和交警要联合踏勘。", basis="行政许可法第四十二条第二款", approved_by=head,
            now=now - DAY / 24,
        )  # fmt: skip


def _under_review(city: City, population: People, item: Item, key: str, now: datetime) -> Case:
    story = story_of(city, key, item, now, days_ago=4)
    case = story.open(item, population, key=key)
    return accept_case(case=case, by=story.officer(item.office, "acceptance"), now=story.at)


def _lent(city: City, population: People, now: datetime) -> None:
    """A street takes in two signs over shops for the district: one is decided there, one waits to be accepted."""
    clerk, today = Officer.objects.select_related("office").get(account__username=TOWN_CLERK), local_day(now)
    lent = Delegation.objects.on(today).filter(to=clerk.office, item__catalog_item__code=SIGN)
    delegation = lent.select_related("item__current", "item__office__region", "item__catalog_item").first()
    window = windows_of(clerk, today).first()
    if delegation is None or window is None:
        return
    item, since = delegation.item, delegation.since
    bind_items(window=window, item_codes=[item.code], since=since, by=SYSTEM, now=now)
    confirm_competence(officers=[clerk], item_codes=[item.code], since=since, ground="委托事项培训", by=SYSTEM, now=now)
    desk = Desk(clerk, window, random.Random("lent"), now)
    decided, waiting = population.people[-2:]
    case = accept_case(case=desk.received(item, decided), by=clerk, now=now)
    decider = city.holders(item.office, "approval")[0]
    decide_case(case=case, outcome=GRANTED, reasons="", by=decider, now=now)
    desk.received(item, waiting)
