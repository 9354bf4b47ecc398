"""Tell of sessions in which somebody is signed in, and end them from another one."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.sessions.models import Session

from tongban.kernel.events import Actor, publish
from tongban.kernel.transactions import action
from tongban.people.events import SessionsEnded
from tongban.people.models import Account, OpenSession


@action(silent="signing in was told already: this is where and when, for its owner alone, and goes with the session")
def note_open_session(
    *, row_id: int, account_id: int, session_key: str, way: str, device: str, since: datetime, now: datetime
) -> None:
    """Write down that this session is in use: one statement."""
    row = OpenSession(
        id=row_id, account_id=account_id, session_key=session_key, way=way, device=device, since=since, seen_at=now
    )
    OpenSession.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["session_key", "way", "device", "seen_at"]
    )


@action
def end_sessions(*, account: Account, sessions: Collection[int], now: datetime, by: Actor | None = None) -> int:
    """End sessions of an account and return how many there were; whoever sits there is asked to sign in again.

    Without ``by`` it is the account's owner who ends them.
    """
    rows = list(OpenSession.objects.select_for_update().filter(account=account, pk__in=sessions))
    if not rows:
        return 0
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    OpenSession.objects.filter(pk__in=[row.pk for row in rows]).delete()

    publish(
        SessionsEnded(
            subject=f"account:{account.pk}",
            by=str(by or account.actor),
            at=now,
            account_id=account.pk,
            count=len(rows),
        )
    )
    return len(rows)
