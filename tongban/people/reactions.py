"""When the account library rejects a code, it is counted; once a day, what nobody needs is forgotten."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import login_code_rejected
from django.dispatch import receiver
from django.http import HttpRequest

from tongban.kernel.jobs import periodic
from tongban.kernel.retention import forgets
from tongban.people import actions
from tongban.people.actions.forgetting import KEPT, forget_sign_ins
from tongban.people.models import Account


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
