"""Serving somebody at a window: whom they come for, the papers they lay on the desk, the form they sign."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile

from tongban.cases.actions.printing import print_application_form
from tongban.cases.models import Case
from tongban.cases.queries.answers import sections_of
from tongban.cases.queries.window import came_of, scan_name, scans_of_paper
from tongban.documents.actions import receive_upload, store_file
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.actions import authorise_agent, find_or_create_party
from tongban.people.models import Officer, Party
from tongban.people.queries import party_with_identity
from tongban.people.rules.assurance import SEEN
from tongban.people.rules.identifiers import normal
from tongban.windows.actions import begin_visit, end_with_the_day
from tongban.windows.devices import Card, DocumentCamera
from tongban.windows.models import Visit, Window

CITIZEN_ID = "citizen-id"
LEFT_OVER = "下班时还没有办完，自动结束"


@dataclass(frozen=True)
class Mandate:
    """For whom somebody comes, and under which paper; the name may be left out for a party that is known."""

    identity_kind: str
    identity: str
    name: str
    kind: str  # of authorisation
    scope: str
    until: date | None


def meet_by_card(*, card: Card, by: Officer, now: datetime) -> Party:
    """Return the person whose identity card was read; what the card says outranks what was typed before."""
    return find_or_create_party(
        kind=Party.Kind.PERSON,
        name=card.name,
        identity_kind=CITIZEN_ID,
        identity=card.identity,
        address=card.address,
        assurance=SEEN,
        by=by,
        now=now,
    )


@action
def begin_own_visit(*, window: Window, handler: Party, party: Party, phone: str, by: Officer, now: datetime) -> Visit:
    """Begin to serve somebody who comes for themselves, or under an authorisation that is in force."""
    return begin_visit(window=window, party=party, handler=_reachable(handler, phone, by, now), by=by, now=now)


@action
def begin_visit_for(
    *, window: Window, handler: Party, mandate: Mandate, phone: str, by: Officer, now: datetime
) -> Visit:
    """Record for whom somebody comes and the authorisation they show, and begin to serve them."""
    known = party_with_identity(mandate.identity_kind, normal(mandate.identity))
    party = known if known and not mandate.name.strip() else _recorded(mandate, by, now)
    authorise_agent(
        party=party,
        agent=handler,
        kind=mandate.kind,
        scope=mandate.scope,
        since=local_day(now),
        until=mandate.until,
        by=by,
        now=now,
    )
    return begin_own_visit(window=window, handler=handler, party=party, phone=phone, by=by, now=now)


def capture_paper(*, visit: Visit, paper: str, camera: DocumentCamera, by: Officer, now: datetime) -> StoredFile:
    """Keep the page under the document camera as the next one of a paper. Raises ``DeviceUnavailable``."""
    number = len(scans_of_paper(visit, paper)) + 1
    capture = camera.capture(name=scan_name(paper), page=number)
    return store_file(upload=(capture.content, capture.name), subject=f"visit:{visit.pk}", by=by, now=now)


def take_file(*, visit: Visit, paper: str, upload: UploadedFile, by: Officer, now: datetime) -> StoredFile:
    """Keep a file as the next page of a paper; the same bytes again are the same page. Raises ``CannotStore``."""
    kept = receive_upload(upload=upload)
    scans = scans_of_paper(visit, paper)
    if known := next((scan for scan in scans if scan.digest == kept.digest), None):
        return known
    name = f"{scan_name(paper)}-{len(scans) + 1}.{kept.name.rpartition('.')[2]}"
    return store_file(upload=replace(kept, name=name), subject=f"visit:{visit.pk}", by=by, now=now)


@action
def print_form_to_sign(*, case: Case, by: Officer, now: datetime) -> PrintedDocument:
    """Print the application form for the signature; unchanged since it was last printed, it is the same paper."""
    sections = sections_of(case.version.form_schema, case.form.clear(), case.answers, language="zh-hans", is_own=True)
    lines = [(title, [(answer.label, answer.text) for answer in answers]) for title, answers in sections]
    return print_application_form(case, sections=lines, by=by, now=now)


def _recorded(mandate: Mandate, by: Officer, now: datetime) -> Party:
    return find_or_create_party(
        kind=Party.Kind.ORGANISATION if mandate.identity_kind == "uscc" else Party.Kind.PERSON,
        name=mandate.name,
        identity_kind=mandate.identity_kind,
        identity=mandate.identity,
        by=by,
        now=now,
    )


def _reachable(handler: Party, phone: str, by: Officer, now: datetime) -> Party:
    """Note the telephone number of somebody of whom none is known yet."""
    if not phone or handler.phone:
        return handler
    return find_or_create_party(
        kind=handler.kind,
        name=handler.name.clear(),
        identity_kind=handler.identity_kind,
        identity=handler.identity.clear(),
        phone=phone,
        by=by,
        now=now,
    )


@action
def end_left_over(*, visit: Visit, now: datetime) -> Visit:
    """End a visit that was left over at the end of the hall's day, with what came of it: come again, if nothing did."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    outcome = came_of(visit)
    note = "" if outcome == Visit.Outcome.CASE else LEFT_OVER
    return end_with_the_day(visit=visit, outcome=outcome, note=note, now=now)
