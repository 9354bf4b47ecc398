"""Bind a certificate to an officer, end that, and recognise who shows one."""

from datetime import datetime

from cryptography import x509
from django.db import IntegrityError, transaction

from tongban.kernel.events import Actor, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.identity import CannotRecognise, recognise_officer
from tongban.people.events import CertificateBound, CertificateEnded
from tongban.people.models import Account, Officer, OfficerCertificate
from tongban.people.queries.certificates import authorities, binding_of, revocations
from tongban.people.rules import certificates


class CannotBind(Refused):
    """This certificate cannot stand for this officer."""


@action
def bind_certificate(
    *, officer: Officer, certificate: x509.Certificate, by: Actor, now: datetime, reason: str = ""
) -> OfficerCertificate:
    """Let a certificate stand for an officer from now on. Raises CannotBind."""
    if obstacles := _obstacles(certificate, now):
        raise CannotBind(obstacles)
    bound = OfficerCertificate(
        officer=officer,
        fingerprint=certificates.fingerprint(certificate),
        serial=f"{certificate.serial_number:x}",
        issuer=certificate.issuer.rfc4514_string()[:200],
        valid_until=certificate.not_valid_after_utc,
        bound_at=now,
        bound_by=str(by),
    )
    try:
        with transaction.atomic():
            bound.save(force_insert=True)
    except IntegrityError as taken:
        raise CannotBind([Obstacle("certificate_bound_already")]) from taken

    publish(
        CertificateBound(
            subject=f"officer:{officer.pk}",
            by=str(by),
            at=now,
            officer_id=officer.pk,
            fingerprint=bound.fingerprint,
            reason=reason,
        )
    )
    return bound


@action
def end_certificates(*, officer: Officer, by: Actor, now: datetime, reason: str = "") -> int:
    """Let no certificate stand for an officer any more, and return how many did."""
    held = list(OfficerCertificate.objects.select_for_update().filter(officer=officer, ended_at=None))
    OfficerCertificate.objects.filter(pk__in=[each.pk for each in held]).update(ended_at=now)
    for each in held:
        publish(
            CertificateEnded(
                subject=f"officer:{officer.pk}",
                by=str(by),
                at=now,
                officer_id=officer.pk,
                fingerprint=each.fingerprint,
                reason=reason,
            )
        )
    return len(held)


@action(silent="nothing changes: whose certificate it is is looked up")
def recognise_certificate(*, certificate: x509.Certificate | None, now: datetime) -> Account:
    """Return the account of the officer in service for whom a certificate stands. Raises CannotRecognise."""
    if obstacles := _obstacles(certificate, now):
        raise CannotRecognise(obstacles)
    bound = binding_of(certificate) if certificate else None
    if bound is None or bound.officer.account is None:
        raise CannotRecognise([Obstacle("certificate_of_nobody")])
    return recognise_officer(username=bound.officer.account.username, now=now)


def _obstacles(certificate: x509.Certificate | None, now: datetime) -> list[Obstacle]:
    return certificates.obstacles(certificate, authorities=authorities(), revocations=revocations(), now=now)
