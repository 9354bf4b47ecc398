"""Telling somebody who asks at a window, once and on paper, everything to bring (一次性告知单); no case comes of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tongban.cases.actions.letters import form_of
from tongban.cases.actions.refusals import CannotNotify
from tongban.cases.events import ToldWhatToBring
from tongban.cases.models import ToldOnce
from tongban.cases.queries.answers import situation_of
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.rules.materials import fetched_for_you, to_hand_in
from tongban.documents.actions import issue_document
from tongban.documents.rules.papers.promises import ToBringLine, ToldOnceSheet
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.windows.models import Visit

THERE, NOT_THERE, MAY_FOLLOW = "今天已带", "今天没有带", "可以后补"


@action
def tell_once(
    *, visit: Visit, item: Item, answers: Mapping[str, Any], there: Collection[str], by: Officer, now: datetime
) -> ToldOnce:
    """Print for this situation what to bring and what was not there today, and keep it with the visit."""
    visit = (
        Visit.objects.select_for_update(of=("self",)).select_related("window__service_point", "party").get(pk=visit.pk)
    )
    version = item.current
    if not visit.is_open or visit.officer_id != by.pk:
        raise CannotNotify([Obstacle("not_your_visit")])
    if version is None:
        raise CannotNotify([Obstacle("item_not_at_this_window", item.catalog_item.name)])

    specs = to_hand_in(version.materials.all(), answers)
    missing = [spec.code for spec in specs if spec.code not in there and spec.necessity != "optional"]
    paper = _sheet(visit, item, version, answers, there, by, now)
    document = issue_document(
        kind=paper.kind,
        subject=f"visit:{visit.pk}",
        office_name=item.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
    )
    told = ToldOnce.objects.create(
        visit=visit, version=version, answers=dict(answers), missing=missing, document=document, by=by, at=now
    )
    publish(
        ToldWhatToBring(
            subject=f"visit:{visit.pk}",
            by=str(by.actor),
            at=now,
            told_id=told.pk,
            item_code=item.code,
            version=version.number,
            missing=tuple(missing),
        )
    )
    return told


def _sheet(
    visit: Visit,
    item: Item,
    version: ItemVersion,
    answers: Mapping[str, Any],
    there: Collection[str],
    by: Officer,
    now: datetime,
) -> ToldOnceSheet:
    specs = list(version.materials.all())
    situation = situation_of(version.questions, answers, language="zh-hans")
    return ToldOnceSheet(
        matter_number="",
        item=version.title,
        item_code=item.code,
        party=visit.party.name.clear(),
        contact=item.office.phone,
        asked_on=local_day(now),
        situation=tuple(f"{each.label} {each.text}" for each in situation if each.text),
        lines=tuple(
            ToBringLine(
                paper=spec.name,
                form=form_of(spec),
                standard=spec.standard,
                state=THERE if spec.code in there else MAY_FOLLOW if spec.necessity == "secondary" else NOT_THERE,
            )
            for spec in to_hand_in(specs, answers)
        ),
        fetched=tuple(spec.name for spec in fetched_for_you(specs, answers)),
        limit="当场办结" if version.is_instant else f"受理后 {version.promised_limit}",
        where=f"{visit.window.service_point.name}，{visit.window.service_point.address}",
        told_by=f"{by.name}（{visit.window}）",
    )
