"""Who plays in the measurements: the demo city, one item of it that several offices review, citizens with drafts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.models import Draft, Paper
from tongban.catalogue.demo import load_items
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.models import StoredFile
from tongban.people.demo import City, build_city, find_city
from tongban.people.models import Account, Party
from tongban.people.rules.identifiers import make_citizen_id

SEED = "benchmarks"
ITEM = 45  # large outdoor advertising: three papers, two or three offices side by side
USERNAME = "bench-"
FIRST_PHONE = 19870000000  # beside the phones of the demo city


@dataclass
class Stage:
    city: City
    item: Item
    draw: random.Random

    def drafts(self, count: int) -> list[Draft]:
        """Return complete drafts, each of a citizen of its own, written without asking: they are no part of it."""
        version, now = self.item.current, timezone.now()
        assert version is not None
        made = [_draft(party, version, self.draw, now) for party in self._citizens(count)]
        Draft.objects.bulk_create([draft for draft, _ in made])
        papers = [paper for _, papers in made for paper in papers]
        StoredFile.objects.bulk_create([paper.file for paper in papers if paper.file])
        Paper.objects.bulk_create(papers)
        return [draft for draft, _ in made]

    def _citizens(self, count: int) -> list[Party]:
        first = Account.objects.filter(username__startswith=USERNAME).count()  # another topic, or run, had these
        citizens = list(islice(_citizens(first), count))
        Account.objects.bulk_create([citizen.account for citizen in citizens if citizen.account])
        Party.objects.bulk_create(citizens)
        return citizens


def set_stage() -> Stage:
    """Return the demo city that stands in the database, or build what is needed of it."""
    draw = random.Random(SEED)  # noqa: S311 (the same drafts every time)
    name = {"catalog_item__code": "990150001000"}
    if not Item.objects.filter(**name).exists():
        now = timezone.now()
        load_items(build_city(now=now, random=draw), now=now, numbers=[ITEM])
    items = Item.objects.filter(**name).select_related("current", "office__region").order_by("code")
    return Stage(find_city(), items[0], draw)


def _citizens(first: int) -> Iterator[Party]:
    """Yield invented people with an account, not yet stored; the same number is always the same person."""
    number = first
    while True:
        account = Account(kind=Account.Kind.CITIZEN, username=f"{USERNAME}{number}", phone_verified=True)
        account.set_unusable_password()
        person = Party(kind=Party.Kind.PERSON, account=account, name="测小量", identity_kind="citizen-id")
        person.phone = str(FIRST_PHONE + number)
        born = date(1950 + number // 900 % 50, 1 + number // 45000 % 12, 8)
        person.identity = make_citizen_id(region="990199", born=born, sequence=number % 900 + 100)
        yield person
        number += 1


def _draft(party: Party, version: ItemVersion, draw: random.Random, now: datetime) -> tuple[Draft, list[Paper]]:
    answers = answers_to(version, draw)
    draft = Draft(account=party.account, party=party, version=version, answers=answers, updated_at=now)
    draft.form = form_for(version, answers, draw)
    papers = []
    for spec in to_hand_in(version.materials.all(), answers):
        file = StoredFile(
            name=f"{spec.code}.pdf",
            media_type="application/pdf",
            size=100_000,
            digest=f"{draft.pk:064x}",
            path=f"{draft.pk}/{spec.code}",
            subject=draft.subject,
            by=str(party.actor),
            at=now,
        )
        papers.append(Paper(draft=draft, spec=spec, file=file, provenance=Paper.Provenance.UPLOADED, at=now))
    return draft, papers
