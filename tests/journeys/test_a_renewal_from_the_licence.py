"""A licence comes to its end: its holder renews it from the licence itself, with a phone or at a window.

In the browser, on the demo city: one licence of 孙倩's firm ends in some weeks; another one was asked to be renewed in
time, nobody decided, and it counts as renewed.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Look
from tests.journeys.people import login_named, login_of, sign_in_citizen

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
FIRM, LICENCE, SILENCE = "云州市云上人家餐饮有限公司", "食品经营许可证", "视为准予延续"
NUMBER = re.compile(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]")


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"renewal-{name}")


@pytest.mark.requirement("N01")
def test_a_renewal_from_the_licence(phone: Page, desk: Desk, look: Look) -> None:
    sign_in_citizen(phone, login_of("agent"))
    licence = sees_until_when_and_what_silence_means(phone, look)
    number = renews_it_from_the_licence(phone, licence, look)
    a_clock_of_its_own_runs(desk, number, look)
    nobody_decided_and_it_counts_as_renewed(phone, desk, look)
    at_a_window_it_begins_with_the_licence_too(desk, look)


def sees_until_when_and_what_silence_means(phone: Page, look: Look) -> str:
    """Return the number of the licence that ends soon."""
    phone.goto("/my/results/")
    look(phone, "01-mine")
    phone.locator(".own-case").filter(has_text=LICENCE).filter(has_not_text="第 2 版").get_by_role("link").last.click()
    expect(phone.locator("main")).to_contain_text(FIRM)
    told = phone.locator(".notice").filter(has_text="延续")
    expect(told).to_contain_text("前申请延续")
    expect(told).to_contain_text(SILENCE)
    expect(told).to_contain_text("食品经营许可和备案管理办法")
    look(phone, "02-licence")
    return phone.locator(".fact .code").first.inner_text().split()[0]


def renews_it_from_the_licence(phone: Page, licence: str, look: Look) -> str:
    """One press: what was filled in last time is there. Return the number of the application."""
    phone.get_by_role("button", name="延续").click()
    phone.wait_for_url("**/questions/")
    expect(phone.locator("main")).to_contain_text(licence)
    look(phone, "03-questions")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/form/")
    for name in ("shop_name", "shop_address", "manager_name", "staff"):
        expect(phone.locator(f"[name={name}]")).not_to_have_value("")
    look(phone, "04-form")
    phone.get_by_role("button", name="继续").click()
    phone.wait_for_url("**/papers/")
    for control in phone.locator("main input[type=file]").all():
        name = str(control.get_attribute("name"))
        control.set_input_files([{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    phone.get_by_role("button", name="上传并继续").click()
    phone.wait_for_url("**/check/")
    phone.locator("[name=deliver_way][value=download]").check()
    phone.locator("[name=is_true]").check()
    look(phone, "05-check")
    phone.get_by_role("button", name="提交申请").click()
    phone.wait_for_url("**/handed-in/")
    number = phone.locator(".receipt-codes dd").first.inner_text()
    assert NUMBER.fullmatch(number)

    phone.goto("/my/results/")
    phone.locator(".own-case").filter(has_text=licence).get_by_role("link").click()
    expect(phone.get_by_role("heading", name="正在办理")).to_be_visible()
    expect(phone.locator("main")).to_contain_text(number)
    look(phone, "06-under-way")
    return number


def a_clock_of_its_own_runs(desk: Desk, number: str, look: Look) -> None:
    """The clerk accepts; until the licence ends is how long a decision may take."""
    with desk(login_named("王敏")) as page:
        page.goto(f"/desk/matters/{number}/")
        expect(page.locator("body")).to_contain_text("延续")
        page.get_by_role("button", name="受理", exact=True).click()
        expect(page.get_by_text("已受理。")).to_be_visible()
        expect(page.locator("body")).to_contain_text("延续决定期限")
        look(page, "07-clock")


def nobody_decided_and_it_counts_as_renewed(phone: Page, desk: Desk, look: Look) -> None:
    """The other licence: under the same number there is a second edition, told and published as what it is."""
    phone.goto("/my/results/")
    renewed = phone.locator(".own-case").filter(has_text="有效").first
    expect(renewed).to_be_visible()
    phone.locator(".own-case").filter(has_text=LICENCE).get_by_role("link").first.click()
    expect(phone.locator("main")).to_contain_text("第 2 版")
    expect(phone.get_by_role("heading", name="历次版本")).to_be_visible()
    look(phone, "08-second-edition")
    licence = phone.locator(".fact .code").first.inner_text().split()[0]
    phone.goto("/published/")
    phone.locator("main [name=q]").fill(FIRM)
    phone.locator("main [name=q]").press("Enter")
    phone.wait_for_url("**/published/?*")
    expect(phone.get_by_role("row").filter(has_text=SILENCE)).to_have_count(1)
    look(phone, "09-published")
    with desk(login_named("赵军")) as page:
        page.goto(f"/desk/results/?q={licence}")
        page.get_by_role("row").filter(has_text="第 2 版").get_by_role("link").first.click()
        expect(page.locator("body")).to_contain_text("逾期未作决定，视为准予延续")
        look(page, "10-matter")


def at_a_window_it_begins_with_the_licence_too(desk: Desk, look: Look) -> None:
    """孙倩 comes for the firm; the clerk takes a change of the renewed licence, filled in with what is known."""
    with desk(login_named("王敏")) as page:
        page.goto("/desk/window/")
        page.keyboard.press("r")  # read the card
        page.get_by_label(FIRM).check()
        page.get_by_role("button", name="开始接待").click()
        page.get_by_role("link", name="从名下证照办起").click()
        expect(page.get_by_role("heading", name="名下证照")).to_be_visible()
        expect(page.locator("main")).to_contain_text(SILENCE)
        look(page, "11-held")
        page.get_by_role("link", name="变更").first.click()
        expect(page.locator("[name=f-shop_name]")).not_to_have_value("")
        page.wait_for_load_state()
        page.get_by_role("button", name="按要求全部勾选").click()
        look(page, "12-sheet")
        page.locator("#sheet button[value=receive]").click()
        expect(page.get_by_text("已收件。")).to_be_visible()
        look(page, "13-received")
        page.wait_for_load_state()
        page.keyboard.press("f")
        expect(page.get_by_role("heading", name="谁来了")).to_be_visible()
