"""Nobody becomes more, and no matter goes elsewhere, by fields that no form asks for."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.security.addresses import PLACE, SAMPLES, routes
from tongban.cases.models import Draft
from tongban.cases.tests.conftest import Town, signed_in
from tongban.cases.tests.conftest import town as town
from tongban.matters.models import Matter
from tongban.people.models import Account, Officer, Party, RoleGrant
from tongban.portal.api import api

SIGNS_OUT = re.compile("logout")


def greedy(town: Town) -> dict[str, str]:
    """What somebody would like to slip in."""
    return {
        **dict.fromkeys(("is_staff", "is_superuser", "is_active", "phone_verified", "is_published"), "1"),
        **{name: str(town.streets.pk) for name in ("office", "office_id", "regulating_office", "regulating_office_id")},
        **{name: str(town.applicant.pk) for name in ("party", "party_id", "handler", "account", "account_id", "owner")},
        "id": "7",
        "pk": "7",
        "number": "990101-260507-000042-E",
        "kind": "staff",
        "username": "root",
        "role": "chief",
        "state": "closed",
        "outcome": "granted",
        "assurance": "verified",
        "decided_at": "2026-01-01",
        "by": "system",
    }


def standing(model: type, *fields: str) -> list[tuple[Any, ...]]:
    return list(model._default_manager.order_by("pk").values_list("pk", *fields))  # type: ignore[attr-defined]


def who_is_what() -> list[object]:
    return [
        standing(Account, "kind", "username", "is_staff", "is_superuser", "is_active", "phone_index"),
        standing(Officer, "office", "account", "staff_number"),
        standing(RoleGrant, "officer", "role", "office"),
        standing(Party, "kind", "account", "assurance", "identity_index"),
        standing(Matter, "party", "handler", "office", "regulating_office", "number", "query_code_index"),
    ]


@pytest.mark.parametrize("who", ["applicant", "clerk", "chief"])
def test_fields_that_no_form_asks_for_change_nobody_and_move_nothing(town: Town, who: str) -> None:
    case = town.case(now=timezone.now())
    draft = town.draft(now=timezone.now())
    client = signed_in(town.account if who == "applicant" else getattr(town, who))
    client.raise_request_exception = False
    samples = {**SAMPLES, "str": case.matter.number}
    before = who_is_what()

    statuses = {}
    for route in routes():
        if not SIGNS_OUT.search(route) and not route.startswith("api/"):
            places = {**samples, "int": str(draft.pk if "draft" in route else case.matter.pk)}
            address = "/" + PLACE.sub(lambda place, places=places: places[place[1] or "str"], route)  # type: ignore[misc]
            statuses[address] = client.post(address, greedy(town)).status_code

    assert who_is_what() == before
    assert not {address: status for address, status in statuses.items() if status >= 500}
    assert Matter.objects.get(pk=case.matter.pk).outcome != "granted"
    assert len(statuses) > 80


def test_a_form_keeps_its_own_fields_alone(town: Town) -> None:
    draft = town.draft(now=timezone.now())
    given = {"f-name": "云味小馆", "f-area": "120", **greedy(town), **{f"f-{n}": v for n, v in greedy(town).items()}}

    signed_in(town.account).post(reverse("cases:form", args=[draft.pk]), given)

    kept = Draft.objects.get(pk=draft.pk)
    assert set(kept.form.clear()) <= {"name", "area", "delivers", "platform", "phone"}
    assert (kept.account_id, kept.party_id, kept.submitted_as) == (town.account.pk, town.applicant.pk, "")


@pytest.mark.django_db
def test_who_somebody_says_they_are_is_declared_and_no_more() -> None:
    account = Account.objects.create(kind="citizen", username="new", phone="19900000055")
    said = {"name": "王小明", "identity_kind": "citizen-id", "identity": "11010519491231002X"}

    signed_in(account).post("/accounts/who/", {**said, "assurance": "verified", "kind": "organisation", "account": "1"})

    party = Party.objects.get(account=account)
    assert (party.kind, party.assurance) == ("person", "declared")


def test_every_call_of_the_api_refuses_what_it_does_not_know() -> None:
    document = api.get_openapi_schema()
    shapes = document["components"]["schemas"]
    open_ones = []
    for path, operations in document["paths"].items():
        for method, told in operations.items():
            body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            named = body.get("$ref", "").rpartition("/")[2]
            if named and shapes[named].get("additionalProperties") is not False:
                open_ones.append(f"{method} {path}: {named}")
    assert not open_ones, open_ones
