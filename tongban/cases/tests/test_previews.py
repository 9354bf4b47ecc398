"""The form of an item, tried out before anybody has to fill it in."""

from datetime import date

from django.urls import reverse

from tongban.cases.tests.conftest import Town, _officer, signed_in
from tongban.people.models import Post, RoleGrant


def manager_of(town: Town):  # type: ignore[no-untyped-def]
    officer = _officer(town.bureau, "林芳", "item_manager", Post.Kind.REVIEW)
    RoleGrant.objects.filter(officer=officer).update(since=date(2020, 1, 1))
    return signed_in(officer)


def test_what_is_tried_is_judged_and_kept_nowhere(town: Town) -> None:
    client, address = manager_of(town), reverse("cases:form_preview", args=[town.restaurant.code])
    assert 'name="area"' in client.get(address).content.decode()
    wrong = client.get(address, {"area": "x", "name": "云味小馆"})
    assert "云味小馆" in wrong.content.decode()
    assert wrong.context["form"].errors
    assert wrong.status_code == 200


def test_a_clerk_does_not_preview_forms(town: Town) -> None:
    assert signed_in(town.clerk).get(reverse("cases:form_preview", args=[town.restaurant.code])).status_code == 403
