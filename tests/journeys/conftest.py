"""What a journey is given: a server with a city, a page on a desk, a page on a phone, one without scripts."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys import browser as browsers
from tests.journeys.people import sign_in_officer
from tests.journeys.server import ROOT, city_server
from tongban.people.demo.logins import Login

Look = Callable[[Page, str], None]
Desk = Callable[[Login], AbstractContextManager[Page]]
SCREENSHOTS = ROOT / "var" / "screenshots"
expect.set_options(timeout=15_000)  # as for every act: a busy machine is no fault of the page


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one ``tongban serve`` for all journeys, on ``TONGBAN_DATABASE_URL``'s server or on SQLite."""
    with city_server(tmp_path_factory.mktemp("city")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browsers.find_chromium(), args=browsers.FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh visitor at a desk, 1440 pixels wide."""
    with browsers.window(browser, address, browsers.DESKTOP) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh visitor with a phone, 360 pixels wide."""
    with browsers.window(browser, address, browsers.PHONE) as opened:
        yield opened


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh visitor whose browser runs no JavaScript."""
    with browsers.window(browser, address, browsers.DESKTOP, scripts=False) as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser, address: str) -> Desk:
    """``with desk(login) as page``: the officer's own browser."""

    @contextmanager
    def opened(login: Login) -> Iterator[Page]:
        with browsers.window(browser, address, browsers.DESKTOP) as page:
            sign_in_officer(page, login)
            yield page

    return opened


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """``axe(page)`` fails when the page has a serious or critical barrier."""
    return browsers.assert_no_barriers


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """``fits(page)`` fails when the page is wider than its window."""
    return browsers.assert_fits


@pytest.fixture(scope="session")
def look_twice(axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look) -> Look:
    """``look_twice(page, name)``, as on a desk and as on a phone: no barrier, nothing beside the window, a picture."""

    def at(page: Page, name: str) -> None:
        own = page.viewport_size
        assert own is not None
        for width in (browsers.DESKTOP["width"], browsers.PHONE["width"]):
            page.set_viewport_size({"width": width, "height": own["height"]})
            axe(page)
            fits(page)
            screenshot(page, name)
        page.set_viewport_size(own)

    return at


@pytest.fixture(scope="session")
def screenshot() -> Look:
    """``screenshot(page, name)`` keeps a picture in var/screenshots when TONGBAN_SCREENSHOTS=1, else does nothing."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("TONGBAN_SCREENSHOTS") != "1":
            return
        width = (page.viewport_size or browsers.DESKTOP)["width"]
        path: Path = SCREENSHOTS / f"{name}-{width}.png"
        page.screenshot(path=path, full_page=True)

    return take
