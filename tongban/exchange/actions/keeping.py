"""What was exchanged is emptied when it has been kept long enough; identifiers and digests stay."""

from datetime import datetime

from tongban.exchange.actions.partners import KEPT
from tongban.exchange.models import ExchangeRow
from tongban.kernel.retention import tell_forgotten
from tongban.kernel.transactions import action


@action
def forget_rows(*, before: datetime, at_most: int, now: datetime) -> int:
    """Empty rows that were settled long ago."""
    settled = ExchangeRow.objects.filter(settled_at__lt=before).exclude(payload="")
    keys = list(settled.order_by("pk").values_list("pk", flat=True)[:at_most])
    ExchangeRow.objects.filter(pk__in=keys).update(payload="")
    return tell_forgotten(KEPT["exchange_rows"], len(keys), now=now)
