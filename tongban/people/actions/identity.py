"""Take what the identity provider vouches for: find or open the account, tie the person to it, and their firms."""

from datetime import datetime

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people import queries
from tongban.people.actions.accounts import confirm_phone, open_account
from tongban.people.actions.parties import authorise_agent, find_or_create_party
from tongban.people.events import PartyTiedToAccount, VouchedFor
from tongban.people.models import Account, Authorisation, Party
from tongban.people.rules import assurance, vouched

PROVIDER = Actor("system", "identity-provider")
SCOPE = "办理本单位政务服务事项"


class CannotRecognise(Refused):
    """Nobody can be signed in on what the identity provider said."""


@action
def recognise_citizen(*, said: vouched.Vouched, now: datetime) -> Account:
    """Return the account of the person the provider vouches for. Raises CannotRecognise, CannotRecordParty.

    By name and phone alone the phone is the account, as with a code. With a document the person is the account,
    whatever phone they have now, and what was typed before is corrected by what the provider knows.
    """
    if obstacles := vouched.obstacles(said, today=local_day(now)):
        raise CannotRecognise(obstacles)

    account = _account_of_person(said, now=now) if said.shows_document else _account_of_phone(said, now=now)
    if not account.is_active:
        raise CannotRecognise([Obstacle("identity_not_here")])

    publish(
        VouchedFor(subject=f"account:{account.pk}", by=str(PROVIDER), at=now, account_id=account.pk, level=said.level)
    )
    return account


@action(silent="nothing changes: the officer's own account is looked up")
def recognise_officer(*, username: str, now: datetime) -> Account:
    """Return the account of an officer in service. Raises CannotRecognise, alike for all who have none."""
    account = Account.objects.filter(kind=Account.Kind.STAFF, username=username, is_active=True).first()
    officer = queries.officer_of(account) if account else None
    if account is None or officer is None or not officer.is_in_service(local_day(now)):
        raise CannotRecognise([Obstacle("identity_not_here")])
    return account


def _account_of_phone(said: vouched.Vouched, *, now: datetime) -> Account:
    account = open_account(phone=said.phone, now=now)
    confirm_phone(account=account, now=now)
    return account


def _account_of_person(said: vouched.Vouched, *, now: datetime) -> Account:
    person = find_or_create_party(
        kind=Party.Kind.PERSON,
        name=said.name,
        identity_kind=said.identity_kind,
        identity=said.identity,
        phone=said.phone,
        assurance=assurance.VERIFIED,
        by=PROVIDER,
        now=now,
    )
    account = person.account or _tie(person, _account_of_phone(said, now=now), now=now)
    for firm in said.firms:
        _record_firm(person, firm, now=now)
    return account


def _tie(person: Party, account: Account, *, now: datetime) -> Account:
    account = Account.objects.select_for_update().get(pk=account.pk)
    if queries.party_of(account):
        raise CannotRecognise([Obstacle("identity_tied_to_another_account")])
    person.account = account
    person.save(update_fields=["account"])

    publish(
        PartyTiedToAccount(
            subject=f"party:{person.pk}", by=str(PROVIDER), at=now, party_id=person.pk, account_id=account.pk
        )
    )
    return account


def _record_firm(person: Party, firm: vouched.Firm, *, now: datetime) -> None:
    """Record that the person may act for the firm, once: what the firm revoked here is not given back by signing in."""
    party = find_or_create_party(
        kind=Party.Kind.ORGANISATION,
        name=firm.name,
        identity_kind="uscc",
        identity=firm.uscc,
        assurance=assurance.VERIFIED,
        by=PROVIDER,
        now=now,
    )
    kind = Authorisation.Kind.POWER_OF_ATTORNEY
    if firm.role == vouched.LEGAL_REPRESENTATIVE:
        kind = Authorisation.Kind.LEGAL_REPRESENTATIVE
    if Authorisation.objects.filter(party=party, agent=person, kind=kind).exists():
        return
    authorise_agent(party=party, agent=person, kind=kind, scope=SCOPE, since=local_day(now), by=PROVIDER, now=now)
