"""A shop owner at window 12: one card, one set of papers, two items; one done on the spot, one accepted. No mouse."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.conftest import Look
from tests.journeys.days import in_days
from tests.journeys.people import login_of, sign_in_officer

SHOP, ADDRESS = "云味小馆", "云州市云城区建设路18号一层"
OWNER = "990102198903080229"  # of a region that does not exist


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"window-{name}")


@pytest.mark.requirement("C03")
def test_two_items_in_one_visit_with_one_set_of_papers(page: Page, look: Look) -> None:
    sign_in_officer(page, login_of("clerk"))
    page.goto("/desk/window/")
    look(page, "1-nobody")

    page.keyboard.press("r")  # read the card
    expect(page.get_by_text("为谁办理")).to_be_visible()
    page.wait_for_load_state()
    look(page, "2-for-whom")
    page.keyboard.press("Enter")  # for themselves
    expect(page.get_by_text("本人办理")).to_be_visible()
    page.wait_for_load_state()
    look(page, "3-visit")

    shop_sign(page, look)
    food_licence(page, look)

    page.keyboard.press("f")
    expect(page.get_by_text("本次接待已结束：办件。")).to_be_visible()
    expect(page.get_by_role("heading", name="谁来了")).to_be_visible()
    look(page, "9-ended")


def shop_sign(page: Page, look: Look) -> None:
    """Received and decided on the spot, by keyboard alone."""
    page.keyboard.type("mtzp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="门头招牌设置备案")).to_be_visible()
    page.wait_for_load_state()
    look(page, "4-sheet")
    page.keyboard.press("ArrowDown")  # the sign is not lit
    page.keyboard.press("Enter")
    with page.expect_response(knows_it_is_new):
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        for text in (SHOP, ADDRESS, "3.2", "1", "2.8"):
            page.keyboard.type(text)
            page.keyboard.press("Enter")
        expect(page.locator("[name=f-install_on]")).to_be_focused()
        page.locator("[name=f-install_on]").fill(in_days(22))
    expect(page.locator("#capture-effect")).to_be_enabled()  # no camera while the papers are being asked for anew
    page.locator("#capture-effect").press("Enter")
    expect(page.get_by_role("link", name="第 1 张")).to_be_visible()
    expect(page.locator("#capture-effect")).to_be_focused()
    page.keyboard.press("o")  # every paper as it is asked
    look(page, "5-filled")
    page.locator("[name=f-clearance]").press("Control+Enter")

    expect(page.get_by_text("已收件。")).to_be_visible()
    page.wait_for_load_state()  # a key counts once the page's scripts are there
    look(page, "6-received")
    page.keyboard.press("a")
    expect(page.get_by_text("已当场办结。")).to_be_visible()
    page.wait_for_load_state()
    receipt_can_be_printed(page)
    look(page, "7-decided")


def knows_it_is_new(answer: Response) -> bool:
    """Whether the papers were asked for after the last question was answered."""
    return re.search(r'name="q-change"\s+new', answer.request.post_data or "") is not None


def food_licence(page: Page, look: Look) -> None:
    """Received with a picture that was shown for the other item, then accepted."""
    page.keyboard.press("i")
    page.keyboard.type("spjy")
    expect(page.locator("[data-offer]").first).to_contain_text("食品经营许可")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="食品经营许可（新办）")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_label("餐饮服务").check()
    page.locator("[name=q-area]").fill("120")
    page.locator("[name=q-network][value=false]").check()
    expect(page.locator("[name=f-area]")).to_have_value("120")
    expect(page.locator(".htmx-request")).to_have_count(0)
    for name, text in {
        "shop_name": SHOP, "shop_address": ADDRESS, "head_id": OWNER, "manager_name": "钱多多", "staff": "6",
    }.items():  # fmt: skip
        page.locator(f"[name=f-{name}]").fill(text)
    page.get_by_label("热食类制售").check()
    page.locator("[name=from-shop_photo]").select_option(label="招牌效果图（门头招牌设置备案）")
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    look(page, "8-sheet-two")
    page.locator("[name=f-staff]").press("Control+Enter")

    expect(page.get_by_text("已收件。")).to_be_visible()
    page.wait_for_load_state()  # a key counts once the page's scripts are there
    page.keyboard.press("a")
    expect(page.get_by_text("已受理。")).to_be_visible()
    receipt_can_be_printed(page)
    expect(page.locator(".visit-list li")).to_have_count(2)
    look(page, "8-accepted")


def receipt_can_be_printed(page: Page) -> None:
    receipt = page.get_by_role("link", name=re.compile("收件凭证"))
    expect(receipt).to_be_visible()
    answer = page.request.get(receipt.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"


def test_without_scripts_a_visit_is_plain_forms(without_scripts: Page) -> None:
    page = without_scripts
    sign_in_officer(page, login_of("contracted_clerk"))
    page.goto("/desk/window/")
    page.get_by_role("button", name="读身份证", exact=False).first.click()
    page.get_by_role("button", name="开始接待").click()
    page.locator("[name=q]").last.fill("招牌")
    page.locator(".find-item button").click()
    page.locator("[data-offer]").first.click()
    page.locator("[name=q-lit][value=true]").check()
    page.locator("[name=q-change][value=new]").check()
    page.get_by_role("button", name="按回答更新").click()
    page.locator("[name=f-off_at]").fill("22:30")
    on_file = page.locator("[name=from-effect]")
    if on_file.count():  # the same person brought it before: a new picture is taken all the same
        on_file.select_option("")
    page.locator("#capture-effect").click()
    expect(page.locator("[name=f-off_at]")).to_have_value("22:30")
    page.get_by_role("button", name="收件", exact=False).click()
    expect(page.get_by_text("请先改正下面的内容")).to_be_visible()
    for name, text in {
        "sign_text": SHOP, "sign_address": ADDRESS, "width": "3", "height": "1", "clearance": "3",
        "install_on": in_days(22),
    }.items():  # fmt: skip
        page.locator(f"[name=f-{name}]").fill(text)
    page.get_by_role("button", name="收件", exact=False).click()
    expect(page.get_by_text("您没有受理权限")).to_be_visible()
    page.get_by_role("button", name="改日再来").click()
    expect(page.get_by_role("heading", name="谁来了")).to_be_visible()
