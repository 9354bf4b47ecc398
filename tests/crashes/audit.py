"""What stands in the city's database, asked by a process of its own: ``python -m tests.crashes.audit QUESTION``.

Answers are JSON. A question that must not wait for a lease says that ten minutes have passed.
"""

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402 (Django is set up first)
from django.utils import timezone  # noqa: E402

from tongban.cases.models import Case, Draft  # noqa: E402
from tongban.catalogue.models import Item  # noqa: E402
from tongban.documents import storage  # noqa: E402
from tongban.documents.models import StoredFile  # noqa: E402
from tongban.exchange.models import DemoMessage, Envelope  # noqa: E402
from tongban.kernel import journal, outbox  # noqa: E402
from tongban.kernel.models import JournalEntry, JournalHead, NodeLease, OutboxRow  # noqa: E402
from tongban.matters.models import Matter  # noqa: E402

SOON = timedelta(minutes=10)  # longer than any lease of the outbox


def item(name: str) -> str:
    """Return the code of the city's item with a name."""
    return Item.objects.get(catalog_item__name=name, office__region__code="990100").code


def cases() -> dict[str, list[str]]:
    """Return the numbers of the cases, by the key under which each was handed in."""
    found: dict[str, list[str]] = {}
    for key, number in Case.objects.values_list("idempotency_key", "matter__number"):
        found.setdefault(key, []).append(number)
    return found


def faults() -> dict[str, Any]:
    """Return everything that does not fit together; all of it must be empty."""
    heads = JournalHead.objects.values_list("subject", flat=True)
    broken = {subject: str(fault) for subject in heads if (fault := journal.verify(subject))}
    numbers = Counter(Matter.objects.values_list("number", flat=True))
    given = Case.objects.annotate(given=Count("papers")).values_list("matter__number", "given")
    submitted = set(Draft.objects.exclude(submitted_as="").values_list("submitted_as", flat=True))
    return {
        "broken chains": broken,
        "entries without a head": sorted(set(JournalEntry.objects.values_list("subject", flat=True)) - set(heads)),
        "numbers given twice": [number for number, times in numbers.items() if times > 1],
        "matters without a case": list(Matter.objects.filter(kind="case", case=None).values_list("number", flat=True)),
        "matters without a trail": [
            matter.number for matter in Matter.objects.all() if not journal.entries_of(matter.subject).exists()
        ],
        "cases of a draft without its papers": [n for n, papers in given if n in submitted and not papers],
        "drafts handed in as nothing": sorted(submitted - set(numbers)),
    }


def deliver() -> dict[str, Any]:
    """Deliver what is still owed, ten minutes later; return what came of the messages."""
    later = timezone.now() + SOON
    while outbox.deliver_next(later):
        pass
    owed = list(OutboxRow.objects.filter(kind="sms").values_list("key", "attempts", "state"))
    arrived = Counter(DemoMessage.objects.values_list("key", flat=True))
    return {
        "not delivered": [key for key, _, state in owed if state != OutboxRow.State.DELIVERED],
        "owed and never arrived": sorted({key for key, *_ in owed} - arrived.keys()),
        "arrived more than once": [key for key, times in arrived.items() if times > 1],
        "owed by nobody": sorted(arrived.keys() - {key for key, *_ in owed}),
        "tried again": sum(attempts > 1 for _, attempts, _ in owed),
        "envelopes too many": Envelope.objects.filter(dataset="sms").count() - len(owed),
    }


def receipts() -> dict[str, bool]:
    """Return, by the number of each case, whether its receipt was owed to the applicant's phone."""
    keys = set(OutboxRow.objects.values_list("key", flat=True))
    return {matter.number: f"receipt:{matter.subject}:0" in keys for matter in Matter.objects.all()}


def nodes() -> list[dict[str, Any]]:
    """Return the leases that have not run out."""
    held = NodeLease.objects.filter(expires_at__gt=timezone.now() + timedelta(seconds=2))
    return list(held.values("node", "role", "holder"))


def files() -> dict[str, Any]:
    """Return rows that point at nothing or at other bytes, and whatever lies aside."""
    rows = [(file.pk, file.path, file.size) for file in StoredFile.objects.all()]
    sizes = {pk: place.stat().st_size if (place := storage.root() / path).exists() else -1 for pk, path, _ in rows}
    return {
        "rows": len(rows),
        "rows that point at nothing": [pk for pk, _, size in rows if sizes[pk] != size],
        "left aside": len(list((storage.root() / "incoming").glob("*"))),
    }


def typed(draft: str) -> Any:
    """Return what stands in a draft's form."""
    return Draft.objects.get(pk=draft).form.clear()


if __name__ == "__main__":
    question, *arguments = sys.argv[1:]
    print(
        json.dumps(
            {each.__name__: each for each in (item, cases, faults, deliver, receipts, nodes, files, typed)}[question](
                *arguments
            )
        )
    )
