"""Years of applications of a large demo city, as lines for ``tongban import``: every story at once, none played.

Busy and quiet months, more cases for the common items, few refused or withdrawn, some late, and those of the last
weeks still open. The same seed tells the same years.
"""

import json
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Calendar
from tongban.cases.actions.planning import plan_of
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.demo.mix import weights_of
from tongban.cases.demo.stories import AGREED, CHANNELS, OBJECTED, SHARE_OF_CHANNELS, City
from tongban.cases.rules import DECIDE
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.history import versions_of
from tongban.kernel.moments import BEIJING
from tongban.matters.rules import StepPlan
from tongban.people.demo.crowd import FIRM_EVERY, reference
from tongban.people.models import Office

YEARS = timedelta(days=3 * 365)
BUSY = (1.0, 0.6, 1.4, 1.2, 1.0, 1.1, 1.0, 0.9, 1.2, 0.8, 1.1, 1.3)  # by month
AT_WEEKENDS = 0.12  # online only
FORMS = 40  # filled-in forms of an item, used again and again
ENDS = ("granted", "refused", "withdrawn", "returned", "not_needed", "refused_acceptance")
SHARE_OF_ENDS = (880, 45, 30, 20, 15, 10)
CHANNELS_SO_FAR, ENDS_SO_FAR = list(accumulate(SHARE_OF_CHANNELS)), list(accumulate(SHARE_OF_ENDS))
LEFT_LYING = 0.08  # of the reviews take many times as long
COLLECTED_LATE = 0.3
WAYS = ("window", "download")


@dataclass(frozen=True)
class Filled:
    """An application filled in once: the steps that follow from it, and the end of its line: answers and form."""

    reviews: tuple[StepPlan, ...]
    tail: str


@dataclass(frozen=True)
class Offer:
    """An item at its office, with who works on it."""

    code: str
    version: ItemVersion
    calendar: Calendar
    filled: tuple[Filled, ...]
    acceptors: tuple[str, ...]
    deciders: tuple[str, ...]
    weight: float


