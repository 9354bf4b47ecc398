"""What an office's system does beside deciding: fees, shelves, what others decide, holds, mandates."""

import pytest
from django.utils import timezone

from tests.api import made
from tests.api.calls import codes
from tests.api.conftest import ALL_OF, Called, system_of
from tests.api.of_offices import TOLD, charged, paid
from tests.api.test_bundles import asked
from tongban.cases.models import FeeNotice
from tongban.people.models import Account
from tongban.people.rules.scopes import OFFICE

pytestmark = pytest.mark.requirement("D17")


@pytest.mark.requirement("C17")
def test_a_charge_sent_twice_under_one_key_is_one_notice_and_holds_the_decision(called: Called) -> None:
    number = made.registered(called)
    twice = [called.clerk.post(f"/matters/{number}/fees", made.CHARGE, Idempotency_Key="1") for _ in range(2)]
    assert [answer.json()["code"] for answer in twice] == [FeeNotice.objects.get().code] * 2

    holds = called.clerk.get(f"/matters/{number}/holds", Accept_Language="en").json()["rows"]
    assert [(hold["kind"], hold["blocks"], hold["lifted_at"]) for hold in holds] == [
        ("prerequisite", "decision", None),
        ("fee", "decision", None),
    ]
    assert all(hold["text"] for hold in holds)
    refused = called.approver.post(f"/matters/{number}/decision", {"outcome": "granted"})
    assert set(codes(refused)) == {"held_back"}

    paid(FeeNotice.objects.get())
    lifted = called.clerk.get(f"/matters/{number}/holds").json()["rows"][1]
    assert (bool(lifted["lifted_at"]), lifted["text"]) == (True, "")


def test_no_other_charge_than_the_items_own_is_taken(called: Called) -> None:
    wrong = {"charges": [{"name": "茶水费", "quantity": 1, "price": 500}]}
    answer = called.clerk.post(f"/matters/{made.registered(called)}/fees", wrong)
    assert (answer.status_code, codes(answer)) == (409, ["nothing_charged"])


def test_whoever_asked_for_a_refund_does_not_approve_it(called: Called) -> None:
    payment = paid(charged(called, made.registered(called)))
    called.clerk.post(f"/payments/{payment.pk}/refund", {"reason": "申请人撤回"})
    [waiting] = called.approver.get("/refunds").json()["rows"]
    assert (waiting["amount"], waiting["asked_by"]) == (8000, called.officers["clerk"].staff_number)
    assert called.clerk.post(f"/refunds/{waiting['id']}/answer", {"is_approved": True}).status_code == 403


def test_a_locker_hands_out_what_lies_in_it_and_nothing_else(called: Called) -> None:
    point, matter = made.shelf(called), made.granted(called, "one").case.matter
    address, taken = f"/shelves/{point.pk}", {"number": matter.number, "query_code": matter.told_code()}
    assert codes(called.clerk.post(f"{address}/collections", taken)) == ["not_on_the_shelf"]
    laid = called.clerk.post(address, {"number": matter.number}, Idempotency_Key="1")
    assert laid.json()["place"]
    assert called.clerk.post(address, {"number": matter.number}, Idempotency_Key="1")["Idempotency-Replayed"]
    assert called.clerk.post(f"{address}/collections", taken).json()["left_as"] == "collected"
    assert called.clerk.get(address).json()["rows"] == []
    assert called.reviewer.get("/shelves").status_code == 403


def test_codes_tried_at_a_locker_are_counted_per_number(called: Called) -> None:
    point, matter = made.shelf(called), made.granted(called, "one").case.matter
    called.clerk.post(f"/shelves/{point.pk}", {"number": matter.number})
    wrong = {"number": matter.number, "query_code": "ABCD2345"}
    tries = [called.clerk.post(f"/shelves/{point.pk}/collections", wrong).status_code for _ in range(12)]
    assert (tries[0], tries[-1]) == (409, 429)


@pytest.mark.requirement("N01")
def test_of_two_who_note_at_once_one_is_told_that_it_changed(called: Called) -> None:
    number = made.registered(called)
    account = system_of(called.town.bureau, "follower", "reviewer").account
    assert isinstance(account, Account)
    follower = called.caller("follower", account, ALL_OF[OFFICE])
    version = follower.post(f"/matters/{number}/elsewhere")["ETag"]
    assert follower.post(f"/elsewhere/{number}/progress", TOLD, If_Match=version).status_code == 200
    stale = follower.post(f"/elsewhere/{number}/progress", {"status": "granted"}, If_Match=version)
    assert (stale.status_code, codes(stale)) == (412, ["changed_meanwhile"])
    sent = {"on": timezone.localdate().isoformat(), "how": "邮政"}
    fresh = follower.get(f"/elsewhere/{number}")["ETag"]
    assert codes(follower.post(f"/elsewhere/{number}/forwarding", sent, If_Match=fresh)) == ["status_goes_one_way"]


def test_names_of_persons_are_masked_in_every_list(called: Called) -> None:
    made.taken_for_others(called)
    assert [row["party"] for row in called.clerk.get("/elsewhere").json()["rows"]] == ["李**"]


@pytest.mark.requirement("L03")
def test_mandates_are_seen_by_the_office_that_gave_them(called: Called) -> None:
    rows = called.clerk.get("/mandates").json()["rows"]
    assert {row["office"] for row in rows} == {called.town.bureau.name}
    first = called.clerk.get("/mandates?limit=1").json()
    assert called.clerk.get(f"/mandates?limit=1&after={first['next']}").json()["rows"] != first["rows"]
    assert called.reviewer.get("/mandates").json()["rows"] == []
    assert called.reviewer.get(f"/mandates/{rows[0]['id']}").status_code == 404


def test_lists_of_an_office_ask_as_often_however_long_they_are(called: Called) -> None:
    lists = ("/fees", "/refunds", "/elsewhere", "/mandates", f"/shelves/{made.shelf(called).pk}")

    def one_more(place: str) -> None:
        paid(charged(called, made.registered(called)), 7999)
        number = made.granted(called, place).case.matter.number
        called.clerk.post(f"/shelves/{made.shelf(called).pk}", {"number": number})

    made.taken_for_others(called)
    one_more("1")
    short = [asked(called.clerk, path) for path in lists]
    one_more("2")
    long = [asked(called.clerk, path) for path in lists]
    assert long == short
    assert max(long) <= 14
