"""A city of an earlier release comes to the present, on either database, with all it holds."""

import json
from pathlib import Path

import pytest

from tests import house
from tongban.server.backup.manifest import damage, read_manifest
from tongban.server.tests.databases import empty_database, run, tongban
from tools.record_release import digests

RELEASES = sorted((house.ROOT / "tests/releases").iterdir())

LOOK = """
import django, json
django.setup()
from django.db import connection
from django.test import Client
from tongban.kernel.journal import verify
from tongban.kernel.models import JournalHead
from tongban.matters.models import Matter
from tongban.people.models import Account

def opens(username, *addresses):
    reader = Client()
    reader.force_login(Account.objects.get(username=username))
    return {address: reader.get(address).status_code for address in addresses}

with connection.cursor() as cursor:
    rows = {}
    for name in connection.introspection.table_names():
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        rows[name] = cursor.fetchone()[0]
matters = list(Matter.objects.order_by("pk"))
print(json.dumps({
    "rows": rows,
    "broken": [head.subject for head in JournalHead.objects.all() if verify(head.subject)],
    "statuses": opens("zhoukai", "/desk/outbox/")
        | opens("hezhiyuan", *(f"/desk/matters/{matter.number}/" for matter in matters)),
}))
"""


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_released_migration_is_never_edited(release: Path) -> None:
    released = (line.split("  ") for line in (release / "migrations.sha256").read_text().splitlines())
    now = digests()

    assert [path for digest, path in released if now.get(path) != digest] == []


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_the_city_kept_of_a_release_is_whole(release: Path) -> None:
    assert list(damage(release / "city", read_manifest(release / "city"))) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_city_of_an_earlier_release_comes_to_the_present(release: Path, tmp_path: Path) -> None:
    with empty_database(tmp_path, "upgraded") as database:
        tongban("restore", release / "city", database=database, folder=tmp_path)
        found = json.loads(run("-c", LOOK, database=database, folder=tmp_path).stdout.splitlines()[-1])

    kept = read_manifest(release / "city").tables
    assert {table.name: found["rows"][table.name] for table in kept if found["rows"][table.name] < table.rows} == {}
    assert found["rows"]["matters_matter"] == 6
    assert found["broken"] == []
    assert len(found["statuses"]) == 7
    assert set(found["statuses"].values()) == {200}
