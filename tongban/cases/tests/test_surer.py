"""An application begins for whom one is here, and an item may ask to show more surely who hands it in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tongban.cases.models import Case, Draft
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.views import wizard
from tongban.people.access import ASSURED
from tongban.people.actions import authorise_agent, find_or_create_party, revoke_authorisation
from tongban.people.models import Authorisation, Party
from tongban.people.rules.identifiers import make_uscc
from tongban.people.rules.levels import Demand

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
HANDED_IN = {"deliver_way": "download", "is_true": "on"}


@pytest.fixture
def citizen(town: Town) -> Client:
    return signed_in(town.account)


@pytest.fixture
def firm(town: Town) -> Party:
    now = timezone.now()
    firm = find_or_create_party(
        kind="organisation", name="云味餐饮有限公司", identity_kind="uscc",
        identity=make_uscc(7_000_123, region="990102", department="9"), phone="", by=town.clerk, now=now,
    )  # fmt: skip
    since = now.date() - timedelta(days=1)
    authorise_agent(party=firm, agent=town.applicant, scope="办理许可", since=since, by=town.applicant, now=now)
    return firm


@pytest.fixture
def face_is_asked(town: Town, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IDENTITY_ADDRESS = "https://identity.example.org"
    since = timezone.localdate() - timedelta(days=1)
    demand = Demand(town.restaurant.code[wizard.BASIC], "face", since, "冒名的后果重", True)
    monkeypatch.setattr(wizard, "DEMANDS", (demand,))


def test_an_application_begins_for_whom_one_is_here(town: Town, citizen: Client, firm: Party) -> None:
    citizen.post(reverse("people:whom"), {"party": firm.pk})

    answer = citizen.get(reverse("cases:begin", args=[town.restaurant.code]))

    assert answer["Location"].endswith("/questions/")
    assert Draft.objects.get().party == firm


def test_after_the_authorisation_has_ended_it_begins_for_oneself(town: Town, citizen: Client, firm: Party) -> None:
    citizen.post(reverse("people:whom"), {"party": firm.pk})
    revoke_authorisation(authorisation=Authorisation.objects.get(party=firm), by=firm, now=timezone.now())

    citizen.get(reverse("cases:begin", args=[town.restaurant.code]))

    assert Draft.objects.get().party == town.applicant


def test_an_item_that_asks_for_it_is_handed_in_by_who_has_shown_it(
    town: Town, citizen: Client, face_is_asked: None
) -> None:
    draft = town.complete_draft(now=timezone.now())
    check = reverse("cases:check", args=[draft.pk])
    assert "/accounts/surer/?level=face" in citizen.get(check).content.decode()

    answer = citizen.post(check, HANDED_IN, headers={"referer": f"http://testserver{check}"})
    assert answer["Location"].startswith("/accounts/surer/?level=face&next=")
    assert check.replace("/", "%2F") in answer["Location"]
    assert not Case.objects.exists()
    assert Draft.objects.get().deliver_way == "download"  # what was chosen is kept

    session = citizen.session
    session[ASSURED] = "document"
    session.save()
    assert citizen.post(check, HANDED_IN)["Location"].startswith("/accounts/surer/")
    session[ASSURED] = "face"
    session.save()
    assert "/accounts/surer/" not in citizen.get(check).content.decode()
    citizen.post(check, HANDED_IN)
    assert Case.objects.count() == 1


def test_other_items_are_handed_in_as_before(town: Town, citizen: Client, settings: Any) -> None:
    settings.IDENTITY_ADDRESS = "https://identity.example.org"
    citizen.post(reverse("cases:check", args=[town.complete_draft(now=timezone.now()).pk]), HANDED_IN)
    assert Case.objects.count() == 1
