"""A window in the small town: seated, equipped, with a visit under way; what a clerk sends from it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case
from tongban.catalogue.models import Item, ItemVersion, MaterialSpec, PaperKind, SearchTerm
from tongban.catalogue.rules.words import index_terms
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Account, Officer
from tongban.people.rules.identifiers import make_uscc
from tongban.windows.actions import bind_items, confirm_competence, seat_officer, set_device
from tongban.windows.devices import DEMO_CARDS
from tongban.windows.models import Device, ServicePoint, Visit, Window

if TYPE_CHECKING:
    from tongban.cases.tests.conftest import Town

DESK = "/desk/window/"
CARD = DEMO_CARDS[0]
FIRM = make_uscc(7_000_001, region="990102", department="9")
FILLED = {"q-dishes": "hot", "f-name": "云味小馆", "f-area": "120", "deliver_way": "window", "key": "one"}
SEEN = {"seen-layout": "on", "copy-layout": "on", "pages-layout": "3"}
LONG = timedelta(days=400)


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def window(town: Town) -> Window:
    point = ServicePoint.objects.create(
        office=town.bureau, name="云州市政务服务中心", address="云水路1号", hours="9:00—17:00", phone="0999-1"
    )
    made = Window.objects.create(service_point=point, number="12", name="综合受理", kind=Window.Kind.ANY)
    now = timezone.now()
    for item in (town.restaurant, town.signboard):
        make_findable(item)
    since = local_day(now) - LONG
    bind_items(window=made, item_codes=[town.restaurant.code, town.signboard.code], since=since, by=SYSTEM, now=now)
    for kind in Device.Kind.values:
        set_device(window=made, kind=kind, adapter="demo", by=SYSTEM, now=now)
    return made


@pytest.fixture(name="clerk")
def clerk_at_window(town: Town, window: Window) -> Client:
    return seated(town.clerk, window)


@pytest.fixture
def visit(clerk: Client, window: Window) -> Visit:
    """孙倩 has come for herself."""
    clerk.post(reverse("cases:begin_visit") + read_card(clerk), {"whom": "own"})
    return Visit.objects.get(window=window, ended_at=None)


def seated(officer: Officer, window: Window) -> Client:
    officer.account = Account.objects.create(kind="staff", username=f"staff{officer.pk}")
    officer.save()
    now = timezone.now()
    seat_officer(window=window, officer=officer, since=local_day(now), by=SYSTEM, now=now)
    confirm_competence(
        officers=[officer], offices=[officer.office], since=local_day(now) - LONG, ground="岗前培训", by=SYSTEM, now=now
    )
    client = Client()
    client.force_login(officer.account)
    return client


def read_card(client: Client, card: str = "0") -> str:
    """Read a card and return the part of the address that says who stands there."""
    answer = client.post(reverse("cases:read_card"), {"card": card})
    assert answer.status_code == 302
    return "?" + answer["Location"].partition("?")[2]


def make_findable(item: Item) -> None:
    terms = index_terms(title=item.catalog_item.name, own_words=("饭店",), department_words=())
    SearchTerm.objects.bulk_create(
        SearchTerm(item=item, token=term.token, kind=term.kind, weight=term.weight) for term in terms
    )


def published_anew(item: Item, *, paper: str = "效果图", kind: PaperKind | None = None, **changes: Any) -> None:
    """Publish another version of an item, which asks one paper."""
    old = item.current
    assert old is not None
    given = {"form_schema": old.form_schema, "receipt_rule": old.receipt_rule, **changes}
    version = ItemVersion.objects.create(
        item=item, number=2, title=old.title, is_instant=old.is_instant, created_at=timezone.now(), **given
    )
    MaterialSpec.objects.create(version=version, position=1, code="drawing", name=paper, why="看样式", paper_kind=kind)
    version.state, version.published_at = ItemVersion.State.PUBLISHED, timezone.now()
    version.save()
    item.current = version
    item.save()


def sheet(item: Item) -> str:
    return reverse("cases:window_item", args=[item.code])


def receive(client: Client, item: Item, **changes: Any) -> Any:
    return client.post(sheet(item), {**FILLED, **SEEN, **changes})


def received(client: Client, item: Item, **changes: Any) -> Case:
    answer = receive(client, item, **changes)
    assert answer.status_code == 302, answer.text
    return Case.objects.select_related("matter").get(matter__number=answer["Location"].partition("case=")[2])
