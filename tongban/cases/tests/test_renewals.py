"""A licence is renewed from the licence: asked for in time, decided before its term ends, or renewed by silence."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules.notices import calendar_of
from tongban.calendars.rules.shipped import shipped_notices
from tongban.cases import jobs, rules
from tongban.cases.actions import accept_case, decide_case
from tongban.cases.actions.beginning import begin_from_result
from tongban.cases.models import Case, Decision, Draft, Result
from tongban.cases.rules.renewals import renewal_rule
from tongban.cases.tests.conftest import MORNING, Town, signed_in
from tongban.cases.tests.test_actions import reviewed
from tongban.cases.tests.test_results import granted, handed_in_about
from tongban.documents.models import PrintedDocument
from tongban.kernel.journal import events_of
from tongban.kernel.moments import BEIJING
from tongban.kernel.outbox import OutboxRow
from tongban.matters.actions import mark_missed
from tongban.matters.models import Clock

NATIONAL = calendar_of(shipped_notices())
EXAMPLES = Path(__file__).parents[1] / "examples/renewals.toml"
DAY = timedelta(days=1)
ENDS = date(2026, 6, 12)  # a Friday


@pytest.mark.parametrize("given", tomllib.loads(EXAMPLES.read_text())["example"], ids=lambda given: given["title"])
def test_the_days_of_a_renewal_are_those_of_the_example(given: dict[str, Any]) -> None:
    rule = renewal_rule(given["code"], on=date(2026, 4, 1))
    assert rule.last_day(given["valid_until"], NATIONAL) == given["apply_by"]
    assert rule.reminds_on(given["valid_until"], NATIONAL) == given["remind_on"]


@pytest.fixture
def licence(town: Town) -> Result:
    """A licence whose term ends soon."""
    result = granted(town)
    Result.objects.filter(pk=result.pk).update(valid_until=ENDS)
    result.refresh_from_db()
    return result


def asked_for(town: Town, licence: Result, *, now: datetime = MORNING + DAY) -> Case:
    case = handed_in_about(town, licence, "renew", now=now)
    return accept_case(case=case, by=town.clerk, now=now + timedelta(hours=1))


def test_a_renewal_has_a_clock_of_its_own_that_ends_with_the_term_and_warns(town: Town, licence: Result) -> None:
    case = asked_for(town, licence)
    clock = case.matter.clocks.get(kind=Clock.Kind.RENEWAL)
    assert clock.on_silence == "renewed"
    assert clock.due_at == datetime(2026, 6, 12, 17, 30, tzinfo=BEIJING)
    assert clock.warn_at < clock.due_at
    assert not town.case(now=MORNING + DAY).matter.clocks.filter(kind=Clock.Kind.RENEWAL).exists()


def test_a_renewal_granted_in_time_adds_a_term_to_the_one_that_runs(town: Town, licence: Result) -> None:
    case = handed_in_about(town, licence, "renew", now=MORNING + DAY)
    second = granted(town, reviewed(town, case, now=MORNING + DAY), now=MORNING + 2 * DAY)
    assert (second.number, second.edition) == (licence.number, 2)
    assert (second.valid_from, second.valid_until) == (date(2026, 4, 29), date(2031, 6, 12))
    assert case.matter.clocks.get(kind=Clock.Kind.RENEWAL).state == Clock.State.MET


def test_silence_counts_as_renewed_once_the_term_has_ended_and_is_printed_and_told(town: Town, licence: Result) -> None:
    case = asked_for(town, licence)
    still = datetime(2026, 6, 12, 20, tzinfo=BEIJING)
    mark_missed(matter=case.matter, now=still)
    jobs.renew_what_nobody_decided(still)
    assert not Decision.objects.filter(case=case).exists()

    jobs.let_terms_end(still + DAY)
    for _ in range(2):  # the job comes round
        jobs.renew_what_nobody_decided(still + DAY)
    decision = Decision.objects.get(case=case)
    assert (decision.by, decision.basis) == (None, "《行政许可法》第五十条第二款")
    assert decision.document
    printed = PrintedDocument.objects.get(pk=decision.document_id).content
    assert "视为准予延续" in printed["deemed"]
    second = Result.objects.get(case=case)
    assert (second.valid_from, second.valid_until) == (date(2026, 6, 13), date(2031, 6, 12))
    licence.refresh_from_db()
    assert licence.state == "replaced"
    assert "RenewedBySilence" in [event.name for event in events_of(case.matter.subject)]
    assert OutboxRow.objects.filter(key=f"renewed_by_silence:{second.pk}").exists()
    assert not case.matter.steps.filter(state__in=["open", "waiting"]).exists()
    assert case.regulator_notices.get().about == "renewed"


def test_a_renewal_that_is_asked_for_too_late_is_told_so_and_is_an_ordinary_case(town: Town, licence: Result) -> None:
    late = datetime(2026, 5, 25, 10, tzinfo=BEIJING)
    case = handed_in_about(town, licence, "renew", now=late)
    assert (case.purpose, case.about) == ("new", licence)
    case = accept_case(case=case, by=town.clerk, now=late)
    assert not case.matter.clocks.filter(kind=Clock.Kind.RENEWAL).exists()

    today = timezone.now().date()
    Result.objects.filter(pk=licence.pk).update(valid_until=today + 3 * DAY)
    client = signed_in(town.account)
    assert "这个日子已经过了" in client.get(f"/my/results/{licence.pk}/").content.decode()


def test_what_was_begun_in_time_and_handed_in_too_late_is_an_ordinary_case(town: Town, licence: Result) -> None:
    begun = begin_from_result(result=licence, purpose="renew", account=town.account, now=MORNING + DAY)
    assert begun.purpose == "renew"
    Draft.objects.filter(pk=begun.pk).update(purpose="renew")
    Result.objects.filter(pk=licence.pk).update(valid_until=date(2026, 5, 8))
    licence.refresh_from_db()
    case = handed_in_about(town, licence, "renew", now=MORNING + 9 * DAY)
    assert case.purpose == "new"


def test_the_holder_is_reminded_once_before_it_is_too_late(town: Town, licence: Result) -> None:
    calendar = calendar_for("990100")
    rule = renewal_rule(licence.catalogue_code, on=ENDS)
    reminds_on = rule.reminds_on(ENDS, calendar)
    at = datetime.combine(reminds_on, MORNING.timetz())
    jobs.tell_of_renewals(at - DAY)
    assert not OutboxRow.objects.filter(key__startswith="renewal_due").exists()
    for _ in range(2):
        jobs.tell_of_renewals(at)
    assert OutboxRow.objects.filter(key=f"renewal_due:{licence.pk}").count() == 1


def test_a_term_that_ends_without_renewal_ends_the_result(town: Town, licence: Result) -> None:
    after = datetime(2026, 6, 13, 9, tzinfo=BEIJING)
    jobs.let_terms_end(after - DAY)
    licence.refresh_from_db()
    assert licence.is_in_force
    jobs.let_terms_end(after)
    licence.refresh_from_db()
    assert (licence.state, licence.ended_on) == ("expired", date(2026, 6, 13))


def test_a_renewal_that_was_refused_lets_the_term_end(town: Town, licence: Result) -> None:
    case = reviewed(town, handed_in_about(town, licence, "renew", now=MORNING + DAY), now=MORNING + DAY)
    decide_case(case=case, outcome=rules.REFUSED, reasons="不再符合条件", by=town.approver, now=MORNING + 2 * DAY)
    jobs.let_terms_end(datetime(2026, 6, 13, 9, tzinfo=BEIJING))
    licence.refresh_from_db()
    assert licence.state == "expired"
