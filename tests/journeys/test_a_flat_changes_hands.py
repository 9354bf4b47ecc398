"""郑好 buys 吴建国's flat: both apply once; tax comes first, then the title, then water, power and gas."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import bundles
from tests.journeys.conftest import Desk, Look
from tests.journeys.days import in_days
from tests.journeys.people import login_at, login_named, login_of, sign_in_citizen
from tongban.people.rules.identifiers import make_citizen_id

ANSWERS = {"first": "true", "only": "true", "loan": "false", "minor": "false"}
TYPED = {
    "home_address": "云城区鼓楼街道柳荫巷12号3幢502室",
    "home_price": "960000",
    "seller_name": "吴建国",
    "seller_phone": "19900000007",
    "seller_id": make_citizen_id(region="990102", born=date(1954, 2, 8), sequence=61),
    "deed_number": "云（2016）云城区不动产权第0012345号",
    "signed_on": in_days(-8),
}
CENTRE = "云城区不动产登记中心"


@pytest.mark.requirement("E04", "E06", "E07", "D16")
def test_a_flat_changes_hands(page: Page, phone: Page, desk: Desk, look_twice: Look) -> None:
    sign_in_citizen(phone, login_named("郑好"))
    fills_in_once(phone, look_twice)
    asks_the_seller(phone, look_twice)
    with desk(login_of("clerk")) as clerk:
        the_window_would_take_it_in(clerk, phone, look_twice)
    with_the_consent_of(page, look_twice)
    phone.reload()
    number = bundles.hand_in(phone, look_twice, "flat-3")
    the_seller_sees_where_it_is(page, number)
    registration_waits_for_the_tax(phone, number, look_twice)
    with desk(login_of("clerk")) as clerk:
        for tax in ("契税申报", "个人转让房屋税费"):
            bundles.passes_on(clerk, number, tax)
        bundles.accepts(clerk, number, "所有权转移登记")
        the_tax_is_proved(clerk, number)
    reviewer = login_at(page, CENTRE, "审查岗")
    for _wave in range(2):
        bundles.gives_an_opinion(desk, reviewer, number, ["所有权转移登记"])
    bundles.decides(desk, login_at(page, CENTRE, "审批岗"), number, ["所有权转移登记"])
    with desk(login_of("clerk")) as clerk:
        for utility in ("用水过户", "用电过户", "用气过户"):
            bundles.accepts(clerk, number, utility, at_once=True)
    phone.goto(f"/my/bundles/{number}/")
    expect(phone.get_by_text("全部办成，可以一起领取结果。")).to_be_visible()
    look_twice(phone, "flat-5-results")


def fills_in_once(phone: Page, look: Look) -> None:
    phone.goto("/bundles/990102/flat/")
    bundles.answer(phone, ANSWERS)
    phone.get_by_role("button", name="列出我要办的").click()
    look(phone, "flat-1-guide")
    phone.get_by_role("link", name="按这些回答开始申请").click()
    phone.wait_for_url("**/questions/")
    phone.get_by_label("用气过户").check()
    phone.get_by_label("有线电视、宽带过户").uncheck()
    bundles.go_on(phone, "form")
    bundles.fill_in(phone, TYPED, ["[name=share][value=single]"])
    bundles.go_on(phone, "papers")
    bundles.bring_papers(phone, look, "flat-2-papers")


def asks_the_seller(phone: Page, look: Look) -> None:
    """Both sides apply (不动产登记暂行条例 14): without the seller's consent nothing is handed in."""
    expect(phone.get_by_text("还没有请对方同意").first).to_be_visible()
    phone.get_by_role("button", name="请对方同意").click()
    expect(phone.get_by_text("已请对方同意。")).to_be_visible()
    look(phone, "flat-3-asked")


def the_window_would_take_it_in(clerk: Page, phone: Page, look: Look) -> None:
    """Who sells may come to a window instead, and names the number of the consent."""
    number = phone.locator(".consent .code").inner_text()
    clerk.goto("/desk/consents/")
    clerk.get_by_label("同意书号").fill(number)
    clerk.get_by_role("button", name="查找").click()
    expect(clerk.get_by_text(TYPED["home_address"])).to_be_visible()
    expect(clerk.get_by_role("button", name="登记同意")).to_be_visible()
    look(clerk, "flat-3-window")


def with_the_consent_of(seller: Page, look: Look) -> None:
    """吴建国 reads with his own account what he agrees to."""
    sign_in_citizen(seller, login_named("吴建国"))
    asked_of_the_seller(seller)
    expect(seller.get_by_text(TYPED["home_address"])).to_be_visible()
    look(seller, "flat-3-consent")
    seller.get_by_role("button", name="我同意", exact=True).click()
    expect(seller.get_by_text("您已同意。")).to_be_visible()


def asked_of_the_seller(seller: Page) -> None:
    seller.goto("/my/")
    seller.locator("section", has_text="请我同意的").last.get_by_role("link").first.click()


def the_seller_sees_where_it_is(seller: Page, number: str) -> None:
    asked_of_the_seller(seller)
    expect(seller.get_by_text(number)).to_be_visible()
    expect(seller.get_by_role("listitem").filter(has_text="所有权转移登记").first).to_contain_text("等前面的事项")
    seller.context.clear_cookies()


def registration_waits_for_the_tax(phone: Page, number: str, look: Look) -> None:
    """No registration before the tax (契税法 11)."""
    phone.goto(f"/my/bundles/{number}/")
    title = bundles.member(phone, "所有权转移登记")
    expect(title).to_contain_text("等前面的事项")
    expect(title).to_contain_text("契税申报")
    look(phone, "flat-4-own-map")


def the_tax_is_proved(clerk: Page, number: str) -> None:
    """Without the tax nothing is decided (契税法 11): its number stands there, and nobody typed it."""
    clerk.goto(f"/desk/matters/{number}-03/")
    proved = clerk.get_by_role("listitem").filter(has_text="契税完税或者减免凭证")
    expect(proved).to_contain_text("已核实")
    expect(clerk.get_by_role("button", name="登记凭证")).to_have_count(0)
