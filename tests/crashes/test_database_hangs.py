"""The database server stands still: pages say so in bounded time, what was typed is kept, all goes on by itself.

``TONGBAN_OUTAGE_SECONDS=30`` makes it as long as an operator would see it; here it is shorter.
"""

import os
import time

import pytest

from tests.crashes.applicants import SIGN, SITUATION, Online
from tests.crashes.city import STATEMENT_SECONDS, City
from tests.crashes.databases import Postgres
from tests.crashes.pages import FormOnThePage, assert_says_so
from tests.crashes.visitor import Visitor
from tests.crashes.waiting import until

OUTAGE = float(os.environ.get("TONGBAN_OUTAGE_SECONDS", "6"))
ANSWERED_WITHIN = STATEMENT_SECONDS + 12  # a statement, a new connection, and a slow machine
SHOP = "停顿那天开的店"


@pytest.mark.only_on("postgresql")  # SQLite has no server that could hang
def test_a_server_that_hangs_keeps_no_page_waiting_for_ever(city: City, citizen: Online) -> None:
    assert isinstance(city.database, Postgres)
    draft = citizen.draft()
    citizen.send(draft, "questions", SITUATION)
    form = f"/apply/drafts/{draft}/form/"
    processes = city.roof.pid, city.server(), city.worker(), city.pages()

    with city.database.hanging():
        begun = time.monotonic()
        asked = citizen.visitor.post(form, SIGN | {"sign_text": SHOP})
        waited = time.monotonic() - begun
        looked = citizen.visitor.get("/my/")
        time.sleep(max(0.0, begun + OUTAGE - time.monotonic()))

    assert_says_so(asked, "刚才这一步还没有保存")
    assert_says_so(looked, "马上恢复")
    assert waited < ANSWERED_WITHIN
    kept = FormOnThePage(asked.text)
    assert (kept.action, ("sign_text", SHOP) in kept.fields) == (form, True)

    until(city.is_well, "a city that is well again", patience=30)
    answer = citizen.visitor.post(kept.action, kept.fields)
    assert (answer.status, answer.address) == (200, f"/apply/drafts/{draft}/papers/")
    assert city.ask("typed", draft)["sign_text"] == SHOP
    assert (city.roof.pid, city.server(), city.worker(), city.pages()) == processes
    Visitor(city.address).sign_in_citizen("19900000002")  # the code came: the worker goes on delivering
