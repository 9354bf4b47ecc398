"""周启航 founds a company (企业开办): one form, one window, one working day.

The licence comes first; then tax, social insurance and the police answer from systems of their own, side by side.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import bundles
from tests.journeys.conftest import Desk, Look
from tests.journeys.days import in_days
from tests.journeys.people import login_at, login_named, login_of, sign_in_citizen
from tongban.people.demo.logins import Login

PLACE = "云城区"
SYSTEMS = (
    "公章刻制",
    "发票领用",
    "社会保险登记",
)  # decided by the police's, the tax office's and social insurance's own
ANSWERS = {"kind": "one", "home": "own", "agent": "false", "staff": "3", "bank": "true"}
TYPED = {
    "applicant_name": "云州启航科技有限公司",
    "business_scope": "软件开发",
    "capital": "100",
    "place_address": "云城区云水路66号二层",
    "holder_names": "周启航",
    "staff": "3",
    "monthly": "20",
    "amount": "1000",
    "maker": "云州印章刻制有限公司",
    "industry": "软件和信息技术服务业",
    "rate": "8",
    "first_month_on": in_days(3),
    "pay_day": "10",
    "bank_name": "云州银行鼓楼支行",
    "wanted_on": in_days(4),
}
TICKED = ("[name=seals][value=main]", "[name=seals][value=finance]", "[name=kinds][value=plain]", "[name=consent]")


@pytest.mark.requirement("E04", "E08", "D16", "C18")
def test_company_in_one_day(page: Page, phone: Page, desk: Desk, look_twice: Look) -> None:
    sign_in_citizen(phone, login_named("周启航"))
    number = applies_on_one_form(phone, look_twice)
    with desk(login_of("clerk")) as clerk:
        bundles.accepts(clerk, number, "公司设立登记", at_once=True)
        for item in SYSTEMS:
            bundles.passes_on(clerk, number, item)
        for item in ("医疗保险", "公积金", "银行账户"):
            bundles.accepts(clerk, number, item, at_once=True)
    systems_answer(phone, number, look_twice)
    sees_it_done_within_the_day(desk, login_at(page, f"{PLACE}行政审批局", "市场准入科审批岗"), number, look_twice)


def applies_on_one_form(phone: Page, look: Look) -> str:
    phone.goto("/bundles/990102/company/")
    bundles.answer(phone, ANSWERS)
    phone.get_by_role("button", name="列出我要办的").click()
    expect(phone.get_by_role("heading", name="您要办 7 个事项")).to_be_visible()
    expect(phone.get_by_text("4 步变 2 步")).to_be_visible()
    look(phone, "company-1-guide")
    phone.get_by_role("link", name="按这些回答开始申请").click()
    phone.wait_for_url("**/questions/")
    bundles.go_on(phone, "form")
    expect(phone.locator("[name=head_identity]")).to_have_value(re.compile(r"\d{17}[\dX]"))  # his own: it is known
    bundles.fill_in(phone, TYPED, TICKED)
    look(phone, "company-2-form")
    bundles.go_on(phone, "papers")
    bundles.bring_papers(phone, look, "company-3-papers")
    return bundles.hand_in(phone, look, "company-4")


def systems_answer(phone: Page, number: str, look: Look) -> None:
    """What they decide comes back by itself, and the company has everything under one number."""
    bundles.wait_until(phone, f"/my/bundles/{number}/", "全部办成，可以一起领取结果。")
    results = phone.locator("section[aria-labelledby=results]")
    for name in ("营业执照", "公章刻制备案回执", "社会保险"):
        expect(results).to_contain_text(name)
    look(phone, "company-5-results")


def sees_it_done_within_the_day(desk: Desk, lead: Login, number: str, look: Look) -> None:
    """The lead's map: seven items side by side took no more than a working day."""
    with desk(lead) as page:
        page.goto(f"/desk/matters/{number}/")
        expect(page.get_by_text("7 个事项，7 个已办完")).to_be_visible()
        look(page, "company-6-joint-map")
