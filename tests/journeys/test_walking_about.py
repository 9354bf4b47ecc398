"""A visitor follows every link of the public site, at a desk and with a phone."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

Look = Callable[[Page], None]
ENOUGH = 30  # pages


def test_every_public_page_fits_its_window_and_has_no_barrier(
    page: Page, phone: Page, axe: Look, fits: Look, screenshot: Callable[[Page, str], None]
) -> None:
    for path in _pages_from(page, "/"):
        for opened in (page, phone):
            opened.goto(path)
            axe(opened)
            fits(opened)
            screenshot(opened, "public" + path.replace("/", "-").rstrip("-"))


def _pages_from(page: Page, start: str) -> list[str]:
    """Return the pages that links lead to: one of each kind; what differs by a number or a code only is one kind."""
    waiting, kinds, found = [start], {_kind(start)}, []
    while waiting and len(found) < ENOUGH:
        path = waiting.pop(0)
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page.goto(path)
        found.append(path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            there = urlsplit(link)
            if there.netloc == urlsplit(page.url).netloc and _kind(there.path) not in kinds:
                kinds.add(_kind(there.path))
                waiting.append(there.path)
    return found


def _kind(path: str) -> str:
    return re.sub(r"[0-9A-Z-]*\d[0-9A-Za-z-]*", "N", path)
