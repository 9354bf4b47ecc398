"""The front page, the demo's logins, the seals of the journal, and what could not be delivered."""

import json
from base64 import b64decode
from datetime import datetime
from functools import partial
from textwrap import wrap

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.cases.queries.own import own_case
from tongban.catalogue.rules.themes import EVENTS, THEMES
from tongban.documents import storage
from tongban.kernel.models import Seal
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.outbox import dead_letters, retry_dead_letter, retry_dead_letters
from tongban.kernel.paging import page
from tongban.kernel.retention import stands
from tongban.kernel.seals.proofs import proof_of
from tongban.kernel.seals.sealing import lag, statement_of
from tongban.matters.models import Matter
from tongban.matters.queries import matter_seen
from tongban.people.access import (
    OfficerRequest,
    PartyRequest,
    limited,
    officer_required,
    party_required,
    require_everywhere,
)
from tongban.people.demo import LOGINS, PASSWORD, Login
from tongban.people.rules.roles import ROLES
from tongban.portal import queries
from tongban.portal.actions import CannotExport, ask_for_export, note_taken
from tongban.portal.queries.exports import exports_of
from tongban.ui.acts import carried_out

SEALS_SHOWN = 30
SHOWN_EXPORTS = 5
SHOWN_EVENTS = 12  # of the life events, the common ones; the list of services has them all
HOT = ("开饭店", "门头招牌", "教师资格", "公积金", "spjy")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: find what one has come for, in one's own words."""
    context = {
        "events": list(EVENTS.values())[:SHOWN_EVENTS],
        "themes": THEMES.values(),
        "in_english": (get_language() or "").startswith("en"),
        "hot": HOT,
        "glance": queries.at_a_glance(now=timezone.now()),
    }
    return render(request, "portal/home.html", context)


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be in the demo city, and how far it is filled."""
    _only_in_demo()
    in_english = (get_language() or "").startswith("en")
    shown = [(login, _face(login, in_english=in_english)) for login in LOGINS]
    context = {
        "citizens": [pair for pair in shown if pair[0].is_citizen],
        "staff": [pair for pair in shown if not pair[0].is_citizen],
        "password": PASSWORD,
        "filling": queries.filling(),
    }
    return render(request, "portal/demo.html", context)


@require_safe
def demo_progress(request: HttpRequest) -> HttpResponse:
    """The bar alone, for a page that is watching it."""
    _only_in_demo()
    return render(request, "portal/parts/filling.html", {"filling": queries.filling()})


@require_safe
@officer_required
def outbox_page(request: OfficerRequest) -> HttpResponse:
    """What could not be delivered to the outside, and whether the worker is at work."""
    require_everywhere(request, "administer")
    context = {
        "letters": page(dead_letters(), keys=("-enqueued_at", "-id"), after=request.GET.get("after")),
        "deliveries": queries.deliveries(now=timezone.now()),
    }
    return render(request, "portal/outbox.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@party_required
def my_data(request: PartyRequest) -> HttpResponse:
    """A copy of everything about oneself: ask for it, watch it being made, find it again for a week."""
    obstacles: list[Obstacle] = []
    if request.method == "POST":
        try:
            ask_for_export(party=request.party, now=timezone.now())
            return redirect("portal:my_data")
        except CannotExport as refused:
            obstacles = refused.obstacles
    now, exports = timezone.now(), list(exports_of(request.party)[:SHOWN_EXPORTS])
    is_waiting = any(export.is_being_made(now) for export in exports)
    context = {"exports": exports, "is_waiting": is_waiting, "obstacles": obstacles}
    return render(request, "portal/my_data.html", context, status=409 if obstacles else 200)


@never_cache
@require_safe
@party_required
@limited("export")
def take_export(request: PartyRequest, export_id: int) -> HttpResponse:
    """Hand out one's own copy while it is there; anything else does not exist."""
    now = timezone.now()
    export = get_object_or_404(exports_of(request.party), pk=export_id, expires_at__gt=now)
    content = storage.open_kept(export.place)
    note_taken(export=export, now=now)
    return FileResponse(content, as_attachment=True, filename=f"tongban-{local_day(now)}.zip")  # type: ignore[return-value]


