"""The personal space (一人一空间): what stands under a person or a firm, what they were told, who read their data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.cases.models import Case, Draft, Result
from tongban.cases.queries.hearing_notices import notices_of
from tongban.cases.queries.own import cases_by_themselves, cases_of, drafts_of
from tongban.cases.queries.results import results_of
from tongban.documents.models import HeldPaper
from tongban.exchange.models import Envelope
from tongban.exchange.rules import text_of
from tongban.kernel.journal import Told, told_in
from tongban.kernel.models import JournalEntry
from tongban.kernel.outbox import OutboxRow
from tongban.kernel.paging import Page, page
from tongban.matters.models import Matter
from tongban.people.models import Account, Authorisation, Office, Party
from tongban.people.queries import authorisations_given, parties_for, parties_stood_for

MOST_MATTERS = 100  # of the latest, about which messages and readings are looked for
SHOWN = 5
MESSAGES = ("MessageQueued",)
READINGS = ("ValueRevealed", "AnswerRevealed", "PapersFetched")


@dataclass(frozen=True)
class Whose:
    """One party whose space somebody may enter: as itself by law, or only as to what they came for."""

    party: Party
    in_its_place: bool


@dataclass(frozen=True)
class Space:
    """What the first page of a space shows."""

    whose: Whose
    drafts: tuple[Draft, ...]
    under_way: tuple[Case, ...]
    results: tuple[Result, ...]
    papers: int
    people: tuple[Authorisation, ...]


@dataclass(frozen=True)
class Message:
    """What somebody was told: its text, or nothing where it is not kept any more."""

    at: datetime
    text: str
    matter: Matter | None


@dataclass(frozen=True)
class Reading:
    """One look at personal data: when, by whom of which office, what for."""

    at: datetime
    office: str  # empty: the party itself
    purpose: str
    matter: Matter | None


def spaces_of(person: Party, *, on: date) -> list[Whose]:
    """Return whose space a person may enter, their own first. Three questions."""
    by_law = {party.pk for party in parties_stood_for(person, on=on)}
    return [Whose(party, party.pk in by_law) for party in parties_for(person, on=on)]


def space_of(whose: Whose, *, person: Party, account: Account, on: date) -> Space:
    """Return what stands under a party, as far as a person may see it: five questions."""
    cases = cases_by_themselves(person, on=on).filter(matter__party=whose.party).exclude(matter__state="closed")
    results = results_of(person, on=on).filter(party=whose.party)
    held = HeldPaper.objects.filter(party=whose.party, state="held") if whose.in_its_place else HeldPaper.objects.none()
    people = authorisations_given(whose.party) if whose.in_its_place else Authorisation.objects.none()
    return Space(
        whose=whose,
        drafts=tuple(drafts_of(account).filter(party=whose.party)[:SHOWN]),
        under_way=tuple(cases.order_by("-pk")[:SHOWN]),
        results=tuple(results.order_by("-pk")[:SHOWN]),
        papers=held.count(),
        people=tuple(people.filter(revoked_at=None)[:SHOWN]),
    )


def messages_to(
    person: Party, *, on: date, city: str, after: str | None, size: int = 50
) -> tuple[Page[JournalEntry], list[Message]]:
    """Return a page of what a person was told of their matters, and of hearings in those of others: six questions."""
    matters = _matters(Case.objects.filter(pk__in=cases_of(person, on=on).order_by("-pk").values("pk")[:MOST_MATTERS]))
    subjects = [*matters, *(notice.subject for notice in notices_of(person)[:MOST_MATTERS])]
    found = page(_entries(subjects, MESSAGES), keys=("-id",), after=after, size=size)
    queued = list(_told(found.rows, MESSAGES))
    keys = [each.facts["key"] for _, each in queued]
    texts = _texts(keys, city)
    told = [Message(each.at, texts.get(key, ""), matters.get(subject)) for (subject, each), key in zip(queued, keys)]
    return found, _one_of_each(told, keys)


def readings_of(
    whose: Whose, *, person: Party, on: date, after: str | None, size: int = 50
) -> tuple[Page[JournalEntry], list[Reading]]:
    """Return a page of who looked at a party's personal data, the newest first: four questions."""
    cases = cases_of(person, on=on).filter(matter__party=whose.party)
    matters = _matters(Case.objects.filter(pk__in=cases.order_by("-pk").values("pk")[:MOST_MATTERS]))
    subjects = [*matters, f"{Party._meta.db_table}:{whose.party.pk}"]
    found = page(_entries(subjects, READINGS), keys=("-id",), after=after, size=size)
    told = list(_told(found.rows, READINGS))
    offices = _offices(each.by for _, each in told)
    rows = [
        Reading(each.at, offices.get(each.by, ""), each.facts["purpose"], matters.get(subject))
        for subject, each in told
    ]
    return found, rows


def _matters(cases: QuerySet[Case]) -> dict[str, Matter]:
    return {case.matter.subject: case.matter for case in cases.select_related("matter")}


def _entries(subjects: Iterable[str], names: Sequence[str]) -> QuerySet[JournalEntry]:
    """Return the entries that tell of such events, led by them or together with what led."""
    telling = Q(name__in=names)
    for name in names:
        telling |= Q(body__contains=f'"event":"{name}"')
    return JournalEntry.objects.filter(telling, subject__in=list(subjects))


def _told(entries: Iterable[JournalEntry], names: Sequence[str]) -> Iterator[tuple[str, Told]]:
    """Yield those events of the entries, each with its subject, the newest first."""
    for entry in entries:
        for told in reversed(list(told_in(entry))):
            if told.name in names:
                yield entry.subject, told


def _texts(keys: Sequence[str], city: str) -> dict[str, str]:
    """Return the texts by key: of what was sent, and of what still waits to be."""
    texts = {}
    for row in OutboxRow.objects.filter(kind="sms", key__in=keys).only("key", "payload"):
        waiting = row.payload.clear()
        texts[row.key] = text_of(waiting["template"], waiting["values"], city=city)
    for envelope in Envelope.objects.filter(partner__code="sms", key__in=keys).only("key", "payload"):
        texts[envelope.key] = envelope.payload.clear()["text"]
    return texts


def _one_of_each(told: Sequence[Message], keys: Sequence[str]) -> list[Message]:
    """The same message goes to the applicant and to who came for them; here it stands once."""
    first: dict[str, Message] = {}
    for each, key in zip(told, keys):
        first.setdefault(key.rpartition(":")[0], each)
    return list(first.values())


def _offices(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of the offices of those among the actors who are officers."""
    keys = {actor: int(actor.partition(":")[2]) for actor in actors if actor.startswith("officer:")}
    names = dict(Office.objects.filter(officers__in=keys.values()).values_list("officers", "name"))
    return {actor: names[key] for actor, key in keys.items() if key in names}
