"""Who hammers is slowed down, and is told when to come back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tongban.cases.tests.conftest import PDF, Town, signed_in
from tongban.cases.tests.conftest import town as town
from tongban.documents.models import StoredFile
from tongban.kernel.models import RateWindow
from tongban.people.access import client_of
from tongban.people.rules.rates import RATES, Rate

SLOW = Rate(2, timedelta(minutes=10))


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    for what in RATES:
        monkeypatch.setitem(RATES, what, SLOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("address", ["/verify/云审批受〔2026〕000123号", "/items/?q=饭店"])
def test_a_public_page_says_when_to_come_back(client: Client, address: str) -> None:
    answers = [client.get(address) for _ in range(3)]

    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert 590 <= int(answers[2]["Retry-After"]) <= 600
    assert "请 10 分钟后再试" in answers[2].content.decode()
    assert client.get(address, headers={"accept-language": "en"}).content.decode().count("try again in 10 minutes") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_what_was_typed_into_the_look_up_is_kept(client: Client) -> None:
    for _ in range(3):
        answer = client.post("/progress/", {"number": "990101-260507-009999-0", "query_code": "AAAAAAAA"})

    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert 'value="990101-260507-009999-0"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_one_number_is_not_guessed_from_many_addresses() -> None:
    given = {"number": "990101-260507-009999-0", "query_code": "AAAAAAAA"}

    statuses = [Client(REMOTE_ADDR=f"203.0.113.{n}").post("/progress/", given).status_code for n in range(3)]

    assert statuses == [409, 409, 429]


@pytest.mark.usefixtures("strict")
def test_files_above_the_limit_are_refused_beside_their_paper_and_the_others_are_kept(town: Town) -> None:
    draft = town.draft()
    sent = {
        "layout": SimpleUploadedFile("layout.pdf", PDF),
        "plan": [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(2)],
    }

    answer = signed_in(town.account).post(reverse("cases:papers", args=[draft.pk]), sent)

    assert "操作太频繁了" in answer.content.decode()
    assert StoredFile.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_codes_for_signing_in_are_sent_to_a_phone_only_so_often() -> None:
    pages = [Client(REMOTE_ADDR=f"203.0.113.{n}").post("/accounts/login/", {"phone": "19900000066"}) for n in range(3)]

    assert [page.status_code for page in pages] == [302, 302, 200]
    assert "操作太频繁了" in pages[2].content.decode()


@pytest.mark.django_db
def test_the_table_keeps_no_phone_number_and_no_address_in_clear(client: Client) -> None:
    client.post("/accounts/login/", {"phone": "19900000066"})
    client.get("/verify/云审批受〔2026〕000123号")

    rows = RateWindow.objects.values_list("digest", flat=True)

    assert len(rows) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", row) for row in rows)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),  # a household has the whole network
    ],
)
def test_strangers_are_counted_by_their_address(address: str, counted: str) -> None:
    assert client_of(_request(address)) == counted


def test_an_address_that_a_stranger_writes_into_a_header_is_not_believed(settings: LazySettings) -> None:
    assert client_of(_request("192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1")) == "192.0.2.7"

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client_of(_request("192.0.2.7", HTTP_X_FORWARDED_FOR="6.6.6.6, 198.51.100.1")) == "198.51.100.1"


def _request(address: str, **headers: str) -> Any:
    request = RequestFactory().get("/", REMOTE_ADDR=address, **headers)
    request.user = AnonymousUser()
    return request
