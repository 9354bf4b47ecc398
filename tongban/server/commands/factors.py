"""Show an officer's second factors, or take them all away (``--remove``) from who lost them: check first who asks.

``--code``: the code that the device of a demo login shows now, in demo mode alone.
"""

import argparse
import sys

from allauth.mfa.models import Authenticator
from django.utils import timezone

from tongban.kernel.events import SYSTEM
from tongban.people import actions
from tongban.people.demo.devices import code_now
from tongban.people.models import Account


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")
    parser.add_argument("--remove", action="store_true", help="take them away; the next sign-in adds new ones")
    parser.add_argument("--code", action="store_true", help="of a demo login with a device: the code to type now")


def run(options: argparse.Namespace) -> int:
    account = Account.objects.filter(kind=Account.Kind.STAFF, username=options.username).first()
    if account is None:
        print(f"There is no officer with the username {options.username}.", file=sys.stderr)
        return 1
    if options.code:
        return _show_code(options.username)
    if options.remove:
        count = actions.remove_all_factors(account=account, by=SYSTEM, now=timezone.now())
        print(f"{count} taken away. The next sign-in of {options.username} adds new ones.")
        return 0
    for row in Authenticator.objects.filter(user=account).order_by("created_at", "pk"):
        print(f"{row.created_at:%Y-%m-%d %H:%M}  {row.type}  {row}")
    return 0


def _show_code(username: str) -> int:
    code = code_now(username, now=timezone.now())
    if not code:
        print("Only demo logins with a device have a code to show, and only in demo mode.", file=sys.stderr)
        return 1
    print(code)
    return 0
