"""Promises of the demo city: papers that follow and did not follow, commitments, a notice that asked too late."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.actions import answer_correction, give_opinion, notify_correction
from tongban.cases.actions.commitments import accept_on_commitment, sign_commitment
from tongban.cases.actions.deciding import decide_case
from tongban.cases.actions.tolerance import accept_with_gaps, lapse_case, sign_gap_promise
from tongban.cases.demo.stories import City, People, Story
from tongban.cases.models import Case, Paper, SignedPromise
from tongban.cases.rules.promises import GAPS
from tongban.catalogue.models import Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Step
from tongban.people.actions import find_or_create_party
from tongban.people.models import Party
from tongban.people.rules.identifiers import make_uscc

HR, HYGIENE = "990114001000", "990123002000"  # 人力资源服务许可, 公共场所卫生许可
BUREAU, CITY = "行政审批局", "3"
LACKS = "rules"
HOTEL = "云州悦来宾馆有限公司", 7_400_003


def make_promises(*, city: City, population: People, items: Sequence[Item], now: datetime) -> list[Case]:
    """Play scenario 4 (容缺受理) up to its third day, one that lapsed, one commitment, and one notice too many."""
    if SignedPromise.objects.filter(kind=GAPS).exists():
        return []
    hr, hygiene = at_the_bureau(items, HR), at_the_bureau(items, HYGIENE)
    cases = []
    if hr:
        cases.append(_waits(city, population, hr, firm_of("云州汇才人力资源有限公司", 7_400_001, now), now))
        cases.append(_lapses(city, population, hr, firm_of("云州众聘人才服务有限公司", 7_400_002, now), now))
        cases.append(_asked_too_late(city, population, hr, now))
    if hygiene:
        hotel = firm_of(*HOTEL, now)
        cases.append(commits(city, population, hygiene, hotel, now, key="promise:commits", days_ago=1))
    return cases


def at_the_bureau(items: Sequence[Item], code: str) -> Item | None:
    """Return the item at a bureau of approvals: of the city, where one can sign in as those who work on it."""
    found = [each for each in items if each.catalog_item.code == code and BUREAU in each.office.short_name]
    return min(found, key=lambda each: (each.office.level != CITY, each.pk), default=None)


def firm_of(name: str, serial: int, now: datetime) -> Party:
    uscc = make_uscc(serial, region="990102", department="9")
    return find_or_create_party(
        kind=Party.Kind.ORGANISATION, name=name, identity_kind="uscc", identity=uscc, by=SYSTEM, now=now
    )


def story_of(city: City, name: str, item: Item, now: datetime, *, days_ago: int) -> Story:
    """Begin at ten on a morning so many working days ago."""
    day, calendar = local_day(now), calendar_for(item.office.region_id)
    while days_ago:
        day -= timedelta(days=1)
        days_ago -= calendar.is_working(day)
    return Story(city=city, draw=random.Random(name), at=datetime.combine(day, time(10), BEIJING), until=now)


def _accepted_with_gap(story: Story, population: People, item: Item, party: Party, key: str) -> Case:
    case = story.open(item, population, key=key, party=party, without=[LACKS])
    by = story.officer(item.office, "acceptance")
    sign_gap_promise(case=case, way=SignedPromise.Way.PAPER, days=3, signer=party, by=by, now=story.at)
    return accept_with_gaps(case=case, by=by, now=story.at)


def _waits(city: City, population: People, item: Item, party: Party, now: datetime) -> Case:
    """Reviewed, and the paper still to come: whoever decides now is told which one, and since when."""
    story = story_of(city, "waits", item, now, days_ago=2)
    case = _accepted_with_gap(story, population, item, party, "promise:waits")
    while steps := list(Step.objects.filter(matter=case.matter, state="open").exclude(code=rules.DECIDE)):
        for step in steps:
            story.at += timedelta(hours=1)
            by = story.officer(step.office, step.post_kind)
            give_opinion(step=step, outcome="agree", opinion="主要材料齐全，符合条件。", by=by, now=story.at)
    return case


def _lapses(city: City, population: People, item: Item, party: Party, now: datetime) -> Case:
    """What was promised did not come."""
    story = story_of(city, "lapses", item, now, days_ago=8)
    case = _accepted_with_gap(story, population, item, party, "promise:lapses")
    return lapse_case(case=case, now=story.at + timedelta(days=9))


def commits(
    city: City, population: People, item: Item, party: Party, now: datetime, *, key: str, days_ago: int
) -> Case:
    """Decided the same morning so many working days ago; the check is still due."""
    story = story_of(city, key, item, now, days_ago=days_ago)
    case = story.open(item, population, key=key, party=party)
    by = story.officer(item.office, "acceptance")
    sign_commitment(case=case, way=SignedPromise.Way.PAD, signer=party, by=by, now=story.at)
    case = accept_on_commitment(case=case, by=by, now=story.at)
    story.at += timedelta(hours=1)
    decider = story.officer(item.office, "approval", but=by.pk)
    return decide_case(case=case, outcome=rules.GRANTED, reasons="", by=decider, now=story.at).case


def _asked_too_late(city: City, population: People, item: Item, now: datetime) -> Case:
    """Told twice: the second time of something that lay there from the beginning."""
    story = story_of(city, "late", item, now, days_ago=3)
    case = story.open(item, population, key="promise:late")
    by = story.officer(item.office, "acceptance")
    asked = list(case.version.materials.filter(exempted_by="", condition={})[:2])
    first, later = (rules.Gap(spec.code, spec.name, "缺少签字盖章") for spec in asked)
    notify_correction(case=case, gaps=[first], by=by, now=story.at)
    story.at += timedelta(hours=3)
    paper = Paper(spec=asked[0], provenance=Paper.Provenance.UPLOADED, at=story.at)
    party = case.matter.handler or case.matter.party
    case = answer_correction(case=case, papers=[paper], by=party, now=story.at)
    story.at += timedelta(hours=2)
    return notify_correction(case=case, gaps=[later], knowingly=True, by=by, now=story.at).case
