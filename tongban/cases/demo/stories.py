"""One application on its way through time, and the turns it may take."""

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases import rules
from tongban.cases.actions import (
    accept_case,
    answer_correction,
    decide_case,
    decide_instantly,
    deliver_by_code,
    deliver_by_download,
    give_opinion,
    notify_correction,
    refuse_acceptance,
    say_not_needed,
    withdraw_case,
)
from tongban.cases.actions.opening import open_case
from tongban.cases.demo.fees import settle_what_is_owed
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.models import Case, Paper, Result
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.rules import scenario_for
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.actions import adopt_files, store_file
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.transactions import action
from tongban.matters.actions import begin_special_procedure, end_special_procedure, extend, mark_missed
from tongban.matters.models import Matter, Step
from tongban.matters.queries.extensions import body_that_extends
from tongban.matters.rules.extensions import HEAD
from tongban.people.models import Office, Officer, Party
from tongban.people.queries import authorisation_of, officers_with
from tongban.windows.devices import DemoCamera

CHANNELS = ("window", "web", "app", "terminal")
SHARE_OF_CHANNELS = (55, 15, 25, 5)
WAYS = ("window", "download")
OPENS, CLOSES = 9, 17
RECENT = timedelta(days=8)  # from so far back come most cases that are still open
SHARE_OF_RECENT = 0.4
TOUCHED = ("缺少签字盖章", "图纸没有标尺寸", "复印件看不清", "内容与申请表不一致")
AGREED = ("经核查，符合要求。", "材料齐全，现场一致，同意。", "符合规定条件。")
OBJECTED = ("现场与图纸不符，操作间没有独立的清洗区。", "排放口正对居民窗户，不符合要求。")


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def holders(self, office: Office, kind: str) -> list[Officer]: ...


class People(Protocol):
    """What is needed of ``people.demo.Population``."""

    @property
    def people(self) -> list[Party]: ...

    @property
    def firms(self) -> list[Party]: ...

    @property
    def agents(self) -> dict[int, Party]: ...


class NotYet(Exception):
    """The story goes on after today."""


def handed_in(draw: random.Random, item: Item, now: datetime) -> datetime:
    """Draw the moment of hand-in: some recent, the rest over the year; for a window of applications, within it."""
    span = RECENT if draw.random() < SHARE_OF_RECENT else timedelta(days=365)
    calendar = calendar_for(item.office.region_id)
    while True:
        day = local_day(now - draw.random() * span)
        at = datetime.combine(day, time(draw.randrange(OPENS, CLOSES), draw.randrange(60)), BEIJING)
        if calendar.is_working(day) and at < now:
            return at


