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
    number = applies_once(phone, look_twice)
    registration_waits_for_the_tax(phone, number, look_twice)
    with desk(login_of("clerk")) as clerk:
        for tax in ("契税申报", "个人转让房屋税费"):
            bundles.passes_on(clerk, number, tax)
        bundles.accepts(clerk, number, "所有权转移登记")
        puts_the_proof_on_record(clerk, number)
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


def applies_once(phone: Page, look: Look) -> str:
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
    return bundles.hand_in(phone, look, "flat-3")


def registration_waits_for_the_tax(phone: Page, number: str, look: Look) -> None:
    """No registration before the tax (契税法 11)."""
    phone.goto(f"/my/bundles/{number}/")
    title = bundles.member(phone, "所有权转移登记")
    expect(title).to_contain_text("等前面的事项")
    expect(title).to_contain_text("契税申报")
    look(phone, "flat-4-own-map")


def puts_the_proof_on_record(clerk: Page, number: str) -> None:
    """Under which number the tax was settled: without it nothing is decided (契税法 11)."""
    clerk.goto(f"/desk/matters/{number}-03/")
    clerk.locator("[name=proof]").fill(f"{number}-01")
    clerk.get_by_role("button", name="登记凭证").click()
    expect(clerk.get_by_text("凭证已登记。")).to_be_visible()
