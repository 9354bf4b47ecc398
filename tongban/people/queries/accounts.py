"""Who stands behind an account or a token, how signing in went, and whether it may be tried now."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import prepared
from tongban.kernel.vault import blind_index
from tongban.people.models import Account, ClientToken, Officer, Party, SignIn
from tongban.people.rules import sign_in
from tongban.people.rules.identifiers import normal_phone

SHOWN_IN_HISTORY = 20
SHOWN_CLIENTS = 200


def account_with_officer(key: int | str) -> Account | None:
    """Return an account with the officer behind it, if there is one: a page of the desk asks for both at once."""
    return _account.first(int(key))


@prepared
def _account(key: int) -> QuerySet[Account]:
    return Account.objects.select_related("officer__office__region").filter(pk=key)


def officer_of(account: Account) -> Officer | None:
    """Return the officer who signs in with this account; the account remembers the answer."""
    return getattr(account, "officer", None)


def party_of(account: Account) -> Party | None:
    """Return the party who signs in with this account; None until they have said who they are."""
    return _party.first(account.pk)


@prepared
def _party(account: int) -> QuerySet[Party]:
    return Party.objects.filter(account=account)


def account_with_phone(phone: str) -> Account | None:
    """Return the citizen's account of a phone number."""
    index = blind_index(normal_phone(phone))
    return Account.objects.filter(kind=Account.Kind.CITIZEN, phone_index=index).first() if index else None


def sign_ins_of(account: Account) -> QuerySet[SignIn]:
    """Return the latest attempts to sign in to an account, newest first; requests for a code are left out."""
    attempts = SignIn.objects.filter(account=account).exclude(way=SignIn.Way.CODE_REQUEST)
    return attempts.order_by("-at", "-pk")[:SHOWN_IN_HISTORY]


def obstacles_to_signing_in(*, way: str, name: str, address: str, now: datetime) -> list[Obstacle]:
    """Return why this name or this address has to wait before it is tried once more."""
    limit = sign_in.LIMITS[way]
    recent = SignIn.objects.filter(way=way, at__gt=now - limit.within)
    of_name, from_address = Q(name_digest=blind_index(name)), Q(address_digest=blind_index(address))
    if not limit.counts_successes:
        last = recent.filter(of_name, succeeded=True).aggregate(last=Max("at"))["last"]
        recent = recent.filter(succeeded=False)
        of_name &= Q(at__gt=last) if last else Q()
    counted = recent.filter(of_name | from_address).aggregate(
        of_name=Count("pk", filter=of_name), from_address=Count("pk", filter=from_address)
    )
    return sign_in.obstacles(way, of_name=counted["of_name"], from_address=counted["from_address"])


def client_for(token: str, *, now: datetime) -> ClientToken | None:
    """Return the usable client whose secret token this is."""
    client = (
        ClientToken.objects.select_related("account__officer__office__region")
        .filter(digest=token_digest(token))
        .first()
    )
    return client if client and client.is_usable(now) else None


@dataclass(frozen=True)
class ClientShown:
    """A key as its administrator sees it: whose it is, whom it acts for, and whether it still opens anything."""

    client: ClientToken
    acts_for: str
    is_usable: bool


def clients_with_names(*, now: datetime) -> list[ClientShown]:
    """Return the latest keys with whom each acts for: three queries."""
    clients = list(ClientToken.objects.select_related("account").order_by("-made_at", "-pk")[:SHOWN_CLIENTS])
    accounts = [client.account_id for client in clients if client.account_id]
    named: dict[int | None, str] = {
        officer.account_id: officer.office.name
        for officer in Officer.objects.filter(account__in=accounts).select_related("office")
    }
    named |= {party.account_id: party.shown_name for party in Party.objects.filter(account__in=accounts)}
    return [ClientShown(client, named.get(client.account_id, ""), client.is_usable(now)) for client in clients]


def token_digest(token: str) -> str:
    """Return what is stored of a token. A token is 256 random bits, so a plain digest of it cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()
