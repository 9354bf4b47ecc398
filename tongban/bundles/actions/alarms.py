"""The alarm of a whole: set when it is accepted, raised once when its members have taken longer than they may."""

from datetime import datetime
from typing import Any

from tongban.bundles.events import WholeAlarmed, WholeAlarmMoved
from tongban.bundles.models import BundleVersion, Whole
from tongban.bundles.queries.joint_map import time_used
from tongban.bundles.rules.alarms import AlarmLimit, alarm_limit, still_left
from tongban.calendars.queries import calendar_for
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import locked_matter
from tongban.matters.models import Clock, Matter
from tongban.matters.rules.deadlines import Inputs, reckon


def set_alarm(whole: Whole, *, now: datetime) -> None:
    """Note until when the whole has time, from its acceptance on."""
    if limit := limit_of(whole.version):
        whole.alarm_due_at = _due(whole.matter, limit, now)
        whole.save(update_fields=["alarm_due_at"])


@action
def raise_alarm(*, whole: Whole, now: datetime) -> bool:
    """Alarm the lead office, once; where time is left, because it stood still on some days, look again then.

    Return whether it was raised.
    """
    matter = locked_matter(whole.matter_id)
    whole = Whole.objects.select_related("version").get(pk=whole.pk)
    whole.matter = matter
    limit = limit_of(whole.version)
    if limit is None or whole.alarmed_at or whole.alarm_due_at is None or whole.alarm_due_at >= now:
        return False
    used = time_used(whole, now=now)
    if left := still_left(limit, used):
        whole.alarm_due_at = _due(matter, AlarmLimit(left, limit.unit), now)
        whole.save(update_fields=["alarm_due_at"])
        told: dict[str, Any] = {"whole_id": whole.pk, "left": left, "due_at": whole.alarm_due_at}
        publish(WholeAlarmMoved(subject=matter.subject, by=str(SYSTEM), at=now, **told))
        return False

    whole.alarmed_at = now
    whole.save(update_fields=["alarmed_at"])
    publish(
        WholeAlarmed(
            subject=matter.subject,
            by=str(SYSTEM),
            at=now,
            whole_id=whole.pk,
            amount=limit.amount,
            unit=limit.unit,
            used=used.used,
        )
    )
    return True


def limit_of(version: BundleVersion) -> AlarmLimit | None:
    """Return after what time the lead office of a whole is alarmed."""
    return alarm_limit(version.alarm, version.promised_amount, version.promised_unit)


def _due(matter: Matter, limit: AlarmLimit, start: datetime) -> datetime:
    inputs = Inputs(kind=Clock.Kind.PROMISED, unit=limit.unit, amount=limit.amount, started_at=start)
    return reckon(inputs, calendar_for(matter.region_id)).due_at
