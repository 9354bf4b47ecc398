"""An index for the rate of promises kept, which the front page shows; people go on writing while it is built."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class AddIndexBesideWork(AddIndexConcurrently):
    """The same where there is nobody to wait for: SQLite has one writer at a time anyway."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._way(schema_editor).database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._way(schema_editor).database_backwards(self, app_label, schema_editor, from_state, to_state)

    def _way(self, schema_editor):
        return AddIndexConcurrently if schema_editor.connection.vendor == "postgresql" else migrations.AddIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0004_query_codes_moved")]
    operations = [
        AddIndexBesideWork(
            "clock",
            models.Index(fields=["due_at", "state"], name="promise_by_due", condition=models.Q(("kind", "promised"))),
        ),
    ]
