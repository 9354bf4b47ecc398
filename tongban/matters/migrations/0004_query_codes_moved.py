"""Seal the query codes that stand in clear and empty the old column, batch by batch while the platform runs.

Can be stopped and run again. A process of the release before cannot look up a code that was moved: it says "not found"
until it is restarted. What such a process still writes in clear is read all the same (``Matter.has_code``), and is moved
by the migration of the next release, which drops the column.
"""

from typing import Any

from django.db import migrations, transaction

from tongban.kernel.vault import blind_index
from tongban.kernel.vault.keys import seal

BATCH = 1000
NEXT = "SELECT id, query_code FROM matters_matter WHERE id > %s AND query_code <> '' ORDER BY id LIMIT %s"
MOVE = "UPDATE matters_matter SET query_code_sealed = %s, query_code_index = %s, query_code = '' WHERE id = %s"
BACK = "UPDATE matters_matter SET query_code = %s, query_code_sealed = '', query_code_index = '' WHERE id = %s"


def move(apps: Any, schema_editor: Any) -> None:
    database, last = schema_editor.connection, -(2**63)
    while True:
        with transaction.atomic(using=database.alias), database.cursor() as cursor:
            cursor.execute(NEXT, [last, BATCH])
            batch = cursor.fetchall()
            if not batch:
                return
            cursor.executemany(MOVE, [(_sealed(code, pk), blind_index(code), pk) for pk, code in batch])
            last = batch[-1][0]


def move_back(apps: Any, schema_editor: Any) -> None:
    for matter in apps.get_model("matters", "Matter").objects.exclude(query_code_index="").iterator(BATCH):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(BACK, [matter.query_code.clear(), matter.pk])


def _sealed(code: str, pk: int) -> str:
    return seal(code, bound_to=f"matters_matter.query_code.{pk}")


class Migration(migrations.Migration):
    atomic = False  # each batch is a transaction of its own: nobody waits for all of them
    dependencies = [("matters", "0003_query_codes_sealed")]
    operations = [migrations.RunPython(move, move_back)]
