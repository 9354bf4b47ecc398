"""The consent of a second party, called up in every way that is answered: by who asks, and by who is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from tests.api.calls import Caller, codes
from tests.api.conftest import ALL_OF, Called, make_firm
from tongban.bundles.actions.drafts import save_draft
from tongban.bundles.models import Bundle, BundleDraft
from tongban.bundles.tests.conftest import WHOLE_FORM
from tongban.kernel.events import SYSTEM
from tongban.people.actions import admit_system_of_firm
from tongban.people.models import Party
from tongban.people.rules.scopes import FIRM

TERMS = {
    "home_address": "云城区柳荫巷12号5幢301室",
    "home_price": 880000,
    "deed_number": "云（2017）云城区不动产权第0023456号",
    "share": "single",
    "signed_on": "2026-05-06",
    "seller_name": "云州置业有限公司",
}
ANSWERS = {"registered": False, "signs": True, "food.dishes": "hot"}


@contextmanager
def as_flat() -> Iterator[None]:
    """The town's bundle plays the one that needs a seller's consent."""
    Bundle.objects.update(code="flat")
    yield
    Bundle.objects.update(code="restaurant")


def seller(called: Called, *, name: str = "云州置业有限公司", serial: int = 7_000_077) -> tuple[Party, Caller]:
    """A firm whose identity was checked, and its system."""
    firm = make_firm(name, serial)
    Party.objects.filter(pk=firm.pk).update(assurance=Party.Assurance.VERIFIED)
    account = admit_system_of_firm(name=name, party=firm, by=SYSTEM, now=timezone.now())
    return firm, called.caller(name, account, ALL_OF[FIRM])


def flat_draft(firm: Caller) -> str:
    """Begin a draft in which nobody is named yet; return its address."""
    begun = firm.post("/bundle-drafts", {"region": "990100", "bundle": "flat", "answers": ANSWERS})
    assert begun.status_code == 201, begun.content.decode()
    return str(begun["Location"].removeprefix("/api/v1"))


def names_the_seller(address: str, second: Party, **changes: Any) -> None:
    draft = BundleDraft.objects.get(pk=address.rpartition("/")[2])
    form = {**WHOLE_FORM, **TERMS, "seller_id": second.identity.clear(), **changes}
    save_draft(draft=draft, form=form, now=timezone.now())


def called_up(called: Called) -> None:
    firm = called.applicant
    second, theirs = seller(called)
    with as_flat():
        address = flat_draft(firm)
        assert [each["state"] for each in firm.get(f"{address}/consents").json()["rows"]] == ["not_asked"]
        assert codes(firm.post(f"{address}/consents/seller")) == ["consent_needs_form"]
        names_the_seller(address, second)
        assert firm.post(f"{address}/consents/seller").json()["rows"][0]["state"] == "asked"
        [line] = theirs.get("/consents").json()["rows"]
        asked = theirs.get(f"/consents/{line['id']}").json()
        reply = {"state": "agreed", "read": asked["fingerprint"]}
        assert theirs.post(f"/consents/{line['id']}/reply", reply).json()["state"] == "agreed"
        assert codes(theirs.post(f"/consents/{line['id']}/reply", reply)) == ["consent_not_open"]
        BundleDraft.objects.filter(pk=address.rpartition("/")[2]).update(submitted_as="990100-260427-000042-7")
        assert codes(firm.get(f"{address}/consents")) == ["already_handed_in"]
