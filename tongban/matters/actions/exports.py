"""Taking a list away: what an officer sees may be carried off only with a mark of who did and how much it was."""

from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.transactions import action
from tongban.matters.events import ListExported
from tongban.people.models import Officer


@action
def record_export(*, what: str, rows: int, narrowed_by: tuple[str, ...], by: Officer, now: datetime) -> None:
    """Note that an officer took a list away: which, how many rows, narrowed by which filters, never by which words."""
    publish(
        ListExported(
            subject=f"officer:{by.pk}", by=str(by.actor), at=now, what=what, rows=rows, narrowed_by=narrowed_by
        )
    )
