"""Who walks through the journeys: people of the demo city, signed in as they would sign in themselves."""

from playwright.sync_api import Page

from tongban.people.demo.logins import LOGINS, PASSWORD, Login


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
