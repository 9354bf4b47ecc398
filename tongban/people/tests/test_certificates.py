"""Signing in by a certificate that the proxy passes on: which are taken, and what an attacker could try."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.test import Client
from django.utils import timezone

from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.people.actions.certificates import CannotBind, bind_certificate, end_certificates
from tongban.people.demo import City
from tongban.people.demo.authority import Authority
from tongban.people.models import Account, Officer, SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
SIGN_IN = "/accounts/staff/certificate/"
PROXY, ANYBODY = "10.9.0.2", "203.0.113.7"
APPROVER = "zhaojun"


@pytest.fixture
def authority(tmp_path: Path, settings: Any) -> Authority:
    made = Authority(tmp_path / "ca")
    made.make(name="Demo CA", now=timezone.now())
    settings.CERTIFICATE_AUTHORITY = str(made.certificate_path)
    settings.CERTIFICATE_REVOCATIONS = str(made.revocations_path)
    settings.CERTIFICATE_PROXIES = ["10.9.0.0/24", "::1"]
    return made


@pytest.fixture
def officer(city: City) -> Officer:
    return Account.objects.get(username=APPROVER).officer


@pytest.fixture
def certificate(authority: Authority, officer: Officer) -> x509.Certificate:
    _key, made = authority.issue(APPROVER, now=timezone.now())
    bind_certificate(officer=officer, certificate=made, by=SYSTEM, now=timezone.now())
    return made


def escaped(certificate: x509.Certificate) -> str:
    return quote(certificate.public_bytes(Encoding.PEM).decode(), safe="")


def show(certificate: x509.Certificate | str, *, sender: str = PROXY, client: Client | None = None, **said: str) -> Any:
    header = certificate if isinstance(certificate, str) else escaped(certificate)
    client = client or Client()
    answer: Any = client.post(SIGN_IN, said, headers={"x-client-certificate": header}, REMOTE_ADDR=sender)
    answer.is_in = "_auth_user_id" in client.session
    return answer


def words(answer: Any) -> str:
    assert answer.status_code == 403
    assert not answer.is_in
    text: str = answer.content.decode()
    return text


def test_the_officer_of_a_certificate_is_signed_in_and_has_shown_two_factors(
    certificate: x509.Certificate, officer: Officer, settings: Any
) -> None:
    settings.SECOND_FACTOR = "approvers"
    client = Client()

    answer = show(certificate, client=client)

    assert answer.url == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert SignIn.objects.get(succeeded=True).way == "certificate"
    assert "CertificateBound" in [each.name.rpartition(".")[2] for each in events_of(f"officer:{officer.pk}")]


def test_the_form_of_rfc_9440_is_read_too(certificate: x509.Certificate) -> None:
    answer = show(f":{base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()}:")
    assert answer.is_in


def test_one_is_led_on_to_a_page_of_ours_alone(certificate: x509.Certificate) -> None:
    assert show(certificate, next="/desk/matters/").url == "/desk/matters/"
    assert show(certificate, next="https://evil.example.org/").url == "/desk/"


def test_a_header_that_no_proxy_of_ours_sent_is_not_read(certificate: x509.Certificate) -> None:
    assert "没有收到证书" in words(show(certificate, sender=ANYBODY))
    assert "没有收到证书" in words(show(certificate, sender="10.9.1.2"))


def test_without_proxies_named_nobody_is_believed(certificate: x509.Certificate, settings: Any) -> None:
    settings.CERTIFICATE_PROXIES = []
    assert "没有收到证书" in words(show(certificate))


@pytest.mark.parametrize("header", ["", "rubbish", "::", ":####:", "%00", "-----BEGIN CERTIFICATE-----", "x" * 20_000])
def test_rubbish_is_no_certificate(authority: Authority, city: City, header: str) -> None:
    assert "没有收到证书" in words(show(header))


def test_a_certificate_of_another_authority_with_the_same_name_is_refused(
    certificate: x509.Certificate, tmp_path: Path
) -> None:
    forger = Authority(tmp_path / "forger")
    forger.make(name="Demo CA", now=timezone.now())
    _key, forged = forger.issue(APPROVER, now=timezone.now())
    assert "不是本平台信任的" in words(show(forged))


def test_a_certificate_with_a_changed_byte_is_refused(certificate: x509.Certificate) -> None:
    der = bytearray(certificate.public_bytes(Encoding.DER))
    at = der.index(APPROVER.encode())
    der[at] ^= 1
    assert "不是本平台信任的" in words(show(f":{base64.b64encode(bytes(der)).decode()}:"))


def test_a_certificate_out_of_date_is_refused(authority: Authority, officer: Officer) -> None:
    now = timezone.now()
    for issued in (now - timedelta(days=2), now + timedelta(days=1)):
        _key, made = authority.issue(APPROVER, now=issued, lasts=timedelta(days=1))
        assert "有效期" in words(show(made))


def test_a_revoked_certificate_is_refused(certificate: x509.Certificate, authority: Authority) -> None:
    authority.revoke([certificate.serial_number], now=timezone.now())
    assert "已被吊销" in words(show(certificate))


def test_a_list_of_revocations_out_of_date_or_of_somebody_else_or_missing_refuses_everybody(
    certificate: x509.Certificate, authority: Authority, tmp_path: Path, settings: Any
) -> None:
    good = authority.revocations_path.read_bytes()
    authority.revoke([], now=timezone.now() - timedelta(days=60))
    assert "吊销名单" in words(show(certificate))

    forger = Authority(tmp_path / "forger")
    forger.make(name="Demo CA", now=timezone.now())
    authority.revocations_path.write_bytes(forger.revocations_path.read_bytes())
    assert "吊销名单" in words(show(certificate))

    authority.revocations_path.unlink()
    assert "吊销名单" in words(show(certificate))
    authority.revocations_path.write_bytes(forger.revocations_path.read_bytes() + good)
    assert show(certificate).is_in


def test_a_certificate_for_servers_signs_nobody_in(authority: Authority, officer: Officer) -> None:
    _key, made = authority.issue(APPROVER, now=timezone.now(), use=ExtendedKeyUsageOID.SERVER_AUTH)
    assert "不能用来登录" in words(show(made))
    assert "不是本平台信任的" in words(show(x509.load_pem_x509_certificate(_of(authority))))


def _of(authority: Authority) -> bytes:
    """An authority's own certificate is not one of an officer: this one signed itself with no path left."""
    other = Authority(authority.folder / "own")
    other.make(name="zhaojun", now=datetime.now(UTC))
    return other.certificate_path.read_bytes()


