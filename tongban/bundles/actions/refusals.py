"""What cannot be done with a bundle, each with its reasons."""

from tongban.kernel.obstacles import Refused


class CannotDesign(Refused):
    """The bundle, or a version of it, cannot be begun, changed or retired so."""


class CannotPublish(Refused):
    """The version cannot be published: the findings say why."""


class CannotApply(Refused):
    """A draft could not be begun, or not be handed in."""


class CannotLead(Refused):
    """The whole does not allow this, or not to this officer."""


class CannotConsent(Refused):
    """The consent cannot be answered so, or not by them."""
