"""Versions that stay as they are once they left the draft: models that refuse to change one, and triggers beneath them.

SQLite makes a table anew when a migration alters it, without its triggers: such a migration calls ``drop`` before and
``install`` after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "a published version stays as it is: draft a new one"
DRAFT = "draft"
VERBS = ("INSERT", "UPDATE")


class PublishedVersionsStay(Exception):
    """Somebody tried to change or delete what was published."""


class Guarded(models.Model):
    """A version, or a row of its ``version``: it may be written while that is a draft, and never afterwards."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self) -> None:
        is_part = hasattr(self, "version_id")
        versions: Any = self._meta.get_field("version").related_model if is_part else type(self)
        version_id = getattr(self, "version_id") if is_part else self.pk  # noqa: B009 (only parts have it)
        if versions.objects.filter(pk=version_id).exclude(state=DRAFT).exists():
            raise PublishedVersionsStay(f"version {version_id} is published: draft a new one")


@dataclass(frozen=True, kw_only=True)
class Guards:
    """The triggers of one kind of version: its table, those of its parts, and how the triggers are called.

    ``may_change``: the columns of a published version that may; ``leaves``: the condition under which a change of its
    state is none of those that are allowed.
    """

    module: str
    version: str
    parts: tuple[str, ...]
    may_change: frozenset[str]
    leaves: str
    version_stays: str
    state_stays: str
    part_stays: str  # with {part} and {verb}

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Refuse from now on."""
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, self.version)
            columns = ", ".join(each.name for each in described if each.name not in self.may_change)
            guards = {"sqlite": self._on_sqlite, "postgresql": self._on_postgresql}[connection.vendor]
            for statement in guards(columns):
                cursor.execute(statement)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers off: for a migration that alters a table."""
        names = [(self.version_stays, self.version), (self.state_stays, self.version)]
        names += [(self._name(part, verb), part) for part in self.parts for verb in VERBS]
        with connection.cursor() as cursor:
            for name, table in names:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def _on_sqlite(self, columns: str) -> Iterator[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        yield (
            f"CREATE TRIGGER {self.version_stays} BEFORE UPDATE OF {columns} ON {self.version} "
            f"WHEN OLD.state <> 'draft' {refuse}"
        )
        yield (
            f"CREATE TRIGGER {self.state_stays} BEFORE UPDATE OF state ON {self.version} WHEN {self.leaves} {refuse}"
        )
        for part in self.parts:
            for verb in VERBS:
                yield (
                    f"CREATE TRIGGER {self._name(part, verb)} BEFORE {verb} ON {part} "
                    f"WHEN ({self._state_of_its_version}) <> 'draft' {refuse}"
                )

    def _on_postgresql(self, columns: str) -> Iterator[str]:
        refusal = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
        refuse, refuse_part = f"{self.module}_refuse", f"{self.module}_refuse_part"
        yield f"CREATE OR REPLACE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal}; END $$"
        yield (
            f"CREATE OR REPLACE FUNCTION {refuse_part}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF ({self._state_of_its_version}) <> 'draft' THEN {refusal}; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {self.version_stays} BEFORE UPDATE OF {columns} ON {self.version} FOR EACH ROW "
            f"WHEN (OLD.state <> 'draft') EXECUTE FUNCTION {refuse}()"
        )
        yield (
            f"CREATE TRIGGER {self.state_stays} BEFORE UPDATE OF state ON {self.version} FOR EACH ROW "
            f"WHEN ({self.leaves}) EXECUTE FUNCTION {refuse}()"
        )
        for part in self.parts:
            for verb in VERBS:
                yield (
                    f"CREATE TRIGGER {self._name(part, verb)} BEFORE {verb} ON {part} FOR EACH ROW "
                    f"EXECUTE FUNCTION {refuse_part}()"
                )

    @property
    def _state_of_its_version(self) -> str:
        return f"SELECT state FROM {self.version} WHERE id = NEW.version_id"  # noqa: S608 (our own table)

    def _name(self, part: str, verb: str) -> str:
        return self.part_stays.format(part=part.removeprefix(f"{self.module}_"), verb=verb.lower())