@require_safe
@officer_required
def retention_page(request: OfficerRequest) -> HttpResponse:
    """What is kept how long, on what ground, and what was removed last."""
    require_everywhere(request, "administer")
    in_english = (get_language() or "").startswith("en")
    return render(request, "portal/retention.html", {"stands": stands(), "in_english": in_english})


@require_POST
@officer_required
def retry_all(request: OfficerRequest, kind: str) -> HttpResponse:
    """Let the worker try every dead letter of a kind again."""
    require_everywhere(request, "administer")
    count = retry_dead_letters(kind=kind, by=request.officer.actor, now=timezone.now())
    messages.success(request, _("已重新排队 %(count)s 条，稍后由后台再次投递。") % {"count": count})
    return redirect("portal:outbox")


@require_POST
@officer_required
def retry(request: OfficerRequest, row_id: int) -> HttpResponse:
    """Let the worker try a dead letter again."""
    require_everywhere(request, "administer")
    act = partial(retry_dead_letter, row_id=row_id, by=request.officer.actor, now=timezone.now())
    return carried_out(request, act, _("已重新排队，稍后由后台再次投递。"), to="portal:outbox")


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The seals of the journal, for anyone to compare with what they were told elsewhere."""
    now = timezone.now()
    found = page(queries.seals(), keys=("-number",), after=request.GET.get("after"), size=SEALS_SHOWN)
    context = {
        "page": found,
        "seals": queries.seals_shown(found.rows),
        "keys": queries.seal_keys(),
        "lag": lag(now),
        "owed": queries.owed_to_witness(),
        "has_witness": settings.HAS_WITNESS,
        "is_demo": settings.DEMO,
    }
    return render(request, "portal/seals.html", context)


@require_safe
def seal(request: HttpRequest, seal_number: int) -> HttpResponse:
    """One seal: what was signed, by which key, and whether the witness has it."""
    [shown] = queries.seals_shown([_seal(seal_number)])
    context = {
        "shown": shown,
        "seal": shown.seal,
        "statement": statement_of(shown.seal),
        "before": seal_number - 1,
        "next": queries.one_seal(seal_number + 1),
        "has_witness": settings.HAS_WITNESS,
    }
    return render(request, "portal/seal.html", context)


@require_safe
def seal_statement(request: HttpRequest, seal_number: int) -> HttpResponse:
    """The bytes that were signed, not one more."""
    return _download(statement_of(_seal(seal_number)).encode(), "application/json", f"seal-{seal_number}.json")


@require_safe
def seal_signature(request: HttpRequest, seal_number: int) -> HttpResponse:
    """The signature in the form that openssl takes."""
    return _download(b64decode(_seal(seal_number).signature), "application/octet-stream", f"seal-{seal_number}.sig")


@require_safe
def seal_key(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """A public key as PEM."""
    key = get_object_or_404(queries.seal_keys(), pk=fingerprint)
    lines = ["-----BEGIN PUBLIC KEY-----", *wrap(key.public_key, 64), "-----END PUBLIC KEY-----", ""]
    return _download("\n".join(lines).encode(), "application/x-pem-file", f"seal-key-{fingerprint[:16]}.pem")


@never_cache
@require_safe
@officer_required
def proof(request: OfficerRequest, number: str) -> HttpResponse:
    """The proof of a matter, for an officer who may see it."""
    now = timezone.now()
    matter = matter_seen(number, officer=request.officer, on=local_day(now))
    if matter is None:
        raise Http404
    return _proof(matter, now)


@never_cache
@require_safe
@party_required
def own_proof(request: PartyRequest, number: str) -> HttpResponse:
    """The proof of one's own application."""
    now = timezone.now()
    case = own_case(request.party, number, on=local_day(now))
    if case is None:
        raise Http404
    return _proof(case.matter, now)


def _proof(matter: Matter, now: datetime) -> HttpResponse:
    content = json.dumps(proof_of(matter.subject, number=matter.number, now=now), ensure_ascii=False, indent=1)
    return _download(content.encode(), "application/json", f"proof-{matter.number}.json")


def _seal(number: int) -> Seal:
    found = queries.one_seal(number)
    if found is None:
        raise Http404
    return found


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _face(login: Login, *, in_english: bool) -> str:
    """Return what somebody is in the demo city, in words."""
    if login.is_citizen:
        return _("经办人") if login.face == "agent" else _("申请人")
    role = ROLES[login.role]
    return role.english if in_english else role.term


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
