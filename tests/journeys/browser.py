"""Debian's Chromium, driven by playwright, and what every page must keep to whatever the journey is about."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response, Route

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
PLACES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Without these the browser looks for its maker at every start, which fails where nothing outside is reached.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = """() => [
  document.documentElement.scrollWidth,
  innerWidth,
  [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth)
    .map((each) => each.outerHTML.slice(0, 120)).slice(0, 5),
]"""
MISSING = """No Chromium was found, and journeys are never skipped.
On Debian and Ubuntu: apt-get install chromium fonts-noto-cjk. Elsewhere: TONGBAN_CHROMIUM=/path/to/chromium"""


def find_chromium() -> str:
    """Return the path of the browser. Raises RuntimeError with the way out."""
    named = os.environ.get("TONGBAN_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, PLACES)), None)
    if found is None or not Path(found).exists():
        raise RuntimeError(MISSING)
    return found


@contextmanager
def window(
    browser: Browser, address: str, size: dict[str, int], *, scripts: bool = True, also: str | None = None
) -> Iterator[Page]:
    """Yield a page of a fresh visitor. Afterwards, complaints of the browser and calls to the outside are failures.

    ``also`` begins the addresses of a partner that may be called, too.
    """
    complaints: list[str] = []
    context = browser.new_context(
        base_url=address, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=scripts
    )
    context.set_default_timeout(15_000)

    def stay_inside(route: Route) -> None:
        if route.request.url.startswith((address, also or address, "data:", "blob:")):
            route.continue_()
            return
        complaints.append(f"the page asked for {route.request.url}")
        route.abort()

    def hear(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; the browser notes each as a resource that failed.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def look(response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status == 404 and not is_page):
            complaints.append(f"{response.status} {response.url}")

    context.route("**/*", stay_inside)
    context.on("console", hear)
    context.on("response", look)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not complaints, complaints


def assert_no_barriers(page: Page) -> None:
    """Fail when axe finds anything serious or critical on the page."""
    try:
        results = Axe().run(page)
    except Error:  # a link was followed, and the page that was left went away meanwhile
        page.wait_for_load_state()
        results = Axe().run(page)
    barriers = [
        f"{found['id']}: {found['help']}: {node['html'][:160]}"
        for found in results.response["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]
    assert not barriers, "\n".join([page.url, *barriers])


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than its window: on a phone one would have to scroll sideways."""
    page.wait_for_load_state()  # a heading is there before the page has found its shape
    wide, window_width, beside = page.evaluate(WIDTHS)
    assert wide <= window_width, f"{page.url} is {wide} pixels wide in a window of {window_width}: {beside}"
