"""Site visits of the demo city: some made, some to be made by officers whom one can sign in as."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from tongban.calendars.queries import calendar_for
from tongban.cases.actions import accept_case
from tongban.cases.actions.site_visits import plan_site_visit, record_site_visit
from tongban.cases.demo.stories import City, People, Story
from tongban.cases.models import Case, SiteVisit
from tongban.cases.queries.site_visits import steps_to_visit, who_may_go
from tongban.cases.rules.site_visits import MEETS, Check
from tongban.catalogue.models import Item
from tongban.documents.actions import receive_upload
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Step
from tongban.people.models import Officer
from tongban.windows.devices import DemoCamera

STREETS = ("建设路", "人民路", "青年路", "解放路")
REVIEWING = "市监局"  # of the city: its reviewer and others are people one can sign in as
TRIPS, MADE = 4, 1


def plan_trips(*, city: City, population: People, items: Sequence[Item], now: datetime) -> list[SiteVisit]:
    """Hand in a few applications that two offices look at together, plan the visits, and make one of them."""
    if SiteVisit.objects.exists():
        return []
    draw = random.Random("trips")
    item = next((item for item in items if _is_looked_at(item)), None)
    if item is None:
        return []
    return [_trip(number, item, city, population, draw, now) for number in range(TRIPS)]


def _is_looked_at(item: Item) -> bool:
    version = item.current
    if version is None or version.is_instant:
        return False
    first = version.steps.filter(wave=1).select_related("office")
    return len(first) > 1 and any(spec.office.short_name == REVIEWING and spec.office.level == "3" for spec in first)


def _trip(number: int, item: Item, city: City, population: People, draw: random.Random, now: datetime) -> SiteVisit:
    story = Story(city=city, draw=draw, at=now, until=now)
    case = story.open(item, population, key=f"trip:{number}")
    case = accept_case(case=case, by=story.officer(case.matter.office, "acceptance"), now=now)
    steps = steps_to_visit(case)
    step = next(step for step in steps if step.office.short_name == REVIEWING)
    first = story.officer(step.office, step.post_kind)
    others = who_may_go(case, steps, on=local_day(now)).exclude(pk=first.pk)
    officers = [first, min(others, key=lambda officer: (officer.office_id == first.office_id, officer.pk))]
    return _plan(case, step, officers, draw, now, is_made=number < MADE)


def _plan(
    case: Case, step: Step, officers: list[Officer], draw: random.Random, now: datetime, *, is_made: bool
) -> SiteVisit:
    on = calendar_for(case.matter.region_id).nth_after(local_day(now), 1)
    at = now + timedelta(minutes=1) if is_made else datetime.combine(on, time(9 + draw.randrange(6), 30), BEIJING)
    visit = plan_site_visit(
        office=step.office,
        cases=[(case, step)],
        officers=officers,
        planned_for=at,
        place=f"云城区{draw.choice(STREETS)} {draw.randrange(1, 200)} 号",
        by=officers[0],
        now=now,
    )
    if is_made:
        visited = visit.cases.select_related("visit", "case__matter__office", "case__version").get()
        pictures = [DemoCamera().capture(name="site", page=page) for page in (1, 2)]
        record_site_visit(
            visited=visited,
            key=f"demo-visit-{visit.pk}",
            checks=[Check(point, True) for point in visited.points],
            findings="现场布局与图纸一致，设施设备已安装到位。",
            conclusion=MEETS,
            place="",
            present=officers,
            photographs=[receive_upload(upload=(each.content, each.name)) for each in pictures],
            gives_opinion=False,
            recorded_at=now,
            by=officers[0],
            now=now,
        )
    return visit
