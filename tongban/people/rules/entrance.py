"""What an app outside must show so that one of its people enters here (免登录进入): a token signed for us, now, once.

The app's server sends it; the browser inside the app never sees it, for it tells who somebody is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

from tongban.kernel.obstacles import Obstacle

LONGEST = timedelta(minutes=2)  # between signing a token and its end
TICKET_LASTS = timedelta(minutes=1)  # until the browser inside the app must have come
ALGORITHMS = ["ES256", "RS256"]
DEMANDED = ["iss", "aud", "iat", "exp", "jti"]
LONGEST_TOKEN = 8192  # characters


@dataclass(frozen=True)
class Shown:
    """What a good token says: its own name, and whom the app vouches for."""

    jti: str
    claims: dict[str, Any]


def read(token: str, *, key: str, app: str, audience: str, now: datetime) -> Shown | list[Obstacle]:
    """Return what a token says if this app signed it for us a moment ago; else why it is worth nothing."""
    refused = [Obstacle("entrance_token_wrong")]
    if len(token) > LONGEST_TOKEN:
        return refused
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=audience,
            issuer=app,
            options={"require": DEMANDED, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError):
        return refused
    since, until, jti = claims["iat"], claims["exp"], claims["jti"]
    if (
        not all(isinstance(each, int) for each in (since, until))
        or not isinstance(jti, str)
        or not 16 <= len(jti) <= 80
    ):
        return refused
    at = int(now.timestamp())
    is_now = since - 5 <= at <= until  # clocks differ by some seconds
    return Shown(jti, claims) if is_now and until - since <= LONGEST.total_seconds() else refused
