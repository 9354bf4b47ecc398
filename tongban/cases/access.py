"""Who may read the files and papers of a case: its parties, and the officers who may see its matter.

Papers of somebody interested in a hearing are theirs: the applicant is none of those who read them.
"""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from tongban.cases.models import Case, Draft, InterestedPerson
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.handovers import hand_overs_seen, points_of
from tongban.cases.queries.hearing_notices import is_good, notices, notices_of
from tongban.documents.access import guards
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.queries.access import may_see
from tongban.people.access import officer_of, party_of
from tongban.people.models import Party
from tongban.people.queries.mandates import mandate_seen
from tongban.windows.models import Visit


@guards("matter")
def papers_of_a_matter(request: HttpRequest, subject: str) -> bool:
    """Its applicant, whoever came for them and still may, and the officers concerned."""
    case = Case.objects.select_related("matter__party", "version__item").filter(matter=_key(subject)).first()
    party = party_of(request)
    if case and party:
        return is_theirs(case, party, on=local_day(timezone.now()))
    return papers_inside(request, subject)


@guards("inside")
def papers_inside(request: HttpRequest, subject: str) -> bool:
    """Only officers who may see the matter."""
    officer = officer_of(request)
    matter = Matter.objects.filter(pk=_key(subject)).first()
    return bool(officer and matter and may_see(officer, matter, on=local_day(timezone.now())))


@guards("draft")
def papers_of_a_draft(request: HttpRequest, subject: str) -> bool:
    """Only the account that fills it in."""
    return request.user.is_authenticated and Draft.objects.filter(pk=_key(subject), account=request.user.pk).exists()


@guards("visit")
def scans_of_a_visit(request: HttpRequest, subject: str) -> bool:
    """The officer who served, and whoever may read one of the cases that the visit led to."""
    officer = officer_of(request)
    if officer and Visit.objects.filter(pk=_key(subject), officer=officer).exists():
        return True
    matters = Case.objects.filter(visit=_key(subject)).values_list("matter_id", flat=True)
    return any(papers_of_a_matter(request, f"matter:{pk}") for pk in matters)


@guards("handover")
def lists_of_bags(request: HttpRequest, subject: str) -> bool:
    """Only officers whom the list concerns."""
    officer = officer_of(request)
    if officer is None:
        return False
    today = local_day(timezone.now())
    return hand_overs_seen(officer, points_of(officer, on=today), on=today).filter(pk=_key(subject)).exists()


NOTICES = "hearing_notices"  # those whose code this visitor has given, each with the second until which it is shown
KEPT = 10
SHOWN_FOR = 30 * 60  # seconds: the next visitor of a shared computer sees nothing


def open_notice(request: HttpRequest, person: InterestedPerson, *, now: datetime) -> None:
    """Remember that this visitor has given the code of a notice."""
    latest = list(_opened(request, now).items())[-KEPT + 1 :]
    request.session[NOTICES] = {**dict(latest), str(person.pk): int(now.timestamp()) + SHOWN_FOR}


def notice_open_for(request: HttpRequest, key: int, *, now: datetime) -> InterestedPerson | None:
    """Return a notice to whoever has given its code in this session, or signed in as whom it was sent to."""
    party = party_of(request)
    if party and (own := notices_of(party).filter(pk=key).first()):
        return own
    found = notices().filter(pk=key).first() if str(key) in _opened(request, now) else None
    return found if found and is_good(found, now) else None


def acting_on_notice(request: HttpRequest, person: InterestedPerson) -> Party | None:
    """Return who acts with an account of their own: whoever only has the code acts by the code, signed in or not."""
    party: Party | None = party_of(request)
    return party if party and notices_of(party).filter(pk=person.pk).exists() else None


def _opened(request: HttpRequest, now: datetime) -> dict[str, int]:
    kept = request.session.get(NOTICES)
    return {key: until for key, until in kept.items() if until > now.timestamp()} if isinstance(kept, dict) else {}


@guards("hearing")
def papers_of_somebody_interested(request: HttpRequest, subject: str) -> bool:
    """Whom the notice was sent to, and the officers who may see the matter."""
    person = notices().filter(pk=_key(subject)).first()
    if person is None:
        return False
    if notice_open_for(request, person.pk, now=timezone.now()):
        return True
    return papers_inside(request, f"inside:{person.hearing.case.matter_id}")


@guards("mandate")
def paper_of_a_mandate(request: HttpRequest, subject: str) -> bool:
    """Only officers who may see the mandate: of its office, or whose it is."""
    officer = officer_of(request)
    return bool(officer and mandate_seen(_key(subject), officer, on=local_day(timezone.now())))


def _key(subject: str) -> int:
    return int(subject.partition(":")[2])
