"""What a process has found out about somebody's powers holds while nothing has changed, and not a moment longer."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from tongban.people import queries, triggers
from tongban.people.demo import City
from tongban.people.models import Absence, Office, Officer, Post, PowersMark, RoleGrant
from tongban.people.queries import held
from tongban.people.tests.conftest import NOW, TODAY

TABLES = {model._meta.db_table: model for model in apps.get_models()}


def mark() -> str:
    return PowersMark.objects.get().mark


def may_accept(officer: Officer) -> bool:
    return queries.may(officer, "accept", office=officer.office, on=TODAY)


@pytest.fixture
def clerk(city: City) -> Officer:
    """Return a clerk of whom this process knows already that they may accept."""
    clerk = city.officer("wangmin")
    assert may_accept(clerk)
    return clerk


def _looked_at() -> dict[str, set[str]]:
    """Return the tables that the question of powers looks at, with the columns it uses of each."""
    sql = held._given._select._sql
    named = re.findall(r'(?:FROM|JOIN) "(\w+)"(?: (?:AS )?"?([TUVW]\d+)"?)?', sql)
    aliases: dict[str, set[str]] = defaultdict(set)
    for table, alias in named:
        aliases[alias or table].add(table)
    used: dict[str, set[str]] = {table: set() for table, _ in named}
    for alias, column in re.findall(r'"?(\w+)"?\."(\w+)"', sql):
        for table in aliases[alias]:
            if column in {field.column for field in TABLES[table]._meta.concrete_fields}:
                used[table].add(column)
    return used


def test_every_table_and_column_that_is_looked_at_changes_the_mark(clerk: Officer) -> None:
    used = _looked_at()
    assert used.keys() - {"people_powersmark"} == held.SOURCES.keys()
    assert triggers.guarded(connection) == held.SOURCES.keys()
    for table, counted in held.SOURCES.items():
        assert not counted or used[table] - {"id"} <= set(counted), table


def test_while_nothing_has_changed_only_the_mark_is_read(clerk: Officer, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1) as seen:
        assert may_accept(clerk)
    assert "people_powersmark" in seen[0]["sql"]
    assert "people_rolegrant" not in seen[0]["sql"]


def test_a_role_taken_by_whatever_way_is_gone_at_once(clerk: Officer) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_rolegrant WHERE officer_id = %s", [clerk.pk])

    assert not may_accept(clerk)


def test_a_post_given_to_another_is_gone_at_once(clerk: Officer) -> None:
    Post.objects.filter(holder_a=clerk).update(holder_a=None)
    Post.objects.filter(holder_b=clerk).update(holder_b=None)

    assert not may_accept(clerk)


def test_what_is_undone_was_never_found_out(clerk: Officer) -> None:
    with transaction.atomic():
        RoleGrant.objects.filter(officer=clerk).delete()
        assert not may_accept(clerk)
        transaction.set_rollback(True)

    assert may_accept(clerk)
    with transaction.atomic():
        Post.objects.filter(holder_a=clerk).update(holder_a=None)
        assert not may_accept(clerk)


def test_every_change_writes_a_mark_that_never_was(city: City, clerk: Officer) -> None:
    absence = Absence(officer=clerk, since=TODAY, until=TODAY, cause="leave", recorded_at=NOW, recorded_by=clerk)
    changes: list[Callable[[], object]] = [
        absence.save,
        absence.delete,
        lambda: Office.objects.filter(pk=clerk.office_id).update(path=clerk.office.path + "0/"),
        lambda: Officer.objects.filter(pk=clerk.pk).update(left_on=TODAY - timedelta(days=1)),
        lambda: Officer.objects.filter(pk=clerk.pk).update(office=city.office("公安局")),
    ]
    marks = [mark()]
    for change in changes:
        change()
        marks.append(mark())

    assert len(set(marks)) == len(changes) + 1


def test_what_does_not_count_leaves_the_mark(clerk: Officer) -> None:
    before = mark()
    Officer.objects.filter(pk=clerk.pk).update(name="王敏敏")

    assert mark() == before


def test_without_a_mark_nothing_is_kept(clerk: Officer) -> None:
    PowersMark.objects.all().delete()
    assert may_accept(clerk)
    RoleGrant.objects.filter(officer=clerk).delete()

    assert not may_accept(clerk)


def test_triggers_that_a_migration_took_along_come_back_with_another_mark(clerk: Officer) -> None:
    names = [f"{triggers.NAME} ON people_rolegrant"]
    if connection.vendor == "sqlite":
        names = [f"{triggers.NAME}_people_rolegrant_{verb.lower()}" for verb in triggers.VERBS]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}")
    assert "people_rolegrant" not in triggers.guarded(connection)
    before = mark()
    RoleGrant.objects.filter(officer=clerk).delete()
    assert mark() == before

    triggers.look_after(held.SOURCES, using="default")

    assert triggers.guarded(connection) == held.SOURCES.keys()
    assert mark() != before
    assert not may_accept(clerk)
