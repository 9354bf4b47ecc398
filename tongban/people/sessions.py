"""What a session holds is sealed: while somebody signs in it holds a phone number and a code."""

import json
from typing import Any

from tongban.kernel.vault.keys import seal, unseal

PLACE = "django_session"


class SealedSerializer:
    """Serialises session data as sealed JSON; data that cannot be opened raises, and Django starts afresh."""

    def dumps(self, obj: Any) -> bytes:
        return seal(json.dumps(obj, separators=(",", ":")), bound_to=PLACE).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(unseal(data.decode(), bound_to=PLACE))
