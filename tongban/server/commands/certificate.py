"""Certificates of officers: ``bind`` one of your authority, or let a demo authority make one (``make-ca``, ``issue``).

``end`` lets none of an officer's certificates count any more; in demo mode they go on the demo authority's list, too.
"""

import argparse
import secrets
import sys
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from tongban.kernel.events import SYSTEM
from tongban.people.actions.certificates import CannotBind, bind_certificate, end_certificates
from tongban.people.demo.authority import Authority
from tongban.people.models import Account, Officer, OfficerCertificate
from tongban.people.queries import officer_of
from tongban.ui.wording import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["make-ca", "issue", "bind", "end"])
    parser.add_argument("username", nargs="?", help="whose certificate")
    parser.add_argument("file", nargs="?", type=Path, help="the certificate to bind, PEM")


def run(options: argparse.Namespace) -> int:
    authority, now = Authority(Path(settings.STATE) / "certificates"), timezone.now()
    if options.act == "make-ca":
        authority.make(name="演示 CA", now=now)
        print(f"TONGBAN_CERTIFICATE_AUTHORITY={authority.certificate_path}")
        print(f"TONGBAN_CERTIFICATE_REVOCATIONS={authority.revocations_path}")
        return 0
    officer = _officer(options.username or "")
    if officer is None:
        print(f"There is no officer with the username {options.username}.", file=sys.stderr)
        return 1
    if options.act == "end":
        serials = list(
            OfficerCertificate.objects.filter(officer=officer, ended_at=None).values_list("serial", flat=True)
        )
        print(f"{end_certificates(officer=officer, by=SYSTEM, now=now)} ended.")
        if authority.certificate_path.exists():
            authority.revoke([int(serial, 16) for serial in serials], now=now)
        return 0
    return _issue(authority, officer, options.username) if options.act == "issue" else _bind(officer, options.file)


def _officer(username: str) -> Officer | None:
    account = Account.objects.filter(kind=Account.Kind.STAFF, username=username).first()
    return officer_of(account) if account else None


def _issue(authority: Authority, officer: Officer, username: str) -> int:
    if not authority.certificate_path.exists():
        print("There is no demo authority yet: tongban certificate make-ca", file=sys.stderr)
        return 1
    key, certificate = authority.issue(username, now=timezone.now())
    password = secrets.token_urlsafe(9)
    path = authority.write(username, key, certificate, password)
    if answer := _bound(officer, certificate):
        return answer
    print(f"{path} (password {password}) is bound to {username}; .pem and .key lie beside it.")
    return 0


def _bind(officer: Officer, file: Path | None) -> int:
    if file is None:
        print("Name the file of the certificate, too.", file=sys.stderr)
        return 1
    if answer := _bound(officer, x509.load_pem_x509_certificate(file.read_bytes())):
        return answer
    print("Bound.")
    return 0


def _bound(officer: Officer, certificate: x509.Certificate) -> int:
    try:
        bind_certificate(officer=officer, certificate=certificate, by=SYSTEM, now=timezone.now())
    except CannotBind as refused:
        print("\n".join(str(say(each)) for each in refused.obstacles), file=sys.stderr)
        return 1
    return 0
