"""One personal space: what stands under a person or a firm, what they were told, who read their data."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tongban.bundles.tests.conftest import Street, street  # noqa: F401 (fixture)
from tongban.cases.tests.conftest import MORNING, Town, make_citizen, make_town, signed_in
from tongban.kernel import outbox
from tongban.kernel.vault import reveal
from tongban.people.models import Authorisation, Party
from tongban.people.rules.identifiers import make_uscc

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D15")]


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> Town:
    settings.FILES_DIR = tmp_path
    return make_town()


def page(client: Client, address: str, query: str = "", status: int = 200) -> str:
    answer = client.get(address + query)
    assert answer.status_code == status
    return answer.content.decode()


def firm_of(person: Party, kind: str) -> Party:
    firm = Party.objects.create(
        kind="firm", name="云味餐饮有限公司", identity_kind="uscc",
        identity=make_uscc(4_500_001, region="990100", department="9"),
    )  # fmt: skip
    since = timezone.localdate() - timedelta(days=400)
    Authorisation.objects.create(party=firm, agent=person, kind=kind, scope="一切事务", since=since)
    return firm


def test_everything_of_ones_own_is_in_one_place(town: Town) -> None:
    case, reader = town.case(), signed_in(town.account)
    text = page(reader, reverse("portal:space"))
    assert case.matter.number in text
    assert case.matter.subject_title in text
    assert all(
        reverse(name) in text for name in ("portal:messages", "portal:readings", "cases:own_papers", "people:profile")
    )
    assert case.matter.number not in page(signed_in(_stranger()), reverse("portal:space"))


def test_a_firm_has_its_space_for_who_stands_in_its_place(town: Town) -> None:
    firm = firm_of(town.applicant, Authorisation.Kind.LEGAL_REPRESENTATIVE)
    own, reader = town.case(), signed_in(town.account)
    text = page(reader, reverse("portal:space"), f"?for={firm.pk}")
    assert own.matter.number not in text  # one's own is not the firm's
    assert "一切事务" in text  # who acts for it, and in what
    assert page(reader, reverse("portal:readings"), f"?for={firm.pk}")
    page(signed_in(_stranger()), reverse("portal:space"), f"?for={firm.pk}", 404)
    page(reader, reverse("portal:space"), "?for=x", 404)


def test_an_agent_sees_of_a_firm_only_what_they_brought(town: Town) -> None:
    firm = firm_of(town.applicant, Authorisation.Kind.POWER_OF_ATTORNEY)
    reader = signed_in(town.account)
    assert "只有您替对方办的" in page(reader, reverse("portal:space"), f"?for={firm.pk}")
    page(reader, reverse("portal:readings"), f"?for={firm.pk}", 404)
    Authorisation.objects.update(revoked_at=timezone.now())
    page(reader, reverse("portal:space"), f"?for={firm.pk}", 404)


@pytest.mark.requirement("D14")
def test_messages_stand_there_as_they_were_sent_once_each(town: Town) -> None:
    town.applicant.phone = "19900000001"
    town.applicant.save()
    case, reader = town.case(), signed_in(town.account)
    waiting = page(reader, reverse("portal:messages"))
    assert waiting.count("已收到您的申请") == 1
    assert case.matter.number in waiting
    while outbox.deliver_next(timezone.now()):
        pass
    assert page(reader, reverse("portal:messages")).count("已收到您的申请") == 1


def test_who_read_ones_data_stands_there_with_office_and_purpose(town: Town) -> None:
    reader = signed_in(town.account)
    assert "还没有人看过" in page(reader, reverse("portal:readings"))
    reveal(town.applicant, "phone", by=town.clerk.actor, purpose="电话通知补正", now=MORNING)
    reveal(town.applicant, "phone", by=town.applicant.actor, purpose="本人查看", now=MORNING)
    text = page(reader, reverse("portal:readings"))
    assert "电话通知补正" in text
    assert town.bureau.name in text
    assert town.clerk.name not in text
    assert "电话通知补正" not in page(signed_in(_stranger()), reverse("portal:readings"))


def test_a_space_costs_the_same_however_much_there_is(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        town.case()
    reader = signed_in(town.account)
    for address in ("portal:space", "portal:messages", "portal:readings"):
        with django_assert_max_num_queries(18):
            page(reader, reverse(address))


def test_a_bundle_stands_among_ones_own(street: Street) -> None:  # noqa: F811
    whole, reader = street.whole(), signed_in(street.town.account)
    assert whole.matter.number in page(reader, reverse("portal:space"))


def _stranger() -> Any:
    return make_citizen("19900000009", "王五", sequence=79).account
