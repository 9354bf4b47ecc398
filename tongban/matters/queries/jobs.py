"""What the periodic jobs must look at: bounded walks along two partial indexes."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from tongban.matters.models import Clock, Nudge


def matters_with_missed_clocks(now: datetime) -> QuerySet[Clock, int]:
    """Return the ids of matters with a clock that still runs past its due moment, the longest overdue first."""
    late = Clock.objects.filter(state=Clock.State.RUNNING, due_at__lt=now)
    return late.order_by("due_at", "id").values_list("matter_id", flat=True)


def clocks_to_remind_of(now: datetime) -> QuerySet[Clock]:
    """Return the clocks that warn, are not yet missed and of which nobody was reminded."""
    reminded = Nudge.objects.filter(clock=OuterRef("pk"), kind=Nudge.Kind.REMIND)
    warning = Clock.objects.filter(~Exists(reminded), state=Clock.State.RUNNING, warn_at__lte=now, due_at__gte=now)
    return warning.order_by("warn_at", "id")
