"""Everything the platform holds about one person, as they may have it: theirs alone.

Left out: what officers wrote for one another, papers that stay inside, cases and data of others for whom the person
only came, and names of others.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import IO, Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from tongban.bundles.models import BundleDraft, Consent, Whole
from tongban.bundles.queries.consents import consents_asked_of
from tongban.bundles.queries.own import wholes_applied_for
from tongban.cases.models import Case, Draft, FeeNotice, InterestedPerson, Payment, ToldOnce
from tongban.cases.queries.hearing_notices import notices_of
from tongban.documents.models import FetchedPaper, StoredFile
from tongban.documents.queries import OnFile, documents_of, open_file, render, with_files
from tongban.people.models import Account, Authorisation, Party
from tongban.portal.models import PersonalExport

DECIDED = ("outcome", "reasons", "basis")
GRANTED = ("name", "number", "edition", "valid_from", "valid_until", "state", "ended_on")
HEARD = ("matter_of", "told_at", "request_by_on", "requested_at", "given_up_at", "set_for", "place", "held_at")
NOTIFIED = ("told_at", "request_by_on", "requested_at", "requested_way", "given_up_at", "given_up_way")
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def own_cases(party: Party) -> QuerySet[Case]:
    """Return the cases of which this person is the applicant."""
    theirs = Case.objects.filter(matter__party=party)
    return theirs.select_related("matter__office", "version", "decision").order_by("pk")


def exports_of(party: Party) -> QuerySet[PersonalExport]:
    return PersonalExport.objects.filter(party=party).order_by("-asked_at")


def write_archive(out: IO[bytes], party: Party, *, made_at: datetime) -> Iterator[int]:
    """Write the ZIP, and yield how many cases are in it after each."""
    person, cases = about(party), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, case in enumerate(own_cases(party).iterator(chunk_size=100), 1):
            cases.append(of_case(case))
            _write_files(archive, case)
            yield number
        on_file = [_on_file(archive, each) for each in with_files(list(party.held_papers.order_by("pk")))]
        told = {"made_at": made_at, "person": person, "cases": cases, "papers_on_file": on_file}
        told |= {
            "results": results_of(party),
            "told_what_to_bring": [_sheet(archive, each) for each in sheets_of(party)],
            "hearing_notices": [_notice(archive, each) for each in notices_of(party)],
        }
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, default=_plain))
        archive.writestr("index.html", render_to_string("portal/export.html", told))


def about(party: Party) -> dict[str, Any]:
    """Return who the person is here: identity, account, sign-ins, authorisations, drafts and bundles."""
    account = party.account
    return {
        "name": party.name.clear(),
        "identity_kind": party.identity_kind,
        "identity": party.identity.clear(),
        "phone": party.phone.clear(),
        "address": party.address.clear(),
        "account": {"username": account.username, "joined_at": account.joined_at} if account else None,
        "sign_ins": _sign_ins(account) if account else [],
        "authorisations_given": _authorisations(party.authorisations_given.all()),
        "authorisations_held": _authorisations(party.authorisations_held.all()),
        "drafts": [
            _draft(draft)
            for drafts in (party.drafts, party.bundle_drafts)
            for draft in drafts.filter(submitted_as="").select_related("version")
        ],
        "bundles": [_whole(whole) for whole in wholes_applied_for(party)],
        "consents": [_consent(consent) for consent in consents_asked_of(party)],
    }


def of_case(case: Case) -> dict[str, Any]:
    """Return one application as its applicant knows it."""
    matter, decision = case.matter, getattr(case, "decision", None)
    return {
        "number": matter.number,
        "item": matter.subject_title,
        "office": str(matter.office),
        "state": matter.state,
        "outcome": matter.outcome,
        "received_at": matter.received_at,
        "accepted_at": matter.accepted_at,
        "decided_at": matter.decided_at,
        "closed_at": matter.closed_at,
        "answers": case.answers,
        "form": case.form.clear(),
        "papers": [
            {"paper": paper.spec.name, "provenance": paper.provenance, "at": paper.at, "file": _name(paper.file)}
            for paper in case.papers.select_related("spec", "file").order_by("pk")
        ],
        "documents": [{"number": d.number, "title": d.title, "at": d.at} for d in documents_of(matter.subject)],
        "decision": {name: getattr(decision, name) for name in DECIDED} if decision else None,
        "fees": [_fee(notice) for notice in case.fee_notices.order_by("pk")],
        "fetched": fetched_for(matter.subject),
        "hearings": [{name: getattr(each, name) for name in HEARD} for each in case.hearings.order_by("pk")],
    }


def results_of(party: Party) -> list[dict[str, Any]]:
    """Return every edition of what was granted to the person: licences and approvals, with what became of them."""
    rows = party.results.select_related("office", "case__matter").order_by("pk")
    return [
        {name: getattr(each, name) for name in GRANTED} | {"office": str(each.office), "case": each.case.matter.number}
        for each in rows
    ]


def sheets_of(party: Party) -> QuerySet[ToldOnce]:
    """Return what the person was told to bring when they asked at a window and nothing was applied for."""
    told = ToldOnce.objects.filter(visit__party=party).select_related(
        "version", "document", "visit__window__service_point"
    )
    return told.order_by("pk")


def _notice(archive: zipfile.ZipFile, person: InterestedPerson) -> dict[str, Any]:
    """Write what the person was sent as somebody interested in a hearing; return it, without whose case it is."""
    hearing, folder = person.hearing, PurePosixPath("hearing-notices")
    files = []
    for document in documents_of(person.subject).defer(None):
        files.append(_safe(f"{document.title} {document.number}.pdf"))
        archive.writestr(str(folder / files[-1]), render(document))
    told = {name: getattr(person, name) for name in NOTIFIED}
    held = {name: getattr(hearing, name) for name in ("matter_of", "set_for", "place", "held_at")}
    kept = {"name": person.name.clear(), "contact": person.contact.clear(), "phone": person.phone.clear()}
    return {**kept, **held, **told, "office": str(hearing.case.matter.office), "files": files}


def fetched_for(subject: str) -> list[dict[str, Any]]:
    """Return which offices were asked for papers of a case, so that the person did not have to bring them."""
    rows = FetchedPaper.objects.filter(subject=subject).order_by("pk")
    return [dict(row) for row in rows.values("name", "source_name", "basis", "purpose", "outcome", "at")]


def _fee(notice: FeeNotice) -> dict[str, Any]:
    """Return what was to be paid, the receipt, and what came and went; amounts in yuan."""
    payments = notice.payments.select_related("refund").order_by("pk")
    return {
        "code": notice.code,
        "amount": str(notice.money),
        "lines": [{"name": line["name"], "basis": line["basis"]} for line in notice.lines],
        "state": notice.state,
        "pay_by": notice.pay_by,
        "paid_at": notice.paid_at,
        "receipt_number": notice.receipt_number,
        "receipt_at": notice.receipt_at,
        "payments": [
            {"reference": each.reference, "amount": str(each.money), "judged": each.judged, "paid_at": each.paid_at}
            | _refund(each)
            for each in payments
        ],
    }


def _refund(payment: Payment) -> dict[str, Any]:
    refund = getattr(payment, "refund", None)
    return {"refund": {"state": refund.state, "number": refund.number, "sent_at": refund.sent_at}} if refund else {}


def _sheet(archive: zipfile.ZipFile, told: ToldOnce) -> dict[str, Any]:
    """Write the sheet, and return what it was about."""
    name = ""
    if told.document:
        name = _safe(f"{told.document.title} {told.document.number}.pdf")
        archive.writestr(str(PurePosixPath("told-what-to-bring") / name), render(told.document))
    return {
        "item": told.version.title,
        "answers": told.answers,
        "missing": told.missing,
        "remark": told.remark,
        "where": str(told.visit.window.service_point) if told.visit else "",
        "at": told.at,
        "file": name,
    }


def _sign_ins(account: Account) -> list[dict[str, Any]]:
    return [dict(row) for row in account.sign_ins.order_by("pk").values("at", "way", "device", "succeeded")]


def _authorisations(rows: QuerySet[Authorisation]) -> list[dict[str, Any]]:
    """Return what was authorised and for how long, without the name of the other."""
    return [dict(row) for row in rows.values("kind", "scope", "item_code", "since", "until", "revoked_at")]


def _whole(whole: Whole) -> dict[str, Any]:
    """Return a bundle as it was applied for; its applications stand under ``cases``, by numbers that begin with its."""
    return {
        "number": whole.matter.number,
        "title": whole.matter.subject_title,
        "office": str(whole.matter.office),
        "state": whole.matter.state,
        "received_at": whole.matter.received_at,
        "answers": whole.answers,
        "form": whole.form.clear(),
        "papers": [line["name"] for line in whole.lines],
    }


def _consent(consent: Consent) -> dict[str, Any]:
    """Return what the person was asked to agree to, and what they said; not who asked."""
    return {
        "title": consent.draft.version.title,
        "terms": consent.terms.clear(),
        "state": consent.state,
        "asked_at": consent.asked_at,
        "answered_at": consent.answered_at,
        "at_window": consent.seen_by_id is not None,
    }


def _draft(draft: Draft | BundleDraft) -> dict[str, Any]:
    return {
        "item": draft.version.title,
        "answers": draft.answers,
        "form": draft.form.clear(),
        "updated_at": draft.updated_at,
    }


def _write_files(archive: zipfile.ZipFile, case: Case) -> None:
    folder = PurePosixPath("cases") / _safe(case.matter.number)
    for paper in case.papers.select_related("file").exclude(file=None).order_by("pk"):
        assert paper.file
        _write_file(archive, folder / "handed-in" / _name(paper.file), paper.file)
    for document in documents_of(case.matter.subject).defer(None):
        archive.writestr(str(folder / "documents" / _safe(f"{document.title} {document.number}.pdf")), render(document))


def _on_file(archive: zipfile.ZipFile, each: OnFile) -> dict[str, Any]:
    """Write the files of a paper on file, and return what is kept of it; what we issued stands with its case."""
    held, folder = each.held, PurePosixPath("papers-on-file")
    for file in each.files:
        _write_file(archive, folder / _name(file), file)
    told = ("name", "kind", "came", "grade", "number", "valid_from", "valid_until", "source", "office_name")
    return {
        **{name: getattr(held, name) for name in told},
        "state": held.state,
        "at": held.at,
        "ended_at": held.ended_at,
        "files": [_name(file) for file in each.files],
    }


def _write_file(archive: zipfile.ZipFile, place: PurePosixPath, file: StoredFile) -> None:
    with open_file(file) as stream, archive.open(str(place), "w") as out:
        while chunk := stream.read(256 * 1024):
            out.write(chunk)


def _name(file: StoredFile | None) -> str:
    """Return the name of a file in the archive: its own, and what makes it the only one so called."""
    return _safe(f"{file.pk % 100_000:05d} {file.name}") if file else ""


def _safe(name: str) -> str:
    return UNSAFE.sub("_", name).lstrip(".")[:120] or "_"


def _plain(value: object) -> str:
    assert isinstance(value, date), type(value)  # moments are dates too
    return value.isoformat()
