"""What the worker does at times: terms, renewals, counts."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from tongban.cases.actions.holds import let_holds_end
from tongban.cases.actions.publication import note_received, send_to_credit_site
from tongban.cases.actions.renewals import remind_of_renewal, renew_by_silence
from tongban.cases.actions.results import expire_result
from tongban.cases.actions.tallies import count_days
from tongban.cases.actions.uncollected import remind_of_collecting
from tongban.cases.actions.window import end_left_over
from tongban.cases.feeds.credit import CREDIT
from tongban.cases.models import Tally
from tongban.cases.queries.hearings import cases_whose_holds_end
from tongban.cases.queries.results import renewals_to_deem, results_past_their_term, results_to_remind_of
from tongban.cases.queries.uncollected import cases_to_remind_of
from tongban.exchange.actions import ensure_partner, hand_over
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Refused
from tongban.windows.queries import visits_left_over

SITE = "信用网站"
HOURLY = timedelta(hours=1)
EARLIEST, WEEKS, ONE_DAY, SMALL_HOURS = date(2000, 1, 1), timedelta(days=40), timedelta(days=1), 5


@periodic("cases: renew by silence", every=HOURLY)
def renew_what_nobody_decided(now: datetime) -> None:
    for case in renewals_to_deem(now):
        with contextlib.suppress(Refused):  # it was decided meanwhile
            renew_by_silence(case=case, now=now)


@periodic("windows: end visits with the day", every=timedelta(minutes=10))
def end_visits_with_the_day(now: datetime) -> None:
    for visit in visits_left_over(now):
        end_left_over(visit=visit, now=now)


@periodic("cases: let results end with their term", every=HOURLY)
def let_terms_end(now: datetime) -> None:
    for result in results_past_their_term(now):
        with contextlib.suppress(Refused):
            expire_result(result=result, now=now)


@periodic("cases: let holds end with their day", every=HOURLY)
def let_holds_end_with_their_day(now: datetime) -> None:
    for case in cases_whose_holds_end(now):
        let_holds_end(case=case, now=now)


@periodic("cases: remind of results nobody collected", every=HOURLY)
def tell_of_what_nobody_collected(now: datetime) -> None:
    for case, stage in cases_to_remind_of(now):
        remind_of_collecting(case=case, stage=stage, now=now)


@periodic("cases: remind of renewals", every=HOURLY)
def tell_of_renewals(now: datetime) -> None:
    for result in results_to_remind_of(now):
        remind_of_renewal(result=result, now=now)


@periodic("cases: count the days", every=HOURLY)
def count_the_days(now: datetime) -> None:
    """Count today and yesterday anew; in the small hours the last weeks, for what was entered or taken back since.

    Where nothing was counted yet, everything is.
    """
    today = local_day(now)
    if not Tally.objects.exists():
        count_days(first=EARLIEST, last=today)
    else:
        count_days(first=today - (WEEKS if now.astimezone(BEIJING).hour < SMALL_HOURS else ONE_DAY), last=today)


@periodic("cases: send what was published to the credit site", every=HOURLY)
def report_what_was_published(now: datetime) -> None:
    while send_to_credit_site(now=now):
        pass


@outbox.delivers(CREDIT)
def deliver_to_the_credit_site(payload: dict[str, Any], key: str) -> None:
    """Hand a file over and keep its receipt; raises when it is to be tried again."""
    now = timezone.now()
    if settings.DEMO:
        ensure_partner(code=CREDIT, name=SITE, adapter="demo_credit", by=SYSTEM, now=now)
    envelope = hand_over(code=CREDIT, dataset=payload["dataset"], key=key, payload=payload, now=now)
    note_received(number=payload["batch"], receipt=envelope.receipt_number, now=now)
