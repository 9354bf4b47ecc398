"""What drafts of items and of bundles have alike for other systems: whose they are, open or handed in, begun once."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone

from tongban.cases.actions import CannotApply
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.api import CallRequest, party
from tongban.people.models import Account, Party
from tongban.people.queries import parties_for

D = TypeVar("D", bound=Model)


def account_of(request: CallRequest) -> Account:
    """Return the account by which the firm's system fills in. Raises ``Turned`` 403 if it acts for no firm."""
    party(request)
    account: Any = request.user
    return account  # type: ignore[no-any-return]


def applicant_of(request: CallRequest, wanted: str | None) -> Party:
    """Return for whom it is. Raises ``CannotApply`` for one who gave no authorisation."""
    own = party(request)
    if wanted is None:
        return own
    known = {str(each.pk): each for each in parties_for(own, on=local_day(timezone.now()))}
    if wanted not in known:
        raise CannotApply([Obstacle("not_authorised_for_party")])
    return known[wanted]


def there(found: D | None) -> D:
    """Return what was found. Raises Http404 for what is not one's own."""
    if found is None:
        raise Http404
    return found


def not_handed_in(draft: D, refusal: type[Refused]) -> D:
    """Return a draft that may still change. Raises the refusal, naming what it became."""
    if number := getattr(draft, "submitted_as", ""):
        raise refusal([Obstacle("already_handed_in", number)])
    return draft


def refuse_second(drafts: QuerySet[Any], version: Any, applicant: Party, refusal: type[Refused]) -> None:
    """Raise the refusal where a draft of this version for this party is begun already, naming it."""
    if begun := drafts.filter(version=version, party=applicant).first():
        raise refusal([Obstacle("draft_already_begun", details={"draft": str(begun.pk)})])
