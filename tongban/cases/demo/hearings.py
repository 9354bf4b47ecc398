"""Hearings of the demo city: one that may still be asked for, also by neighbours, one that was; targets of speed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from tongban.cases.actions import accept_case
from tongban.cases.actions.hearing_rights import tell_hearing_right, tell_interested_person
from tongban.cases.actions.hearings import ask_to_be_heard
from tongban.cases.actions.speed import set_speed_target
from tongban.cases.demo.promises import at_the_bureau, story_of
from tongban.cases.demo.stories import City, People
from tongban.cases.models import Case, Hearing, SpeedTarget
from tongban.catalogue.models import Item
from tongban.kernel.moments import local_day
from tongban.people.models import Officer, Party

HEARD = "990131001000"  # 食品经营许可: the smell of a kitchen concerns the neighbours
ABOUT = "油烟排放可能影响楼上住户（直接涉及申请人与他人之间重大利益关系）"
UPSTAIRS, WHERE = "周敏（楼上住户）", "云州市城东区建设路 8 号二楼"
NEXT_DOOR = "吴建国"  # whom one can sign in as, and who finds the notice in their space
APPLICANT = "李晓云"  # whom one can sign in as
MANAGER = "linfang"
TARGETS, SOURCE = 6, "云州市政务服务提速方案（示例）"
SHORTER = 2  # working days under the promise


class Known(City, Protocol):
    """A city whose people are known by name."""

    def party(self, name: str) -> Party: ...

    def officer(self, username: str) -> Officer: ...


def hold_hearings(*, city: Known, population: People, items: Sequence[Item], now: datetime) -> list[Hearing]:
    """Tell one applicant of the right to a hearing, and let another one ask for it."""
    if Hearing.objects.exists():
        return []
    item = at_the_bureau(items, HEARD)
    if item is None:
        return []
    return [
        _told(city, population, item, "told", now, is_asked=False),
        _told(city, population, item, "asked", now, is_asked=True),
    ]


def _told(city: Known, population: People, item: Item, key: str, now: datetime, *, is_asked: bool) -> Hearing:
    story = story_of(city, f"hearing:{key}", item, now, days_ago=2 if is_asked else 1)
    case = story.open(item, population, key=f"hearing:{key}", party=city.party(APPLICANT))
    case = accept_case(case=case, by=story.officer(item.office, "acceptance"), now=story.at)
    story.at += timedelta(hours=1)
    by = story.officer(item.office, "approval")
    hearing = tell_hearing_right(case=case, matter_of=ABOUT, by=by, now=story.at)
    if not is_asked:
        tell_interested_person(hearing=hearing, name=UPSTAIRS, contact=WHERE, by=by, now=story.at)
        person = city.party(NEXT_DOOR)
        known = {"phone": person.phone.clear(), "identity": person.identity.clear()}
        tell_interested_person(hearing=hearing, name=NEXT_DOOR, contact=WHERE, **known, by=by, now=story.at)
        return hearing
    return ask_to_be_heard(hearing=hearing, by=case.matter.party, now=story.at + timedelta(hours=2))


def set_targets(*, city: Known, items: Sequence[Item], now: datetime) -> list[SpeedTarget]:
    """Say of some promised items of the city in how many days they are to be done, since the beginning of the year."""
    if SpeedTarget.objects.exists():
        return []
    since, manager = date(local_day(now - timedelta(days=120)).year, 1, 1), city.officer(MANAGER)
    decided = Counter(Case.objects.exclude(matter__decided_at=None).values_list("version__item", flat=True))
    slow = [each for each in items if each.current and each.current.promised_amount > SHORTER]
    busiest = sorted(slow, key=lambda each: (-decided[each.pk], each.pk))
    return [
        set_speed_target(
            item=each, days=each.current.promised_amount - SHORTER, since=since, source=SOURCE, by=manager, now=now
        )
        for each in busiest[:TARGETS]
        if each.current
    ]
