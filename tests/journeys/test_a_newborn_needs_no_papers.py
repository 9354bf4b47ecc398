"""张雨 has had a child: one application from the bed, and no paper is asked for.

What registers know is fetched while she applies; what one office gives, the next ones use. Her household is entered by
the police's own system, the insurances and the card by social insurance's.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import bundles
from tests.journeys.conftest import Desk, Look
from tests.journeys.days import in_days
from tests.journeys.people import login_named, login_of, sign_in_citizen

ANSWERS = {"married": "true", "follow": "mother", "working": "true"}
TYPED = {
    "child_name": "林小满",
    "child_born_on": in_days(-8),
    "hospital": "云城区妇幼保健院",
    "home_address": "云城区鼓楼街道荷塘路6号",
    "card_bank": "云州银行",
    "clinic": "鼓楼街道社区卫生服务中心",
    "employer": "云州市云上人家餐饮有限公司",
    "own_account": "6200990000000000001",
}
TICKED = ("[name=child_sex][value=f]", "[name=relation][value=parent]")


@pytest.mark.requirement("E04", "E10", "E16", "E17", "D16")
def test_a_newborn_needs_no_papers(phone: Page, desk: Desk, look_twice: Look) -> None:
    sign_in_citizen(phone, login_named("张雨"))
    number = applies_from_the_bed(phone, look_twice)
    with desk(login_of("clerk")) as clerk:
        bundles.accepts(clerk, number, "出生医学证明", at_once=True)
        bundles.passes_on(clerk, number, "出生登记")
        for item in ("生育津贴", "社会保障卡"):
            bundles.accepts(clerk, number, item)
        for item in ("基本医疗保险", "预防接种"):
            bundles.accepts(clerk, number, item, at_once=True)
    everything_came_without_a_paper(phone, number, look_twice)


def applies_from_the_bed(phone: Page, look: Look) -> str:
    phone.goto("/bundles/990102/newborn/")
    bundles.answer(phone, ANSWERS)
    phone.get_by_role("button", name="列出我要办的").click()
    expect(phone.get_by_role("heading", name="您要办 6 个事项")).to_be_visible()
    look(phone, "newborn-1-guide")
    phone.get_by_role("link", name="按这些回答开始申请").click()
    phone.wait_for_url("**/questions/")
    bundles.go_on(phone, "form")
    expect(phone.locator("[name=person_name]")).to_have_value("张雨")
    bundles.fill_in(phone, TYPED, TICKED)
    bundles.go_on(phone, "papers")
    expect(phone.get_by_text("需要您提交的材料：0 份。")).to_be_visible()
    expect(phone.locator("input[type=file]")).to_have_count(0)
    fetched = phone.locator("section[aria-labelledby=not-asked]")
    for paper in ("结婚证", "居民户口簿", "生育保险缴费记录"):
        expect(fetched).to_contain_text(paper)  # each with its source and the time
    bundles.bring_papers(phone, look, "newborn-2-papers")
    return bundles.hand_in(phone, look, "newborn-3")


def everything_came_without_a_paper(phone: Page, number: str, look: Look) -> None:
    bundles.wait_until(phone, f"/my/bundles/{number}/", "全部办成，可以一起领取结果。")
    expect(phone.get_by_text("您提交的", exact=True)).to_have_count(0)
    look(phone, "newborn-4-results")
