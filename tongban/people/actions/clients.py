"""Admit other systems, give them keys, and take the keys back."""

import secrets
from datetime import datetime
from uuid import uuid4

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.officers import By, fill_post, give_role
from tongban.people.events import ClientTokenMade, ClientTokenRevoked, PartyTiedToAccount, SystemAdmitted
from tongban.people.models import Account, ClientToken, Office, Officer, Party, Post
from tongban.people.models.officers import OF_A_SYSTEM
from tongban.people.queries import token_digest
from tongban.people.rules import scopes as rules
from tongban.people.rules.roles import posts_for

PREFIX, HINT_LENGTH = "tb_", 9
LONGEST_NAME = 40


class CannotMakeToken(Refused):
    """This key cannot be given or taken back."""


@action
def admit_system_of_office(*, name: str, office: Office, role: str, by: By, now: datetime) -> Account:
    """Let a system of an office act as an officer of its own, with a role over that office; return its account.

    It stands in the journal under its own name. Where the role accepts or decides, it gets a post of its own for that,
    so that what it did can be told from what people did.
    """
    account = _open_account(name, by, now)
    officer = Officer.objects.create(
        account=account,
        office=office,
        name=name[:LONGEST_NAME],
        staff_number=f"{OF_A_SYSTEM}{uuid4().hex[:12].upper()}",
        joined_on=local_day(now),
    )
    give_role(officer=officer, role=role, office=office, since=local_day(now), by=by, now=now)
    for kind in posts_for(role):
        post = Post.objects.create(office=office, kind=kind, name=f"{officer.name}（系统岗）")
        fill_post(post=post, holder_a=officer, holder_b=None, by=by, now=now)
    return account


@action
def admit_system_of_firm(*, name: str, party: Party, by: By, now: datetime) -> Account:
    """Let a firm's own system apply for it; return the firm's account, opened now if it had none."""
    party = Party.objects.select_for_update(of=("self",)).select_related("account").get(pk=party.pk)
    if not party.is_organisation:
        raise CannotMakeToken([Obstacle("system_acts_for_no_person")])
    if party.account:
        return party.account

    party.account = _open_account(name, by, now)
    party.save(update_fields=["account"])
    publish(
        PartyTiedToAccount(
            subject=f"party:{party.pk}", by=str(by.actor), at=now, party_id=party.pk, account_id=party.account.pk
        )
    )
    return party.account


def _open_account(name: str, by: By, now: datetime) -> Account:
    """Open an account by which nobody signs in: it has neither password nor phone."""
    account = Account(kind=Account.Kind.SYSTEM)
    account.username = f"s{account.pk:x}"
    account.set_unusable_password()
    account.save(force_insert=True)
    publish(
        SystemAdmitted(
            subject=f"account:{account.pk}", by=str(by.actor), at=now, account_id=account.pk, name=name[:LONGEST_NAME]
        )
    )
    return account


@action
def make_client_token(
    *,
    name: str,
    scopes: list[str],
    account: Account | None = None,
    expires_at: datetime | None = None,
    by: By,
    now: datetime,
) -> tuple[ClientToken, str]:
    """Return a client and its secret, which is shown this once and never stored. Raises CannotMakeToken."""
    obstacles = rules.obstacles_to_scopes(scopes, acts_for=_acts_for(account))
    if expires_at and expires_at <= now:
        obstacles.append(Obstacle("ends_before_it_begins", details={"until": expires_at.isoformat()}))
    if obstacles:
        raise CannotMakeToken(obstacles)

    secret = PREFIX + secrets.token_urlsafe(32)
    client = ClientToken.objects.create(
        name=name,
        digest=token_digest(secret),
        hint=secret[:HINT_LENGTH],
        scopes=sorted(set(scopes)),
        account=account,
        made_by=str(by.actor),
        made_at=now,
        expires_at=expires_at,
    )

    publish(
        ClientTokenMade(
            subject=f"client:{client.pk}",
            by=str(by.actor),
            at=now,
            client_id=client.pk,
            scopes=tuple(client.scopes),
            account_id=account.pk if account else None,
        )
    )
    return client, secret


def _acts_for(account: Account | None) -> str:
    if account is None:
        return rules.NOBODY
    return rules.OFFICE if Officer.objects.filter(account=account).exists() else rules.FIRM


@action
def admit_and_give_key(
    *,
    name: str,
    office: Office | None,
    role: str,
    firm: Party | None,
    scopes: list[str],
    expires_at: datetime,
    by: By,
    now: datetime,
) -> tuple[ClientToken, str]:
    """Admit a system of an office, of a firm or of nobody, and give it its first key: both or neither."""
    account = None
    if office:
        account = admit_system_of_office(name=name, office=office, role=role, by=by, now=now)
    elif firm:
        account = admit_system_of_firm(name=name, party=firm, by=by, now=now)
    return make_client_token(name=name, scopes=scopes, account=account, expires_at=expires_at, by=by, now=now)


@action
def replace_client_token(
    *, client: ClientToken, expires_at: datetime, by: By, now: datetime
) -> tuple[ClientToken, str]:
    """Give a system one more key like the one it has, so that it can change over before the old one is taken back."""
    return make_client_token(
        name=client.name, scopes=list(client.scopes), account=client.account, expires_at=expires_at, by=by, now=now
    )


@action
def revoke_client_token(*, client: ClientToken, by: By, now: datetime) -> ClientToken:
    """Let a key open nothing from this moment on. Raises CannotMakeToken if it was taken back before."""
    client = ClientToken.objects.select_for_update().get(pk=client.pk)
    if client.revoked_at:
        raise CannotMakeToken([Obstacle("token_already_revoked", client.name)])

    client.revoked_at = now
    client.save(update_fields=["revoked_at"])

    publish(ClientTokenRevoked(subject=f"client:{client.pk}", by=str(by.actor), at=now, client_id=client.pk))
    return client


@action(silent="on which day a key was last used is for its administrator, and nobody's story")
def note_use(*, client: ClientToken, now: datetime) -> None:
    """Note the day, once a day."""
    today = local_day(now)
    if client.last_used_on != today:
        client.last_used_on = today
        client.save(update_fields=["last_used_on"])
