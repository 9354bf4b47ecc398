"""Who may read the papers of a bundle: whoever fills it in; then its parties and the officers of its members."""

from django.http import HttpRequest
from django.utils import timezone

from tongban.bundles.models import BundleDraft, Whole
from tongban.bundles.queries.own import is_theirs
from tongban.documents.access import guards
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.queries.access import may_see
from tongban.people.access import officer_of, party_of


@guards("bundle-draft")
def papers_of_a_draft(request: HttpRequest, subject: str) -> bool:
    """Only the account that fills it in."""
    drafts = BundleDraft.objects.filter(pk=_key(subject), account=request.user.pk)
    return request.user.is_authenticated and drafts.exists()


@guards("whole")
def papers_of_a_whole(request: HttpRequest, subject: str) -> bool:
    """Its parties, and every officer who may see the whole or one of its cases: a paper is stored once for all."""
    whole = Whole.objects.select_related("matter__party", "matter__office").filter(pk=_key(subject)).first()
    if whole is None:
        return False
    today = local_day(timezone.now())
    party, officer = party_of(request), officer_of(request)
    if party and is_theirs(whole, party, on=today):
        return True
    if officer is None:
        return False
    parts = Matter.objects.filter(parent=whole.matter_id).select_related("office", "regulating_office")
    return any(may_see(officer, matter, on=today) for matter in (whole.matter, *parts))


def _key(subject: str) -> int:
    return int(subject.partition(":")[2])
