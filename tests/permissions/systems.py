"""The systems of the table of calls: of offices and of firms, right and wrong ones; and what they call about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.test import Client

from tests.permissions import asks, bundles, firms
from tests.permissions.city import PDF, Builder, Things
from tests.permissions.people import ELSEWHERE, HERE, RIGHT, SINCE, WRONG
from tongban.cases.actions import accept_case, attach_paper, save_draft, start_draft, submit_draft
from tongban.cases.actions.hearing_rights import tell_hearing_right
from tongban.cases.models import Case, Draft, Paper, Result
from tongban.catalogue.actions.papers import enter_paper_kind
from tongban.catalogue.models import PaperKind
from tongban.documents.actions import ToHold, kept_of, put_in
from tongban.kernel.events import SYSTEM
from tongban.people.actions import (
    admit_system_of_firm,
    admit_system_of_office,
    authorise_person,
    give_role,
    make_client_token,
)
from tongban.people.demo.mandates import named_mandate
from tongban.people.models import Account, Mandate, Office, Officer, Party, Post
from tongban.people.queries import party_with_identity
from tongban.people.rules.identifiers import make_citizen_id, make_uscc
from tongban.people.rules.scopes import EITHER, FIRM, NOBODY, OFFICE, SCOPES

OFFICES = {"office": "行政审批局", "reviewer": "市监局", "auditor": "人民政府"}
ROLES = {"office": "approver"}  # with what else a system needs that does all the work of an office
COLUMNS = ("no key", "session", "narrow", *OFFICES, "firm")
REASON = {"reason": "收错了"}
AGENT = make_citizen_id(region="990102", born=date(1985, 5, 5), sequence=777)
BODIES: dict[str, Any] = {
    "answers/<field>/reveal": {"purpose": "核对"},
    "correction-notice": {"gaps": [{"about": "form", "what": "电话有误"}]},
    "decision": {"outcome": "granted", "reasons": ""},
    "acceptance-refusal": {"ground": "not_needed", "reasons": "不需要许可"},
    "delivery": {"query_code": "ABCD2345"},
    "extension": {"amount": 3, **asks.WHY},
    "opinion": {"outcome": "agree", "opinion": "符合"},
    "completion": {"outcome": "pass", "opinion": "符合"},
    "hand-over": {"to": "1"},
    "return": {"to_wave": 1, "reason": "退回"},
    "<result>/drafts": {"purpose": "change"},
    "fees": {"charges": [{"name": "登记费", "quantity": 1, "price": 8000}]},
    "cancellation": REASON,
    "refund": REASON,
    "answer": {"is_approved": True},
    "proof": {"proof": "完税 1"},
    "shelves/<point>": {"number": "990102"},
    "collections": {"number": "990102", "query_code": "ABCD2345"},
    "progress": {"status": "accepted", "number": "F-1"},
    "forwarding": {"on": "2026-01-01", "how": "邮政"},
    "urging": {"text": "请尽快"},
    "end-of-rest": {"reason": "不办了"},
    "withdrawal": {"reason": "不办了"},
    "giving-up": {"is_confirmed": True},
    "gaps": {"paper": "rules", "files": ["1"]},
    "statement": {"text": "材料属实"},
    "v1/authorisations": {"name": "钱多多", "identity": AGENT, "scope": "办理食品经营许可"},
    "submission": {"is_true": True},
    "reply": {"state": "agreed", "read": "0" * 16},
}


@dataclass(frozen=True)
class Caller:
    """One column of the table of calls, and for two-sided ones its side."""

    column: str
    side: str
    client: Client
    secret: str = ""

    def __str__(self) -> str:
        return f"{self.column} ({self.side})"


def callers(builder: Builder, session: Client) -> Iterator[Caller]:
    """Yield who calls: nobody, a person signed in to the pages, a key too narrow, systems of offices and of firms."""
    yield Caller("no key", RIGHT, Client())
    yield Caller("session", RIGHT, session)
    for column, office in OFFICES.items():
        for side, place in ((RIGHT, HERE), (WRONG, ELSEWHERE)):
            there = "市监局" if office == "行政审批局" and side == WRONG else office
            over = builder.city.office(there, place)
            account = admit_system_of_office(
                name=f"{column} {place}", office=over, role=ROLES.get(column, column), by=SYSTEM, now=builder.now
            )
            if column in ROLES:
                _does_everything(account.officer, over, builder)
            yield Caller(column, side, Client(), _key(account, OFFICE, builder))
            if column == "office" and side == RIGHT:
                yield Caller("narrow", RIGHT, Client(), _key(account, "items:read", builder))
    for side, name in ((RIGHT, "本企业"), (WRONG, "别的企业")):
        yield Caller("firm", side, Client(), _key(firm(name, builder), FIRM, builder))


def _does_everything(system: Officer, office: Office, builder: Builder) -> None:
    """Let a system accept and deliver, too, answer for the office, and decide alone what one officer may."""
    give_role(officer=system, role="clerk", office=office, since=SINCE, by=SYSTEM, now=builder.now)
    Post.objects.create(office=office, kind=Post.Kind.ACCEPTANCE, name=f"{system}", holder_a=system)
    codes = [builder.signboard.code] if builder.signboard.office_id == office.pk else [builder.restaurant.code]
    named_mandate(Mandate.Kind.SINGLE_OFFICER, system, office, codes, since=SINCE).save()


def firm(name: str, builder: Builder) -> Account:
    """Return the account of a firm's system, opened now if there is none."""
    identity = make_uscc(7_100_000 + len(name), region="990102", department="9")
    party = party_with_identity("uscc", identity)
    if party is None:
        party = Party(kind=Party.Kind.ORGANISATION, name=name, identity_kind="uscc")
        party.identity = identity
        party.save()
    return admit_system_of_firm(name=name, party=party, by=SYSTEM, now=builder.now)


