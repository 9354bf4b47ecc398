"""Remove what was kept long enough: the history of signing in, sessions that are over."""

from datetime import datetime
from pathlib import Path

from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.models import OpenSession, SignIn

KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")


@action
def forget_sign_ins(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove attempts to sign in that are older than the law wants them kept."""
    keys = list(SignIn.objects.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:at_most])
    SignIn.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["sign_ins"], len(keys), now=now)


@action
def forget_open_sessions(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove what is told of sessions in which nobody did anything for longer than a session lasts."""
    keys = list(OpenSession.objects.filter(seen_at__lt=before).order_by("pk").values_list("pk", flat=True)[:at_most])
    OpenSession.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["open_sessions"], len(keys), now=now)
