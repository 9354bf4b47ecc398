"""Reading windows: who sits there, who is being served, which devices they have, when they were without the system."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.kernel.transactions import remembered
from tongban.people.models import Officer
from tongban.windows import devices
from tongban.windows.models import Device, HandNumberPad, Outage, Seat, ServicePoint, Visit, Window
from tongban.windows.rules import read_hand_number


def windows_of(officer: Officer, on: date) -> QuerySet[Window]:
    """Return every window at which the officer may sit on a day, the latest seat first."""
    seats = _seats(on).filter(officer=officer).order_by("-since", "-pk")
    return Window.objects.filter(pk__in=seats.values("window_id")).select_related("service_point__office")


def sits_somewhere(officer: Officer, on: date) -> bool:
    """Return whether the officer may serve at any window on a day; a page asks the database once."""
    known = remembered()
    if (Seat, officer.pk, on) not in known:
        known[Seat, officer.pk, on] = _seats(on).filter(officer=officer).exists()
    return bool(known[Seat, officer.pk, on])


def may_sit(officer: Officer, window: Window, on: date) -> bool:
    """Return whether the officer may serve at the window on a day."""
    return _seats(on).filter(officer=officer, window=window).exists()


def open_visit(window: Window) -> Visit | None:
    """Return who is being served at the window now."""
    return (
        Visit.objects.filter(window=window, ended_at__isnull=True, parked_at__isnull=True)
        .select_related("party", "handler", "officer")
        .first()
    )


def parked_visits(service_point: ServicePoint) -> QuerySet[Visit]:
    """Return the visits that were set aside in a hall, the longest first."""
    parked = Visit.objects.filter(window__service_point=service_point, ended_at=None, parked_at__isnull=False)
    return parked.select_related("party", "handler", "officer", "window").order_by("parked_at", "pk")


def visits_left_over(now: datetime) -> list[Visit]:
    """Return the visits that nobody ended and for which the hall's day is over, the oldest first."""
    begun = Visit.objects.filter(ended_at=None).select_related("window__service_point").order_by("started_at", "pk")
    return [visit for visit in begun if visit.is_left_over(now)]


def card_reader_at(window: Window, *, card: str = "") -> devices.CardReader:
    """Return the card reader of a window; ``card`` picks the card that a demo reader finds on it."""
    return devices.card_reader(_adapter(window, Device.Kind.CARD_READER), card=card)


def camera_at(window: Window) -> devices.DocumentCamera:
    """Return the document camera of a window."""
    return devices.document_camera(_adapter(window, Device.Kind.DOCUMENT_CAMERA))


def outage_at(service_point: ServicePoint, moment: datetime) -> Outage | None:
    """Return the outage in which a moment lies; while one lasts, every moment since its beginning does."""
    over = Q(ended_at__isnull=True) | Q(ended_at__gte=moment)
    return Outage.objects.filter(over, service_point=service_point, began_at__lte=moment).order_by("-began_at").first()


def outages_since(service_point: ServicePoint, moment: datetime) -> QuerySet[Outage]:
    """Return the outages that lasted beyond a moment, the newest first."""
    late = Q(ended_at__isnull=True) | Q(ended_at__gte=moment)
    return Outage.objects.filter(late, service_point=service_point).order_by("-began_at")


def pad_of(text: str, service_point: ServicePoint) -> HandNumberPad | None:
    """Return the service point's pad from which a number given by hand comes; None if it comes from none."""
    read = read_hand_number(text)
    if read is None:
        return None
    return HandNumberPad.objects.filter(service_point=service_point, serial=read[0], size__gte=max(read[1], 1)).first()


def _seats(on: date) -> QuerySet[Seat]:
    return Seat.objects.on(on)


def _adapter(window: Window, kind: str) -> str:
    """Return the adapter of a window's device, or of one that is missing or failing."""
    device = Device.objects.filter(window=window, kind=kind).first()
    if device is None:
        return "missing"
    return device.adapter if device.condition == Device.Condition.WORKING else device.condition
