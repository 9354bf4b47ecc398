"""What both databases are told in the same words."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.db import DEFAULT_DB_ALIAS, connections

Take = Callable[[Any], None]  # is handed the cursor once the answer is there


class Composed(str):
    """A statement that is asked word by word again and again, with other values: worth being prepared."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Along:
    """A statement on its way, and who takes its answer."""

    sql: str
    params: Sequence[Any] | None = None
    take: Take | None = None


class Conversation:
    """What an act has asked and not yet looked at; while none runs, nothing is asked ahead and nothing waits."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_acting = False  # and it will end by a commit, a release or a rollback
        self.answers: dict[Hashable, Answer] = {}

    def begin_act(self) -> None:
        self.is_acting = True

    def end_act(self) -> None:
        self.is_acting, self.answers = False, {}


class Answer:
    """What a question that was asked ahead is answered with, once it is there."""

    rows: list[Any] | None = None


class Database(Protocol):
    """A connection of ours, to whichever database."""

    is_acting: bool
    answers: dict[Hashable, Answer]

    def begin_act(self) -> None: ...

    def end_act(self) -> None: ...

    def send_along(self, sql: str, params: Sequence[Any], take: Take | None = None) -> None:
        """Have a statement run before any that comes later, and its answer taken then; perhaps not at once."""

    def send(self) -> None:
        """Have everything run that waits."""

    def send_what_is_answered(self) -> None:
        """Have run what waits if somebody takes an answer: that must not come after the commit."""


def database() -> Database:
    """Return the connection of this thread itself: the one of Django looks for it anew at every attribute."""
    return cast(Database, connections[DEFAULT_DB_ALIAS])
