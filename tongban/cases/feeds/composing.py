"""From a case to the rows that its department's own system takes: acceptance, papers, and how far it is."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tongban.cases.feeds.sets import ACCEPT, DONE, MATERIAL, OTHER, PROCESS
from tongban.cases.models import Case, Elsewhere, Paper
from tongban.catalogue.models import ItemVersion
from tongban.matters.models import Matter
from tongban.people.models import Officer, Party

Part = tuple[str, str, Mapping[str, Any]]  # set, part, values
PERSON, FIRM, OTHER_KIND = "1", "2", "6"
CHANNELS = {"window": "1", "web": "2", "app": "3", "post": "4"}
GET_TYPES = {
    Paper.Provenance.UPLOADED: "2",
    Paper.Provenance.SCANNED: "1",
    Paper.Provenance.SEEN: "3",
    Paper.Provenance.HELD: "4",
    Paper.Provenance.FETCHED: "4",
}


def accepted_rows(case: Case, *, by: Officer | None, now: datetime) -> Iterator[Part]:
    """Yield what is told of a case when it is accepted: itself, each paper, and the acceptance as the first step."""
    matter = case.matter
    yield ACCEPT, "", _accepted(case, by, now)
    for paper in case.papers.select_related("spec", "file").order_by("pk"):
        yield MATERIAL, str(paper.pk), _material(paper)
    yield PROCESS, "accept", step("受理", matter, by, matter.received_at, now)


def step(
    name: str, matter: Matter, by: Officer | None, start: datetime, end: datetime, opinion: str = ""
) -> dict[str, Any]:
    """Return a step of ours that has ended, as the process set tells it."""
    return {
        "step_name": name,
        "event_name": OTHER,
        "start_time": start,
        "end_time": end,
        "handler": by.name if by else "系统",
        "opinion": opinion,
        "unit": matter.office.name,
        "unit_code": matter.office.uscc,
        "status": DONE,
    }


def guided_row(guided: Elsewhere, now: datetime) -> Part:
    """Return what is told of somebody who was led to the system in which the item is done."""
    office = guided.version.item.office
    values = {
        **_of_item(guided.version),
        **_of_people(guided.party, guided.handler),
        "apply_type": "1",
        "apply_time": now,
        "accept_office": office.name,
        "accept_office_code": office.uscc,
        "region_code": office.region_id,
    }
    return ACCEPT, "", values


def _accepted(case: Case, by: Officer | None, now: datetime) -> dict[str, Any]:
    matter = case.matter
    return {
        **_of_item(case.version),
        **_of_people(matter.party, matter.handler),
        "handling_code": case.handling_item.code if case.handling_item else "",
        "project_type": "1" if case.version.is_instant else "2",
        "apply_type": CHANNELS.get(matter.channel, "9"),
        "apply_time": matter.received_at,
        "accept_time": now,
        "promise_time": matter.due_at if matter.due_at and matter.due_at > now else None,
        "accept_office": matter.office.name,
        "accept_office_code": matter.office.uscc,
        "accept_person": by.name if by else "",
        "region_code": matter.region_id,
    }


def _of_item(version: ItemVersion) -> dict[str, Any]:
    return {
        "item_code": version.item.code,
        "catalog_code": version.item.catalog_item.code,
        "item_name": version.title,
        "item_version": version.number,
        "project_name": version.title,
    }


def _of_people(party: Party, handler: Party | None) -> dict[str, Any]:
    contact = handler or party
    return {
        "applicant_type": FIRM if party.is_organisation else PERSON,
        "applicant_name": party.name.text(),
        "applicant_document_type": party.identity_kind,
        "applicant_document_number": party.identity.text(),
        "contact_name": contact.name.text(),
        "contact_document_number": contact.identity.text(),
        "contact_mobile": contact.phone.text(),
    }


def _material(paper: Paper) -> dict[str, Any]:
    return {
        "material_name": paper.spec.name,
        "get_type": GET_TYPES.get(Paper.Provenance(paper.provenance), "9"),
        "material_count": paper.pages,
        "attachment_name": f"{paper.spec.code}" if paper.file_id else "",
        "attachment_digest": paper.file.digest if paper.file else "",
        "is_taken": True,
        "taken_time": paper.at,
    }
