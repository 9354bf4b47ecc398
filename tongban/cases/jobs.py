"""What the worker does at times about what follows decisions."""

import contextlib
from datetime import datetime, timedelta

from tongban.cases.actions.renewals import remind_of_renewal, renew_by_silence
from tongban.cases.actions.results import expire_result
from tongban.cases.queries.results import renewals_to_deem, results_past_their_term, results_to_remind_of
from tongban.kernel.jobs import periodic
from tongban.kernel.obstacles import Refused

HOURLY = timedelta(hours=1)


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
