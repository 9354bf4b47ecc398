"""The verbs of fetching: papers asked of their sources instead of the applicant, and every asking written down."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from tongban.documents.actions.files import KEPT, HasActor
from tongban.documents.events import FetchedPapersKept, PapersFetched
from tongban.documents.models import FetchedPaper
from tongban.documents.queries import fetched_for
from tongban.documents.rules.sources import SILENT, Answer, NotConnected, Source, SourceSilent
from tongban.kernel.events import publish
from tongban.kernel.retention import tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.models import Party


@dataclass(frozen=True)
class Wanted:
    """A paper that an item does not ask for because a source has it."""

    code: str
    name: str
    source: Source


def fetch_papers(
    *, party: Party, wanted: Sequence[Wanted], subject: str, purpose: str, by: HasActor, now: datetime
) -> dict[str, FetchedPaper]:
    """Ask for what is not known yet for ``subject`` and return the answers by paper, in no transaction.

    An answer serves as long as its source says; one that did not come is asked for again each time. A source that
    nobody has set up gives none.
    """
    known = fetched_for(subject)
    fresh = {each.code: known[each.code] for each in wanted if each.code in known and _serves(known, each, now)}
    left = [each for each in wanted if each.code not in fresh]
    if not left:
        return fresh
    answers = _asked(party, left, now)
    told = [(each, answers[each.source.code]) for each in left if each.source.code in answers]
    if not told:
        return fresh
    return fresh | _keep(party=party, told=told, subject=subject, purpose=purpose, by=by, now=now)


@action
def adopt_fetched(*, keys: Sequence[int], subject: str, by: HasActor, now: datetime) -> None:
    """Let fetched papers belong to the case for which the draft that they were fetched for was handed in."""
    FetchedPaper.objects.filter(pk__in=keys).update(subject=subject)
    found = FetchedPaper.objects.filter(pk__in=keys).values_list("source", flat=True)
    publish(
        FetchedPapersKept(
            subject=subject, by=str(by.actor), at=now, fetched=tuple(keys), sources=tuple(sorted(set(found)))
        )
    )


@action
def forget_fetched_papers(*, before: datetime, at_most: int, now: datetime) -> int:
    """Empty what was fetched before a moment for applications never handed in; that it was asked for stays."""
    stale = FetchedPaper.objects.filter(at__lt=before).exclude(subject__startswith="matter:").exclude(facts="")
    keys = list(stale.order_by("at").values_list("pk", flat=True)[:at_most])
    FetchedPaper.objects.filter(pk__in=keys).update(facts="")
    return tell_forgotten(KEPT["fetched_papers"], len(keys), now=now)


@action
def _keep(
    *,
    party: Party,
    told: Sequence[tuple[Wanted, Answer]],
    subject: str,
    purpose: str,
    by: HasActor,
    now: datetime,
) -> dict[str, FetchedPaper]:
    rows = [_row(party, each, answer, subject, purpose, by, now) for each, answer in told]
    FetchedPaper.objects.bulk_create(rows)
    publish(
        PapersFetched(
            subject=f"{Party._meta.db_table}:{party.pk}",
            by=str(by.actor),
            at=now,
            asked_for=subject,
            party_id=party.pk,
            fetched=tuple((row.pk, row.outcome) for row in rows),
            sources=tuple(sorted({row.source for row in rows})),
            purpose=f"{purpose}：查询{'、'.join(sorted({row.source_name for row in rows}))}",
        )
    )
    return {row.code: row for row in rows}


def _serves(known: Mapping[str, FetchedPaper], each: Wanted, now: datetime) -> bool:
    row = known[each.code]
    return row.outcome != SILENT and row.source == each.source.code and each.source.is_fresh(row.at, now=now)


def _asked(party: Party, wanted: Sequence[Wanted], now: datetime) -> dict[str, Answer]:
    """Return what the sources say, by their codes; each keeper is asked once for all of its registers."""
    answers: dict[str, Answer] = {}
    by_keeper: dict[str, dict[str, Source]] = {}
    for each in wanted:
        by_keeper.setdefault(each.source.keeper, {})[each.source.code] = each.source
    for registers in by_keeper.values():
        first = next(iter(registers.values()))
        try:
            answers |= first.ask(party.identity.clear(), list(registers), now)
        except SourceSilent:
            answers |= dict.fromkeys(registers, Answer(SILENT))
        except NotConnected:
            continue
    return answers


def _row(
    party: Party, each: Wanted, answer: Answer, subject: str, purpose: str, by: HasActor, now: datetime
) -> FetchedPaper:
    return FetchedPaper(
        party=party,
        subject=subject,
        code=each.code,
        name=each.name,
        source=each.source.code,
        source_name=each.source.name,
        office_name=each.source.office,
        basis=each.source.basis,
        purpose=purpose,
        outcome=answer.outcome,
        reference=answer.reference,
        as_of=answer.as_of,
        facts=[asdict(fact) for fact in answer.facts],
        by=str(by.actor),
        at=now,
    )
