"""What browsers are told and asked: headers, cookies, proof of origin, sessions, where one is sent."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.security.addresses import addresses, routes
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.conftest import town as town
from tongban.matters.views import progress
from tongban.people.actions import change_password
from tongban.people.models import Account
from tongban.people.tests.test_pages import sign_in

# Called by programs with a key of their own, never with the cookie of a session.
FOR_PROGRAMS = ("/api/", "/exchange/payments/", "/exchange/systems/", "/accounts/enter/")  # they sign or bear a key
SECRETS = {
    "TONGBAN_MODE": "production",
    "TONGBAN_SECRET_KEY": "s" * 60,
    "TONGBAN_VAULT_KEYS": "k1:" + "ab" * 32,
    "TONGBAN_INDEX_KEY": "cd" * 32,
    "TONGBAN_HOSTS": "gov.example.org",
    "TONGBAN_TRUSTED_PROXIES": "1",
}


@pytest.mark.django_db
def test_every_page_closes_what_browsers_leave_open(client: Client) -> None:
    for address in ("/", "/items/", "/progress/", "/verify/", "/accounts/login/", "/nowhere"):
        headers = client.get(address).headers

        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "script-src 'self';" in headers["Content-Security-Policy"] + ";"
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_what_somebody_signed_in_has_seen_is_kept_by_no_cache(town: Town) -> None:
    case = town.case(now=timezone.now())
    pages = {
        town.account: ["/my/", "/accounts/profile/", reverse("cases:mine", args=[case.matter.number]), "/"],
        town.clerk: ["/desk/", reverse("matters:matter", args=[case.matter.number]), "/desk/search/?q=1"],
    }
    for who, asked in pages.items():
        for address in asked:
            assert "no-store" in signed_in(who).get(address).headers["Cache-Control"], address


def test_public_pages_may_be_kept(client: Client, db: None) -> None:
    assert "Cache-Control" not in client.get("/items/").headers


def test_every_form_wants_proof_that_it_comes_from_a_page_of_ours(town: Town) -> None:
    """Post to each address as who may most, with the session's cookie and without the page's token."""
    asked = [address for address in addresses() if not address.startswith(FOR_PROGRAMS)]
    for who in (town.chief, town.account):
        client = signed_in(who, enforce_csrf_checks=True)
        open_ones = [address for address in asked if client.post(address, {"x": "1"}).status_code != 403]
        assert not open_ones, open_ones
    assert len(asked) > 80


def test_programs_are_let_in_by_their_key_and_never_by_a_session(town: Town) -> None:
    client = signed_in(town.chief, enforce_csrf_checks=True)
    calls = [address for address in addresses() if address.startswith(FOR_PROGRAMS)]

    answered = {address: client.post(address, {}, content_type="application/json").status_code for address in calls}

    assert not [address for address, status in answered.items() if status < 400]


@pytest.mark.django_db
def test_the_session_has_another_key_after_signing_in_and_after_saying_who_one_is(client: Client) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"phone": "19900000066"})
    before = client.session.session_key

    sign_in(client)
    signed = client.session.session_key
    said = {"name": "王小明", "identity_kind": "citizen-id", "identity": "11010519491231002x"}
    client.post("/accounts/who/", said)

    assert len({before, signed, client.session.session_key}) == 3
    assert not Client(cookies=None).session.exists(before)


def test_a_new_password_ends_every_other_session(town: Town) -> None:
    account = town.clerk.account
    here, there = signed_in(account), signed_in(account)
    assert there.get("/desk/").status_code == 200

    change_password(account=account, password="Another-2026-word", now=timezone.now())

    for client in (here, there):
        assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["//evil.test", "https://evil.test/", "javascript:alert(1)", "/\\evil.test", "\thttps:evil.test"]
)
def test_nothing_leads_to_another_site(town: Town, elsewhere: str) -> None:
    citizen, officer = signed_in(town.account), signed_in(town.clerk)
    case = town.case(now=timezone.now())
    release = reverse("cases:accept", args=[case.matter.number])

    answers = [
        citizen.post("/preferences/type/", {"type": "large", "next": elsewhere}),
        citizen.post("/i18n/setlang/", {"language": "en", "next": elsewhere}),
        citizen.get("/accounts/who/", {"next": elsewhere}),
        Client().get("/my/", headers={"referer": elsewhere}),
        officer.post(f"{release}?next={elsewhere}"),
    ]

    for answer in answers:
        assert answer.status_code == 302
        assert "evil" not in answer.url.partition("?")[0], answer.url
        assert answer.url.startswith("/"), answer.url
        assert not answer.url.startswith(("//", "/\\"))


@pytest.mark.django_db
def test_the_language_is_changed_by_a_form_alone_and_to_ours_alone(client: Client) -> None:
    assert "tongban_language" not in client.get("/i18n/setlang/?language=en&next=/").cookies
    assert not client.get("/i18n/setlang/?language=en").cookies
    assert not client.post("/i18n/setlang/", {"language": "xx<script>"}).cookies


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    for address in ("/", "/desk/", "/desk/search/"):
        assert client.get(address, headers={"host": "evil.test"}).status_code == 400


def test_a_matter_that_was_looked_up_is_shut_after_half_an_hour(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = town.case(now=timezone.now()).matter
    address = client.post("/progress/", {"number": matter.number, "query_code": matter.told_code()}).url
    assert client.get(address).status_code == 200

    session = client.session
    session[progress.OPEN] = {number: until - progress.SHOWN_FOR for number, until in session[progress.OPEN].items()}
    session.save()

    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("password", "is_good"),
    [
        ("abcdefghijk", False),
        ("lower-only-words", False),
        ("1029384756", False),
        ("Short-1", False),
        ("Password123", False),  # among the common ones once its capitals are put aside
        ("Yunzhou-river-7", True),
        ("a long sentence of nothing but words", True),
    ],
)
def test_a_password_is_long_mixed_and_uncommon(password: str, is_good: bool) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, Account(username="wangmin"))
    except ValidationError:
        assert not is_good
    else:
        assert is_good


def test_in_production_cookies_travel_by_https_alone_and_belong_to_this_host() -> None:
    told = _in_production(
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.LANGUAGE_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)"
    )
    assert told == "__Host-session __Host-csrf True True True True True Lax"


def test_in_production_plain_http_is_led_to_https_and_remembered_for_a_year() -> None:
    told = _in_production(
        "from django.test import Client; c = Client(headers={'host': 'gov.example.org'});"
        "a = c.get('/preferences/'); b = c.get('/preferences/', headers={'x-forwarded-proto': 'https'});"
        "print(a.status_code, a.url, b.status_code, b['Strict-Transport-Security'], c.get('/healthz').status_code,"
        " s.DEBUG)"
    )
    assert told == "301 https://gov.example.org/preferences/ 200 max-age=31536000 200 False"


def _in_production(code: str) -> str:
    """Run a few words in a process of its own, with the settings of production."""
    start = "import django; django.setup(); from django.conf import settings as s;"
    environment = {**os.environ, **SECRETS, "DJANGO_SETTINGS_MODULE": "tongban.server.settings"}
    done = subprocess.run([sys.executable, "-c", start + code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_walk_over_all_addresses_finds_them() -> None:
    assert {"progress/", "accounts/login/", "desk/search/"} <= set(routes())
