"""A department's system is down: work goes on here, nothing is lost, and afterwards everything arrives and comes back.

The journey does not wait a day; that a day goes by is played in tongban/cases/tests/test_systems.py.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import login_of, sign_in_officer

Look = Callable[[Page, str], None]
SYSTEM, ITEM = "人社一体化业务系统", "工伤认定"
PATIENCE = 45_000  # milliseconds until the worker has gone round and the other side has answered


@pytest.mark.requirement("D16", "D18", "D19", "D20")
def test_a_partner_is_down_for_a_day(
    page: Page,
    phone: Page,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    screenshot: Look,
) -> None:
    def look(shown: Page, name: str) -> None:
        axe(shown)
        fits(shown)
        screenshot(shown, f"partner-down-{name}")

    administrator, clerk = phone, page
    sign_in_officer(administrator, login_of("administrator"))
    administrator.goto("/desk/systems/")
    row = _row(administrator)
    _wait_for(administrator, lambda: row.get_by_text("已连通").count() == 1)
    look(administrator, "1-connected")

    # It goes down, and the board says so.
    row.get_by_role("link", name=SYSTEM).click()
    administrator.get_by_label("状态", exact=True).last.select_option("down")
    administrator.get_by_role("button", name="应用").click()
    expect(administrator.get_by_role("heading", name=SYSTEM)).to_be_visible()

    # The clerk accepts an application all the same.
    sign_in_officer(clerk, login_of("clerk"))
    clerk.goto(f"/desk/search/?q={ITEM}")
    number = _number_waiting(clerk)
    clerk.goto(f"/desk/matters/{number}/")
    clerk.get_by_role("button", name=re.compile("受理")).first.click()
    expect(clerk.get_by_text("已转交").first).to_be_visible()
    look(clerk, "2-accepted")

    administrator.goto("/desk/systems/")
    _wait_for(administrator, lambda: row.get_by_text("没有响应").count() == 1)
    row.get_by_role("link", name=SYSTEM).click()
    expect(administrator.get_by_text("最早一条")).to_be_visible()
    expect(administrator.get_by_text("对方没有响应").first).to_be_visible()
    look(administrator, "3-waiting")

    # It is up again: what waited arrives in order, and the result decides the case here.
    administrator.get_by_label("状态", exact=True).last.select_option("normal")
    administrator.get_by_role("button", name="应用").click()
    _wait_for(clerk, lambda: clerk.get_by_text("对方已办结").count() > 0, address=f"/desk/matters/{number}/")
    look(clerk, "4-result")
    administrator.goto("/desk/systems/")
    _wait_for(administrator, lambda: row.get_by_text("已连通").count() == 1)
    row.get_by_role("link", name=SYSTEM).click()
    expect(administrator.get_by_text(number).first).to_be_visible()
    look(administrator, "5-arrived")

    # How far the network reaches, and how each organisation stands.
    administrator.goto("/desk/network/")
    for level in ("市级", "县级", "乡镇级", "村级"):
        expect(administrator.get_by_text(level, exact=True).first).to_be_visible()
    look(administrator, "6-network")
    administrator.goto("/desk/four/")
    for title in ("网络通", "事项通", "业务通", "数据通"):
        expect(administrator.get_by_text(title, exact=True).first).to_be_visible()
    look(administrator, "7-four")


def _row(board: Page):  # type: ignore[no-untyped-def]
    return board.locator("tr", has=board.get_by_role("link", name=SYSTEM))


def _wait_for(shown: Page, holds: Callable[[], bool], *, address: str = "") -> None:
    """Look at the page again until it says so; after ``PATIENCE`` fail with what it says."""
    waited = 0
    while True:
        shown.goto(address) if address else shown.reload()
        if holds():
            return
        assert waited < PATIENCE, shown.locator("main").inner_text()
        shown.wait_for_timeout(500)
        waited += 500


def _number_waiting(found: Page) -> str:
    """Return the number of the application that waits to be accepted."""
    waiting = found.locator("tr", has_text="待受理").first
    expect(waiting).to_be_visible()
    number = re.search(r"\d{6}-\d{6}-\d{6}-\w", waiting.inner_text())
    assert number
    return number[0]
