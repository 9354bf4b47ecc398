"""People of the demo city, taken through the pages by HTTP: applying, accepting, reviewing, deciding."""

import random
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongban.cases.actions import attach_paper, save_draft, start_draft, submit_draft
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.models import Case, Draft
from tongban.catalogue.models import Item
from tongban.matters.models import Step
from tongban.people.demo import City
from tongban.people.models import Account, Officer, Party

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def account_of(name: str) -> Account:
    """Return the account of somebody of the demo city."""
    party = next(each for each in Party.objects.exclude(account=None) if each.name.clear() == name)
    assert party.account
    return party.account


def client_of(account: Account | None) -> Client:
    assert account
    client = Client()
    client.force_login(account)
    return client


def handed_in(
    item: Item, account: Account, *, party: Party | None = None, promises: tuple[str, ...] = (), now: datetime
) -> Case:
    """Hand an application in as the pages do, filled in as the demo fills in."""
    draw = random.Random(3)
    draft = start_draft(account=account, item=item, party=party or account.party, now=now)
    answers = answers_to(draft.version, draw)
    draft = save_draft(draft=draft, answers=answers, form=form_for(draft.version, answers, draw), now=now)
    for spec in draft.version.materials.exclude(necessity="optional").filter(exempted_by=""):
        attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=account, now=now)
    return submit_draft(draft=draft, channel="web", promises=list(promises), now=now)


def grant(city: City, item: Item, account: Account, *, now: datetime) -> Case:
    """Have an application accepted, reviewed and granted by the officers of its offices, on their pages."""
    case = handed_in(item, account, now=now)
    number = case.matter.number
    accept(city, case)
    while steps := list(_open(case)):
        for step in steps:
            page = client_of(city.holders(step.office, step.post_kind)[0].account)
            given = {"outcome": "agree", "opinion": "符合要求。"}
            assert page.post(f"/desk/cases/{number}/steps/{step.pk}/opinion/", given).status_code == 302
    decide(city, case)
    return Case.objects.select_related("matter", "version").get(pk=case.pk)


def accept(city: City, case: Case) -> None:
    clerk = client_of(city.holders(case.matter.office, "acceptance")[0].account)
    assert clerk.post(f"/desk/cases/{case.matter.number}/accept/").status_code == 302


def decide(city: City, case: Case) -> None:
    by = approver_of(city, case)
    answer = client_of(by.account).post(f"/desk/cases/{case.matter.number}/decide/", {"outcome": "granted"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]


def approver_of(city: City, case: Case) -> Officer:
    """Return who decides at the office, and did not accept."""
    case.refresh_from_db()
    return next(each for each in city.holders(case.matter.office, "approval") if each.pk != case.accepted_by_id)


def drive_to_hand_in(page: Client, draft: Draft, pdf: bytes) -> str:
    """Go on with a draft that is filled in: its papers, the check, the number."""
    for spec in draft.version.materials.exclude(necessity="optional").filter(exempted_by=""):
        upload = SimpleUploadedFile(f"{spec.code}.pdf", pdf, "application/pdf")
        page.post(f"/apply/drafts/{draft.pk}/papers/", {spec.code: upload})
    checked = page.post(f"/apply/drafts/{draft.pk}/check/", {"deliver_way": "download", "is_true": "on"})
    assert checked.status_code == 302, checked.content.decode()[-3000:]
    return str(checked["Location"]).split("/")[2]


def _open(case: Case) -> list[Step]:
    return list(case.matter.steps.filter(state="open").exclude(code="decide").select_related("office"))
