"""The database is away for a while: pages say so, what was typed is not lost, and all goes on by itself.

``TONGBAN_OUTAGE_SECONDS=30`` makes the outage as long as an operator would see it; here it is shorter.
"""

import os
import time

from tests.crashes.applicants import SIGN, SITUATION, Online
from tests.crashes.city import City
from tests.crashes.pages import FormOnThePage, assert_says_so
from tests.crashes.visitor import Visitor
from tests.crashes.waiting import until

OUTAGE = float(os.environ.get("TONGBAN_OUTAGE_SECONDS", "6"))
SHOP = "断电那天开的店"


def test_pages_say_that_the_database_is_away_and_what_was_typed_is_sent_when_it_is_back(
    city: City, citizen: Online
) -> None:
    draft = citizen.draft()
    citizen.send(draft, "questions", SITUATION)
    form = f"/apply/drafts/{draft}/form/"
    roof, server, worker = city.roof.pid, city.server(), city.worker()

    with city.database.away():
        end = time.monotonic() + OUTAGE
        asked = citizen.visitor.post(form, SIGN | {"sign_text": SHOP})
        saving = citizen.visitor.post(form + "?keep=1", {"sign_text": "半句"}, headers={"HX-Request": "true"})
        if city.database.hides_pages:
            assert_says_so(citizen.visitor.get("/my/"), "马上恢复")
            assert_says_so(in_english(city).get("/items/"), "we will be back soon")
        time.sleep(max(0.0, end - time.monotonic()))

    assert_says_so(asked, "刚才这一步还没有保存")
    assert (saving.status, saving.text) == (503, "")  # the page in the browser stays, and says so itself
    kept = FormOnThePage(asked.text)
    assert (kept.action, ("sign_text", SHOP) in kept.fields) == (form, True)

    until(city.is_well, "a city that is well again", patience=30)
    answer = citizen.visitor.post(kept.action, kept.fields)  # the button on that very page
    assert (answer.status, answer.address) == (200, f"/apply/drafts/{draft}/papers/")
    assert city.ask("typed", draft)["sign_text"] == SHOP
    assert (city.roof.pid, city.server(), city.worker()) == (roof, server, worker)  # nobody had to be started again
    again = Visitor(city.address)
    again.sign_in_citizen("19900000002")  # the code came: the worker goes on delivering


def in_english(city: City) -> Visitor:
    visitor = Visitor(city.address)
    visitor.opener.addheaders = [("Accept-Language", "en")]
    return visitor


def test_a_process_that_starts_while_the_database_is_away_waits_for_it(city: City) -> None:
    with city.database.away():
        gone, worker = city.pages()[0], city.worker()
        assert worker
        os.kill(gone, 9)
        os.kill(worker, 9)
        until(lambda: len(city.pages()) == 2 and gone not in city.pages(), "another process for pages")
        until(lambda: city.worker() not in (None, worker), "another worker")
        if city.database.hides_pages:
            until(lambda: is_unavailable(city), "a page that says so")

    until(city.is_well, "a city that is well again")
    Visitor(city.address).sign_in_citizen("19900000002")


def is_unavailable(city: City) -> bool:
    try:
        return Visitor(city.address).get("/").status == 503
    except OSError:
        return False
