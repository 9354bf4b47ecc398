"""What comes round for the kernel itself: contents of what was delivered, results of tasks and old sessions go."""

from datetime import datetime
from pathlib import Path

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tongban.kernel.retention import forgets, keepings_of, tell_forgotten
from tongban.kernel.tables.outbox import OutboxRow
from tongban.kernel.transactions import action

KEPT = keepings_of(Path(__file__).parent / "data/retention.toml")


@forgets(KEPT["outbox_payloads"])
@action
def forget_payloads(*, before: datetime, at_most: int, now: datetime) -> int:
    """Empty the payload of effects delivered long ago; that and when they were delivered stays."""
    delivered = OutboxRow.objects.filter(state=OutboxRow.State.DELIVERED, delivered_at__lt=before).exclude(payload="")
    keys = list(delivered.values_list("pk", flat=True)[:at_most])
    OutboxRow.objects.filter(pk__in=keys).update(payload="")
    return tell_forgotten(KEPT["outbox_payloads"], len(keys), now=now)


@forgets(KEPT["task_results"])
@action
def forget_task_results(*, before: datetime, at_most: int, now: datetime) -> int:
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=before)
    keys = list(ended.values_list("pk", flat=True)[:at_most])
    DBTaskResult.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["task_results"], len(keys), now=now)


@forgets(KEPT["sessions"])
@action
def forget_sessions(*, before: datetime, at_most: int, now: datetime) -> int:
    keys = list(Session.objects.filter(expire_date__lt=before).values_list("pk", flat=True)[:at_most])
    Session.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["sessions"], len(keys), now=now)
