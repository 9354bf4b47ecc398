"""Bundles, drafts and wholes as values of the API."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tongban.bundles.actions.drafts import obstacles_to_draft
from tongban.bundles.api.shapes import (
    BundleDraftLine,
    BundleDraftOut,
    BundleGuideOut,
    BundleOut,
    GivenPaperOut,
    LineOut,
    MemberOut,
    PromiseOut,
)
from tongban.bundles.api.whole_shapes import (
    ActOut,
    GivenOut,
    LedPlaceOut,
    LedWholeOut,
    OwnWholeOut,
    PlaceOnMapOut,
    WholeLineOut,
    WholeSubmittedOut,
)
from tongban.bundles.models import BundleDraft, BundleVersion, Whole, WholePaper
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.joint_map import JointMap, Place, joint_map
from tongban.bundles.queries.papers import PapersSeen
from tongban.bundles.queries.plans import MemberPlan, Plan, plan_of
from tongban.bundles.rules import graph
from tongban.bundles.rules.papers import Line
from tongban.cases.api.told import document_out, fetched_out, party_out
from tongban.catalogue.rules.questions import question_errors
from tongban.documents.queries import documents_of
from tongban.kernel.moments import local_day
from tongban.matters.api.shapes import due_on, progress_out
from tongban.matters.queries import progress
from tongban.people.models import Party
from tongban.ui.api.problems import Reason, reasons

OF_A_VERSION = ("title", "title_en", "summary", "summary_en", "theme", "for_persons", "for_firms")


def version_of(draft: BundleDraft) -> str:
    """Return what changes whenever something is typed, attached or taken back."""
    return str(int(draft.updated_at.timestamp() * 1_000_000))


def bundle_out(version: BundleVersion) -> BundleOut:
    """Return a bundle by its version, which knows its bundle."""
    return BundleOut(**_bundle(version))


def guide_out(plan: Plan, answers: Mapping[str, Any]) -> BundleGuideOut:
    """Return the guide under the answers given so far; of a situation not told yet, everything that may be asked."""
    version = plan.version
    is_told = not question_errors(version.questions, answers)
    chosen = plan.applying(answers) if is_told else plan.members
    papers, merged = plan.papers(chosen, answers, covers=Sources().cover), plan.form(chosen)
    apart, once = merged.counted(plan.all_answers(chosen, answers))
    return BundleGuideOut(
        **_bundle(version),
        introduction=version.introduction,
        promised=PromiseOut(amount=version.promised_amount, unit=version.promised_unit, text=version.promised_text),
        questions=plan.questions(answers),
        answers=dict(answers),
        is_told=is_told,
        members=_members(plan, chosen),
        papers=[_line(plan, line) for line in papers.lines],
        papers_before=papers.before,
        papers_after=papers.after,
        form_schema=dict(merged.schema),
        fields_before=apart,
        fields_after=once,
        steps_before=version.steps_before,
        steps_after=version.steps_after,
    )


def draft_out(draft: BundleDraft, *, reader: Party, now: datetime) -> BundleDraftOut:
    plan, version = plan_of(draft.version), draft.version
    chosen = plan.applying(draft.answers, draft.left_out)
    seen = PapersSeen(plan, draft, reader=reader, on=local_day(now))
    obstacles = [] if draft.submitted_as else obstacles_to_draft(draft, plan, now)
    return BundleDraftOut(
        id=str(draft.pk),
        version=version_of(draft),
        region=version.bundle.region_id,
        bundle=version.bundle.code,
        bundle_version=version.number,
        title=version.title,
        party=party_out(draft.party),
        answers=draft.answers,
        left_out=draft.left_out,
        form=draft.form.clear() or {},
        form_schema=dict(plan.form(chosen).schema),
        questions=plan.questions(draft.answers, draft.left_out),
        deliver_way=draft.deliver_way,
        members=_members(plan, chosen),
        asked=[_line(plan, line) for line in seen.to_bring],
        not_asked=[_line(plan, line) for line, _ in seen.not_asked if line not in seen.to_bring],
        papers=[given_out(paper) for paper in seen.given],
        fetched=[fetched_out(row, paper=line.key) for line in seen.merged.lines if (row := seen.sources.said(line))],
        obstacles=[Reason(**reason) for reason in reasons(obstacles)],
        submitted_as=draft.submitted_as or None,
        updated_at=draft.updated_at,
    )


def draft_line(draft: BundleDraft) -> BundleDraftLine:
    bundle = draft.version.bundle
    return BundleDraftLine(
        id=str(draft.pk),
        region=bundle.region_id,
        bundle=bundle.code,
        title=draft.version.title,
        party=draft.party.shown_name,
        updated_at=draft.updated_at,
    )


def given_out(paper: WholePaper) -> GivenPaperOut:
    file = paper.file
    return GivenPaperOut(
        id=str(paper.pk),
        key=paper.key,
        file=str(file.pk) if file else None,
        file_name=file.name if file else "",
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        digest=file.digest if file else "",
    )


def submitted_out(whole: Whole) -> WholeSubmittedOut:
    matter = whole.matter
    return WholeSubmittedOut(number=matter.number, query_code=matter.told_code(), received_at=matter.received_at)


def whole_line(whole: Whole) -> WholeLineOut:
    matter = whole.matter
    return WholeLineOut(
        number=matter.number,
        title=matter.subject_title,
        office=matter.office.name,
        party=matter.party.shown_name,
        state=matter.state,
        received_at=matter.received_at,
    )


def own_whole_out(whole: Whole, *, now: datetime) -> OwnWholeOut:
    shown = joint_map(whole, now=now)
    return OwnWholeOut(
        **_whole(whole, shown, now),
        query_code=whole.matter.told_code(),
        members=[PlaceOnMapOut(**_place(place)) for place in shown.places],
    )


def led_whole_out(whole: Whole, *, now: datetime) -> LedWholeOut:
    shown = joint_map(whole, now=now, with_outlook=True)
    return LedWholeOut(
        **_whole(whole, shown, now),
        party=whole.matter.party.shown_name,
        members=[
            LedPlaceOut(**_place(place), light=place.light, expected_on=place.expected_on) for place in shown.places
        ],
        expected_on=shown.expected_on,
        held_up_by=shown.blocker.code if shown.blocker else None,
    )


def _bundle(version: BundleVersion) -> dict[str, Any]:
    bundle = version.bundle
    return {
        "region": bundle.region_id,
        "code": bundle.code,
        "version": version.number,
        "lead_office": bundle.lead_office.name,
        **{name: getattr(version, name) for name in OF_A_VERSION},
    }


def _members(plan: Plan, chosen: Collection[MemberPlan]) -> list[MemberOut]:
    needed = [each.code for each in chosen]
    wave_of = {code: place for place, wave in enumerate(graph.waves(needed, plan.links), 1) for code in wave}
    return [
        MemberOut(
            code=each.code,
            item=each.item.code,
            title=each.title,
            title_en=each.title_en,
            office=each.item.office.name,
            is_required=each.member.is_required,
            is_needed=each.code in wave_of,
            wave=wave_of.get(each.code),
        )
        for each in plan.members
    ]


def _line(plan: Plan, line: Line) -> LineOut:
    feeder = plan.by_code.get(line.by)
    return LineOut(
        key=line.key,
        name=line.name,
        verdict=line.verdict,
        by=feeder.title if feeder else line.by,
        is_required=line.is_required,
        may_follow=line.may_follow,
        members=list(line.parts),
    )


def _whole(whole: Whole, shown: JointMap, now: datetime) -> dict[str, Any]:
    parts = [place.matter.subject for place in shown.places if place.matter]
    return {
        "progress": progress_out(progress(whole.matter, now=now)),
        "bundle": whole.version.bundle.code,
        "papers_before": whole.papers_before,
        "papers_after": whole.papers_after,
        "working_days_used": shown.time.used,
        "documents": [document_out(document) for document in documents_of(whole.matter.subject, *parts)],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "code": place.code,
        "title": place.title,
        "office": place.office,
        "state": place.state,
        "number": place.matter.number if place.matter else None,
        "acts": [ActOut(name=step.name, office=step.office.name, due_on=due_on(step.due_at)) for step in place.acts],
        "since": place.since,
        "due_on": due_on(place.matter.due_at) if place.matter else None,
        "rests_on": list(place.before),
        "barred_by": place.barred_by,
        "outcome": place.outcome,
        "results": [GivenOut(name=result.name, number=result.number) for result in place.results],
    }
