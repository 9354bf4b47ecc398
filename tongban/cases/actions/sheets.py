"""Many applications in one sheet (批量收件): examined at once, received row by row by the worker.

Each row is an act of its own under a key of its own: a worker that was killed goes on where it stopped, and the same
sheet brought again doubles nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django_tasks import task

from tongban.cases import rules
from tongban.cases.actions.opening import open_case
from tongban.cases.actions.refusals import CannotBring
from tongban.cases.events import BatchBegun, BatchEnded, BatchExamined
from tongban.cases.models import Batch, BatchRow, Case, Paper
from tongban.cases.queries.sheets import SHEET, held_by
from tongban.cases.rules.sheets import IDENTITY, NAME, PAPERS, PHONE, Said
from tongban.catalogue.models import Item, ItemVersion, MaterialSpec
from tongban.catalogue.queries import obstacles_to_new_cases
from tongban.catalogue.rules import form_errors, form_values, scenario_for
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.workbooks.reading import Row, read
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.people.actions import find_or_create_party
from tongban.people.models import Officer, Party
from tongban.people.queries import ANY_DESK, not_allowed
from tongban.people.rules.assurance import SEEN
from tongban.people.rules.identifiers import check_identity, check_mobile, normal, normal_phone
from tongban.windows.models import Window

CITIZEN_ID = "citizen-id"
KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")
State = BatchRow.State


def bring_batch(
    *, item: Item, window: Window, brought_by: str, upload: UploadedFile, by: Officer, now: datetime
) -> Batch:
    """Read a sheet and examine every row; nothing is received yet. Raises CannotBring, CannotRead."""
    obstacles = not_allowed(by, "receive", office=item.office, item=item.code, desk=ANY_DESK, on=local_day(now))
    if obstacles := obstacles + obstacles_to_new_cases(item, local_day(now)):
        raise CannotBring(obstacles)
    version = item.current
    assert version is not None  # else it were retired
    columns = rules.columns_for(version.questions, version.form_schema)
    heads, lines = _table(BytesIO(upload.read()))
    if obstacles := rules.obstacles_to_rows(columns=columns, heads=heads, rows=len(lines)):
        raise CannotBring(obstacles)
    rows = _examined(item.code, version, columns, lines, now)
    batch = Batch(window=window, version=version, brought_by=brought_by.strip(), name=(upload.name or "")[:200])
    return _keep(batch=batch, rows=rows, by=by, now=now)


@action
def _keep(*, batch: Batch, rows: Sequence[BatchRow], by: Officer, now: datetime) -> Batch:
    batch.by, batch.at = by, now
    batch.save(force_insert=True)
    for row in rows:
        row.batch = batch
        row.save(force_insert=True)
    bad = sum(row.state == State.BAD for row in rows)
    publish(
        BatchExamined(
            subject=batch.subject, by=str(by.actor), at=now, batch_id=batch.pk, ready=len(rows) - bad, bad=bad
        )
    )
    return batch


@action
def begin_batch(*, batch: Batch, by: Officer, now: datetime) -> Batch:
    """Have the rows received that can be: all of them, or what is left beside the bad ones."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("version__item__office").get(pk=batch.pk)
    item = batch.version.item
    obstacles = not_allowed(by, "receive", office=item.office, item=item.code, desk=ANY_DESK, on=local_day(now))
    if batch.state != Batch.State.EXAMINED:
        obstacles.append(Obstacle("batch_begun_already"))
    elif not batch.rows.filter(state=State.READY).exists():
        obstacles.append(Obstacle("nothing_to_receive"))
    if obstacles:
        raise CannotBring(obstacles)

    batch.state, batch.begun_at = Batch.State.RUNNING, now
    batch.save(update_fields=["state", "begun_at"])
    publish(BatchBegun(subject=batch.subject, by=str(by.actor), at=now, batch_id=batch.pk))
    run_batch.enqueue(batch.pk)
    return batch


@task
def run_batch(batch_id: int) -> None:
    """Receive what is ready, each row in an act of its own; run again after a stop, it goes on with what is left."""
    batch = Batch.objects.select_related("by", "window__service_point", "version__item__office").get(pk=batch_id)
    if batch.state != Batch.State.RUNNING:
        return
    for key in batch.rows.filter(state=State.READY).order_by("number").values_list("pk", flat=True):
        receive_row(row_id=key, batch=batch, now=timezone.now())
    end_batch(batch=batch, now=timezone.now())


@action(silent="the case that a row becomes tells of itself, and the end of the sheet how many did not")
def receive_row(*, row_id: int, batch: Batch, now: datetime) -> BatchRow:
    """Receive one row's application, or note why it cannot be; done already, it stays as it is."""
    row = BatchRow.objects.select_for_update().get(pk=row_id)
    if row.state != State.READY:
        return row
    case = Case.objects.filter(idempotency_key=row.key).first()
    try:
        case = case or _open(Said(**row.said.clear()), row.key, batch, now)
    except Refused as refused:
        row.state, row.errors = State.REFUSED, [obstacle.as_json() for obstacle in refused.obstacles]
        row.save(update_fields=["state", "errors"])
        return row
    row.state, row.case = State.DONE, case
    row.save(update_fields=["state", "case"])
    return row


