"""An administrator changes by what a colleague signs in: with a reason, never for oneself; the colleague is told."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tongban.kernel.journal import events_of
from tongban.people.actions.means import CannotChangeMeans, reset_colleagues_factors
from tongban.people.demo import City
from tongban.people.demo.authority import Authority
from tongban.people.models import Officer, OfficerCertificate
from tongban.people.tests.test_certificates import authority, show  # noqa: F401 (a fixture)
from tongban.people.tests.test_factors import enrol, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
ADMINISTRATOR, COLLEAGUE = "zhoukai", "zhaojun"
REASON = "手机丢失，本人持工作证到场"


@pytest.fixture
def colleague(city: City) -> Officer:
    return city.officer(COLLEAGUE)


@pytest.fixture
def desk(city: City) -> Client:
    client = Client()
    sign_in(client, ADMINISTRATOR)
    return client


def at(name: str, officer: Officer) -> str:
    return reverse(f"people:{name}", args=[officer.pk])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def file(certificate: x509.Certificate, form: Encoding = Encoding.PEM) -> SimpleUploadedFile:
    return SimpleUploadedFile("zhaojun.pem", certificate.public_bytes(form))


def told(officer: Officer) -> dict[str, dict[str, Any]]:
    return {each.name: dict(each.facts) | {"by": each.by} for each in events_of(f"officer:{officer.pk}")}


def test_who_lost_a_device_gets_a_new_one_after_somebody_else_took_the_old_one_away(
    desk: Client, colleague: Officer, city: City, settings: Any
) -> None:
    settings.SECOND_FACTOR = "approvers"
    enrol(desk, ADMINISTRATOR)
    theirs = Client()
    enrol(theirs, COLLEAGUE)
    assert is_in(theirs)

    page = text(desk.get(at("means", colleague)))
    assert "动态口令" in page
    assert "备用码" in page
    answer = desk.post(at("reset_factors", colleague), {"reason": REASON})

    assert answer.url == at("means", colleague)
    assert not Authenticator.objects.filter(user=colleague.account).exists()
    assert theirs.get("/desk/").url.startswith("/accounts/staff/")  # signed out everywhere
    assert told(colleague)["FactorsReset"]["reason"] == REASON
    assert told(colleague)["FactorsReset"]["by"] == str(city.officer(ADMINISTRATOR).actor)
    assert REASON in text(desk.get(at("means", colleague)))

    again = Client()
    sign_in(again, COLLEAGUE)
    page = text(again.get("/accounts/staff/factors/"))
    assert "周凯" in page
    assert REASON in page
    assert "不是您要求的，请马上报告" in page
    assert again.get("/desk/").url.startswith("/accounts/staff/factors/")
    enrol(again, COLLEAGUE)
    assert REASON in text(again.get("/accounts/staff/profile/"))


def test_a_change_is_told_once_at_the_next_sign_in_and_stays_on_ones_own_page(desk: Client, colleague: Officer) -> None:
    enrol(Client(), COLLEAGUE)
    desk.post(at("reset_factors", colleague), {"reason": REASON})
    for times in (1, 0):
        client = Client()
        sign_in(client, COLLEAGUE)
        assert text(client.get("/accounts/password/")).count("请马上报告") == times
        assert REASON in text(client.get("/accounts/staff/profile/"))


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
def test_a_certificate_is_bound_signs_in_and_is_ended(
    desk: Client,
    colleague: Officer,
    authority: Authority,  # noqa: F811
    form: Encoding,
) -> None:
    _key, made = authority.issue(COLLEAGUE, now=timezone.now())
    said = {"file": file(made, form), "reason": "领用新 UKey"}
    assert desk.post(at("bind_certificate", colleague), said).url == at("means", colleague)

    assert show(made).is_in
    assert told(colleague)["CertificateBound"]["reason"] == "领用新 UKey"
    assert "有效" in text(desk.get(at("means", colleague)))
    desk.post(at("end_certificates", colleague), {"reason": "UKey 丢失"})
    assert not show(made).is_in
    assert told(colleague)["CertificateEnded"]["reason"] == "UKey 丢失"
    assert "已停用" in text(desk.get(at("means", colleague)))


def test_what_is_no_good_certificate_is_refused_in_words(
    desk: Client,
    colleague: Officer,
    authority: Authority,  # noqa: F811
    tmp_path: Path,
) -> None:
    forger = Authority(tmp_path / "forger")
    forger.make(name="Demo CA", now=timezone.now())
    _key, forged = forger.issue(COLLEAGUE, now=timezone.now())
    tries = {
        "不是证书": SimpleUploadedFile("a.pem", b"rubbish"),
        "私钥": SimpleUploadedFile("a.p12", b"\x30\x82" + b"x" * 20_000),
        "不是本平台信任的": file(forged),
    }
    for words, upload in tries.items():
        answer: Any = desk.post(at("bind_certificate", colleague), {"file": upload, "reason": "试"}, follow=True)
        assert words in text(answer)
    assert desk.post(at("bind_certificate", colleague), {"reason": "试"}).status_code == 422
    assert desk.post(at("bind_certificate", colleague), {"file": file(forged), "reason": " "}).status_code == 422
    assert not OfficerCertificate.objects.exists()


def test_nobody_does_it_for_themselves_or_without_a_reason(desk: Client, city: City, colleague: Officer) -> None:
    own = city.officer(ADMINISTRATOR)
    enrol(desk, ADMINISTRATOR)
    enrol(Client(), COLLEAGUE)
    page = text(desk.get(at("means", own)))
    assert "另一位系统管理员" in page
    assert at("reset_factors", own) not in page

    answer: Any = desk.post(at("reset_factors", own), {"reason": REASON}, follow=True)
    assert "另一位系统管理员" in text(answer)
    assert desk.post(at("reset_factors", colleague), {"reason": "  "}).status_code == 422

    assert Authenticator.objects.filter(user=own.account).exists()
    assert Authenticator.objects.filter(user=colleague.account).exists()


def test_the_act_itself_asks_for_the_power(city: City, colleague: Officer) -> None:
    enrol(Client(), COLLEAGUE)
    with pytest.raises(CannotChangeMeans) as refused:
        reset_colleagues_factors(officer=colleague, reason=REASON, by=city.officer("wangmin"), now=timezone.now())
    assert [each.code for each in refused.value.obstacles] == ["no_power"]


def test_nothing_to_take_away_is_said(desk: Client, colleague: Officer) -> None:
    assert "没有绑定第二重验证" in text(
        desk.post(at("reset_factors", colleague), {"reason": REASON}, follow=True)  # type: ignore[arg-type]
    )


def test_a_colleague_is_found_and_the_list_costs_the_same_for_many(desk: Client, colleague: Officer) -> None:
    address = reverse("people:colleagues")
    found = text(desk.get(address, {"q": "赵军"}))
    assert at("means", colleague) in found
    assert "没有找到人" in text(desk.get(address, {"q": "查无此人"}))

    def statements(**asked: str) -> int:
        with CaptureQueriesContext(connection) as asked_of:
            assert desk.get(address, asked).status_code == 200
        return len(asked_of)

    statements()
    assert statements() == statements(q="赵军")
