"""A promise is signed, taken back, found broken, made up for."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.letters import letter_for, print_letter, signed_by_account
from tongban.cases.actions.refusals import CannotPromise, locked
from tongban.cases.events import BrokenPromiseRepaired, PromiseBroken, PromiseSigned, PromiseTakenBack
from tongban.cases.models import BrokenPromise, Case, Paper, SignedPromise
from tongban.cases.models.cases import tolerance_in
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.papers import asked_of
from tongban.cases.queries.promises import bad_records, commitment_in, excluded_from, promise_of, specs_named
from tongban.cases.rules.promises import COMMITMENT, GAPS
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer, Party
from tongban.people.queries import not_allowed


def obstacles_to_a_signature(case: Case, by: Acting, signer: Party, now: datetime) -> list[Obstacle]:
    """Return why this cannot be signed: nobody's own case, or no power to take a signature at a window."""
    today = local_day(now)
    if not is_theirs(case, signer, on=today):
        return [Obstacle("not_your_case")]
    return not_allowed(by, "receive", **case.matter.scope, on=today) if isinstance(by, Officer) else []


def obstacles_to_leaving(
    party: Party, lacking: Sequence[rules.Asked], promises: Collection[str], now: datetime
) -> list[Obstacle]:
    """Return why papers that may follow cannot be left for later: nobody promises them, or the word is not taken."""
    if not lacking:
        return []
    if GAPS not in promises:
        return [Obstacle("paper_may_follow", paper.name, {"code": paper.code}) for paper in lacking]
    return rules.obstacles_to_trusting(bad_records(party, on=local_day(now)))


def obstacles_to_committing_at_hand_in(
    party: Party, version: ItemVersion, promises: Collection[str], now: datetime
) -> list[Obstacle]:
    """Return why a hand-in cannot be decided at once on a promise, if that is what is wanted."""
    if COMMITMENT not in promises:
        return []
    return rules.obstacles_to_offering(
        item=version.title,
        is_offered=commitment_in(version) is not None,
        excluded=excluded_from(version),
        is_signed=True,
        records=bad_records(party, on=local_day(now)),
    )


def sign_at_hand_in(
    case: Case, promises: Collection[str], papers: Iterable[Paper], *, by: Party, now: datetime
) -> None:
    """Write down within an act what the account signs with the hand-in: of papers that follow, only if any lacks."""
    online = SignedPromise.Way.ACCOUNT
    if COMMITMENT in promises:
        sign_commitment_at_hand_in(case, by=by, at=now, now=now)
    if GAPS not in promises:
        return
    given, asked = {paper.spec.code for paper in papers}, asked_of(case.version, case.answers)
    lacking = {paper.code for paper in asked if paper.may_follow and paper.code not in given}
    if lacking:
        specs, days = specs_named(case, lacking), tolerance_in(case.version).days
        record_promise(case, kind=GAPS, way=online, signer=by, specs=specs, days=days, by=by, now=now)


def sign_commitment_at_hand_in(case: Case, *, by: Party, at: datetime, now: datetime) -> None:
    """Write down within an act that the account promised, at the hand-in, that every condition is met."""
    online = SignedPromise.Way.ACCOUNT
    record_promise(case, kind=COMMITMENT, way=online, signer=by, signed_at=at, by=by, now=now)


def record_promise(
    case: Case,
    *,
    kind: str,
    way: str,
    signer: Party,
    specs: Sequence[MaterialSpec] = (),
    days: int | None = None,
    signed_at: datetime | None = None,
    by: Acting,
    now: datetime,
) -> SignedPromise:
    """Write down within an act what was signed; the same words signed again are one promise, others replace it."""
    at = signed_at or now
    letter = letter_for(case.version, kind=kind, specs=specs, days=days, on=local_day(now))
    text = f"{letter.text}\n{letter.consequence}"
    known = promise_of(case, kind)
    if known and known.text == text:
        return known
    if known:
        _withdraw(known, now)
    is_online = way == SignedPromise.Way.ACCOUNT
    how = signed_by_account(at) if is_online else ""
    promise = SignedPromise.objects.create(
        case=case,
        kind=kind,
        way=way,
        text=text,
        days=days,
        signed_by=signer,
        signed_at=at,
        recorded_by=by if isinstance(by, Officer) else None,
        document=print_letter(case, letter, specs=specs, signed_how=how, by=by, now=now),
    )
    publish(
        PromiseSigned(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            promise_id=promise.pk,
            kind=kind,
            way=way,
        )
    )
    return promise


@action
def print_to_sign(
    *, case: Case, kind: str, specs: Sequence[MaterialSpec], days: int | None, by: Officer, now: datetime
) -> PrintedDocument:
    """Print a promise to be read and signed; unchanged since it was last printed, it is the same paper."""
    letter = letter_for(case.version, kind=kind, specs=specs, days=days, on=local_day(now))
    return print_letter(case, letter, specs=specs, by=by, now=now)


def take_back(promise: SignedPromise, *, case: Case, by: Acting, now: datetime) -> None:
    """Write down within an act that a promise no longer stands."""
    _withdraw(promise, now)
    publish(
        PromiseTakenBack(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            promise_id=promise.pk,
            kind=promise.kind,
        )
    )


def _withdraw(promise: SignedPromise, now: datetime) -> None:
    promise.withdrawn_at = now
    promise.save(update_fields=["withdrawn_at"])


def record_broken(promise: SignedPromise, *, party: Party, about: str, by: Acting, now: datetime) -> BrokenPromise:
    """Write down within an act that a promise was not kept: from now on this party's word is not taken."""
    broken, is_new = BrokenPromise.objects.get_or_create(
        promise=promise, defaults={"party": party, "about": about[:300], "at": now}
    )
    if is_new:
        publish(
            PromiseBroken(
                subject=f"party:{party.pk}",
                by=str(by.actor),
                at=now,
                promise_id=promise.pk,
                kind=promise.kind,
            )
        )
    return broken


@action
def repair_promise(*, broken: BrokenPromise, reason: str, by: Officer, now: datetime) -> BrokenPromise:
    """Take a broken promise as made up for (修复): who decides says on what ground."""
    case = locked(Case.objects.select_related("matter", "version").get(promises=broken.promise_id))
    broken.refresh_from_db()
    obstacles = not_allowed(by, "decide", **case.matter.scope, on=local_day(now))
    obstacles += rules.obstacles_to_repairing(is_repaired=broken.repaired_at is not None, reason=reason)
    if obstacles:
        raise CannotPromise(obstacles)

    broken.repaired_at, broken.repaired_by, broken.repair = now, by, reason.strip()
    broken.save(update_fields=["repaired_at", "repaired_by", "repair"])
    publish(
        BrokenPromiseRepaired(
            subject=f"party:{broken.party_id}", by=str(by.actor), at=now, promise_id=broken.promise_id
        )
    )
    return broken
