"""A bundle being filled in: begun, kept as it is typed, given its papers, handed in once."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from tongban.bundles.actions.opening import HandedIn, open_whole
from tongban.bundles.actions.refusals import CannotApply
from tongban.bundles.events import (
    BundleDraftDiscarded,
    BundleDraftStarted,
    WholePaperAttached,
    WholePaperTakenBack,
)
from tongban.bundles.models import Bundle, BundleDraft, Whole, WholePaper
from tongban.bundles.queries.consents import obstacles_to_consents
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.offered import is_offered
from tongban.bundles.queries.plans import MemberPlan, Plan, plan_of
from tongban.bundles.queries.wallet import held_of
from tongban.bundles.rules.papers import ASKED, HELD, MergedPapers
from tongban.cases.actions.forgetting import remove_draft, remove_paper
from tongban.cases.actions.promises import obstacles_to_committing_at_hand_in
from tongban.cases.queries.held import Offer, lowest_of
from tongban.cases.rules.promises import COMMITMENT
from tongban.catalogue.rules.questions import question_errors
from tongban.documents.actions import Upload, adopt_files, bytes_of, remove_file, store_file, use_held_paper
from tongban.documents.models import StoredFile
from tongban.documents.rules import grades
from tongban.documents.storage import Kept
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Account, Party
from tongban.people.queries import authorisation_of, items_covered, party_of


@action
def start_draft(*, account: Account, bundle: Bundle, party: Party, now: datetime) -> BundleDraft:
    """Begin an application for a bundle, or go on with the one already begun."""
    version = bundle.current
    if version is None:
        raise CannotApply([Obstacle("bundle_retired", bundle.code)])
    if not is_offered(bundle, local_day(now)):
        raise CannotApply([Obstacle("bundle_not_offered", version.title)])
    _refuse(_obstacles_to_acting(party_of(account), party, (), now))

    draft, is_new = BundleDraft.objects.get_or_create(
        account=account, version=version, party=party, submitted_as="", defaults={"updated_at": now}
    )
    if is_new:
        publish(
            BundleDraftStarted(
                subject=draft.subject, by=str(account.actor), at=now, code=bundle.code, version=version.number
            )
        )
    return draft


@action(silent="typing is kept as it goes; what counts is journalled when it is handed in")
def save_draft(
    *,
    draft: BundleDraft,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    left_out: Collection[str] | None = None,
    form: Mapping[str, Any] | None = None,
    place: str | None = None,
    deliver_way: str | None = None,
) -> BundleDraft:
    """Keep what was typed so far, right or wrong."""
    draft = _locked(draft)
    if answers is not None:
        draft.answers = dict(answers)
    if left_out is not None:
        draft.left_out = sorted(left_out)
    if form is not None:
        draft.form = dict(form)
    draft.place = place or draft.place
    draft.deliver_way = deliver_way or draft.deliver_way
    draft.updated_at = now
    draft.save()
    return draft


def attach_paper(*, draft: BundleDraft, key: str, upload: Upload, by: Account, now: datetime) -> WholePaper:
    """Put an uploaded file to the draft, for every member that asks for this paper. Raises ``CannotStore``."""
    file = store_file(upload=upload, subject=draft.subject, by=by, now=now)  # before the transaction: disks are slow
    return _attach(draft=draft, key=key, file=file, by=by, now=now)


@action
def _attach(*, draft: BundleDraft, key: str, file: StoredFile, by: Account, now: datetime) -> WholePaper:
    draft = _locked(draft)
    same = draft.papers.filter(key=key, file__digest=file.digest).first()
    if same:  # the button was pressed twice
        remove_file(file=file, by=by, now=now)
        return same
    grade = grades.grade_of(grades.HANDED_IN)
    paper = WholePaper.objects.create(draft=draft, key=key, file=file, grade=grade, at=now)
    _touch(draft, now)
    publish(WholePaperAttached(subject=draft.subject, by=str(by.actor), at=now, paper=key, digest=file.digest))
    return paper


def use_on_file(*, draft: BundleDraft, key: str, offer: Offer, by: Account, now: datetime) -> list[WholePaper]:
    """Take a paper on file for a line instead of an upload. Raises CannotUse if it does not serve (any more)."""
    pages = bytes_of(offer.held)  # before the transaction: a document may have to be typeset
    return _use(draft=draft, key=key, offer=offer, pages=pages, by=by, now=now)


@action
def _use(
    *, draft: BundleDraft, key: str, offer: Offer, pages: list[Kept], by: Account, now: datetime
) -> list[WholePaper]:
    draft = _locked(draft)
    known = list(draft.papers.filter(key=key, held=offer.held))
    if known:  # the button was pressed twice
        return known
    files = use_held_paper(
        held=offer.held, pages=pages, lowest=lowest_of(offer.spec), subject=draft.subject, by=by, now=now
    )
    rows = [
        WholePaper(draft=draft, key=key, file=file, held=offer.held, grade=offer.held.grade, at=now) for file in files
    ]
    WholePaper.objects.bulk_create(rows)
    _touch(draft, now)
    return rows


@action
def take_back_paper(*, paper: WholePaper, by: Account, now: datetime) -> None:
    """Remove a paper from a draft that is not handed in yet."""
    draft = _locked(BundleDraft.objects.get(papers=paper))
    remove_paper(paper, beside=draft.papers.filter(key=paper.key), by=by, now=now)
    _touch(draft, now)
    publish(WholePaperTakenBack(subject=draft.subject, by=str(by.actor), at=now, paper=paper.key))


@action
def discard_draft(*, draft: BundleDraft, now: datetime) -> None:
    """Throw a draft away with its papers."""
    draft = _locked(draft)
    subject, by = draft.subject, str(draft.account.actor)
    remove_draft(draft, by=draft.account, now=now)
    publish(BundleDraftDiscarded(subject=subject, by=by, at=now))


@action
def submit_draft(
    *, draft: BundleDraft, channel: str, deliver_way: str = "", commits: Collection[str] = (), now: datetime
) -> Whole:
    """Hand the bundle in: one number, a case for each member that can begin. A second click finds the first one's.

    ``commits``: codes of the members for which the account signs a commitment with it.
    """
    drafts = BundleDraft.objects.select_for_update(of=("self",)).select_related("account", "party")
    draft = drafts.select_related("account", "party", "version__bundle__region", "version__bundle__lead_office").get(
        pk=draft.pk
    )
    if draft.submitted_as:
        return Whole.objects.select_related("matter").get(idempotency_key=draft.subject)
    plan = plan_of(draft.version)
    handler = _handler(draft)
    chosen = plan.applying(draft.answers, draft.left_out)
    papers = list(draft.papers.select_related("file"))
    sources = Sources(draft.subject)
    lines = plan.papers(chosen, draft.answers, held=held_of(papers), covers=sources.cover)
    _refuse(
        _obstacles_to_acting(handler, draft.party, chosen, now)
        + _obstacles_to_handing_in(draft, plan, chosen, lines, papers, local_day(now))
        + _obstacles_to_committing(draft.party, chosen, commits, now)
    )
    assert handler is not None  # else it had been refused

    whole = open_whole(
        plan=plan,
        given=HandedIn(
            chosen=[member.code for member in chosen],
            answers=draft.answers,
            form=plan.form(chosen).split(draft.form.clear() or {}),
            lines=lines,
            papers=papers,
            fetched=sources.found(lines),
            deliver_way=deliver_way or draft.deliver_way,
            key=draft.subject,
            commits=[member.code for member in chosen if member.code in commits],
        ),
        party=draft.party,
        handler=handler,
        authorisation=authorisation_of(handler, draft.party, on=local_day(now)),
        channel=channel,
        now=now,
    )
    adopt_files(files=[paper.file for paper in papers if paper.file], subject=whole.subject, by=handler, now=now)
    draft.submitted_as, draft.form = whole.matter.number, None
    draft.save(update_fields=["submitted_as", "form"])
    return whole


def obstacles_to_draft(draft: BundleDraft, plan: Plan, now: datetime) -> list[Obstacle]:
    """Return everything that still keeps a draft from being handed in, for the check-your-answers page."""
    chosen = plan.applying(draft.answers, draft.left_out)
    papers = list(draft.papers.select_related("file"))
    lines = plan.papers(chosen, draft.answers, held=held_of(papers), covers=Sources(draft.subject).cover)
    acting = _obstacles_to_acting(_handler(draft), draft.party, chosen, now)
    return acting + _obstacles_to_handing_in(draft, plan, chosen, lines, papers, local_day(now))


def _handler(draft: BundleDraft) -> Party | None:
    """Return who hands it in: the party themselves, or who acts for it."""
    return draft.party if draft.party.account_id == draft.account_id else party_of(draft.account)


def _obstacles_to_acting(
    handler: Party | None, party: Party, chosen: Collection[MemberPlan], now: datetime
) -> list[Obstacle]:
    if handler is None:
        return [Obstacle("say_who_you_are")]
    covered = items_covered(handler, party, on=local_day(now))
    items = {plan.item.code for plan in chosen}
    is_allowed = "" in covered or (bool(covered) and items <= covered)
    return [] if is_allowed else [Obstacle("not_authorised_for_party")]


def _obstacles_to_committing(
    party: Party, chosen: Collection[MemberPlan], commits: Collection[str], now: datetime
) -> list[Obstacle]:
    """Return why one of these members cannot be decided at once on a promise."""
    versions = [member.version for member in chosen if member.code in commits]
    return [
        obstacle
        for version in versions
        if version is not None  # the item is over: that is an obstacle of its own
        for obstacle in obstacles_to_committing_at_hand_in(party, version, {COMMITMENT}, now)
    ]


def _obstacles_to_handing_in(
    draft: BundleDraft,
    plan: Plan,
    chosen: Collection[MemberPlan],
    lines: MergedPapers,
    papers: Collection[WholePaper],
    today: date,
) -> list[Obstacle]:
    bundle = draft.version.bundle
    if bundle.current_id != draft.version_id:
        code = "bundle_changed" if bundle.current_id else "bundle_retired"
        return [Obstacle(code, draft.version.title)]
    if not is_offered(bundle, today):
        return [Obstacle("bundle_not_offered", draft.version.title)]
    if over := plan.obstacles(chosen, today):
        return over
    unanswered = question_errors(plan.questions(draft.answers, draft.left_out), draft.answers)
    if not unanswered and not chosen:
        return [Obstacle("bundle_needs_nothing", draft.version.title)]
    answers = plan.all_answers(chosen, draft.answers)
    wrong = plan.form(chosen).errors(draft.form.clear() or {}, answers, today=today)
    given = {paper.key for paper in papers}
    missing = [
        Obstacle("missing_paper", line.name, {"code": line.key})
        for line in lines.with_verdict(ASKED) + lines.with_verdict(HELD)
        if (line.is_required or line.may_follow) and line.key not in given
    ]
    return unanswered + wrong + missing + obstacles_to_consents(draft, today)


def _locked(draft: BundleDraft) -> BundleDraft:
    drafts = BundleDraft.objects.select_for_update(of=("self",)).select_related("account", "version__bundle")
    locked = drafts.get(pk=draft.pk)
    if locked.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", locked.submitted_as)])
    return locked


def _touch(draft: BundleDraft, now: datetime) -> None:
    draft.updated_at = now
    draft.save(update_fields=["updated_at"])


def _refuse(obstacles: list[Obstacle]) -> None:
    if obstacles:
        raise CannotApply(obstacles)
