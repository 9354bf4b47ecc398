"""Change by what a colleague signs in (登录方式): certificates, second factors; by an administrator, never for oneself.

Each act has its reason. It is told in the journal, and to the colleague when they sign in next.
"""

from datetime import datetime

from cryptography import x509

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.certificates import bind_certificate, end_certificates
from tongban.people.actions.factors import remove_all_factors
from tongban.people.actions.sessions import end_sessions
from tongban.people.events import FactorsReset
from tongban.people.models import Officer, OfficerCertificate, OpenSession
from tongban.people.queries.powers import may_everywhere


class CannotChangeMeans(Refused):
    """The ways in which this colleague signs in cannot be changed so."""


@action
def bind_colleagues_certificate(
    *, officer: Officer, certificate: x509.Certificate | None, reason: str, by: Officer, now: datetime
) -> OfficerCertificate:
    """Let a certificate stand for a colleague from now on. Raises CannotChangeMeans, CannotBind."""
    _refuse(officer, reason, by, now)
    if certificate is None:
        raise CannotChangeMeans([Obstacle("certificate_file_unreadable")])
    return bind_certificate(officer=officer, certificate=certificate, by=by.actor, now=now, reason=reason.strip())


@action
def end_colleagues_certificates(*, officer: Officer, reason: str, by: Officer, now: datetime) -> int:
    """Let no certificate stand for a colleague any more, and end where they are signed in. Raises CannotChangeMeans."""
    _refuse(officer, reason, by, now)
    count = end_certificates(officer=officer, by=by.actor, now=now, reason=reason.strip())
    if not count:
        raise CannotChangeMeans([Obstacle("certificate_none_bound", officer.name)])
    _sign_out(officer, by, now)
    return count


@action
def reset_colleagues_factors(*, officer: Officer, reason: str, by: Officer, now: datetime) -> int:
    """Take away all second factors of a colleague who lost them, and end where they are signed in.

    Their next sign-in is by password alone and leads to where a new factor is added. Raises CannotChangeMeans.
    """
    _refuse(officer, reason, by, now)
    account = officer.account
    count = remove_all_factors(account=account, by=by.actor, now=now) if account else 0
    if not count:
        raise CannotChangeMeans([Obstacle("factor_none_there", officer.name)])
    _sign_out(officer, by, now)

    publish(
        FactorsReset(
            subject=f"officer:{officer.pk}", by=str(by.actor), at=now, officer_id=officer.pk, reason=reason.strip()
        )
    )
    return count


def _refuse(officer: Officer, reason: str, by: Officer, now: datetime) -> None:
    obstacles = []
    if not may_everywhere(by, "administer", on=local_day(now)):
        obstacles.append(Obstacle("no_power"))
    if officer.pk == by.pk:
        obstacles.append(Obstacle("means_of_ones_own"))
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing"))
    if not officer.is_in_service(local_day(now)):
        obstacles.append(Obstacle("means_of_who_left", officer.name))
    if obstacles:
        raise CannotChangeMeans(obstacles)


def _sign_out(officer: Officer, by: Officer, now: datetime) -> None:
    account = officer.account
    if account is None:
        return
    open_now = list(OpenSession.objects.filter(account=account).values_list("pk", flat=True))
    end_sessions(account=account, sessions=open_now, by=by.actor, now=now)
