"""An item manager claims an item, writes it on the workbench, a colleague writes along, a second person approves it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import DESKTOP, window
from tests.journeys.conftest import Look
from tests.journeys.people import login_of, sign_in_officer
from tongban.people.demo.logins import LOGINS

OFFICE = "云州市 · 云州市民政局"  # has not taken it on yet
ENTRY = "990131001000"  # 食品经营许可（新办）
PAPER = "经营场所平面图"


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"item-{name}")


@pytest.mark.requirement("A07", "A12", "A15", "A16", "A17")
def test_an_item_from_claim_to_publication(page: Page, browser: Browser, address: str, look: Look) -> None:
    sign_in_officer(page, login_of("item_manager"))
    code = claim(page, look)
    write(page, code, look)
    write_along(page, browser, address, code)
    hand_in(page, code, look)
    send_back_and_approve(page, browser, address, code, look)

    page.goto(f"/items/{code}/")
    expect(page.get_by_role("heading", name="食品经营许可（新办）").first).to_be_visible()
    expect(page.get_by_text(PAPER).first).to_be_visible()
    page.goto(f"/desk/items/{code}/")
    expect(page.get_by_text("第 1 版审定")).to_be_visible()
    look(page, "9-published")


def claim(page: Page, look: Look) -> str:
    """Take the entry of the basic catalogue on for an office; return the code of the item."""
    page.goto(f"/desk/catalogue/entries/{ENTRY}/claim/")
    look(page, "1-claim")
    page.locator("[name=office]").select_option(label=OFFICE)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/desk/items/\w{31}/"))
    found = re.search(r"/desk/items/(\w{31})/", page.url)
    assert found
    return found[1]


def write(page: Page, code: str, look: Look) -> None:
    """Fill in the sheet: it saves itself, and says what is wrong beside the field."""
    page.goto(f"/desk/items/{code}/draft/")
    look(page, "2-empty-draft")
    page.locator("#f-statutory_amount").fill("10")
    page.locator("#f-statutory_unit").select_option("working")
    page.locator("#f-promised_amount").fill("99")
    expect(page.locator("#e-f-statutory_amount")).to_contain_text("超过法定时限")
    page.locator("#f-promised_amount").fill("5")
    expect(page.locator("#e-f-statutory_amount")).not_to_contain_text("超过法定时限")
    expect(page.locator("#after-limits")).to_contain_text("已保存")

    add_row(page, "materials")
    page.locator("#r-materials-0 summary").click()
    page.locator("#f-materials-0-name").fill("其他相关材料")
    page.locator("#f-materials-0-why").fill("核查人员据此判断布局")
    page.locator("#f-materials-0-basis").fill("食品经营许可和备案管理办法")
    expect(page.locator("#e-r-materials-0")).to_contain_text("兜底")
    page.locator("#f-materials-0-name").fill(PAPER)
    expect(page.locator("#e-r-materials-0")).not_to_contain_text("兜底")

    for field, value in {
        "consult": "0990-8601001", "complain": "12345", "place": "政务大厅3号窗口", "hours": "工作日 9:00–17:30",
        "review_office": "云州市人民政府", "court": "云州市有管辖权的基层人民法院",
    }.items():  # fmt: skip
        page.locator(f"#f-{field}").fill(value)
    page.locator("#f-channels-1").check()
    expect(page.locator("#after-ways")).to_contain_text("已保存")
    add_row(page, "faqs")
    page.locator("#r-faqs-0 summary").click()
    page.locator("#f-faqs-0-q").fill("收费吗？")
    page.locator("#f-faqs-0-a").fill("不收费。")
    expect(page.locator("#after-words")).to_contain_text("已保存")
    page.locator("#f-summary").fill("开饭店、食堂前办理。")
    page.locator("#f-who").fill("从事餐饮服务的企业和个体工商户。")
    expect(page.locator("#after-basics")).to_contain_text("已保存")
    expect(page.locator("#sheet-overview").get_by_text("要改", exact=True)).to_have_count(0)
    page.reload()
    expect(page.locator("#f-consult")).to_have_value("0990-8601001")
    look(page, "3-written")
    page.goto(f"/desk/items/{code}/draft/preview/")
    expect(page.get_by_text("还没有公布，申请人看不到")).to_be_visible()
    look(page, "4-preview")


def add_row(page: Page, field: str) -> None:
    page.locator(f"button[value='add:{field}']").click()
    expect(page.locator(f"#r-{field}-0")).to_be_visible()


def write_along(page: Page, browser: Browser, address: str, code: str) -> None:
    """A second window changes the same field: both values are shown, and mine is kept by one press."""
    page.goto(f"/desk/items/{code}/draft/")
    with window(browser, address, DESKTOP) as other:
        sign_in_officer(other, login_of("item_manager"))
        other.goto(f"/desk/items/{code}/draft/")
        other.locator("#f-hours").fill("工作日 9:00–12:00")
        expect(other.locator("#after-ways")).to_contain_text("已保存")
    page.locator("#f-hours").fill("工作日 9:00–17:00")
    conflict = page.locator("#s-ways .conflicts")
    expect(conflict).to_contain_text("工作日 9:00–12:00")
    expect(conflict).to_contain_text("工作日 9:00–17:00")
    expect(page.locator("#f-hours")).to_have_value("工作日 9:00–17:00")
    conflict.get_by_role("button", name="用我的").click()
    expect(page.locator("#s-ways .conflicts")).to_have_count(0)
    expect(page.locator("#f-hours")).to_have_value("工作日 9:00–17:00")


def hand_in(page: Page, code: str, look: Look) -> None:
    page.goto(f"/desk/items/{code}/")
    look(page, "5-draft")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，等待审定。")).to_be_visible()
    page.goto(f"/desk/items/{code}/review/")
    expect(page.get_by_role("button", name="审定通过")).to_have_count(0)


def send_back_and_approve(page: Page, browser: Browser, address: str, code: str, look: Look) -> None:
    """The second person sends it back once; the manager mends it and hands it in again."""
    approver = next(login for login in LOGINS if login.face == "item_approver")
    with window(browser, address, DESKTOP) as second:
        sign_in_officer(second, approver)
        second.get_by_role("link", name="事项审定").first.click()
        look(second, "6-waiting")
        second.locator(f"a[href='/desk/items/{code}/review/']").click()
        look(second, "7-review")
        second.get_by_label("退回的原因").fill("写明一句话说明")
        second.get_by_role("button", name="退回修改").click()
        expect(second.get_by_text("已退回修改。")).to_be_visible()

        page.goto(f"/desk/items/{code}/draft/")
        expect(page.get_by_text("写明一句话说明")).to_be_visible()
        page.locator("#f-summary").fill("开饭店、食堂、小吃店以前办理。")
        expect(page.locator("#after-basics")).to_contain_text("已保存")
        hand_in(page, code, look)

        second.goto(f"/desk/items/{code}/review/")
        second.get_by_role("button", name="审定通过").click()
        expect(second.get_by_text("已审定。")).to_be_visible()
