"""The questions others ask about windows, by topic."""

from tongban.windows.queries.places import (
    camera_at,
    card_reader_at,
    may_sit,
    open_visit,
    outage_at,
    outages_since,
    pad_of,
    parked_visits,
    sits_somewhere,
    visits_left_over,
    windows_of,
)
from tongban.windows.queries.taking import able_on, at_hall, at_window, items_at, windows_for, within_competence

__all__ = [
    "able_on",
    "at_hall",
    "at_window",
    "camera_at",
    "card_reader_at",
    "items_at",
    "may_sit",
    "open_visit",
    "outage_at",
    "outages_since",
    "pad_of",
    "parked_visits",
    "sits_somewhere",
    "visits_left_over",
    "windows_for",
    "windows_of",
    "within_competence",
]
