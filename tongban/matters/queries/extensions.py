"""Who may approve that a limit is extended."""

from datetime import date

from tongban.matters.models import Matter
from tongban.matters.rules.extensions import GOVERNMENT, HEAD, extension_rule
from tongban.people.models import Office, Officer
from tongban.people.queries import may


def may_extend(officer: Officer, matter: Matter, *, on: date) -> bool:
    """Whether the officer answers for the deciding office, or for the government of its region, as the rule asks."""
    body = body_that_extends(matter)
    return body is not None and may(officer, HEAD, **(matter.scope | {"office": body}), on=on)


def body_that_extends(matter: Matter) -> Office | None:
    """Return the office whose head approves an extension: the deciding one, or the government of its region."""
    if extension_rule(matter.extension_rule).approved_by != GOVERNMENT:
        return matter.office
    return Office.objects.filter(region=matter.region_id, kind=Office.Kind.GOVERNMENT).first()
