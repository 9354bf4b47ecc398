"""Whose case is it? An agent's only while the applicant's authorisation holds (民法典 art. 173)."""

from datetime import date

from django.db.models import Q

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


def to_collect(party: Party, *, on: date) -> Q:
    """Return the filter that keeps the cases whose result a party may fetch: their own, and those of who sent them."""
    own = Q(matter__party=party)
    for applicant, item in Authorisation.objects.in_force(on).filter(agent=party).values_list("party", "item_code"):
        sent = Q(matter__party=applicant)
        own |= sent & Q(version__item__code=item) if item else sent
    return own


def theirs(party: Party, *, on: date) -> Q:
    """Return the filter that keeps the cases of a party: ``is_theirs`` for lists.

    The authorisations are read first, so that the list finds its rows by the indexes of party and handler.
    """
    covered: dict[str, list[int]] = {}
    for applicant, item in Authorisation.objects.in_force(on).filter(agent=party).values_list("party", "item_code"):
        covered.setdefault(item, []).append(applicant)
    own = Q(matter__party=party)
    for item, applicants in covered.items():
        brought = Q(matter__handler=party, matter__party__in=applicants)
        own |= brought & Q(version__item__code=item) if item else brought
    return own
