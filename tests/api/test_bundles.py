"""One thing by another system: the guide, one form, one set of papers, one number, and its course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.calls import Caller, codes
from tests.api.conftest import Called
from tests.api.of_bundles import ANSWERS, PAPERS, begun, filled, handed_in, street
from tests.api.of_consents import as_flat, flat_draft, names_the_seller, seller
from tests.api.test_hard_cases import another_firm
from tongban.bundles.models import Bundle, Whole

pytestmark = [pytest.mark.requirement("D13"), pytest.mark.requirement("D17")]


def test_a_guide_tells_what_is_needed_in_ones_own_situation(called: Called) -> None:
    street(called)
    everything = called.public.get("/bundles/990100/restaurant").json()
    assert not everything["is_told"]
    assert [member["is_needed"] for member in everything["members"]] == [True, True, True]

    told = called.public.get("/bundles/990100/restaurant?registered=true&signs=true&food.dishes=hot").json()
    assert told["is_told"]
    assert {m["code"]: m["wave"] for m in told["members"]} == {"trader": None, "food": 1, "sign": 1}
    assert {line["key"] for line in told["papers"] if line["verdict"] == "asked"} == set(PAPERS[:3])
    assert told["fields_after"] < told["fields_before"]
    assert "owner" not in told["form_schema"]["properties"]


def test_a_firm_applies_once_for_all_and_follows_every_member(called: Called) -> None:
    street(called)
    firm = called.applicant
    draft = begun(firm).json()
    assert {each["code"] for each in draft["obstacles"]} == {"missing_paper"}
    assert {line["key"] for line in draft["asked"]} == set(PAPERS)
    for key in PAPERS:
        firm.upload(f"/bundle-drafts/{draft['id']}/papers", key)

    done = firm.post(f"/bundle-drafts/{draft['id']}/submission", {"is_true": True}, Idempotency_Key="1")
    again = firm.post(f"/bundle-drafts/{draft['id']}/submission", {"is_true": True}, Idempotency_Key="1")
    assert (again.json(), again["Idempotency-Replayed"]) == (done.json(), "true")
    assert Whole.objects.count() == 1
    assert Whole.objects.get().matter.channel == "api"

    own = firm.get(f"/wholes/{done.json()['number']}").json()
    assert {m["code"]: m["state"] for m in own["members"]} == {
        "trader": "running",
        "food": "waiting",
        "sign": "running",
    }
    assert own["papers_after"] <= own["papers_before"]
    assert all("expected_on" not in member for member in own["members"])
    progress = called.public.get(f"/progress/{done.json()['number']}", Query_Code=own["query_code"])
    assert progress.json()["title"] == "开一家小店"


def test_another_firm_and_another_office_see_nothing_of_it(called: Called) -> None:
    number, other = handed_in(called), another_firm(called)
    assert other.get("/wholes").json()["rows"] == []
    assert other.get(f"/wholes/{number}").status_code == 404
    address = filled(called.applicant)
    assert other.get(address).status_code == 404
    assert called.drains.get(f"/matters/{number}/whole").status_code == 404
    assert called.reviewer.get("/work/wholes").status_code == 403


def test_the_lead_office_sees_what_holds_the_whole_up(called: Called) -> None:
    number = handed_in(called)
    assert [row["number"] for row in called.clerk.get("/work/wholes").json()["rows"]] == [number]
    led = called.clerk.get(f"/matters/{number}/whole").json()
    assert led["held_up_by"] == "trader"
    assert {m["code"]: bool(m["expected_on"]) for m in led["members"]} == {"trader": True, "food": True, "sign": True}


def test_what_no_member_asks_for_is_named(called: Called) -> None:
    street(called)
    asked = {"region": "990100", "bundle": "restaurant", "answers": ANSWERS}
    wrong = called.applicant.post("/bundle-drafts", {**asked, "form": {"nam": "x"}})
    assert (wrong.status_code, codes(wrong)) == (422, ["answer_unknown"])
    wrong = called.applicant.post("/bundle-drafts", {**asked, "answers": {"nothing": "1"}})
    assert (wrong.status_code, codes(wrong)) == (422, ["answer_unknown"])
    wrong = called.applicant.post("/bundle-drafts", {**asked, "left_out": ["food"]})
    assert (wrong.status_code, codes(wrong)) == (422, ["member_not_to_leave_out"])
    begun(called.applicant)


def test_a_bundle_that_is_switched_off_is_not_offered(called: Called) -> None:
    place = street(called)
    place.bundle.switches.create(
        region=place.bundle.region, is_on=False, since="2026-01-01", reason="试点结束", at="2026-01-01T00:00:00Z"
    )
    assert called.public.get("/bundles").json()["rows"] == []
    assert called.public.get("/bundles/990100/restaurant").status_code == 404
    assert begun(called.applicant).status_code == 404


def test_lists_of_bundles_ask_as_often_however_long_they_are(called: Called) -> None:
    handed_in(called, "1")
    short = asked(called.applicant, "/wholes"), asked(called.clerk, "/work/wholes"), asked(called.public, "/bundles")
    handed_in(called, "2")
    bundle = Bundle.objects.get()
    Bundle.objects.create(
        code="cafe", region=bundle.region, lead_office=bundle.lead_office, owner=bundle.owner, current=bundle.current
    )
    long = asked(called.applicant, "/wholes"), asked(called.clerk, "/work/wholes"), asked(called.public, "/bundles")
    assert long == short
    assert max(long) <= 12
    first = called.applicant.get("/wholes?limit=1").json()
    rest = called.applicant.get(f"/wholes?limit=1&after={first['next']}").json()
    assert first["rows"] != rest["rows"]
    assert rest["next"] is None


def test_reading_a_whole_or_a_draft_asks_few_questions(called: Called) -> None:
    number, address = handed_in(called), filled(called.applicant)
    assert asked(called.applicant, f"/wholes/{number}", "members") <= 30
    assert asked(called.applicant, address, "members") <= 30
    assert asked(called.clerk, f"/matters/{number}/whole", "members") <= 40


def asked(caller: Caller, path: str, of: str = "rows") -> int:
    """Count the statements of a call that was made before."""
    caller.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert caller.get(path).json()[of]
    return len(queries)


def test_who_is_asked_agrees_to_what_they_read_and_nobody_else_sees_it(called: Called) -> None:
    street(called)
    firm, (second, theirs), stranger = called.applicant, seller(called), another_firm(called)
    with as_flat():
        address = flat_draft(firm)
        names_the_seller(address, second)
        assert "consent_not_asked" in codes(firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="1"))
        consent = firm.post(f"{address}/consents/seller").json()["rows"][0]["consent"]

        assert stranger.get("/consents").json()["rows"] == firm.get("/consents").json()["rows"] == []
        assert stranger.get(f"/consents/{consent}").status_code == 404
        assert firm.get(f"/consents/{consent}").status_code == 404  # who asks does not answer
        read = theirs.get(f"/consents/{consent}").json()["fingerprint"]
        assert stranger.post(f"/consents/{consent}/reply", {"state": "agreed", "read": read}).status_code == 404
        assert stranger.post(f"{address}/consents/seller").status_code == 404

        names_the_seller(address, second, home_price=980000)
        firm.post(f"{address}/consents/seller")
        stale = theirs.post(f"/consents/{consent}/reply", {"state": "agreed", "read": read})
        assert codes(stale) == ["consent_not_read"]
        read = theirs.get(f"/consents/{consent}").json()["fingerprint"]
        for state in ("agreed", "withdrawn"):
            told = theirs.post(f"/consents/{consent}/reply", {"state": state, "read": read}).json()
            assert told["state"] == state
        refused = firm.post(f"{address}/submission", {"is_true": True}, Idempotency_Key="2")
        assert "consent_withdrawn" in codes(refused)
