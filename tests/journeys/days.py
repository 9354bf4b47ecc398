"""Days that are always ahead, or always past, whenever the journey is walked."""

from datetime import timedelta

from django.utils import timezone

from tongban.kernel.moments import local_day


def in_days(count: int) -> str:
    """Return the day so many days from today, as a form takes it."""
    return (local_day(timezone.now()) + timedelta(days=count)).isoformat()
