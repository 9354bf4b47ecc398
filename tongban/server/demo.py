"""The order of the demos: from an empty database to a city at work, and on in the background."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from tongban.bundles.demo import hand_in_bundles, load_bundles, pilot_one
from tongban.cases.demo import (
    furnish_front,
    furnish_halls,
    hold_hearings,
    make_hotels,
    make_promises,
    make_terms,
    plan_trips,
    set_targets,
    show_reach,
    tell_stories,
)
from tongban.cases.demo.on_file import put_on_file
from tongban.cases.demo.outcomes import make_outcomes, sign_receipts
from tongban.cases.demo.publishing import report_past
from tongban.cases.demo.registers import fill_registers
from tongban.cases.demo.systems import connect_systems, register_network
from tongban.cases.models import Case
from tongban.catalogue.demo import (
    begin_reviews,
    bring_workbook,
    furnish_figures,
    furnish_lists,
    load_items,
    load_registers,
    name_clerks,
    plant_faults,
)
from tongban.catalogue.models import Item
from tongban.kernel import outbox
from tongban.kernel.jobs import periodic
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.demo import City, Population, build_city, build_parties, find_city, find_parties
from tongban.people.demo.absences import begin_absences
from tongban.people.demo.devices import hand_out_devices
from tongban.people.models import Account, Office, Region
from tongban.portal.demo import publish_notices
from tongban.windows.demo import bind_everything, build_windows

HOME = "990100"  # the region code of the demo city
STILL_TOLD = timedelta(days=1)  # messages of the played past were read long ago; those of the last day go out
IN_ONE_GO = 5  # stories the worker tells before it looks at its other work


class CannotBuild(Refused):
    """The demo city is not built here."""


def obstacles_to_building() -> list[Obstacle]:
    """Return why no demo city may be built: production settings, or a database that holds something else."""
    if not settings.DEMO:
        return [Obstacle("not_in_production")]
    holds_other = Region.objects.exclude(code__startswith="99").exists()
    holds_unknown = not is_built() and (Account.objects.exists() or Office.objects.exists())
    return [Obstacle("database_holds_other_data")] if holds_other or holds_unknown else []


def is_built() -> bool:
    return Region.objects.filter(code=HOME).exists()


@dataclass(frozen=True)
class Stage:
    """Everybody who plays in the stories, read once for many of them."""

    city: City
    population: Population
    items: list[Item]


def find_stage() -> Stage:
    items = Item.objects.exclude(current=None).filter(current__run_mode__in=["here", "pushed"]).order_by("pk")
    full = items.select_related("office__region", "regulating_office", "current", "catalog_item")
    return Stage(find_city(), find_parties(), list(full))


def build(*, now: datetime, cases: int) -> None:
    """Build the city and tell its first stories. Raises ``CannotBuild``."""
    if obstacles := obstacles_to_building():
        raise CannotBuild(obstacles)
    if not is_built():
        draw = random.Random(HOME)
        city = build_city(now=now, random=draw)
        build_parties(city, random=draw)
        halls = build_windows(city, now=now)
        items = load_items(city, now=now)
        name_clerks(city, items)
        plant_faults(now=now)
        furnish_lists(city, now=now)
        furnish_figures(now=now)
        load_registers(city, now=now)
        load_bundles(now=now)
        pilot_one(now=now)
        begin_reviews(city, now=now)
        bind_everything(halls, item_codes=[item.code for item in items], now=now)
        furnish_halls(city, halls, now=now)
        bring_workbook(now=now)
        begin_absences(city, now=now)
        hand_out_devices(city, now=now)
        put_on_file(now=now)
        fill_registers(now=now)
        publish_notices(now=now)
    fill(now=now, up_to=cases)


def fill(*, now: datetime, up_to: int, at_most: int | None = None, stage: Stage | None = None) -> int:
    """Tell stories until there are so many, or so many at most in one go; return how many were told."""
    told = count_told()
    wanted = min(up_to - told, at_most if at_most is not None else up_to)
    if wanted <= 0:
        return 0
    stage = stage or find_stage()
    tell_stories(city=stage.city, population=stage.population, items=stage.items, first=told, count=wanted, now=now)
    if told + wanted >= up_to:
        _furnish(stage, now)
    sign_receipts(city=stage.city, now=now)
    report_past(now=now)
    outbox.forget_before(now - STILL_TOLD)
    return wanted


def _furnish(stage: Stage, now: datetime) -> None:
    """Let happen, once, what the stories do not tell by lot."""
    everybody: dict[str, Any] = {"city": stage.city, "population": stage.population, "items": stage.items, "now": now}
    furnish_front(**everybody)
    plan_trips(**everybody)
    hold_hearings(**everybody)
    set_targets(city=stage.city, items=stage.items, now=now)
    make_promises(**everybody)
    make_outcomes(city=stage.city, now=now)
    make_terms(**everybody)
    make_hotels(**everybody)
    show_reach(**everybody)
    hand_in_bundles(city=stage.city, now=now)


def connect(*, now: datetime) -> None:
    """Connect the demo systems of departments, once; what is accepted from now on goes to them."""
    if is_built():
        city = find_city()
        connect_systems(city, now=now)
        register_network(city, now=now)


def count_told() -> int:
    return Case.objects.filter(idempotency_key__startswith="demo:").count()


def register() -> None:
    """Let this process, a worker, tell on until the city is as large as the setting says."""
    if settings.DEMO:
        periodic("fill the demo city", every=timedelta(seconds=1))(_fill_on)


def _fill_on(now: datetime) -> None:
    if is_built():
        fill(now=now, up_to=settings.DEMO_CASES, at_most=IN_ONE_GO)
