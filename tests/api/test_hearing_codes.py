"""By the code of a notice: somebody interested asks to be heard, or gives it up, and learns nothing of the case."""

from datetime import timedelta

import pytest

from tests.api.calls import codes
from tests.api.conftest import Called
from tests.api.of_own import SURE, noticed
from tests.api.test_hard_cases import another_firm
from tongban.cases.models import InterestedPerson
from tongban.cases.rules.hearings import grouped_code
from tongban.matters.models import Matter
from tongban.people.rules.rates import RATES, Rate

pytestmark = [pytest.mark.requirement("D17"), pytest.mark.requirement("B22")]


def test_whoever_has_the_code_reads_the_notice_and_asks_to_be_heard(called: Called) -> None:
    person = noticed(called, "one")
    typed = grouped_code(person.code.clear()).lower()
    told = called.public.get("/hearing-notice", Notice_Code=typed)
    assert (told.json()["matter_of"], told.json()["title"]) == ("噪声影响", "食品经营许可")
    number = person.hearing.case.matter.number
    for hidden in (number, called.firm.shown_name, "云味小馆", "钱七"):
        assert hidden not in told.content.decode(), hidden
    asked = called.public.post("/hearing-notice", Notice_Code=typed).json()
    assert (bool(asked["asked_at"]), asked["may_ask"], len(asked["papers"])) == (True, False, 2)
    person.refresh_from_db()
    assert person.requested_way == InterestedPerson.Way.CODE


def test_a_request_is_taken_back_by_giving_up_and_only_on_purpose(called: Called) -> None:
    code = noticed(called, "one").code.clear()
    called.public.post("/hearing-notice", Notice_Code=code)
    unsure = called.public.post("/hearing-notice/giving-up", {"is_confirmed": False}, Notice_Code=code)
    assert (unsure.status_code, codes(unsure)) == (422, ["value_not_taken"])
    told = called.public.post("/hearing-notice/giving-up", SURE, Notice_Code=code).json()
    assert (bool(told["given_up_at"]), told["may_ask"], told["may_give_up"]) == (True, False, False)


def test_a_wrong_code_and_one_that_is_over_are_answered_alike(called: Called) -> None:
    person = noticed(called, "one")
    Matter.objects.update(state="closed", closed_at=person.told_at - timedelta(days=400))
    calls = (("get", "", None), ("post", "", None), ("post", "/giving-up", SURE), ("get", "/papers/x", None))
    for method, end, data in calls:
        answers = [
            called.public.call(method, f"/hearing-notice{end}", data, Notice_Code=code)
            for code in ("AAAABBBBCCCC", person.code.clear(), "")
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert len({answer.content for answer in answers}) == 1
    person.refresh_from_db()
    assert (person.requested_at, person.given_up_at) == (None, None)


def test_codes_are_not_guessed(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    code = noticed(called, "one").code.clear()
    monkeypatch.setitem(RATES, "hearing_code", Rate(2, timedelta(minutes=10)))
    tried = [
        called.public.get("/hearing-notice", Notice_Code=each).status_code for each in ("AAAA", "BBBB", code, code)
    ]
    assert tried == [404, 404, 429, 429]
    assert called.public.post("/hearing-notice", Notice_Code=code).status_code == 429


def test_nobody_fetches_a_paper_of_another_notice_or_of_the_case(called: Called) -> None:
    first, second = noticed(called, "one"), noticed(called, "two", "孙八")
    assert second.notice
    number = second.notice.number
    assert called.public.get(f"/hearing-notice/papers/{number}", Notice_Code=first.code.clear()).status_code == 404
    paper = called.public.get(f"/hearing-notice/papers/{number}", Notice_Code=second.code.clear())
    assert paper.content.startswith(b"%PDF")
    assert called.applicant.get(f"/documents/{number}").status_code == 404, "the applicant reads none of it"


def test_a_firm_whose_name_the_notice_bears_acts_by_its_account_and_another_by_the_code(called: Called) -> None:
    own, other = noticed(called, "one", "云州清风餐饮有限公司"), noticed(called, "two")
    firm = another_firm(called)
    for person in (own, other):
        assert firm.post("/hearing-notice", Notice_Code=person.code.clear()).status_code == 200
        person.refresh_from_db()
    assert (own.requested_way, other.requested_way) == (InterestedPerson.Way.ACCOUNT, InterestedPerson.Way.CODE)
    assert (own.party is not None, other.party) == (True, None)
    assert own.notice
    assert firm.get(f"/documents/{own.notice.number}").content.startswith(b"%PDF")
