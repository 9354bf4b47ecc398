"""A draft: begun, filled in over several pages, handed in once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tongban.calendars.queries import ask_calendar_ahead
from tongban.cases.actions.forgetting import remove_draft, remove_paper
from tongban.cases.actions.opening import open_case
from tongban.cases.actions.promises import obstacles_to_committing_at_hand_in, obstacles_to_leaving, sign_at_hand_in
from tongban.cases.actions.refusals import CannotApply
from tongban.cases.events import DraftDiscarded, DraftStarted, PaperAttached, PaperTakenBack
from tongban.cases.models import Case, Draft, Paper
from tongban.cases.models.cases import tolerance_in
from tongban.cases.queries.held import obstacles_to_held
from tongban.cases.queries.papers import asked_among
from tongban.cases.queries.results import renews_in_time
from tongban.catalogue.models import Item, ItemVersion, MaterialSpec
from tongban.catalogue.queries import ask_parts_ahead, materials_of, obstacles_to_new_cases, scenarios_of
from tongban.catalogue.rules import form_errors, scenario_for
from tongban.catalogue.rules.questions import question_errors
from tongban.documents.actions import Upload, adopt_fetched, adopt_files, ask_template_ahead, remove_file, store_file
from tongban.documents.models import StoredFile
from tongban.documents.rules import grades
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import prepared, store
from tongban.kernel.transactions import action
from tongban.people.models import Account, Party
from tongban.people.queries import authorisation_of, may_act_for, party_of


@action
def start_draft(*, account: Account, item: Item, party: Party, now: datetime) -> Draft:
    """Begin an application on the item's current version, or go on with the one already begun."""
    _refuse(obstacles_to_new_cases(item, local_day(now)))
    version = item.current
    assert version is not None  # else it were retired
    _refuse(_obstacles_to_acting(party_of(account), item, party, now))

    draft, is_new = Draft.objects.get_or_create(
        account=account, version=version, party=party, submitted_as="", defaults={"updated_at": now}
    )
    if is_new:
        publish(_started(draft, version, now))
    return draft


@action(silent="typing is kept as it goes; what counts is journalled when it is handed in")
def save_draft(
    *,
    draft: Draft,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | None = None,
    place: str | None = None,
    deliver_way: str | None = None,
) -> Draft:
    """Keep what was typed so far, right or wrong."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])

    if answers is not None:
        draft.answers = dict(answers)
    if form is not None:
        draft.form = dict(form)
    draft.place = place or draft.place
    draft.deliver_way = deliver_way or draft.deliver_way
    draft.updated_at = now
    draft.save()
    return draft


def attach_paper(*, draft: Draft, spec: MaterialSpec, upload: Upload, by: Account, now: datetime) -> Paper:
    """Put an uploaded file to the draft as one of its papers. Raises ``CannotStore`` for a file that will not do."""
    file = store_file(upload=upload, subject=draft.subject, by=by, now=now)  # before the transaction: disks are slow
    return _attach(draft=draft, spec=spec, file=file, by=by, now=now)


@action
def _attach(*, draft: Draft, spec: MaterialSpec, file: StoredFile, by: Account, now: datetime) -> Paper:
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])

    same = draft.papers.filter(spec=spec, file__digest=file.digest).first()
    if same:  # the button was pressed twice
        remove_file(file=file, by=by, now=now)
        return same
    grade = grades.grade_of(grades.HANDED_IN, is_own_making=spec.source == MaterialSpec.Source.SELF)
    paper = Paper.objects.create(
        draft=draft, spec=spec, file=file, provenance=Paper.Provenance.UPLOADED, grade=grade, at=now
    )
    _touch(draft, now)
    publish(PaperAttached(subject=draft.subject, by=str(by.actor), at=now, paper=spec.code, digest=file.digest))
    return paper


@action
def take_back_paper(*, paper: Paper, by: Account, now: datetime) -> None:
    """Remove a paper from a draft that is not handed in yet."""
    draft = Draft.objects.select_for_update().get(papers=paper)
    if draft.submitted_as or paper.case_id:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])

    remove_paper(paper, beside=draft.papers.filter(spec=paper.spec), by=by, now=now)
    _touch(draft, now)
    publish(PaperTakenBack(subject=draft.subject, by=str(by.actor), at=now, paper=paper.spec.code))


@action
def renew_draft(*, draft: Draft, now: datetime) -> Draft:
    """Carry a draft over to the item's current version; answers and papers that still fit are kept."""
    drafts = Draft.objects.select_for_update(of=("self",)).select_related(
        "version__item__current", "version__item__catalog_item"
    )
    draft = drafts.get(pk=draft.pk)
    _refuse(obstacles_to_new_cases(draft.version.item, local_day(now)))
    current = draft.version.item.current
    assert current is not None  # else it were retired

    specs = {spec.code: spec for spec in current.materials.all()}
    for paper in draft.papers.select_related("spec"):
        if paper.spec.code in specs:
            paper.spec = specs[paper.spec.code]
            paper.save(update_fields=["spec"])
    draft.version, draft.place, draft.updated_at = current, "questions", now
    draft.save()
    publish(_started(draft, current, now))
    return draft


