"""What journeys of bundles share: the guide's answers, one form, one set of papers, the hand-in, and officers' acts."""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Desk, Look
from tongban.people.demo.logins import Login

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
PATIENCE = 60_000  # milliseconds until the worker has gone round and a system has answered


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer questions: of radio buttons the one with that value, else the text."""
    for name, value in answers.items():
        asked = page.locator(f"[name='{name}']")
        if asked.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{value}']").check()
        else:
            asked.fill(value)


def fill_in(page: Page, typed: Mapping[str, str], ticked: Sequence[str] = ()) -> None:
    """Type into fields by name and tick boxes by selector."""
    for name, value in typed.items():
        page.locator(f"[name='{name}']").fill(value)
    for selector in ticked:
        page.locator(selector).check()


def go_on(page: Page, to: str) -> None:
    page.get_by_role("button", name="继续", exact=True).click()
    expect(page.locator(".wizard [aria-current=step], main").first).to_be_visible()
    wrong = page.locator("[data-error-summary]")
    expect(wrong, "something is not filled in").to_have_count(0)
    page.wait_for_url(f"**/{to}/")


def bring_papers(page: Page, look: Look, name: str) -> None:
    """Put a file to every paper that is asked, and go on."""
    asked = page.locator(".paper-ask")
    for place in range(asked.count()):
        asked.nth(place).locator("input[type=file]").set_input_files(
            {"name": f"paper-{place}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
    look(page, name)
    page.get_by_role("button", name="上传并继续").click()
    page.wait_for_url("**/check/")


def hand_in(page: Page, look: Look, name: str, *, promises: Sequence[str] = ()) -> str:
    """Check, promise that the conditions of these members are met, hand in, and return the number of the whole."""
    expect(page.get_by_text("还不能提交")).to_have_count(0)
    for code in promises:
        page.locator(f"[name='way-{code}'][value=commitment]").check()
    page.locator("[name=deliver_way][value=window]").check()
    page.locator("[name=is_true]").check()
    look(page, f"{name}-check")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/handed-in/")
    number = page.locator(".receipt-codes dd").first.inner_text()
    assert re.fullmatch(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]", number)
    look(page, f"{name}-receipt")
    return number


def member(page: Page, title: str) -> Locator:
    """Return the place of a member on a joint map."""
    return page.locator(".joint-member", has_text=title).first


def opened(officer: Page, number: str, item: str) -> None:
    """Open the case of an item under the number of a whole, from the work list, once it stands there."""
    link = officer.locator("main tbody tr", has_text=item).get_by_role("link").first
    waited = 0
    officer.goto(f"/desk/?text={number}")
    while not link.count():
        assert waited < PATIENCE, officer.locator("main").inner_text()
        officer.wait_for_timeout(500)
        waited += 500
        officer.reload()
    link.click()


def accepts(clerk: Page, number: str, item: str, *, at_once: bool = False) -> None:
    """Take one on; what one officer may decide alone is decided with it."""
    opened(clerk, number, item)
    act = "当场受理并办结" if at_once else "受理"
    clerk.get_by_role("button", name=act, exact=True).click()
    expect(clerk.get_by_text("已当场办结。" if at_once else "已受理。")).to_be_visible()


def accepts_on_promise(clerk: Page, number: str, item: str) -> None:
    """Take one on that is decided the same day on what was promised with the bundle."""
    opened(clerk, number, item)
    expect(clerk.get_by_text("申请人已签署告知承诺书")).to_be_visible()
    clerk.get_by_role("link", name="按告知承诺受理").click()
    expect(clerk.get_by_role("heading", name="按告知承诺受理")).to_be_visible()
    clerk.locator("main").get_by_role("button", name="受理").click()
    expect(clerk.get_by_role("heading", name="按告知承诺受理")).to_have_count(0)


def passes_on(clerk: Page, number: str, item: str) -> None:
    """Accept what a department's own system decides."""
    opened(clerk, number, item)
    clerk.get_by_role("button", name="受理，转部门系统办理").click()
    expect(clerk.get_by_text("已受理。")).to_be_visible()


def gives_an_opinion(desk: Desk, login: Login, number: str, items: Sequence[str]) -> None:
    with desk(login) as page:
        for item in items:
            opened(page, number, item)
            page.get_by_label("同意", exact=True).check()
            page.get_by_label("说明").fill("符合要求。")
            page.get_by_role("button", name="提交意见").click()
            expect(page.get_by_text("意见已提交。")).to_be_visible()


def decides(desk: Desk, login: Login, number: str, items: Sequence[str]) -> None:
    with desk(login) as page:
        for item in items:
            opened(page, number, item)
            page.get_by_label("准予").check()
            page.get_by_role("button", name="作出决定").click()
            expect(page.get_by_text("决定已作出。")).to_be_visible()


def wait_until(page: Page, address: str, told: str) -> None:
    """Look at a page again until it says something; after ``PATIENCE`` fail with what it says instead."""
    waited = 0
    while True:
        page.goto(address)
        if page.get_by_text(told).count():
            return
        assert waited < PATIENCE, page.locator("main").inner_text()
        page.wait_for_timeout(500)
        waited += 500