@dataclass
class Story:
    """One case on its way through time: who draws the lots, where it is, and where today is."""

    city: City
    draw: random.Random
    at: datetime
    until: datetime

    def wait(self, region: str, least: float, most: float) -> None:
        """Go on by some working days, into office hours. Raises ``NotYet`` beyond today."""
        days, calendar = self.draw.uniform(least, most), calendar_for(region)
        if days < 1:
            self.at += timedelta(minutes=self.draw.randrange(10, 60))
        else:
            day = calendar.nth_after(local_day(self.at), int(days))
            moment = time(self.draw.randrange(OPENS, CLOSES), self.draw.randrange(60))
            self.at = datetime.combine(day, moment, BEIJING)
        if self.at > self.until:
            raise NotYet

    def officer(self, office: Office, post: str, *, but: int | None = None) -> Officer:
        holders = [holder for holder in self.city.holders(office, post) if holder.pk != but]
        return self.draw.choice([holder for holder in holders if not holder.is_contracted])

    def hand_in(self, number: int, item: Item, population: People) -> Case:
        return self.open(item, population, key=f"demo:{number}")

    def open(
        self,
        item: Item,
        population: People,
        *,
        key: str,
        party: Party | None = None,
        without: Collection[str] = (),
        renews: Result | None = None,
    ) -> Case:
        """Hand an application in, of somebody drawn or given, ``without`` some of its papers."""
        version = item.current
        assert version is not None
        is_named = party is not None
        party = party or self.draw.choice(population.firms if version.for_firms else population.people)
        answers = answers_to(version, self.draw)
        return _open(
            story=self,
            version=version,
            party=party,
            handler=population.agents.get(party.pk, party),
            answers=answers,
            form=form_for(version, answers, self.draw) | self._own(version, party if is_named else None),
            key=key,
            without=without,
            renews=renews,
        )

    def _own(self, version: ItemVersion, party: Party | None) -> dict[str, Any]:
        """Return what a form says of a named firm itself: its name and code, where it asks for them."""
        known = {"party.name": party.name.clear(), "party.identity": party.identity.clear()} if party else {}
        asked = version.form_schema.get("properties", {})
        return {name: known[spec["autofill"]] for name, spec in asked.items() if spec.get("autofill") in known}

    def accept(self, case: Case, least: float = 0, most: float = 2) -> Case:
        self.wait(case.matter.region_id, least, most)
        by = self.officer(case.matter.office, "acceptance")
        if case.is_single_officer:
            return decide_instantly(case=case, by=by, now=self.at).case
        return accept_case(case=case, by=by, now=self.at)

    def review(self, case: Case, *, least: float = 0, most: float = 1.5, objects: bool = False) -> None:
        while steps := list(_open_reviews(case)):
            for step in steps:
                self.wait(case.matter.region_id, least, most)
                refuses = objects and step is steps[0]
                give_opinion(
                    step=step,
                    outcome="object" if refuses else "agree",
                    opinion=self.draw.choice(OBJECTED if refuses else AGREED),
                    by=self.officer(step.office, step.post_kind),
                    now=self.at,
                )

    def decide(self, case: Case, *, reasons: str = "", most: float = 1.2) -> None:
        if case.matter.state != Matter.State.ACCEPTED:
            return
        self.wait(case.matter.region_id, 0, most)
        settle_what_is_owed(case, by=self.officer(case.matter.office, "acceptance"), now=self.at)
        by = self.officer(case.matter.office, "approval", but=case.accepted_by_id)
        outcome = rules.REFUSED if reasons else rules.GRANTED
        decide_case(case=case, outcome=outcome, reasons=reasons, by=by, now=self.at)

    def deliver(self, case: Case) -> None:
        self.wait(case.matter.region_id, 0, 6)
        receiver = case.matter.handler or case.matter.party
        if case.deliver_way == "download":
            deliver_by_download(case=case, to=receiver, now=self.at)
            return
        by = self.officer(case.matter.office, "acceptance")
        deliver_by_code(case=case, code=case.matter.told_code(), to=receiver, by=by, now=self.at)

    def finish(self, case: Case) -> None:
        self.review(case)
        self.decide(case)
        self.deliver(case)


def smooth(story: Story, case: Case) -> None:
    story.finish(story.accept(case))


def corrected(story: Story, case: Case) -> None:
    """Told once, corrected, granted."""
    notify(story, case)
    story.wait(case.matter.region_id, 1, 6)
    by = case.matter.handler or case.matter.party
    papers = [
        Paper(spec=spec, provenance=Paper.Provenance.UPLOADED, at=story.at)
        for spec in to_hand_in(case.version.materials.all(), case.answers)[:1]
    ]
    case = answer_correction(case=case, papers=papers, form=case.form.clear(), by=by, now=story.at)
    story.finish(story.accept(case))


def never_corrected(story: Story, case: Case) -> None:
    """Told once, nothing came, returned when the time was up."""
    notify(story, case)
    story.wait(case.matter.region_id, 16, 18)
    mark_missed(matter=case.matter, now=story.at)


def refused(story: Story, case: Case) -> None:
    """One office objects; refused with reasons."""
    case = story.accept(case)
    story.review(case, objects=True)
    story.decide(case, reasons="现场核查不符合要求。\n排放设施未按规定设置。")


def turned_away(story: Story, case: Case) -> None:
    """Not needed, or another office's business."""
    story.wait(case.matter.region_id, 0, 1)
    by = story.officer(case.matter.office, "acceptance")
    if story.draw.random() < 0.4:
        say_not_needed(case=case, reasons="您申请的事项依法不需要取得行政许可。", by=by, now=story.at)
        return
    right = case.matter.regulating_office or case.matter.office.parent or case.matter.office
    refuse_acceptance(
        case=case,
        ground=rules.OUTSIDE_POWER,
        reasons="经营场所不在本机关管辖区域内。",
        right_office=right,
        by=by,
        now=story.at,
    )


def withdrawn(story: Story, case: Case) -> None:
    story.wait(case.matter.region_id, 0, 2)
    withdraw_case(case=case, reason="计划有变。", by=case.matter.handler or case.matter.party, now=story.at)


def slow(story: Story, case: Case) -> None:
    """An office lets its step lie: yellow, then red."""
    case = story.accept(case)
    story.review(case, least=3, most=9)
    story.decide(case)
    story.deliver(case)


