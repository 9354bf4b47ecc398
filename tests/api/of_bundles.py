"""A bundle, called up in every way that is answered: by everybody, by a firm's system, by the lead office's."""

from typing import Any

from django.utils import timezone

from tests.api import made, of_consents
from tests.api.calls import PDF, Caller, codes
from tests.api.conftest import Called
from tongban.bundles.models import Bundle, Whole
from tongban.bundles.tests.conftest import WHOLE_FORM, Street, make_bundle, make_trader

ANSWERS = {"registered": False, "signs": True, "food.dishes": "hot"}
PAPERS = ("布局流程图", "设备清单", "效果图", "场所说明")
WHY = {"reason": "不再办理"}
LARGE = 200_000  # bytes


def street(called: Called) -> Street:
    """The town with its bundle, made now if there is none."""
    trader = make_trader(called.town) if not Bundle.objects.exists() else None
    if trader is None:
        bundle = Bundle.objects.select_related("current").get()
        assert bundle.current
        return Street(called.town, bundle.current.members.get(code="trader").item, bundle)
    return Street(called.town, trader, make_bundle(called.town, trader))


def begun(firm: Caller) -> Any:
    return firm.post(
        "/bundle-drafts",
        {"region": "990100", "bundle": "restaurant", "answers": ANSWERS, "form": WHOLE_FORM},
    )


def filled(firm: Caller) -> str:
    """Begin a draft that only has to be handed in; return its address."""
    answer = begun(firm)
    assert answer.status_code == 201, answer.content.decode()
    address = str(answer["Location"].removeprefix("/api/v1"))
    for line in answer.json()["asked"]:
        assert firm.upload(f"{address}/papers", line["key"]).status_code == 201
    return address


def handed_in(called: Called, key: str = "whole") -> str:
    """Hand a bundle in by the firm's system; return its number."""
    street(called)
    done = called.applicant.post(f"{filled(called.applicant)}/submission", {"is_true": True}, Idempotency_Key=key)
    assert done.status_code == 201, done.content.decode()
    return str(done.json()["number"])


def refuse_trader(called: Called, number: str) -> None:
    """Let the first member fail, on which the restaurant rests."""
    place, whole = street(called), Whole.objects.get(matter__number=number)
    place.decide(place.case(whole, "trader"), "refused", now=timezone.now())


def called_up(called: Called) -> None:
    street(called)
    firm = called.applicant
    assert called.public.get("/bundles?region=990100").json()["rows"]
    assert called.public.get("/bundles/990100/restaurant?signs=true").status_code == 200
    _a_draft(firm, made.layout_kind(called).code)
    _a_draft_handed_in(firm)
    number = _a_firm_follows(called)
    _the_lead_office(called, number)
    of_consents.called_up(called)


def _a_draft(firm: Caller, kind: str) -> None:
    first = begun(firm)
    assert codes(begun(firm)) == ["draft_already_begun"]
    address = first["Location"].removeprefix("/api/v1")
    assert firm.get("/bundle-drafts").json()["rows"]
    assert firm.get(address)["ETag"]
    change = {"form": WHOLE_FORM}
    assert firm.patch(address, change).status_code == 428
    assert firm.patch(address, change, If_Match="1").status_code == 412
    assert firm.patch(address, change, If_Match=first.json()["version"])["ETag"]
    assert firm.upload("/papers", kind).status_code == 201
    line = next(line for line in firm.get(address).json()["asked"] if line["name"] == PAPERS[0])
    assert line["verdict"] == "held"
    assert firm.post(f"{address}/papers-on-file", {"paper": line["key"]}).json()["papers"]
    assert firm.post(f"{address}/fetching").json()["fetched"] == []
    paper = firm.upload(f"{address}/papers", PAPERS[1]).json()
    assert firm.delete(f"{address}/papers/{paper['id']}").status_code == 204
    assert firm.upload(f"{address}/papers", PAPERS[1], b"hello").status_code == 422
    assert firm.upload(f"{address}/papers", "别的", PDF).status_code == 422
    assert firm.upload(f"{address}/papers", PAPERS[1], b"x" * LARGE).status_code == 413
    assert firm.send("post", f"{address}/papers", data="{}", content_type="application/json").status_code == 415
    assert firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="early-whole").status_code == 409
    assert firm.delete(address).status_code == 204


def _a_draft_handed_in(firm: Caller) -> None:
    address = filled(firm)
    draft = firm.get(address).json()
    assert firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="w0").status_code == 201
    version = firm.get(address).json()["version"]
    for refused in (
        firm.patch(address, {"left_out": []}, If_Match=version),
        firm.upload(f"{address}/papers", PAPERS[0]),
        firm.delete(f"{address}/papers/{draft['papers'][0]['id']}"),
        firm.delete(address),
        firm.post(f"{address}/papers-on-file", {"paper": PAPERS[0]}),
        firm.post(f"{address}/fetching"),
    ):
        assert codes(refused) == ["already_handed_in"]


def _a_firm_follows(called: Called) -> str:
    firm, number = called.applicant, handed_in(called, "w1")
    assert firm.get("/wholes").json()["rows"]
    assert firm.get(f"/wholes/{number}").json()["query_code"]
    again = f"/wholes/{number}/members/trader/again"
    assert codes(firm.post(again)) == ["bundle_member_not_failed"]
    assert codes(firm.post(f"/wholes/{number}/end-of-rest", WHY)) == ["bundle_nothing_blocked"]
    refuse_trader(called, number)
    assert firm.post(again).status_code == 200
    refuse_trader(called, number)
    assert firm.post(f"/wholes/{number}/end-of-rest", WHY).status_code == 200
    return number


def _the_lead_office(called: Called, ended: str) -> None:
    clerk, number = called.clerk, handed_in(called, "w2")
    assert clerk.get("/work/wholes").json()["rows"]
    assert clerk.get(f"/matters/{number}/whole").status_code == 200
    assert clerk.post(f"/matters/{number}/whole/members/sign/urging", {"text": "请尽快"}).status_code == 200
    assert codes(clerk.post(f"/matters/{number}/whole/members/food/urging", {"text": "请尽快"})) == [
        "bundle_member_not_running"
    ]
    assert clerk.post(f"/matters/{ended}/whole/end-of-rest", WHY).status_code == 409
    refuse_trader(called, number)
    assert clerk.post(f"/matters/{number}/whole/end-of-rest", WHY).status_code == 200


def there_is(called: Called) -> dict[str, str]:
    number = handed_in(called, "there-is")
    address = filled(called.applicant)
    draft = called.applicant.get(address).json()
    return {
        "region": "990100",
        "bundle": "restaurant",
        "key": "seller",
        "consent": "1",  # of another bundle: nobody is asked in this one
        "bundle_draft": draft["id"],
        "bundle_paper": draft["papers"][0]["id"],
        "member": "trader",
        "whole": number,
    }


def told_apart(there: dict[str, str], operation: str) -> dict[str, str]:
    """Return what addresses of bundles name by words that others use, too."""
    if "bundle" in operation:
        return {"draft": there["bundle_draft"], "paper": there["bundle_paper"]}
    of_wholes = ("whole", "rest", "member", "urge")
    return {"number": there["whole"]} if any(word in operation for word in of_wholes) else {}
