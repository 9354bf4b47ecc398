"""Somebody follows every link there is, at a desk and with a phone: each page opens, fits and has no barrier."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.people import login_of, sign_in_officer

Look = Callable[[Page, str], None]
ELSEWHERE = "/accounts/identity/"  # leads to the identity provider, whose pages are not ours
ENOUGH = 30  # pages of one face
A_FEW = 4
FACES = ["clerk", "reviewer", "approver", "supervisor", "administrator", "item_manager"]


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None], screenshot: Look) -> Look:
    def at(page: Page, name: str) -> None:
        axe(page)
        fits(page)
        screenshot(page, name)

    return at


def test_a_visitor_follows_every_link(page: Page, phone: Page, look: Look) -> None:
    _walk(page, phone, ["/", "/styleguide/", "/accounts/login/", "/accounts/staff/"], "public", look)


@pytest.mark.parametrize("face", FACES)
def test_an_officer_follows_every_link(face: str, page: Page, phone: Page, look: Look) -> None:
    for opened in (page, phone):
        sign_in_officer(opened, login_of(face))
    _walk(page, phone, ["/desk/", "/accounts/staff/profile/"], face, look, inside="/desk/")


@pytest.mark.requirement("D10")
def test_items_without_a_trip_are_begun_with_a_phone(phone: Page, look: Look) -> None:
    phone.goto("/lists/no-trip/")
    guides = phone.eval_on_selector_all("main .hit-name a", "links => links.map(link => link.pathname)")[:A_FEW]
    assert guides
    for path in guides:
        phone.goto(path)
        look(phone, "phone" + path.replace("/", "-").rstrip("-"))
        assert phone.get_by_role("link", name="在线办理").or_(phone.locator(".guided")).first.is_visible()


def _walk(page: Page, phone: Page, starts: list[str], face: str, look: Look, *, inside: str = "/") -> None:
    """Look at every page that links lead to from the starts."""
    for path in _pages_from(page, starts, inside):
        for opened in (page, phone):
            opened.goto(path)
            look(opened, face + path.replace("/", "-").rstrip("-"))


def _pages_from(page: Page, starts: list[str], inside: str) -> list[str]:
    """Return the pages that links lead to: one of each kind; what differs by a number or a code only is one kind."""
    waiting, kinds, found = [*starts], set(map(_kind, starts)), []
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
            is_ours = there.netloc == urlsplit(page.url).netloc and there.path.startswith(inside)
            if is_ours and not there.path.startswith(ELSEWHERE) and _kind(there.path) not in kinds:
                kinds.add(_kind(there.path))
                waiting.append(there.path)
    return found


def _kind(path: str) -> str:
    return re.sub(r"[0-9A-Z-]*\d[0-9A-Za-z-]*", "N", path)