def test_a_good_certificate_that_is_bound_to_nobody_signs_nobody_in(authority: Authority, officer: Officer) -> None:
    _key, made = authority.issue(APPROVER, now=timezone.now())
    assert "没有绑定" in words(show(made))


def test_an_ended_binding_and_an_officer_who_left_are_refused(certificate: x509.Certificate, officer: Officer) -> None:
    officer.left_on = timezone.localdate() - timedelta(days=1)
    officer.save()
    assert "没有可用的账号" in words(show(certificate))
    officer.left_on = None
    officer.save()
    assert show(certificate).is_in

    assert end_certificates(officer=officer, by=SYSTEM, now=timezone.now()) == 1
    assert "没有绑定" in words(show(certificate))


def test_a_certificate_stands_for_one_officer(certificate: x509.Certificate, city: City) -> None:
    other = Account.objects.get(username="wangmin").officer
    with pytest.raises(CannotBind) as refused:
        bind_certificate(officer=other, certificate=certificate, by=SYSTEM, now=timezone.now())
    assert [each.code for each in refused.value.obstacles] == ["certificate_bound_already"]


def test_a_certificate_takes_no_session_of_somebody_else_over(certificate: x509.Certificate, city: City) -> None:
    client = Client()
    client.force_login(Account.objects.get(username="wangmin"))
    before = client.session["_auth_user_id"]

    answer = show(certificate, client=client)

    assert answer.status_code == 403
    assert client.session["_auth_user_id"] == before


def test_the_way_in_is_offered_where_an_authority_is_named(authority: Authority, client: Client, settings: Any) -> None:
    assert SIGN_IN in client.get("/accounts/staff/").content.decode()
    settings.CERTIFICATE_AUTHORITY = ""
    assert SIGN_IN not in client.get("/accounts/staff/").content.decode()
