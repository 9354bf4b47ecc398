"""The device of the demo login who must show a second factor, and the code that it would show now.

A visitor has no phone that was paired with it, so the demo shows the code as it shows passwords: in demo mode alone.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt
from django.conf import settings

from tongban.people.actions import add_device, code_at
from tongban.people.demo.city import City
from tongban.people.demo.logins import LOGINS
from tongban.people.rules.factors import STEP, steps_open


def hand_out_devices(city: City, *, now: datetime) -> None:
    """Pair a device with each login that signs in with one. Its first code is the one before, for that is spent."""
    for login in LOGINS:
        if login.has_device:
            account = city.officer(login.username).account
            assert account
            secret = generate_totp_secret()
            add_device(account=account, secret=secret, code=code_at(secret, _step(now) - 1), now=now)


def code_now(username: str, *, now: datetime) -> str:
    """Return a code of a demo login that is taken now; empty for anybody else, without a device, or when all are spent.

    A code is spent once it was taken: then the next one is shown.
    """
    if not settings.DEMO or username not in {login.username for login in LOGINS if login.has_device}:
        return ""
    row = Authenticator.objects.filter(user__username=username, type=Authenticator.Type.TOTP).first()
    if row is None:
        return ""
    open_now = steps_open(now.timestamp(), last=row.data.get("last_step", 0))
    step = next((step for step in open_now if step >= _step(now)), None)
    return code_at(decrypt(row.data["secret"]), step) if step else ""


def _step(now: datetime) -> int:
    return int(now.timestamp()) // STEP
