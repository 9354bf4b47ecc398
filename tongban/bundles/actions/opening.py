"""What was handed in becomes a whole: its matter, its members, and a case for each that can begin."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.bundles.actions.advancing import advance
from tongban.bundles.events import WholeSubmitted
from tongban.bundles.models import MemberRun, Whole, WholePaper
from tongban.bundles.queries.plans import Plan
from tongban.bundles.rules.papers import MergedPapers
from tongban.documents.actions import adopt_fetched
from tongban.kernel.events import publish
from tongban.kernel.statements import insert
from tongban.matters.actions import open_matter
from tongban.people.models import Authorisation, Party

JOINT = "joint"  # by how much a limit may be extended: 行政许可法 art. 42(2), ``matters/data/extensions.toml``


@dataclass(frozen=True)
class HandedIn:
    """What somebody hands in: the members that are needed, the answers, the form by member, the papers."""

    chosen: Collection[str]
    answers: Mapping[str, Any]
    form: Mapping[str, Mapping[str, Any]]
    lines: MergedPapers
    papers: Collection[WholePaper]
    fetched: Collection[int]  # keys of what sources gave
    deliver_way: str
    key: str
    commits: Collection[str] = ()  # members that are decided at once on a promise


def open_whole(
    *,
    plan: Plan,
    given: HandedIn,
    party: Party,
    handler: Party,
    authorisation: Authorisation | None,
    channel: str,
    now: datetime,
) -> Whole:
    """Open the matter of the lead office, write the members and begin those before which nothing stands."""
    version, bundle = plan.version, plan.version.bundle
    matter = open_matter(
        kind="bundle",
        subject_code=bundle.code,
        subject_title=version.title,
        subject_version=version.number,
        party=party,
        handler=handler,
        office=bundle.lead_office,
        regulating_office=None,
        region=bundle.region,
        channel=channel,
        extension_rule=JOINT,
        by=handler,
        now=now,
    )
    whole = Whole(
        matter=matter,
        version=version,
        authorisation=authorisation,
        answers=dict(given.answers),
        lines=[line_as_data(line) for line in given.lines.lines],
        deliver_way=given.deliver_way,
        commits=sorted(given.commits),
        idempotency_key=given.key,
        papers_before=given.lines.before,
        papers_after=given.lines.after,
    )
    whole.form = {code: dict(form) for code, form in given.form.items()}
    insert([whole])
    insert([_member_run(whole, member, given.chosen) for member in plan.members])
    WholePaper.objects.filter(pk__in=[paper.pk for paper in given.papers]).update(whole=whole)

    publish(
        WholeSubmitted(
            subject=matter.subject,
            by=str(handler.actor),
            at=now,
            whole_id=whole.pk,
            code=bundle.code,
            version=version.number,
            channel=channel,
            members=tuple(given.chosen),
            papers=tuple(sorted({paper.key for paper in given.papers})),
        )
    )
    if given.fetched:
        adopt_fetched(keys=list(given.fetched), subject=matter.subject, by=handler, now=now)
    advance(whole=whole, by=handler, now=now)
    return whole


def line_as_data(line: Any) -> dict[str, Any]:
    """Return a line of the merged papers as it is kept with the whole."""
    needs = [[need.part, need.code] for need in line.needs]
    return {
        "key": line.key,
        "name": line.name,
        "verdict": line.verdict,
        "by": line.by,
        "needs": needs,
        "is_required": line.is_required,
    }


def _member_run(whole: Whole, plan: Any, chosen: Collection[str]) -> MemberRun:
    is_needed = plan.code in chosen
    return MemberRun(
        whole=whole,
        member=plan.member,
        item_version=plan.version if is_needed else None,
        state=MemberRun.State.WAITING if is_needed else MemberRun.State.NOT_NEEDED,
    )
