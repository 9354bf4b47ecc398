"""The figures matters offer: promises kept, and how the open work stands. Each opens to its two terms."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tongban.kernel.indicators import indicator
from tongban.kernel.ratios import Ratio
from tongban.matters.models import Clock, Light, Matter
from tongban.people.models import Office


@indicator(
    "matters.on_time",
    name="按时办结率",
    formula="按时停止的承诺期限 ÷ 本期内到期的全部承诺期限（到期未办结的计入分母，撤回后不再计时的不计）",
)
def on_time_rate(*, since: datetime, until: datetime, now: datetime, office: Office | None = None) -> Ratio:
    """Return the promises kept out of those that fell due in a period; one that is open past its day was broken."""
    due = promises_due(since=since, until=min(until, now), office=office)
    return Ratio(**due.aggregate(numerator=Count("pk", filter=Q(state=Clock.State.MET)), denominator=Count("pk")))


def promises_due(*, since: datetime, until: datetime, office: Office | None = None) -> QuerySet[Clock]:
    """Return the promises behind the rate's denominator."""
    due = Clock.objects.filter(kind=Clock.Kind.PROMISED, due_at__gte=since, due_at__lt=until)
    return due.filter(_of(office, "matter__office")).exclude(state__in=[Clock.State.CANCELLED, Clock.State.PAUSED])


@indicator("matters.open_red", name="在办超期占比", formula="已超期的在办件 ÷ 全部在办件")
def open_red(*, now: datetime, office: Office | None = None) -> Ratio:
    return open_by_light(now=now, office=office)[Light.RED]


def open_by_light(*, now: datetime, office: Office | None = None) -> dict[str, Ratio]:
    """Return, for each light, the open matters in it out of all that are open."""
    matters = Matter.objects.filter(_of(office, "office")).exclude(state=Matter.State.CLOSED)
    total = matters.count()
    return {light: Ratio(matters.in_light(light, now).count(), total) for light in Light.values}


def _of(office: Office | None, field: str) -> Q:
    return Q(**{f"{field}__path__startswith": office.path}) if office else Q()
