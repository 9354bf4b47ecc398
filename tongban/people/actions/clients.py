"""Give other systems keys, and take them back."""

import secrets
from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.actions.officers import By
from tongban.people.events import ClientTokenMade, ClientTokenRevoked
from tongban.people.models import ClientToken
from tongban.people.queries import token_digest

PREFIX, HINT_LENGTH = "tb_", 9


class CannotMakeToken(Refused):
    """This key cannot be given or taken back."""


@action
def make_client_token(
    *, name: str, scopes: list[str], expires_at: datetime | None = None, by: By, now: datetime
) -> tuple[ClientToken, str]:
    """Return a client and its secret, which is shown this once and never stored. Raises CannotMakeToken."""
    if not scopes:
        raise CannotMakeToken([Obstacle("scopes_missing")])
    if expires_at and expires_at <= now:
        raise CannotMakeToken([Obstacle("ends_before_it_begins", details={"until": expires_at.isoformat()})])

    secret = PREFIX + secrets.token_urlsafe(32)
    client = ClientToken.objects.create(
        name=name,
        digest=token_digest(secret),
        hint=secret[:HINT_LENGTH],
        scopes=sorted(set(scopes)),
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
        )
    )
    return client, secret


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
