"""The seam to django-tasks: one waiting task at a time, in the main thread of the worker.

A task whose worker no longer lives is put back: it may run twice, and must bear it.
"""

from datetime import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tongban.kernel.requests import within
from tongban.kernel.tables.work import NodeLease


def run_next(worker: str) -> bool:
    """Run one task that is ready; return whether there was one."""
    if not DBTaskResult.objects.ready().exists():
        return False
    one = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=worker,
        excluded_queue_names=[],
    )
    with within():
        one.run()
    return True


def put_back_abandoned(now: datetime) -> int:
    """Make ready again what a worker had begun when it died; return how many."""
    alive = set(NodeLease.objects.filter(expires_at__gt=now).values_list("holder", flat=True))
    begun = DBTaskResult.objects.running().only("pk", "worker_ids")
    abandoned = [task.pk for task in begun if task.worker_ids and task.worker_ids[-1] not in alive]
    return DBTaskResult.objects.running().filter(pk__in=abandoned).update(status=TaskResultStatus.READY)
