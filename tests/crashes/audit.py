"""What stands in the city's database, asked of a process of its own: ``python -m tests.crashes.audit``.

A question is a line of JSON, its name and its arguments; so is the answer. Where a lease would have to run out, ten
minutes have passed.
"""

import hashlib
import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 (Django is set up first)
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from tongban.cases.models import Case, Draft  # noqa: E402
from tongban.catalogue.models import Item  # noqa: E402
from tongban.documents import storage  # noqa: E402
from tongban.documents.models import StoredFile  # noqa: E402
from tongban.exchange.models import DemoMessage, Envelope  # noqa: E402
from tongban.kernel import journal, outbox  # noqa: E402
from tongban.kernel.models import JournalEntry, JournalHead, OutboxRow  # noqa: E402
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
    asked = {"version__materials__necessity": "required", "version__materials__exempted_by": ""}
    given = Case.objects.filter(**asked).annotate(given=Count("papers")).values_list("matter__number", "given")
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


def files() -> dict[str, Any]:
    """Return rows that point at nothing or at other bytes, and whatever lies aside."""
    rows = list(StoredFile.objects.all())
    return {
        "rows": len(rows),
        "rows that point at nothing": [file.pk for file in rows if _digest_of(file.path) != file.digest],
        "left aside": len(list((storage.root() / "incoming").glob("*"))),
    }


def _digest_of(path: str) -> str:
    try:
        with storage.open_kept(path) as content:
            return hashlib.sha256(content.read()).hexdigest()
    except FileNotFoundError:
        return ""


def typed(draft: str) -> Any:
    """Return what stands in a draft's form."""
    return Draft.objects.get(pk=draft).form.clear()


QUESTIONS = {each.__name__: each for each in (item, cases, faults, deliver, receipts, files, typed)}

if __name__ == "__main__":
    for line in sys.stdin:
        question, *arguments = json.loads(line)
        print(json.dumps(QUESTIONS[question](*arguments)), flush=True)
        connection.close()  # the database may go away before the next question
