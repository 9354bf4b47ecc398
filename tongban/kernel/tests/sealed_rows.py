"""A table with personal values, for the tests of the vault alone: no module's, so it is made and dropped by them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import isolate_apps

from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField, EncryptedJSONField

with isolate_apps("tongban.kernel"):

    class Person(Record):
        name = EncryptedField(mask="name")
        phone = EncryptedField(mask="phone")
        phone_index = BlindIndex("phone")
        form = EncryptedJSONField()

        class Meta:
            app_label = "kernel"
            db_table = "test_person"


@pytest.fixture(scope="module")
def person_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Person)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Person)
