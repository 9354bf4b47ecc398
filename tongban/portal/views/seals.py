"""The seals of the journal, and the proof of a matter."""

import json
from base64 import b64decode
from datetime import datetime
from textwrap import wrap

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.cases.queries.own import own_case
from tongban.kernel.models import Seal
from tongban.kernel.moments import local_day
from tongban.kernel.paging import page
from tongban.kernel.seals.proofs import proof_of
from tongban.kernel.seals.sealing import lag, statement_of
from tongban.matters.models import Matter
from tongban.matters.queries import matter_seen
from tongban.people.access import (
    OfficerRequest,
    PartyRequest,
    officer_required,
    party_required,
)
from tongban.portal import queries

SEALS_SHOWN = 30


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
