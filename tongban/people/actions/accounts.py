"""Open accounts, send codes, keep the history of signing in, forget what was never confirmed."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.ids import new_id
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.outbox import enqueue
from tongban.kernel.transactions import action
from tongban.kernel.vault import blind_index
from tongban.people.events import (
    AccountForgotten,
    AccountOpened,
    CodeSent,
    PasswordChanged,
    PhoneConfirmed,
    SignInAttempted,
)
from tongban.people.models import Account, SignIn
from tongban.people.queries import account_with_phone
from tongban.people.rules.identifiers import check_mobile, normal_phone

UNCONFIRMED_FOR = timedelta(days=1)


class CannotOpenAccount(Refused):
    """No account can be opened for this number."""


@action
def open_account(*, phone: str, now: datetime) -> Account:
    """Return the citizen's account of a phone number, opened now if there is none. Raises CannotOpenAccount.

    Until a code has come back from the phone the account stands unconfirmed, and is forgotten after a day.
    """
    if obstacles := check_mobile(phone):
        raise CannotOpenAccount(obstacles)
    if known := account_with_phone(phone):
        return known

    account = Account(kind=Account.Kind.CITIZEN, phone=normal_phone(phone))
    account.username = f"c{account.pk:x}"
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # the same phone asked twice at once
        known = account_with_phone(phone)
        assert known is not None
        return known

    publish(AccountOpened(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk))
    return account


@action
def send_code(*, account: Account, phone: str, code: str, now: datetime) -> None:
    """Owe a sign-in code to a phone."""
    payload = {"phone": phone, "template": "sign_in_code", "values": {"code": code}}
    enqueue(kind="sms", key=f"sign-in-code:{account.pk}:{new_id()}", payload=payload, now=now)

    publish(CodeSent(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk))


@action
def confirm_phone(*, account: Account, now: datetime) -> None:
    """Note that the code came back from the phone."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.phone_verified:
        return
    account.phone_verified = True
    account.save(update_fields=["phone_verified"])

    publish(PhoneConfirmed(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk))


@action(silent="attempts at names that nobody has are counted, but have no journal to stand in")
def note_sign_in(
    *, way: str, name: str, address: str, device: str, account: Account | None, succeeded: bool, now: datetime
) -> SignIn:
    """Keep one attempt to sign in, with digests of name and address."""
    attempt = SignIn.objects.create(
        account=account,
        way=way,
        name_digest=blind_index(name),
        address_digest=blind_index(address),
        device=device,
        succeeded=succeeded,
        at=now,
    )
    if account and way != SignIn.Way.CODE_REQUEST:
        by = str(account.actor) if succeeded else str(SYSTEM)
        publish(SignInAttempted(subject=f"account:{account.pk}", by=by, at=now, way=way, succeeded=succeeded))
    return attempt


@action
def change_password(*, account: Account, password: str, now: datetime) -> None:
    """Give a member of staff a new password of their own choice. Raises CannotOpenAccount for citizens."""
    if account.kind != Account.Kind.STAFF:
        raise CannotOpenAccount([Obstacle("citizens_have_no_password")])
    account.set_password(password)
    account.save(update_fields=["password"])

    publish(PasswordChanged(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk))


@action
def forget_unconfirmed_accounts(*, now: datetime) -> int:
    """Remove accounts whose phone never answered, and return how many there were."""
    stale = Account.objects.filter(
        kind=Account.Kind.CITIZEN, phone_verified=False, party=None, joined_at__lt=now - UNCONFIRMED_FOR
    )
    forgotten = list(stale.select_for_update(of=("self",)).values_list("pk", flat=True)[:500])
    Account.objects.filter(pk__in=forgotten).delete()

    for pk in forgotten:
        publish(AccountForgotten(subject=f"account:{pk}", by=str(SYSTEM), at=now, account_id=pk))
    return len(forgotten)
