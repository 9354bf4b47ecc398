"""The public pages of seals, and the proof that a case page gives away."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import house
from tongban.cases.models import Case
from tongban.cases.tests.conftest import Town, make_citizen, make_town, signed_in
from tongban.exchange.actions import ensure_partner, set_partner_mode
from tongban.kernel import ids, outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import Seal
from tongban.kernel.seals import keys, sealing
from tongban.kernel.tests.lamps import light, street_with_seals

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G14")]


def text_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def deliver() -> None:
    while outbox.deliver_next(timezone.now()):
        pass


def test_anyone_can_read_the_seals_and_whether_the_witness_has_them(client: Client) -> None:
    street_with_seals()
    waiting = text_of(client, reverse("portal:seals"))
    assert "有 3 号存证还没有送到见证方" in waiting
    deliver()
    light("lamp:1")

    text = text_of(client, reverse("portal:seals"))

    assert all(seal.root in text for seal in Seal.objects.all())
    assert text.index("第 3 号") < text.index("第 1 号")
    assert text.count("见证方已保存") == 3
    assert "还没有送到见证方" not in text
    assert "2 条刚产生的记录将在一分钟内存证" in text  # the lamp, and the witness that was set up
    assert "All is well; 2 entries" in text_of(client, reverse("portal:seals"), accept_language="en")


def test_seals_that_the_witness_did_not_take_stay_visible(client: Client) -> None:
    ensure_partner(code="witness", name="见证方", adapter="demo_witness", by=SYSTEM, now=timezone.now())
    set_partner_mode(code="witness", mode="failing", by=SYSTEM, now=timezone.now())
    street_with_seals()
    deliver()
    text = text_of(client, reverse("portal:seals"))
    assert text.count("等待送达见证方") == 3
    assert "等待送达见证方" in text_of(client, reverse("portal:seal", args=[1]))


def test_entries_that_wait_too_long_are_an_alarm_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    past = ids.first_of(timezone.now() - timedelta(minutes=7))
    with monkeypatch.context() as patch:
        patch.setattr(ids.maker, "next", lambda: past)
        light("lamp:1")
    assert "有 1 条记录等了 7 分钟还没有存证" in text_of(client, reverse("portal:seals"))


def test_without_seals_the_page_says_when_the_first_one_comes(client: Client) -> None:
    assert "还没有存证" in text_of(client, reverse("portal:seals"))


def test_the_list_takes_few_queries(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    street_with_seals()
    with django_assert_max_num_queries(10):
        client.get(reverse("portal:seals"))


def test_a_seal_is_linked_with_its_neighbours(client: Client) -> None:
    street_with_seals()
    text = text_of(client, reverse("portal:seal", args=[2]))
    assert reverse("portal:seal", args=[1]) in text
    assert reverse("portal:seal", args=[3]) in text
    assert Seal.objects.get(number=1).digest in text
    assert "这是第一号" in text_of(client, reverse("portal:seal", args=[1]))
    assert client.get(reverse("portal:seal", args=[4])).status_code == 404


def test_what_is_downloaded_is_what_was_signed(client: Client, tmp_path: Path) -> None:
    """Checked by OpenSSL, as the page says, not by us."""
    street_with_seals()
    seal = Seal.objects.get(number=2)
    files = {
        "seal.json": reverse("portal:seal_statement", args=[2]),
        "seal.sig": reverse("portal:seal_signature", args=[2]),
        "key.pem": reverse("portal:seal_key", args=[seal.key_id]),
    }
    for name, address in files.items():
        (tmp_path / name).write_bytes(client.get(address).content)

    assert json.loads((tmp_path / "seal.json").read_text())["root"] == seal.root
    asked = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "seal.sig", "seal.json"]
    answer = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == "Verified OK"


@pytest.mark.parametrize("name", ["portal:seal", "portal:seal_statement", "portal:seal_signature"])
def test_of_a_seal_that_is_not_there_nothing_is_told(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[1])).status_code == 404


def test_a_key_that_never_signed_is_not_there(client: Client) -> None:
    assert client.get(reverse("portal:seal_key", args=[keys.signer().fingerprint])).status_code == 404


def test_the_demo_witness_shows_what_it_holds_beside_ours(client: Client, unguarded: None, settings: Any) -> None:
    street_with_seals()
    deliver()
    text = text_of(client, reverse("exchange:witness"))
    assert (text.count("tone-good"), "不一致" in text) == (3, False)
    Seal.objects.filter(number=2).update(entries=5)
    text = text_of(client, reverse("exchange:witness"))
    assert "不一致" in text
    settings.DEMO = False
    assert client.get(reverse("exchange:witness")).status_code == 404


@pytest.fixture
def case(settings: Any, tmp_path: Path) -> tuple[Town, Case]:
    settings.FILES_DIR = tmp_path
    town = make_town()
    return town, town.case(now=timezone.now())


def test_an_officer_and_the_applicant_can_download_the_proof_of_a_case(case: tuple[Town, Case], tmp_path: Path) -> None:
    town, handed_in = case
    number = handed_in.matter.number
    sealing.seal_pending(timezone.now())
    for who, on_page, address in (
        (town.clerk, reverse("matters:matter", args=[number]), reverse("portal:proof", args=[number])),
        (town.account, reverse("cases:mine", args=[number]), reverse("portal:own_proof", args=[number])),
    ):
        client = signed_in(who)
        assert address in text_of(client, on_page)
        assert "已全部存证" in text_of(client, on_page)
        answer = client.get(address)
        assert answer["Content-Disposition"] == f'attachment; filename="proof-{number}.json"'
        (tmp_path / "proof.json").write_bytes(answer.content)
        verifier = [sys.executable, "-I", house.ROOT / "verifier" / "verify.py", tmp_path / "proof.json"]
        told = subprocess.run(verifier, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        assert number in told.stdout


def test_the_page_says_that_new_entries_wait_for_their_seal(case: tuple[Town, Case]) -> None:
    town, handed_in = case
    page = text_of(signed_in(town.account), reverse("cases:mine", args=[handed_in.matter.number]))
    assert "0 条已存证" in page


def test_nobody_else_gets_the_proof_of_a_case(case: tuple[Town, Case], client: Client) -> None:
    _, handed_in = case
    number = handed_in.matter.number
    stranger = signed_in(make_citizen("19900000099", "另一人", sequence=99).account)
    assert stranger.get(reverse("portal:own_proof", args=[number])).status_code == 404
    assert stranger.get(reverse("portal:proof", args=[number])).status_code in (403, 404)
    for name in ("portal:proof", "portal:own_proof"):
        assert client.get(reverse(name, args=[number])).status_code == 302


def test_a_proof_holds_no_personal_value(case: tuple[Town, Case]) -> None:
    town, handed_in = case
    sealing.seal_pending(timezone.now())
    text = signed_in(town.account).get(reverse("portal:own_proof", args=[handed_in.matter.number])).content.decode()
    assert town.applicant.name.clear() not in text
    assert town.applicant.phone.clear() not in text
