"""In which browsers somebody is signed in now."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from tongban.people.models import Account, OpenSession

CAME = "came"  # in the session: the way and the device by which somebody came in
OPENED = "opened"  # in the session: which row tells of it, since when, and when that was last written
SHOWN = 50


def open_sessions_of(account: Account, *, now: datetime) -> QuerySet[OpenSession]:
    """Return the sessions of an account that would still be let in, the last used one first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    seen_since = now - timedelta(minutes=settings.SESSION_IDLE_MINUTES[account.kind])
    rows = OpenSession.objects.filter(Exists(alive), account=account, seen_at__gte=seen_since)
    return rows.order_by("-seen_at", "-pk")[:SHOWN]
