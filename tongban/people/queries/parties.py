"""Parties, and who may come for them."""

from datetime import date

from django.db.models import QuerySet

from tongban.kernel.vault import blind_index
from tongban.people.models import Authorisation, Party


def party_with_identity(identity_kind: str, identity: str) -> Party | None:
    """Find a party by a whole identity number."""
    return Party.objects.filter(identity_kind=identity_kind, identity_index=blind_index(identity)).first()


def parties_for(agent: Party, *, on: date) -> list[Party]:
    """Return everyone for whom a person may come: themselves first, then those who authorised them."""
    given = Authorisation.objects.in_force(on).filter(agent=agent).values("party")
    return [agent, *Party.objects.filter(pk__in=given).order_by("pk")]


def parties_stood_for(person: Party, *, on: date) -> list[Party]:
    """Return everyone in whose place somebody stands by law: themselves, then those they represent or are guardian of.

    An authorisation for an errand does not make anybody one of them (民法典 art. 23, 61, 165).
    """
    kinds = [Authorisation.Kind.LEGAL_REPRESENTATIVE, Authorisation.Kind.GUARDIAN]
    given = Authorisation.objects.in_force(on).filter(agent=person, kind__in=kinds, item_code="").values("party")
    return [person, *Party.objects.filter(pk__in=given).order_by("pk")]


def may_act_for(agent: Party, party: Party, *, on: date, item_code: str = "") -> bool:
    """Say whether a person may apply for a party: for themselves, or with an authorisation that covers the item."""
    return agent.pk == party.pk or authorisation_of(agent, party, on=on, item_code=item_code) is not None


def authorisation_of(agent: Party, party: Party, *, on: date, item_code: str = "") -> Authorisation | None:
    """Return the authorisation in force under which an agent acts for a party in an item, or in all of them."""
    if agent.pk == party.pk:  # nobody needs their own leave
        return None
    held = Authorisation.objects.in_force(on).filter(agent=agent, party=party)
    return held.filter(item_code__in=["", item_code]).order_by("since").first()


def items_covered(agent: Party, party: Party, *, on: date) -> set[str]:
    """Return the codes of the items in which somebody may act for a party; an empty code stands for every item."""
    if agent.pk == party.pk:
        return {""}
    return set(Authorisation.objects.in_force(on).filter(agent=agent, party=party).values_list("item_code", flat=True))


def authorisations_given(party: Party) -> QuerySet[Authorisation]:
    """Return every authorisation a party ever gave, newest first, with its agent."""
    return Authorisation.objects.filter(party=party).select_related("agent").order_by("-since", "-pk")


def authorisations_held(agent: Party, *, on: date) -> QuerySet[Authorisation]:
    """Return the authorisations under which a person may act on a day, with the parties who gave them."""
    return Authorisation.objects.in_force(on).filter(agent=agent).select_related("party").order_by("-since", "-pk")
