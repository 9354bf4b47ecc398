"""What the worker does at times: terms, renewals, counts."""

import contextlib
from datetime import date, datetime, timedelta

from tongban.cases.actions.renewals import remind_of_renewal, renew_by_silence
from tongban.cases.actions.results import expire_result
from tongban.cases.actions.tallies import count_days
from tongban.cases.models import Tally
from tongban.cases.queries.results import renewals_to_deem, results_past_their_term, results_to_remind_of
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Refused

HOURLY = timedelta(hours=1)
EARLIEST, WEEKS, ONE_DAY, SMALL_HOURS = date(2000, 1, 1), timedelta(days=40), timedelta(days=1), 5


@periodic("cases: renew by silence", every=HOURLY)
def renew_what_nobody_decided(now: datetime) -> None:
    for case in renewals_to_deem(now):
        with contextlib.suppress(Refused):  # it was decided meanwhile
            renew_by_silence(case=case, now=now)


@periodic("cases: let results end with their term", every=HOURLY)
def let_terms_end(now: datetime) -> None:
    for result in results_past_their_term(now):
        with contextlib.suppress(Refused):
            expire_result(result=result, now=now)


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
