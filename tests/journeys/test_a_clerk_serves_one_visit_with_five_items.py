"""A shop owner at window 12 with five things to do: one card, one set of papers, one form to sign, one receipt with
five lines; three decided on the spot, two promised. No mouse.
"""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Look
from tests.journeys.days import in_days
from tests.journeys.people import login_of, sign_in_officer
from tongban.windows.devices import DEMO_CARDS

SHOP, ADDRESS, OWNER = "国强便利店", "云州市云城区建设路18号一层", "陈国强"
PHONE = "19900000012"
MOST_TABS = 200
DAY = in_days(120)

# Of each item: what is typed to find it, its name, the answers that decide, the fields, the office's way to go on.
TRADER = ("gtgsh", "个体工商户设立登记", {"q-what": "place", "q-place": "rent"}, {
    "f-shop_name": SHOP, "f-scope": "日用百货、预包装食品零售", "f-shop_address": ADDRESS, "f-area": "46",
})  # fmt: skip
FOOD = ("spjyxkbg", "食品经营许可（变更、延续、补证、注销）", {"q-what": "change", "q-moved": "true"}, {
    "f-licence_number": "JY19901020001234", "f-shop_name": SHOP, "f-shop_address": ADDRESS,
    "f-after": "经营面积由 30 平方米变更为 46 平方米", "f-owner_id": "",
})  # fmt: skip
TOBACCO = ("yczm", "烟草专卖零售许可（新办）",
    {"q-shop_kind": "convenience", "q-near_school": "false", "q-ownership": "own"}, {
    "f-shop_name": SHOP, "f-shop_address": ADDRESS, "f-shop_area": "46", "f-opening": "7:00—22:00", "f-counter": "1.2",
    "f-warning": "on", "f-owner_id": "",
})  # fmt: skip
SIGN = ("mtzp", "门头招牌设置备案", {"q-lit": "false", "q-change": "replace"}, {
    "f-sign_text": SHOP, "f-sign_address": ADDRESS, "f-width": "3.2", "f-height": "1", "f-clearance": "2.8",
    "f-install_on": DAY,
})  # fmt: skip
WORKER = ("lhjyry", "灵活就业人员参保登记", {"q-first": "true"}, {
    "f-address": ADDRESS, "f-from_on": DAY, "f-level": "middle",
})  # fmt: skip


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"five-{name}")


@pytest.mark.requirement("C01", "C03", "C04", "C05", "C09", "C13")
def test_five_items_in_one_visit(page: Page, look: Look) -> None:
    sign_in_officer(page, login_of("clerk"))
    page.goto("/desk/window/")
    begin(page)
    look(page, "1-visit")

    receive(page, TRADER, scans=["place", "shop_photo"])
    go_on(page, "a", "已当场办结。")
    receive(page, FOOD, shared=["shop_photo"], scans=["layout"])
    go_on(page, "a", "已受理。")
    receive(page, TOBACCO, shared=["photo"], scans=["position"], look=look)
    go_on(page, "a", "已受理。")
    receive(page, SIGN, scans=["effect", "commitment"])
    go_on(page, "a", "已当场办结。")
    receive(page, WORKER)
    go_on(page, "a", "已当场办结。")

    expect(page.locator(".visit-list").first.locator("li")).to_have_count(5)
    for word in ("作出决定", "不予许可："):
        expect(page.get_by_text(word)).to_have_count(0)  # the front desk approves nothing but what one officer may
    look(page, "3-five")
    receipt = printed(page, "p")
    assert len(set(re.findall(r"99\d{4}-\d{6}-\d{6}-\w", receipt))) == 5
    assert receipt.count("店铺照片") == 1
    assert "最晚" in receipt
    form = printed(page, "s")
    for item in (TRADER, FOOD, TOBACCO, SIGN, WORKER):
        assert item[1] in form
    assert form.count("申请人（签字或盖章）") == 1

    page.keyboard.press("f")
    expect(page.get_by_text("本次接待已结束：办件。")).to_be_visible()
    expect(page.get_by_role("heading", name="谁来了")).to_be_visible()


