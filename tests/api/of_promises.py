"""What a firm promised and what is announced to it, called up in every way that is answered."""

from django.utils import timezone

from tests.api import made
from tests.api.calls import PDF, codes
from tests.api.conftest import Called
from tests.api.test_a_worked_session import FORM
from tongban.cases.actions.later import begin_later_act
from tongban.cases.actions.tolerance import accept_with_gaps
from tongban.cases.models import Case
from tongban.cases.tests.promising import let_commit, let_rules_follow
from tongban.catalogue.models import Item

LARGE = 200_000  # bytes
FOLLOWS, COMMITS = "990114001000", "990123002000"  # items that are taken on a promise


def called_up(called: Called) -> None:
    _promised_papers(called)
    _a_commitment(called)
    _a_statement(called)


def owing(called: Called, key: str) -> str:
    """Let an application of the firm be accepted before its rules have come; return its number."""
    number = _promised(called, FOLLOWS, "articles", "gaps", key)
    accept_with_gaps(case=Case.objects.get(matter__number=number), by=called.town.clerk, now=timezone.now())
    return number


def committed(called: Called, key: str) -> str:
    """Let the firm promise that every condition is met; return the number of its application."""
    return _promised(called, COMMITS, "layout", "commitment", key)


def announced(called: Called, key: str) -> str:
    """Tell the firm that its licence is to be revoked; return the number of the case."""
    case = made.granted(called, key).case
    begin_later_act(
        case=case, kind="revoke", ground="abuse", reasons="超越职权", by=called.town.approver, now=timezone.now()
    )
    return str(case.matter.number)


def told_apart(there: dict[str, str], path: str) -> dict[str, str]:
    """Return what addresses name by words that others use, too."""
    for name, end in (("owing", "/gaps"), ("committed", "/commitment"), ("announced", "/statement")):
        if end in path:
            return {"number": there[name]}
    return {}


def there_is(called: Called) -> dict[str, str]:
    return {
        "owing": owing(called, "there-is-a-gap"),
        "committed": committed(called, "there-is-a-commitment"),
        "announced": announced(called, "there-is-an-act"),
    }


def _promised(called: Called, code: str, paper: str, promise: str, key: str) -> str:
    firm = called.applicant
    draft = firm.post("/drafts", {"item": _item(called, code).code, "form": FORM}).json()["id"]
    assert firm.upload(f"/drafts/{draft}/papers", paper).status_code == 201
    sent = {"is_true": True, "promises": [promise]}
    done = firm.post(f"/drafts/{draft}/submission", sent, Idempotency_Key=key)
    assert done.status_code == 201, done.content.decode()
    return str(done.json()["number"])


def _item(called: Called, code: str) -> Item:
    if known := Item.objects.filter(catalog_item__code=code).first():
        return known
    town, restaurant = called.town, called.town.restaurant
    if code == FOLLOWS:
        let_rules_follow(town)
    else:
        let_commit(town)
    made_now, town.restaurant = town.restaurant, restaurant
    return made_now


def _promised_papers(called: Called) -> None:
    firm, number = called.applicant, owing(called, "a-gap")
    address = f"/cases/{number}/gaps"
    assert [row["paper"] for row in firm.get(address).json()["rows"]] == ["rules"]
    for paper, content, status in (("articles", PDF, 422), ("rules", b"hello", 422), ("rules", b"x" * LARGE, 413)):
        assert firm.upload(f"{address}/papers", paper, content).status_code == status
    assert firm.send("post", f"{address}/papers", data="{}", content_type="application/json").status_code == 415
    kept, second = firm.upload(f"{address}/papers", "rules"), firm.upload(f"{address}/papers", "rules")
    assert kept.status_code == second.status_code == 201, kept.content.decode()
    given = {"paper": "rules", "files": [kept.json()["file"]]}
    done = firm.post(address, given)
    assert done.status_code == 200, done.content.decode()
    assert done.json()["rows"][0]["filled_at"]
    assert codes(firm.upload(f"{address}/papers", "rules")) == ["gap_is_closed"]
    assert codes(firm.post(address, {**given, "files": [second.json()["file"]]})) == ["gap_is_closed"]
    assert codes(firm.post(address, given)) == ["file_not_put_by"]  # it is a paper by now


def _a_commitment(called: Called) -> None:
    firm, number = called.applicant, committed(called, "a-commitment")
    assert firm.get(f"/cases/{number}/commitment").json()["may_take_back"] is True
    assert firm.post(f"/cases/{number}/commitment/withdrawal").status_code == 200
    assert codes(firm.post(f"/cases/{number}/commitment/withdrawal")) == ["no_promise_to_take_back"]


def _a_statement(called: Called) -> None:
    firm, number = called.applicant, announced(called, "an-act")
    assert firm.get(f"/cases/{number}/statement").json()["kind"] == "revoke"
    assert codes(firm.post(f"/cases/{number}/statement", {"text": " "})) == ["statement_empty"]
    assert firm.post(f"/cases/{number}/statement", {"text": "材料属实"}).json()["stated_at"]
