"""A member begins: a case under the number of the whole, with its part of the form and the papers given once.

What the account promised at the hand-in for an item that is decided on a promise (告知承诺) is written down with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tongban.bundles.actions.consent_papers import print_consents
from tongban.bundles.actions.feeding import fed_at_the_beginning, tell_fed
from tongban.bundles.events import MemberBegan
from tongban.bundles.models import MemberRun, Whole, WholePaper
from tongban.bundles.queries.plans import answers_of_run
from tongban.bundles.rules.graph import Link
from tongban.bundles.rules.papers import FED, FETCHED, code_of
from tongban.cases.actions.opening import open_case
from tongban.cases.actions.promises import sign_commitment_at_hand_in
from tongban.cases.models import Case, Paper
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.catalogue.queries import materials_of, scenarios_of
from tongban.catalogue.rules import scenario_for
from tongban.documents.models import FetchedPaper
from tongban.documents.queries import fetched_for
from tongban.documents.rules import grades
from tongban.kernel.events import publish
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.numbers import part_number


def begin_member(
    *,
    whole: Whole,
    run: MemberRun,
    given: Mapping[str, MemberRun],
    links: Sequence[Link],
    by: Acting,
    now: datetime,
) -> Case:
    """Open the case of a member that waits, within an act that holds the whole; ``given``: all members, by code."""
    version, code = _version(run), run.member.code
    answers = answers_of_run(whole, run)
    whole.parts += 1
    whole.save(update_fields=["parts"])
    matter = whole.matter
    fed = fed_at_the_beginning(whole, code, links, given)
    case = open_case(
        version=version,
        scenario=scenario_for(scenarios_of(version), answers),
        party=matter.party,
        handler=matter.handler or matter.party,
        authorisation=whole.authorisation,
        answers=answers,
        form={**(whole.form.clear() or {}).get(code, {}), **{k: v for _, values in fed for k, v in values.items()}},
        papers=list(_papers(whole, run, given, now)),
        channel=matter.channel,
        deliver_way=whole.deliver_way,
        key=f"{whole.subject}:{code}:{whole.parts}",
        by=by,
        now=now,
        parent=matter,
        number=part_number(matter.number, whole.parts),
    )
    run.state, run.matter, run.began_at = MemberRun.State.RUNNING, case.matter, now
    run.reason = run.barred_by = ""
    run.save(update_fields=["state", "matter", "began_at", "reason", "barred_by"])

    if code in (whole.commits or ()):
        signer = matter.handler or matter.party
        sign_commitment_at_hand_in(case, by=signer, at=matter.received_at, now=now)
    publish(
        MemberBegan(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            whole_id=whole.pk,
            member=code,
            number=case.matter.number,
        )
    )
    print_consents(whole, code, case, by=by, now=now)
    for link, values in fed:
        tell_fed(whole, link, values, by=by, now=now)
    return case


def _version(run: MemberRun) -> ItemVersion:
    """Return the version that the form was checked against at the hand-in."""
    version = run.item_version
    assert version is not None  # it is needed
    version.item = run.member.item
    return version


def _papers(whole: Whole, run: MemberRun, given: Mapping[str, MemberRun], now: datetime) -> Iterator[Paper]:
    """Yield the papers of a member: pages of what was given once, what sources and other members gave."""
    specs = {spec.code: spec for spec in materials_of(_version(run))}
    pages, found = _pages(whole), _found(whole)
    for line in whole.lines:
        for code in (paper for member, paper in line["needs"] if member == run.member.code):
            if line["verdict"] == FED and given[line["by"]].state == MemberRun.State.GRANTED:
                yield _fed(specs[code], now)
                continue
            if line["verdict"] == FETCHED and (row := found.get(code_of(line["key"]))):
                yield _fetched(specs[code], row, now)
            yield from (_copy(specs[code], page) for page in pages[line["key"]])


def _pages(whole: Whole) -> dict[str, list[WholePaper]]:
    found: dict[str, list[WholePaper]] = defaultdict(list)
    for paper in whole.papers.select_related("file", "held").order_by("pk"):
        found[paper.key].append(paper)
    return found


def _found(whole: Whole) -> dict[str, FetchedPaper]:
    """Return what sources gave for the whole; nothing is asked where they give nothing."""
    if not any(line["verdict"] == FETCHED for line in whole.lines):
        return {}
    return fetched_for(whole.matter.subject)


def _copy(spec: MaterialSpec, page: WholePaper) -> Paper:
    """Return a paper of the case that is the same stored file."""
    provenance = Paper.Provenance.HELD if page.held_id else Paper.Provenance.UPLOADED
    return Paper(spec=spec, file=page.file, provenance=provenance, grade=page.grade, held=page.held, at=page.at)


def _fed(spec: MaterialSpec, now: datetime) -> Paper:
    """Return a paper that another member of the whole has given: nobody brings it."""
    return Paper(spec=spec, provenance=Paper.Provenance.OUTPUT, grade=grades.grade_of(grades.ISSUED), at=now)


def _fetched(spec: MaterialSpec, row: FetchedPaper, now: datetime) -> Paper:
    """Return a paper that a source gave for the whole: asked for once, for every member that needs it."""
    grade = grades.grade_of(grades.VERIFIED)
    return Paper(spec=spec, provenance=Paper.Provenance.FETCHED, grade=grade, fetched=row, at=now)
