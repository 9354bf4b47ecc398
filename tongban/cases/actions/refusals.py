"""What cannot be done with a case, each with its reasons."""

from django.db.models import QuerySet

from tongban.cases.models import Case
from tongban.kernel.obstacles import Refused
from tongban.kernel.statements import prepared
from tongban.matters.actions.refusals import locked as lock_matter


class CannotApply(Refused):
    """A draft could not be begun, or not be handed in."""


class CannotAccept(Refused):
    """The application could not be accepted."""


class CannotNotify(Refused):
    """The correction notice could not be issued, or not be answered."""


class CannotPromise(Refused):
    """Nothing could be taken on this promise, or it could not be taken back or made up for."""


class CannotFill(Refused):
    """A paper could not be put to the case that waits for it."""


class CannotTurnAway(Refused):
    """The application could not be turned away."""


class CannotDecide(Refused):
    """The case could not be decided."""


class CannotGoThrough(Refused):
    """A special procedure or a hearing could not begin, go on or end."""


class CannotVisit(Refused):
    """A site visit could not be planned, changed or recorded."""


class CannotEnterLate(Refused):
    """What came in an outage could not be entered, approved or refused."""


class CannotCharge(Refused):
    """A fee could not be charged, cancelled or given back, or its proof not be taken."""


class CannotTakeElsewhere(Refused):
    """Nothing could be taken, forwarded or noted of a matter that somebody else decides."""


class CannotSetSpeed(Refused):
    """A target of speed cannot stand like this."""


class CannotWithdraw(Refused):
    """The application could not be taken back."""


class CannotDeliver(Refused):
    """The result could not be handed over."""


class CannotFollowUp(Refused):
    """What follows a decision (receipt, check, publication, an act on the result) could not be done."""


class CannotHandOver(Refused):
    """A list of bags could not be made, scanned or signed."""


class CannotShelve(Refused):
    """The result could not be laid on a shelf, or does not lie there."""


class CannotPost(Refused):
    """The result could not be given to a courier."""


class CannotVoid(Refused):
    """The receipt could not be made void."""


class CannotAsk(Refused):
    """The office could not be asked, or not answer."""


class CannotBring(Refused):
    """A sheet of applications could not be examined or received."""


def locked(case: Case) -> Case:
    """Lock the case's matter and bring it up to date, then read the case afresh; its version never changes."""
    matter = lock_matter(case.matter)
    [fresh] = _as_it_is_now(case.pk)
    fresh.matter, fresh.version = matter, case.version
    return fresh


@prepared
def _as_it_is_now(key: int) -> "QuerySet[Case]":
    return Case.objects.select_related("handling_item", "correction", "late_entry").filter(pk=key)
