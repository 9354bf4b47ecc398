"""Whose case is it? An agent's only while the applicant's authorisation holds (民法典 art. 173)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from tongban.cases.models import Case
from tongban.people.models import Authorisation, Party
from tongban.people.queries import may_act_for


def is_theirs(case: Case, party: Party, *, on: date) -> bool:
    """Say whether a party applied for this case, or came with it and may still act for the applicant on that day."""
    matter = case.matter
    if party.pk == matter.party_id:
        return True
    if party.pk != matter.handler_id:
        return False
    return may_act_for(party, matter.party, on=on, item_code=case.version.item.code)


def theirs(party: Party, *, on: date) -> Q:
    """Return the filter that keeps the cases of a party: ``is_theirs`` for lists."""
    held = Authorisation.objects.in_force(on).filter(agent=party, party=OuterRef("matter__party"))
    covered = held.filter(Q(item_code="") | Q(item_code=OuterRef("version__item__code")))
    return Q(matter__party=party) | Q(Exists(covered), matter__handler=party)
