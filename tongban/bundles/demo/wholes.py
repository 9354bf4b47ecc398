"""Bundles that people of the demo city have handed in: half way, done, late, and taken back in part."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from tongban.bundles.actions.consents import answer_consent, ask_for_consent
from tongban.bundles.actions.drafts import attach_paper, save_draft, start_draft, submit_draft
from tongban.bundles.actions.fetching import fetch_for_draft
from tongban.bundles.actions.joint_visits import join_joint_visit, propose_joint_visit
from tongban.bundles.demo.said import SAID, Said
from tongban.bundles.models import Bundle, BundleDraft, Whole
from tongban.bundles.queries.consents import consents_seen
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.joint_visits import reviews_of
from tongban.bundles.queries.plans import Plan, plan_of
from tongban.bundles.rules.consents import AGREED
from tongban.bundles.rules.forms import whole_answers
from tongban.bundles.rules.joint_visits import LEAST_OFFICES
from tongban.bundles.rules.papers import ASKED
from tongban.calendars.queries import calendar_for
from tongban.cases.actions import withdraw_case
from tongban.cases.demo.forms import answer_to, values_for
from tongban.cases.demo.stories import City, Story, notify
from tongban.cases.models import Case
from tongban.cases.queries.prefill import prefilled, values_of
from tongban.cases.queries.site_visits import staff_of
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Step
from tongban.people.models import Account, Officer, Party
from tongban.windows.devices import DemoCamera

SAME_DAY = 0.9  # working days at most between two acts: less than one is some minutes
TAKEN_BACK = "成交价填错了，改好合同再重新申报。"


class Known(City, Protocol):
    """A city whose people are known by name."""

    def party(self, name: str) -> Party: ...


def hand_in_bundles(*, city: Known, now: datetime) -> list[Whole]:
    """Let four people each hand a bundle in, and the offices get as far with each as there is to see."""
    if Whole.objects.exists():
        return []
    told = {"restaurant": _half_way, "company": _within_the_day, "late": _over_the_day, "flat": _taken_back_in_part}
    wholes = []
    for key, said in SAID.items():
        bundle = Bundle.objects.filter(code=said.code, region=said.region).exclude(current=None).first()
        if bundle is None:
            continue
        story = Story(city=city, draw=random.Random(f"bundle:{key}"), at=_morning(said, now), until=now)
        whole = _hand_in(story, bundle, city, said)
        told[key](story, whole)
        wholes.append(whole)
    return wholes


def _morning(said: Said, now: datetime) -> datetime:
    """Return ten on a morning so many working days ago."""
    day, left, calendar = local_day(now), said.days_ago, calendar_for(said.region)
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_working(day)
    return datetime.combine(day, time(10), BEIJING)


def _hand_in(story: Story, bundle: Bundle, city: Known, said: Said) -> Whole:
    """Fill in as people do, with what is known of them, and hand in."""
    party = city.party(said.party)
    account = party.account
    assert account is not None  # people of the demo have signed in before
    draft = start_draft(account=account, bundle=bundle, party=party, now=story.at)
    plan = plan_of(draft.version)
    answers = _answers(story, plan, said)
    draft = save_draft(draft=draft, answers=answers, left_out=said.left_out, deliver_way="window", now=story.at)
    form = _form(story, plan, draft, said)
    draft = save_draft(draft=draft, form=form, now=story.at)
    fetch_for_draft(draft=draft, plan=plan, by=account, now=story.at)
    _bring_papers(story, plan, draft, account)
    _agree(story, draft, city)
    return submit_draft(draft=draft, channel="web", now=story.at)


def _answers(story: Story, plan: Plan, said: Said) -> dict[str, Any]:
    answers = dict(said.answers)
    for question in plan.questions(answers, said.left_out):
        if question["key"] not in answers:
            answers[question["key"]] = answer_to(question, story.draw)
    return answers


def _form(story: Story, plan: Plan, draft: BundleDraft, said: Said) -> dict[str, Any]:
    chosen = plan.applying(draft.answers, draft.left_out)
    answers, schema = whole_answers(plan.all_answers(chosen, draft.answers)), plan.form(chosen).schema
    party, on = draft.party, local_day(story.at)
    known = prefilled(schema=schema, party=party, reader=party, answers=answers, on=on)
    return values_for(schema, answers, story.draw) | values_of(known) | said.form_on(on)


def _bring_papers(story: Story, plan: Plan, draft: BundleDraft, account: Account) -> None:
    chosen = plan.applying(draft.answers, draft.left_out)
    lines = plan.papers(chosen, draft.answers, covers=Sources(draft.subject).cover).with_verdict(ASKED)
    for page, line in enumerate(lines, start=1):
        scan = DemoCamera().capture(name=line.name[:20], page=page)
        attach_paper(draft=draft, key=line.key, upload=(scan.content, scan.name), by=account, now=story.at)


def _agree(story: Story, draft: BundleDraft, city: Known) -> None:
    """Let whoever sells be asked, read it and agree, with the account that they sign in with in the demo."""
    for seen in consents_seen(draft, local_day(story.at)):
        consent = ask_for_consent(draft=draft, key=seen.wanted.key, now=story.at)
        seller = city.party(consent.terms.clear()[seen.wanted.name])
        answer_consent(consent=consent, state=AGREED, read=consent.fingerprint, by=seller, now=story.at)


def _case(whole: Whole, code: str) -> Case:
    cases = Case.objects.select_related("matter__office", "matter__party", "matter__handler", "version")
    return cases.get(matter__in=whole.members.filter(member__code=code).values("matter"))


def _accept(story: Story, whole: Whole, code: str) -> Case:
    return story.accept(_case(whole, code), most=SAME_DAY)


def _decide(story: Story, whole: Whole, codes: Sequence[str]) -> None:
    """Take members from where they are to their decision, the same day."""
    for code in codes:
        story.review(_accept(story, whole, code), most=SAME_DAY)
        story.decide(_case(whole, code), most=SAME_DAY)


def _half_way(story: Story, whole: Whole) -> None:
    """Licence and sign are done; the kitchen waits for a joint visit, the drains for a paper, the fire check is new."""
    _decide(story, whole, ["trader", "sign"])
    _accept(story, whole, "food")
    _arrange_visit(story, whole)
    notify(story, _case(whole, "drain"), most=SAME_DAY)


def _arrange_visit(story: Story, whole: Whole) -> None:
    """The offices that look at the kitchen agree to come together on the next working day: two officers of each."""
    steps = [each.step for each in reviews_of(whole) if each.is_chosen]
    pairs = {step.office_id: _pair(story, step) for step in steps}
    if len(pairs) < LEAST_OFFICES:
        return
    first, *others = pairs.values()
    on = calendar_for(whole.matter.region_id).nth_after(local_day(story.until), 1)
    joint = propose_joint_visit(
        whole=whole,
        steps=[step.pk for step in steps],
        planned_for=datetime.combine(on, time(10), BEIJING),
        place=_case(whole, "food").form.clear()["shop_address"],
        officers=first,
        by=first[0],
        now=story.at,
    )
    for pair in others:
        part = joint.parts.get(office=pair[0].office_id)
        join_joint_visit(part=part, officers=pair, by=pair[0], now=story.at)


def _pair(story: Story, step: Step) -> list[Officer]:
    """Return who reviews the step and one colleague of theirs."""
    first = story.officer(step.office, step.post_kind)
    others = staff_of(step.office, on=local_day(story.at)).exclude(pk=first.pk).filter(is_contracted=False)
    return [first, *others[:1]]


def _within_the_day(story: Story, whole: Whole) -> None:
    """Everything granted the same day; the results wait at one desk."""
    _decide(story, whole, ["company", "seal", "invoice", "social", "health", "fund", "account"])


def _over_the_day(story: Story, whole: Whole) -> None:
    """The insurances and the fund were forgotten: past the working day that was promised."""
    _decide(story, whole, ["company", "seal", "invoice", "account"])


def _taken_back_in_part(story: Story, whole: Whole) -> None:
    """One tax was settled, and the other return taken back: no registration, no names changed (契税法 11)."""
    _decide(story, whole, ["incometax"])
    story.at += timedelta(hours=1)
    withdraw_case(case=_case(whole, "deedtax"), reason=TAKEN_BACK, by=whole.matter.party, now=story.at)
