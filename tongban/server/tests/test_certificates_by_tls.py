"""An officer signs in by certificate through a proxy that really ends TLS, before a server that really listens."""

import http.client
import re
import shutil
import ssl
from collections.abc import Iterator
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.utils import timezone

from tongban.kernel.events import SYSTEM
from tongban.people.actions.certificates import bind_certificate
from tongban.people.demo.authority import Authority
from tongban.people.models import Account, Office, Officer, Region
from tongban.server.tests.tls_proxy import HEADER, nginx_proxy, tls_proxy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requirement("D25")]
SIGN_IN, WAY_IN, OWN = "/accounts/staff/certificate/", "/accounts/staff/", "/accounts/staff/profile/"
NAME, SINCE = "guoan", date(2020, 1, 1)


class Browser:
    """What a browser does with one certificate, or with none: cookies, and the token of the form."""

    def __init__(self, port: int, proxy: Authority, certificate: tuple[Path, Path] | None = None) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.context.check_hostname = False  # the demo authority names officers, not addresses
        self.context.load_verify_locations(proxy.certificate_path)
        if certificate:
            self.context.load_cert_chain(*certificate)
        self.port, self.cookies = port, SimpleCookie()

    def ask(self, path: str, said: dict[str, str] | None = None, **headers: str) -> tuple[int, str, str]:
        """Return status, where one is led, and the page."""
        there = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=60)
        sent = {"Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items()), **headers}
        if said is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            there.request("GET" if said is None else "POST", path, urlencode(said) if said is not None else None, sent)
            answer = there.getresponse()
            for value in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.load(value)
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        finally:
            there.close()

    def press(self, **headers: str) -> tuple[int, str, str]:
        """Press the button on the page where staff sign in."""
        page = self.ask(WAY_IN)[2]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page
        return self.ask(SIGN_IN, {"csrfmiddlewaretoken": token[1]}, **headers)


@pytest.fixture
def authority(tmp_path: Path, settings: Any) -> Authority:
    made = Authority(tmp_path / "officers")
    made.make(name="Demo CA", now=timezone.now())
    settings.CERTIFICATE_AUTHORITY, settings.CERTIFICATE_REVOCATIONS = made.certificate_path, made.revocations_path
    settings.CERTIFICATE_PROXIES = ["127.0.0.1"]
    settings.SECOND_FACTOR = "staff"
    return made


@pytest.fixture
def proxy(tmp_path: Path) -> Authority:
    """Who named the proxy: another authority than that of the officers."""
    made = Authority(tmp_path / "servers")
    made.make(name="Servers", now=timezone.now())
    key, certificate = made.issue("proxy", now=timezone.now(), use=ExtendedKeyUsageOID.SERVER_AUTH)
    made.write("proxy", key, certificate, "unused")
    return made


PROXIES = [tls_proxy, *([nginx_proxy] if shutil.which("nginx") else [])]


@pytest.fixture(params=PROXIES, ids=lambda proxy: proxy.__name__)
def port(live_server: Any, proxy: Authority, authority: Authority, request: Any) -> Iterator[int]:
    own = (proxy.folder / "proxy.pem", proxy.folder / "proxy.key")
    with request.param(live_server.url, own=own, authority=authority.certificate_path) as found:
        yield found


@pytest.fixture
def officer(live_server: Any) -> Officer:
    region = Region.objects.create(code="990000", name="云州市", level=Region.Level.CITY, valid_from=SINCE)
    office = Office.objects.create(
        region=region,
        name="云州市公安局",
        short_name="公安局",
        uscc="1",
        kind=Office.Kind.DEPARTMENT,
        level=Office.Level.CITY,
    )
    account = Account.objects.create(kind=Account.Kind.STAFF, username=NAME)
    return Officer.objects.create(account=account, office=office, name="国安", staff_number="YZ1", joined_on=SINCE)


def files(authority: Authority, name: str = NAME, *, of: Officer | None = None) -> tuple[Path, Path]:
    """Issue a certificate, bind it if somebody is named, and return it with its key as files."""
    key, certificate = authority.issue(name, now=timezone.now())
    authority.write(name, key, certificate, "unused")
    if of:
        bind_certificate(officer=of, certificate=certificate, by=SYSTEM, now=timezone.now())
    return authority.folder / f"{name}.pem", authority.folder / f"{name}.key"


def test_who_proved_the_key_in_the_handshake_is_signed_in(
    port: int, proxy: Authority, authority: Authority, officer: Officer
) -> None:
    browser = Browser(port, proxy, files(authority, of=officer))
    assert browser.ask(OWN)[0] == 302

    status, led, page = browser.press()

    assert (status, led) == (302, "/desk/"), page
    status, _led, page = browser.ask(OWN)
    assert (status, "国安" in page) == (200, True)


def test_without_a_certificate_a_forged_header_is_overwritten(
    port: int, proxy: Authority, authority: Authority, officer: Officer
) -> None:
    certificate = files(authority, of=officer)[0].read_text()

    status, _led, page = Browser(port, proxy).press(**{HEADER: quote(certificate, safe="")})

    assert status == 403
    assert "没有收到证书" in page


def test_with_the_certificate_of_another_authority_one_does_not_get_as_far_as_the_platform(
    port: int, proxy: Authority, authority: Authority, officer: Officer, tmp_path: Path
) -> None:
    forger = Authority(tmp_path / "forger")
    forger.make(name="Demo CA", now=timezone.now())

    try:
        status, _led, page = Browser(port, proxy, files(forger)).ask(WAY_IN)
    except (ssl.SSLError, ConnectionError):
        return  # ended in the handshake
    assert (status, "nginx" in page, "通办" in page) == (400, True, False)


def test_a_certificate_without_its_key_is_of_no_use(
    port: int, proxy: Authority, authority: Authority, officer: Officer
) -> None:
    own, _key = files(authority, of=officer)
    _other, key = files(authority, "somebody")

    with pytest.raises(ssl.SSLError):
        Browser(port, proxy, (own, key))


def test_a_revoked_certificate_passes_the_handshake_and_is_refused_here(
    port: int, proxy: Authority, authority: Authority, officer: Officer
) -> None:
    own = files(authority, of=officer)
    serial = x509.load_pem_x509_certificate(own[0].read_bytes()).serial_number
    authority.revoke([serial], now=timezone.now())

    status, _led, page = Browser(port, proxy, own).press()

    assert status == 403
    assert "已被吊销" in page
