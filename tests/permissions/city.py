"""A district with a case in every interesting state, and a neighbour's case that nobody of the district may see."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import TimestampSigner

from tests.permissions import bundles, links, money, promises
from tests.permissions.front import of_the_front
from tests.permissions.halls import things_of_the_hall
from tests.permissions.lists import law_mark, reference_list, speed_target, workbook
from tests.permissions.outcomes import after_the_decision
from tests.permissions.people import ELSEWHERE, HERE, RIGHT, SINCE, Someone, citizens, officers
from tests.permissions.posts import of_posts
from tests.permissions.storefront import things_of_the_storefront
from tests.permissions.trips import trips
from tongban.cases.actions import (
    accept_case,
    attach_paper,
    decide_case,
    give_opinion,
    notify_correction,
    receive_at_window,
    save_draft,
    start_draft,
    submit_draft,
)
from tongban.cases.actions.window import capture_paper
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.models import Case, Draft, LateEntry
from tongban.cases.rules import FORM, Gap
from tongban.cases.views.window import DESK
from tongban.catalogue.actions import draft_from_current
from tongban.catalogue.actions.agreements import put_forward, sign_agreement
from tongban.catalogue.actions.attachments import attach_file
from tongban.catalogue.actions.delegations import delegate_item
from tongban.catalogue.actions.papers import enter_paper_kind
from tongban.catalogue.demo import load_items
from tongban.catalogue.models import Item
from tongban.catalogue.models import Partner as Neighbour
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.actions import ToHold, kept_of, put_in
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.exchange.models import Partner
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import Seal
from tongban.kernel.moments import local_day
from tongban.kernel.outbox import OutboxRow
from tongban.kernel.seals.sealing import seal_pending
from tongban.matters.actions import begin_special_procedure, claim_step
from tongban.matters.models import Matter
from tongban.people.actions.clients import make_client_token
from tongban.people.demo import City, build_city
from tongban.people.demo.mandates import named_mandate
from tongban.people.models import Authorisation, Mandate, Office
from tongban.portal.actions import ask_for_export, build_export
from tongban.windows.actions import (
    begin_visit,
    bind_items,
    confirm_competence,
    declare_outage,
    issue_pad,
    seat_officer,
    set_device,
)
from tongban.windows.models import Device, ServicePoint, Visit, Window
from tongban.windows.queries import camera_at

RESTAURANT, SIGNBOARD = 9, 46  # of the demo items: reviewed by two offices; instant
ANSWERS = {"business": "catering", "area": 80, "network": False}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
Things = dict[str, Any]  # what an address names: number, step, file_id …


@dataclass
class Town:
    """What stands in the database: everybody, and by its name in the table everything that an address can name."""

    people: list[Someone]
    things: dict[str, Things] = field(default_factory=dict)
    ours: list[str] = field(default_factory=list)  # numbers of the cases of the district
    of_the_firm: set[str] = field(default_factory=set)  # numbers of what the firm's own system handed in there
    theirs: str = ""  # number of the neighbour's case
    builder: Any = None
    lists: dict[tuple[Someone, str], set[str]] = field(default_factory=dict)  # what was shown, by reader and address

    def one(self, column: str, side: str = RIGHT) -> Someone:
        return next(someone for someone in self.people if (someone.column, someone.side) == (column, side))


class Builder:
    """Plays the cases through the actions, each as far as its name in the table says."""

    def __init__(self, city: City, town: Town, now: datetime):
        self.city, self.town, self.now, self.draw = city, town, now, random.Random(5)
        items = {
            (item.office.region.name, item.catalog_item.code): item
            for item in load_items(city, now=now, numbers=[RESTAURANT, SIGNBOARD])
        }
        self.items = items
        codes = [item.catalog_item.code for item in items.values()]
        self.restaurant, self.signboard = items[HERE, codes[0]], items[HERE, codes[-1]]
        self.neighbours = items[ELSEWHERE, codes[0]]
        named = named_mandate(
            Mandate.Kind.SINGLE_OFFICER,
            self.officer("clerk"),
            self.signboard.office,
            [self.signboard.code],
            since=SINCE,
        )
        named.save()

    def draft(self, item: Item, *, account: str, party: str) -> Draft:
        who, whom = self.town.one(account).party, self.town.one(party).party
        assert who
        assert who.account
        assert whom
        assert item.current
        draft = start_draft(account=who.account, item=item, party=whom, now=self.now)
        answers, form = self.filled(item)
        draft = save_draft(draft=draft, answers=answers, form=form, now=self.now)
        for spec in item.current.materials.filter(exempted_by="").exclude(necessity="optional"):
            attach_paper(draft=draft, spec=spec, upload=(PDF, f"{spec.code}.pdf"), by=who.account, now=self.now)
        return draft

    def filled(self, item: Item) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return answers and form of an application, so answered that every office must review it."""
        assert item.current
        answers = answers_to(item.current, self.draw)
        answers |= {key: ANSWERS[key] for key in answers if key in ANSWERS}
        return answers, form_for(item.current, answers, self.draw)

    def handed_in(self, item: Item | None = None) -> Case:
        """Hand in what the owner's agent brought."""
        draft = self.draft(item or self.restaurant, account="agent", party="owner")
        return submit_draft(draft=draft, channel="web", now=self.now)

    def told(self) -> Case:
        case = self.handed_in()
        gaps = [Gap(FORM, "申请表", "电话有误")]
        return notify_correction(case=case, gaps=gaps, by=self.officer("clerk"), now=self.now).case

    def under_review(self) -> Case:
        return accept_case(case=self.handed_in(), by=self.officer("clerk"), now=self.now)

    def reviewed(self, case: Case | None = None) -> Case:
        case = case or self.under_review()
        for step in case.matter.steps.filter(state="open").select_related("office"):
            by = self.city.holders(step.office, "review")[0]
            give_opinion(step=step, outcome="agree", opinion="符合", by=by, now=self.now)
        return Case.objects.select_related("matter", "version").get(pk=case.pk)

    def decided(self, case: Case | None = None) -> Case:
        by = self.officer("approver")
        return decide_case(case=self.reviewed(case), outcome="granted", reasons="", by=by, now=self.now).case

    def granted(self, case: Case) -> Case:
        """Take a case from being handed in to its grant."""
        return self.decided(accept_case(case=case, by=self.officer("clerk"), now=self.now))

    def suspended(self) -> Case:
        case, by = self.under_review(), self.officer("approver")
        why = {"kind": "听证", "reason": "申请人要求", "basis": "行政许可法第四十七条", "expected_days": 5}
        begin_special_procedure(matter=case.matter, **why, by=by, now=self.now)
        return case

    def officer(self, column: str) -> Any:
        return self.town.one(column).officer


