"""What is kept how long, on what ground, and what removes it then.

How long is data: each module lists its own in ``data/retention.toml``, with the text that says so or marked as
proposed. A removal works in small batches through an action of the module, which tells the journal how many.
"""

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tongban.kernel.events import SYSTEM, Event, publish
from tongban.kernel.jobs import periodic
from tongban.kernel.tables.journal import JournalEntry
from tongban.kernel.tables.work import PeriodicJob

AT_ONCE = 500  # rows a transaction
BATCHES = 20  # transactions a run, so that other work waits no longer than some seconds
EVERY = timedelta(hours=1)

Forget = Callable[..., int]


@dataclass(frozen=True)
class Keeping:
    """One kind of data: what it is, and for how many days after which moment it is kept."""

    code: str
    zh: str
    en: str
    days: int
    after: str  # in words, from which moment the days count
    after_en: str
    ground: str  # the text that asks for it, or why we propose it
    is_proposed: bool
    since: date  # from when on this rule holds

    def before(self, now: datetime) -> datetime:
        """Return the moment before which what is kept has been kept long enough."""
        return now - timedelta(days=self.days)


@dataclass(frozen=True, kw_only=True)
class Forgotten(Event):
    """So many rows of a kind had been kept long enough and are gone."""

    count: int


@dataclass(frozen=True)
class Stand:
    """How the removal of one kind stands, for who answers for it."""

    keeping: Keeping
    job: PeriodicJob | None
    last: JournalEntry | None

    @property
    def count(self) -> int:
        return int(json.loads(self.last.body)["count"]) if self.last else 0


_keepings: dict[str, Keeping] = {}


def keepings_of(path: Path) -> dict[str, Keeping]:
    """Read a module's rules, and have them listed."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {code: Keeping(code=code, **fields) for code, fields in read.items()}
    _keepings.update(found)
    return found


def forgets(keeping: Keeping) -> Callable[[Forget], Forget]:
    """Register ``forget(before=, at_most=, now=) -> int`` to be run every hour until nothing is left to remove."""

    def register(forget: Forget) -> Forget:
        periodic(job_name(keeping), every=EVERY)(lambda now: run(keeping, forget, now))
        return forget

    return register


def run(keeping: Keeping, forget: Forget, now: datetime) -> None:
    """Remove in batches what has been kept long enough, up to a bound; the next run goes on."""
    for _ in range(BATCHES):
        if not forget(before=keeping.before(now), at_most=AT_ONCE, now=now):
            return


def tell_forgotten(keeping: Keeping, count: int, *, now: datetime) -> int:
    """Tell the journal how many are gone, within the action that removed them; return the number."""
    if count:
        publish(Forgotten(subject=subject(keeping), by=str(SYSTEM), at=now, count=count))
    return count


def stands() -> list[Stand]:
    """Return each rule with its last run and what it last removed."""
    jobs = {job.name: job for job in PeriodicJob.objects.filter(name__in=map(job_name, _keepings.values()))}
    return [Stand(keeping, jobs.get(job_name(keeping)), _last(keeping)) for _, keeping in sorted(_keepings.items())]


def job_name(keeping: Keeping) -> str:
    return f"forget {keeping.code}"


def subject(keeping: Keeping) -> str:
    return f"retention:{keeping.code}"


def _last(keeping: Keeping) -> JournalEntry | None:
    return JournalEntry.objects.filter(subject=subject(keeping), name="Forgotten").order_by("-position").first()