class Years:
    """Draws the past of a city, day by day."""

    def __init__(self, city: City, items: Sequence[Item], *, parties: int, now: datetime, draw: random.Random):
        self._city, self._draw, self._now, self._parties = city, draw, now, parties
        self._reviewers: dict[tuple[int, str], tuple[str, ...]] = {}
        self._codes = {office.pk: office for office in city.offices}  # type: ignore[attr-defined]
        versions = versions_of([item.code for item in items])
        offered = zip(items, weights_of(items))
        self._offers = [self._offer(item, versions[item.code][-1], weight) for item, weight in offered]
        self._weights = list(accumulate(offer.weight for offer in self._offers))

    def lines(self, count: int) -> Iterator[str]:
        """Yield cases in the order in which they were received."""
        number = 0
        for day, wanted in self._days(count):
            moments = sorted(self._moment(day) for _ in range(wanted))
            for received_at in moments:
                number += 1
                if received_at < self._now:
                    yield self._case(number, received_at)

    def _days(self, count: int) -> Iterator[tuple[date, int]]:
        last = self._now.astimezone(BEIJING).date()
        days = [last - timedelta(days=back) for back in range(YEARS.days, -1, -1)]
        working = calendar_for(self._offers[0].version.item.office.region_id).is_working
        weights = [BUSY[day.month - 1] * (1 if working(day) else AT_WEEKENDS) for day in days]
        total, sofar, given = sum(weights), 0.0, 0
        for day, weight in zip(days, weights):
            sofar += weight
            wanted = round(count * sofar / total) - given
            given += wanted
            yield day, wanted

    def _moment(self, day: date) -> datetime:
        hour = self._draw.choice((9, 9, 10, 10, 10, 11, 11, 14, 14, 15, 15, 16, 16, 17))
        return datetime.combine(day, time(hour, self._draw.randrange(60), self._draw.randrange(60)), BEIJING)

    def _offer(self, item: Item, version: ItemVersion, weight: float) -> Offer:
        city, filled = self._city, []
        for _ in range(FORMS):
            answers = answers_to(version, self._draw)
            plan = plan_of(version, answers, office_id=item.office_id)
            reviews = tuple(step for step in plan if step.code != DECIDE)
            form = form_for(version, answers, self._draw)
            filled.append(Filled(reviews, json.dumps({"answers": answers, "form": form}, ensure_ascii=False)[1:]))
        acceptors = _numbers(city, item.office, "acceptance")
        is_single = version.is_instant and version.is_single_officer
        return Offer(
            code=item.code,
            version=version,
            calendar=calendar_for(item.office.region_id),
            filled=tuple(filled),
            acceptors=acceptors,
            deciders=acceptors if is_single else _numbers(city, item.office, "approval"),
            weight=weight * self._draw.choice((1, 2, 3, 6)),
        )

    def _case(self, number: int, received_at: datetime) -> str:
        draw = self._draw
        offer = self._offers[bisect(self._weights, draw.random() * self._weights[-1])]
        filled = draw.choice(offer.filled)
        story = {
            "kind": "case",
            "number": f"YZ{received_at:%Y}-{number:07d}",
            "item": offer.code,
            "party": self._party(offer.version),
            "channel": self._channel(offer, received_at.date()),
            "received_at": received_at.isoformat(),
            "deliver_way": draw.choice(WAYS),
        }
        self._go_on(story, offer, filled, received_at)
        return f"{json.dumps(story, ensure_ascii=False)[:-1]}, {filled.tail}"

    def _channel(self, offer: Offer, on: date) -> str:
        channel = self._draw.choices(CHANNELS, cum_weights=CHANNELS_SO_FAR)[0]
        return channel if offer.calendar.is_working(on) else "app"

    def _party(self, version: ItemVersion) -> str:
        number = self._draw.randrange(self._parties)
        firm = version.for_firms and (not version.for_persons or self._draw.random() < 0.5)
        number -= number % FIRM_EVERY
        return reference(number if firm else min(number + 1, self._parties - 1))

    def _go_on(self, story: dict[str, Any], offer: Offer, filled: Filled, at: datetime) -> None:
        """Tell what became of it, as far as today."""
        draw = self._draw
        end = draw.choices(ENDS, cum_weights=ENDS_SO_FAR)[0]
        acceptor = draw.choice(offer.acceptors)
        answered = self._later(offer, at, 0 if draw.random() < 0.85 else draw.uniform(1, 6))
        if answered > self._now:
            return
        if end not in ("granted", "refused"):
            story |= {"outcome": end, "closed_at": answered.isoformat()}
            if end != "withdrawn":
                story |= {"closed_by": acceptor, "decided_by": acceptor, "reasons": "不属于本机关职权范围。"}
            return
        story |= {"accepted_at": answered.isoformat(), "accepted_by": acceptor}
        at = self._review(story, offer, filled, answered, end)
        decided = self._later(offer, at, draw.uniform(0, 1.2))
        if decided > self._now or at > self._now:
            return
        deciders = [number for number in offer.deciders if number != acceptor] or offer.deciders
        story |= {"decided_at": decided.isoformat(), "decided_by": draw.choice(deciders), "outcome": end}
        if end == "refused":
            story["reasons"] = "现场核查不符合要求。"
        late = draw.random() < COLLECTED_LATE
        collected = self._later(offer, decided, draw.expovariate(1 / (120 if late else 8)))
        if collected <= self._now:
            story["closed_at"] = collected.isoformat()
            if story["deliver_way"] == "window":
                story["closed_by"] = draw.choice(offer.acceptors)

    def _review(self, story: dict[str, Any], offer: Offer, filled: Filled, at: datetime, end: str) -> datetime:
        """Tell of the reviews, wave by wave; return when the last one ended, or a moment after today."""
        draw, steps = self._draw, []
        for wave in sorted({plan.wave for plan in filled.reviews}):
            ends = [at]
            for plan in filled.reviews:
                if plan.wave == wave:
                    days = (plan.amount or 1) * draw.uniform(0.1, 0.9)
                    days *= draw.uniform(3, 80) if draw.random() < LEFT_LYING else 1
                    done = self._later(offer, at, days)
                    steps.append(self._step(plan, at, done, objects=end == "refused" and plan is filled.reviews[0]))
                    ends.append(done)
            at = max(ends)
            if at > self._now:
                break
        if steps:
            story["steps"] = steps
        return at

    def _step(self, plan: StepPlan, opened: datetime, done: datetime, *, objects: bool) -> dict[str, Any]:
        step: dict[str, Any] = {"code": plan.code, "wave": plan.wave, "opened_at": opened.isoformat()}
        step["office"] = self._codes[plan.office_id].uscc
        if done <= self._now:
            step |= {
                "closed_at": done.isoformat(),
                "outcome": "object" if objects else "agree",
                "opinion": self._draw.choice(OBJECTED if objects else AGREED),
            }
            if officers := self._officers(plan):
                step["officer"] = self._draw.choice(officers)
        return step

    def _officers(self, plan: StepPlan) -> tuple[str, ...]:
        place = (plan.office_id, plan.post_kind)
        if place not in self._reviewers:
            self._reviewers[place] = _numbers(self._city, self._codes[plan.office_id], plan.post_kind)
        return self._reviewers[place]

    def _later(self, offer: Offer, at: datetime, days: float) -> datetime:
        """Return a moment some working days later, in office hours; within a day, some minutes later."""
        if days < 1:
            return at + timedelta(minutes=self._draw.randrange(3, 45))
        day = offer.calendar.nth_after(at.date(), int(days))
        return self._moment(day)


def _numbers(city: City, office: Office, kind: str) -> tuple[str, ...]:
    """Return the staff numbers of who holds such a post, contracted staff left out."""
    holders = dict.fromkeys(holder.staff_number for holder in city.holders(office, kind) if not holder.is_contracted)
    return tuple(holders)
