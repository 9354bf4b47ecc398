"""How many cases each item had over the last year, counted for rankings."""

from datetime import datetime, timedelta

from django.db.models import Count

from tongban.cases.models import Case, ItemVolume
from tongban.kernel.transactions import action

COUNTED = timedelta(days=365)
CHUNK = 500


@action(silent="counts follow from cases, which are told of")
def count_volumes(*, now: datetime) -> int:
    """Count the cases that came in over the last year by item; items without any have no row. Returns how many."""
    counted = (
        Case.objects.filter(matter__received_at__gt=now - COUNTED, matter__received_at__lte=now)
        .values_list("version__item")
        .annotate(Count("pk"))
        .order_by()
    )
    rows = [ItemVolume(item_id=item, cases=cases, counted_at=now) for item, cases in counted]
    ItemVolume.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["item"], update_fields=["cases", "counted_at"]
    )
    ItemVolume.objects.exclude(counted_at=now).delete()
    return len(rows)
