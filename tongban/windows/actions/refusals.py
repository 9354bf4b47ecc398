"""What cannot be done at windows, each with its reasons."""

from tongban.kernel.obstacles import Refused


class CannotBeginVisit(Refused):
    """The window is busy, or the officer does not sit there."""


class CannotEndVisit(Refused):
    """The visit has ended already, or is another officer's."""


class CannotDeclareOutage(Refused):
    """No such stretch of time can be recorded, or who asks does not supervise the service point."""


class CannotIssuePad(Refused):
    """Who asks does not supervise the service point, or no serial is left."""


class CannotBind(Refused):
    """The batch cannot be drafted, changed, entered or taken back, or a window cannot serve those."""


class CannotConfirm(Refused):
    """The competence cannot be confirmed or ended so."""


class CannotPark(Refused):
    """The visit cannot be set aside, or not be gone on with at this window."""


class CannotQueue(Refused):
    """The queue cannot be made so, nobody be registered in it, or nobody be taken from it."""
