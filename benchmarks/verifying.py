"""How fast is the journal checked? The raw limit reads the same rows and digests their bodies, no more."""

import hashlib
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from benchmarks.measuring import PER_SECOND, Figure, cpu_ms, rates, take_turns
from benchmarks.options import Options
from tongban.kernel.seals import checking
from tongban.kernel.tables.journal import JournalEntry

MOST = 300_000  # rows: larger journals are checked once, not five times


def run(options: Options) -> Iterator[Figure]:
    entries, now = JournalEntry.objects.count(), timezone.now()

    def check() -> None:
        tally = checking.check_all(now)
        if touched := [each for each in tally.broken if not each.code.endswith("late")]:
            raise AssertionError(f"the journal does not hold: {touched[:3]}")

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT subject, position, name, by, at, body, digest FROM kernel_journalentry")
            while rows := cursor.fetchmany(2000):
                for row in rows:
                    hashlib.sha256(row[5].encode()).hexdigest()

    turns, raw = take_turns(check, read, rounds=1 if entries > MOST else 3)
    what, raw_is = "journal rows verified, one process", "the same rows read and their bodies digested"
    yield Figure(what, PER_SECOND, rates(turns, entries), rates(raw, entries), raw_is, cpu_ms(turns, entries))