def things_of_the_firm(builder: Builder) -> Iterator[tuple[str, Things]]:
    """Yield what the firm's own system began and handed in."""
    account, now = firm("本企业", builder), builder.now
    handed_in = _handed_in(account, builder)
    yield "a case of the firm", {"number": handed_in.matter.number}
    draft = _draft(account, builder)
    paper = draft.papers.first()
    assert paper is not None
    yield "a draft of the firm", {"draft": draft.pk, "paper": paper.pk, "code": paper.spec.code}
    yield "a paper on file of the firm", {"held": _held(paper, handed_in.matter.party, now), "page": 1}
    heard = accept_case(case=_handed_in(account, builder), by=builder.officer("clerk"), now=now)
    tell_hearing_right(case=heard, matter_of="噪声", by=builder.officer("approver"), now=now)
    yield "a case of the firm with a hearing", {"number": heard.matter.number}
    granted = builder.granted(_handed_in(account, builder))
    yield from firms.things(lambda: _draft(account, builder), builder)
    yield "a result of the firm", {"result": Result.objects.get(case=granted).pk}
    yield from bundles.things_of_the_firm(builder, Party.objects.get(account=account))
    yield "an authorisation of the firm", {"authorisation": _authorised(handed_in.matter.party, now)}
    yield "a paper of the firm", {"file_id": handed_in.papers.values_list("file_id", flat=True)[0]}


def _authorised(party: Party, now: datetime) -> int:
    named = {"name": "钱多多", "identity_kind": "citizen-id", "identity": AGENT}
    return authorise_person(party=party, **named, scope="办理食品经营许可", until=None, by=party, now=now).pk


def _handed_in(account: Account, builder: Builder) -> Case:
    return submit_draft(draft=_draft(account, builder), channel="web", now=builder.now)


def _held(paper: Paper, party: Party, now: datetime) -> int:
    """Put a paper of a draft on file, as the kind that the catalogue knows it as; return its key."""
    known = PaperKind.objects.filter(name=paper.spec.name).first()
    kind = known or enter_paper_kind(values={"name": paper.spec.name}, by=SYSTEM, now=now)
    assert paper.file
    to_hold = ToHold(kind.code, kind.name, "seen", "B", files=kept_of([paper.file]))
    return put_in(party=party, paper=to_hold, by=party, now=now).pk


def call(who: Caller, method: str, address: str, things: Things) -> Any:
    """Call with a key, and leave everything as it was."""
    body = next((sent for end, sent in BODIES.items() if address.endswith(f"/{end}")), {})
    if address.endswith("v1/drafts"):
        body = {"item": things.get("code", "")}
    elif address.endswith("/papers-on-file"):
        body = {"paper": things["code"]}
    elif address.endswith("/bundle-drafts"):
        body = {name: things.get(name) for name in ("region", "bundle")}
    headers = {"Query-Code": "ABCD2345", "Notice-Code": "ABCD2345", "Idempotency-Key": "once", "If-Match": '"1"'}
    if who.secret:
        headers["Authorization"] = f"Bearer {who.secret}"
    content = {} if method == "GET" else {"data": json.dumps(body), "content_type": "application/json"}
    with transaction.atomic():
        answer = getattr(who.client, method.lower())(asks.filled(address, things), headers=headers, **content)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def _draft(account: Account, builder: Builder) -> Draft:
    item = builder.restaurant
    party = Party.objects.get(account=account)
    assert item.current
    answers, form = builder.filled(item)
    draft = start_draft(account=account, item=item, party=party, now=builder.now)
    draft = save_draft(draft=draft, answers=answers, form=form, now=builder.now)
    for spec in item.current.materials.filter(exempted_by="").exclude(necessity="optional"):
        attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=account, now=builder.now)
    return draft


def _key(account: Account, what: str, builder: Builder) -> str:
    """Give an account a key with all scopes of its kind, or with one alone; return the secret."""
    fitting = (NOBODY, what, EITHER)
    scopes = [what] if what in SCOPES else [code for code, scope in SCOPES.items() if scope.needs in fitting]
    _, secret = make_client_token(name="某系统", scopes=scopes, account=account, by=SYSTEM, now=builder.now)
    return secret
