"""What a session holds is sealed: while somebody signs in it holds a phone number and a code.

Each session of somebody signed in has a row of its own (``OpenSession``) from which its owner sees and ends it. The row
is written when the session is, once a minute at most: no page asks for it.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from tongban.kernel.ids import new_id
from tongban.kernel.vault.keys import seal, unseal
from tongban.people.actions.sessions import note_open_session
from tongban.people.queries.sessions import CAME, OPENED

PLACE = "django_session"
NOTED_EVERY = 60  # seconds


class SealedSerializer:
    """Serialises session data as sealed JSON; data that cannot be opened raises, and Django starts afresh."""

    def dumps(self, obj: Any) -> bytes:
        return seal(json.dumps(obj, separators=(",", ":")), bound_to=PLACE).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(unseal(data.decode(), bound_to=PLACE))


class SessionStore(DatabaseStore):
    """The framework's sessions, each told of to its owner."""

    def save(self, must_create: bool = False) -> None:
        is_told = not must_create and self.session_key and self.get(SESSION_KEY) and self._is_due()
        super().save(must_create)
        if is_told:
            self._tell()

    def _is_due(self) -> bool:
        """Say whether the row must be written, and note in the session that it is."""
        opened = self.get(OPENED) or {}
        now = timezone.now().timestamp()
        if opened.get("key") == self.session_key and now - opened.get("seen", 0) < NOTED_EVERY:
            return False
        row = opened.get("row") or str(new_id())
        self[OPENED] = {"row": row, "since": opened.get("since", now), "seen": now, "key": self.session_key}
        return True

    def _tell(self) -> None:
        opened, (way, device) = self[OPENED], self.get(CAME, ("", ""))
        note_open_session(
            row_id=int(opened["row"]),
            account_id=int(self[SESSION_KEY]),
            session_key=self.session_key or "",
            way=way,
            device=device,
            since=datetime.fromtimestamp(opened["since"], UTC),
            now=datetime.fromtimestamp(opened["seen"], UTC),
        )