def begin(page: Page) -> None:
    """Read the owner's card, and begin: they come for themselves."""
    tab_to(page, "card", backwards=True)
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_text("为谁办理")).to_be_visible()
    page.wait_for_load_state()
    if page.locator("[name=phone]").count():
        tab_to(page, "phone")
        page.keyboard.type(PHONE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("本人办理")).to_be_visible()
    page.wait_for_load_state()


def receive(
    page: Page,
    item: tuple[str, str, dict[str, str], dict[str, str]],
    *,
    shared: list[str] | None = None,
    scans: list[str] | None = None,
    look: Look | None = None,
) -> None:
    """Find an item by its initials, answer, fill, lay the papers under the camera, receive; by keyboard alone."""
    initials, name, answers, fields = item
    if page.evaluate("document.activeElement?.id") != "item-text":
        page.keyboard.press("i")
    page.keyboard.type(initials)
    expect(page.locator("[data-offer]").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.wait_for_load_state()

    for question, value in answers.items():
        tab_to(page, question)
        choose(page, question, value)
        settled(page)
    for field, value in fields.items():
        tab_to(page, field)
        enter(page, field, value or identity())
        settled(page)
    for paper in shared or []:
        expect(page.locator(f"[name=from-{paper}] option:checked")).to_contain_text("店铺照片")
    for paper in scans or []:
        if page.locator(f"[name=from-{paper}] option:checked").filter(has_text="材料库").count():
            continue  # it is on file from an earlier visit: nobody lays it under the camera again
        page.locator(f"#capture-{paper}").press("Enter")
        expect(page.locator(f"#paper-{paper}").get_by_role("link", name="第 1 张")).to_be_visible()
        settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("o")  # every paper as it is asked
    if look:
        look(page, "2-sheet")
    tab_to(page, "deliver_way")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已收件。")).to_be_visible()
    page.wait_for_load_state()  # a key counts once the page's scripts are there


def go_on(page: Page, key: str, told: str) -> None:
    page.keyboard.press(key)
    expect(page.get_by_text(told)).to_be_visible()
    page.wait_for_load_state()


def tab_to(page: Page, name: str, *, backwards: bool = False) -> None:
    """Go to a control by its name, as a clerk without a mouse does."""
    for _tab in range(MOST_TABS):
        if page.evaluate("document.activeElement?.name ?? ''") == name:
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{name} is not reached by the keyboard")


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of some radio buttons, or of a list, with the arrows."""
    wanted = page.locator(f"[name='{name}'][value='{value}']")
    if not wanted.count():
        page.locator(f"[name='{name}']").select_option(value)
        return
    for _press in range(wanted.page.locator(f"[name='{name}']").count()):
        if wanted.is_checked():
            return
        focused = page.evaluate("document.activeElement?.value")
        page.keyboard.press("Space" if focused == value else "ArrowDown")
    expect(wanted).to_be_checked()


def enter(page: Page, name: str, value: str) -> None:
    """Type a value; a date is set as its picker would."""
    control = page.locator(f"[name='{name}']").first
    kind = control.get_attribute("type") or control.evaluate("each => each.tagName.toLowerCase()")
    if kind == "radio" or kind == "select":
        choose(page, name, value)
    elif kind == "checkbox":
        page.keyboard.press("Space")
    elif kind == "date":
        control.fill(value)
    else:
        page.keyboard.press("Control+a")
        page.keyboard.type(value)


def identity() -> str:
    """Return the number on the owner's card: of a region that does not exist."""
    return next(card.identity for card in DEMO_CARDS if card.name == OWNER)


def settled(page: Page) -> None:
    expect(page.locator(".htmx-request")).to_have_count(0)


def printed(page: Page, key: str) -> str:
    """Print by a key; the paper opens beside the desk. Return what it says."""
    asked = page.locator(f"[data-key='{key}']").first
    address = asked.evaluate("each => each.form.action")
    answer = page.request.post(
        address, form={"csrfmiddlewaretoken": asked.evaluate("each => each.form.csrfmiddlewaretoken.value")},
        headers={"Referer": page.url},
    )  # fmt: skip
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"[\s\u200b]", "", "".join(each.extract_text() for each in pages))