def build(now: datetime) -> Town:
    city = build_city(now=now, random=random.Random(1))
    town = Town([*citizens(now), *officers(city)])
    builder = town.builder = Builder(city, town, now)
    visits = _seat_everybody(city, town, builder, now)
    for about, things in _things(builder, visits, now):
        town.things[about] = things
    foreign = builder.draft(builder.neighbours, account="other agent", party="stranger")
    town.theirs = submit_draft(draft=foreign, channel="web", now=now).matter.number
    town.ours = sorted(Matter.objects.exclude(number=town.theirs).values_list("number", flat=True))
    return town


def _things(builder: Builder, visits: dict[str, Visit], now: datetime) -> Iterator[tuple[str, Things]]:
    """Yield what addresses name, under the words by which the table speaks of it."""
    code = builder.restaurant.code
    under_review, decided = builder.under_review(), builder.decided()
    step = under_review.matter.steps.get(code="review")
    claimed = builder.under_review()
    taken = claim_step(step=claimed.matter.steps.get(code="review"), by=builder.officer("reviewer"), now=now)
    yield "", {}
    yield "nothing", {"rest": "v2/nothing"}
    yield "an identity provider", {"provider_id": "citizens"}
    yield "a session of nobody", {"session_id": 1}
    yield "an app of nobody", {"app": "nobody"}
    yield "a second factor", {"factor_id": 1}  # nobody's: one sees one's own alone
    yield "an item", {"code": code, "section": "limits"}
    yield "a scenario of an item", {"code": code, "place": 1}
    yield "a public list", {"list_code": "at-once"}
    pdf = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        "a.pdf",
    )
    kept = attach_file(item=builder.restaurant, kind="sample", name="示例", upload=pdf, by=SYSTEM, now=now)
    yield "a file of a guide", {"code": code, "file": kept.code}
    yield "a shared field", {"code": "shop_name"}
    yield from ((f"the list of {name}", {"name": name}) for name in ("delegations", "marks"))
    yield "a figure", {"code": "instant"}
    yield "a table of figures", {"table": "item"}
    yield "an item with a target of speed", speed_target(builder, now)
    yield "an entry of the catalogue", {"entry": builder.signboard.catalog_item.code}
    yield "a reference list", reference_list(builder, now)
    yield "a mark of an item", {"mark": law_mark(builder, now)}
    yield "a list", {"code": "one-trip"}
    yield "an office", {"uscc": builder.restaurant.office.uscc}
    yield from _lent_and_agreed(builder, now)
    yield "a workbook of an item manager", workbook(builder, now)
    yield "a paper of the catalogue", {"code": enter_paper_kind(values={"name": "营业执照"}, by=SYSTEM, now=now).code}
    draft_from_current(item=builder.restaurant, by=SYSTEM, now=now)
    yield "a case handed in", _of_case(builder.handed_in())
    yield "an instant case handed in", _of_case(builder.handed_in(builder.signboard))
    yield "a case in correction", _of_case(builder.told())
    yield "a case under review", {**_of_case(under_review), "step": step.pk}
    yield "a case whose step was claimed", {**_of_case(claimed), "step": taken.pk}
    yield "a case reviewed", _of_case(builder.reviewed())
    yield "a suspended case", _of_case(builder.suspended())
    yield from promises.things(builder, now)
    yield from money.things(builder.under_review(), clerk=builder.officer("clerk"), now=now)
    card = card_of(builder.town.one("owner"))
    yield "a case decided", {**_of_case(decided), "card": card, "query": f"?came={card}"}
    yield from trips(builder)
    yield from after_the_decision(decided, builder.decided(), builder.officer("approver"), now)
    yield from of_posts(builder, now)
    yield "a draft of the owner", {"draft": builder.draft(builder.restaurant, account="owner", party="owner").pk}
    yield "a paper on file of the owner", _held(builder, now)
    yield from _at_the_window(builder, visits)
    yield "a paper of a draft", {"file_id": _file("draft:").pk}
    yield "a paper of a case", {"file_id": _file(under_review.matter.subject).pk}
    yield "a scan of the clerk's visit", {"file_id": _file("visit:").pk}
    yield "a receipt", {"number": _document(decided, "receipt").number}
    yield "a decision", {"number": _document(decided, "grant_decision").number}
    yield "an approval sheet", {"number": _document(decided, "approval_sheet").number}
    export = ask_for_export(party=builder.town.one("owner").party, now=now)
    build_export.call(export.pk)
    yield "an export of the owner", {"export_id": export.pk}
    given = Authorisation.objects.get(party=builder.town.one("owner").party)
    yield "an authorisation of the owner", {"authorisation_id": given.pk}
    yield "the owner's phone", {"field": "phone"}
    partner = Partner.objects.get_or_create(code="sms", defaults={"name": "短信", "adapter": "demo_sms"})[0]
    yield "a partner", {"code": partner.code}
    yield from bundles.things(builder)
    yield from links.things(builder.officer("approver").office, now)
    row = OutboxRow(kind="sms", key="dead", payload={}, enqueued_at=now, next_try_at=now, state="dead")
    row.save()
    yield "a dead letter", {"row_id": row.pk, "kind": row.kind}
    yield from _of_the_hall(builder, visits)
    yield from things_of_the_storefront(builder.officer("hall"), now)
    client, _secret = make_client_token(name="某系统", scopes=["items:read"], by=SYSTEM, now=now)
    yield "a system", {"client_id": client.pk}
    yield "a colleague", {"officer_id": builder.officer("hall").pk}
    seal_pending(now)
    seal = Seal.objects.get()
    yield "a seal", {"seal_number": seal.pk, "fingerprint": seal.key_id}