@action
def discard_draft(*, draft: Draft, now: datetime) -> None:
    """Throw a draft away with its papers."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])

    subject, by = draft.subject, str(draft.account.actor)
    remove_draft(draft, by=draft.account, now=now)
    publish(DraftDiscarded(subject=subject, by=by, at=now))


@action
def submit_draft(
    *, draft: Draft, channel: str, deliver_way: str = "", promises: Collection[str] = (), now: datetime
) -> Case:
    """Hand the application in, the result to come the way that is kept with the draft, or another one.

    ``promises``: the kinds of promise that the account signs with it. A second click finds the case that the first
    one opened.
    """
    _ask_ahead(draft)
    draft = _locked(draft)
    if draft.submitted_as:
        return Case.objects.get(idempotency_key=draft.subject)
    version, papers = _version_of(draft), _papers_of(draft)
    is_own = draft.party.account_id == draft.account_id
    handler = draft.party if is_own else party_of(draft.account)
    if handler is None:
        raise CannotApply([Obstacle("say_who_you_are")])
    _refuse(
        _obstacles_to_acting(handler, version.item, draft.party, now)
        + _obstacles_to_handing_in(draft, version, papers, now, promises)
    )

    case = open_case(
        version=version,
        scenario=scenario_for(scenarios_of(version), draft.answers),
        party=draft.party,
        handler=handler,
        authorisation=authorisation_of(handler, draft.party, on=local_day(now)),
        answers=draft.answers,
        form=draft.form.clear(),
        papers=papers,
        channel=channel,
        deliver_way=deliver_way or draft.deliver_way,
        key=draft.subject,
        by=handler,
        now=now,
        purpose=_purpose(draft, now),
        about=draft.about,
    )
    adopt_files(files=[paper.file for paper in papers if paper.file], subject=case.matter.subject, by=handler, now=now)
    if fetched := [paper.fetched_id for paper in papers if paper.fetched_id]:
        adopt_fetched(keys=fetched, subject=case.matter.subject, by=handler, now=now)
    sign_at_hand_in(case, promises, papers, by=handler, now=now)
    draft.submitted_as, draft.form = case.matter.number, None
    store(draft, "submitted_as", "form")
    return case


def _ask_ahead(draft: Draft) -> None:
    """Have the draft locked, and what it consists of asked, at once."""
    _draft.ahead(draft.pk)
    _version.ahead(draft.version_id)
    _papers.ahead(draft.pk)
    ask_parts_ahead(draft.version_id)
    ask_calendar_ahead()
    ask_template_ahead("receipt")


def obstacles_to_draft(draft: Draft, *, promises: Collection[str] = (), now: datetime) -> list[Obstacle]:
    """Return everything that still keeps a draft from being handed in, for the check-your-answers page."""
    return _obstacles_to_handing_in(draft, draft.version, _papers_of(draft), now, promises)


def _locked(draft: Draft) -> Draft:
    """Return the draft as it is now, locked, with whose it is. Raises DoesNotExist."""
    found = _draft.first(draft.pk)
    if found is None:
        raise Draft.DoesNotExist
    return found


@prepared
def _draft(key: int) -> "QuerySet[Draft]":
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("account", "party", "about")
    return drafts.filter(pk=key)


def _version_of(draft: Draft) -> ItemVersion:
    """Return the version of a draft, which knows that it is the current one of its item, if it is."""
    [version] = _version(draft.version_id)
    if version.item.current_id == version.pk:
        version.item.current = version
    return version


@prepared
def _version(key: int) -> "QuerySet[ItemVersion]":
    return ItemVersion.objects.select_related("item__office__region", "item__regulating_office").filter(pk=key)


def _papers_of(draft: Draft) -> list[Paper]:
    return _papers(draft.pk)


@prepared
def _papers(draft: int) -> "QuerySet[Paper]":
    return Paper.objects.select_related("spec", "file", "held").filter(draft=draft)


def _touch(draft: Draft, now: datetime) -> None:
    draft.updated_at = now
    draft.save(update_fields=["updated_at"])


def _started(draft: Draft, version: ItemVersion, now: datetime) -> DraftStarted:
    return DraftStarted(
        subject=draft.subject,
        by=str(draft.account.actor),
        at=now,
        item_code=version.item.code,
        version=version.number,
    )


def _obstacles_to_acting(handler: Party | None, item: Item, party: Party, now: datetime) -> list[Obstacle]:
    if handler is None:
        return [Obstacle("say_who_you_are")]
    if not may_act_for(handler, party, on=local_day(now), item_code=item.code):
        return [Obstacle("not_authorised_for_party")]
    return []


def _obstacles_to_handing_in(
    draft: Draft, version: ItemVersion, papers: Iterable[Paper], now: datetime, promises: Collection[str]
) -> list[Obstacle]:
    if closed := obstacles_to_new_cases(version.item, local_day(now)):
        return closed
    if version.item.current_id != version.pk:
        return [Obstacle("item_changed", version.title)]
    papers = list(papers)
    given = {paper.spec.code for paper in papers}
    left = [
        paper
        for paper in asked_among(materials_of(version), draft.answers, tolerance_in(version))
        if paper.code not in given
    ]
    missing = [Obstacle("missing_paper", paper.name, {"code": paper.code}) for paper in left if paper.is_required]
    missing += obstacles_to_leaving(draft.party, [paper for paper in left if paper.may_follow], promises, now)
    missing += obstacles_to_committing_at_hand_in(draft.party, version, promises, now)
    unanswered = question_errors(version.questions, draft.answers)
    wrong = form_errors(version.form_schema, draft.form.clear(), draft.answers, today=local_day(now))
    return unanswered + wrong + missing + obstacles_to_held(papers, on=local_day(now))


def _purpose(draft: Draft, now: datetime) -> str:
    """Return what is asked for: a renewal that was begun in time and handed in too late is an ordinary new case."""
    if draft.purpose != Case.Purpose.RENEW or draft.about is None:
        return draft.purpose
    return draft.purpose if renews_in_time(draft.about, now=now) else Case.Purpose.NEW


def _refuse(obstacles: list[Obstacle]) -> None:
    if obstacles:
        raise CannotApply(obstacles)
