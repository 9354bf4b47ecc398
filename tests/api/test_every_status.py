"""Every status that the document promises is reached, and no other is ever answered."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from tests.api import of_bundles, of_firms, of_offices, of_own, of_places, of_promises
from tests.api.calls import PDF, ROOT, Caller, codes, document, documented, reached
from tests.api.conftest import ALL_OF, Called, system_of
from tests.api.test_a_worked_session import FORM, handed_in
from tongban.people.api import keys as people_api
from tongban.people.models import Mandate
from tongban.people.rules.rates import RATES, Rate
from tongban.people.rules.scopes import OFFICE
from tongban.portal.rules.documenting import operations

pytestmark = pytest.mark.requirement("D17")
NOTHING = "7454320982163456789"
LIMIT, LARGE = 100_000, 200_000  # bytes
PLACES = {"{number}": "990100-260427-000042-7", "{field}": "phone"}
Told = tuple[str, str, dict[str, Any]]


def test_every_documented_status_is_reached_and_no_other(
    called: Called, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = LIMIT
    reached.clear()
    calls = [(method, _address(path), told) for path, method, told in operations(document())]

    for call in calls:
        _turned_away_at_the_door(called, *call, monkeypatch)
    _a_firm_applies(called)
    _a_firm_is_refused(called)
    _an_office_reads_and_tells_once(called)
    _a_firm_answers_and_is_sent_away(called)
    _an_office_decides(called)
    _an_instant_item(called)
    _steps_of_an_order(called)
    of_places.called_up(called)
    of_bundles.called_up(called)
    of_firms.called_up(called)
    of_offices.called_up(called)
    of_promises.called_up(called)
    of_own.called_up(called)

    missing = {f"{name} {status}" for name, status in documented() - reached}
    strange = {f"{name} {status}" for name, status in reached - documented()}
    assert (missing, strange) == (set(), set())


def _address(path: str) -> str:
    return re.sub(r"{\w+}", lambda place: PLACES.get(place[0], NOTHING), path).removeprefix(ROOT)


def _turned_away_at_the_door(
    called: Called, method: str, path: str, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What any call meets: no key, the wrong one, a text with NUL, too often, no database; nothing there."""
    caller = who_may(called, told)
    statuses = {int(status) for status in told["responses"]}
    body: dict[str, Any] = _body(told) if "requestBody" in told else {}
    Caller("").send(method, path, **body)
    Caller("tb_unknown").send(method, path, **body)
    _without(called, told).send(method, path, **body)
    caller.send(method, f"{path}?x=%00", **body)
    with monkeypatch.context() as patch:
        patch.setitem(RATES, "api", Rate(0, RATES["api"].per))
        assert caller.send(method, path, **body)["Retry-After"]
    with monkeypatch.context() as patch:
        patch.setattr(people_api, "client_for", _no_database)
        caller.send(method, path, **body)
    if 404 in statuses:
        caller.send(method, path, headers=_headers(told), **body)
    if 415 in statuses:
        caller.send(method, path, data="<a/>", content_type="text/xml", headers=_headers(told))
        caller.send(method, path, headers=_headers(told), data=f'"{"x" * LARGE}"', content_type="application/json")
        caller.send(method, path, headers=_headers(told), data='{"x": 1}', content_type="application/json")
    elif 422 in statuses:
        caller.send(method, f"{path}?limit=0&version=0")


def who_may(called: Called, told: dict[str, Any]) -> Caller:
    scope = told["security"][0]["Key"][0]
    return {"cases": called.applicant, "work": called.clerk, "personal": called.clerk}.get(
        scope.partition(":")[0], called.applicant
    )


def _without(called: Called, told: dict[str, Any]) -> Caller:
    scope = told["security"][0]["Key"][0]
    return called.caller("other", None, ["progress:read" if scope == "items:read" else "items:read"])


def _body(told: dict[str, Any]) -> dict[str, Any]:
    content = told["requestBody"]["content"]
    if "application/json" in content:
        return {"data": content["application/json"]["example"], "content_type": "application/json"}
    return {}


def _headers(told: dict[str, Any]) -> dict[str, str]:
    given = {"If-Match": "old", "Idempotency-Key": "k", "Query-Code": "ABCDEFGH", "Notice-Code": "ABCDEFGHJKLM"}
    return {each["name"]: given[each["name"]] for each in told["parameters"] if each["in"] == "header"}


def _no_database(*args: object, **kwargs: object) -> Iterator[None]:
    raise OperationalError("the database is gone")