def forgotten(story: Story, case: Case) -> None:
    """Nobody answers within the duty: accepted by silence."""
    story.wait(case.matter.region_id, 7, 8)
    mark_missed(matter=case.matter, now=story.at)
    case = Case.objects.select_related("matter__office", "version").get(pk=case.pk)
    if case.matter.state == Matter.State.ACCEPTED:
        story.finish(case)


def examined(story: Story, case: Case) -> None:
    """An expert review stops the clock for some days."""
    case = story.accept(case)
    if case.matter.state != Matter.State.ACCEPTED:
        return
    story.wait(case.matter.region_id, 0, 1)
    by = story.officer(case.matter.office, "approval")
    begin_special_procedure(
        matter=case.matter,
        kind="专家评审",
        reason="方案需要专家评审。",
        basis="《行政许可法》第四十五条",
        expected_days=10,
        by=by,
        now=story.at,
    )
    story.wait(case.matter.region_id, 6, 10)
    end_special_procedure(matter=case.matter, by=by, now=story.at)
    story.finish(case)


def extended(story: Story, case: Case) -> None:
    """Granted more time once, with a reason."""
    case = story.accept(case)
    if case.matter.state != Matter.State.ACCEPTED:
        return
    story.wait(case.matter.region_id, 0, 1)
    body, item, on = body_that_extends(case.matter), case.matter.subject_code, local_day(story.at)
    head = officers_with(HEAD, office=body, item=item, on=on).order_by("pk").first() if body else None
    if head is None:
        return
    extend(
        matter=case.matter,
        amount=5,
        reason="现场情况复杂，需要复核。",
        basis="《行政许可法》第四十二条",
        approved_by=head,
        now=story.at,
    )
    story.review(case, least=1, most=4)
    story.decide(case)
    story.deliver(case)


TURNS: tuple[tuple[Callable[[Story, Case], None], int], ...] = (
    (smooth, 58),
    (corrected, 11),
    (slow, 9),
    (refused, 5),
    (turned_away, 4),
    (examined, 4),
    (extended, 3),
    (withdrawn, 3),
    (never_corrected, 2),
    (forgotten, 1),
)


@action
def _open(
    *,
    story: Story,
    version: ItemVersion,
    party: Party,
    handler: Party,
    answers: Mapping[str, Any],
    form: Mapping[str, Any],
    key: str,
    without: Collection[str],
    renews: Result | None,
) -> Case:
    draw, now = story.draw, story.at
    papers = []
    asked = [spec for spec in to_hand_in(version.materials.all(), answers) if spec.code not in without]
    for page, spec in enumerate(asked, start=1):
        scan = DemoCamera().capture(name=spec.code, page=page)
        file = store_file(upload=(scan.content, scan.name), subject=f"demo:{key}", by=handler, now=now)
        papers.append(
            Paper(spec=spec, file=file, provenance=Paper.Provenance.SCANNED, grade="B", original_seen=True, at=now)
        )
    case = open_case(
        version=version,
        scenario=scenario_for(version.handling_items.all(), answers),
        party=party,
        handler=handler,
        authorisation=authorisation_of(handler, party, on=local_day(now)),
        answers=answers,
        form=form,
        papers=papers,
        channel=draw.choices(CHANNELS, weights=SHARE_OF_CHANNELS)[0],
        deliver_way=draw.choice(WAYS),
        key=key,
        by=handler,
        now=now,
        purpose=Case.Purpose.RENEW if renews else Case.Purpose.NEW,
        about=renews,
    )
    adopt_files(files=[paper.file for paper in papers if paper.file], subject=case.matter.subject, by=handler, now=now)
    return case


def notify(story: Story, case: Case, *, most: float = 2) -> None:
    story.wait(case.matter.region_id, 0, most)
    touched = [(spec.code, spec.name) for spec in to_hand_in(case.version.materials.all(), case.answers)[:1]]
    gaps = [rules.Gap(about, name, story.draw.choice(TOUCHED)) for about, name in touched or [(rules.FORM, "申请表")]]
    notify_correction(case=case, gaps=gaps, by=story.officer(case.matter.office, "acceptance"), now=story.at)


def _open_reviews(case: Case) -> QuerySet[Step]:
    steps = case.matter.steps.filter(state=Step.State.OPEN).exclude(code=rules.DECIDE)
    return steps.select_related("office", "matter__case")
