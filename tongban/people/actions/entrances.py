"""Let in whom an app outside vouches for: the token of its server becomes a ticket, the ticket a session, each once."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.kernel.events import Actor, publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.retention import tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.actions.forgetting import KEPT
from tongban.people.actions.identity import CannotRecognise, recognise_citizen
from tongban.people.events import EntranceGiven, EntranceUsed
from tongban.people.models import Account, Entrance
from tongban.people.queries import token_digest
from tongban.people.rules import entrance, vouched


@action
def give_entrance(*, app: str, token: str, key: str, audience: str, now: datetime) -> str:
    """Return a ticket for the person whom an app's token vouches for. Raises CannotRecognise, CannotRecordParty."""
    shown = entrance.read(token, key=key, app=app, audience=audience, now=now)
    if isinstance(shown, list):
        raise CannotRecognise(shown)
    account = recognise_citizen(said=vouched.read(shown.claims), now=now)
    ticket = secrets.token_urlsafe(32)
    row = Entrance(
        app=app,
        token_digest=token_digest(shown.jti),
        ticket_digest=token_digest(ticket),
        account=account,
        level=vouched.read(shown.claims).level,
        made_at=now,
        until=now + entrance.TICKET_LASTS,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as again:
        raise CannotRecognise([Obstacle("entrance_token_used")]) from again

    publish(
        EntranceGiven(
            subject=f"account:{account.pk}", by=str(Actor("app", app)), at=now, account_id=account.pk, app=app
        )
    )
    return ticket


@action
def use_entrance(*, ticket: str, now: datetime) -> tuple[Account, str]:
    """Spend a ticket: return the account and how surely the app knew its person. Raises CannotRecognise."""
    row = Entrance.objects.select_for_update().filter(ticket_digest=token_digest(ticket)).first()
    if row is None or row.used_at or not row.made_at <= now <= row.until:
        raise CannotRecognise([Obstacle("entrance_ticket_wrong")])
    account = Account.objects.get(pk=row.account_id)
    if not account.is_active:
        raise CannotRecognise([Obstacle("identity_not_here")])
    row.used_at = now
    row.save(update_fields=["used_at"])

    publish(
        EntranceUsed(subject=f"account:{account.pk}", by=str(account.actor), at=now, account_id=account.pk, app=row.app)
    )
    return account, row.level


@action
def forget_entrances(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove entrances whose token could not be shown again anyway."""
    keys = list(Entrance.objects.filter(made_at__lt=before).order_by("pk").values_list("pk", flat=True)[:at_most])
    Entrance.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["entrances"], len(keys), now=now)