def _held(builder: Builder, now: datetime) -> Things:
    """Put a paper on file that the restaurant asks for, whatever the answers are."""
    item, owner = builder.restaurant, builder.town.one("owner").party
    assert item.current
    assert owner
    draft = Draft.objects.get(party=owner, account=owner.account, version=item.current)
    spec = to_hand_in(item.current.materials.all(), draft.answers)[0]
    kind = enter_paper_kind(values={"name": spec.name}, by=SYSTEM, now=now)
    file = kept_of([draft.papers.filter(spec=spec).get().file])
    paper = ToHold(kind.code, kind.name, "seen", "B", files=file)
    held = put_in(party=owner, paper=paper, by=owner, now=now)
    return {"draft": draft.pk, "item": item.code, "code": spec.code, "number": 1, "held_id": held.pk}


def _lent_and_agreed(builder: Builder, now: datetime) -> Iterator[tuple[str, Things]]:
    """Yield what the district lends to another office, and leads together with another region."""
    item, today = builder.signboard, local_day(now)
    far = Neighbour(code="880101", name="邻州市", province="邻省")
    agreement = sign_agreement(
        office=item.office, partner=far, reach="provinces", title="通办合作协议", signed_on=today, since=today,
        until=None, by=SYSTEM, now=now,
    )  # fmt: skip
    yield "an agreement", {"agreement_id": agreement.pk, "query": f"?item={builder.restaurant.code}"}
    agreed = put_forward(agreement=agreement, item=item, mode="online", values={}, by=SYSTEM, now=now)
    yield "an agreed item", {"agreed_id": agreed.pk}
    town = Office.objects.filter(level="5", region__code__startswith=item.office.region_id).first()
    lent = delegate_item(
        item=item, to=town or builder.neighbours.office, scope="full", powers=[], document="委托书", basis="",
        since=today, until=None, by=SYSTEM, now=now,
    )  # fmt: skip
    yield "a delegation", {"delegation_id": lent.pk}