@action
def end_batch(*, batch: Batch, now: datetime) -> Batch:
    """Note that every row was gone through."""
    batch.state, batch.ended_at = Batch.State.DONE, now
    batch.save(update_fields=["state", "ended_at"])
    done = batch.rows.filter(state=State.DONE).count()
    refused = batch.rows.filter(state=State.REFUSED).count()
    publish(
        BatchEnded(subject=batch.subject, by=str(SYSTEM), at=now, batch_id=batch.pk, received=done, refused=refused)
    )
    return batch


@action
def forget_batches(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove sheets brought before a moment with their rows; the cases that they became stay."""
    keys = list(Batch.objects.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:at_most])
    Batch.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["batches"], len(keys), now=now)


def _open(said: Said, key: str, batch: Batch, now: datetime) -> Case:
    version, item, by = batch.version, batch.version.item, batch.by
    if obstacles := obstacles_to_new_cases(item, local_day(now)):
        raise CannotBring(obstacles)
    party = find_or_create_party(
        kind=Party.Kind.PERSON,
        name=said.own[NAME],
        identity_kind=CITIZEN_ID,
        identity=said.own[IDENTITY],
        phone=said.own.get(PHONE, ""),
        assurance=SEEN if said.own.get(PAPERS) else Party.Assurance.DECLARED,
        by=by,
        now=now,
    )
    case = open_case(
        version=version,
        scenario=scenario_for(version.handling_items.all(), said.answers),
        party=party,
        handler=party,
        authorisation=None,
        answers=said.answers,
        form=form_values(version.form_schema, said.form, said.answers),
        papers=_papers(version, said, now),
        channel="window",
        deliver_way="window",
        key=key,
        by=by,
        now=now,
        received_by=by,
    )
    case.service_point = batch.window.service_point
    store(case, "service_point")
    return case


def _papers(version: ItemVersion, said: Said, now: datetime) -> list[Paper]:
    """Return the papers that lie in the bag, where the row says that they do."""
    if not said.own.get(PAPERS):
        return []
    original = MaterialSpec.Kind.ORIGINAL
    return [
        Paper(
            spec=spec,
            provenance=Paper.Provenance.SEEN,
            grade="B",
            original_kept=spec.kind == original,
            original_seen=spec.kind != original,
            copy_kept=spec.kind != original,
            at=now,
        )
        for spec in to_hand_in(version.materials.all(), said.answers)
    ]


def _table(stream: BytesIO) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    """Return the heads of the first row, and the rows below as values by head."""
    heads: list[str] = []
    lines: list[tuple[int, dict[str, Any]]] = []
    for said in read(stream, [SHEET]):
        if not isinstance(said, Row):
            continue
        if not heads:
            heads = [str(cell or "").strip() for cell in said.cells]
            continue
        lines.append((said.number, dict(zip(heads, said.cells, strict=False))))
    return heads, lines


def _examined(
    item_code: str,
    version: ItemVersion,
    columns: Sequence[rules.Column],
    lines: Sequence[tuple[int, Mapping[str, Any]]],
    now: datetime,
) -> list[BatchRow]:
    rows, first = [], dict[str, int]()
    today = local_day(now)
    for number, cells in lines:
        said = rules.read_row(columns, cells, version.form_schema)
        key = rules.key_of_row(item_code, said, today.year)
        obstacles = said.obstacles + _obstacles(version, said, now)
        if key in first:
            obstacles.append(Obstacle("row_twice", str(first[key])))
        first.setdefault(key, number)
        row = BatchRow(number=number, key=key, state=State.BAD if obstacles else State.READY)
        row.errors = [obstacle.as_json() for obstacle in obstacles]
        row.said = said.as_data()
        rows.append(row)
    for known in held_by([row.key for row in rows]):
        for row in rows:
            if row.key == known and row.state == State.READY:
                row.state, row.errors = State.BAD, [Obstacle("row_received_before").as_json()]
    return rows


def _obstacles(version: ItemVersion, said: Said, now: datetime) -> list[Obstacle]:
    """Return what is wrong in a row, beside cells that cannot be read."""
    obstacles: list[Obstacle] = []
    if identity := said.own.get(IDENTITY):
        obstacles += check_identity(CITIZEN_ID, normal(identity), today=local_day(now))
    if phone := said.own.get(PHONE):
        obstacles += check_mobile(normal_phone(phone))
    obstacles += [
        Obstacle("cell_empty", each["label"]) for each in version.questions if each["key"] not in said.answers
    ]
    form = form_values(version.form_schema, said.form, said.answers)
    names = {name for name, spec in version.form_schema.get("properties", {}).items() if spec.get("autofill")}
    found = form_errors(version.form_schema, form, said.answers, today=local_day(now))
    return obstacles + [each for each in found if each.about not in names or each.code == "field_required"]