def _a_firm_applies(called: Called) -> None:
    firm, item = called.applicant, called.town.restaurant.code
    firm.get("/items")
    firm.get(f"/items/{item}")
    firm.get(f"/items/{item}/exchange")
    firm.get("/exchange/items")
    firm.get("/parties")
    begun = firm.post("/drafts", {"item": item, "answers": {"dishes": "hot"}})
    address = f"/drafts/{begun.json()['id']}"
    assert codes(firm.post("/drafts", {"item": item})) == ["draft_already_begun"]
    firm.get("/drafts")
    firm.get(address)
    assert firm.patch(address, {"form": FORM}).status_code == 428
    assert firm.patch(address, {"form": FORM}, If_Match="1").status_code == 412
    assert firm.patch(address, {"form": FORM}, If_Match=begun.json()["version"])["ETag"]
    paper = firm.upload(f"{address}/papers", "layout").json()
    firm.delete(f"{address}/papers/{paper['id']}")
    assert firm.upload(f"{address}/papers", "layout", b"hello").status_code == 422
    assert firm.upload(f"{address}/papers", "layout", b"x" * LARGE).status_code == 413
    assert firm.send("post", f"{address}/papers", data="{}", content_type="application/json").status_code == 415
    firm.post(f"{address}/renewal")
    refused = firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="early")
    assert refused.status_code == 409
    assert firm.delete(address).status_code == 204

    number = handed_in(called)
    firm.get("/cases")
    own = firm.get(f"/cases/{number}").json()
    firm.get(f"/progress/{number}", Query_Code=own["query_code"])
    b"".join(firm.get(f"/files/{own['papers'][0]['file']}").streaming_content)
    firm.get(f"/documents/{own['documents'][0]['number']}")
    assert firm.post(f"/cases/{number}/withdrawal", {"reason": "不开了"}).status_code == 200
    assert firm.post(f"/cases/{number}/withdrawal", {}).status_code == 409


def _a_firm_is_refused(called: Called) -> None:
    """Nothing is changed any more that was handed in."""
    firm, draft = called.applicant, called.town.restaurant.code
    begun = firm.post("/drafts", {"item": draft, "answers": {"dishes": "hot"}, "form": FORM})
    address = f"/drafts/{begun.json()['id']}"
    paper, _ = [firm.upload(f"{address}/papers", code).json()["id"] for code in ("layout", "plan")]
    firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="late")
    version = firm.get(address).json()["version"]
    assert firm.patch(address, {"form": FORM}, If_Match=version).status_code == 409
    for refused in (
        firm.delete(address),
        firm.delete(f"{address}/papers/{paper}"),
        firm.upload(f"{address}/papers", "layout"),
        firm.post(f"{address}/renewal"),
    ):
        assert codes(refused) == ["already_handed_in"]


def _an_office_reads_and_tells_once(called: Called) -> None:
    clerk, number = called.clerk, handed_in(called, "two")
    clerk.get("/work")
    clerk.get(f"/matters/{number}")
    clerk.get(f"/matters/{number}/application")
    purpose = {"purpose": "核对"}
    assert clerk.post(f"/matters/{number}/answers/phone/reveal", purpose).json()["value"] == FORM["phone"]
    assert clerk.post(f"/matters/{number}/answers/nothing/reveal", purpose).status_code == 409
    gaps = {"gaps": [{"about": "layout", "what": "看不清"}]}
    assert clerk.post(f"/matters/{number}/correction-notice", gaps).status_code == 200
    assert clerk.post(f"/matters/{number}/correction-notice", gaps).status_code == 409


def _a_firm_answers_and_is_sent_away(called: Called) -> None:
    firm, clerk, number = called.applicant, called.clerk, handed_in(called, "four")
    correction = f"/cases/{number}/correction"
    assert codes(firm.post(correction, {})) == ["no_correction_waited_for"]
    assert codes(firm.upload(f"{correction}/papers", "layout")) == ["no_correction_waited_for"]
    clerk.post(f"/matters/{number}/correction-notice", {"gaps": [{"about": "layout", "what": "看不清"}]})
    for paper, content, status in (("plan", PDF, 422), ("layout", b"hello", 422), ("layout", b"x" * LARGE, 413)):
        assert firm.upload(f"{correction}/papers", paper, content).status_code == status
    assert firm.send("post", f"{correction}/papers", data="{}", content_type="application/json").status_code == 415
    kept = firm.upload(f"{correction}/papers", "layout")
    assert kept.status_code == 201
    assert codes(firm.post(correction, {})) == ["gaps_left_in_call"]
    given = {"papers": [{"paper": "layout", "file": kept.json()["file"]}]}
    answered = firm.post(correction, given)
    assert answered.status_code == 200, answered.content.decode()
    assert answered.json()["progress"]["state"] == "received"

    address = f"/matters/{number}/acceptance-refusal"
    assert codes(clerk.post(address, {"ground": "outside_power", "reasons": "不归我们管"})) == [
        "right_office_not_named"
    ]
    away = {"ground": "outside_power", "right_office": called.town.streets.uscc, "reasons": "属于城管职权"}
    assert clerk.post(address, {**away, "right_office": "1" * 18}).status_code == 422
    assert clerk.post(address, away).json()["outcome"] == "refused_acceptance"


