"""Who may approve that a limit is extended."""

from datetime import date

from tongban.matters.models import Matter
from tongban.matters.rules.extensions import GOVERNMENT, HEAD, extension_rule
from tongban.people.models import Office, Officer
from tongban.people.queries import may


def may_extend(officer: Officer, matter: Matter, *, on: date) -> bool:
    """Whether the officer answers for the deciding office, or for the government of its region, as the rule asks."""
    if extension_rule(matter.extension_rule).approved_by != GOVERNMENT:
        return may(officer, HEAD, **matter.scope, on=on)
    government = Office.objects.filter(region=matter.region_id, kind=Office.Kind.GOVERNMENT).first()
    return government is not None and may(officer, HEAD, **(matter.scope | {"office": government}), on=on)
