"""Hearings (听证): asked for in time, announced ahead, chaired by nobody who examined the case (arts. 47-48)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from tongban.calendars.rules import Calendar, due, latest_before
from tongban.cases.rules.limits import read
from tongban.kernel.obstacles import Obstacle
from tongban.people.rules.identifiers import check_identity

HEARING = "hearing"  # the kind of its holds
NOTICE_CODE_LENGTH = 12  # of a notice, which is looked up by its code alone
IDENTITIES = ("citizen-id", "uscc")  # by which an office names somebody interested


@dataclass(frozen=True)
class HearingRules:
    """How long one may ask, how long the body has, how far ahead it is announced; the articles that say so."""

    since: date
    request_within: int
    hold_within: int
    notice_ahead: int
    code_opens_for: int
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


@dataclass(frozen=True)
class Told:
    """One who was told of the right: until when they may ask, and whether they asked or gave it up."""

    request_by: date
    has_asked: bool = False
    gave_up: bool = False

    @property
    def is_asking(self) -> bool:
        return self.has_asked and not self.gave_up

    def may_ask(self, on: date) -> bool:
        """Say whether they may still ask on that day, the last one included."""
        return not self.has_asked and not self.gave_up and on <= self.request_by


def waits_until(told: Iterable[Told]) -> date | None:
    """Return the last day on which somebody may still ask, nothing where everybody gave it up.

    Until that day is over nothing is decided, since a decision would take the right away (art. 47).

    >>> friday, monday = date(2026, 6, 5), date(2026, 6, 8)
    >>> waits_until([Told(friday), Told(monday), Told(date(2026, 6, 9), gave_up=True)])
    datetime.date(2026, 6, 8)
    """
    return max((each.request_by for each in told if not each.gave_up), default=None)


def moved_to(told_until: date, reckoned_anew: date, *, on: date) -> date:
    """Return until when one may ask after a calendar notice: what was told is never shortened, what is over stays.

    >>> moved_to(date(2026, 6, 5), date(2026, 6, 8), on=date(2026, 6, 3))
    datetime.date(2026, 6, 8)
    >>> moved_to(date(2026, 6, 5), date(2026, 6, 8), on=date(2026, 6, 6))
    datetime.date(2026, 6, 5)
    """
    return told_until if on > told_until else max(told_until, reckoned_anew)


def obstacles_to_requesting(*, on: date, told: Told) -> list[Obstacle]:
    """Return why they cannot ask any more: it was given up, they have asked, or the five working days are over."""
    if told.gave_up:
        return [Obstacle("hearing_given_up")]
    if told.has_asked:
        return [Obstacle("hearing_told_already")]
    return [Obstacle("hearing_asked_too_late")] if on > told.request_by else []


def obstacles_to_giving_up(*, on: date, told: Told, is_confirmed: bool) -> list[Obstacle]:
    """Return why the right cannot be given up: it was, its days are over, or nobody said so in writing.

    Who has asked may take it back until the hearing is held.
    """
    if told.gave_up:
        return [Obstacle("hearing_given_up")]
    if not told.has_asked and on > told.request_by:
        return [Obstacle("hearing_asked_too_late")]
    return [] if is_confirmed else [Obstacle("giving_up_not_confirmed")]


def tidy_code(typed: str) -> str:
    """Return the code of a notice as it is kept: printed in groups of four, typed in any way.

    >>> tidy_code(" k7m3-xq2a–9pbd ")
    'K7M3XQ2A9PBD'
    """
    return "".join(each for each in typed.upper() if each.isalnum())


def grouped_code(code: str) -> str:
    """Return the code as it is printed.

    >>> grouped_code("K7M3XQ2A9PBD")
    'K7M3-XQ2A-9PBD'
    """
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def kind_of_identity(identity: str, *, today: date) -> str:
    """Return whose number it is, a person's or an organisation's; nothing where it is neither, or none was given."""
    if not identity.strip():
        return ""
    return next((kind for kind in IDENTITIES if not check_identity(kind, identity, today=today)), "")


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
