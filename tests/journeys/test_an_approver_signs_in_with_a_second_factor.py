"""An approver who must show a second factor: codes of a device, recovery codes, a passkey, and where one is signed in.

In the browser, on the demo city. 孟涛 is the demo login with a device; the demo page shows its present code. Passkeys
are bound to a name, not to a number, so the city is called ``localhost`` here. No code is waited for: codes of this
step and of the next both count, each once.
"""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browser import DESKTOP, PHONE, window
from tests.journeys.conftest import Look
from tests.journeys.people import login_of
from tongban.people.actions import code_at
from tongban.people.demo import PASSWORD
from tongban.people.rules.factors import STEP

FACTORS, SECOND = "/accounts/staff/factors/", "/accounts/staff/second/"
APPROVER = login_of("approver_with_device")
ALL_NUMBERS = 10


@pytest.fixture
def look(look_twice: Look) -> Look:
    return lambda page, name: look_twice(page, f"factor-{name}")


@pytest.fixture
def named(address: str) -> str:
    """The city by its name: browsers make no passkeys for a bare number."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def office(browser: Browser, named: str) -> Iterator[Page]:
    with window(browser, named, DESKTOP) as page:
        yield page


@pytest.fixture
def elsewhere(browser: Browser, named: str) -> Iterator[Page]:
    with window(browser, named, PHONE) as page:
        yield page


@pytest.mark.requirement("D25")
def test_an_approver_signs_in_with_a_second_factor(office: Page, elsewhere: Page, look: Look) -> None:
    comes_in_with_the_code_that_the_demo_shows(office, look)
    gets_nowhere_without_a_device(office, look)
    secret, step, recovery = adds_a_device(office, look)
    signs_in_with_its_code(office, code_at(secret, step + 1))
    the_same_code_opens_nothing_again(elsewhere, code_at(secret, step + 1))
    a_recovery_code_opens_once(elsewhere, recovery)
    ends_the_session_elsewhere(office, elsewhere, look)
    signs_in_with_a_passkey(office, look)


def comes_in_with_the_code_that_the_demo_shows(page: Page, look: Look) -> None:
    password(page)
    page.wait_for_url(f"**{SECOND}**")
    look(page, "01-asked")
    code(page, "000000")
    expect(page.locator(".error-summary")).to_contain_text("验证码不对")
    look(page, "02-wrong")
    shown = page.context.new_page()
    shown.goto("/demo/")
    now = shown.locator("#device-code code").inner_text()
    shown.close()
    code(page, now)
    page.wait_for_url("**/desk/")


def gets_nowhere_without_a_device(page: Page, look: Look) -> None:
    page.goto(FACTORS)
    look(page, "03-factors")
    page.locator("summary", has_text="解除").first.click()
    page.get_by_role("button", name="确认解除").first.click()
    expect(page.locator("main")).to_contain_text("绑定动态口令")
    sign_out(page)
    password(page)
    page.wait_for_url(f"**{FACTORS}**")
    expect(page.get_by_role("alert")).to_contain_text("只有密码不够")
    look(page, "04-needs-one")
    for path in ("/desk/", "/desk/posts/", "/accounts/staff/profile/"):
        page.goto(path)
        page.wait_for_url(f"**{FACTORS}**")


def adds_a_device(page: Page, look: Look) -> tuple[str, int, list[str]]:
    """Return the secret, the step whose code was spent, and the recovery codes."""
    page.goto(FACTORS)
    page.get_by_role("link", name="绑定动态口令").click()
    look(page, "05-device")
    page.locator("summary", has_text="手工输入").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    step = int(time.time()) // STEP
    page.locator("main [name=code]").fill(code_at(secret, step))
    page.get_by_role("button", name="完成绑定").click()
    expect(page.locator("main ol code")).to_have_count(ALL_NUMBERS)
    recovery = [text.replace(" ", "") for text in page.locator("main ol code").all_inner_texts()]
    look(page, "06-recovery-codes")
    page.get_by_role("link", name="我已保存好").click()
    page.goto("/desk/")
    expect(page).to_have_url(re.compile("/desk/$"))
    return secret, step, recovery


def signs_in_with_its_code(page: Page, shown: str) -> None:
    sign_out(page)
    password(page)
    page.wait_for_url(f"**{SECOND}**")
    code(page, shown)
    page.wait_for_url("**/desk/")


def the_same_code_opens_nothing_again(page: Page, spent: str) -> None:
    password(page)
    page.wait_for_url(f"**{SECOND}**")
    code(page, spent)
    expect(page.locator(".error-summary")).to_contain_text("验证码不对")


def a_recovery_code_opens_once(page: Page, recovery: list[str]) -> None:
    code(page, recovery[0])
    page.wait_for_url("**/desk/")
    page.goto(FACTORS)
    expect(page.locator("main")).to_contain_text(f"还有 {ALL_NUMBERS - 1} 个备用码")
    sign_out(page)
    password(page)
    page.wait_for_url(f"**{SECOND}**")
    code(page, recovery[0])
    expect(page.locator(".error-summary")).to_contain_text("验证码不对")
    code(page, recovery[1])
    page.wait_for_url("**/desk/")


def ends_the_session_elsewhere(office: Page, elsewhere: Page, look: Look) -> None:
    office.goto("/accounts/staff/profile/")
    devices = office.locator("section", has=office.locator("#sessions")).locator("li")
    expect(devices).to_have_count(2)
    look(office, "07-sessions")
    devices.filter(has=office.get_by_role("button", name="让它退出")).get_by_role("button").click()
    expect(devices).to_have_count(1)
    elsewhere.goto("/desk/")
    elsewhere.wait_for_url("**/accounts/staff/**")
    office.goto("/desk/")
    expect(office).to_have_url(re.compile("/desk/$"))


def signs_in_with_a_passkey(page: Page, look: Look) -> None:
    """The browser's own virtual key: it confirms by itself, as a finger on a reader would."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    about = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    sure = {"isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": about | sure})
    page.goto(f"{FACTORS}passkey/")
    look(page, "08-passkey")
    page.locator("[name=name]").fill("办公室电脑")
    page.get_by_role("button", name="绑定通行密钥").click()
    page.wait_for_url(f"**{FACTORS}")
    expect(page.locator("main")).to_contain_text("办公室电脑")
    look(page, "09-both")
    sign_out(page)
    password(page)
    page.wait_for_url(f"**{SECOND}**")
    look(page, "10-asked-for-either")
    page.get_by_role("button", name="验证通行密钥").click()
    page.wait_for_url("**/desk/")


