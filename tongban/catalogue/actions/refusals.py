"""Why the catalogue refuses, and who may change it."""

from datetime import datetime
from typing import Any

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.people.models import Office, Officer
from tongban.people.queries import may, may_everywhere


class CannotList(Refused):
    """The catalogue item or the item cannot be created."""


class CannotDraft(Refused):
    """The draft cannot be begun or changed."""


class CannotPublish(Refused):
    """The version may not be published: the findings say why."""


class CannotHandIn(Refused):
    """The draft cannot be handed in for review: the findings or the days say why."""


class CannotApprove(Refused):
    """The version cannot be approved, or not by this person."""


class CannotSendBack(Refused):
    """The version cannot be made a draft again."""


class CannotRetire(Refused):
    """The item cannot be retired."""


class CannotKeepPaper(Refused):
    """The catalogue of papers cannot say this."""


class CannotSuspend(Refused):
    """The item cannot be suspended, or a suspension not be ended."""


class CannotAttach(Refused):
    """The file cannot be kept for the guides of the item."""


class CannotShare(Refused):
    """The shared field cannot be kept like this."""


class CannotKeepBaseline(Refused):
    """The baseline of items cannot be kept like this."""


class CannotMark(Refused):
    """The change of law cannot be entered, or the mark not be settled."""


class CannotDelegate(Refused):
    """The powers cannot be lent so."""


class CannotAgree(Refused):
    """The agreement, or the item in it, cannot stand so."""


class NotYourCatalogue(Refused):
    """The officer does not manage the catalogue of this office."""


def refuse_who_does_not_approve(by: Officer, office: Office, now: datetime) -> None:
    """What is public was approved by somebody with the power to, and never by the system."""
    if not may(by, "approve_catalogue", office=office, on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_your_approval", office.name)])


def refuse_strangers(by: Any, office: Office, now: datetime) -> None:
    """The system itself may; an officer needs the power over the office."""
    if isinstance(by, Officer) and not may(by, "manage_catalogue", office=office, on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_your_catalogue", office.name)])


def refuse_strangers_to_the_whole(by: Any, now: datetime) -> None:
    """What all offices share is kept by who manages the catalogue of the whole platform."""
    if isinstance(by, Officer) and not may_everywhere(by, "manage_catalogue", on=local_day(now)):
        raise NotYourCatalogue([Obstacle("not_the_whole_catalogue", by.office.name)])
