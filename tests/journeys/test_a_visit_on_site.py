"""陈立 looks at a place with a colleague: no network in the cellar, four photographs, and everything arrives once.

What the phone has recorded is sent when the network is back; the server fails on the first try, and takes the second
one in without an answer that the phone hears.
"""

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser import DESKTOP, window
from tests.journeys.people import login_named, sign_in_officer

Look = Callable[[Page, str], None]
PHOTOGRAPHS = 4
FOUND = "地下室操作间布局与图纸一致，排水通畅。"
DRAW = """(n) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 1800 });
  const paint = canvas.getContext("2d");
  paint.fillStyle = ["#88a", "#a88", "#8a8", "#aa8"][n % 4];
  paint.fillRect(0, 0, 2400, 1800);
  paint.fillStyle = "#fff"; paint.font = "400px sans-serif"; paint.fillText(String(n + 1), 900, 1000);
  return canvas.toDataURL("image/jpeg", 0.8).split(",")[1];
}"""


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look) -> Look:
    def at(page: Page, name: str) -> None:
        axe(page)
        fits(page)
        screenshot(page, f"visit-{name}")

    return at


@pytest.mark.requirement("B22")
def test_a_visit_on_site(phone: Page, browser: Browser, address: str, look: Look) -> None:
    sign_in_officer(phone, login_named("陈立"))
    form = sees_where_to_go(phone, look)
    number = opens_the_form_while_there_is_a_network(phone, form, look)
    goes_down_into_the_cellar(phone, form)
    records_what_is_there(phone, look)
    comes_back_to_what_was_typed(phone, form)
    sends_it_from_the_cellar(phone, look)
    the_server_fails_and_then_answers_unheard(phone, look)
    with window(browser, address, DESKTOP) as desk:
        sign_in_officer(desk, login_named("陈立"))
        everything_arrived_once(desk, number, look)


def sees_where_to_go(phone: Page, look: Look) -> str:
    phone.goto("/desk/visits/")
    expect(phone.locator("html")).to_have_attribute("data-visits-kept", "yes")
    look(phone, "01-mine")
    link = phone.locator("a[data-keep]").first
    return str(link.get_attribute("href"))


def opens_the_form_while_there_is_a_network(phone: Page, form: str, look: Look) -> str:
    phone.goto(form)
    expect(phone.locator("#visit-record")).to_have_attribute("data-ready", "yes")
    look(phone, "02-form")
    found = re.search(r"\d{6}-\d{6}-\d{6}-[0-9A-Z]", phone.locator("main").inner_text())
    assert found
    phone.goto("/desk/visits/")
    expect(phone.locator("html")).to_have_attribute("data-visits-kept", "yes")
    return found[0]


def goes_down_into_the_cellar(phone: Page, form: str) -> None:
    phone.context.set_offline(True)
    phone.goto(form)
    expect(phone.locator("#visits-state")).to_contain_text("没有网络")
    expect(phone.locator("#visit-record")).to_have_attribute("data-ready", "yes")


def records_what_is_there(phone: Page, look: Look) -> None:
    for point in phone.locator(".visit-point").all():
        point.get_by_label("符合", exact=True).check()
    phone.locator("[name=findings]").fill(FOUND)
    phone.get_by_label("符合要求", exact=True).check()
    for n in range(PHOTOGRAPHS):
        picture = base64.b64decode(phone.evaluate(DRAW, n))
        files = {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture}
        phone.locator("#photographs").set_input_files([files])  # type: ignore[list-item]
        expect(phone.locator("#photographs-taken canvas")).to_have_count(n + 1)
    look(phone, "03-filled")


def comes_back_to_what_was_typed(phone: Page, form: str) -> None:
    """The phone was put away and the page opened again, still without a network: nothing is lost."""
    phone.goto(form)
    expect(phone.locator("#photographs-taken canvas")).to_have_count(PHOTOGRAPHS)
    expect(phone.locator("[name=findings]")).to_have_value(FOUND)


def sends_it_from_the_cellar(phone: Page, look: Look) -> None:
    phone.get_by_role("button", name="提交现场记录").click()
    expect(phone.locator("#visits-state")).to_contain_text("有 1 份现场记录还没有发送")
    look(phone, "04-waiting")


def the_server_fails_and_then_answers_unheard(phone: Page, look: Look) -> None:
    tries: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort()  # the network broke off before anything arrived
        elif len(tries) == 2:
            assert route.fetch().status == 200  # taken in, and the answer is lost on the way back
            route.abort()
        else:
            route.continue_()

    phone.route(re.compile(r"/desk/visits/\d+/cases/\d+/$"), answer)
    state = phone.locator("#visits-state")
    phone.context.set_offline(False)
    expect(state).to_contain_text("没有送达")
    while len(tries) < 3:
        with phone.expect_request(lambda request: request.method == "POST"):
            phone.get_by_role("button", name="现在发送").click()
        expect(state).not_to_contain_text("正在发送")
    expect(state).to_contain_text("已发送")
    expect(state).to_have_attribute("data-waiting-now", "0")
    assert len(tries) == 3
    look(phone, "05-sent")


def everything_arrived_once(desk: Page, number: str, look: Look) -> None:
    desk.goto(f"/desk/matters/{number}/")
    record = desk.locator("section[aria-labelledby=visits]")
    expect(record.get_by_text(FOUND)).to_have_count(1)
    expect(record.get_by_role("link", name=re.compile(r"照片 \d"))).to_have_count(PHOTOGRAPHS)
    expect(desk.get_by_role("link", name="现场核查记录")).to_have_count(1)
    look(desk, "06-case")
    desk.goto("/desk/visits/")
    look(desk, "07-desk")
