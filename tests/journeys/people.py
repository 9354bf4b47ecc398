"""Who walks through the journeys: people of the demo city, signed in as they would sign in themselves."""

import re
from typing import Any

from playwright.sync_api import Page

from tongban.people.demo.logins import LOGINS, PASSWORD, Login

PATIENCE = 30  # seconds until a message must have come
SIGNED_IN: dict[tuple[str, str], Any] = {}  # the cookie of a session, by server and phone


def login_of(face: str) -> Login:
    """Return the first demo login with that face, such as ``clerk`` or ``reviewer``."""
    return next(login for login in LOGINS if login.face == face)


def sign_in_officer(page: Page, login: Login) -> None:
    """Sign an officer in by username and password."""
    page.goto("/accounts/staff/")
    page.locator("[name=login]").fill(login.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/accounts/staff/" not in url)


def login_named(name: str) -> Login:
    """Return the demo login of somebody, such as ``陈立``."""
    return next(login for login in LOGINS if login.name == name)


def sign_in_citizen(page: Page, login: Login) -> None:
    """Sign a citizen in by phone, with the code that comes by message.

    A phone gets six codes an hour, and many journeys have the same people: who was signed in before comes back in the
    session they had, as with a browser that was left open. Whoever has signed out since gets a new code.
    """
    page.goto("/my/")
    address = page.url.partition("/accounts/")[0]
    page.context.add_cookies(SIGNED_IN.get((address, login.phone), []))
    page.goto("/my/")
    if "/accounts/login/" in page.url:
        _sign_in_by_code(page, login)
        cookies: Any = [each for each in page.context.cookies() if each.get("name") == "sessionid"]
        SIGNED_IN[address, login.phone] = cookies


def _sign_in_by_code(page: Page, login: Login) -> None:
    inbox = page.context.new_page()
    old = _codes_in(inbox, login.phone)
    page.goto("/accounts/login/")
    page.locator("main input[type=tel]").fill(login.phone)
    page.locator("main button[type=submit]").click()
    page.locator("main [name=code]").fill(_new_code(inbox, login.phone, old))
    page.locator("main [name=code]").press("Enter")
    page.wait_for_url("**/my/")
    inbox.close()


def _new_code(inbox: Page, phone: str, old: list[str]) -> str:
    """Read the code in the demo inbox; the worker delivers it a moment later, and older ones may stand there."""
    for _ in range(PATIENCE):
        codes = _codes_in(inbox, phone)
        if codes != old:  # the page shows the latest only: there may be as many as before
            return codes[0]
        inbox.wait_for_timeout(1000)
    raise AssertionError(f"no code came to {phone}")


def _codes_in(inbox: Page, phone: str) -> list[str]:
    """Return the codes in the demo inbox of a phone, the latest first."""
    inbox.goto(f"/demo/inbox/?phone={phone}")
    return re.findall(r"验证码 (\d{6})", inbox.locator("main").inner_text())


def login_at(page: Page, office: str, post: str) -> Login:
    """Return the demo login of whoever holds a post of an office, such as ``云城区公安局`` and ``审批岗``."""
    page.goto(f"/demo/?office={office}")
    row = page.locator("#offices tbody tr", has_text=post).first
    return Login(post, row.locator("th").inner_text(), row.locator("code").inner_text(), office=office)
