"""Change something only if it is still what the caller has seen."""

from collections.abc import Callable
from typing import TypeVar

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action

T = TypeVar("T")


class Stale(Refused):
    """It was changed since the caller read it."""


@action(silent="the act that it wraps tells what happened")
def act_if_unchanged(*, seen: str, current: Callable[[], str], act: Callable[[], T]) -> T:
    """Act in the transaction in which ``current`` has locked the row and told its version. Raises ``Stale``."""
    if current() != seen:
        raise Stale([Obstacle("changed_meanwhile")])
    return act()
