"""Matters as rows, cut by topic."""

from tongban.matters.models.matters import (
    Clock,
    Light,
    Matter,
    Nudge,
    NumberStripe,
    OldNumber,
    Recomputation,
    Step,
    Subject,
    TimedQuerySet,
    Work,
)
from tongban.matters.models.procedures import Extension, Pause

__all__ = [
    "Clock",
    "Extension",
    "Light",
    "Matter",
    "Nudge",
    "NumberStripe",
    "OldNumber",
    "Pause",
    "Recomputation",
    "Step",
    "Subject",
    "TimedQuerySet",
    "Work",
]
