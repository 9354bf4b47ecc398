"""Opening a matter: its number from a free stripe, its query code, its first place on a desk."""

import random
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from tongban.kernel.databases.along import Composed, database
from tongban.kernel.events import publish_all
from tongban.kernel.moments import local_day
from tongban.kernel.statements import insert, prepared
from tongban.kernel.transactions import action
from tongban.kernel.vault import blind_index
from tongban.kernel.vault.keys import seal
from tongban.matters.actions.clocks import clock_started, make_clock
from tongban.matters.actions.desk import watch, work_of
from tongban.matters.actions.refusals import Acting
from tongban.matters.events import MatterOpened
from tongban.matters.models import Matter, NumberStripe, Subject
from tongban.matters.rules.deadlines import ClockPlan
from tongban.matters.rules.numbers import CODE_ALPHABET, CODE_LENGTH, STRIPES, make_number, running_number
from tongban.people.models import Office, Party, Region


@action
def open_matter(
    *,
    kind: str,
    subject_code: str,
    subject_title: str,
    subject_version: int,
    party: Party,
    handler: Party | None,
    office: Office,
    regulating_office: Office | None,
    region: Region,
    channel: str,
    extension_rule: str = "ordinary",
    desk: int | None = None,
    parent: Matter | None = None,
    number: str = "",
    begins: Sequence[ClockPlan] = (),
    by: Acting,
    now: datetime,
) -> Matter:
    """Open a matter in the state *received*, with a number, a query code and the clocks that begin at once.

    ``desk``: the key of the office at whose window it is taken in. ``parent``: the whole that it is a part of, which
    gives it its ``number``; the caller holds the row of the whole.
    """
    matter = Matter(
        kind=kind,
        query_code=make_query_code(),
        subject_code=subject_code,
        subject_title=subject_title,
        subject_version=subject_version,
        party=party,
        handler=handler,
        office=office,
        regulating_office=regulating_office,
        region=region,
        channel=channel,
        extension_rule=extension_rule,
        desk_id=desk,
        parent=parent,
        received_at=now,
    )
    _same_subject.ahead(subject_code, kind, subject_title)
    matter.number = number or take_number(region_code=region.code, on=local_day(now))
    clocks = {plan.kind: make_clock(matter, plan) for plan in begins}
    watch(matter, clocks)
    insert([matter])
    insert(list(clocks.values()))
    insert(work_of(matter, open_steps=[]))
    _remember_subject(matter)

    publish_all([_opened(matter, by), *(clock_started(clock, by, now) for clock in clocks.values())])
    return matter


def _opened(matter: Matter, by: Acting) -> MatterOpened:
    return MatterOpened(
        subject=matter.subject,
        by=str(by.actor),
        at=matter.received_at,
        matter_id=matter.pk,
        kind=matter.kind,
        number=matter.number,
        subject_code=matter.subject_code,
        office_id=matter.office_id,
        channel=matter.channel,
    )


def _remember_subject(matter: Matter) -> None:
    """Keep what the matter is about, unless it is kept so already: everybody opens matters about the same few."""
    subject = Subject(code=matter.subject_code, kind=matter.kind, title=matter.subject_title)
    if not _same_subject(subject.code, subject.kind, subject.title):
        Subject.objects.bulk_create(
            [subject], update_conflicts=True, unique_fields=["code"], update_fields=["kind", "title"]
        )


@prepared
def _same_subject(code: str, kind: str, title: str) -> "QuerySet[Subject, tuple[str]]":
    return Subject.objects.filter(code=code, kind=kind, title=title).values_list("code")


def make_query_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def sealed_code(code: str, *, key: int) -> tuple[str, str]:
    """Return ``query_code`` and ``query_code_index`` of the matter with this key, for rows written without a model."""
    return seal(code, bound_to=f"{Matter._meta.db_table}.query_code.{key}"), blind_index(code)


def take_number(*, region_code: str, on: date) -> str:
    """Take the next number of a stripe that nobody holds; held by this transaction until it ends.

    Numbers of a transaction that fails are given out again; a gap appears only where a stripe lags behind.
    """
    region_code = region_code[:6]
    taken = _from_free_stripe(region_code, on)
    if taken is None:
        prepare_stripes(region_code=region_code, on=on)
        taken = _from_free_stripe(region_code, on) or _from_any_stripe(region_code, on)
    stripe, before = taken
    return make_number(region_code=region_code, on=on, running=running_number(stripe=stripe, taken=before))


def prepare_stripes(*, region_code: str, on: date) -> None:
    """Lay out the stripes of a region's day, where they are not there yet."""
    rows = [NumberStripe(region_code=region_code[:6], on=on, stripe=stripe) for stripe in range(STRIPES)]
    NumberStripe.objects.bulk_create(rows, ignore_conflicts=True)


TAKE = """UPDATE matters_numberstripe SET taken = taken + 1 WHERE id = (
    SELECT id FROM matters_numberstripe WHERE region_code = %s AND "on" = %s ORDER BY taken, stripe LIMIT 1 {lock}
) RETURNING stripe, taken - 1"""
TAKE_FROM = Composed(
    """UPDATE matters_numberstripe SET taken = taken + 1 WHERE region_code = %s AND "on" = %s AND stripe = %s
RETURNING stripe, taken - 1"""
)


def _from_free_stripe(region_code: str, on: date) -> tuple[int, int] | None:
    """Return a stripe that nobody held, and how many had been taken from it."""
    lock = connection.ops.for_update_sql(skip_locked=True) if connection.features.has_select_for_update else ""
    return _taken(Composed(TAKE.format(lock=lock)), region_code, on)


def _from_any_stripe(region_code: str, on: date) -> tuple[int, int]:
    """Wait for a stripe; any of them, so that waiting is spread."""
    taken = _taken(TAKE_FROM, region_code, on, random.randrange(STRIPES))  # noqa: S311 (guards nothing)
    assert taken  # they have been laid out
    return taken


def _taken(statement: str, *values: Any) -> tuple[int, int] | None:
    taken: list[tuple[int, int]] = database().fetch(statement, values)
    return taken[0] if taken else None
