"""By what colleagues sign in (登录方式): for the administrator, and what was changed, for the colleague."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q

from tongban.kernel.journal import latest_of
from tongban.kernel.paging import Page, page
from tongban.people.models import Officer, OfficerCertificate
from tongban.people.models.officers import OF_A_SYSTEM
from tongban.people.queries.trails import TrailEntry, officers_behind, text_of

SIZE = 30
CHANGES = ("CertificateBound", "CertificateEnded", "FactorsReset")
LATEST = 20  # entries of the journal


@dataclass(frozen=True)
class Means:
    """By what more than a password one colleague signs in."""

    factors: list[Authenticator]
    certificates: list[OfficerCertificate]

    @property
    def has_certificate(self) -> bool:
        return any(row.ended_at is None for row in self.certificates)


def officers_with_means(*, on: date, text: str, after: str | None) -> Page[Officer]:
    """Return a page of the officers in service, each with ``has_factor`` and ``certificates_bound``."""
    factors = Authenticator.objects.filter(user=OuterRef("account"))
    bound = Count("certificates", filter=Q(certificates__ended_at=None))
    rows = Officer.objects.filter(Q(left_on=None) | Q(left_on__gte=on), joined_on__lte=on, account__kind="staff")
    rows = rows.exclude(staff_number__startswith=OF_A_SYSTEM)
    if text:
        by_account = Q(staff_number__icontains=text) | Q(account__username=text)
        rows = rows.filter(by_account | Q(name__contains=text) | Q(office__name__contains=text))
    full = rows.select_related("office", "account").annotate(has_factor=Exists(factors), certificates_bound=bound)
    return page(full, keys=("staff_number", "id"), after=after, size=SIZE)


def means_of(officer: Officer) -> Means:
    """Return the factors of an officer, and the certificates bound to them now or before, the latest first."""
    factors = Authenticator.objects.filter(user=officer.account_id).order_by("created_at", "pk")
    certificates = OfficerCertificate.objects.filter(officer=officer).order_by("-bound_at", "-pk")
    return Means(list(factors), list(certificates[:LATEST]))


def changes_of(officer: Officer, *, since: datetime | None = None) -> list[TrailEntry]:
    """Return what somebody changed of the ways in which an officer signs in, newest first; after a moment, if asked."""
    told = [each for each in latest_of(f"officer:{officer.pk}", LATEST) if each.name in CHANGES]
    told = [each for each in told if since is None or each.at > since]
    names = officers_behind(told)
    return [
        TrailEntry(each.at, text_of(each), names.get(each.by, ""), note=str(each.facts.get("reason", "")))
        for each in told
    ]