def _an_instant_item(called: Called) -> None:
    """Accepted and granted at once, extended no more, handed over to who has the code."""
    firm, clerk, item = called.applicant, called.clerk, called.town.signboard.code
    begun = firm.post("/drafts", {"item": item, "form": {"name": "云味小馆", "area": 12}})
    address = f"/drafts/{begun.json()['id']}"
    firm.upload(f"{address}/papers", "drawing")
    done = firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="instant").json()
    matter = f"/matters/{done['number']}"
    assert codes(clerk.post(f"{matter}/delivery", {"query_code": done["query_code"]})) == ["not_decided_yet"]
    assert clerk.post(f"{matter}/instant-decision").json()["outcome"] == "granted"
    assert clerk.post(f"{matter}/instant-decision").status_code == 409
    assert codes(clerk.post(f"{matter}/delivery", {"query_code": "ABCD2345"})) == ["receiver_not_proved"]
    assert clerk.post(f"{matter}/delivery", {"query_code": done["query_code"]}).json()["state"] == "closed"


def _an_office_decides(called: Called) -> None:
    clerk, approver, number = called.clerk, called.approver, handed_in(called, "three")
    clerk.post(f"/matters/{number}/acceptance")
    assert clerk.post(f"/matters/{number}/acceptance").status_code == 409
    more_time = {"amount": 3, "reason": "需要补充检验", "basis": "行政许可法第四十二条"}
    assert clerk.post(f"/matters/{number}/extension", more_time).status_code == 403
    answering = system_of(called.town.bureau, "head", "chief")
    Mandate.objects.filter(kind="chief", office=called.town.bureau).update(officer=answering)
    head = called.caller("head", answering.account, ALL_OF[OFFICE])
    assert head.post(f"/matters/{number}/extension", more_time).status_code == 200
    assert head.post(f"/matters/{number}/extension", more_time).status_code == 409
    granted = {"outcome": "granted"}
    assert approver.post(f"/matters/{number}/decision", granted).status_code == 409
    steps = [step for step in clerk.get(f"/matters/{number}").json()["steps"] if step["state"] == "open"]
    for system, step in zip((called.reviewer, called.drains), steps, strict=True):
        address = f"/matters/{number}/steps/{step['id']}"
        version = system.get(address)["ETag"]
        assert codes(system.post(f"{address}/completion", {"outcome": "pass"}, If_Match=version)) == [
            "step_ends_in_its_own_way"
        ]
        assert system.post(f"{address}/opinion", {"outcome": "agree"}).status_code == 428
        assert system.post(f"{address}/opinion", {"outcome": "agree"}, If_Match="x").status_code == 412
        assert system.post(f"{address}/opinion", {"outcome": "object"}, If_Match=version).status_code == 409
        assert system.post(f"{address}/opinion", {"outcome": "agree"}, If_Match=version).status_code == 200
    assert clerk.post(f"/matters/{number}/decision", granted).status_code == 403
    assert codes(called.applicant.post(f"/cases/{number}/delivery")) == ["not_decided_yet"]
    assert approver.post(f"/matters/{number}/decision", granted).status_code == 200
    assert called.applicant.post(f"/cases/{number}/delivery").json()["progress"]["state"] == "closed"


def _steps_of_an_order(called: Called) -> None:
    reviewer, colleague, order = called.reviewer, called.colleague, called.order()
    step = f"/matters/{order.number}/steps/{order.steps.get(code='w1').pk}"
    assert reviewer.post(f"{step}/claim").status_code == 200
    for act, data in (
        ("claim", None),
        ("release", None),
        ("hand-over", {"to": called.officers["reviewer"].staff_number}),
    ):
        assert colleague.post(f"{step}/{act}", data).status_code == 409
    assert reviewer.post(f"{step}/hand-over", {"to": called.officers["colleague"].staff_number}).status_code == 200
    assert colleague.post(f"{step}/release").status_code == 200
    assert colleague.post(f"{step}/return", {"to_wave": 1, "reason": "再查"}).status_code == 409
    done = {"outcome": "pass", "opinion": "好"}
    assert colleague.post(f"{step}/completion", done).status_code == 428
    assert colleague.post(f"{step}/completion", done, If_Match="x").status_code == 412
    version = colleague.get(step)["ETag"]
    assert colleague.post(f"{step}/completion", done, If_Match=version).status_code == 200
    second = f"/matters/{order.number}/steps/{order.steps.get(code='w2', is_superseded=False).pk}"
    assert colleague.post(f"{second}/return", {"to_wave": 1, "reason": "再查"}).status_code == 200
