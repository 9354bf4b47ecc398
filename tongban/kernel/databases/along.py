"""What both databases are told in the same words."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, Protocol, cast

from django.db import DEFAULT_DB_ALIAS, connections

Take = Callable[[Any], None]  # is handed the cursor once the answer is there


class Composed(str):
    """A statement that is asked word by word again and again, with other values: worth being prepared."""

    __slots__ = ()


class Along(NamedTuple):
    """A statement on its way, and who takes its answer."""

    sql: str
    params: Sequence[Any] | None = None
    take: Take | None = None


class Conversation:
    """What an act has asked and not yet looked at; while none runs, nothing is asked ahead and nothing waits.

    What is composed once goes to the driver past Django's cursors, which take longer than it does; unless somebody
    watches what is run: then it goes past them.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_acting = False  # and it will end by a commit, a release or a rollback
        self.answers: dict[Hashable, Answer] = {}

    def begin_act(self) -> None:
        self.is_acting = True

    def end_act(self) -> None:
        self.is_acting, self.answers = False, {}

    def is_watched(self) -> bool:
        """Return whether each statement has to pass by somebody; refuse any where a transaction is broken."""
        asked = cast(Any, self)
        asked.validate_no_broken_transaction()
        if asked.connection is None:
            asked.ensure_connection()
        return bool(asked.execute_wrappers or asked.queries_logged)


class Answer:
    """What a question that was asked ahead is answered with, once it is there."""

    rows: list[Any] | None = None


class Database(Protocol):
    """A connection of ours, to whichever database."""

    is_acting: bool
    answers: dict[Hashable, Answer]

    def begin_act(self) -> None: ...

    def end_act(self) -> None: ...

    def fetch(self, sql: str, params: Sequence[Any]) -> list[Any]:
        """Run a statement at once, and return the rows that it gives."""

    def send_along(self, sql: str, params: Sequence[Any], take: Take | None = None) -> None:
        """Have a statement run before any that comes later, and its answer taken then; perhaps not at once."""

    def send(self) -> None:
        """Have everything run that waits."""

    def send_what_is_answered(self) -> None:
        """Have run what waits if somebody takes an answer: that must not come after the commit."""


def database() -> Database:
    """Return the connection of this thread itself: the one of Django looks for it anew at every attribute."""
    return cast(Database, connections[DEFAULT_DB_ALIAS])
