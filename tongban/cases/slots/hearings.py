"""Hearings on the applicant's own page, and the way to those that have to be held."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.queries.hearing_notices import notices_of
from tongban.cases.queries.hearings import OPEN, own_hearing
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.rules.extensions import SUSPENDING
from tongban.people.access import party_of
from tongban.people.models import Party
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("own.side", order=4)
def ones_own_hearing(request: HttpRequest, matter: Matter) -> Filled | None:
    """Until when one may ask for it, when and where it is held; asked only of cases under review."""
    case = case_on(request, matter) if matter.state in OPEN else None
    own = own_hearing(case, on=local_day(timezone.now())) if case else None
    return ("cases/hearings/own.html", {"matter": matter, "own": own}) if own else None


SHOWN = 20


@fills("space.panels", order=5)
def notices_of_hearings(request: HttpRequest, party: Party) -> Filled | None:
    """What one was told of hearings about the matters of others: of oneself alone."""
    if party_of(request) != party:
        return None
    notices = list(notices_of(party)[:SHOWN])
    return ("cases/hearings/own_notices.html", {"notices": notices}) if notices else None


@fills("desk.nav", order=31)
def hearings_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("听证"), "cases:hearings", "message", *SUSPENDING)
