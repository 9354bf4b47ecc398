"""The door of departments' own systems: they bring batches, ask what became of one, and compare a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tongban.exchange.actions.payments import NotTheirs
from tongban.exchange.actions.taking import Call, OtherBatch, Paused, Replayed, admit, take
from tongban.exchange.models import Batch, Direction, Link
from tongban.exchange.queries.systems import link_of, tally_of
from tongban.people.access import limited

LONGEST = 8 * 1024 * 1024  # bytes of a batch
COME_AGAIN = "60"  # seconds

Answer = Callable[[Link, datetime], HttpResponse]


@csrf_exempt  # a system signs what it sends; it has no cookie of ours
@require_POST
@limited("exchange")
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """Take a batch: 200 with its receipt (again, too), 400 for what is none, 409 for a replay, 503 while paused."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return _refusal(413, "batch_too_large")

    def taken(link: Link, now: datetime) -> HttpResponse:
        try:
            return JsonResponse(take(link=link, body=request.body, now=now).as_json())
        except OtherBatch:
            return _refusal(409, "batch_number_used")
        except ValueError as error:
            return _refusal(400, "not_a_batch", str(error)[:200])

    return _admitted(request, code, taken)


@require_safe
@limited("exchange")
def batch(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Say what became of each row of a batch."""

    def told(link: Link, now: datetime) -> HttpResponse:
        found = Batch.objects.filter(link=link, direction=Direction.IN, number=number).first()
        if found is None:
            return _refusal(404, "no_such_batch")
        shown = found.rows.defer("payload").order_by("pk")
        states = [{"guid": row.guid, "set": row.dataset, "state": row.state, "reasons": row.reasons} for row in shown]
        return JsonResponse({"batch": number, "receipt": found.receipt, "digest": found.digest, "rows": states})

    return _admitted(request, code, told)


@require_safe
@limited("exchange")
def tally(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Say which rows were exchanged in the batches of a day, each with its digest."""

    def told(link: Link, now: datetime) -> HttpResponse:
        return JsonResponse({"day": day, "sent": tally_of(link, day, "out"), "received": tally_of(link, day, "in")})

    return _admitted(request, code, told)


def _admitted(request: HttpRequest, code: str, answer: Answer) -> HttpResponse:
    link, now = link_of(code), timezone.now()
    if link is None:
        raise Http404
    headers = request.headers
    body = request.body if request.method == "POST" else b""
    call = Call(
        request.get_full_path(),
        headers.get("X-Moment", ""),
        headers.get("X-Nonce", ""),
        headers.get("X-Signature", ""),
        body,
    )
    try:
        admit(link=link, call=call, now=now)
    except NotTheirs:
        return _refusal(401, "signature_not_theirs")
    except Replayed:
        return _refusal(409, "call_came_before")
    except Paused:
        refusal = _refusal(503, "exchange_paused")
        refusal["Retry-After"] = COME_AGAIN
        return refusal
    return answer(link, now)


def _refusal(status: int, code: str, about: str = "") -> HttpResponse:
    refused: dict[str, Any] = {"obstacles": [{"code": code, "about": about}]}
    return JsonResponse(refused, status=status)
