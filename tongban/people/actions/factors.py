"""Add and take away second factors of staff, and spend their codes: the library's rows, each once."""

from datetime import datetime
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn

from tongban.kernel.events import Actor, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.events import FactorAdded, FactorRemoved, FactorUsed, RecoveryCodesMade
from tongban.people.models import Account
from tongban.people.rules.factors import steps_open

RECOVERY, PASSKEY, CODES = Authenticator.Type.RECOVERY_CODES, Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP
SECRETS = ("secret", "seed")  # of the library's rows, sealed by our adapter


class CannotAddFactor(Refused):
    """This factor cannot be added."""


@action
def add_device(*, account: Account, secret: str, code: str, now: datetime) -> list[str]:
    """Add a device that shows codes, proved by a code of it. Return recovery codes if there were none.

    Raises CannotAddFactor.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if Authenticator.objects.filter(user=account, type=CODES).exists():
        raise CannotAddFactor([Obstacle("factor_there_already")])
    step = _step_of(secret, code, steps_open(now.timestamp(), last=0))
    if step is None:
        raise CannotAddFactor([Obstacle("factor_code_wrong")])

    row = TOTP.activate(account, secret).instance
    row.data["last_step"] = step
    row.save(update_fields=["data"])

    _tell_added(account, row, now)
    return _first_recovery_codes(account, now)


@action
def add_passkey(*, account: Account, name: str, credential: dict[str, Any], now: datetime) -> list[str]:
    """Add a passkey whose registration was checked. Return recovery codes if there were none."""
    Account.objects.select_for_update().get(pk=account.pk)
    row = WebAuthn.add(account, name, credential).instance
    _tell_added(account, row, now)
    return _first_recovery_codes(account, now)


@action
def make_recovery_codes(*, account: Account, now: datetime) -> list[str]:
    """Return ten new recovery codes; those before open nothing any more. Raises CannotAddFactor."""
    Account.objects.select_for_update().get(pk=account.pk)
    if not Authenticator.objects.filter(user=account).exclude(type=RECOVERY).exists():
        raise CannotAddFactor([Obstacle("factor_first")])
    Authenticator.objects.filter(user=account, type=RECOVERY).delete()
    return _first_recovery_codes(account, now)


@action
def use_code(*, account: Account, code: str, now: datetime) -> Authenticator | None:
    """Spend a code of a device, or a recovery code: return the factor it belongs to, or None."""
    rows = Authenticator.objects.select_for_update().filter(user=account, type__in=[CODES, RECOVERY])
    found = next((row for row in rows.order_by("-type") if _spend(row, code, now)), None)
    if found is not None:
        publish(
            FactorUsed(
                subject=f"account:{account.pk}",
                by=str(account.actor),
                at=now,
                account_id=account.pk,
                kind=found.type,
            )
        )
    return found


@action
def remove_factor(*, account: Account, factor_id: int, now: datetime) -> None:
    """Take a factor away; with the last one the recovery codes go, too."""
    Account.objects.select_for_update().get(pk=account.pk)
    row = Authenticator.objects.exclude(type=RECOVERY).get(user=account, pk=factor_id)
    Authenticator.objects.filter(pk=factor_id).delete()
    if not Authenticator.objects.filter(user=account).exclude(type=RECOVERY).exists():
        Authenticator.objects.filter(user=account, type=RECOVERY).delete()
    _tell_removed(account, row.type, account.actor, now)


@action
def remove_all_factors(*, account: Account, by: Actor, now: datetime) -> int:
    """Take every factor away from somebody who lost them, and return how many there were."""
    rows = list(Authenticator.objects.select_for_update().filter(user=account))
    Authenticator.objects.filter(user=account).delete()
    for row in rows:
        _tell_removed(account, row.type, by, now)
    return len(rows)


@action(silent="nothing that anybody could be told changes: secrets are sealed under another key")
def seal_factors_anew() -> int:
    """Seal the secrets of all factors under the active key, and return how many factors have one."""
    rows = list(Authenticator.objects.select_for_update().filter(type__in=[CODES, RECOVERY]))
    for row in rows:
        row.data |= {name: encrypt(decrypt(row.data[name])) for name in SECRETS if name in row.data}
        row.save(update_fields=["data"])
    return len(rows)


def _spend(row: Authenticator, code: str, now: datetime) -> bool:
    if row.type == RECOVERY:
        return bool(RecoveryCodes(row).validate_code(code))
    open_now = steps_open(now.timestamp(), last=row.data.get("last_step", 0))
    step = _step_of(decrypt(row.data["secret"]), code, open_now)
    if step is None:
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str, steps: list[int]) -> int | None:
    matches = [step for step in steps if compare_user_code(actual=code, expected=code_at(secret, step))]
    return matches[0] if matches else None


def code_at(secret: str, step: int) -> str:
    """Return the code that a device shows at a step."""
    return str(format_hotp_value(hotp_value(secret, step)))


def _first_recovery_codes(account: Account, now: datetime) -> list[str]:
    if Authenticator.objects.filter(user=account, type=RECOVERY).exists():
        return []
    codes = RecoveryCodes.activate(account).generate_codes()
    publish(RecoveryCodesMade(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk))
    return list(codes)


def _tell_added(account: Account, row: Authenticator, now: datetime) -> None:
    about = {"account_id": account.pk, "kind": row.type}
    publish(FactorAdded(subject=f"account:{account.pk}", by=str(account.actor), at=now, **about))


def _tell_removed(account: Account, kind: str, by: Actor, now: datetime) -> None:
    publish(FactorRemoved(subject=f"account:{account.pk}", by=str(by), at=now, account_id=account.pk, kind=kind))
