"""What a granted case gives, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.cases import rules
from tongban.cases.actions import decide_case, decide_instantly
from tongban.cases.actions.beginning import begin_from_result
from tongban.cases.actions.drafts import attach_paper, submit_draft
from tongban.cases.actions.refusals import CannotApply, CannotDecide
from tongban.cases.actions.results import end_result
from tongban.cases.models import Case, Draft, Result
from tongban.cases.tests.conftest import FORM, MORNING, PDF, Town, make_citizen, signed_in
from tongban.cases.tests.test_actions import codes, reviewed
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of

LATER = MORNING + timedelta(hours=3)
pytestmark = pytest.mark.requirement("N01")


def granted(town: Town, case: Case | None = None, *, now: Any = LATER) -> Result:
    case = case or reviewed(town)
    decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=now)
    return Result.objects.get(case=case)


def handed_in_about(town: Town, result: Result, purpose: str, *, now: Any = LATER) -> Case:
    draft = begin_from_result(result=result, purpose=purpose, account=town.account, now=now)
    for spec in draft.version.materials.filter(necessity="required", exempted_by=""):
        attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=town.account, now=now)
    return submit_draft(draft=draft, channel="web", now=now)


def test_a_granted_case_gives_a_result_with_number_and_term_which_the_decision_names(town: Town) -> None:
    result = granted(town)
    assert (result.name, result.edition, result.state) == ("食品经营许可证", 1, "valid")
    assert (result.valid_from, result.valid_until) == (date(2026, 4, 27), date(2031, 4, 26))
    assert result.number == "云审批证〔2026〕000001号"
    assert (result.party, result.office, result.catalogue_code) == (
        town.applicant, town.bureau, "990131009000",
    )  # fmt: skip
    printed = PrintedDocument.objects.get(kind="grant_decision").content
    assert printed["licence"] == "食品经营许可证，编号 云审批证〔2026〕000001号"
    assert printed["valid"] == "2026年4月27日至2031年4月26日"
    assert "ResultGiven" in [event.name for event in events_of(result.case.matter.subject)]


def test_a_refusal_gives_nothing_and_an_item_without_a_result_neither(town: Town) -> None:
    decide_case(case=reviewed(town), outcome=rules.REFUSED, reasons="场所不符", by=town.approver, now=LATER)
    decide_instantly(case=town.case(town.signboard), by=town.clerk, now=LATER)
    assert not Result.objects.exists()


def test_a_decision_without_a_result_asks_no_more_of_the_database_than_its_notice(town: Town) -> None:
    case = town.case(town.signboard)
    with CaptureQueriesContext(connection) as asked:
        decide_instantly(case=case, by=town.clerk, now=LATER)
    assert not [each for each in asked if "cases_result" in each["sql"] and "UPDATE" not in each["sql"]]
    assert len([each for each in asked if "cases_regulatornotice" in each["sql"]]) == 1


def test_a_change_keeps_number_and_term_and_replaces_the_edition_before_it(town: Town) -> None:
    first = granted(town)
    case = handed_in_about(town, first, "change")
    assert (case.purpose, case.about, case.form.clear()["name"]) == ("change", first, FORM["name"])
    second = granted(town, reviewed(town, case, now=LATER), now=LATER + timedelta(days=1))
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("replaced", date(2026, 4, 28))
    assert (second.number, second.edition, second.previous) == (first.number, 2, first)
    assert second.valid_until == first.valid_until


def test_a_cancellation_ends_the_result_and_gives_none(town: Town) -> None:
    result = granted(town)
    case = handed_in_about(town, result, "cancel")
    decide_case(case=reviewed(town, case, now=LATER), outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    result.refresh_from_db()
    assert result.state == "cancelled"
    assert Result.objects.count() == 1


def test_nothing_is_granted_about_a_result_that_has_ended_meanwhile(town: Town) -> None:
    result = granted(town)
    case = reviewed(town, handed_in_about(town, result, "change"), now=LATER)
    end_result(result, state="revoked", by=SYSTEM, now=LATER)
    with pytest.raises(CannotDecide) as refused:
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=town.approver, now=LATER)
    assert codes(refused) == ["result_not_in_force"]
    with pytest.raises(CannotApply):
        begin_from_result(result=result, purpose="change", account=town.account, now=LATER)


def test_what_was_begun_is_gone_on_with_and_another_purpose_waits_for_it(town: Town) -> None:
    result = granted(town)
    begun = begin_from_result(result=result, purpose="change", account=town.account, now=LATER)
    assert begin_from_result(result=result, purpose="change", account=town.account, now=LATER) == begun
    with pytest.raises(CannotApply) as refused:
        begin_from_result(result=result, purpose="replace", account=town.account, now=LATER)
    assert codes(refused) == ["draft_already_begun"]


def test_the_holder_sees_the_result_and_begins_from_it_and_nobody_else_does(town: Town) -> None:
    result = granted(town)
    client = signed_in(town.account)
    assert result.number in client.get("/my/results/").content.decode()
    assert "变更" in client.get(f"/my/results/{result.pk}/").content.decode()
    answer = client.post(f"/my/results/{result.pk}/begin/change/")
    draft = Draft.objects.get(about=result)
    assert answer["Location"] == f"/apply/drafts/{draft.pk}/questions/"
    assert result.number in client.get(answer["Location"]).content.decode()

    stranger = make_citizen("19900000077", "王五", sequence=77)
    assert stranger.account
    other = signed_in(stranger.account)
    assert result.number not in other.get("/my/results/").content.decode()
    assert other.get(f"/my/results/{result.pk}/").status_code == 404


def test_officers_find_the_results_of_their_offices_by_number_and_state(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    result = granted(town)
    desk = signed_in(town.approver)
    with django_assert_max_num_queries(20):
        assert result.number in desk.get("/desk/results/").content.decode()
    assert result.number in desk.get("/desk/results/", {"q": result.number, "state": "valid"}).content.decode()
    assert result.number not in desk.get("/desk/results/", {"state": "expired"}).content.decode()
    assert result.number not in signed_in(town.market_reviewer).get("/desk/results/").content.decode()
