"""Written tables of permissions are what the platform does: every address, as everybody, at the right office or not.

``docs/operations/permissions-*.md`` are read as they stand; nothing here says who may what.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as platform
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.permissions import asks, systems
from tests.permissions.city import Town, build
from tests.permissions.people import CITIZENS, DUTIES, RIGHT, Someone
from tests.permissions.table import PAGE, PAGES, Row, rows
from tongban.matters.models import Matter
from tongban.people.rules.roles import ROLES
from tongban.portal.api import api
from tongban.ui import views as error_pages

ROWS = rows()
CALLED = [row for row in ROWS if row.is_call]
LISTED = [row for row in ROWS if row.method == "LIST"]
ASKED = [row for row in ROWS if row not in CALLED and row not in LISTED]
NEAR = {"owner", "agent"}
EVERY = 5

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One city for all questions; each is asked in a transaction of its own that leaves no trace."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(platform, "FILES_DIR", tmp_path_factory.mktemp("files"))
        patch.setattr(
            error_pages, "_error", lambda request, name, status, **_more: HttpResponse(status=status)
        )  # they tell nothing
        patch.setattr(platform, "IDENTITY_ADDRESS", "http://127.0.0.1:1")  # there is one, and it does not answer
        yield build(timezone.now())
        transaction.set_rollback(True)


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    written = {row.address.partition("?")[0] for row in ROWS}
    served = set(asks.addresses())
    assert served - written == set(), "these addresses are in no row"
    assert written - served == set(), "these rows have no address"
    asked = [(row.method, row.address, row.about) for row in ROWS]
    assert len(asked) == len(set(asked)), "something is asked in two rows"


def test_every_role_has_a_column() -> None:
    assert {duty.role for duty in DUTIES.values()} == set(ROLES)
    assert {tuple(row.cells) for row in [*ASKED, *LISTED]} == {(*CITIZENS, *DUTIES)}
    assert {tuple(row.cells) for row in CALLED} == {systems.COLUMNS}


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_everybody_is_answered_as_the_table_says(town: Town, row: Row) -> None:
    different, leaks = [], []
    for who in _readers(town, row):
        answer = asks.ask(who, row.method, row.address, town.things[row.about])
        if (got := asks.meaning(answer)) != row.expected(who.column, who.side):
            different.append(f"{who}: {got} ({answer.status_code}) for {row.expected(who.column, who.side)}")
        if answer.status_code == 200:
            leaks += [f"{who}: {word}" for word in _foreign(town, who, row) if word in asks.text_of(answer)]
    assert not different, different
    assert not leaks, leaks


@pytest.fixture(scope="module")
def callers(town: Town) -> list[systems.Caller]:
    town.things |= dict(systems.things_of_the_firm(town.builder))
    known = Matter.objects.exclude(number__in=[*town.ours, town.theirs])
    town.of_the_firm = set(known.values_list("number", flat=True))
    return list(systems.callers(town.builder, town.one("chief").client))


def test_every_call_of_the_document_stands_in_the_table() -> None:
    written = {(row.method, row.address) for row in CALLED}
    told = {
        (method.upper(), re.sub(r"{(\w+)}", r"<\1>", path))
        for path, calls in api.get_openapi_schema()["paths"].items()
        for method in calls
    }
    assert told - written == set()


@pytest.mark.parametrize("row", CALLED, ids=str)
def test_every_system_is_answered_as_the_table_says(town: Town, callers: list[systems.Caller], row: Row) -> None:
    different, leaks = [], []
    for who in callers:
        answer = systems.call(who, row.method, row.address, town.things[row.about])
        if (got := asks.meaning(answer)) != row.expected(who.column, who.side):
            different.append(f"{who}: {got} ({answer.status_code}) for {row.expected(who.column, who.side)}")
        own = town.of_the_firm if (who.column, who.side) == ("firm", RIGHT) else set()
        ours = {*town.ours, *town.of_the_firm}
        hidden = ours - own if who.column == "firm" or who.side != RIGHT else {town.theirs}
        told = asks.text_of(answer) if answer.status_code == 200 else ""
        leaks += [f"{who}: {number}" for number in hidden if number in told]
    assert not different, different
    assert not leaks, leaks


@pytest.mark.parametrize("row", LISTED, ids=str)
def test_lists_and_searches_show_only_what_the_reader_may_see(town: Town, row: Row) -> None:
    different = []
    for who in _readers(town, row):
        is_shown = town.things[row.about]["number"] in _cases_in(town, who, row)
        if (asks.SHOWN if is_shown else asks.NOT_SHOWN) != row.expected(who.column, who.side):
            different.append(f"{who}: {is_shown}")
    assert not different, different


def test_the_counts_of_the_work_list_are_those_of_its_rows(town: Town) -> None:
    counted = 0
    for who in town.people:
        if who.officer is None or asks.meaning(answer := asks.ask(who, "GET", "/desk/", {})) != asks.OPEN:
            continue
        shown = answer.context["page"].rows
        lit = [row for row in shown if row.due_at]  # what has no day of its own yet has no light
        assert sum(light.count for light in answer.context["lights"]) == len(lit), who
        mine = {*town.ours, *town.of_the_firm} if who.side == RIGHT else {town.theirs}
        assert {row.matter.number for row in shown} <= mine, who
        counted += len(shown)
    assert counted > 10


def test_pages_of_the_demo_are_not_there_elsewhere(town: Town, settings: Any) -> None:
    settings.DEMO = False
    admin = town.one("admin")
    statuses = {
        row.address: asks.ask(admin, row.method, row.address, town.things[row.about]).status_code
        for row in ASKED
        if row.address.startswith("/demo/") or row.address.endswith("/mode/")
    }
    assert set(statuses.values()) == {404}, statuses


def test_nobody_is_let_through_for_being_called_superuser(town: Town) -> None:
    stranger = town.one("stranger").party
    assert stranger
    assert stranger.account
    stranger.account.is_superuser = stranger.account.is_staff = True
    stranger.account.save()
    client = Client()
    client.force_login(stranger.account)
    mighty = Someone("stranger", RIGHT, client, party=stranger)
    opened = [
        str(row)
        for row in ASKED
        if row.expected("stranger", RIGHT) != asks.OPEN
        and asks.meaning(asks.ask(mighty, row.method, row.address, town.things[row.about])) == asks.OPEN
    ]
    assert not opened, opened


def test_the_page_explains_every_sign_it_uses() -> None:
    legend = PAGE.read_text()
    used = {sign for row in ROWS for cell in row.cells.values() for sign in cell.split()}
    assert {sign for sign in used if f"| {sign} |" not in legend} == set()
    assert {page.name for page in PAGES if f"]({page.name})" not in legend} == set()


def _readers(town: Town, row: Row) -> list[Someone]:
    """Everybody; where no office can matter, nobody twice; of a page for all, some, others from line to line."""
    readers = [who for who in town.people if who.side == RIGHT or row.minds_office_of(who.column)]
    return [readers[0], *readers[row.line % EVERY :: EVERY]] if row.is_for_everybody else readers


def _foreign(town: Town, who: Someone, row: Row) -> list[str]:
    """Return what no page may tell this reader: numbers of cases that are not theirs to see, and whose they are."""
    owner, asked = town.things["a case handed in"], set(town.things[row.about].values())
    if who.column in NEAR or (who.officer and who.side == RIGHT and who.column != "left"):
        return [town.theirs]
    hidden = [*town.ours, owner["phone"], owner["identity"]]
    return [word for word in ([*hidden, town.theirs] if who.column == "visitor" else hidden) if word not in asked]


def _cases_in(town: Town, who: Someone, row: Row) -> set[str]:
    """Return the numbers of the cases to which a list leads; asked once for all lines about the same list."""
    address = asks.filled(row.address, town.things[row.about])
    if (who, address) not in town.lists:
        answer = asks.ask(who, "GET", address, {})
        leads_to = re.findall(r"(?:desk/matters|my)/(\w[\w-]+)/", asks.text_of(answer))
        town.lists[who, address] = set(leads_to) if asks.meaning(answer) == asks.OPEN else set()
    return town.lists[who, address]
