"""Hearings (听证): asked for in time, announced ahead, chaired by nobody who examined the case (arts. 47-48)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from tongban.calendars.rules import Calendar, due, latest_before
from tongban.cases.rules.limits import read
from tongban.kernel.obstacles import Obstacle


@dataclass(frozen=True)
class HearingRules:
    """How long one may ask, how long the body has, how far ahead it is announced; the articles that say so."""

    since: date
    request_within: int
    hold_within: int
    notice_ahead: int
    right_basis: str
    conduct_basis: str

    def request_by(self, told_on: date, calendar: Calendar) -> date:
        """Return the last day on which a hearing may be asked for."""
        return calendar.nth_after(told_on, self.request_within)

    def hold_by(self, requested_on: date, calendar: Calendar) -> date:
        """Return the last day on which it is held."""
        end = due(start=requested_on, amount=self.hold_within, unit="working", calendar=calendar).on
        assert end is not None
        return end

    def announce_by(self, held_on: date, calendar: Calendar) -> date:
        """Return the last day on which time and place may be announced: seven days before, the day itself left out."""
        on = latest_before(event=held_on, amount=self.notice_ahead, unit="calendar", calendar=calendar).on
        assert on is not None
        return on


@cache
def hearing_rules() -> HearingRules:
    return HearingRules(**read("hearings"))


def obstacles_to_requesting(*, on: date, request_by: date) -> list[Obstacle]:
    """Return the obstacle that the five working days are over."""
    return [Obstacle("hearing_asked_too_late")] if on > request_by else []


def obstacles_to_announcing(
    *, announced_on: date, held_on: date, hold_by: date, chair: int, examiners: Collection[int], calendar: Calendar
) -> list[Obstacle]:
    """Return why a hearing cannot be set so: too soon after the notice, too late by law, the chair examined the case.

    >>> june = {"announced_on": date(2026, 6, 1), "hold_by": date(2026, 6, 30), "calendar": Calendar()}
    >>> [o.code for o in obstacles_to_announcing(held_on=date(2026, 6, 5), chair=4, examiners={4}, **june)]
    ['hearing_announced_too_late', 'chair_examined_the_case']
    """
    obstacles = []
    if announced_on > hearing_rules().announce_by(held_on, calendar):
        obstacles.append(Obstacle("hearing_announced_too_late", details={"days": hearing_rules().notice_ahead}))
    if held_on > hold_by:
        obstacles.append(Obstacle("hearing_held_too_late"))
    if chair in examiners:
        obstacles.append(Obstacle("chair_examined_the_case"))
    return obstacles
