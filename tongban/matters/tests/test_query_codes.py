"""The query code: sealed where it is kept, found by a keyed digest, moved out of the clear by a migration."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from tongban.kernel.vault import blind_index
from tongban.matters.actions.opening import sealed_code
from tongban.matters.models import Matter
from tongban.matters.queries import look_up
from tongban.matters.tests.conftest import Town, opened

moving = import_module("tongban.matters.migrations.0004_query_codes_moved")


class Editor:
    """What a migration is given, as far as this one asks."""

    def __init__(self) -> None:
        self.connection = connection


def stored(matter: Matter) -> tuple[str, str, str]:
    """Return the three columns as they stand in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query_code, query_code_sealed, query_code_index FROM matters_matter WHERE id = %s", [matter.pk]
        )
        row: tuple[str, str, str] = cursor.fetchone()
    return row


def written_in_clear(matter: Matter, code: str = "7KQ4M2XD") -> Matter:
    """Make a matter's row as the release before wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET query_code = %s, query_code_sealed = '', query_code_index = '' WHERE id = %s",
            [code, matter.pk],
        )
    return Matter.objects.get(pk=matter.pk)


def test_the_database_holds_no_code_in_clear(town: Town) -> None:
    matter = opened(town)
    code = matter.told_code()

    in_clear, sealed, index = stored(matter)

    assert len(code) == 8
    assert in_clear == ""
    assert code not in sealed
    assert index == blind_index(code)
    assert str(Matter.objects.get().query_code) == "***"


def test_a_code_opens_its_matter_however_it_is_typed_and_nothing_else_does(town: Town) -> None:
    matter, other = opened(town), opened(town)
    code = matter.told_code()

    assert look_up(number=matter.number, query_code=f" {code[:4]} {code[4:].lower()}") == matter
    for wrong in (other.told_code(), "", "-", " ", code[:7], "***", blind_index(code)):
        assert look_up(number=matter.number, query_code=wrong) is None


def test_a_matter_without_a_code_is_opened_by_no_code(town: Town) -> None:
    matter = written_in_clear(opened(town), code="")

    assert not any(matter.has_code(typed) for typed in ("", " ", "-", "0" * 64))


def test_a_number_that_is_not_there_asks_the_database_as_often_as_a_wrong_code(town: Town, client: Client) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (opened(town).number, "990101-260507-009999-0"):
        with CaptureQueriesContext(connection) as asked:
            client.post("/progress/", {"number": number, "query_code": "AAAAAAAA"})
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_codes_in_clear_are_moved_batch_by_batch_and_open_as_before(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "BATCH", 2)
    matters = [written_in_clear(opened(town), code=f"7KQ4M2X{n}") for n in range(2, 7)]
    sealed_before = opened(town)

    moving.move(apps, Editor())
    moving.move(apps, Editor())

    for n, matter in enumerate(matters, 2):
        assert stored(matter)[0] == ""
        assert Matter.objects.get(pk=matter.pk).told_code() == f"7KQ4M2X{n}"
        assert look_up(number=matter.number, query_code=f"7kq4m2x{n}") == matter
    assert look_up(number=sealed_before.number, query_code=sealed_before.told_code()) == sealed_before

    moving.move_back(apps, Editor())
    assert stored(matters[0]) == ("7KQ4M2X2", "", "")


def test_what_a_process_of_the_release_before_still_writes_is_read(town: Town) -> None:
    matter = written_in_clear(opened(town))

    assert look_up(number=matter.number, query_code="7kq4m2xd") == matter
    assert matter.told_code() == "7KQ4M2XD"


def test_rows_written_in_bulk_are_sealed_like_others(town: Town) -> None:
    matter = opened(town)
    sealed, index = sealed_code("7KQ4M2XD", key=matter.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET query_code_sealed = %s, query_code_index = %s WHERE id = %s",
            [sealed, index, matter.pk],
        )

    assert Matter.objects.get(pk=matter.pk).told_code() == "7KQ4M2XD"
    assert look_up(number=matter.number, query_code="7KQ4M2XD") == matter
