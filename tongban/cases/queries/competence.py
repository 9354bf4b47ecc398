"""Whether an item may be taken at a window, by an officer: by what is bound there, and by the list of competence."""

from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q, QuerySet

from tongban.cases.queries.halls import hall_on
from tongban.catalogue.models import Item
from tongban.kernel.obstacles import Obstacle
from tongban.people.models import Officer
from tongban.windows.models import Seat, ServicePoint, Window
from tongban.windows.queries import at_window, within_competence

MOST_NAMED = 5  # colleagues in one sentence


def obstacles_to_taking(item: Item, window: Window, officer: Officer, *, on: date) -> list[Obstacle]:
    """Return why an officer cannot take an item at a window: one statement, and others only to name who can."""
    asked = Item.objects.filter(pk=item.pk).annotate(
        is_bound=_says(at_window(window, on)), is_able=_says(within_competence(officer, on))
    )
    is_bound, is_able = asked.values_list("is_bound", "is_able").get()
    if not is_bound:
        return [Obstacle("item_not_at_this_window", item.catalog_item.name)]
    return [] if is_able else [_not_competent(item, window.service_point, on)]


def obstacles_to_accepting_as_clerk(item: Item, officer: Officer, *, on: date) -> list[Obstacle]:
    """Return why who sits at a window cannot accept an item: it is not on their list; who sits nowhere needs none."""
    seats: QuerySet[Seat] = Seat.objects.on(on).filter(officer=officer)
    asked = Item.objects.filter(Exists(seats), pk=item.pk).annotate(is_able=_says(within_competence(officer, on)))
    if all(asked.values_list("is_able", flat=True)):
        return []
    seat = seats.select_related("window__service_point").order_by("-since", "-pk")[:1].get()
    return [_not_competent(item, seat.window.service_point, on)]


def _says(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _not_competent(item: Item, point: ServicePoint, on: date) -> Obstacle:
    name, able = item.catalog_item.name, hall_on(point, on=on, item=item.pk).who_can(item.pk)
    if not able:
        return Obstacle("nobody_is_competent", name)
    who = "、".join(f"{clerk.name}（{window.number}）" for clerk, window in able[:MOST_NAMED])
    return Obstacle("not_competent_but_others", name, {"who": who})
