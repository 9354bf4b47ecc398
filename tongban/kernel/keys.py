"""A long list of keys in a condition: ``filter(office__among=Keys.of(offices))``.

``office__in`` prepares, carries and quotes each key for itself, in every statement of a page; hundreds of them take
longer than the database takes to answer. These are written out once, as they stand in the statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Lookup


@dataclass(frozen=True)
class Keys:
    """Integer keys as SQL: ``1,2,3``. Nothing that was typed by anybody comes into it."""

    sql: str

    @classmethod
    def of(cls, keys: Iterable[int]) -> "Keys":
        """Return these keys; at least one.

        >>> Keys.of([3, 17]).sql
        '3,17'
        """
        return cls(",".join(str(int(key)) for key in keys))


@ForeignKey.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    """Whether a foreign key is one of ``Keys``."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: Keys

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN ({self.rhs.sql})", tuple(parameters)