def _of_the_hall(builder: Builder, visits: dict[str, Visit]) -> Iterator[tuple[str, Things]]:
    """Yield what a hall keeps of a time without the system."""
    visit, chief, now = visits[f"clerk ({HERE})"], builder.officer("supervisor"), builder.now
    point, began = visit.window.service_point, now - timedelta(hours=3)
    outage = declare_outage(service_point=point, began_at=began, ended_at=None, cause="停电", by=chief, now=now)
    yield "an outage", {"pk": outage.pk}
    pad = issue_pad(service_point=point, size=20, by=chief, now=now)
    yield "a pad of numbers", {"serial": pad.serial}
    entry = LateEntry(case=builder.handed_in(), outage=outage, hand_number="01-01", received_at=began, entered_at=now)
    entry.entered_by = builder.officer("clerk")
    entry.save()
    yield "a late entry", {"pk": entry.pk}
    yield from things_of_the_hall(visit, builder.officer("hall"), now)


def card_of(who: Someone) -> str:
    """Return what stands in the address after somebody's card was read at a window."""
    assert who.party is not None
    return TimestampSigner(salt=DESK).sign(str(who.party.pk))


def _at_the_window(builder: Builder, visits: dict[str, Visit]) -> Iterator[tuple[str, Things]]:
    clerk, visit = builder.officer("clerk"), visits[f"clerk ({HERE})"]
    capture_paper(visit=visit, paper="布局图", camera=camera_at(visit.window), by=clerk, now=builder.now)
    answers, form = builder.filled(builder.restaurant)
    case = receive_at_window(
        visit=visit,
        item=builder.restaurant,
        answers=answers,
        form=form,
        presented=[],
        deliver_way="window",
        key="at the window",
        by=clerk,
        now=builder.now,
    )
    yield "a case of the clerk's visit", _of_case(case)
    yield from of_the_front(visit, case, builder.restaurant, clerk, builder.now)


def _of_case(case: Case) -> Things:
    party = case.matter.party
    return {
        "number": case.matter.number,
        "begin": case.matter.number[:6],
        "field": next(iter(case.form.clear())),
        "title": case.matter.subject_title[:4],
        "name": party.name.clear(),
        "phone": party.phone.clear(),
        "identity": party.identity.clear(),
    }


def _file(prefix: str) -> StoredFile:
    file = StoredFile.objects.filter(subject__startswith=prefix).order_by("pk").last()
    assert file is not None
    return file


def _document(case: Case, kind: str) -> PrintedDocument:
    return PrintedDocument.objects.get(subject__in=[case.matter.subject, case.inside], kind=kind)


def _seat_everybody(city: City, town: Town, builder: Builder, now: datetime) -> dict[str, Visit]:
    """Give every clerk a window in the hall of their district and somebody to serve there."""
    halls = {HERE: "行政审批局", ELSEWHERE: "政务服务中心"}
    points = {place: _point(city.office(hall, place)) for place, hall in halls.items()}
    visits = {}
    for number, clerk in enumerate(someone for someone in town.people if someone.column in ("clerk", "contracted")):
        assert clerk.officer is not None
        point = points[clerk.officer.office.region.name]
        window = Window.objects.create(service_point=point, number=str(number), name="综合", kind=Window.Kind.ANY)
        since, codes = local_day(now), [item.code for item in builder.items.values()]
        seat_officer(window=window, officer=clerk.officer, since=since, by=SYSTEM, now=now)
        bind_items(window=window, item_codes=codes, since=since, by=SYSTEM, now=now)
        confirm_competence(
            officers=[clerk.officer], item_codes=codes, since=since, ground="岗前培训", by=SYSTEM, now=now
        )
        for kind in Device.Kind.values:
            set_device(window=window, kind=kind, adapter="demo", by=SYSTEM, now=now)
        party = town.one("owner" if clerk.side == RIGHT else "stranger").party
        visits[str(clerk)] = begin_visit(window=window, party=party, by=clerk.officer, now=now)
    return visits


def _point(office: Office) -> ServicePoint:
    return ServicePoint.objects.create(office=office, name="政务服务中心", address="1", hours="9-17", phone="1")
