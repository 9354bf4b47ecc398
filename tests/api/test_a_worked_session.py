"""What docs/howto/use-the-api.md tells, from the first call to the decision: the same calls in the same order."""

import pytest
from django.test import Client

from tests.api.calls import codes, documented
from tests.api.conftest import Called
from tongban.kernel.journal import events_of
from tongban.matters.models import Matter

pytestmark = pytest.mark.requirement("D17")
FORM = {"name": "云味小馆", "area": 120, "phone": "19900000077"}


def handed_in(called: Called, key: str = "one") -> str:
    """Apply for a licence from the firm's system; return the number."""
    applicant = called.applicant
    begun = applicant.post("/drafts", {"item": called.town.restaurant.code, "answers": {"dishes": "hot"}, "form": FORM})
    assert begun.status_code == 201, begun.content.decode()
    address = begun["Location"].removeprefix("/api/v1")
    for paper in begun.json()["asked"]:
        assert applicant.upload(f"{address}/papers", paper["code"]).status_code == 201
    done = applicant.post(f"{address}/submission", {"is_true": True}, Idempotency_Key=key)
    assert done.status_code == 201, done.content.decode()
    return str(done.json()["number"])


def test_a_firm_applies_and_offices_decide_without_a_browser(called: Called) -> None:
    applicant, clerk, approver = called.applicant, called.clerk, called.approver
    found = applicant.get("/items").json()["rows"]
    guide = applicant.get(f"/items/{found[0]['code']}?dishes=hot").json()
    assert [paper["code"] for paper in guide["papers"]] == ["layout", "plan"]

    begun = applicant.post("/drafts", {"item": guide["code"], "answers": {"dishes": "hot"}}, Idempotency_Key="d1")
    draft = begun.json()
    assert {obstacle["code"] for obstacle in draft["obstacles"]} == {"field_required", "missing_paper"}
    address = f"/drafts/{draft['id']}"
    typed = applicant.patch(address, {"form": FORM}, If_Match=begun.json()["version"])
    assert typed.status_code == 200
    for code in ("layout", "plan"):
        assert applicant.upload(f"{address}/papers", code, Idempotency_Key=code).status_code == 201
    assert applicant.get(address).json()["obstacles"] == []

    handed = applicant.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="s1")
    number, query_code = handed.json()["number"], handed.json()["query_code"]
    assert called.public.get(f"/progress/{number}", Query_Code=query_code).json()["state"] == "received"
    assert Matter.objects.get(number=number).channel == "api"

    accepted = clerk.post(f"/matters/{number}/acceptance")
    assert accepted.json()["state"] == "accepted"
    for system in (called.reviewer, called.drains):
        [waiting] = system.get("/work").json()["rows"]
        assert waiting["party"] == "云州云味餐饮有限公司"
        step = f"/matters/{number}/steps/{waiting['step']}"
        claimed = system.post(f"{step}/claim")
        done = system.post(f"{step}/opinion", {"outcome": "agree"}, If_Match=claimed["ETag"])
        assert done.json()["state"] == "done", done.content.decode()

    decided = approver.post(f"/matters/{number}/decision", {"outcome": "granted"})
    assert decided.json()["state"] == "decided"
    own = applicant.get(f"/cases/{number}").json()
    assert own["progress"]["outcome"] == "granted"
    last = own["documents"][-1]["number"]
    assert applicant.get(f"/documents/{last}").content.startswith(b"%PDF")
    file = applicant.get(f"/files/{own['papers'][0]['file']}")
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_the_journal_says_which_system_did_it(called: Called) -> None:
    number = handed_in(called)
    called.clerk.post(f"/matters/{number}/acceptance")

    subject = Matter.objects.get(number=number).subject
    by = {told.name: told.by for told in events_of(subject)}
    assert by["CaseSubmitted"] == str(called.firm.actor)
    assert by["CaseAccepted"] == str(called.officers["clerk"].actor)


def test_a_session_opens_nothing(called: Called, browser: Client) -> None:
    assert called.town.clerk.account
    browser.force_login(called.town.clerk.account)
    answer = browser.get("/api/v1/work")
    assert answer.status_code == 401
    assert codes(answer) == ["token_missing_or_unknown"]
    assert browser.post(f"/api/v1/matters/{handed_in(called)}/acceptance").status_code == 401


def test_the_document_is_a_page_without_scripts(client: Client, db: None) -> None:
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs/"
    page = client.get("/api/v1/docs/").content.decode()
    for operation, _ in documented():
        assert f'id="{operation}"' in page
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
