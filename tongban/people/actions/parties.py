"""Record parties, tie them to accounts, let agents act for them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.kernel.vault import blind_index
from tongban.people import queries
from tongban.people.events import (
    AgentAuthorised,
    AuthorisationRevoked,
    PartyChanged,
    PartyRecorded,
    PartyTiedToAccount,
)
from tongban.people.models import Account, Authorisation, Officer, Party
from tongban.people.rules import assurance as assurances
from tongban.people.rules.identifiers import check_identity, check_phone, normal, normal_phone

By = Officer | Party | Account | Actor


class CannotRecordParty(Refused):
    """What was said about a party cannot be right, or contradicts what is known."""


class CannotAuthorise(Refused):
    """This authorisation cannot be given or withdrawn."""


@action
def find_or_create_party(
    *,
    kind: str,
    name: str,
    identity_kind: str,
    identity: str,
    phone: str = "",
    address: str = "",
    assurance: str = assurances.DECLARED,
    by: By,
    now: datetime,
) -> Party:
    """Return the party with this identity, recorded now if it is new.

    A known party keeps its name unless the new assurance is stronger (a card that was seen corrects a name
    that was typed); contact particulars that were missing are added. Raises CannotRecordParty.
    """
    name, identity, phone = name.strip(), normal(identity), normal_phone(phone)
    if obstacles := _obstacles_to_recording(kind, name, identity_kind, identity, phone, local_day(now)):
        raise CannotRecordParty(obstacles)

    if known := _locked(identity_kind, identity):
        return _reconcile(known, name=name, phone=phone, address=address, assurance=assurance, by=by, now=now)

    party = Party(kind=kind, name=name, identity_kind=identity_kind, identity=identity, assurance=assurance)
    party.phone, party.address = phone, address
    try:
        with transaction.atomic():
            party.save(force_insert=True)
    except IntegrityError:  # the same person was recorded a moment ago, elsewhere
        known = _locked(identity_kind, identity)
        assert known is not None
        return _reconcile(known, name=name, phone=phone, address=address, assurance=assurance, by=by, now=now)

    publish(
        PartyRecorded(
            subject=f"party:{party.pk}",
            by=str(by.actor),
            at=now,
            party_id=party.pk,
            kind=kind,
            identity_kind=identity_kind,
            assurance=assurance,
        )
    )
    return party


def _obstacles_to_recording(
    kind: str, name: str, identity_kind: str, identity: str, phone: str, today: date
) -> list[Obstacle]:
    obstacles = check_identity(identity_kind, identity, today=today)
    if not name:
        obstacles.append(Obstacle("name_missing"))
    if (kind == Party.Kind.ORGANISATION) != (identity_kind == "uscc"):
        obstacles.append(Obstacle("identity_kind_does_not_fit", identity_kind))
    if phone:
        obstacles += check_phone(phone)
    return obstacles


def _locked(identity_kind: str, identity: str) -> Party | None:
    known = Party.objects.filter(identity_kind=identity_kind, identity_index=blind_index(identity))
    return known.select_for_update().first()


def _reconcile(party: Party, *, name: str, phone: str, address: str, assurance: str, by: By, now: datetime) -> Party:
    """Bring a known party up to what was said now."""
    changed: list[str] = []
    is_stronger = assurances.is_stronger(assurance, party.assurance)
    if party.name_index != blind_index(name):
        if not is_stronger:
            raise CannotRecordParty([Obstacle("name_does_not_match_identity", party.identity_kind)])
        party.name = name
        changed += ["name", "name_index"]
    if is_stronger:
        party.assurance = assurance
        changed.append("assurance")
    if phone and not party.phone:
        party.phone = phone
        changed += ["phone", "phone_index"]
    if address and not party.address:
        party.address = address
        changed.append("address")
    if changed:
        _save(party, changed, by=by, now=now)
    return party


def _save(party: Party, fields: list[str], *, by: By, now: datetime) -> None:
    party.save(update_fields=fields)
    publish(
        PartyChanged(
            subject=f"party:{party.pk}", by=str(by.actor), at=now, party_id=party.pk, fields=tuple(sorted(fields))
        )
    )


@action
def tie_party_to_account(
    *, account: Account, name: str, identity_kind: str, identity: str, by: By, now: datetime
) -> Party:
    """Take down who signed in, as declared by themselves, and tie the party to the account.

    A party that was recorded elsewhere is only tied if its phone is the one that was confirmed; otherwise
    whoever knows a number could read another person's applications. Raises CannotRecordParty.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    is_new = queries.party_with_identity(identity_kind, normal(identity)) is None
    party = find_or_create_party(
        kind=Party.Kind.PERSON,
        name=name,
        identity_kind=identity_kind,
        identity=identity,
        phone=account.phone.clear() if is_new else "",
        by=by,
        now=now,
    )
    if party.account_id == account.pk:
        return party
    if party.account_id or hasattr(account, "party"):
        raise CannotRecordParty([Obstacle("identity_tied_to_another_account")])
    if not is_new and party.phone_index != account.phone_index:
        raise CannotRecordParty([Obstacle("identity_must_be_shown_at_a_window")])

    party.account = account
    party.save(update_fields=["account"])

    publish(
        PartyTiedToAccount(
            subject=f"party:{party.pk}", by=str(by.actor), at=now, party_id=party.pk, account_id=account.pk
        )
    )
    return party


