"""Licences of the demo city at the end of their term: one to be renewed now, and one renewed by silence.

Both were granted a term ago; everything happened through the actions, at its own moment.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.actions import accept_case, decide_case, deliver_by_code
from tongban.cases.actions.renewals import renew_by_silence
from tongban.cases.demo.promises import at_the_bureau
from tongban.cases.demo.stories import City, People, Story
from tongban.cases.models import Case, Result
from tongban.cases.rules.results import term_of
from tongban.catalogue.models import Item
from tongban.kernel.moments import BEIJING, local_day
from tongban.people.models import Party

FOOD = "990131001000"  # 食品经营许可（新办）
HOLDER, AGENT = "云州市云上人家餐饮有限公司", "sunqian"
ENDS_IN, ENDED_AGO = 50, 12  # days, about
ASKED_BEFORE = timedelta(days=45)
DAY = timedelta(days=1)
KEY = "term:ends"


def make_terms(*, city: City, population: People, items: Sequence[Item], now: datetime) -> None:
    """Grant two licences to the firm for which 孙倩 acts; let nobody decide on the renewal of the second."""
    food, today = at_the_bureau(items, FOOD), local_day(now)
    firms = Party.objects.filter(kind=Party.Kind.ORGANISATION, authorisations_given__agent__account__username=AGENT)
    holder = next((firm for firm in firms if firm.name.clear() == HOLDER), None)
    if food is None or holder is None or Case.objects.filter(idempotency_key=KEY).exists():
        return
    teller = Teller(city, population, food, holder, now)
    teller.granted(KEY, ends_on=today + ENDS_IN * DAY)
    teller.renewed_by_silence(teller.granted("term:ended", ends_on=today - ENDED_AGO * DAY))


@dataclass(frozen=True)
class Teller:
    """Who tells: of which holder and item, and as far as which moment."""

    city: City
    population: People
    item: Item
    holder: Party
    now: datetime

    def granted(self, key: str, *, ends_on: date) -> Result:
        """Grant a licence, from hand-in to delivery, on a working day such that it ends on about that day."""
        story = self._story(key, self._first_day(ends_on))
        case = story.open(self.item, self.population, key=key, party=self.holder)
        case = accept_case(case=case, by=story.officer(self.item.office, "acceptance"), now=story.at)
        story.review(case, most=0.5)
        by = story.officer(self.item.office, "approval", but=case.accepted_by_id)
        decide_case(case=case, outcome=rules.GRANTED, reasons="", by=by, now=story.at)
        clerk, code = story.officer(self.item.office, "acceptance"), case.matter.told_code()
        deliver_by_code(case=case, code=code, to=self.holder, by=clerk, now=story.at + DAY)
        return Result.objects.get(case=case)

    def renewed_by_silence(self, licence: Result) -> None:
        """Ask for its renewal in time and let its term go by: the day after, it counts as renewed."""
        assert licence.valid_until
        story = self._story("term:renewal", licence.valid_until - ASKED_BEFORE)
        case = story.open(self.item, self.population, key="term:renewal", party=self.holder, renews=licence)
        case = accept_case(case=case, by=story.officer(self.item.office, "acceptance"), now=story.at)
        renew_by_silence(case=case, now=datetime.combine(licence.valid_until + DAY, time(1), BEIJING))

    def _story(self, key: str, day: date) -> Story:
        at = datetime.combine(day, time(10), BEIJING)
        return Story(city=self.city, draw=random.Random(key), at=at, until=self.now)

    def _first_day(self, ends_on: date) -> date:
        """Return a working day a term before the last one, or a little later."""
        version, calendar = self.item.current, calendar_for(self.item.office.region_id)
        assert version is not None
        years = term_of(version.elements["result"]).years
        first = (ends_on + DAY).replace(day=min(ends_on.day, 28), year=ends_on.year - years)
        while not calendar.is_working(first):
            first += DAY
        return first
