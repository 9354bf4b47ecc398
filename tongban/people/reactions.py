"""When the account library rejects a code, it is counted; once a day, what nobody needs is forgotten.

When its day has come, an absence begins; when its last day is past, a mandate is over.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import login_code_rejected
from django.dispatch import receiver
from django.http import HttpRequest

from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day
from tongban.kernel.retention import forgets
from tongban.people import actions
from tongban.people.actions.entrances import forget_entrances
from tongban.people.actions.forgetting import KEPT, forget_open_sessions, forget_sign_ins
from tongban.people.models import Absence, Account, Mandate

AT_ONCE = 200  # of each kind of work a run does, so that its lease lasts


@receiver(login_code_rejected, dispatch_uid="people.count_rejected_code")
def count_rejected_code(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    get_adapter(request).note_rejected_code(user)


@periodic("people.forget_unconfirmed_accounts", every=timedelta(days=1))
def forget_unconfirmed_accounts(now: datetime) -> None:
    actions.forget_unconfirmed_accounts(now=now)


@periodic("people.forget_answers", every=timedelta(hours=1))
def forget_answers(now: datetime) -> None:
    actions.forget_answers(now=now)


forgets(KEPT["sign_ins"])(forget_sign_ins)
forgets(KEPT["entrances"])(forget_entrances)
forgets(KEPT["open_sessions"])(forget_open_sessions)


@periodic("people: begin absences whose day has come", every=timedelta(minutes=10))
def begin_absences(now: datetime) -> None:
    today = local_day(now)
    for absence in Absence.objects.on(today).filter(begun_at=None)[:AT_ONCE]:
        actions.begin_absence(absence=absence, now=now)


@periodic("people: close mandates whose last day is past", every=timedelta(minutes=10))
def close_mandates(now: datetime) -> None:
    for mandate in Mandate.objects.filter(until__lt=local_day(now), over_at=None)[:AT_ONCE]:
        actions.close_mandate(mandate=mandate, now=now)