@action
def authorise_agent(
    *,
    party: Party,
    agent: Party,
    kind: str = Authorisation.Kind.POWER_OF_ATTORNEY,
    scope: str,
    item_code: str = "",
    since: date,
    until: date | None = None,
    by: By,
    now: datetime,
) -> Authorisation:
    """Let an agent act for a party within a scope, from a day to a day. Raises CannotAuthorise."""
    if obstacles := _obstacles_to_authorising(party, agent, scope, since, until, local_day(now)):
        raise CannotAuthorise(obstacles)

    given = Authorisation.objects.create(
        party=party, agent=agent, kind=kind, scope=scope.strip(), item_code=item_code, since=since, until=until
    )

    publish(
        AgentAuthorised(
            subject=f"party:{party.pk}",
            by=str(by.actor),
            at=now,
            authorisation_id=given.pk,
            party_id=party.pk,
            agent_id=agent.pk,
            kind=given.kind,
            item_code=item_code,
            since=since,
            until=until,
        )
    )
    return given


@action
def authorise_person(
    *,
    party: Party,
    name: str,
    identity_kind: str,
    identity: str,
    scope: str,
    until: date | None,
    by: By,
    now: datetime,
) -> Authorisation:
    """Let a person known by name and document act for a party from today. Raises CannotRecordParty, CannotAuthorise."""
    agent = find_or_create_party(
        kind=Party.Kind.PERSON, name=name, identity_kind=identity_kind, identity=identity, by=by, now=now
    )
    return authorise_agent(party=party, agent=agent, scope=scope, since=local_day(now), until=until, by=by, now=now)


def _obstacles_to_authorising(
    party: Party, agent: Party, scope: str, since: date, until: date | None, today: date
) -> list[Obstacle]:
    obstacles = []
    if party.pk == agent.pk:
        obstacles.append(Obstacle("agent_is_the_party"))
    if agent.is_organisation:
        obstacles.append(Obstacle("agent_is_not_a_person"))
    if not scope.strip():
        obstacles.append(Obstacle("scope_missing"))
    if until and until < max(since, today):
        obstacles.append(Obstacle("ends_before_it_begins", details={"until": until.isoformat()}))
    return obstacles


@action
def revoke_authorisation(*, authorisation: Authorisation, by: By, now: datetime) -> Authorisation:
    """Withdraw an authorisation from this moment on. Raises CannotAuthorise if it was withdrawn before."""
    authorisation = Authorisation.objects.select_for_update().get(pk=authorisation.pk)
    if authorisation.revoked_at:
        raise CannotAuthorise([Obstacle("authorisation_already_revoked")])

    authorisation.revoked_at = now
    authorisation.save(update_fields=["revoked_at"])

    publish(
        AuthorisationRevoked(
            subject=f"party:{authorisation.party_id}",
            by=str(by.actor),
            at=now,
            authorisation_id=authorisation.pk,
            party_id=authorisation.party_id,
            agent_id=authorisation.agent_id,
        )
    )
    return authorisation
