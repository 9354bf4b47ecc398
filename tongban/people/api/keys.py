"""Who calls the API: a system with a key of its own, for whom it acts, and how often.

The key stands for an account, so that every question of permission is the one that pages ask. A session's cookie opens
nothing here.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema
from ninja.responses import Response
from ninja.security import HttpBearer

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.people import actions
from tongban.people.access import count_try, officer_of, party_of
from tongban.people.models import ClientToken, Officer, Party
from tongban.people.queries import client_for, may_somewhere
from tongban.people.rules.scopes import SCOPES
from tongban.ui.api.problems import Turned
from tongban.ui.api.values import refuse_unfit_text

KEY = re.compile(r"[\x21-\x7e]{1,80}")
AGAIN = "Idempotency-Replayed"


class CallRequest(HttpRequest):
    """A request that came with a key."""

    client: ClientToken


class Key(HttpBearer):
    """Lets a system through whose key opens one scope, as ``request.client``, and its account as ``request.user``."""

    openapi_bearerFormat = "tb_…"
    openapi_description = "The key of your system, made by an administrator under 系统接入密钥."

    def __init__(self, scope: str) -> None:
        self.scope = SCOPES[scope].code
        super().__init__()

    def authenticate(self, request: Any, token: str) -> ClientToken | None:
        """Return whose key it is. Raises ``Turned`` 400 and 403, ``TooOften``."""
        refuse_unfit_text(token)
        now = timezone.now()
        client = client_for(token, now=now)
        if client is None:
            return None
        count_try("api", f"client {client.pk}")
        if not client.allows(self.scope):
            raise Turned(403, Obstacle("scope_not_held", self.scope))
        actions.note_use(client=client, now=now)

        request.client = client
        request.user = request._cached_user = client.account or AnonymousUser()  # the second is what the log reads
        return client


def officer(request: HttpRequest) -> Officer:
    """Return the officer as whom the system acts. Raises ``Turned`` 403 if there is none in service."""
    found: Officer | None = officer_of(request)
    if found is None:
        raise Turned(403, Obstacle("acts_for_no_office"))
    return found


def officer_with(request: HttpRequest, *powers: str) -> Officer:
    """Return the officer, if they hold one of these powers over any office today. Raises PermissionDenied."""
    found, today = officer(request), local_day(timezone.now())
    if not any(may_somewhere(found, power, on=today) for power in powers):
        raise PermissionDenied
    return found


def party(request: HttpRequest) -> Party:
    """Return the firm for which the system applies. Raises ``Turned`` 403 if there is none."""
    found: Party | None = party_of(request)
    if found is None:
        raise Turned(403, Obstacle("acts_for_no_firm"))
    return found


def creating(*, is_required: bool = False) -> dict[str, Any]:
    """Return the ``openapi_extra`` of a creating call: the key under which it may be sent again."""
    key = {
        "in": "header",
        "name": "Idempotency-Key",
        "required": is_required,
        "schema": {"type": "string", "pattern": "^[!-~]{1,80}$"},
        "description": "Chosen by you. The same call again under the same key gets the same answer and is done once.",
        "example": "9f0c2c4e-5d6e-4f43-9d0e-7a1f0f6d2b11",
    }
    return {"parameters": [key]}


def created(
    request: Any,
    act: Callable[[], tuple[Schema, str]],
    *,
    said: str = "",
    is_required: bool = False,
) -> HttpResponse:
    """Act, once under its key, and answer 201 with what was made and where it is.

    ``said`` stands for the body where its bytes differ from one sending to the next. Raises ``Turned`` 400 and
    ``KeyAlreadyUsed``.
    """

    def answered() -> actions.Answer:
        made, location = act()
        return actions.Answer(201, made.model_dump(mode="json"), location)

    key = _idempotency_key(request, is_required=is_required)
    if key is None:
        return _response(answered())
    asked = [request.method, request.path, said or request.body.decode()]
    digest = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    return _response(
        actions.answer_once(client=request.client, key=key, asked=digest, act=answered, now=timezone.now())
    )


def _idempotency_key(request: HttpRequest, *, is_required: bool) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None and is_required:
        raise Turned(400, Obstacle("idempotency_key_missing"))
    if key is not None and not KEY.fullmatch(key):
        raise Turned(400, Obstacle("idempotency_key_unfit"))
    return key


def _response(answer: actions.Answer) -> HttpResponse:
    headers = {"Location": answer.location} | ({AGAIN: "true"} if answer.is_again else {})
    return Response(answer.body, status=answer.status, headers=headers)
