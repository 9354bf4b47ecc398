"""The pages of this module: style page, preferences, and what went wrong."""

import gzip
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.ui import views
from tongban.ui.middleware import RefusalsInWords
from tongban.ui.styleguide import EXAMPLES, icon_names

PACKAGE = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db  # modules above may ask the database for their panels


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ["/styleguide/", "/styleguide/desk/", "/styleguide/print/", "/preferences/"])
def test_each_page_opens_in_both_languages(client: Client, path: str, language: str) -> None:
    page = client.get(path, HTTP_ACCEPT_LANGUAGE=language)
    assert page.status_code == HTTPStatus.OK
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in page.content.decode()


def test_the_style_page_shows_every_example_with_its_code(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert all(f'id="{name}"' in page for name, _ in EXAMPLES)
    assert "{% light &quot;green&quot; %}" in page


def test_large_type_is_kept_in_the_browser(client: Client) -> None:
    answer = client.post("/preferences/type/", {"type": "large", "next": "/styleguide/"})
    assert answer.headers["Location"] == "/styleguide/"
    assert 'class="large-type"' in client.get("/styleguide/").content.decode()
    client.post("/preferences/type/", {"type": "normal"})
    assert 'class="large-type"' not in client.get("/styleguide/").content.decode()


def test_a_preference_never_leads_away_from_the_site(client: Client) -> None:
    answer = client.post("/preferences/type/", {"type": "large", "next": "//example.org/"})
    assert answer.headers["Location"] == "/preferences/"


def test_the_language_is_kept_in_the_browser(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/preferences/"})
    assert "Accessibility and display" in client.get("/preferences/").content.decode()


def test_an_address_that_does_not_exist_says_what_to_do(client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert "没有找到这一页" in page.content.decode()
    assert "拨打 12345" in page.content.decode()


def test_only_staff_are_shown_a_desk_where_something_went_wrong(client: Client) -> None:
    assert "face-desk" not in client.get("/desk/no-such-page/").content.decode()
    visit = _visit()
    visit.path = "/desk/no-such-page/"
    assert views.frame_of(visit) == "ui/base.html"
    visit.officer = object()  # type: ignore[attr-defined]
    assert views.frame_of(visit) == views.DESK


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "409", "429", "404"])
def test_every_page_of_what_went_wrong_says_whom_to_call(name: str) -> None:
    assert render_to_string(f"ui/errors/{name}.html", request=_visit()).count("12345") >= 2, (
        "in the text and at the foot"
    )


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.forbidden, 403), (views.csrf_failure, 403)]
)
def test_what_went_wrong_has_a_page(view: views.ErrorView, status: int) -> None:
    page = view(_visit())
    assert page.status_code == status
    assert "<h1>" in page.content.decode()


def test_the_page_of_last_resort_asks_nobody() -> None:
    page = views.server_error(HttpRequest())
    assert page.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "系统出了问题" in page.content.decode()


def test_a_refusal_is_a_page_with_every_reason() -> None:
    refused = Refused([Obstacle("not_allowed", about="决定"), Obstacle("not_found", about="A-1")])
    page = RefusalsInWords(lambda request: page).process_exception(_visit(), refused)
    assert page is not None
    assert page.status_code == HTTPStatus.CONFLICT
    assert "您没有权限这样做：决定" in page.content.decode()
    assert "没有找到您要的内容：A-1" in page.content.decode()


def test_a_refusal_of_a_fragment_is_a_fragment() -> None:
    visit = _visit()
    visit.htmx = type("Htmx", (), {"boosted": False})()  # type: ignore[attr-defined]
    page = RefusalsInWords(lambda request: page).process_exception(visit, Refused([Obstacle("not_allowed")]))
    assert page is not None
    assert "<html" not in page.content.decode()


def test_other_failures_are_left_to_the_server() -> None:
    assert RefusalsInWords(lambda request: None).process_exception(_visit(), ValueError()) is None  # type: ignore[arg-type, return-value]


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(client: Client) -> None:
    page = client.get("/preferences/").content
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page.decode()))
    weight = len(gzip.compress(page)) + sum(_weight(name) for name in files)
    assert weight < 100_000


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    named = {
        (path.name, name)
        for path in PACKAGE.glob("*/templates/**/*.html")
        for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())
    }
    assert not {(page, name) for page, name in named if name not in icon_names()}


def _weight(name: str) -> int:
    found = finders.find(name)
    assert found, name
    with open(str(found), "rb") as file:
        return len(gzip.compress(file.read()))


def _visit() -> HttpRequest:
    visit = RequestFactory().get("/somewhere/")
    visit.user = AnonymousUser()
    visit.session = {}  # type: ignore[assignment]
    visit._messages = FallbackStorage(visit)  # type: ignore[attr-defined]
    return visit


def test_a_page_that_was_open_too_long_leads_back_to_itself_and_nowhere_else() -> None:
    for referer, is_shown in (("http://testserver/my/data/", True), ("//elsewhere/my/data/", False)):
        request = _visit()
        request.META["HTTP_REFERER"] = referer
        page = views.csrf_failure(request).content.decode()
        assert (referer in page) == is_shown
        assert ("重新打开上一页" in page) == is_shown