@pytest.mark.requirement("D25")
def test_an_act_asks_somebody_to_show_more_surely_who_they_are(browser: Browser, address: str, look: Look) -> None:
    """孙倩 came in by phone alone. To see her own number in clear asks for a document; then she is where she was."""
    with window(browser, address, PHONE, also="http://127.0.0.1:") as page:
        page.goto("/accounts/login/?next=/accounts/profile/")
        page.get_by_role("link", name="用省统一身份认证登录").click()
        proves(page, "孙倩", "phone")
        page.wait_for_url("**/accounts/profile/")
        shows = page.locator("#held ~ dl .fact", has_text="证件号码").get_by_role("button", name="显示")
        shows.click()
        page.wait_for_url("**/accounts/surer/**")
        expect(page.locator("main")).to_contain_text("核对证件")
        look(page, "11-surer")
        page.get_by_role("link", name="去认证").click()
        proves(page, "孙倩", "document")
        page.wait_for_url("**/accounts/profile/")
        shows.click()
        expect(page.locator("#held ~ dl .fact", has_text="证件号码")).to_contain_text(re.compile(r"\d{17}[\dX]"))


def proves(page: Page, name: str, level: str) -> None:
    """Choose at the provider who one is and how one proves it."""
    page.locator(".form-check", has_text=name).locator("[name=person]").check()
    page.locator(f"[name=level][value={level}]").check()
    page.get_by_role("button", name="登录").click()


def password(page: Page) -> None:
    page.goto("/accounts/staff/")
    page.locator("[name=login]").fill(APPROVER.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form").first.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/accounts/staff/")


def code(page: Page, digits: str) -> None:
    page.locator("main [name=code]").fill(digits)
    field: Locator = page.locator("main form", has=page.locator("[name=code]"))
    field.get_by_role("button", name="登录").click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/accounts/staff/**")
