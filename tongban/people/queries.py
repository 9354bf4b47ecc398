"""Who may do what, who stands for whom: the questions other modules ask about people."""

import hashlib
from datetime import date, datetime

from django.db.models import Exists, Q, QuerySet

from tongban.kernel.vault import blind_index
from tongban.people.models import (
    Account,
    Authorisation,
    ClientToken,
    Office,
    Officer,
    Party,
    Post,
    PowerTransfer,
    RoleGrant,
)
from tongban.people.rules import roles


def may(officer: Officer, power: str, *, office: Office, on: date) -> bool:
    """Say whether an officer may do this at that office on that day: role × office subtree × dates × post.

    One query. Acceptance needs an acceptance post and decision an approval post, wherever they are held.
    """
    return any(office.path.startswith(path) for path in _paths(officer, power, on))


def may_somewhere(officer: Officer, power: str, *, on: date) -> bool:
    """Say whether an officer holds this power over any office at all."""
    return bool(_paths(officer, power, on))


def powers_at(officer: Officer, *, office: Office, on: date) -> frozenset[str]:
    """Return every power an officer holds at an office: one query for a page that asks several times."""
    if not officer.is_in_service(on):
        return frozenset()
    grants = RoleGrant.objects.on(on).filter(officer=officer).values_list("role", "office__path")
    held = set(Post.objects.held_by(officer).values_list("kind", flat=True))

    given: set[str] = set()
    for role, path in grants:
        if office.path.startswith(path):
            given |= roles.powers_of(role, is_contracted=officer.is_contracted)
    return frozenset(power for power in given if roles.POST_OF_POWER.get(power, "") in held | {""})


def accessible_offices(officer: Officer, power: str, *, on: date, field: str = "office") -> Q:
    """Return the filter that keeps rows whose office the officer has this power over.

    ``Matter.objects.filter(accessible_offices(officer, "see", on=today))``; ``field`` names the foreign key
    to the office. The condition is one subquery, whatever the number of offices or rows.
    """
    return Q(**{f"{field}__in": Office.objects.within(_paths(officer, power, on)).values("pk")})


def _paths(officer: Officer, power: str, on: date) -> list[str]:
    """Return the roots of the subtrees over which the officer holds the power."""
    holding = roles.roles_with(power, is_contracted=officer.is_contracted)
    if not officer.is_in_service(on):
        return []
    grants = RoleGrant.objects.on(on).filter(officer=officer, role__in=holding)
    if post := roles.POST_OF_POWER.get(power):
        grants = grants.filter(Exists(Post.objects.held_by(officer).filter(kind=post)))
    return list(grants.values_list("office__path", flat=True))


def officer_of(account: Account) -> Officer | None:
    """Return the officer who signs in with this account."""
    return Officer.objects.select_related("office", "office__region").filter(account=account).first()


def party_of(account: Account) -> Party | None:
    """Return the party who signs in with this account; None until they have said who they are."""
    return Party.objects.filter(account=account).first()


def party_with_identity(identity_kind: str, identity: str) -> Party | None:
    """Find a party by a whole identity number."""
    return Party.objects.filter(identity_kind=identity_kind, identity_index=blind_index(identity)).first()


def parties_for(agent: Party, *, on: date) -> list[Party]:
    """Return everyone for whom a person may come: themselves first, then those who authorised them."""
    given = Authorisation.objects.in_force(on).filter(agent=agent).values("party")
    return [agent, *Party.objects.filter(pk__in=given).order_by("pk")]


def may_act_for(agent: Party, party: Party, *, on: date, item_code: str = "") -> bool:
    """Say whether a person may apply for a party: for themselves, or with an authorisation that covers the item."""
    return agent.pk == party.pk or authorisation_of(agent, party, on=on, item_code=item_code) is not None


def authorisation_of(agent: Party, party: Party, *, on: date, item_code: str = "") -> Authorisation | None:
    """Return the authorisation in force under which an agent acts for a party."""
    held = Authorisation.objects.in_force(on).filter(agent=agent, party=party)
    return held.filter(item_code__in=["", item_code]).order_by("since").first()


def authorisations_given(party: Party) -> QuerySet[Authorisation]:
    """Return every authorisation a party ever gave, newest first, with its agent."""
    return Authorisation.objects.filter(party=party).select_related("agent").order_by("-since", "-pk")


def approving_office(regulating: Office, line: str, *, on: date) -> Office:
    """Return who decides in a business line: the bureau to which the powers moved, or the office itself."""
    moved = PowerTransfer.objects.on(on).filter(regulating_office=regulating, line=line)
    transfer = moved.select_related("approving_office").first()
    return transfer.approving_office if transfer else regulating


def client_for(token: str, *, now: datetime) -> ClientToken | None:
    """Return the usable client whose secret token this is."""
    client = ClientToken.objects.filter(digest=token_digest(token)).first()
    return client if client and client.is_usable(now) else None


def token_digest(token: str) -> str:
    """Return what is stored of a token. It is 256 random bits, so a plain digest cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()
