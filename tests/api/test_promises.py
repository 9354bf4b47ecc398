"""By a firm's own system: what it promised and hands in or takes back, what it says before its licence is revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api import of_promises
from tests.api.calls import codes
from tests.api.conftest import Called
from tests.api.of_promises import announced, committed, owing
from tests.api.test_hard_cases import another_firm
from tongban.cases.models import Case, LaterDecision, PaperGap

pytestmark = [pytest.mark.requirement("D17"), pytest.mark.requirement("D13")]


def test_a_promised_paper_is_handed_in_and_the_decision_waits_no_longer(called: Called) -> None:
    number = owing(called, "one")
    case, address = Case.objects.get(matter__number=number), f"/cases/{number}/gaps"
    assert case.holds.filter(lifted_at=None).exists()
    pages = [called.applicant.upload(f"{address}/papers", "rules").json()["file"] for _ in range(2)]
    assert called.applicant.get(address).json()["rows"][0]["filled_at"] is None  # put by is not handed in
    told = called.applicant.post(address, {"paper": "rules", "files": pages}).json()
    assert told["rows"][0]["arrived_on"] == f"{timezone.localdate()}"
    assert not case.holds.filter(lifted_at=None).exists()
    assert case.papers.filter(spec__code="rules").count() == 2
    assert case.gaps.get().way == PaperGap.Way.ONLINE


def test_a_promised_paper_that_comes_too_late_is_refused(called: Called) -> None:
    number = owing(called, "late")
    kept = called.applicant.upload(f"/cases/{number}/gaps/papers", "rules").json()["file"]
    PaperGap.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    late = called.applicant.post(f"/cases/{number}/gaps", {"paper": "rules", "files": [kept]})
    assert (late.status_code, codes(late)) == (409, ["paper_came_too_late"])


def test_nothing_is_handed_in_for_a_paper_that_was_not_promised_nor_with_a_file_of_somewhere_else(
    called: Called,
) -> None:
    first, second = owing(called, "first"), owing(called, "second")
    kept = called.applicant.upload(f"/cases/{first}/gaps/papers", "rules").json()["file"]
    address = f"/cases/{second}/gaps"
    assert codes(called.applicant.post(address, {"paper": "rules", "files": [kept]})) == ["file_not_put_by"]
    assert codes(called.applicant.post(address, {"paper": "photo", "files": [kept]})) == ["paper_not_asked"]
    assert called.applicant.post(address, {"paper": "rules", "files": []}).status_code == 422


@pytest.mark.requirement("E16")
def test_a_commitment_is_taken_back_and_the_application_goes_the_ordinary_way(called: Called) -> None:
    number = committed(called, "one")
    told = called.applicant.get(f"/cases/{number}/commitment").json()
    assert (told["text"] != "", told["may_take_back"], told["state"]) == (True, True, "")
    assert called.applicant.post(f"/cases/{number}/commitment/withdrawal").status_code == 200
    assert Case.objects.get(matter__number=number).promises.get().withdrawn_at is not None
    assert called.applicant.get(f"/cases/{number}/commitment").status_code == 404


def test_the_firm_states_its_case_until_it_is_decided(called: Called) -> None:
    number = announced(called, "one")
    address = f"/cases/{number}/statement"
    assert called.applicant.get(address).json()["statement"] == ""
    said = called.applicant.post(address, {"text": " 材料均为真实 "}).json()
    assert (said["statement"], bool(said["stated_at"])) == ("材料均为真实", True)
    assert called.applicant.post(address, {"text": "长" * 2001}).status_code == 422
    LaterDecision.objects.update(state=LaterDecision.State.DROPPED)
    assert called.applicant.post(address, {"text": "再说"}).status_code == 404


def test_another_firm_finds_none_of_it(called: Called) -> None:
    other = another_firm(called)
    owed, promised, told = owing(called, "gap"), committed(called, "promise"), announced(called, "act")
    kept = called.applicant.upload(f"/cases/{owed}/gaps/papers", "rules").json()["file"]
    strange = [
        other.get(f"/cases/{owed}/gaps"),
        other.upload(f"/cases/{owed}/gaps/papers", "rules"),
        other.post(f"/cases/{owed}/gaps", {"paper": "rules", "files": [kept]}),
        other.get(f"/cases/{promised}/commitment"),
        other.post(f"/cases/{promised}/commitment/withdrawal"),
        other.get(f"/cases/{told}/statement"),
        other.post(f"/cases/{told}/statement", {"text": "不是我"}),
    ]
    assert {answer.status_code for answer in strange} == {404}
    assert LaterDecision.objects.get().statement == ""


def test_every_promise_is_answered_in_every_way(called: Called, settings: object) -> None:
    settings.FILE_LIMIT = 100_000  # type: ignore[attr-defined]
    of_promises.called_up(called)
