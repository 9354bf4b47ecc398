"""What an office's system does beside deciding, called up in every way that is answered."""

from django.utils import timezone

from tests.api import made
from tests.api.calls import codes
from tests.api.conftest import ALL_OF, Called, system_of
from tongban.cases.actions.fees import take_payment
from tongban.cases.models import FeeNotice, Payment
from tongban.people.models import Mandate
from tongban.people.rules.scopes import OFFICE

WHY = {"reason": "收错了"}
TOLD = {"status": "accepted", "number": "F-1"}


def called_up(called: Called) -> None:
    _fees(called)
    _a_shelf(called)
    _elsewhere(called)
    assert called.clerk.get("/mandates?state=open").json()["rows"]
    assert called.clerk.get(f"/mandates/{Mandate.objects.filter(office=called.town.bureau)[0].pk}").status_code == 200


def charged(called: Called, number: str) -> FeeNotice:
    """Charge for a case that was accepted."""
    answer = called.clerk.post(f"/matters/{number}/fees", made.CHARGE)
    assert answer.status_code == 201, answer.content.decode()
    return FeeNotice.objects.get(code=answer.json()["code"])


def paid(notice: FeeNotice, amount: int = 8000) -> Payment:
    now = timezone.now()
    return take_payment(notice=notice, reference=f"{notice.code} {amount}", amount=amount, paid_at=now, now=now)


def _fees(called: Called) -> None:
    clerk, approver, number = called.clerk, called.approver, made.registered(called)
    assert [hold["kind"] for hold in clerk.get(f"/matters/{number}/holds").json()["rows"]] == ["prerequisite"]
    notice = charged(called, number)
    assert codes(clerk.post(f"/matters/{number}/fees", made.CHARGE)) == ["notice_still_unpaid"]
    assert clerk.get("/fees?state=unpaid").json()["rows"]
    assert clerk.get(f"/matters/{number}/fees").json()["notices"][0]["code"] == notice.code
    assert called.applicant.get(f"/cases/{number}/fees").json()["prerequisites"]
    assert called.public.get(f"/pay/{notice.code}").json()["amount"] == 8000
    assert clerk.post(f"/fees/{notice.code}/cancellation", WHY).json()["state"] == "cancelled"
    assert clerk.post(f"/fees/{notice.code}/cancellation", WHY).status_code == 409

    second = charged(called, number)
    wrong, right = paid(second, 7999), paid(second)
    assert codes(clerk.post(f"/payments/{wrong.pk}/refund", WHY)) == ["refund_asked_already"]
    assert clerk.post(f"/payments/{right.pk}/refund", WHY).json()["state"] == "asked"
    assert len(approver.get("/refunds").json()["rows"]) == 2
    answer = f"/refunds/{right.refund.pk}/answer"
    assert approver.post(answer, {"is_approved": True}).json()["state"] == "approved"
    assert codes(approver.post(answer, {"is_approved": True})) == ["refund_answered"]
    proof = f"/matters/{number}/prerequisites/deed_tax/proof"
    assert clerk.post(proof, {"proof": "完税 1"}).json()["prerequisites"][0]["settled_at"]
    assert codes(clerk.post(proof, {"proof": "完税 1"})) == ["hold_is_lifted"]


def _a_shelf(called: Called) -> None:
    clerk, point, matter = called.clerk, made.shelf(called), made.granted(called, "on-a-shelf").case.matter
    address, there = f"/shelves/{point.pk}", {"number": matter.number, "place": "A01"}
    assert [row["id"] for row in clerk.get("/shelves").json()["rows"]] == [str(point.pk)]
    assert codes(clerk.post(address, {"number": "990100-260427-000042-7"})) == ["bag_unknown"]
    assert clerk.post(address, there).json()["place"] == "A01"
    assert clerk.get(address).json()["rows"][0]["number"] == matter.number
    taken = {"number": matter.number, "query_code": matter.told_code()}
    assert codes(clerk.post(f"{address}/collections", {**taken, "query_code": "ABCD2345"})) == ["receiver_not_proved"]
    assert clerk.post(f"{address}/collections", taken).json()["left_as"] == "collected"


def _elsewhere(called: Called) -> None:
    number = made.registered(called)
    follower = system_of(called.town.bureau, "follower", "reviewer")
    reviewer = called.caller("follower", follower.account, ALL_OF[OFFICE])
    assert reviewer.post(f"/matters/{number}/elsewhere").status_code == 200
    case = made.granted(called, "not-elsewhere").case
    assert codes(reviewer.post(f"/matters/{case.matter.number}/elsewhere")) == ["not_done_elsewhere"]
    assert reviewer.get("/elsewhere?mode=pushed").json()["rows"]
    note, version = f"/elsewhere/{number}/progress", reviewer.get(f"/elsewhere/{number}").json()["version"]
    assert reviewer.post(note, TOLD).status_code == 428
    assert reviewer.post(note, TOLD, If_Match="1").status_code == 412
    assert codes(reviewer.post(note, {"status": "accepted"}, If_Match=version)) == ["outside_number_missing"]
    assert reviewer.post(note, TOLD, If_Match=version).json()["outside_number"] == "F-1"

    clerk, other = called.clerk, made.taken_for_others(called)
    forward, sent = f"/elsewhere/{other}/forwarding", {"on": timezone.localdate().isoformat(), "how": "邮政 EX1"}
    version = clerk.get(f"/elsewhere/{other}").json()["version"]
    assert clerk.post(forward, sent).status_code == 428
    assert clerk.post(forward, sent, If_Match="1").status_code == 412
    done = clerk.post(forward, sent, If_Match=version)
    assert done.json()["forwarded_how"] == "邮政 EX1"
    assert codes(clerk.post(forward, sent, If_Match=done.json()["version"])) == ["status_goes_one_way"]


def there_is(called: Called) -> dict[str, str]:
    notice = charged(called, made.registered(called))
    payment = paid(notice, 7999)
    return {
        "notice_code": notice.code,
        "payment": str(payment.pk),
        "refund": str(payment.refund.pk),
        "registered": notice.case.matter.number,
        "point": str(made.shelf(called).pk),
        "elsewhere": made.taken_for_others(called),
        "mandate": str(Mandate.objects.filter(office=called.town.bureau)[0].pk),
    }


def told_apart(there: dict[str, str], path: str) -> dict[str, str]:
    """Return what addresses name by words that others use, too."""
    if path.endswith("/proof"):
        return {"number": there["registered"], "code": "deed_tax"}
    if "/fees" in path or "/pay/" in path:
        return {"number": there["registered"], "code": there["notice_code"]}
    return {"number": there["elsewhere"]} if "/elsewhere/{" in path else {}
